use measures::gradient::relative_concentration_index;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether something is concentrated on the more or the less deprived, as a share of the average.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "relative-concentration-index",
    aliases: &["rci"],
    about: "whether something is concentrated on the more or the less deprived, as a share of the average",
    signatures: read::QUANTILE_GROUPS,
    documented_in: (
        "gradient/relative_concentration_index.rs",
        "relative_concentration_index",
    ),
    example: read::EXAMPLE_OF_QUANTILE_GROUPS,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    Ok(Finding::of(relative_concentration_index(
        &groups,
        multiplier,
        &options.confidences,
    )))
}
