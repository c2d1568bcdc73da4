//! Every measure of inequality that the groups of a place allow, and for each that they do not, why.

use measures::gradient::{self, QuantileGroup};
use measures::impact::{self, Reference};
use measures::spread::{self, DistanceFrom};
use measures::{
    Bounds, Confidence, Estimate, Measured, Multiplier, Population, Simulation, Subgroup,
    Undefined, Weighting,
};
use serde::Serialize;

use crate::catalogue::{Indicator, Polarity, ValueType};
use crate::cell::Cell;

use super::GapGroup;
use crate::analysis::methods::measured;

/// Draws for measures whose limits have no formula; the seed is part of the answer, so that anybody finds the same.
const SEED: u64 = 1;
const ONLY_95: &[Confidence] = &[Confidence::NINETY_FIVE];

/// One measure of the gap: a value, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapMeasure {
    /// Its name, as `commonweal measure` and SQL have it.
    pub name: &'static str,
    /// What it says, in plain words.
    pub title: &'static str,
    /// In what it is counted.
    pub scale: GapScale,
    /// The value.
    pub value: Option<f64>,
    /// Its 95% limits.
    pub limits_95: Option<(f64, f64)>,
    /// Why there is no value, as a sentence.
    pub refused: Option<String>,
}

/// In what a measure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GapScale {
    /// The unit of the indicator.
    Unit,
    /// That unit, squared.
    UnitSquared,
    /// So many times.
    Times,
    /// Per cent.
    Percent,
    /// A number without a unit, nought being no inequality.
    Index,
}

/// What the measures are made from.
struct Groups {
    all: Result<Vec<Subgroup>, String>,
    /// As if the same number of people were in each, for measures that do not depend on it.
    of_any_size: Result<Vec<Subgroup>, String>,
    /// In order, the most deprived first; or why there is no order.
    ordered: Result<Vec<QuantileGroup>, String>,
    ends: Result<(Measured, Measured), String>,
    bounds: Option<Bounds>,
    polarity: measures::Polarity,
}

/// All measures for the groups of a place.
pub(super) fn all(
    indicator: &Indicator,
    groups: &[GapGroup],
    ordered: bool,
    by: &str,
) -> Vec<GapMeasure> {
    let groups = Groups::of(indicator, groups, ordered, by);
    let mut measures = of_order(&groups);
    measures.extend(of_distance(&groups));
    measures.extend(of_shares(&groups));
    measures.extend(of_everybody(&groups));
    measures
}

/// For parts that have an order.
fn of_order(groups: &Groups) -> Vec<GapMeasure> {
    let turned = Multiplier::new(-1.0).unwrap_or(Multiplier::ONE);
    vec![
        groups.of_ends(
            "absolute-difference",
            "Most deprived less least deprived",
            GapScale::Unit,
            |most, least| measures::gap::absolute_difference(most, least, ONLY_95),
        ),
        groups.of_ends(
            "relative-ratio",
            "Most deprived over least deprived",
            GapScale::Times,
            |most, least| measures::gap::relative_ratio(most, least, ONLY_95),
        ),
        groups.of_ordered(
            "sii",
            "Slope index of inequality: one end of the line less the other",
            GapScale::Unit,
            |parts| gradient::slope_index(parts, turned, ONLY_95),
        ),
        groups.of_ordered(
            "rii",
            "Relative index of inequality: one end of the line over the other",
            GapScale::Times,
            |parts| gradient::relative_index(parts, turned, ONLY_95),
        ),
        groups.of_ordered(
            "concentration-index",
            "Absolute concentration index: below nought, concentrated among the most deprived",
            GapScale::Unit,
            |parts| gradient::concentration_index(parts, Multiplier::ONE, ONLY_95),
        ),
        groups.of_ordered(
            "relative-concentration-index",
            "Relative concentration index: the same beside the mean",
            GapScale::Index,
            |parts| gradient::relative_concentration_index(parts, Multiplier::ONE, ONLY_95),
        ),
    ]
}

/// How far groups lie apart, in the unit of the indicator.
fn of_distance(groups: &Groups) -> Vec<GapMeasure> {
    let (bounds, polarity) = (groups.bounds, groups.polarity);
    let draws = Simulation::with_seed(SEED);
    vec![
        groups.of_any_size("difference", "Highest less lowest", GapScale::Unit, |all| {
            measures::gap::widest_difference(all, ONLY_95)
        }),
        groups.of_any_size("ratio", "Highest over lowest", GapScale::Times, |all| {
            measures::gap::widest_ratio(all, ONLY_95)
        }),
        groups.of_all(
            "mean-difference-from-mean",
            "How far groups lie from the mean, on average",
            GapScale::Unit,
            |all| {
                spread::mean_difference(
                    all,
                    DistanceFrom::Mean,
                    Weighting::Equal,
                    bounds,
                    draws,
                    ONLY_95,
                )
            },
        ),
        groups.of_all(
            "mean-difference-from-best",
            "How far groups lie from the best group, on average",
            GapScale::Unit,
            |all| {
                spread::mean_difference(
                    all,
                    DistanceFrom::Best(polarity),
                    Weighting::Equal,
                    bounds,
                    draws,
                    ONLY_95,
                )
            },
        ),
        groups.of_all(
            "between-group-variance",
            "Variance between groups",
            GapScale::UnitSquared,
            |all| spread::between_group_variance(all, ONLY_95),
        ),
        groups.of_all(
            "between-group-standard-deviation",
            "Standard deviation between groups",
            GapScale::Unit,
            |all| spread::between_group_deviation(all, bounds, draws, ONLY_95),
        ),
    ]
}

/// How far they lie apart beside the mean.
fn of_shares(groups: &Groups) -> Vec<GapMeasure> {
    let bounds = groups.bounds;
    let draws = Simulation::with_seed(SEED);
    vec![
        groups.of_all(
            "coefficient-of-variation",
            "Standard deviation as a share of the mean",
            GapScale::Percent,
            |all| {
                spread::coefficient_of_variation(all, bounds, draws, Multiplier::PERCENT, ONLY_95)
            },
        ),
        groups.of_all(
            "index-of-disparity",
            "Distance from the mean as a share of the mean",
            GapScale::Percent,
            |all| {
                spread::index_of_disparity(
                    all,
                    Weighting::Equal,
                    bounds,
                    draws,
                    Multiplier::PERCENT,
                    ONLY_95,
                )
            },
        ),
        groups.of_all(
            "disproportion-index",
            "Share of all events that would have to move for every group to be alike",
            GapScale::Percent,
            |all| spread::disproportion_index(all, bounds, draws, Multiplier::PERCENT, ONLY_95),
        ),
    ]
}

/// What it means for everybody.
fn of_everybody(groups: &Groups) -> Vec<GapMeasure> {
    let polarity = groups.polarity;
    vec![
        groups.of_all("theil-index", "Theil index", GapScale::Index, |all| {
            spread::theil_index(all, Multiplier::ONE, ONLY_95)
        }),
        groups.of_all(
            "mean-log-deviation",
            "Mean log deviation",
            GapScale::Index,
            |all| spread::mean_log_deviation(all, Multiplier::ONE, ONLY_95),
        ),
        groups.of_all(
            "population-attributable-risk",
            "What everybody would gain if all did as well as the best group",
            GapScale::Unit,
            |all| {
                impact::population_attributable_risk(
                    all,
                    Reference::Best,
                    polarity,
                    Multiplier::ONE,
                    ONLY_95,
                )
            },
        ),
        groups.of_all(
            "population-attributable-fraction",
            "The same as a share of the mean",
            GapScale::Percent,
            |all| {
                impact::population_attributable_fraction(
                    all,
                    Reference::Best,
                    polarity,
                    Multiplier::PERCENT,
                    ONLY_95,
                )
            },
        ),
    ]
}

impl Groups {
    fn of(indicator: &Indicator, groups: &[GapGroup], ordered: bool, by: &str) -> Self {
        let with_figure: Vec<&GapGroup> = groups
            .iter()
            .filter(|group| group.figure.value().is_some())
            .collect();
        let all = with_figure
            .iter()
            .map(|group| {
                Ok(Subgroup {
                    population: people(&group.figure).ok_or_else(|| {
                        format!(
                            "The data does not say how many people “{}” is.",
                            group.label
                        )
                    })?,
                    measured: measured(&group.figure).ok_or_else(|| not_measurable(group))?,
                })
            })
            .collect();
        let of_any_size = with_figure
            .iter()
            .map(|group| of_any_size(group).ok_or_else(|| not_measurable(group)))
            .collect();
        let no_order = || format!("“{by}” has no order from worst off to best off.");
        let parts = u8::try_from(groups.len()).unwrap_or(u8::MAX);
        let quantiles = if ordered {
            groups
                .iter()
                .map(|group| {
                    let missing = || {
                        format!(
                            "“{}” has no figure, and without it there is no line.",
                            group.label
                        )
                    };
                    Ok(QuantileGroup {
                        quantile: gradient::Quantile::new(group.order, parts)
                            .map_err(|error| sentence(&error.to_string()))?,
                        population: people(&group.figure).ok_or_else(|| {
                            format!(
                                "The data does not say how many people “{}” is.",
                                group.label
                            )
                        })?,
                        measured: measured(&group.figure).ok_or_else(missing)?,
                    })
                })
                .collect()
        } else {
            Err(no_order())
        };
        let end = |group: Option<&GapGroup>| {
            group
                .and_then(|group| measured(&group.figure))
                .ok_or_else(|| "One of the two ends has no figure.".to_owned())
        };
        let ends = if ordered {
            end(groups.first()).and_then(|most| Ok((most, end(groups.last())?)))
        } else {
            Err(no_order())
        };
        Self {
            all,
            of_any_size,
            ordered: quantiles,
            ends,
            bounds: bounds(indicator),
            polarity: match indicator.polarity {
                Polarity::HighIsGood => measures::Polarity::HighIsGood,
                Polarity::LowIsGood => measures::Polarity::LowIsGood,
                Polarity::NoJudgement | Polarity::NotStated => measures::Polarity::NoJudgement,
            },
        }
    }

    fn of_all(
        &self,
        name: &'static str,
        title: &'static str,
        scale: GapScale,
        find: impl Fn(&[Subgroup]) -> Result<Estimate, Undefined>,
    ) -> GapMeasure {
        answer(name, title, scale, found(&self.all, |all| find(all)))
    }

    fn of_any_size(
        &self,
        name: &'static str,
        title: &'static str,
        scale: GapScale,
        find: impl Fn(&[Subgroup]) -> Result<Estimate, Undefined>,
    ) -> GapMeasure {
        answer(
            name,
            title,
            scale,
            found(&self.of_any_size, |all| find(all)),
        )
    }

    fn of_ordered(
        &self,
        name: &'static str,
        title: &'static str,
        scale: GapScale,
        find: impl Fn(&[QuantileGroup]) -> Result<Estimate, Undefined>,
    ) -> GapMeasure {
        answer(
            name,
            title,
            scale,
            found(&self.ordered, |parts| find(parts)),
        )
    }

    fn of_ends(
        &self,
        name: &'static str,
        title: &'static str,
        scale: GapScale,
        find: impl Fn(Measured, Measured) -> Result<Estimate, Undefined>,
    ) -> GapMeasure {
        let ends = found(&self.ends, |&(most, least)| find(most, least));
        answer(name, title, scale, ends)
    }
}

/// What a measure finds in groups that could be put together, or why they could not.
fn found<T>(
    groups: &Result<T, String>,
    find: impl Fn(&T) -> Result<Estimate, Undefined>,
) -> Result<Estimate, String> {
    let groups = groups.as_ref().map_err(Clone::clone)?;
    find(groups).map_err(said)
}

fn answer(
    name: &'static str,
    title: &'static str,
    scale: GapScale,
    found: Result<Estimate, String>,
) -> GapMeasure {
    let mut measure = GapMeasure {
        name,
        title,
        scale,
        value: None,
        limits_95: None,
        refused: None,
    };
    match found {
        Ok(estimate) => {
            measure.value = Some(estimate.value());
            let limits = estimate.limits_at(Confidence::NINETY_FIVE);
            measure.limits_95 = limits.map(|limits| (limits.lower(), limits.upper()));
        }
        Err(why) => measure.refused = Some(why),
    }
    measure
}

/// A group as if one person were in it. The ends of many groups are the same however many people are in each.
pub(in crate::analysis) fn of_any_size(group: &GapGroup) -> Option<Subgroup> {
    Some(Subgroup {
        population: Population::from(1),
        measured: measured(&group.figure)?,
    })
}

fn not_measurable(group: &GapGroup) -> String {
    format!(
        "The figure of “{}” is not one that can be measured with.",
        group.label
    )
}

fn people(figure: &Cell) -> Option<Population> {
    Population::new(figure.denominator()?).ok()
}

/// Shares end at nought and at all; draws of them must too.
fn bounds(indicator: &Indicator) -> Option<Bounds> {
    match (indicator.value_type, indicator.unit.multiplier) {
        (ValueType::Proportion, Some(all)) => Bounds::new(0.0, all).ok(),
        _ => None,
    }
}

fn said(why: Undefined) -> String {
    sentence(&why.to_string())
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
