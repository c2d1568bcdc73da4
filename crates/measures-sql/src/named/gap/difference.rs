use measures::Polarity;
use measures::gap::widest_difference;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The highest estimate less the lowest.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "difference",
    aliases: &["d"],
    about: "the highest estimate less the lowest",
    signatures: SUBGROUPS,
    documented_in: ("gap/widest_difference.rs", "widest_difference"),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::of(group)?;
    Ok(groups.finding(widest_difference(&groups.list, &options.confidences)))
}
