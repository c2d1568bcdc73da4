//! Packs of evidence from the command line.

use serde_json::json;

use crate::machine::Machine;

const PACK: &str = "hackney/covid-19-health-inequalities";

#[test]
fn packs_are_listed_with_who_has_which_version() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let listed = machine
        .run(&["pack", "list", "hackney", "--json"])
        .done()
        .json();
    let pack = &listed[0];
    let fields: Vec<&str> = pack
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        fields,
        [
            "reference",
            "title",
            "version",
            "published",
            "superseded_by",
            "as_at",
            "area",
            "against",
            "indicators",
            "receipts",
            "newer_figures",
            "shares",
            "origin"
        ]
    );
    assert_eq!(
        listed.as_array().unwrap().len(),
        1,
        "what was written by hand is no such pack"
    );
    for (name, wanted) in [
        (
            "reference",
            json!("hackney/text/covid-19-health-inequalities"),
        ),
        ("published", json!(2)),
        ("superseded_by", json!(null)),
        ("as_at", json!("2022-02-14")),
        ("area", json!("E09000012")),
        ("against", json!("england")),
        ("newer_figures", json!(false)),
        ("origin", json!("illustrative")),
    ] {
        assert_eq!(pack[name], wanted, "{name}");
    }
    assert_eq!(pack["receipts"].as_array().unwrap().len(), 9);
    let given: Vec<_> = pack["shares"]
        .as_array()
        .unwrap()
        .iter()
        .map(|share| {
            (
                share["body"].clone(),
                share["version"].clone(),
                share["on"].clone(),
            )
        })
        .collect();
    let both = |version: i64, on: &str| {
        ["city-of-london", "hackney"].map(|body| (json!(body), json!(version), json!(on)))
    };
    assert_eq!(
        given,
        [both(1, "2021-11-15"), both(2, "2022-02-14")].concat()
    );
}

#[test]
fn a_pack_is_written_in_every_format_and_says_what_was_known_on_its_day() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let first = machine
        .run(&["pack", "show", PACK, "--version", "1"])
        .done();
    for said in [
        "Superseded by version 2",
        "What stands out",
        "Illustrative",
        "The figures",
    ] {
        assert!(
            first.out.to_lowercase().contains(&said.to_lowercase()),
            "{said}: {}",
            first.out
        );
    }
    let newest = machine.run(&["pack", "show", PACK]).done();
    for said in [
        "Shown to work",
        "Help to stop smoking that comes to the estate",
    ] {
        assert!(newest.out.contains(said), "{said}: {}", newest.out);
        assert!(!first.out.contains(said), "it was not known then");
    }
    for (format, begins) in [("pdf", &b"%PDF-"[..]), ("docx", b"PK"), ("xlsx", b"PK")] {
        let refused = machine.run(&["pack", "show", PACK, "--format", format]);
        assert_eq!(refused.code, 2, "{refused:?}");
        let file = machine.path(&format!("pack.{format}"));
        let name = file.to_str().unwrap();
        machine
            .run(&["pack", "show", PACK, "--format", format, "--output", name])
            .done();
        assert!(
            std::fs::read(&file).unwrap().starts_with(begins),
            "{format}"
        );
    }
    let document = std::fs::read(machine.path("pack.docx")).unwrap();
    let names = String::from_utf8_lossy(&document);
    assert!(
        names.contains("word/media/picture1.png"),
        "charts are painted"
    );
}

#[test]
fn a_pack_is_made_published_given_and_made_again() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    let wanted = [
        "pack",
        "make",
        "hackney",
        "--title",
        "Smoking here",
        "--topic",
        "smoke",
    ];
    let made = machine
        .run(&[&wanted[..], &["--json"]].concat())
        .done()
        .json();
    assert_eq!(
        (
            &made["published"],
            &made["version"]["number"],
            &made["reference"]
        ),
        (&json!(null), &json!(1), &json!("hackney/text/smoking-here"))
    );
    assert!(
        made["indicators"]
            .as_array()
            .unwrap()
            .contains(&json!("7001")),
        "{made}"
    );
    let mut alike = wanted.to_vec();
    alike[4] = "Smoking here and in places like it";
    alike.extend(["--against", "neighbours", "--json"]);
    let alike = machine.run(&alike).done().json();
    let against = alike["against"].as_str().unwrap();
    assert!(against.starts_with("neighbours:"), "{alike}");
    let early = machine.run(&[
        "pack",
        "share",
        "hackney/smoking-here",
        "--with",
        "hackney",
        "--by",
        "2022-10-01",
    ]);
    assert_eq!(early.code, 2, "{early:?}");
    assert!(early.err.contains("publish a version first"), "{early:?}");
    machine
        .run(&["pack", "publish", "hackney/smoking-here"])
        .done();
    let given = machine
        .run(&[
            "pack",
            "share",
            "hackney/smoking-here",
            "--with",
            "hackney",
            "--by",
            "2022-10-01",
        ])
        .done();
    assert!(
        given
            .out
            .contains("version 1, given on 8 September 2022, to be considered by 1 October 2022"),
        "{given:?}"
    );
    let same = machine
        .run(&["pack", "again", "hackney/smoking-here"])
        .done();
    assert!(same.err.contains("there is no new version"), "{same:?}");
}

#[test]
fn what_cannot_be_made_or_found_is_wrong_use() {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    for wrong in [
        vec!["pack", "make", "hackney", "--title", "Nothing"],
        vec![
            "pack", "make", "hackney", "--title", "Nothing", "--search", "unicorns",
        ],
        vec![
            "pack",
            "make",
            "hackney",
            "--title",
            "Nothing",
            "--indicator",
            "unicorns",
        ],
        vec![
            "pack",
            "make",
            "hackney",
            "--title",
            "Nothing",
            "--element",
            "unicorns/1",
        ],
        vec![
            "pack",
            "make",
            "hackney",
            "--title",
            "Nowhere",
            "--search",
            "smoke",
            "--area",
            "E09000099",
        ],
        vec![
            "pack",
            "make",
            "hackney",
            "--title",
            "Nowhere",
            "--search",
            "smoke",
            "--against",
            "neighbours:unicorns",
        ],
        vec!["pack", "show", "hackney/nothing"],
        vec!["pack", "show", "hackney/resource-pack"],
        vec!["pack", "show", PACK, "--version", "9"],
        vec![
            "pack",
            "share",
            PACK,
            "--with",
            "nobody",
            "--by",
            "2022-10-01",
        ],
        vec!["pack", "list", "nowhere"],
    ] {
        let refused = machine.run(&wrong);
        assert_eq!(
            (refused.code, refused.out.as_str()),
            (2, ""),
            "{wrong:?}: {refused:?}"
        );
    }
}
