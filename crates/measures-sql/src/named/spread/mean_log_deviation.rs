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
    signatures: &[
        &["subgroup", "estimate", "se", "population"],
        &["subgroup", "estimate", "population"],
        &["subgroup", "estimate"],
    ],
    documented_in: ("spread/mean_log_deviation.rs", "mean_log_deviation"),
    example: "subgroup,estimate,se,population\nNorth,12.1,0.5,31000\nEast,15.8,0.6,24000\nSouth,18.4,0.7,21000\nWest,9.7,0.5,28000\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::subgroups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PER_1_000);
    Ok(Finding::of(mean_log_deviation(
        &groups,
        multiplier,
        &options.confidences,
    )))
}
