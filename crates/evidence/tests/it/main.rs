//! Questions asked from outside, as other crates ask them, of the engine in memory.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod against;
mod boundaries;
mod changes;
mod comparing;
mod disclosure;
mod funnel;
mod importance;
mod one_indicator;
mod place;
mod rates_of_places;
mod receipts;
mod small_areas;
