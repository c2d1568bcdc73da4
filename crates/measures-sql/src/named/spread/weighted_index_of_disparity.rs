use measures::spread::index_of_disparity;
use measures::{Multiplier, Polarity, Weighting};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, WEIGHTED_SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The average distance from the average, as a percentage of it, weighted by population.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "index-of-disparity-weighted",
    aliases: &["idisw"],
    about: "the average distance from the average, as a percentage of it, weighted by population",
    signatures: WEIGHTED_SUBGROUPS,
    documented_in: ("spread/index_of_disparity.rs", "index_of_disparity"),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    let weighting = Weighting::Population;
    Ok(groups.finding(index_of_disparity(
        &groups.list,
        weighting,
        options.bounds,
        options.simulation,
        multiplier,
        &options.confidences,
    )))
}
