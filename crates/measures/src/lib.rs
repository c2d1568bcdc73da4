//! The statistics of public health as pure functions: rates with limits, comparisons, recent
//! trends, gaps and gradients.
//!
//! **What it is for.** Numbers that a director of public health can stake a decision on, each with
//! the source of its formula, a worked example, and a reason where there is no number.
//!
//! **What it must not know.** Files, databases, clocks, people, places. Everything comes in as an
//! argument and goes out as a value. The same input gives the same bits on every platform: sums
//! and products are IEEE 754, everything else goes through [`numeric`].
//!
//! **Where to start reading.** [`rate::proportion`], then [`Estimate`], then [`Undefined`].
//!
//! # Catalogue
//!
//! | Question | Measure |
//! |---|---|
//! | What share of people? | [`rate::proportion`] |
//! | How many events for each 1,000 or 100,000? | [`rate::crude_rate`] |
//! | What is the average? | [`rate::mean`] |
//! | How many, were ages the same everywhere? | [`rate::directly_standardised_rate`], [`rate::repeated_events_rate`] |
//! | More than the ages of the place explain? | [`rate::indirectly_standardised_ratio`], [`rate::indirectly_standardised_rate`], [`rate::expected_events`] |
//! | Is this place better or worse than that one? | [`control::compare`], [`control::compare_intervals`] |
//! | Is it going up or down? | [`control::trend`] |
//! | How long do people live, and in what health? | [`mortality::life_expectancy`], [`mortality::healthy_life_expectancy`] |
//! | How much life is lost to early deaths? | [`mortality::years_of_life_lost`], [`mortality::years_of_life_lost_rate`] |
//! | Which ages and causes is a gap in life expectancy made of? | [`mortality::life_expectancy_gap`] |
//! | How far apart are two groups? | [`gap::absolute_difference`], [`gap::relative_ratio`] |
//! | How steep is the slope across all tenths of deprivation? | [`gradient::slope_index`], [`gradient::relative_index`] |
//!
//! # Three kinds of answer
//!
//! * **Errors** ([`CountError`], [`LimitsError`] and their like) are for input that should not have
//!   arrived: a negative count, a limit that is not a number.
//! * **[`Undefined`]** is a result: the input was sound and the measure has no value for it, with
//!   the reason.
//! * **[`Estimate`]** is a value with limits, or with the reason why it has none.
//!
//! ```
//! use measures::{Confidence, Count, Multiplier, Population, rate};
//!
//! let smokers = Count::new(4_231.0)?;
//! let adults = Population::new(28_010.0)?;
//! let estimate = rate::proportion(smokers, adults, Multiplier::PERCENT, &[Confidence::NINETY_FIVE])?;
//! let limits = estimate.limits_at(Confidence::NINETY_FIVE).expect("asked for");
//! assert_eq!(format!("{:.1}", estimate.value()), "15.1");
//! assert_eq!(format!("{:.1} to {:.1}", limits.lower(), limits.upper()), "14.7 to 15.5");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![cfg_attr(
    test,
    expect(
        clippy::unwrap_used,
        clippy::float_cmp,
        reason = "tests fail loudly, and mean equality"
    )
)]

mod age_band;
mod age_group;
mod confidence;
mod count;
mod estimate;
mod limits;
mod measured;
mod method;
mod multiplier;
mod polarity;
mod undefined;

pub mod control;
pub mod gap;
pub mod gradient;
pub mod interval;
pub mod mortality;
pub mod numeric;
pub mod rate;

pub use age_band::{AgeBand, AgeBandError};
pub use age_group::{AgeGroup, AgePopulation};
pub use confidence::{Confidence, ConfidenceError};
pub use count::{Count, CountError, Population, PopulationError};
pub use estimate::Estimate;
pub use limits::{Limits, LimitsError};
pub use measured::{Measured, MeasuredError};
pub use method::Method;
pub use multiplier::{Multiplier, MultiplierError};
pub use polarity::Polarity;
pub use undefined::Undefined;
