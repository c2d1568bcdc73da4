//! profile, deprivation and localities, on an invented borough of four small areas in two wards.

use serde_json::json;

use crate::machine::Machine;

const LOOKUP: &str = "lsoa21_code,lsoa21_name,ward24_code,ward24_name,ltla24_code,ltla24_name\n\
    E01000001,First,E05000001,North,E09000099,Borough\n\
    E01000002,Second,E05000001,North,E09000099,Borough\n\
    E01000003,Third,E05000002,South,E09000099,Borough\n\
    E01000004,Fourth,E05000002,South,E09000099,Borough\n";
const RANKS: &str = "lsoa21_code,IMD_rank,IMD_decile\nE01000001,100,1\nE01000002,6000,2\nE01000003,20000,6\nE01000004,33755,10\n";
const RESIDENTS: &str = "lsoa21_code,Total,0 to 4,5 to 9,10 to 14,15 to 19,20+\n\
    E01000001,100,10,10,10,10,60\nE01000002,300,30,30,30,30,180\nE01000003,200,20,20,20,20,120\nE01000004,400,40,40,40,40,240\n";
const POSTCODES: &str = "pcds,lsoa21\nE8 1EA,E01000001\nE8 1EB,E01000003\n";

fn loaded() -> Machine {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    for (name, text) in [
        ("lookup.csv", LOOKUP),
        ("imd2025.csv", RANKS),
        ("census2021.csv", RESIDENTS),
        ("onspd_2025.csv", POSTCODES),
    ] {
        let file = machine.write(name, text);
        machine.run(&["import", "--data-set", name, &file]).done();
    }
    machine
}

#[test]
fn a_ward_is_profiled_and_its_receipt_recomputed() {
    let machine = loaded();
    let found = machine
        .run(&["profile", "--area", "E05000001", "--json"])
        .done()
        .json();
    assert_eq!(
        (&found["name"], &found["profile"]["residents"]),
        (&json!("North"), &json!(400.0))
    );
    assert_eq!(
        found["profile"]["deprivation"]["core20"]["share_of_residents"],
        1.0
    );
    assert_eq!(found["profile"]["unequal"][0]["best"]["name"], "South");
    assert_eq!(found["profile"]["ages"][0]["people"], 40.0);
    let receipt = found["profile"]["receipt"].as_str().unwrap();
    assert!(
        machine
            .run(&["explain", receipt])
            .done()
            .out
            .contains("same")
    );
    let words = machine.run(&["profile", "--area", "E05000001"]).done().out;
    assert!(
        words.contains("400 residents in 2 small areas (LSOA 2021)"),
        "{words}"
    );

    let nowhere = machine.run(&["profile", "--area", "E05009999"]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
    assert!(
        nowhere
            .err
            .contains("no area lookup says of which small areas E05009999 is made"),
        "{nowhere:?}"
    );
}

#[test]
fn small_areas_are_no_indicators() {
    let machine = loaded();
    let found = machine
        .run(&["indicators", "--search", "LSOA", "--json"])
        .done()
        .json();
    assert_eq!(found, json!([]));
}

#[test]
fn deprivation_is_told_in_words_in_json_and_as_a_table() {
    let machine = loaded();
    let words = machine
        .run(&["deprivation", "--area", "E09000099"])
        .done()
        .out;
    assert!(words.contains("Borough (imd, 2025): 2 of 4 small areas are in the most deprived fifth of England, with 40.0% of its residents"), "{words}");
    let found = machine
        .run(&[
            "deprivation",
            "--area",
            "E09000099",
            "--parts",
            "4",
            "--json",
        ])
        .done()
        .json();
    assert_eq!(found["tenths"][0]["residents"], 100.0);
    assert_eq!(found["small_areas"][3]["within"], 4);
    let table = machine
        .run(&["deprivation", "--area", "E09000099", "--csv"])
        .done()
        .out;
    assert!(table.contains("E01000001,First,100,1,,,100"), "{table}");
    let none = machine.run(&["deprivation", "--area", "E09000099", "--domain", "crime"]);
    assert_eq!(none.code, 2);
    assert!(
        none.err.contains("ranks of deprivation (crime)"),
        "{none:?}"
    );
}

#[test]
fn a_locality_is_made_of_small_areas_and_postcodes() {
    let machine = loaded();
    let list = machine.write("list.csv", "lsoa21_code\nE01000002\nE8 1EB\n");
    let define = |more: &[&str]| {
        let mut words = vec![
            "localities",
            "--board",
            "hackney",
            "--define",
            "The Marshes",
            "--from",
            &list,
        ];
        words.extend(more);
        machine.run(&words)
    };
    let dry = define(&["--dry-run"]).done().out;
    assert!(
        dry.contains("Differs from North by 2, where 300 people live"),
        "{dry}"
    );
    let near = define(&[]);
    assert_eq!(near.code, 3, "{near:?}");
    assert!(
        near.err.contains("say in a sentence why it must differ"),
        "{near:?}"
    );
    let made = define(&["--near-reason", "Services share this patch.", "--json"])
        .done()
        .json();
    assert_eq!(
        (&made["code"], &made["version"], &made["residents"]),
        (&json!("the-marshes"), &json!(1), &json!(500))
    );
    let found = machine
        .run(&["profile", "--area", "the-marshes", "--json"])
        .done()
        .json();
    assert_eq!(
        (&found["name"], &found["profile"]["residents"]),
        (&json!("The Marshes"), &json!(500.0))
    );
    let again = define(&["--near-reason", "Services share this patch.", "--json"])
        .done()
        .json();
    assert_eq!(again["version"], 1, "the same writes nothing");
    let listed = machine
        .run(&["localities", "--board", "hackney", "--json"])
        .done()
        .json();
    assert_eq!(listed.as_array().unwrap().len(), 1);

    let wrong = machine.write("wrong.csv", "E01000009\nMare Street 3\n");
    let refused = machine.run(&[
        "localities",
        "--board",
        "hackney",
        "--define",
        "Else",
        "--from",
        &wrong,
    ]);
    assert_eq!(refused.code, 3);
    assert!(
        refused.out.contains("no loaded area lookup has E01000009"),
        "{refused:?}"
    );
}

#[test]
fn a_rate_is_made_of_counts_and_residents() {
    let machine = loaded();
    let falls = "Area code,Period,Value\nE01000001,2021,6\nE01000002,2021,30\nE01000003,2021,4\nE01000004,2021,8\n";
    let file = machine.write("falls.csv", falls);
    machine
        .run(&[
            "import",
            "--data-set",
            "Falls",
            "--set",
            "indicator name=Falls",
            "--set",
            "value type=count",
            &file,
        ])
        .done();
    let found = machine
        .run(&[
            "rate",
            "--counts",
            "falls",
            "--area",
            "E05000001",
            "--per",
            "1000",
            "--json",
        ])
        .done()
        .json();
    assert_eq!(
        (&found["count"], &found["population"], &found["value"]),
        (&json!(36.0), &json!(400.0), &json!(90.0))
    );
    assert_eq!(found["small_areas"], 2);
    let plain = ["rate", "--counts", "falls", "--area", "E05000001"];
    let said = machine.run(&plain).done().out;
    assert!(said.contains("9,000.0 per 100,000, 95% limits"), "{said}");
    assert!(said.contains("; 36 events, 400 people"), "{said}");
    let receipt = found["receipt"].as_str().unwrap();
    assert!(
        machine
            .run(&["explain", receipt])
            .done()
            .out
            .contains("same")
    );
    let none = machine
        .run(&[&plain[..], &["--method", "directly-standardised"]].concat())
        .done()
        .out;
    assert!(none.contains("not given by age"), "{none}");
    let expected = machine
        .run(&[&plain[..], &["--method", "indirectly-standardised"]].concat())
        .done()
        .out;
    assert!(
        expected.contains("This needs England’s figures by age."),
        "{expected}"
    );
}

#[test]
fn real_deaths_and_residents_make_a_rate() {
    let Some(data) = testkit::real_data() else {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
        return;
    };
    let machine = Machine::new();
    let import = |file: &str, name: &str, more: &[&str]| {
        let file = data.join(file).to_string_lossy().into_owned();
        let named = format!("indicator name={name}");
        let mut words = vec![
            "import",
            "--data-set",
            name,
            "--set",
            &named,
            "--set",
            "value type=count",
        ];
        words.extend(more);
        words.push(&file);
        machine.run(&words).done();
    };
    import(
        "mortality/ons_drug_poisoning_deaths_by_la_1993-2020.csv",
        "Drug deaths",
        &["--leave-out-faulty-rows"],
    );
    import(
        "population/mye_london_boroughs_persons_sya_1997plus.csv.gz",
        "Residents by year",
        &[],
    );
    let found = machine
        .run(&[
            "rate",
            "--counts",
            "drug-deaths",
            "--area",
            "E09000012",
            "--population",
            "residents-by-year",
            "--period",
            "2020",
            "--json",
        ])
        .done()
        .json();
    let (count, people) = (
        found["count"].as_f64().unwrap(),
        found["population"].as_f64().unwrap(),
    );
    assert!(
        count > 5.0 && (200_000.0..400_000.0).contains(&people),
        "{found}"
    );
    assert!((found["value"].as_f64().unwrap() - count / people * 100_000.0).abs() < 1e-9);
}
