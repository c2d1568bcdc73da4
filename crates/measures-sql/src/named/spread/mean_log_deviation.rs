use measures::spread::mean_log_deviation;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, WEIGHTED_SUBGROUPS};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How unequal estimates are by the logarithm of each over the average, in thousandths.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "mean-log-deviation",
    aliases: &["mld"],
    about: "how unequal estimates are by the logarithm of each over the average, in thousandths",
    signatures: WEIGHTED_SUBGROUPS,
    documented_in: ("spread/mean_log_deviation.rs", "mean_log_deviation"),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PER_1_000);
    Ok(groups.finding(mean_log_deviation(
        &groups.list,
        multiplier,
        &options.confidences,
    )))
}
