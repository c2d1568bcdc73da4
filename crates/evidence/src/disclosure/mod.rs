//! Disclosure control: the gate between observations and readers.
//!
//! Must not know: what was asked. Rows are screened *before* anything is computed from them, so that no limit, verdict,
//! trend or rank can carry a hidden figure to a reader.
//!
//! What is here is primary suppression with rounding. It does **not** look at other releases, overlapping areas or
//! totals that a publisher prints elsewhere: complete secondary suppression is not done yet, and [`Policy::words`]
//! says so where it matters.

pub mod rules;
mod screen;
mod tally;

pub use rules::Rule;

pub(crate) use screen::{Screened, screen};
pub use tally::{Tally, TallyRow, tally};

use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// What a data set needs before it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// The publisher has published it and has done its own disclosure control: everything passes as it is.
    AlreadyPublished,
    /// Counts over people that nobody has published yet: 1 to 7 are hidden, other counts are rounded to the nearest 5, shares and rates
    /// are computed again from the rounded numbers, and what cannot be judged is hidden.
    CountsOverPeople,
}

impl Policy {
    /// The rule by which a table of such data is published.
    #[must_use]
    pub fn rule(self) -> &'static Rule {
        match self {
            Self::AlreadyPublished => &rules::ALREADY_PUBLISHED,
            Self::CountsOverPeople => &rules::NHS_ENGLAND,
        }
    }

    /// The rule as a sentence for receipts and pages.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AlreadyPublished => "Already published by its owner, so nothing more is hidden.",
            Self::CountsOverPeople => {
                "Counts of 1 to 7 are hidden, the rest are rounded to the nearest 5. Differences between releases and \
                 overlapping places are not checked."
            }
        }
    }
}

/// A result that has passed disclosure control. Only this module can say so.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Publishable<T>(T);

impl<T> Publishable<T> {
    /// Something computed from screened rows and nothing else: the proof of screening is the ticket.
    pub(crate) fn from_screened(_proof: &Screened, result: T) -> Self {
        Self(result)
    }

    /// What may be published.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Publishable<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
