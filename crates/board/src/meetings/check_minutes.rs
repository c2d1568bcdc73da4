use jiff::civil::Date;
use serde::Serialize;

use super::minutes_reading::{Context, Rule, read};

/// What `minutes check` prints: the part of a reading that others may rely on. Field names never change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedMinutes {
    /// The paragraphs, in order.
    pub paragraphs: Vec<CheckedParagraph>,
    /// The actions, in the order of the text.
    pub actions: Vec<CheckedAction>,
    /// What a person should look at, in the order of the text.
    pub problems: Vec<CheckedProblem>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedParagraph {
    /// The number as printed, which may stand twice; null where there is none.
    pub number: Option<String>,
    /// What to call it, which never stands twice.
    pub place: String,
    /// Its words.
    pub words: String,
}

/// An action. What the minutes do not say is null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedAction {
    /// Who, in the words of the minutes.
    pub owner: Option<String>,
    /// What is to be done.
    pub text: Option<String>,
    /// By when, as an ISO date.
    pub due: Option<Date>,
    /// Words to consider where the minutes give none.
    pub proposed_text: Option<String>,
    /// The place of the paragraph that it stands in or under.
    pub paragraph: Option<String>,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedProblem {
    /// Where.
    pub place: String,
    /// The rule that found it.
    pub rule: Rule,
    /// What is wrong, in a sentence.
    pub message: String,
}

/// Reads minutes and keeps what `minutes check` prints. Knows no database and no day.
#[must_use]
pub fn check(text: &str) -> CheckedMinutes {
    let reading = read(text, &Context::default());
    CheckedMinutes {
        paragraphs: reading
            .paragraphs
            .into_iter()
            .map(|paragraph| CheckedParagraph {
                number: paragraph.number,
                place: paragraph.place,
                words: paragraph.words,
            })
            .collect(),
        actions: reading
            .actions
            .into_iter()
            .map(|action| CheckedAction {
                owner: action.owner,
                text: action.text,
                due: action.due,
                proposed_text: action.proposed_text,
                paragraph: action.paragraph,
            })
            .collect(),
        problems: reading
            .problems
            .into_iter()
            .map(|problem| CheckedProblem {
                place: problem.place,
                rule: problem.rule,
                message: problem.message,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_shape_is_the_documented_one() {
        let minutes = "5.1 The chair opened the meeting.\n\n5.1 Papers would be sent out.\n\n\
                       Action: Board officer to send the papers by 3 October 2022\n\n\
                       5.2 Options would be drawn up.\n\nAction: Director of public health\n";
        let printed = serde_json::to_string_pretty(&check(minutes)).expect("it is plain data");
        insta::assert_snapshot!(printed);
    }

    #[test]
    fn the_real_minutes_give_one_action_with_its_owner_alone() {
        let Some(data) = testkit::real_data() else {
            eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
            return;
        };
        let file = data.join("../sources/004_e00216d0a141be88.txt");
        let Ok(text) = std::fs::read_to_string(file) else {
            eprintln!("skipped: the sources are not there");
            return;
        };
        let checked = check(&text);
        assert_eq!(checked.actions.len(), 1);
        let action = &checked.actions[0];
        assert_eq!(
            action.owner.as_deref(),
            Some("The Head of Performance and Population")
        );
        assert_eq!((&action.text, action.due), (&None, None));
        assert!(action.proposed_text.is_some());
        assert_eq!(action.paragraph.as_deref(), Some("12.12"));
        assert!(
            checked
                .problems
                .iter()
                .any(|problem| problem.place == "12.5" && problem.rule == Rule::DuplicateNumber)
        );
    }
}
