//! The thread as a person reads it: one record with a step up, a step down, whom it was asked about, what is missing and
//! who could mend it, and where it stands between need and minute.
//!
//! The thread engine knows records and joins; asks are an engine of their own. This module puts both into plain
//! sentences, for pages and for the command line alike. It must not know HTTP or who prints what it says. Start with
//! [`Story`] and [`Strip`].

mod asked;
mod broken;
mod covered;
mod joined;
mod search;
#[cfg(test)]
mod shipped_rules;
mod stage;
mod strip;
mod tell;
#[cfg(test)]
mod tests;
mod ward;
mod work;

pub use asked::Asked;
pub use broken::{BrokenJoin, broken_joins, expectation};
pub use covered::covered_by_board;
pub use joined::Joined;
pub use search::{Found, SEARCHED, search, wanted_words};
pub use stage::Stage;
pub use strip::{Strip, StripState, StripStep};
pub use tell::Story;
pub use ward::{Promise, Ward, owner_of, wards_of};
pub use work::{RoundProgress, Urgency, Work, WorkRow};
