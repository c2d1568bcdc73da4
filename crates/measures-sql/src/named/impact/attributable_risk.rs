use measures::impact::population_attributable_risk;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups, WITH_REFERENCE};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How much better the average would be if all did as well as one group.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "population-attributable-risk",
    aliases: &["par"],
    about: "how much better the average would be if all did as well as the best, or as the one that is marked",
    signatures: WITH_REFERENCE,
    documented_in: (
        "impact/population_attributable_risk.rs",
        "population_attributable_risk",
    ),
    example: EXAMPLE,
    good_in_example: Polarity::LowIsGood,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::weighted(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    let (against, name) = groups.held_against(group, options.polarity)?;
    let found = population_attributable_risk(
        &groups.list,
        against,
        options.polarity,
        multiplier,
        &options.confidences,
    );
    Ok(groups.finding(found).with("reference", name))
}
