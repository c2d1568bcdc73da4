use measures::Multiplier;
use measures::gradient::concentration_index;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether something is concentrated on the more or the less deprived, in its own unit.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "concentration-index",
    aliases: &["aci"],
    about: "whether something is concentrated on the more or the less deprived, in its own unit",
    signatures: &[
        &["quantile", "population", "value", "se"],
        &["quantile", "population", "value", "lower95", "upper95"],
        &["quantile", "population", "value"],
    ],
    documented_in: ("gradient/concentration_index.rs", "concentration_index"),
    example: "quantile,population,value,se\n1,25000,74.1,0.4\n2,25000,75.9,0.4\n3,25000,77.0,0.4\n4,25000,78.2,0.4\n5,25000,78.9,0.4\n6,25000,79.8,0.4\n7,25000,80.3,0.4\n8,25000,81.0,0.4\n9,25000,81.6,0.4\n10,25000,82.9,0.4\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    Ok(Finding::of(concentration_index(
        &groups,
        multiplier,
        &options.confidences,
    )))
}
