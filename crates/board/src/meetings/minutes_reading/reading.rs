//! What a reading of minutes holds. Every line of the text stands in a heading, a paragraph or an
//! action, so that a person can see what was recognised and what was not.

use jiff::civil::Date;
use serde::Serialize;

use super::checks::Rule;

/// What the reader may know beside the text. Without it, a day without a year stays words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context {
    /// The day of the meeting that the minutes record.
    pub meeting: Option<Date>,
    /// The day of the meeting after it, when it is fixed.
    pub next_meeting: Option<Date>,
}

/// Minutes, read. Nothing in it is guessed: what the minutes do not say is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// The actions in the order of the text.
    pub actions: Vec<Action>,
    /// What a person should look at, in the order of the text.
    pub problems: Vec<Problem>,
    /// What the board resolved.
    pub decisions: Vec<Decision>,
    /// What was asked, and where it seems to be answered.
    pub questions: Vec<Question>,
    /// Titles and page furniture.
    pub headings: Vec<Heading>,
}

impl Reading {
    /// True when something must be mended before these minutes may be published.
    #[must_use]
    pub fn stops_publication(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::StopsPublication)
    }

    /// How the paragraph at `position` stands: the worst that was found there, or fine.
    #[must_use]
    pub fn standing_of(&self, position: usize) -> Severity {
        self.problems
            .iter()
            .filter(|problem| {
                problem.position == Some(position) || problem.also.contains(&position)
            })
            .map(|problem| problem.severity)
            .max()
            .unwrap_or(Severity::Fine)
    }
}

/// One paragraph of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// The number as printed (`12.5`, or `5(a)` for the letter a under 5), if any is.
    pub number: Option<String>,
    /// The place in the text, counted from 1; the same number may be printed twice, this never is.
    pub position: usize,
    /// What to call it: its number, `12.5 (second)` for a repeated one, `paragraph 3` without one.
    pub place: String,
    /// Its words. Line breaks of the typing are gone; list items begin a new line.
    pub words: String,
    /// Who speaks, where the paragraph begins with it.
    pub speaker: Option<String>,
    /// Its first line in the text, counted from 1.
    pub line: usize,
    /// Its last line in the text.
    pub last_line: usize,
}

/// Something that someone is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// Who, in the words of the minutes.
    pub owner: Option<String>,
    /// The same, one by one.
    pub owners: Vec<String>,
    /// What is to be done.
    pub text: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// By when, in the words of the minutes.
    pub due_words: Option<String>,
    /// Why the words give no day.
    pub due_doubt: Option<Doubt>,
    /// Words to consider where the minutes give none, taken whole from `proposed_from`.
    pub proposed_text: Option<String>,
    /// The place of the paragraph that `proposed_text` was taken from.
    pub proposed_from: Option<String>,
    /// The place of the paragraph that the action stands in or under.
    pub paragraph: Option<String>,
    /// The position of that paragraph.
    pub position: Option<usize>,
    /// The action as the minutes have it.
    pub as_written: String,
    /// Its first line in the text.
    pub line: usize,
    /// Its last line in the text.
    pub last_line: usize,
    /// Lines that state the same action again, as a table at the end does.
    pub also_lines: Vec<usize>,
}

/// Why words about a time give no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// A day and a month; the day of the meeting would give the year.
    NoYear,
    /// A month, not a day in it.
    MonthOnly,
    /// There is no such day, such as 31 June.
    NoSuchDay,
    /// The weekday and the date do not go together.
    WeekdayDisagrees,
    /// It depends on a day that the text does not give, such as the next meeting.
    Relative,
    /// It names no day at all, such as "as soon as possible".
    NotADay,
    /// Two days are given.
    TwoDays,
}

/// What the board resolved, agreed or decided in so many words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The words after "RESOLVED".
    pub words: String,
    /// The place of the paragraph.
    pub paragraph: String,
    /// The position of the paragraph.
    pub position: usize,
}

/// A question that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The place of the paragraph that asks.
    pub paragraph: String,
    /// Its position.
    pub position: usize,
    /// The place of the paragraph that seems to answer it.
    pub answered_in: Option<String>,
    /// The position of that paragraph.
    pub answered_at: Option<usize>,
}

/// A title, a label or page furniture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// Its words.
    pub words: String,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// Its first line in the text.
    pub line: usize,
    /// Its last line in the text.
    pub last_line: usize,
}

/// How much a finding matters. The order is from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing to do.
    Fine,
    /// Worth a look; the minutes may be published as they are.
    ToCheck,
    /// A person must decide before the minutes are published.
    StopsPublication,
}

/// Something that a person should look at. The reader never mends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: a paragraph's place, a heading, or `line 14`.
    pub place: String,
    /// The rule that found it.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What a person can do about it.
    pub how_to_mend: String,
    /// The line in the text, counted from 1.
    pub line: usize,
    /// The position of the paragraph, if it is about one.
    pub position: Option<usize>,
    /// Positions of the other paragraphs that it is about.
    pub also: Vec<usize>,
}
