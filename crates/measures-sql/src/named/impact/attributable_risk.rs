use measures::Multiplier;
use measures::impact::{Reference, population_attributable_risk};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How much better the average would be if all did as well as the best.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "population-attributable-risk",
    aliases: &["par"],
    about: "how much better the average would be if all did as well as the best",
    signatures: &[
        &["subgroup", "estimate", "se", "population"],
        &["subgroup", "estimate", "population"],
        &["subgroup", "estimate"],
    ],
    documented_in: (
        "impact/population_attributable_risk.rs",
        "population_attributable_risk",
    ),
    example: "subgroup,estimate,se,population\nNorth,12.1,0.5,31000\nEast,15.8,0.6,24000\nSouth,18.4,0.7,21000\nWest,9.7,0.5,28000\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::subgroups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    Ok(Finding::of(population_attributable_risk(
        &groups,
        Reference::Best,
        options.polarity,
        multiplier,
        &options.confidences,
    )))
}
