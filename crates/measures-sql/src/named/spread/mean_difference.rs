use measures::spread::{DistanceFrom, mean_difference};
use measures::{Polarity, Weighting};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The average distance of the estimates from their average.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "mean-difference-from-mean",
    aliases: &["mdmu"],
    about: "the average distance of the estimates from their average",
    signatures: SUBGROUPS,
    documented_in: ("spread/mean_difference.rs", "mean_difference"),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::of(group)?;
    let (from, weighting) = (DistanceFrom::Mean, Weighting::Equal);
    Ok(groups.finding(mean_difference(
        &groups.list,
        from,
        weighting,
        options.bounds,
        options.simulation,
        &options.confidences,
    )))
}
