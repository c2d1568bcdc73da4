use measures::Multiplier;
use measures::spread::mean_log_deviation;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How unequal estimates are by the logarithm of each over the average, in thousandths.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "mean-log-deviation",
    aliases: &["mld"],
    about: "how unequal estimates are by the logarithm of each over the average, in thousandths",
    signatures: read::WEIGHTED_SUBGROUPS,
    documented_in: ("spread/mean_log_deviation.rs", "mean_log_deviation"),
    example: read::EXAMPLE_OF_SUBGROUPS,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::weighted_subgroups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PER_1_000);
    Ok(Finding::of(mean_log_deviation(
        &groups,
        multiplier,
        &options.confidences,
    )))
}
