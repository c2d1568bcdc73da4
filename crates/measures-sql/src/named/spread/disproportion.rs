use measures::Multiplier;
use measures::spread::disproportion_index;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How far shares of what is measured lie from shares of people.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "disproportion-index",
    aliases: &[],
    about: "how far shares of what is measured lie from shares of people",
    signatures: read::WEIGHTED_SUBGROUPS,
    documented_in: ("spread/disproportion_index.rs", "disproportion_index"),
    example: read::EXAMPLE_OF_SUBGROUPS,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::weighted_subgroups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    Ok(Finding::of(disproportion_index(
        &groups,
        options.bounds,
        options.simulation,
        multiplier,
        &options.confidences,
    )))
}
