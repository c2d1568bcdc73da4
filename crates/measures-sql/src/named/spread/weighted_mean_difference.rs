use measures::spread::{DistanceFrom, mean_difference};
use measures::{Polarity, Weighting};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, WEIGHTED_SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The average distance of the estimates from their average, weighted by population.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "mean-difference-from-mean-weighted",
    aliases: &["mdmw"],
    about: "the average distance of the estimates from their average, weighted by population",
    signatures: WEIGHTED_SUBGROUPS,
    documented_in: ("spread/mean_difference.rs", "mean_difference"),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    let (from, weighting) = (DistanceFrom::Mean, Weighting::Population);
    Ok(groups.finding(mean_difference(
        &groups.list,
        from,
        weighting,
        options.bounds,
        options.simulation,
        &options.confidences,
    )))
}
