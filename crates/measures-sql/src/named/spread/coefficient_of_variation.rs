use measures::spread::coefficient_of_variation;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, WEIGHTED_SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How far estimates lie from their average, as a percentage of it.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "coefficient-of-variation",
    aliases: &["cov"],
    about: "how far estimates lie from their average, as a percentage of it",
    signatures: WEIGHTED_SUBGROUPS,
    documented_in: (
        "spread/coefficient_of_variation.rs",
        "coefficient_of_variation",
    ),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    Ok(groups.finding(coefficient_of_variation(
        &groups.list,
        options.bounds,
        options.simulation,
        multiplier,
        &options.confidences,
    )))
}
