//! The same program on PostgreSQL.

use crate::machine::{commonweal, output};

#[test]
fn the_demonstration_is_the_same_on_postgresql() {
    let on_file = tempfile::tempdir().unwrap();
    let run_on_file = |words: &[&str]| output(commonweal(on_file.path()).args(words));
    let (code, table, err) = run_on_file(&["demo"]);
    assert_eq!(code, Some(0), "{err}");
    let (_, orphans, _) = run_on_file(&["thread", "orphans"]);

    testkit::on_postgres(
        async |_| {},
        async |address, folder| {
            let run = |words: &[&str]| {
                output(commonweal(folder).env("DATABASE_URL", &address).args(words))
            };
            for again in [false, true] {
                let (code, out, err) = run(&["demo"]);
                assert_eq!((code, &out), (Some(0), &table), "{again}: {err}");
            }
            assert!(!folder.join("commonweal.sqlite").exists());
            assert_eq!(run(&["thread", "orphans"]).1, orphans);
            for words in [
                &["audit", "verify"][..],
                &["doctor"][..],
                &["compare", "--area", "E09000012"][..],
                &["paper", "hackney/autumn-2022"][..],
                &["paper", "hackney/2022-06-16/4"][..],
            ] {
                let (code, _, err) = run(words);
                assert_eq!(code, Some(0), "{words:?}: {err}");
            }
        },
    );
}
