//! Which of the figures that stand out matter most: three questions, asked of each, and a stated rule that puts the answers
//! together.
//!
//! How many people is it about, how wide is the gap between groups inside the place, and is it getting worse? Each list is
//! ranked on each question. The places on the three questions, each as a share of how many could be ranked, are averaged; a
//! figure that cannot be ranked on a question stands in the middle of it, and says why. So a figure that is worse than another
//! on all three is never ranked below it, and nobody has weighed people against percentages.
//!
//! Chance is kept out of each answer before it is ranked: the number of people counts at the limit that lies nearer the
//! benchmark, a gap counts when its limits leave out nought, and the trend is one that its rule calls significant.

use serde::Serialize;

use measures::Confidence;
use measures::gap::widest_difference;

use crate::catalogue::{Indicator, ValueType};
use crate::cell::Cell;
use crate::observation::{Observation, Text};

use super::against::Beside;
use super::compare::ComparisonRow;
use super::gap::{GapGroup, groups_of_every_kind, of_any_size};
use super::trend::{Getting, WhyNoTrend};

/// The name of the rule, as receipts have it. Another rule gets another name.
pub const RULE: &str = "importance by the mean of three places, version 1";

/// One of the three questions: the answer or why there is none, and the place that it gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part<T, W> {
    /// The answer.
    pub answer: Option<T>,
    /// Why there is none.
    pub why_not: Option<W>,
    /// Its place among the answers of its list, from 1, the most important first; equal answers share the better place.
    pub place: Option<usize>,
    /// How many of its list have an answer.
    pub of: usize,
}

/// How many people a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Size {
    /// People, or cases, more or fewer than if the place were like the benchmark, without a sign.
    pub people: f64,
    /// The same at the 95% limit that lies nearer the benchmark. This is what is ranked.
    pub at_least: f64,
    /// True when it is more than at the benchmark.
    pub more: bool,
    /// What is counted.
    pub counted: PeopleCounted,
    /// True when a count over several years was divided by their number.
    pub a_year: bool,
    /// True when each age was taken to differ in the same proportion, as a standardised figure makes necessary.
    pub about: bool,
}

/// What the numerator of an indicator counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleCounted {
    /// Each person once.
    People,
    /// Events, such as admissions, of which one person may have several; or what has no age, such as homes.
    Cases,
}

/// Why a difference cannot be counted in people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoSize {
    /// An average, a score or an expectation counts nobody.
    KindOfValue,
    /// The source does not say what kind of value it is.
    KindOfValueNotKnown,
    /// There is no count or no denominator.
    NoCounts,
    /// The count is of people who were asked, not of residents.
    Survey,
    /// There are no limits.
    NoLimits,
}

impl NoSize {
    /// The reason, after "how many people cannot be said because".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::KindOfValue => "this kind of value counts nobody",
            Self::KindOfValueNotKnown => "the source does not say what kind of value it is",
            Self::NoCounts => "the source gives no count and denominator",
            Self::Survey => "its counts are of people asked in a survey",
            Self::NoLimits => "it has no limits",
        }
    }
}

/// The widest gap between groups of the place that chance does not explain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WidestGap {
    /// Kind of category in the publisher's words, or `Sex`.
    pub by: Text,
    /// The group with the highest figure.
    pub highest: Text,
    /// The group with the lowest.
    pub lowest: Text,
    /// When.
    pub period: Text,
    /// Highest less lowest, on the scale of the unit.
    pub difference: f64,
    /// Its 95% limits, allowing for every pair of groups that could have been the widest.
    pub limits_95: (f64, f64),
    /// The difference as a share of the figure of the place. This is what is ranked.
    pub share: f64,
}

/// Why there is no gap to rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoGap {
    /// The data has no groups inside the place.
    NoGroups,
    /// The groups have no limits, so that chance cannot be allowed for.
    NoLimits,
    /// Chance explains the widest gap.
    Chance,
    /// The figure of the place is nought, of which nothing is a share.
    FigureIsNought,
}

impl NoGap {
    /// The reason, after "the gap inside the place cannot be ranked because".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NoGroups => "the data has no groups inside the place",
            Self::NoLimits => "its groups have no limits",
            Self::Chance => "chance explains the gap between its groups",
            Self::FigureIsNought => "the figure is nought",
        }
    }
}

/// Why nobody can say whether it is getting worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNoWay {
    /// There is no trend.
    NoTrend(WhyNoTrend),
    /// There is one, but nobody says which way is good.
    NobodyJudges,
}

impl WhyNoWay {
    /// The reason as a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NoTrend(why) => why.words(),
            Self::NobodyJudges => "The source does not say which way is good.",
        }
    }
}

/// How important a figure is beside the others of its list, with everything that it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Importance {
    /// How many people.
    pub size: Part<Size, NoSize>,
    /// How wide a gap inside the place.
    pub gap: Part<WidestGap, NoGap>,
    /// Which way it is going: none for no clear change.
    pub trend: Part<Option<Getting>, WhyNoWay>,
    /// The mean of the three places as shares, from 0 (above all) to 1 (below all). A question without an answer counts as 0.5.
    pub mean: f64,
    /// The place in the list by that mean, from 1; equal means share a place.
    pub place: usize,
    /// How many figures are in the list.
    pub of: usize,
}

/// The answers to the three questions as numbers that can be ranked, more being more important.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Answers([Option<f64>; 3]);

/// What one figure comes to in its list.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Standing {
    places: [Option<usize>; 3],
    of: [usize; 3],
    mean: f64,
    place: usize,
}

/// Ranks figures by the rule.
fn rank(all: &[Answers]) -> Vec<Standing> {
    let answered = |question: usize| {
        all.iter()
            .filter_map(move |answers| *answers.0.get(question)?)
    };
    let of = [0, 1, 2].map(|question| answered(question).count());
    let mut standings: Vec<Standing> = all
        .iter()
        .map(|answers| {
            let mut places = [None; 3];
            let mut sum = 0.0;
            for (question, place) in places.iter_mut().enumerate() {
                let Some(own) = answers.0.get(question).copied().flatten() else {
                    sum += 0.5;
                    continue;
                };
                let above = answered(question).filter(|other| *other > own).count();
                let level = answered(question)
                    .filter(|other| other.total_cmp(&own).is_eq())
                    .count();
                *place = Some(above + 1);
                sum += share(2 * above + level, 2 * answered(question).count());
            }
            Standing {
                places,
                of,
                mean: sum / 3.0,
                place: 0,
            }
        })
        .collect();
    let means: Vec<f64> = standings.iter().map(|standing| standing.mean).collect();
    for standing in &mut standings {
        standing.place = 1 + means.iter().filter(|mean| **mean < standing.mean).count();
    }
    standings
}

#[expect(
    clippy::cast_precision_loss,
    reason = "figures of one place are far fewer than 2^52"
)]
fn share(part: usize, all: usize) -> f64 {
    part as f64 / all as f64
}

/// How important each figure of a list is. `groups` are the rows of the place, with those of its groups.
pub(super) fn importance(
    rows: &[&ComparisonRow],
    indicators: &[&Indicator],
    groups: &[Vec<&Observation>],
) -> Vec<Importance> {
    let mut parts: Vec<Parts> = Vec::new();
    for ((row, indicator), groups) in rows.iter().zip(indicators).zip(groups) {
        parts.push((size(row, indicator), gap(row, indicator, groups), way(row)));
    }
    let answers: Vec<Answers> = parts
        .iter()
        .map(|(size, gap, way)| {
            Answers([
                size.as_ref().ok().map(|size| size.at_least),
                gap.as_ref().ok().map(|gap| gap.share),
                way.as_ref().ok().map(|getting| match getting {
                    Some(Getting::Worse) => 2.0,
                    None => 1.0,
                    Some(Getting::Better) => 0.0,
                }),
            ])
        })
        .collect();
    let standings = rank(&answers);
    let all = parts.len();
    parts
        .into_iter()
        .zip(standings)
        .map(|((size, gap, way), standing)| {
            let [size_place, gap_place, trend_place] = standing.places;
            let [size_of, gap_of, trend_of] = standing.of;
            Importance {
                size: part(size, size_place, size_of),
                gap: part(gap, gap_place, gap_of),
                trend: part(way, trend_place, trend_of),
                mean: standing.mean,
                place: standing.place,
                of: all,
            }
        })
        .collect()
}

fn part<T, W>(found: Result<T, W>, place: Option<usize>, of: usize) -> Part<T, W> {
    let (answer, why_not) = match found {
        Ok(answer) => (Some(answer), None),
        Err(why) => (None, Some(why)),
    };
    Part {
        answer,
        why_not,
        place,
        of,
    }
}

/// What was found on the three questions.
type Parts = (Result<Size, NoSize>, Result<WidestGap, NoGap>, Way);
type Way = Result<Option<Getting>, WhyNoWay>;

fn way(row: &ComparisonRow) -> Way {
    let trend = &row.trend;
    match (trend.why_not, trend.getting) {
        (Some(why), _) => Err(WhyNoWay::NoTrend(why)),
        (None, Some(getting)) => Ok(Some(getting)),
        (None, None) if trend.direction == super::Direction::NoSignificantChange => Ok(None),
        (None, None) => Err(WhyNoWay::NobodyJudges),
    }
}

/// Difference times denominator: the people, or cases, that the place has beyond the benchmark.
///
/// A standardised value is no share of the residents. There the count is scaled by value less benchmark over value, which is exact
/// when every age differs from the benchmark in the same proportion.
fn size(row: &ComparisonRow, indicator: &Indicator) -> Result<Size, NoSize> {
    let cell = &row.value;
    let value = cell.value().ok_or(NoSize::NoCounts)?;
    let counts = || cell.count().zip(cell.denominator()).ok_or(NoSize::NoCounts);
    let (per_unit, counted, about) = match indicator.value_type {
        ValueType::Proportion | ValueType::CrudeRate => {
            let (_, denominator) = counts()?;
            let multiplier = indicator.unit.multiplier.ok_or(NoSize::NoCounts)?;
            // What has no age is no person: homes, schools, requests.
            let is_of_people = !row.age.eq_ignore_ascii_case("not applicable");
            let counted = if indicator.value_type == ValueType::Proportion && is_of_people {
                PeopleCounted::People
            } else {
                PeopleCounted::Cases
            };
            (denominator / multiplier, counted, false)
        }
        ValueType::DirectlyStandardisedRate | ValueType::IndirectlyStandardised => {
            let (count, _) = counts()?;
            (count / value, PeopleCounted::Cases, true)
        }
        ValueType::NotStated => return Err(NoSize::KindOfValueNotKnown),
        _ => return Err(NoSize::KindOfValue),
    };
    if is_survey(indicator) {
        return Err(NoSize::Survey);
    }
    let level = row.judgement.benchmark.as_ref().and_then(Cell::value);
    let level = level.ok_or(NoSize::NoCounts)?;
    let limits = match row.beside {
        // Against its own past both figures are uncertain, and the limits of the difference say how much.
        Some(Beside::Earlier(moved)) => moved
            .limits_95
            .map(|(lower, upper)| (level + lower, level + upper)),
        _ => cell.limits().and_then(|limits| limits.at_95),
    };
    let (lower, upper) = limits.ok_or(NoSize::NoLimits)?;
    let years = f64::from(cell.period().months.max(12)) / 12.0;
    let people = |at: f64| (at - level) * per_unit / years;
    let nearer = if value >= level {
        people(lower).max(0.0)
    } else {
        (-people(upper)).max(0.0)
    };
    let all = people(value);
    if !all.is_finite() {
        return Err(NoSize::NoCounts);
    }
    Ok(Size {
        people: all.abs(),
        at_least: nearer,
        more: all > 0.0,
        counted,
        a_year: cell.period().months > 12,
        about,
    })
}

/// Whether the source says that its counts are of people asked.
fn is_survey(indicator: &Indicator) -> bool {
    [
        &indicator.numerator,
        &indicator.denominator,
        &indicator.source,
    ]
    .into_iter()
    .flatten()
    .any(|words| {
        let words = words.to_ascii_lowercase();
        ["survey", "respondent", "sample"]
            .iter()
            .any(|word| words.contains(word))
    })
}

/// The widest gap of any kind that chance does not explain.
fn gap(
    row: &ComparisonRow,
    indicator: &Indicator,
    rows: &[&Observation],
) -> Result<WidestGap, NoGap> {
    let value = row.value.value().filter(|value| *value != 0.0);
    let value = value.ok_or(NoGap::FigureIsNought)?;
    let mut why = NoGap::NoGroups;
    let mut widest: Option<WidestGap> = None;
    for (by, period, groups) in groups_of_every_kind(indicator, rows, &row.value.area().code) {
        match widest_of(&groups) {
            Ok((highest, lowest, difference, limits_95)) if limits_95.0 > 0.0 => {
                let share = difference / value.abs();
                if widest.as_ref().is_none_or(|held| share > held.share) {
                    widest = Some(WidestGap {
                        by,
                        highest,
                        lowest,
                        period,
                        difference,
                        limits_95,
                        share,
                    });
                }
            }
            Ok(_) => why = NoGap::Chance,
            Err(NoGap::NoLimits) if why == NoGap::NoGroups => why = NoGap::NoLimits,
            Err(_) => {}
        }
    }
    widest.ok_or(why)
}

/// The highest and the lowest group, and the difference with its limits.
fn widest_of(groups: &[GapGroup]) -> Result<(Text, Text, f64, (f64, f64)), NoGap> {
    let valued = || {
        groups
            .iter()
            .filter_map(|group| Some((group, group.figure.value()?)))
    };
    let by_value = |a: &(&GapGroup, f64), b: &(&GapGroup, f64)| a.1.total_cmp(&b.1);
    let highest = valued().max_by(by_value).ok_or(NoGap::NoGroups)?.0;
    let lowest = valued().min_by(by_value).ok_or(NoGap::NoGroups)?.0;
    let subgroups: Vec<_> = groups.iter().filter_map(of_any_size).collect();
    if subgroups.len() < 2 {
        return Err(NoGap::NoGroups);
    }
    let level = Confidence::NINETY_FIVE;
    let estimate = widest_difference(&subgroups, &[level]).map_err(|_| NoGap::NoLimits)?;
    let limits = estimate.limits_at(level).ok_or(NoGap::NoLimits)?;
    Ok((
        Text::clone(&highest.label),
        Text::clone(&lowest.label),
        estimate.value(),
        (limits.lower(), limits.upper()),
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn answers() -> impl Strategy<Value = Answers> {
        let amount = || proptest::option::of((0_u8..6).prop_map(f64::from));
        (amount(), amount(), amount()).prop_map(|(size, gap, trend)| Answers([size, gap, trend]))
    }

    proptest! {
        #[test]
        fn worse_on_all_that_both_answer_is_never_ranked_below(all in proptest::collection::vec(answers(), 2..12)) {
            let standings = rank(&all);
            for (a, of_a) in all.iter().zip(&standings) {
                for (b, of_b) in all.iter().zip(&standings) {
                    let comparable = a.0.iter().zip(&b.0).all(|(a, b)| a.is_some() == b.is_some());
                    let no_less = a.0.iter().zip(&b.0).all(|(a, b)| a >= b);
                    if comparable && no_less {
                        prop_assert!(of_a.place <= of_b.place, "{a:?} {b:?}");
                    }
                    if comparable && no_less && a != b {
                        prop_assert!(of_a.place < of_b.place, "{a:?} {b:?}");
                    }
                    prop_assert!(a != b || of_a == of_b, "equal figures stand level");
                }
            }
        }

        #[test]
        fn the_order_in_which_figures_come_does_not_matter(all in proptest::collection::vec(answers(), 1..12)) {
            let mut turned = all.clone();
            turned.reverse();
            let mut standings = rank(&turned);
            standings.reverse();
            prop_assert_eq!(standings, rank(&all));
        }

        #[test]
        fn places_are_within_the_list(all in proptest::collection::vec(answers(), 1..12)) {
            for standing in rank(&all) {
                prop_assert!((1..=all.len()).contains(&standing.place));
                prop_assert!((0.0..=1.0).contains(&standing.mean));
                for (place, of) in standing.places.into_iter().zip(standing.of) {
                    prop_assert!(place.is_none_or(|place| (1..=of).contains(&place)));
                }
            }
        }
    }

    #[test]
    fn a_worked_example_comes_out_as_by_hand() {
        // Size 900, 100, 500; gap 0.5, none, 0.2; getting worse, worse, better.
        let all = [
            Answers([Some(900.0), Some(0.5), Some(2.0)]),
            Answers([Some(100.0), None, Some(2.0)]),
            Answers([Some(500.0), Some(0.2), Some(0.0)]),
        ];
        let standings = rank(&all);
        // Shares by hand: (1/6 + 1/4 + 1/3) / 3, (5/6 + 1/2 + 1/3) / 3, (1/2 + 3/4 + 5/6) / 3.
        for (standing, by_hand) in standings.iter().zip([0.25, 5.0 / 9.0, 25.0 / 36.0]) {
            assert!((standing.mean - by_hand).abs() < 1e-12, "{standing:?}");
        }
        let places: Vec<_> = standings.iter().map(|standing| standing.place).collect();
        assert_eq!(places, [1, 2, 3]);
        assert_eq!(standings[1].places, [Some(3), None, Some(1)]);
        assert_eq!(standings[0].of, [3, 2, 3]);
    }
}
