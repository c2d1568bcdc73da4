use measures::Polarity;
use measures::spread::between_group_variance;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, WEIGHTED_SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How far estimates lie from their average, squared and weighted by population.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "between-group-variance",
    aliases: &["bgv"],
    about: "how far estimates lie from their average, squared and weighted by population",
    signatures: WEIGHTED_SUBGROUPS,
    documented_in: ("spread/between_group_variance.rs", "between_group_variance"),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    Ok(groups.finding(between_group_variance(&groups.list, &options.confidences)))
}
