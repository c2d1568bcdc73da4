//! minutes check.

use serde_json::json;

use crate::machine::Machine;

const MINUTES: &str = "5.1 The chair opened the meeting.\n\nAction: Board officer to send the papers by 3 October 2022\n\n\
                       5.1 Options would be drawn up.\n\nAction: Director of public health\n";

#[test]
fn the_result_has_the_documented_shape() {
    let machine = Machine::new();
    let file = machine.write("minutes.txt", MINUTES);
    let said = machine.run(&["minutes", "check", &file, "--json"]);
    assert_eq!(said.code, 3, "{said:?}");
    let found = said.json();
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["paragraphs", "actions", "problems"]);
    assert_eq!(
        found["actions"][0],
        json!({
            "owner": "Board officer", "text": "send the papers", "due": "2022-10-03", "proposed_text": null,
            "paragraph": "5.1",
        })
    );
    assert_eq!(found["actions"][1]["due"], json!(null));
    assert!(found["problems"].as_array().unwrap().iter().all(|problem| {
        ["place", "rule", "message"]
            .iter()
            .all(|key| problem[key].is_string())
    }));
    assert!(
        !machine.data().exists(),
        "it needs no installation and makes none"
    );
}

#[test]
fn minutes_arrive_on_standard_input_too_and_sound_ones_are_no_problem() {
    let machine = Machine::new();
    let sound = b"5.1 The chair opened the meeting.\n\nAction: Board officer to send the papers by 3 October 2022\n";
    let said = machine
        .run_with_input(&["minutes", "check", "-"], sound)
        .done();
    assert!(said.out.contains("1 action found"), "{said:?}");
    assert!(said.out.contains("Due:   3 October 2022"), "{said:?}");
}

#[test]
fn a_file_that_holds_no_text_is_refused_with_what_to_do() {
    let machine = Machine::new();
    for (name, content, word) in [
        ("minutes.pdf", &b"%PDF-1.7 \xff"[..], "this is a PDF"),
        ("minutes.docx", b"PK\x03\x04", "word processor"),
        ("empty.txt", b"", "empty"),
        ("old.txt", b"5.1 Caf\xe9", "line 1 is not in UTF-8"),
    ] {
        let file = machine.write(name, content);
        let said = machine.run(&["minutes", "check", &file]);
        assert_eq!(said.code, 3, "{said:?}");
        assert!(said.err.contains(word), "{said:?}");
        assert_eq!(said.out, "");
    }
    let endless = machine.run(&["minutes", "check", "/dev/zero"]);
    assert_eq!(endless.code, 3, "{endless:?}");
    let nowhere = machine.run(&["minutes", "check", "not-there.txt"]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
}
