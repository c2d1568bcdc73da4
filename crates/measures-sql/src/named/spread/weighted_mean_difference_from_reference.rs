use measures::{Polarity, Weighting};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::spread::mean_difference_from_reference::distances;
use crate::named::subgroups::{EXAMPLE_WITH_REFERENCE, NamedSubgroups};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The average distance of the estimates from that of one group, weighted by population.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "mean-difference-from-reference-weighted",
    aliases: &["mdrw"],
    about: "the average distance of the estimates from the one that is marked, weighted by population",
    signatures: &[
        &["subgroup", "estimate", "se", "population", "reference"],
        &["subgroup", "estimate", "population", "reference"],
    ],
    documented_in: ("spread/mean_difference.rs", "mean_difference"),
    example: EXAMPLE_WITH_REFERENCE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    distances(group, &groups, Weighting::Population, options)
}
