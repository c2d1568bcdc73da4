use measures::spread::between_group_deviation;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How far estimates lie from their average, in their own unit, weighted by population.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "between-group-standard-deviation",
    aliases: &["bgsd"],
    about: "how far estimates lie from their average, in their own unit, weighted by population",
    signatures: &[
        &["subgroup", "estimate", "se", "population"],
        &["subgroup", "estimate", "population"],
        &["subgroup", "estimate"],
    ],
    documented_in: (
        "spread/between_group_deviation.rs",
        "between_group_deviation",
    ),
    example: "subgroup,estimate,se,population\nNorth,12.1,0.5,31000\nEast,15.8,0.6,24000\nSouth,18.4,0.7,21000\nWest,9.7,0.5,28000\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::subgroups(group)?;
    Ok(Finding::of(between_group_deviation(
        &groups,
        options.bounds,
        options.simulation,
        &options.confidences,
    )))
}
