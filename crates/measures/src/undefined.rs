//! Why there is no number.

use crate::AgeBand;

/// The reason why a measure has no value, or no limits, for sound input.
///
/// A result, not an accident: a page prints it, a table footnotes it. The words are for a reader,
/// [`Undefined::code`] is for files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Undefined {
    /// A rate over nobody.
    #[error("the denominator is zero")]
    DenominatorIsZero,
    /// More people with than people.
    #[error("the numerator is larger than the denominator")]
    NumeratorAboveDenominator,
    /// No value was given.
    #[error("there is no value")]
    ValueMissing,
    /// The value has no limits and no standard error.
    #[error("there are no limits")]
    LimitsMissing,
    /// There is nothing to compare with.
    #[error("there is no value to compare with")]
    BenchmarkMissing,
    /// A place is not compared with itself.
    #[error("a place is not compared with itself")]
    OwnBenchmark,
    /// Upper and lower limit are the same, which would give a point endless weight.
    #[error("the limits of {year} have no width")]
    LimitsHaveNoWidth {
        /// The year of the point.
        year: i32,
    },
    /// The five-point rule is stated for 95% limits.
    #[error("the limits of {year} are not 95% limits")]
    NotNinetyFivePercent {
        /// The year of the point.
        year: i32,
    },
    /// Not enough points in time.
    #[error("there are {found} yearly points and {needed} are needed")]
    TooFewPoints {
        /// How many there are.
        found: usize,
        /// How many the rule needs.
        needed: usize,
    },
    /// Not enough values for a mean or its limits.
    #[error("there are {found} values and {needed} are needed")]
    TooFewValues {
        /// How many there are.
        found: u32,
        /// How many are needed.
        needed: u32,
    },
    /// A step in a series that does not reach so far.
    #[error("there is no point {place} at which a phase could begin")]
    StepOutsideSeries {
        /// The place, from 1.
        place: usize,
    },
    /// Not enough events for a figure that anyone could rely on.
    #[error("there are fewer than {needed} events")]
    TooFewEvents {
        /// How many are needed.
        needed: u32,
    },
    /// Events over none expected.
    #[error("no events are expected")]
    NothingExpected,
    /// Two points for one year.
    #[error("there are two points for {year}")]
    YearTwice {
        /// The year.
        year: i32,
    },
    /// A year between the points has none.
    #[error("there is no point for {year}")]
    YearMissing {
        /// The first such year.
        year: i32,
    },
    /// A ratio to nothing.
    #[error("the reference value is zero")]
    ReferenceIsZero,
    /// A ratio of values of which one is negative.
    #[error("a ratio needs values of zero or more")]
    NegativeValue,
    /// The logarithm of zero: the ratio is zero and its log-scale limits do not exist.
    #[error("limits on the log scale need values above zero")]
    ValueIsZero,
    /// Too few, or too many, ordered groups for a gradient.
    #[error("there are {found} groups and a gradient needs between {fewest} and {most}")]
    NumberOfGroups {
        /// How many there are.
        found: usize,
        /// The fewest that are allowed.
        fewest: usize,
        /// The most that are allowed.
        most: usize,
    },
    /// Fewer groups than the measure needs.
    #[error("there are {found} groups and {needed} are needed")]
    TooFewGroups {
        /// How many there are.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
    /// A group without an order has nobody in it.
    #[error("group {place} of those given has no population")]
    SubgroupIsEmpty {
        /// Its place among the groups given, from 1.
        place: usize,
    },
    /// A group without an order has a value of zero, and the measure takes its logarithm.
    #[error("the value of group {place} of those given is zero and has no logarithm")]
    SubgroupIsZero {
        /// Its place among the groups given, from 1.
        place: usize,
    },
    /// A group without an order has a value outside the bounds that were named.
    #[error("the value of group {place} of those given lies outside the bounds of the scale")]
    SubgroupOutOfBounds {
        /// Its place among the groups given, from 1.
        place: usize,
    },
    /// A group without an order has an error of zero, which would give it endless weight.
    #[error("group {place} of those given has a standard error of zero")]
    SubgroupWithoutError {
        /// Its place among the groups given, from 1.
        place: usize,
    },
    /// A measure that looks for the best group, where nobody says which way is good.
    #[error("nobody says whether high or low is good")]
    NoJudgement,
    /// The groups do not divide people into the same number of parts.
    #[error("tenths, fifths or other parts are mixed")]
    PartsDiffer,
    /// A group is missing from the order.
    #[error("group {number} is missing")]
    GroupMissing {
        /// Its place in the order, 1 for the most deprived.
        number: u8,
    },
    /// A group stands there twice.
    #[error("group {number} is there twice")]
    GroupTwice {
        /// Its place in the order, 1 for the most deprived.
        number: u8,
    },
    /// A group with nobody in it.
    #[error("group {number} has no population")]
    GroupIsEmpty {
        /// Its place in the order, 1 for the most deprived.
        number: u8,
    },
    /// A rate of zero has no logarithm; a share of none or all has no log odds.
    #[error(
        "the value or a limit of group {number} is zero, or for a share all, and has no place on \
         the scale of the line"
    )]
    GroupOffScale {
        /// Its place in the order, 1 for the most deprived.
        number: u8,
    },
    /// All on one side have it and none on the other: the curve would have to be a cliff.
    #[error("no curve fits: one side has none and the other all")]
    NoCurve,
    /// The values err so unevenly that limits in closed form would mislead.
    #[error("the values err too unevenly for limits without a simulation")]
    TooSkewed,
    /// A group's value lies outside the bounds that were named.
    #[error("the value of group {number} lies outside the bounds of the scale")]
    GroupOutOfBounds {
        /// Its place in the order, 1 for the most deprived.
        number: u8,
    },
    /// A measure relative to a mean that is zero or negative.
    #[error("the mean of all groups is not above zero")]
    MeanNotPositive,
    /// A mean on a bound, where nobody can have more, or less, than anybody.
    #[error("the mean of all groups lies on a bound of the scale")]
    MeanOnBound,
    /// A ratio of fitted values of which one is not above zero.
    #[error("the fitted value at one end of the order is not above zero")]
    FittedValueNotPositive,
    /// The reference end of a ratio may be zero within its limits, so the ratio has no end.
    #[error("the limits are endless, because the reference may be zero")]
    LimitsUnbounded,
    /// A band of ages that the method needs.
    #[error("there are no figures for ages {band}")]
    AgeBandMissing {
        /// The band.
        band: AgeBand,
    },
    /// Two figures for one band of ages.
    #[error("there are two figures for ages {band}")]
    AgeBandTwice {
        /// The band.
        band: AgeBand,
    },
    /// Two bands to which the same person can belong.
    #[error("ages {band} and {other} overlap")]
    AgeBandsOverlap {
        /// The one that begins first.
        band: AgeBand,
        /// The other.
        other: AgeBand,
    },
    /// A band that the standard, the reference or the other place has not.
    #[error("ages {band} are not a band of what they are matched with")]
    AgeBandUnknown {
        /// The band.
        band: AgeBand,
    },
    /// A band without people, in which there is no rate.
    #[error("there are no people of ages {band}")]
    AgeBandIsEmpty {
        /// The band.
        band: AgeBand,
    },
    /// More people died at an age than there are.
    #[error("there are more deaths than people of ages {band}")]
    MoreDeathsThanPeople {
        /// The band.
        band: AgeBand,
    },
    /// The oldest people of a life table have no band without end.
    #[error("the oldest band, {band}, must be open, as 90+ is")]
    LastAgeBandIsClosed {
        /// The band.
        band: AgeBand,
    },
    /// Nobody died at the highest ages, so that nothing says how long people live there.
    #[error("there are no deaths of ages {band}")]
    NoDeathsInLastAgeBand {
        /// The band.
        band: AgeBand,
    },
    /// Too few people for a life table.
    #[error("there must be more than {needed} people")]
    PopulationTooSmall {
        /// More than so many are needed.
        needed: u32,
    },
    /// No band of a life table begins at the age.
    #[error("no band begins at age {age}")]
    AgeNotInTable {
        /// The age.
        age: u8,
    },
    /// The value could be almost any.
    #[error("the 95% limits are more than 20 years apart")]
    LimitsTooWide,
    /// A share that is not one.
    #[error("the share of ages {band} is not between 0 and 1")]
    ShareOutOfRange {
        /// The band.
        band: AgeBand,
    },
    /// A band that lies on both sides of an age.
    #[error("ages {band} lie on both sides of {age}")]
    AgeBandCrosses {
        /// The band.
        band: AgeBand,
        /// The age.
        age: u8,
    },
    /// Causes of death that leave deaths out or count them twice.
    #[error("the causes of death of ages {band} do not add up to its deaths")]
    CausesDoNotAddUp {
        /// The band.
        band: AgeBand,
    },
    /// Limits by drawing again need draws beyond them.
    #[error("{found} draws are too few for limits of this confidence")]
    TooFewDraws {
        /// How many there are.
        found: u32,
    },
    /// The arithmetic leaves the range of a double.
    #[error("the result is too large to hold")]
    TooLarge,
}

impl Undefined {
    /// A short name that stays the same between versions, for files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::DenominatorIsZero => "denominator_is_zero",
            Self::NumeratorAboveDenominator => "numerator_above_denominator",
            Self::ValueMissing => "value_missing",
            Self::LimitsMissing => "limits_missing",
            Self::BenchmarkMissing => "benchmark_missing",
            Self::OwnBenchmark => "own_benchmark",
            Self::LimitsHaveNoWidth { .. } => "limits_have_no_width",
            Self::NotNinetyFivePercent { .. } => "not_95_percent",
            Self::TooFewPoints { .. } => "too_few_points",
            Self::TooFewValues { .. } => "too_few_values",
            Self::StepOutsideSeries { .. } => "step_outside_series",
            Self::TooFewEvents { .. } => "too_few_events",
            Self::NothingExpected => "nothing_expected",
            Self::YearTwice { .. } => "year_twice",
            Self::YearMissing { .. } => "year_missing",
            Self::ReferenceIsZero => "reference_is_zero",
            Self::NegativeValue => "negative_value",
            Self::ValueIsZero => "value_is_zero",
            Self::NumberOfGroups { .. } => "number_of_groups",
            Self::TooFewGroups { .. } => "too_few_groups",
            Self::SubgroupIsEmpty { .. } => "subgroup_is_empty",
            Self::SubgroupIsZero { .. } => "subgroup_is_zero",
            Self::SubgroupOutOfBounds { .. } => "subgroup_out_of_bounds",
            Self::SubgroupWithoutError { .. } => "subgroup_without_error",
            Self::NoJudgement => "no_judgement",
            Self::PartsDiffer => "parts_differ",
            Self::GroupMissing { .. } => "group_missing",
            Self::GroupTwice { .. } => "group_twice",
            Self::GroupIsEmpty { .. } => "group_is_empty",
            Self::GroupOffScale { .. } => "group_off_scale",
            Self::GroupOutOfBounds { .. } => "group_out_of_bounds",
            Self::MeanNotPositive => "mean_not_positive",
            Self::MeanOnBound => "mean_on_bound",
            Self::NoCurve => "no_curve",
            Self::TooSkewed => "too_skewed",
            Self::FittedValueNotPositive => "fitted_value_not_positive",
            Self::LimitsUnbounded => "limits_unbounded",
            Self::AgeBandMissing { .. } => "age_band_missing",
            Self::AgeBandTwice { .. } => "age_band_twice",
            Self::AgeBandsOverlap { .. } => "age_bands_overlap",
            Self::AgeBandUnknown { .. } => "age_band_unknown",
            Self::AgeBandIsEmpty { .. } => "age_band_is_empty",
            Self::MoreDeathsThanPeople { .. } => "more_deaths_than_people",
            Self::LastAgeBandIsClosed { .. } => "last_age_band_is_closed",
            Self::NoDeathsInLastAgeBand { .. } => "no_deaths_in_last_age_band",
            Self::PopulationTooSmall { .. } => "population_too_small",
            Self::AgeNotInTable { .. } => "age_not_in_table",
            Self::LimitsTooWide => "limits_too_wide",
            Self::ShareOutOfRange { .. } => "share_out_of_range",
            Self::AgeBandCrosses { .. } => "age_band_crosses",
            Self::CausesDoNotAddUp { .. } => "causes_do_not_add_up",
            Self::TooFewDraws { .. } => "too_few_draws",
            Self::TooLarge => "too_large",
        }
    }
}
