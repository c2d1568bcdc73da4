//! Cells of evidence as pages and papers show them: as words, and as what charts draw.

use charts::{Cell as Drawn, ChartError, Origin as DrawnOrigin, Unit, Verdict as DrawnVerdict};
use evidence::analysis::{Direction, Getting, Judgement, Trend, Verdict};
use evidence::catalogue::Indicator;
use evidence::cell::{Cell, Figure, Origin};
use serde::Serialize;

/// Digits after the point. Publishers print one for shares, rates and years; counts have none.
fn decimals(indicator: &Indicator) -> usize {
    usize::from(indicator.value_type != evidence::catalogue::ValueType::Count)
}

/// How the numbers of an indicator are written.
#[must_use]
pub fn unit_of(indicator: &Indicator) -> Unit {
    unit(&indicator.unit.label, decimals(indicator))
}

/// The same where only a cell is at hand.
#[must_use]
pub fn unit_of_cell(cell: &Cell) -> Unit {
    unit(&cell.unit().label, 1)
}

fn unit(label: &str, decimals: usize) -> Unit {
    match label {
        "%" => Unit::percent(decimals),
        "£" => Unit::pounds(decimals),
        words => Unit::counted(decimals, words),
    }
}

/// The origin as charts mark it.
#[must_use]
pub fn drawn_origin(origin: Origin) -> DrawnOrigin {
    match origin {
        Origin::Entered | Origin::Imported => DrawnOrigin::Recorded,
        Origin::Quoted => DrawnOrigin::Quoted,
        Origin::Illustrative => DrawnOrigin::Illustrative,
    }
}

/// The origin as pages mark it, where they do.
#[must_use]
pub fn marked_origin(origin: Origin) -> Option<&'static str> {
    match origin {
        Origin::Entered | Origin::Imported => None,
        Origin::Quoted => Some("quoted"),
        Origin::Illustrative => Some("illustrative"),
    }
}

/// A cell for a chart. Fails only for numbers that no chart can draw.
pub fn drawn(cell: &Cell) -> Result<Drawn, ChartError> {
    let limits = cell.limits().and_then(|limits| limits.at_95);
    let note = || cell.note().unwrap_or_default().to_owned();
    match cell.figure() {
        Figure::Value(value) => match limits {
            Some((lower, upper)) => Drawn::with_limits(value, lower, upper),
            None => Drawn::value(value),
        },
        Figure::Suppressed => Ok(Drawn::Suppressed("too few people".to_owned())),
        Figure::Missing => Ok(Drawn::Missing(note())),
        Figure::NotAsked => Ok(Drawn::NotAsked(note())),
        Figure::NotApplicable => Ok(Drawn::NotApplicable(note())),
    }
}

/// A verdict for a chart.
#[must_use]
pub fn drawn_verdict(verdict: Verdict) -> DrawnVerdict {
    match verdict {
        Verdict::Better => DrawnVerdict::Better,
        Verdict::Similar => DrawnVerdict::Similar,
        Verdict::Worse => DrawnVerdict::Worse,
        Verdict::Lower => DrawnVerdict::Lower,
        Verdict::Higher => DrawnVerdict::Higher,
        Verdict::NotCompared => DrawnVerdict::NotCompared,
    }
}

/// The figure in words: "15.4%", "hidden", "missing".
#[must_use]
pub fn figure_words(cell: &Cell, unit: &Unit) -> String {
    match cell.figure() {
        Figure::Value(value) => unit.full(value),
        Figure::Suppressed => "hidden".to_owned(),
        Figure::Missing => "missing".to_owned(),
        Figure::NotAsked => "not asked".to_owned(),
        Figure::NotApplicable => "not applicable".to_owned(),
    }
}

/// The 95% limits in words, where there are any: "13.2 to 17.9".
#[must_use]
pub fn limits_words(cell: &Cell, unit: &Unit) -> Option<String> {
    let (lower, upper) = cell.limits()?.at_95?;
    let bare = |value: f64| {
        let words = unit.full(value);
        let end = words.find(' ').unwrap_or(words.len());
        words[..end].trim_end_matches('%').to_owned()
    };
    Some(format!("{} to {}", bare(lower), bare(upper)))
}

/// The word for a state without a figure, as `components/number.html` takes it.
#[must_use]
pub fn state_word(cell: &Cell) -> Option<&'static str> {
    match cell.figure() {
        Figure::Value(_) => None,
        Figure::Suppressed => Some("suppressed"),
        Figure::Missing => Some("missing"),
        Figure::NotAsked => Some("not_asked"),
        Figure::NotApplicable => Some("not_applicable"),
    }
}

/// The verdict as a status word: "Worse than England", "Hidden", "Not compared".
#[must_use]
pub fn verdict_words(judgement: &Judgement, cell: &Cell, against: &str) -> String {
    match judgement.verdict {
        Verdict::NotCompared if cell.figure() == Figure::Suppressed => "Hidden".to_owned(),
        Verdict::NotCompared => "Not compared".to_owned(),
        verdict => drawn_verdict(verdict).against(against),
    }
}

/// A trend as `components/trend.html` takes it.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct TrendWords {
    /// `rising`, `falling`, `unclear` or `none`.
    pub direction: &'static str,
    /// `better` or `worse`, where somebody says which way is good.
    pub judgement: Option<&'static str>,
}

/// A trend in the words of pages.
#[must_use]
pub fn trend_words(trend: &Trend) -> TrendWords {
    TrendWords {
        direction: match trend.direction {
            Direction::Increasing => "rising",
            Direction::Decreasing => "falling",
            Direction::NoSignificantChange => "unclear",
            Direction::CannotBeCalculated => "none",
        },
        judgement: trend.getting.map(|getting| match getting {
            Getting::Better => "better",
            Getting::Worse => "worse",
        }),
    }
}

/// A name as it stands in the middle of a sentence: "City of London", "the London region".
#[must_use]
pub fn short_name(name: &str) -> &str {
    name.strip_suffix(" region")
        .or_else(|| name.strip_suffix(" Region"))
        .unwrap_or(name)
}

/// Labels of the parts of a place without what all of them end with: “Most deprived” of “Most deprived decile (IMD2019)”.
#[must_use]
pub fn short_parts<'a>(labels: &[&'a str]) -> Vec<&'a str> {
    let without = |labels: &[&'a str], end: &str| {
        let shorter: Option<Vec<&'a str>> = labels.iter().map(|it| it.strip_suffix(end)).collect();
        shorter.filter(|shorter| shorter.iter().all(|label| !label.is_empty()))
    };
    let mut short = labels.to_vec();
    let bracket = short
        .first()
        .filter(|label| label.ends_with(')'))
        .and_then(|label| label.rfind(" (").map(|at| &label[at..]));
    for end in bracket.into_iter().chain([" decile", " quintile"]) {
        short = without(&short, end).unwrap_or(short);
    }
    short
}

/// The beginning of a long text, ended at a word.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let short: String = text.chars().take(most - 1).collect();
    let end = short.rfind(' ').unwrap_or(short.len());
    format!("{}…", &short[..end])
}

/// 8 September 2022.
#[must_use]
pub fn long_date(date: jiff::civil::Date) -> String {
    crate::vocabulary::long_date(date)
}

#[cfg(test)]
mod tests {
    use super::short_parts;

    #[test]
    fn labels_of_parts_lose_what_all_of_them_end_with() {
        for (labels, short) in [
            (
                [
                    "Most deprived decile (IMD2019)",
                    "Fourth more deprived decile (IMD2019)",
                ],
                ["Most deprived", "Fourth more deprived"],
            ),
            (
                ["Most deprived quintile", "Least deprived quintile"],
                ["Most deprived", "Least deprived"],
            ),
            (
                ["White (2021)", "Mixed (2011)"],
                ["White (2021)", "Mixed (2011)"],
            ),
            (["North East", "South East"], ["North East", "South East"]),
            ([" decile", "Most decile"], [" decile", "Most decile"]),
        ] {
            assert_eq!(short_parts(&labels), short);
        }
        assert!(short_parts(&[]).is_empty());
    }
}
