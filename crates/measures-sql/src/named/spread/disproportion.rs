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
    signatures: &[
        &["subgroup", "estimate", "se", "population"],
        &["subgroup", "estimate", "population"],
        &["subgroup", "estimate"],
    ],
    documented_in: ("spread/disproportion_index.rs", "disproportion_index"),
    example: "subgroup,estimate,se,population\nNorth,12.1,0.5,31000\nEast,15.8,0.6,24000\nSouth,18.4,0.7,21000\nWest,9.7,0.5,28000\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::subgroups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    Ok(Finding::of(disproportion_index(
        &groups,
        options.bounds,
        options.simulation,
        multiplier,
        &options.confidences,
    )))
}
