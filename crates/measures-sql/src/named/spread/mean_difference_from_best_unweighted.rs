use measures::{Polarity, Weighting};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::spread::mean_difference_from_best::distances;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The average distance of the estimates from the best.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "mean-difference-from-best-unweighted",
    aliases: &["mdbu"],
    about: "the average distance of the estimates from the best, all groups weighing the same",
    signatures: SUBGROUPS,
    documented_in: ("spread/mean_difference.rs", "mean_difference"),
    example: EXAMPLE,
    good_in_example: Polarity::LowIsGood,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::of(group)?;
    Ok(distances(&groups, Weighting::Equal, options))
}
