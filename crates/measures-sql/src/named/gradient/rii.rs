use measures::Multiplier;
use measures::gradient::relative_index_by;

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
    signatures: &[
        &["quantile", "population", "value", "se"],
        &["quantile", "population", "value", "lower95", "upper95"],
        &["quantile", "population", "value"],
    ],
    documented_in: ("gradient/relative_index.rs", "relative_index"),
    example: "quantile,population,value,se\n1,25000,74.1,0.4\n2,25000,75.9,0.4\n3,25000,77.0,0.4\n4,25000,78.2,0.4\n5,25000,78.9,0.4\n6,25000,79.8,0.4\n7,25000,80.3,0.4\n8,25000,81.0,0.4\n9,25000,81.6,0.4\n10,25000,82.9,0.4\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    let found = relative_index_by(&groups, options.fit, multiplier, &options.confidences);
    Ok(Finding::of(found).with("fit", options.fit.code()))
}
