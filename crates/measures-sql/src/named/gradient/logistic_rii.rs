use measures::gradient::logistic_relative_index;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The relative index of shares along a logistic curve.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "rii-logistic",
    aliases: &["logistic-relative-index"],
    about: "how many times as high the share of the least deprived is as that of the most deprived, by a logistic curve",
    signatures: read::QUANTILE_GROUPS,
    documented_in: (
        "gradient/logistic_relative_index.rs",
        "logistic_relative_index",
    ),
    example: read::EXAMPLE_OF_SHARES,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    Ok(Finding::of(logistic_relative_index(
        &groups,
        multiplier,
        &options.confidences,
    )))
}
