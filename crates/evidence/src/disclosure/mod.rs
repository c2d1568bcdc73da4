//! Disclosure control: the gate between observations and readers.
//!
//! Must not know: what was asked. Rows are screened *before* anything is computed from them, so that no limit, verdict,
//! trend or rank can carry a hidden figure to a reader.
//!
//! Two ways lead out, and both end in [`Publishable`]:
//!
//! - Data files pass as a whole when they come in, under a [`Policy`]: a [`Hold`] takes every row of a release and hands out safe ones, which are
//!   the only ones that are ever written. When they are read they are screened once more, row by row, which changes nothing
//!   in them and catches what never passed a hold.
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
mod rows;
pub mod rules;
mod screen;
mod secondary;
mod table;
mod tally;

pub use differencing::{Difference, Exposed, Refused, Relation, differences, publish_beside};
pub use release::{Choice, NoReason, Release, publish};
pub use rows::{Hold, NotSafe, Protection};
pub use rules::Rule;
pub use table::{Entry, MOST_POSITIONS, Table, TableError};

pub(crate) use screen::{Screened, screen};
pub use tally::{Tally, TallyRow, tally};

use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// What a data set needs before it may be shown: one of the [`rules`], by the word that records and receipts hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// The publisher has published it and has done its own disclosure control: everything passes as it is.
    #[default]
    AlreadyPublished,
    /// 1 to 7 hidden, the rest to the nearest 5. For counts over people that nobody has published yet, where nothing else is agreed.
    #[serde(alias = "counts_over_people")]
    NhsEngland,
    /// 1 to 7 hidden, the rest to the nearest 5, as for results that leave a trusted research environment.
    OpenSafely,
    /// Nothing hidden, every count the middle of its band of six.
    OpenSafelyMidpoint,
    /// 0 to 4 hidden, the rest to the nearest 5.
    MentalHealthServices,
    /// 1 to 4 and shares of everybody hidden, the rest exact.
    UkHealthSecurityAgency,
}

impl Policy {
    /// Every policy, in the order in which a person should consider them.
    pub const ALL: [Self; 6] = [
        Self::AlreadyPublished,
        Self::NhsEngland,
        Self::OpenSafely,
        Self::OpenSafelyMidpoint,
        Self::MentalHealthServices,
        Self::UkHealthSecurityAgency,
    ];

    /// The rule by which it hides and rounds.
    #[must_use]
    pub fn rule(self) -> &'static Rule {
        match self {
            Self::AlreadyPublished => &rules::ALREADY_PUBLISHED,
            Self::NhsEngland => &rules::NHS_ENGLAND,
            Self::OpenSafely => &rules::OPEN_SAFELY,
            Self::OpenSafelyMidpoint => &rules::OPEN_SAFELY_MIDPOINT,
            Self::MentalHealthServices => &rules::MENTAL_HEALTH_SERVICES,
            Self::UkHealthSecurityAgency => &rules::UK_HEALTH_SECURITY_AGENCY,
        }
    }

    /// The policy of this name. None where no policy has it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|policy| policy.rule().name == name)
    }

    /// The rule as sentences for receipts and pages.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AlreadyPublished => "Already published by its owner, so nothing more is hidden.",
            Self::NhsEngland | Self::OpenSafely => {
                "Counts of 1 to 7 are hidden, and others from which they could be worked out; the rest are rounded to the \
                 nearest 5."
            }
            Self::OpenSafelyMidpoint => {
                "Every count is shown as the middle of its band of six: 1 to 6 as 3, 7 to 12 as 9."
            }
            Self::MentalHealthServices => {
                "Counts of 0 to 4 are hidden, and others from which they could be worked out; the rest are rounded to the \
                 nearest 5."
            }
            Self::UkHealthSecurityAgency => {
                "Counts of 1 to 4 and shares of everybody are hidden, and others from which they could be worked out; the rest are true \
                 counts."
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

    /// Something worked out from published tables and nothing else: one of them is the ticket.
    pub(crate) fn from_release(_proof: &Publishable<Release>, result: T) -> Self {
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
