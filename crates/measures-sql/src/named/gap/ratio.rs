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
    signatures: read::SUBGROUPS,
    documented_in: ("gap/widest_ratio.rs", "widest_ratio"),
    example: read::EXAMPLE_OF_SUBGROUPS,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::subgroups(group)?;
    Ok(Finding::of(widest_ratio(&groups, &options.confidences)))
}
