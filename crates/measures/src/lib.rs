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
//! | Is this place better or worse than that one? | [`control::compare`], [`control::compare_intervals`], [`control::grade`] |
//! | Is a target met? | [`control::meets_target`], [`control::meets_target_beyond_chance`] |
//! | Which of many places stand out? | [`control::ProportionFunnel`], [`control::CountFunnel`], [`control::overdispersion`] |
//! | Which of many findings to believe? | [`control::stands_among_many`] |
//! | Has a process changed, and will it meet its target? | [`control::xmr_chart`], [`control::p_chart`], [`control::u_chart`], [`control::c_chart`] |
//! | What is the average? | [`rate::mean`] |
//! | How many, were ages the same everywhere? | [`rate::directly_standardised_rate`], [`rate::repeated_events_rate`] |
//! | More than the ages of the place explain? | [`rate::indirectly_standardised_ratio`], [`rate::indirectly_standardised_rate`], [`rate::expected_events`] |
//! | Is it going up or down? | [`control::trend`] |
//! | How long do people live, and in what health? | [`mortality::life_expectancy`], [`mortality::healthy_life_expectancy`] |
//! | How much life is lost to early deaths? | [`mortality::years_of_life_lost`], [`mortality::years_of_life_lost_rate`] |
//! | Which ages and causes is a gap in life expectancy made of? | [`mortality::life_expectancy_gap`] |
//! | How far apart are two groups? | [`gap::absolute_difference`], [`gap::relative_ratio`] |
//! | How far apart are the highest and the lowest of many? | [`gap::widest_difference`], [`gap::widest_ratio`] |
//! | Does a group use a service as its numbers would have it? | [`gap::representation_index`], [`gap::representation_ratio`] |
//! | For how many is it known who they are, and what does not knowing do? | [`recording::completeness`], [`recording::possible_share`], [`recording::possible_rate`] |
//! | How unequal are many groups without an order? | [`spread::mean_difference`], [`spread::index_of_disparity`], [`spread::between_group_variance`], [`spread::between_group_deviation`], [`spread::coefficient_of_variation`], [`spread::theil_index`], [`spread::mean_log_deviation`], [`spread::disproportion_index`] |
//! | Do groups differ more than chance explains? | [`spread::heterogeneity`] |
//! | What would it mean for everybody if all did as well as one group? | [`impact::population_attributable_risk`], [`impact::population_attributable_fraction`], [`impact::excess_events`] |
//! | How steep is the slope across all tenths of deprivation? | [`gradient::slope_index`], [`gradient::relative_index`] |
//! | The same for rates and shares, which err unevenly? | [`gradient::slope_index_by`], [`gradient::relative_index_by`], [`gradient::logistic_slope_index`], [`gradient::logistic_relative_index`] |
//! | The same with limits drawn from a seed? | [`gradient::simulated_slope_index`], [`gradient::simulated_relative_index`] |
//! | On whom do all the groups together concentrate something? | [`gradient::concentration_index`], [`gradient::relative_concentration_index`], [`gradient::wagstaff_index`], [`gradient::erreygers_index`] |
//! | Which tenth of its place is each small area in? | [`gradient::quantiles_by_rank`] |
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
mod bounds;
mod confidence;
mod count;
mod estimate;
mod fieller;
#[cfg(test)]
mod hostile;
mod limits;
mod measured;
mod method;
mod multiplier;
mod polarity;
mod simulation;
mod subgroup;
mod undefined;

pub mod control;
pub mod gap;
pub mod gradient;
pub mod impact;
pub mod interval;
pub mod mortality;
pub mod numeric;
pub mod rate;
pub mod recording;
pub mod spread;

pub use age_band::{AgeBand, AgeBandError};
pub use age_group::{AgeGroup, AgePopulation};
pub use bounds::{Bounds, BoundsError};
pub use confidence::{Confidence, ConfidenceError};
pub use count::{Count, CountError, Population, PopulationError};
pub use estimate::Estimate;
pub use limits::{Limits, LimitsError};
pub use measured::{Measured, MeasuredError};
pub use method::Method;
pub use multiplier::{Multiplier, MultiplierError};
pub use polarity::Polarity;
pub use simulation::{Simulation, SimulationError};
pub use subgroup::{Subgroup, Weighting};
pub use undefined::Undefined;
