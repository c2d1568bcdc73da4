use measures::Multiplier;
use measures::spread::theil_index;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How unequal estimates are, weighted by what is measured, in thousandths.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "theil-index",
    aliases: &["ti", "theil"],
    about: "how unequal estimates are, weighted by what is measured, in thousandths",
    signatures: read::WEIGHTED_SUBGROUPS,
    documented_in: ("spread/theil_index.rs", "theil_index"),
    example: read::EXAMPLE_OF_SUBGROUPS,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::weighted_subgroups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PER_1_000);
    Ok(Finding::of(theil_index(
        &groups,
        multiplier,
        &options.confidences,
    )))
}
