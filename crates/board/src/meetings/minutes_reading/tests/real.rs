//! Hackney's minutes of item 12, where the real data is at hand: they lie beside it.

use std::fs;

use crate::meetings::minutes_reading::{Context, Rule, Severity, read};

#[test]
fn hackney_item_12_gives_one_action_with_an_owner_alone() {
    let Some(data) = testkit::real_data() else {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
        return;
    };
    let path = data.join("../sources/004_e00216d0a141be88.txt");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: the minutes are not beside the real data");
        return;
    };
    let reading = read(&text, &Context::default());

    assert_eq!(reading.paragraphs.len(), 14);
    assert_eq!(reading.actions.len(), 1);
    let action = &reading.actions[0];
    assert_eq!(
        action.owner.as_deref(),
        Some("The Head of Performance and Population")
    );
    assert_eq!(
        (&action.text, action.due, &action.due_words),
        (&None, None, &None)
    );
    assert_eq!(action.paragraph.as_deref(), Some("12.12"));
    assert_eq!(action.proposed_from.as_deref(), Some("12.12"));
    let source = &reading.paragraphs[12].words;
    assert!(
        action
            .proposed_text
            .as_ref()
            .is_some_and(|proposed| source.ends_with(proposed))
    );

    let found: Vec<(&str, Rule)> = reading
        .problems
        .iter()
        .map(|problem| (problem.place.as_str(), problem.rule))
        .collect();
    assert_eq!(
        found,
        [
            ("12.1", Rule::RepeatedWords),
            ("12.4", Rule::QuestionWithoutAnswer),
            ("12.5", Rule::DuplicateNumber),
            ("12.9", Rule::UnreadableSentence),
            ("12.12", Rule::ActionWithoutWords),
            ("12.12", Rule::ActionWithoutDate),
            ("12.13", Rule::PerhapsAnotherWord),
            ("End", Rule::HeadingWithNothingUnderIt),
        ]
    );
    assert_eq!(reading.standing_of(5), Severity::StopsPublication);
    assert_eq!(
        reading.standing_of(6),
        Severity::StopsPublication,
        "the second 12.5"
    );
    assert_eq!(reading.standing_of(3), Severity::Fine);
}
