//! What the reader is asked to do, and what was decided.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Anchor, Origin, Words};
use crate::plain;

/// One thing that a meeting is asked to do, decided on its own. Formats number recommendations through the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The name that links use.
    pub anchor: Anchor,
    /// One or more verbs, in the order in which they are read.
    pub verbs: Vec<Verb>,
    /// What follows the verbs.
    pub words: Words,
    /// Where it stands.
    pub decision: Decision,
    /// Where it comes from.
    pub origin: Origin,
}

impl Recommendation {
    /// The verbs as they open the sentence: “Consider and approve”.
    #[must_use]
    pub fn verbs_in_words(&self) -> String {
        let verbs: Vec<_> = self.verbs.iter().map(ToString::to_string).collect();
        let joined = match verbs.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{} and {last}", before.join(", ")),
            None => String::new(),
        };
        let mut letters = joined.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    }
}

/// What a meeting can be asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the plain English verb")]
pub enum Verb {
    Consider,
    Approve,
    Note,
    Comment,
    Endorse,
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Consider => "consider",
            Self::Approve => "approve",
            Self::Note => "note",
            Self::Comment => "comment",
            Self::Endorse => "endorse",
        })
    }
}

/// Where a [`Recommendation`] stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Nobody has decided it yet.
    ToBeDecided {
        /// When it will be, where that is known.
        on: Option<Date>,
    },
    /// It was decided.
    Decided(Decided),
}

/// What was decided, when, and where that is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The outcome.
    pub outcome: Outcome,
    /// The day of the meeting.
    pub on: Date,
    /// The number of the minute, “12.12”.
    pub minute: Option<String>,
    /// What was agreed, where it is not what was asked; or why not.
    pub words_as_decided: Option<String>,
}

/// How a recommendation was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the plain English word")]
pub enum Outcome {
    Agreed,
    AgreedAsAmended,
    Noted,
    PutOff,
    NotAgreed,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Agreed => "Agreed",
            Self::AgreedAsAmended => "Agreed as amended",
            Self::Noted => "Noted",
            Self::PutOff => "Put off",
            Self::NotAgreed => "Not agreed",
        })
    }
}

impl Decision {
    /// The state in a few words: “To be decided”, “Agreed as amended”.
    #[must_use]
    pub fn state(&self) -> String {
        match self {
            Self::ToBeDecided { .. } => "To be decided".into(),
            Self::Decided(decided) => decided.outcome.to_string(),
        }
    }

    /// What follows the state, “22 September 2022, minute 5.4: with a date”; empty where there is nothing.
    #[must_use]
    pub fn particulars(&self) -> String {
        match self {
            Self::ToBeDecided { on: None } => String::new(),
            Self::ToBeDecided { on: Some(day) } => format!("on {}", day_in_words(*day)),
            Self::Decided(decided) => {
                let mut said = day_in_words(decided.on);
                if let Some(minute) = &decided.minute {
                    said.push_str(", minute ");
                    said.push_str(&plain(minute));
                }
                if let Some(words) = &decided.words_as_decided {
                    said.push_str(": ");
                    said.push_str(&plain(words));
                }
                said
            }
        }
    }
}

/// A day as papers write it: “22 September 2022”.
pub(crate) fn day_in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn verbs_open_the_sentence() {
        let mut asked = Recommendation {
            anchor: Anchor::new("r1").unwrap(),
            verbs: vec![Verb::Consider, Verb::Approve],
            words: "the timetable.".into(),
            decision: Decision::ToBeDecided {
                on: Some(date(2022, 9, 22)),
            },
            origin: Origin::Recorded,
        };
        assert_eq!(asked.verbs_in_words(), "Consider and approve");
        asked.verbs.insert(0, Verb::Note);
        assert_eq!(asked.verbs_in_words(), "Note, consider and approve");
        asked.verbs.truncate(1);
        assert_eq!(asked.verbs_in_words(), "Note");
    }

    #[test]
    fn a_decision_says_what_when_and_where_it_is_minuted() {
        let open = Decision::ToBeDecided {
            on: Some(date(2022, 9, 2)),
        };
        assert_eq!(
            format!("{} {}", open.state(), open.particulars()),
            "To be decided on 2 September 2022"
        );
        let amended = Decision::Decided(Decided {
            outcome: Outcome::AgreedAsAmended,
            on: date(2022, 9, 22),
            minute: Some("5.4".into()),
            words_as_decided: Some("by 30 November".into()),
        });
        assert_eq!(amended.state(), "Agreed as amended");
        assert_eq!(
            amended.particulars(),
            "22 September 2022, minute 5.4: by 30 November"
        );
    }
}
