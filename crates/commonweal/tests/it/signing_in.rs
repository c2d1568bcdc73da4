//! `commonweal sign-in PERSON`.

use crate::machine::{commonweal, output};

#[test]
fn the_first_administrator_is_made_once_and_links_are_printed_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("made when it is not there");
    let (code, out, err) = output(commonweal(&data).args(["sign-in", "officer@council.example"]));
    assert_eq!((code, out.as_str()), (Some(3), ""));
    assert!(err.contains("--first-administrator"), "{err}");

    let first = [
        "sign-in",
        "officer@council.example",
        "--first-administrator",
        "Board officer",
    ];
    let (code, out, err) = output(commonweal(&data).args(first));
    assert_eq!(code, Some(0), "{err}");
    let link = out.strip_suffix('\n').unwrap();
    let secret = link.strip_prefix("http://127.0.0.1:8080/sign-in/").unwrap();
    assert_eq!(secret.len(), 64, "{link}");
    assert!(err.contains("works once, for 60 minutes"), "{err}");

    let (code, out, err) = output(commonweal(&data).args(first));
    assert_eq!((code, out.as_str()), (Some(3), ""), "{err}");

    for person in ["officer@council.example", "Board officer", "board-officer"] {
        let (code, out, err) = output(
            commonweal(&data)
                .args(["--address", "https://board.example/"])
                .args(["sign-in", person]),
        );
        assert_eq!(code, Some(0), "{err}");
        assert!(out.starts_with("https://board.example/sign-in/"), "{out}");
    }
    let (code, _, err) = output(commonweal(&data).args(["sign-in", "Somebody else"]));
    assert_eq!(code, Some(3));
    assert!(
        err.contains("nobody with an account goes by “Somebody else”"),
        "{err}"
    );
}

#[test]
fn wrong_usage_is_exit_code_2_and_help_is_not() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in [
        &["sign-in"][..],
        &["nonsense"][..],
        &["serve", "--listen", "here"][..],
        &["serve", "--today", "soon"][..],
    ] {
        let (code, out, err) = output(commonweal(folder.path()).args(wrong));
        assert_eq!((code, out.as_str()), (Some(2), ""), "{wrong:?}: {err}");
        assert!(!err.is_empty());
    }
    let (code, out, _) = output(commonweal(folder.path()).arg("--help"));
    assert_eq!(code, Some(0));
    assert!(out.contains("serve") && out.contains("sign-in"), "{out}");
}

#[test]
fn a_folder_that_cannot_be_written_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    std::fs::write(&file, "not a folder").unwrap();
    let (code, out, err) = output(commonweal(&file).args(["sign-in", "somebody"]));
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("name another with --data"), "{err}");
}

#[test]
fn a_database_that_does_not_answer_is_named_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, err) = output(
        commonweal(folder.path())
            .env(
                "DATABASE_URL",
                "postgres://somebody:s3cret@127.0.0.1:1/nowhere",
            )
            .args(["sign-in", "somebody"]),
    );
    assert_eq!(code, Some(1));
    assert!(err.contains("postgres://127.0.0.1:1/nowhere"), "{err}");
    assert!(!err.contains("s3cret"), "{err}");
}
