use measures::gradient::simulated_slope_index;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The slope index with limits that are drawn.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "sii-simulated",
    aliases: &["simulated-slope-index"],
    about: "the slope index with limits that are drawn from a seed",
    signatures: read::QUANTILE_GROUPS,
    documented_in: ("gradient/simulated_slope_index.rs", "simulated_slope_index"),
    example: read::EXAMPLE_OF_QUANTILE_GROUPS,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    let (fit, simulation) = (options.fit, options.simulation);
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    let found = simulated_slope_index(&groups, fit, simulation, multiplier, &options.confidences);
    Ok(Finding::of(found)
        .with("fit", fit.code())
        .with("seed", simulation.seed())
        .with("draws", simulation.draws()))
}
