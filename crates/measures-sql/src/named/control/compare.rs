use measures::control::{Verdict, compare, grade};
use measures::{Confidence, Polarity, Undefined};
use serde_json::json;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::verdicts::{self, RowVerdict};
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether each row differs from a benchmark by more than chance explains.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "compare",
    aliases: &["benchmark"],
    about: "whether each row is better, similar or worse than a benchmark by its own limits",
    signatures: &[
        &["lower95", "upper95", "benchmark"],
        &["place", "lower95", "upper95", "benchmark"],
        &["lower95", "upper95", "lower99_8", "upper99_8", "benchmark"],
        &[
            "place",
            "lower95",
            "upper95",
            "lower99_8",
            "upper99_8",
            "benchmark",
        ],
    ],
    documented_in: ("control/comparison.rs", "compare"),
    example: "place,lower95,upper95,benchmark\nNorth,641.9,711.7,387.1\nSouth,370.2,402.8,387.1\n",
    good_in_example: Polarity::LowIsGood,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let inner = read::limits(group, Confidence::NINETY_FIVE, ("lower95", "upper95"))?;
    // A benchmark may be missing, which is a verdict of its own.
    let benchmarks = group.numbers_or_none("benchmark")?;
    let pairs = inner.iter().zip(&benchmarks);
    let found = if group.has("lower99_8") || group.has("upper99_8") {
        let level = Confidence::NINETY_NINE_POINT_EIGHT;
        let outer = read::limits(group, level, ("lower99_8", "upper99_8"))?;
        pairs
            .zip(&outer)
            .map(|((&inner, &benchmark), &outer)| {
                let found = grade(Some(inner), Some(outer), benchmark, options.polarity);
                RowVerdict {
                    more: Some(("beyond_outer_limits", json!(found.beyond_outer_limits))),
                    ..of(found.verdict)
                }
            })
            .collect()
    } else {
        pairs
            .map(|(&inner, &benchmark)| of(compare(Some(inner), benchmark, options.polarity)))
            .collect()
    };
    verdicts::finding(group, found)
}

/// A verdict as it is written down.
pub(super) fn of(verdict: Verdict) -> RowVerdict {
    RowVerdict {
        code: verdict.code(),
        label: verdict.to_string(),
        undefined: reason(verdict),
        more: None,
    }
}

fn reason(verdict: Verdict) -> Option<Undefined> {
    match verdict {
        Verdict::NotCompared(reason) => Some(reason),
        Verdict::Better | Verdict::Similar | Verdict::Worse | Verdict::Higher | Verdict::Lower => {
            None
        }
    }
}
