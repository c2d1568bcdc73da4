//! Disclosure control: the gate between observations and readers.
//!
//! Must not know: what was asked. Rows are screened *before* anything is computed from them, so that no limit, verdict,
//! trend or rank can carry a hidden figure to a reader.
//!
//! Two ways lead out, and both end in [`Publishable`]:
//!
//! - Single figures of data files pass row by row, under a [`Policy`]: primary suppression with rounding. That does **not**
//!   look at other releases, overlapping areas or totals printed elsewhere, and [`Policy::words`] says so where it matters.
//! - Tables of counts over people pass as a whole, under one of the [`rules`]: build a [`Table`], make a [`Choice`] with its
//!   reason, and [`publish`] it, or [`publish_beside`] what was published before.
//!
//! How a table is made safe. (1) The rule hides counts in its range, and where it says so noughts, groups wholly in one
//! category, and counts that one contributor dominates; the rest is rounded. (2) For every hidden count, the least and the
//! most that a reader must think possible are worked out exactly from all counts and totals that are shown. A reader knows the
//! rule, the rounding, and that totals are sums. Where least and most are closer than the ends of the rule's range, more is hidden: the
//! cheapest set in small tables, the cheapest ways through the network in others. (3) Shares and limits are worked out from the
//! numbers as shown. (4) Beside other releases, ranges are narrowed over all of them and over the people between them.
//!
//! What is not promised: a reader who runs the same search backwards, knowing that it hides as little as it can, may exclude
//! a few tables more; a release that nobody names as earlier is not looked at; beside other releases bounds are those of sums
//! one after the other; and a table has at most two ways, so that three characteristics are rows of combinations.
//!
//! Sources: the publishers named in each rule; for bounds and networks Gusfield, "A graph theoretic approach to statistical
//! data security" (SIAM Journal on Computing, 1988), and Cox, "Network models for complementary cell suppression" (Journal of
//! the American Statistical Association, 1995); for dominance and differencing Hundepool and others, "Statistical disclosure
//! control" (2012).
//!
//! A count that went into a table cannot be read out of it:
//!
//! ```compile_fail,E0616
//! use evidence::disclosure::{Entry, Table};
//! let table = Table::one_way(vec!["North".into()], vec![Entry::Count(3)]).unwrap();
//! let count = table.entries[0];
//! ```

#[cfg(test)]
mod attacker;
mod bounds;
mod differencing;
mod network;
mod release;
pub mod rules;
mod screen;
mod secondary;
mod table;
mod tally;

pub use differencing::{Difference, Exposed, Refused, Relation, differences, publish_beside};
pub use release::{Choice, NoReason, Release, publish};
pub use rules::Rule;
pub use table::{Entry, MOST_POSITIONS, Table, TableError};

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
