//! Minutes of our own in many house styles, `tests/fixtures/minutes/`: each a text and, beside it,
//! what must be read from it, written by hand.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use super::nothing_is_lost;
use crate::meetings::minutes_reading::{Action, Context, Reading, read};

/// What a text must give.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// What the text is an example of.
    about: String,
    meeting: Option<Date>,
    next_meeting: Option<Date>,
    /// The numbers of the paragraphs, in order.
    paragraphs: Vec<Option<String>>,
    actions: Vec<ExpectedAction>,
    /// The place and the rule of each problem, in order.
    problems: Vec<(String, String)>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedAction {
    owner: Option<String>,
    text: Option<String>,
    due: Option<Date>,
    due_words: Option<String>,
    paragraph: Option<String>,
    owners: Option<Vec<String>>,
    proposed_text: Option<String>,
    proposed_from: Option<String>,
}

impl ExpectedAction {
    /// What `action` says, leaving out what `self` leaves out.
    fn like(&self, action: &Action) -> Self {
        Self {
            owner: action.owner.clone(),
            text: action.text.clone(),
            due: action.due,
            due_words: action.due_words.clone(),
            paragraph: action.paragraph.clone(),
            owners: self.owners.as_ref().map(|_| action.owners.clone()),
            proposed_text: action.proposed_text.clone(),
            proposed_from: self
                .proposed_from
                .as_ref()
                .and(action.proposed_from.clone()),
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/minutes")
}

fn texts() -> Vec<PathBuf> {
    let mut texts: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the fixtures are there")
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    texts.sort();
    texts
}

fn problems(reading: &Reading) -> Vec<(String, String)> {
    reading
        .problems
        .iter()
        .map(|problem| {
            let rule = serde_json::to_value(problem.rule).expect("a rule is a word");
            (
                problem.place.clone(),
                rule.as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

#[test]
fn every_fixture_is_read_as_written_beside_it() {
    let texts = texts();
    assert!(
        texts.len() >= 30,
        "thirty texts or more, not {}",
        texts.len()
    );
    let mut wrong = Vec::new();
    for path in texts {
        let text = fs::read_to_string(&path).expect("a fixture is text");
        let expected = fs::read_to_string(path.with_extension("json")).expect("its reading");
        let expected: Expected = serde_json::from_str(&expected).expect("its reading is valid");
        let context = Context {
            meeting: expected.meeting,
            next_meeting: expected.next_meeting,
        };
        let reading = read(&text, &context);
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let mut differ = |what: &str, found: String, wanted: String| {
            if found != wanted {
                let about = &expected.about;
                wrong.push(format!(
                    "{name} ({about}) {what}:\n  found  {found}\n  wanted {wanted}"
                ));
            }
        };
        let numbers: Vec<_> = reading
            .paragraphs
            .iter()
            .map(|p| p.number.clone())
            .collect();
        differ(
            "paragraphs",
            format!("{numbers:?}"),
            format!("{:?}", expected.paragraphs),
        );
        differ(
            "number of actions",
            reading.actions.len().to_string(),
            expected.actions.len().to_string(),
        );
        for (action, wanted) in reading.actions.iter().zip(&expected.actions) {
            differ(
                "action",
                format!("{:?}", wanted.like(action)),
                format!("{wanted:?}"),
            );
        }
        let found = problems(&reading);
        differ(
            "problems",
            format!("{found:?}"),
            format!("{:?}", expected.problems),
        );
        differ(
            "lost words",
            nothing_is_lost(&text, &reading).join(" "),
            String::new(),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The shape that others rely on, key by key.
#[test]
fn the_reading_as_json_has_its_documented_shape() {
    let text = fs::read_to_string(folder().join("owner-alone.txt")).expect("a fixture is text");
    let reading = read(&text, &Context::default());
    let json = serde_json::to_string_pretty(&reading).expect("a reading is JSON") + "\n";
    let golden = fs::read_to_string(folder().join("owner-alone.reading.json")).expect("the shape");
    assert_eq!(json, golden);
}
