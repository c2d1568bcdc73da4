//! The rules that minutes are checked by, one file each. A rule finds and says; it never mends.
//! What stops publication is what would leave a later reader without an answer: which paragraph is
//! meant, who is to do what by when, what a sentence says.

use serde::Serialize;

use super::reading::{Action, Context, Paragraph, Problem, Reading, Severity};

mod action_stated_twice;
mod action_without_date;
mod action_without_owner;
mod action_without_words;
mod date_before_meeting;
mod duplicate_number;
mod earlier_actions;
mod heading_with_nothing_under_it;
mod missing_number;
mod perhaps_another_word;
mod question_without_answer;
mod repeated_words;
mod several_owners;
mod unreadable_sentence;

/// A rule, as problems name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Two paragraphs have one number.
    DuplicateNumber,
    /// A number is left out, or stands before a smaller one.
    MissingNumber,
    /// An action does not say who.
    ActionWithoutOwner,
    /// An action does not say what.
    ActionWithoutWords,
    /// An action does not say by when.
    ActionWithoutDate,
    /// An action says by when in words that give no day.
    DateNotCertain,
    /// An action is due before the meeting.
    DateBeforeMeeting,
    /// An action has more than one owner.
    SeveralOwners,
    /// An action stands twice with different days.
    ActionStatedTwice,
    /// A table holds actions of an earlier meeting, which are not read as new ones.
    EarlierActions,
    /// Words stand twice in a row.
    RepeatedWords,
    /// A sentence has words that cannot follow one another.
    UnreadableSentence,
    /// A word that a spelling checker lets through, where another is likely.
    PerhapsAnotherWord,
    /// A question, and nothing after it that answers.
    QuestionWithoutAnswer,
    /// A heading that announces something, and nothing under it.
    HeadingWithNothingUnderIt,
}

impl Rule {
    /// Every rule, so that a page can say how many there are.
    pub const ALL: [Self; 15] = [
        Self::DuplicateNumber,
        Self::MissingNumber,
        Self::ActionWithoutOwner,
        Self::ActionWithoutWords,
        Self::ActionWithoutDate,
        Self::DateNotCertain,
        Self::DateBeforeMeeting,
        Self::SeveralOwners,
        Self::ActionStatedTwice,
        Self::EarlierActions,
        Self::RepeatedWords,
        Self::UnreadableSentence,
        Self::PerhapsAnotherWord,
        Self::QuestionWithoutAnswer,
        Self::HeadingWithNothingUnderIt,
    ];
}

/// What the rules look at.
pub(super) struct Found<'a> {
    pub(super) reading: &'a Reading,
    /// Which heading each paragraph stands under.
    pub(super) sections: &'a [usize],
    /// Lines of tables of earlier actions.
    pub(super) earlier: &'a [usize],
    pub(super) context: &'a Context,
}

/// Every problem that the rules find, in the order of the text.
pub(super) fn problems(found: &Found<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = [
        duplicate_number::check,
        missing_number::check,
        action_without_owner::check,
        action_without_words::check,
        action_without_date::check,
        date_before_meeting::check,
        several_owners::check,
        action_stated_twice::check,
        earlier_actions::check,
        repeated_words::check,
        unreadable_sentence::check,
        perhaps_another_word::check,
        question_without_answer::check,
        heading_with_nothing_under_it::check,
    ]
    .iter()
    .flat_map(|check: &fn(&Found<'_>) -> Vec<Problem>| check(found))
    .collect();
    problems.sort_by_key(|problem| (problem.line, problem.rule));
    problems
}

/// A problem at a paragraph.
fn at_paragraph(
    paragraph: &Paragraph,
    rule: Rule,
    severity: Severity,
    message: String,
    how_to_mend: &str,
) -> Problem {
    Problem {
        place: paragraph
            .number
            .clone()
            .unwrap_or_else(|| paragraph.place.clone()),
        rule,
        severity,
        message,
        how_to_mend: how_to_mend.to_owned(),
        line: paragraph.line,
        position: Some(paragraph.position),
        also: Vec::new(),
    }
}

/// A problem with an action, at its paragraph or at its line.
fn at_action(
    action: &Action,
    rule: Rule,
    severity: Severity,
    message: String,
    how_to_mend: &str,
) -> Problem {
    Problem {
        place: action
            .paragraph
            .clone()
            .unwrap_or_else(|| format!("line {}", action.line)),
        rule,
        severity,
        message,
        how_to_mend: how_to_mend.to_owned(),
        line: action.line,
        position: action.position,
        also: Vec::new(),
    }
}

/// How a message calls an action: by its owner, its words or its line.
fn name_of(action: &Action) -> String {
    match (&action.owner, &action.text) {
        (Some(owner), _) => format!("The action for {}", without_article(owner)),
        (None, Some(text)) => format!("The action “{}”", shortened(text)),
        (None, None) => format!("The action at line {}", action.line),
    }
}

fn without_article(owner: &str) -> String {
    owner
        .strip_prefix("The ")
        .map_or_else(|| owner.to_owned(), |rest| format!("the {rest}"))
}

/// The first words of a text, for a message.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 12;
    let mut list = text.split_whitespace();
    let mut out = list.by_ref().take(LONGEST).collect::<Vec<_>>().join(" ");
    if list.next().is_some() {
        out.push_str(" …");
    }
    out
}
