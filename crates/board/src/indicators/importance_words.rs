//! Why a figure stands where it stands in the order of importance, in words: for pages, papers and the command line alike.

use charts::Unit;
use evidence::analysis::{
    Among, Beside, Getting, Importance, Moved, Outlier, Part, PeopleCounted, Size, Trend, WidestGap,
};

use evidence::cell::Cell;

use super::finding::ordinal;
use super::shown::unit_of_cell;

/// The rule in a sentence, for pages and receipts.
pub const RULE_IN_WORDS: &str = "Each list is ranked on three questions: how many people, how wide a gap inside the place, and \
     whether it is getting worse. The mean of the three places decides; a question that cannot be answered counts as the middle.";

/// One of the three questions about a figure, with its answer in words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reason {
    /// `size`, `gap` or `trend`.
    pub question: &'static str,
    /// The answer, or why there is none.
    pub words: String,
    /// Its place among the answers of the list: "1st of 12 by people". None without an answer.
    pub place: Option<String>,
}

/// The three reasons behind a place in the order of importance. `against` is the name of the benchmark.
#[must_use]
pub fn reasons(outlier: &Outlier, importance: &Importance, against: &str) -> [Reason; 3] {
    let size = match (&importance.size.answer, importance.size.why_not) {
        (Some(size), _) => size_words(size, against),
        (None, Some(why)) => format!("How many people cannot be said: {}", why.words()),
        (None, None) => String::new(),
    };
    let gap = match (&importance.gap.answer, importance.gap.why_not) {
        (Some(gap), _) => {
            let widest = if importance.gap.place == Some(1) && importance.gap.of > 1 {
                "the widest gap of all: "
            } else {
                ""
            };
            let difference = unit_of_cell(&outlier.row.value).difference(gap.difference);
            format!("{widest}{}", gap_words(gap, &difference))
        }
        (None, Some(why)) => format!("The gap inside the place cannot be ranked: {}", why.words()),
        (None, None) => String::new(),
    };
    let trend = match (importance.trend.answer, importance.trend.why_not) {
        (Some(getting), _) => way_words(getting, &outlier.row.trend),
        (None, Some(why)) => {
            let why = why.words().trim_end_matches('.');
            format!("Its trend cannot be ranked: {}", lower(why))
        }
        (None, None) => String::new(),
    };
    [
        reason("size", &size, &importance.size),
        reason("gap", &gap, &importance.gap),
        reason("trend", &trend, &importance.trend),
    ]
}

fn reason<T, W>(question: &'static str, words: &str, part: &Part<T, W>) -> Reason {
    let by = if question == "size" {
        "people"
    } else {
        question
    };
    Reason {
        question,
        words: crate::vocabulary::capital(words),
        place: part
            .place
            .map(|place| format!("{} of {} by {by}", ordinal(place), part.of)),
    }
}

fn size_words(size: &Size, against: &str) -> String {
    let more = if size.more { "more" } else { "fewer" };
    let what = match size.counted {
        PeopleCounted::People => "people",
        PeopleCounted::Cases => "cases",
    };
    let about = if size.about { "about " } else { "" };
    let a_year = if size.a_year { " a year" } else { "" };
    format!(
        "{about}{} {more} {what}{a_year} than if it were like {against} (at least {})",
        whole(size.people),
        whole(size.at_least)
    )
}

fn gap_words(gap: &WidestGap, difference: &str) -> String {
    format!(
        "{difference} between “{}” and “{}” by {} in {}, {} of its own figure",
        gap.highest,
        gap.lowest,
        lower(&gap.by),
        gap.period,
        percent(gap.share)
    )
}

fn way_words(getting: Option<Getting>, trend: &Trend) -> String {
    let since = trend
        .from
        .as_ref()
        .map_or_else(String::new, |from| format!(" since {}", from.label));
    match getting {
        Some(Getting::Worse) => format!("getting worse{since}"),
        Some(Getting::Better) => format!("getting better{since}"),
        None => format!("no clear change{since}"),
    }
}

/// What stands beside the judgement of a cell against neighbours or against the past, as a sentence.
#[must_use]
pub fn beside_words(beside: &Beside, value: &Cell) -> String {
    let unit = unit_of_cell(value);
    match beside {
        Beside::Neighbours(among) => among_words(among, &unit),
        Beside::Earlier(moved) => moved_words(moved, &unit),
    }
}

fn among_words(among: &Among, unit: &Unit) -> String {
    let rank = among.rank.map_or_else(
        || "Without a figure".to_owned(),
        |(rank, of)| match rank {
            1 => format!("Highest of {of}"),
            rank if rank == of => format!("Lowest of {of}"),
            rank => format!("{} highest of {of}", ordinal(rank)),
        },
    );
    let missing = if among.with_figure < among.of {
        format!(
            " ({} of {} neighbours have a figure)",
            among.with_figure, among.of
        )
    } else {
        String::new()
    };
    let pooled = among
        .not_pooled
        .map_or_else(String::new, |why| format!(" {}", why.words()));
    format!(
        "{rank}; neighbours from {} to {}, the middle one {}{missing}.{pooled}",
        unit.full(among.lowest),
        unit.full(among.highest),
        unit.full(among.median)
    )
}

fn moved_words(moved: &Moved, unit: &Unit) -> String {
    let way = if moved.difference < 0.0 { "down" } else { "up" };
    let years = match moved.years {
        1 => "1 year".to_owned(),
        many => format!("{many} years"),
    };
    let limits = moved.limits_95.map_or_else(
        || ", without limits".to_owned(),
        |(lower, upper)| {
            format!(
                " (95% limits of the change {} to {})",
                unit.difference(lower),
                unit.difference(upper)
            )
        },
    );
    format!(
        "{way} by {} in {years}{limits}",
        unit.difference(moved.difference.abs())
    )
}

/// A count with its thousands set apart, to three figures: more would say more than is known.
fn whole(people: f64) -> String {
    if people < 1.0 {
        return "fewer than 1".to_owned();
    }
    let mut step = 1.0;
    while people / step >= 1000.0 {
        step *= 10.0;
    }
    Unit::counted(0, "").full((people / step).round() * step)
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// With a small letter first, unless the word is an abbreviation.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            format!("{}{}", first.to_lowercase(), letters.as_str())
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_say_no_more_than_is_known() {
        for (people, words) in [
            (0.4, "fewer than 1"),
            (7.0, "7"),
            (890.4, "890"),
            (1_243.0, "1,240"),
            (999.6, "1,000"),
            (1_234_567.0, "1,230,000"),
        ] {
            assert_eq!(whole(people), words);
        }
    }

    #[test]
    fn kinds_begin_small_unless_they_are_abbreviations() {
        assert_eq!(lower("Ethnic groups"), "ethnic groups");
        assert_eq!(lower("LSOA deciles"), "LSOA deciles");
    }
}
