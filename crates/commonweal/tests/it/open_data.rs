//! sql and datasets.

use std::io::Read;

use serde_json::{Value, json};

use crate::fixture::smoking;
use crate::machine::Machine;

fn loaded() -> Machine {
    let machine = Machine::new();
    let file = machine.write("smoking.csv", smoking(18.0));
    machine
        .run(&[
            "import",
            &file,
            "--data-set",
            "Smoking survey",
            "--source",
            "A publisher",
            "--licence",
            "Open Government Licence v3.0",
            "--attribution",
            "Contains public sector information",
        ])
        .done();
    machine
}

#[test]
fn a_query_is_answered_in_four_forms() {
    let machine = loaded();
    let query = "select area_name, value from smoking_survey where period = '2020' and category is null order by value";
    let said = machine.run(&["sql", query, "--format", "json"]).done();
    assert_eq!(
        said.json(),
        json!([
            { "area_name": "Tower Hamlets", "value": 12.0 },
            { "area_name": "England", "value": 14.0 },
            { "area_name": "Hackney", "value": 18.0 },
        ])
    );
    let said = machine
        .run_with_input(&["sql", "-", "--format", "csv"], query.as_bytes())
        .done();
    assert_eq!(
        said.out,
        "area_name,value\r\nTower Hamlets,12\r\nEngland,14\r\nHackney,18\r\n"
    );
    let said = machine.run(&["sql", query]).done();
    assert_eq!(
        said.out,
        "area_name      value\nTower Hamlets     12\nEngland           14\nHackney           18\n"
    );
    let file = machine.path("answer.parquet");
    let name = file.to_string_lossy().into_owned();
    let said = machine
        .run(&["sql", query, "--format", "parquet", "--output", &name])
        .done();
    assert_eq!(said.out, "");
    let mut start = [0; 4];
    std::fs::File::open(&file)
        .unwrap()
        .read_exact(&mut start)
        .unwrap();
    assert_eq!(&start, b"PAR1");
}

#[test]
fn every_measure_is_a_function() {
    let machine = loaded();
    let query = "select area_name, rate(count, denominator)['value'] as rate, \
                 proportion(count, denominator)['lower95'] as lower from observations \
                 where period = '2020' and area_code = 'E09000012' group by area_name";
    let rows = machine
        .run(&["sql", query, "--format", "json"])
        .done()
        .json();
    assert_eq!(rows[0]["area_name"], "Hackney");
    assert!(
        (rows[0]["rate"].as_f64().unwrap() - 18_000.0).abs() < 1e-6,
        "{rows}"
    );
    assert!(rows[0]["lower"].as_f64().unwrap() < 18.0, "{rows}");
    let slope = "select sii(row_number, value, lower_95, upper_95)['value'] as slope from \
                 (select 1 as row_number, value, lower_95, upper_95 from observations limit 0)";
    let said = machine.run(&["sql", slope, "--format", "json"]);
    assert!(said.code == 0 || said.err.contains("sii"), "{said:?}");
}

#[test]
fn a_query_that_does_more_than_read_is_refused_with_what_to_do() {
    let machine = loaded();
    let file = machine.path("copied.csv");
    let copy = format!("copy observations to '{}'", file.display());
    for query in [
        "drop table observations",
        copy.as_str(),
        "create table t as select 1",
    ] {
        let said = machine.run(&["sql", query]);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
        assert!(said.err.contains("only reading is possible"), "{said:?}");
    }
    assert!(!file.exists());
    let said = machine.run(&["sql", "select * from smoking"]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(
        said.err
            .contains("The tables are: areas, data_sets, indicators, observations, smoking_survey"),
        "{said:?}"
    );
    let said = machine.run_with_input(&["sql", "-"], b"  \n");
    assert_eq!(said.code, 2, "{said:?}");
}

#[test]
fn a_failed_query_leaves_the_file_as_it_was() {
    let machine = loaded();
    let name = machine.write("answer.csv", "as it was");
    let said = machine.run(&[
        "sql",
        "select cast(area_name as int) from observations",
        "--format",
        "csv",
        "--output",
        &name,
    ]);
    assert_ne!(said.code, 0, "{said:?}");
    assert_eq!(std::fs::read_to_string(&name).unwrap(), "as it was");
    let left: Vec<_> = std::fs::read_dir(machine.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("part"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn rows_that_are_left_out_are_told() {
    let machine = loaded();
    let said = machine
        .run(&[
            "sql",
            "select * from observations",
            "--rows",
            "3",
            "--format",
            "csv",
        ])
        .done();
    assert_eq!(said.out.lines().count(), 4);
    assert!(said.err.contains("first 3 rows"), "{said:?}");
    let tables = machine.run(&["sql"]).done();
    assert!(tables.out.contains("smoking_survey"), "{tables:?}");
}

#[test]
fn data_sets_have_the_documented_shape() {
    let machine = loaded();
    let mut sets = machine.run(&["datasets", "--json"]).done().json();
    let version = &mut sets[0]["versions"][0];
    let hash = version["sha256"].take();
    assert_eq!(hash.as_str().unwrap().len(), 64);
    let as_at = version["as_at"].take();
    assert_eq!(version["published_on"].take(), as_at);
    assert_eq!(
        sets,
        json!([{
            "data_set": "smoking-survey", "title": "Smoking survey", "table": "smoking_survey",
            "source": "A publisher", "licence": "Open Government Licence v3.0",
            "attribution": "Contains public sector information", "policy": "already_published",
            "policy_in_words": "Already published by its owner, so nothing more is hidden.", "open": true,
            "next_due": null, "freshness": "not said", "days_overdue": null,
            "versions": [{
                "version": 1, "state": "published", "as_at": null, "published_on": null, "rows": 28,
                "indicators": 1, "sha256": null, "origin": "imported",
            }],
        }])
    );
    let words = machine.run(&["datasets"]).done();
    assert!(words.out.contains("smoking-survey"), "{words:?}");
    assert!(
        words.out.contains("Open Government Licence v3.0"),
        "{words:?}"
    );
}

#[test]
fn a_data_set_or_an_indicator_is_written_into_a_file() {
    let machine = loaded();
    let path = |name: &str| machine.path(name).to_string_lossy().into_owned();
    for (format, begins) in [
        ("package", &b"PK"[..]),
        ("csv", b"data_set,version,indicator,"),
        ("json", b"{\"name\":\"smoking-survey\""),
        ("parquet", b"PAR1"),
    ] {
        let file = path(&format!("whole.{format}"));
        let said = machine
            .run(&[
                "datasets",
                "export",
                "smoking-survey",
                "--format",
                format,
                "--output",
                &file,
            ])
            .done();
        assert_eq!(said.out, format!("{file}: 28 rows\n"));
        assert!(
            std::fs::read(&file).unwrap().starts_with(begins),
            "{format}"
        );
    }
    let file = path("one.json");
    machine
        .run(&[
            "datasets",
            "export",
            "--indicator",
            "900",
            "--format",
            "json",
            "--output",
            &file,
        ])
        .done();
    let whole: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(whole["name"], "adults-who-smoke");
    assert_eq!(whole["observations"].as_array().unwrap().len(), 28);
    for words in [
        &["datasets", "export", "smoking"][..],
        &["datasets", "export", "--indicator", "901"],
        &["datasets", "export"],
    ] {
        let said = machine.run(words);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
    }
}

#[test]
fn a_data_set_is_shown_and_described() {
    let machine = Machine::new();
    let file = machine.write("smoking.csv", smoking(18.0));
    machine
        .run(&["import", &file, "--data-set", "Smoking survey"])
        .done();
    let shown = machine.run(&["datasets", "show", "Smoking survey"]).done();
    for words in [
        "Licence: not stated",
        "datasets describe smoking-survey --licence",
        "Version 1, published:",
    ] {
        assert!(shown.out.contains(words), "{words}: {shown:?}");
    }
    let describe = |more: &[&str]| {
        machine.run(&[&["datasets", "describe", "smoking-survey"][..], more].concat())
    };
    let said = describe(&[
        "--licence",
        "Open Government Licence v3.0",
        "--attribution",
        "Contains a publisher's information",
        "--next-due",
        "2031-03-01",
        "--json",
    ])
    .done()
    .json();
    assert_eq!(said["licence"], "Open Government Licence v3.0");
    assert_eq!(said["next_due"], "2031-03-01");
    assert_eq!(said["freshness"], "due");
    assert_eq!(said["indicators"], serde_json::json!(["900"]));
    // What is left out stays; empty words take it away.
    let said = describe(&["--source", "A publisher", "--next-due", "", "--json"])
        .done()
        .json();
    assert_eq!(said["licence"], "Open Government Licence v3.0");
    assert_eq!(
        (&said["source"], &said["next_due"]),
        (&"A publisher".into(), &serde_json::Value::Null)
    );
    let again = describe(&["--source", "A publisher"]);
    assert_eq!(again.code, 3, "{again:?}");
    assert!(again.err.contains("nothing would change"), "{again:?}");
    for (more, words) in [
        (&["--next-due", "soon"][..], "write it as 2027-03-31"),
        (&[], "--licence"),
    ] {
        let wrong = describe(more);
        assert_eq!(wrong.code, 2, "{wrong:?}");
        assert!(wrong.err.contains(words), "{words}: {wrong:?}");
    }
    let none = machine.run(&["datasets", "show", "nothing"]);
    assert_eq!(none.code, 2, "{none:?}");
}

#[test]
fn a_release_that_waits_is_published_with_what_it_changes() {
    let machine = Machine::new();
    let file = machine.write("smoking.csv", smoking(18.0));
    machine
        .run(&["import", &file, "--data-set", "Smoking survey"])
        .done();
    let nothing = machine.run(&["publish", "smoking-survey"]);
    assert_eq!(nothing.code, 3, "{nothing:?}");
    let next = machine.write("next.csv", smoking(14.2));
    machine
        .run(&["import", &next, "--data-set", "Smoking survey", "--wait"])
        .done();
    let dry = machine
        .run(&["publish", "smoking-survey", "--dry-run", "--json"])
        .done()
        .json();
    assert_eq!(dry["state"], "dry run");
    assert_eq!(dry["changes"]["changed"], 1);
    let turn = &dry["changes"]["turns"][0];
    assert_eq!(
        (&turn["before"]["verdict"], &turn["after"]["verdict"]),
        (&"Worse".into(), &"Similar".into())
    );
    assert_eq!(turn["used_in"], serde_json::json!([]));
    let other = machine.run(&["publish", "smoking-survey", "--policy", "nhs_england"]);
    assert_eq!(other.code, 2, "{other:?}");
    assert!(
        other
            .err
            .contains("is under the hiding rule “already_published”"),
        "{other:?}"
    );
    let published = machine.run(&["publish", "Smoking survey"]).done();
    assert!(published.out.contains("1 verdict turns:"), "{published:?}");
    assert!(
        published
            .out
            .contains("Published as smoking-survey-version-2."),
        "{published:?}"
    );
}

#[test]
fn a_query_in_a_step_without_end_is_stopped_all_the_same() {
    let machine = loaded();
    // One step of a join that never finds a row: years of work without a place to stop in between.
    let query = "select count(*) from generate_series(1, 3000000) a(x), generate_series(1, 3000000) b(y) where x * y = -7";
    let stopped = machine.run(&["sql", "--seconds", "1", query]);
    assert_eq!(stopped.code, 1, "{stopped:?}");
    assert!(stopped.err.contains("was stopped after 1 s"), "{stopped:?}");
}
