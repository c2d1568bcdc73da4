use measures::gradient::simulated_relative_index;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The relative index with limits that are drawn.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "rii-simulated",
    aliases: &["simulated-relative-index"],
    about: "the relative index with limits that are drawn from a seed",
    signatures: read::QUANTILE_GROUPS,
    documented_in: (
        "gradient/simulated_relative_index.rs",
        "simulated_relative_index",
    ),
    example: read::EXAMPLE_OF_QUANTILE_GROUPS,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    let (fit, simulation) = (options.fit, options.simulation);
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    let found =
        simulated_relative_index(&groups, fit, simulation, multiplier, &options.confidences);
    Ok(Finding::of(found)
        .with("fit", fit.code())
        .with("seed", simulation.seed())
        .with("draws", simulation.draws()))
}
