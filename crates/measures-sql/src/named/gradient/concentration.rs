use measures::gradient::concentration_index;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether something is concentrated on the more or the less deprived, in its own unit.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "concentration-index",
    aliases: &["aci"],
    about: "whether something is concentrated on the more or the less deprived, in its own unit",
    signatures: read::QUANTILE_GROUPS,
    documented_in: ("gradient/concentration_index.rs", "concentration_index"),
    example: read::EXAMPLE_OF_QUANTILE_GROUPS,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    Ok(Finding::of(concentration_index(
        &groups,
        multiplier,
        &options.confidences,
    )))
}
