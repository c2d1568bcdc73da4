//! Rates: how many out of how many, and averages.
//!
//! One measure, one file. Start with [`proportion()`] for people out of people, [`crude_rate()`] for
//! events over people or time, [`directly_standardised_rate()`] where ages differ. None of them
//! groups: give each the counts of one place, and the result is the same whatever is computed beside
//! it.

mod crude_rate;
mod directly_standardised_rate;
mod expected_events;
mod indirectly_standardised_rate;
mod indirectly_standardised_ratio;
mod mean;
mod proportion;
mod repeated_events_rate;
mod standard_population;

pub use crude_rate::crude_rate;
pub use directly_standardised_rate::directly_standardised_rate;
pub(crate) use directly_standardised_rate::{WeightedEvents, weighted_rate};
pub use expected_events::expected_events;
pub use indirectly_standardised_rate::indirectly_standardised_rate;
pub use indirectly_standardised_ratio::indirectly_standardised_ratio;
pub use mean::mean;
pub use proportion::proportion;
pub use repeated_events_rate::{PeopleWithEvents, RepeatedEvents, repeated_events_rate};
pub use standard_population::StandardPopulation;
