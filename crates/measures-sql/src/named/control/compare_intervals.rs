use measures::control::compare_intervals;
use measures::{Confidence, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::{compare, verdicts};
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether the limits of two values on each row touch.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "compare-intervals",
    aliases: &[],
    about: "whether each row is better, similar or worse than another value that has limits too",
    signatures: &[
        &["lower95", "upper95", "other_lower95", "other_upper95"],
        &[
            "place",
            "lower95",
            "upper95",
            "other_lower95",
            "other_upper95",
        ],
    ],
    documented_in: ("control/comparison.rs", "compare_intervals"),
    example: "place,lower95,upper95,other_lower95,other_upper95\nNorth,12.0,14.0,13.9,18.0\nSouth,19.1,22.4,13.9,18.0\n",
    good_in_example: Polarity::HighIsGood,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let level = Confidence::NINETY_FIVE;
    let one = read::limits(group, level, ("lower95", "upper95"))?;
    let other = read::limits(group, level, ("other_lower95", "other_upper95"))?;
    let found = one
        .into_iter()
        .zip(other)
        .map(|(one, other)| {
            compare::of(compare_intervals(Some(one), Some(other), options.polarity))
        })
        .collect();
    verdicts::finding(group, found)
}
