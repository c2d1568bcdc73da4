use measures::spread::{DistanceFrom, mean_difference};
use measures::{Polarity, Weighting};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE_WITH_REFERENCE, NamedSubgroups};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The average distance of the estimates from that of one group.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "mean-difference-from-reference",
    aliases: &["mdru"],
    about: "the average distance of the estimates from the one that is marked, all groups weighing the same",
    signatures: &[
        &["subgroup", "estimate", "se", "population", "reference"],
        &["subgroup", "estimate", "se", "reference"],
        &["subgroup", "estimate", "reference"],
    ],
    documented_in: ("spread/mean_difference.rs", "mean_difference"),
    example: EXAMPLE_WITH_REFERENCE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    distances(
        group,
        &NamedSubgroups::of(group)?,
        Weighting::Equal,
        options,
    )
}

/// How far groups are from the one that is marked.
pub(super) fn distances(
    group: &Group<'_>,
    groups: &NamedSubgroups,
    weighting: Weighting,
    options: &Options,
) -> Result<Finding, Problems> {
    let (place, name) = groups.marked(group)?;
    let found = mean_difference(
        &groups.list,
        DistanceFrom::Group(place),
        weighting,
        options.bounds,
        options.simulation,
        &options.confidences,
    );
    Ok(groups.finding(found).with("reference", name))
}
