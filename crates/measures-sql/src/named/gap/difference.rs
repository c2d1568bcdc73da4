use measures::gap::widest_difference;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The highest estimate less the lowest.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "difference",
    aliases: &["d"],
    about: "the highest estimate less the lowest",
    signatures: read::SUBGROUPS,
    documented_in: ("gap/widest_difference.rs", "widest_difference"),
    example: read::EXAMPLE_OF_SUBGROUPS,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::subgroups(group)?;
    Ok(Finding::of(widest_difference(
        &groups,
        &options.confidences,
    )))
}
