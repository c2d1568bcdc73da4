use measures::Polarity;
use measures::gap::widest_ratio;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The highest estimate over the lowest.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "ratio",
    aliases: &["r"],
    about: "the highest estimate over the lowest",
    signatures: SUBGROUPS,
    documented_in: ("gap/widest_ratio.rs", "widest_ratio"),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::of(group)?;
    Ok(groups.finding(widest_ratio(&groups.list, &options.confidences)))
}
