use measures::Multiplier;
use measures::spread::coefficient_of_variation;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How far estimates lie from their average, as a percentage of it.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "coefficient-of-variation",
    aliases: &["cov"],
    about: "how far estimates lie from their average, as a percentage of it",
    signatures: read::WEIGHTED_SUBGROUPS,
    documented_in: (
        "spread/coefficient_of_variation.rs",
        "coefficient_of_variation",
    ),
    example: read::EXAMPLE_OF_SUBGROUPS,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::weighted_subgroups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    Ok(Finding::of(coefficient_of_variation(
        &groups,
        options.bounds,
        options.simulation,
        multiplier,
        &options.confidences,
    )))
}
