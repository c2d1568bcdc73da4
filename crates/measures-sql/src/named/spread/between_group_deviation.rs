use measures::Polarity;
use measures::spread::between_group_deviation;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, WEIGHTED_SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How far estimates lie from their average, in their own unit, weighted by population.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "between-group-standard-deviation",
    aliases: &["bgsd"],
    about: "how far estimates lie from their average, in their own unit, weighted by population",
    signatures: WEIGHTED_SUBGROUPS,
    documented_in: (
        "spread/between_group_deviation.rs",
        "between_group_deviation",
    ),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    Ok(groups.finding(between_group_deviation(
        &groups.list,
        options.bounds,
        options.simulation,
        &options.confidences,
    )))
}
