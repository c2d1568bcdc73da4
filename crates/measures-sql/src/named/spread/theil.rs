use measures::spread::theil_index;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, WEIGHTED_SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How unequal estimates are, weighted by what is measured, in thousandths.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "theil-index",
    aliases: &["ti", "theil"],
    about: "how unequal estimates are, weighted by what is measured, in thousandths",
    signatures: WEIGHTED_SUBGROUPS,
    documented_in: ("spread/theil_index.rs", "theil_index"),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PER_1_000);
    Ok(groups.finding(theil_index(&groups.list, multiplier, &options.confidences)))
}
