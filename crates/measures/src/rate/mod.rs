//! Rates: how many out of how many.
//!
//! One measure, one file. Each sums nothing: give it the counts of the whole group. Start with
//! [`proportion()`] for people out of people, [`crude_rate()`] for events over people or time.

mod crude_rate;
mod proportion;

pub use crude_rate::crude_rate;
pub use proportion::proportion;
