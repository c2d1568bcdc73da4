//! The finding: what is true about an indicator in a place, as sentences. Nothing is said here that the verdict, the trend or
//! the gap does not carry.

use charts::Unit;
use evidence::analysis::{Against, Direction, Getting, IndicatorView, Trend, Verdict, WhyNot};
use evidence::catalogue::ValueType;
use evidence::cell::Figure;

use super::shown::{figure_words, limits_words, short_name, unit_of};

/// The title of an indicator's page.
#[must_use]
pub fn title(view: &IndicatorView, place: &str, against: &str) -> String {
    format!(
        "{}: {}",
        view.indicator.name,
        headline(view, place, against)
    )
}

/// How the place stands beside what it is compared with, and which way it is going: a clause without a full stop.
#[must_use]
pub fn headline(view: &IndicatorView, place: &str, against: &str) -> String {
    let trend = &view.trend;
    let (clause, is_bad) = match view.judgement.verdict {
        Verdict::Better => (format!("{place} does better than {against}"), Some(false)),
        Verdict::Worse => (format!("{place} does worse than {against}"), Some(true)),
        Verdict::Similar => (format!("{place} is similar to {against}"), None),
        Verdict::Higher => (format!("{place} is higher than {against}"), None),
        Verdict::Lower => (format!("{place} is lower than {against}"), None),
        Verdict::NotCompared => return without_verdict(view, place, against),
    };
    let going = match (trend.direction, trend.getting, is_bad) {
        (_, Some(Getting::Better), Some(true)) => ", but is getting better",
        (_, Some(Getting::Worse), Some(false)) => ", but is getting worse",
        (_, Some(Getting::Better), _) => " and is getting better",
        (_, Some(Getting::Worse), _) => " and is getting worse",
        (Direction::Increasing, None, _) => " and is rising",
        (Direction::Decreasing, None, _) => " and is falling",
        _ => "",
    };
    format!("{clause}{going}")
}

fn without_verdict(view: &IndicatorView, place: &str, against: &str) -> String {
    match view.judgement.why_not {
        Some(WhyNot::Hidden) => {
            format!("the figure for {place} is hidden, because too few people are counted")
        }
        Some(WhyNot::NoFigure) => format!("there is no figure for {place}"),
        Some(WhyNot::NoBenchmark) => format!("there is no figure for {against} to compare with"),
        Some(WhyNot::IsBenchmark) => format!("how it is in {place}"),
        Some(WhyNot::NothingEarlier | WhyNot::SeriesBreaks | WhyNot::PeriodsOverlap) => {
            format!(
                "there is no figure of {place} so many years before that it can be compared with"
            )
        }
        Some(WhyNot::NoLimits) | None => {
            format!("without limits, {place} cannot be compared with {against}")
        }
    }
}

/// What the numbers say, in a few sentences.
#[must_use]
pub fn lead(view: &IndicatorView, place: &str, against: &str) -> String {
    let unit = unit_of(&view.indicator);
    let mut sentences = Vec::new();
    match view.value.figure() {
        Figure::Value(value) => {
            let mut sentence = format!("{place}: {}", figure_words(&view.value, &unit));
            if let Some(people) = people(view, value) {
                sentence.extend([", ", &people]);
            }
            let level = view.judgement.benchmark.as_ref();
            if let Some(level) = level.filter(|level| level.value().is_some()) {
                sentence.extend([". ", against, ": ", &figure_words(level, &unit)]);
            }
            sentence.push('.');
            sentences.push(sentence);
        }
        Figure::Suppressed => sentences.push(
            "The publisher hides the figure, so that nobody can be recognised in it.".to_owned(),
        ),
        _ => {
            let note = view.value.note().unwrap_or_default();
            if note.is_empty() {
                sentences.push("The publisher gives no figure for this period.".to_owned());
            } else {
                sentences.push(format!("The publisher says: {note}."));
            }
        }
    }
    sentences.extend(trend_sentence(&view.trend, &unit));
    sentences.join(" ")
}

/// "about 1 in 6", for shares of people that are easier said so.
fn people(view: &IndicatorView, value: f64) -> Option<String> {
    let is_share = view.indicator.value_type == ValueType::Proportion
        && view.indicator.unit.multiplier == Some(100.0);
    if !is_share || !(2.0..=50.0).contains(&value) {
        return None;
    }
    Some(format!("about 1 in {:.0}", (100.0 / value).round()))
}

/// Which way it went, with the numbers at both ends.
#[must_use]
pub fn trend_sentence(trend: &Trend, unit: &Unit) -> Option<String> {
    let (from, to, change) = (trend.from.as_ref()?, trend.to.as_ref()?, trend.change?);
    let size = unit.difference(change.abs());
    let (first, last) = (&from.label, &to.label);
    Some(match trend.direction {
        Direction::Increasing if change > 0.0 => {
            format!("It rose by {size} from {first} to {last}.")
        }
        Direction::Decreasing if change < 0.0 => {
            format!("It fell by {size} from {first} to {last}.")
        }
        // The test weighs all five points, so its answer may differ from that of the two ends.
        Direction::Increasing => format!("Over the years {first} to {last} it has been rising."),
        Direction::Decreasing => format!("Over the years {first} to {last} it has been falling."),
        Direction::NoSignificantChange => {
            format!("From {first} to {last} it did not change more than chance would explain.")
        }
        Direction::CannotBeCalculated => return None,
    })
}

/// The sentence beside the trend.
#[must_use]
pub fn about_trend(trend: &Trend, unit: &Unit) -> String {
    match (trend_sentence(trend, unit), trend.why_not) {
        (Some(sentence), _) => sentence,
        (None, Some(why)) => why.words().to_owned(),
        (None, None) => String::new(),
    }
}

/// The sentence beside the verdict: the place among all places, from the highest.
#[must_use]
pub fn about_rank(view: &IndicatorView) -> Option<String> {
    let (rank, of) = view.rank.filter(|(_, of)| *of > 1)?;
    Some(if rank == 1 {
        format!("Highest of {of} places with figures")
    } else if rank == of {
        format!("Lowest of {of} places with figures")
    } else {
        format!("{} highest of {of} places with figures", ordinal(rank))
    })
}

/// 2nd, 3rd, 11th.
#[must_use]
pub fn ordinal(number: usize) -> String {
    let suffix = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

/// How unequal the place is inside, as a tag and a sentence: kind and words of `components/tag.html`.
#[must_use]
pub fn about_gap(view: &IndicatorView, place: &str) -> Option<(&'static str, String, String)> {
    let gap = view.gap.measured.as_ref()?;
    if gap.area.code != view.value.area().code {
        return None;
    }
    let unit = unit_of(&view.indicator);
    let slope = gap.slope.as_ref()?;
    let text = format!(
        "{} from the most to the least deprived end",
        unit.difference(slope.index.abs())
    );
    let clear = slope
        .limits_95
        .is_some_and(|(lower, upper)| lower > 0.0 || upper < 0.0);
    if clear {
        Some(("worse", format!("Unequal inside {place}"), text))
    } else {
        Some(("similar", format!("No clear slope inside {place}"), text))
    }
}

/// The finding of the chart of all places.
#[must_use]
pub fn about_places(view: &IndicatorView, place: &str, against: &str) -> String {
    let count = |verdict: Verdict| {
        view.places
            .iter()
            .filter(|row| row.judgement.verdict == verdict)
            .count()
    };
    let (own, worse, better) = (
        view.judgement.verdict,
        count(Verdict::Worse),
        count(Verdict::Better),
    );
    let (higher, lower) = (count(Verdict::Higher), count(Verdict::Lower));
    let (number, what) = match own {
        Verdict::Better => (better, "better than"),
        Verdict::Worse => (worse, "worse than"),
        Verdict::Higher => (higher, "higher than"),
        Verdict::Lower => (lower, "lower than"),
        Verdict::Similar => (count(Verdict::Similar), "similar to"),
        Verdict::NotCompared if worse + better > 0 => {
            return format!("{worse} places are worse than {against}, {better} are better");
        }
        Verdict::NotCompared => return format!("Every place against {against}"),
    };
    // Each place is held against its own past then.
    let against = if let Some(when) = own_past(view, place, against) {
        let they = if number == 1 { "it was" } else { "they were" };
        let what = if own == Verdict::Similar { "what " } else { "" };
        format!("{what}{they}{when}")
    } else {
        against.to_owned()
    };
    if number == 1 {
        format!("{place} alone is {what} {against}")
    } else {
        format!("{number} places are {what} {against}; {place} is one of them")
    }
}

/// When it was that a place is held against, where that is its own past: " 5 years before" of "Hackney 5 years before".
pub(super) fn own_past<'a>(view: &IndicatorView, place: &str, against: &'a str) -> Option<&'a str> {
    against
        .strip_prefix(place)
        .filter(|_| is_against_itself(view))
}

/// Whether a place is held against its own past.
#[must_use]
pub fn is_against_itself(view: &IndicatorView) -> bool {
    let benchmark = view.judgement.benchmark.as_ref();
    benchmark.is_some_and(|benchmark| {
        benchmark.area().code == view.value.area().code && benchmark.period() != view.value.period()
    })
}

/// The finding of the chart over time.
#[must_use]
pub fn about_course(view: &IndicatorView, place: &str, against: &str) -> String {
    let ends = |values: Vec<f64>| Some((*values.first()?, *values.last()?));
    let own = ends(
        view.course
            .iter()
            .filter_map(|point| point.value.value())
            .collect(),
    );
    let other = ends(
        view.course
            .iter()
            .filter_map(|point| point.benchmark.as_ref()?.value())
            .collect(),
    );
    let way = match view.trend.direction {
        Direction::Increasing => format!("It is rising in {place}"),
        Direction::Decreasing => format!("It is falling in {place}"),
        Direction::NoSignificantChange => format!("No clear change in {place}"),
        Direction::CannotBeCalculated => return format!("{place} and {against} over time"),
    };
    let Some(((own_first, own_last), (first, last))) =
        own.zip(other).filter(|_| !is_against_itself(view))
    else {
        return way;
    };
    let (before, now) = ((own_first - first).abs(), (own_last - last).abs());
    let verdict = if now < before * 0.9 {
        format!("and {against} is nearer than it was")
    } else if now > before * 1.1 {
        format!("and {against} is further off than it was")
    } else {
        format!("and the distance to {against} stays")
    };
    format!("{way}, {verdict}")
}

/// What is counted, when, with what, under the title of the first chart.
#[must_use]
pub fn counted(view: &IndicatorView) -> String {
    let series = series_words(&view.series.sex, &view.series.age);
    let mut words = format!("{series}, {}", view.value.period().label);
    let shown = view.places.iter().any(|row| row.value.limits().is_some());
    if shown {
        words.push_str(", with 95% limits");
    }
    words.push('.');
    words
}

/// Sex and age as a phrase: "Persons, 18+ yrs".
#[must_use]
pub fn series_words(sex: &str, age: &str) -> String {
    match (sex.is_empty(), age.is_empty()) {
        (true, true) => "Everybody".to_owned(),
        (false, true) => sex.to_owned(),
        (true, false) => age.to_owned(),
        (false, false) => format!("{sex}, {}", age.to_lowercase()),
    }
}

/// The benchmark's name as sentences say it: "England", "Hackney 5 years before".
#[must_use]
pub fn name_of_benchmark(view: &IndicatorView, against: &Against) -> String {
    if let Against::Earlier(years) = against {
        let place = short_name(&view.value.area().name);
        return match years {
            1 => format!("{place} the year before"),
            years => format!("{place} {years} years before"),
        };
    }
    let found = view
        .judgement
        .benchmark
        .as_ref()
        .map(|cell| cell.area().name.to_string())
        .filter(|name| !name.is_empty());
    short_name(found.as_deref().unwrap_or("England")).to_owned()
}

/// The line under the big number: "95% limits 13.2 to 17.9".
#[must_use]
pub fn about_limits(view: &IndicatorView) -> Option<String> {
    let words = limits_words(&view.value, &unit_of(&view.indicator))?;
    let by = view.value.limits().map(|limits| limits.by);
    Some(match by {
        Some(evidence::cell::LimitsBy::Us) => format!("95% limits {words}, worked out by us"),
        _ => format!("95% limits {words}"),
    })
}
