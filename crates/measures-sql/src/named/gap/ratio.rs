use measures::gap::widest_ratio;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The highest estimate over the lowest.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "ratio",
    aliases: &["r"],
    about: "the highest estimate over the lowest",
    signatures: &[
        &["subgroup", "estimate", "se", "population"],
        &["subgroup", "estimate", "population"],
        &["subgroup", "estimate"],
    ],
    documented_in: ("gap/widest_ratio.rs", "widest_ratio"),
    example: "subgroup,estimate,se,population\nNorth,12.1,0.5,31000\nEast,15.8,0.6,24000\nSouth,18.4,0.7,21000\nWest,9.7,0.5,28000\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::subgroups(group)?;
    Ok(Finding::of(widest_ratio(&groups, &options.confidences)))
}
