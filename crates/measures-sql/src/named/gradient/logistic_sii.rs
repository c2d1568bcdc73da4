use measures::gradient::logistic_slope_index;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The slope index of shares along a logistic curve.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "sii-logistic",
    aliases: &["logistic-slope-index"],
    about: "the gap in shares from the most to the least deprived, as a logistic curve through all parts sees it",
    signatures: read::QUANTILE_GROUPS,
    documented_in: ("gradient/logistic_slope_index.rs", "logistic_slope_index"),
    example: read::EXAMPLE_OF_SHARES,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    Ok(Finding::of(logistic_slope_index(
        &groups,
        multiplier,
        &options.confidences,
    )))
}
