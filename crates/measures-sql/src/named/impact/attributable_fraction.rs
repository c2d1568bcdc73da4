use measures::Multiplier;
use measures::impact::{Reference, population_attributable_fraction};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How much better the average would be if all did as well as the best, as a percentage of it.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "population-attributable-fraction",
    aliases: &["paf"],
    about: "how much better the average would be if all did as well as the best, as a percentage of it",
    signatures: read::WEIGHTED_SUBGROUPS,
    documented_in: (
        "impact/population_attributable_fraction.rs",
        "population_attributable_fraction",
    ),
    example: read::EXAMPLE_OF_SUBGROUPS,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::weighted_subgroups(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    Ok(Finding::of(population_attributable_fraction(
        &groups,
        Reference::Best,
        options.polarity,
        multiplier,
        &options.confidences,
    )))
}
