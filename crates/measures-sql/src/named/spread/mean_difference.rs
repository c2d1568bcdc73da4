use measures::Weighting;
use measures::spread::{DistanceFrom, mean_difference};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The average distance of the estimates from their average.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "mean-difference-from-mean",
    aliases: &["mdmu"],
    about: "the average distance of the estimates from their average",
    signatures: read::SUBGROUPS,
    documented_in: ("spread/mean_difference.rs", "mean_difference"),
    example: read::EXAMPLE_OF_SUBGROUPS,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::subgroups(group)?;
    let (from, weighting) = (DistanceFrom::Mean, Weighting::Equal);
    Ok(Finding::of(mean_difference(
        &groups,
        from,
        weighting,
        options.bounds,
        options.simulation,
        &options.confidences,
    )))
}
