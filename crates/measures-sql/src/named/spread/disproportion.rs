use measures::spread::disproportion_index;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, WEIGHTED_SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How far shares of what is measured lie from shares of people.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "disproportion-index",
    aliases: &[],
    about: "how far shares of what is measured lie from shares of people",
    signatures: WEIGHTED_SUBGROUPS,
    documented_in: ("spread/disproportion_index.rs", "disproportion_index"),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    Ok(groups.finding(disproportion_index(
        &groups.list,
        options.bounds,
        options.simulation,
        multiplier,
        &options.confidences,
    )))
}
