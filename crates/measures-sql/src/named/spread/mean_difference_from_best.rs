use measures::spread::{DistanceFrom, mean_difference};
use measures::{Polarity, Weighting};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, WEIGHTED_SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The average distance of the estimates from the best, weighted by population.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "mean-difference-from-best",
    aliases: &["mdbw"],
    about: "the average distance of the estimates from the best, weighted by population",
    signatures: WEIGHTED_SUBGROUPS,
    documented_in: ("spread/mean_difference.rs", "mean_difference"),
    example: EXAMPLE,
    good_in_example: Polarity::LowIsGood,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    Ok(distances(&groups, Weighting::Population, options))
}

/// How far groups are from the best of them.
pub(super) fn distances(
    groups: &NamedSubgroups,
    weighting: Weighting,
    options: &Options,
) -> Finding {
    let found = mean_difference(
        &groups.list,
        DistanceFrom::Best(options.polarity),
        weighting,
        options.bounds,
        options.simulation,
        &options.confidences,
    );
    groups
        .finding(found)
        .with("best", groups.best(options.polarity))
}
