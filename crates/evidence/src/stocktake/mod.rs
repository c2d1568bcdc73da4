//! The stocktake of a service: how far it is known who its users are, who of the residents is seen, who is lost on the way.
//!
//! Counts of records by code go into [`Counts`] and never come back out. [`take()`] passes them through disclosure control and
//! works every number out from what that shows, so that no share, limit or verdict carries a hidden count to a reader.
//! People whose group is not known are in no group and in no numerator; what they could change is said beside it.
//!
//! Must not know: files, engines, boards, pages, the clock.
//!
//! Start with [`CodeList`], then [`Counts`], then [`take()`].
//!
//! A count cannot be read out:
//!
//! ```compile_fail,E0616
//! use evidence::stocktake::{Counts, Reach};
//! let counts = Counts::new(Vec::new(), Vec::new(), Reach::Furthest);
//! let services = counts.services;
//! ```

pub(crate) mod ages;
mod code_list;
mod counts;
mod found;
mod gaps;
mod lists;
mod pathway;
mod representation;
mod residents;
mod tables;
mod take;
mod taker;
#[cfg(test)]
mod tests;

pub use code_list::{Code, CodeList, Order, Reading, StandsFor};
pub use counts::{Counts, Line, People, PeopleOf, Reach};
pub use found::{
    Between, CensusGroups, Counted, Found, GapBy, GroupFound, Measure, ServiceFound, Shown,
    StageFound, StageGap, StageGroup, Stocktake, Verdict,
};
pub use gaps::{Gap, GapKind};
pub use lists::ALL as CODE_LISTS;
pub use residents::{NotAGroup, Residents};
pub use take::{Asked, TakeError, take};
pub use taker::{StockTaken, StockTaker, StockTakerError, StocktakeAsk};
