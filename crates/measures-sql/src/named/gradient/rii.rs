use measures::gradient::relative_index_by;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The relative index of inequality across ordered parts of a population.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "rii",
    aliases: &["relative-index"],
    about: "how many times as much the least deprived have as the most deprived, by a line through all parts",
    signatures: read::QUANTILE_GROUPS,
    documented_in: ("gradient/relative_index.rs", "relative_index"),
    example: read::EXAMPLE_OF_QUANTILE_GROUPS,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    let found = relative_index_by(&groups, options.fit, multiplier, &options.confidences);
    Ok(Finding::of(found).with("fit", options.fit.code()))
}
