use measures::Polarity;
use measures::spread::heterogeneity;
use serde_json::json;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::subgroups::{EXAMPLE, NamedSubgroups};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether groups differ by more than chance explains.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "heterogeneity",
    aliases: &["cochran-q"],
    about: "whether groups differ by more than chance explains; the value is chi-square",
    signatures: &[
        &["subgroup", "estimate", "se"],
        &["subgroup", "estimate", "lower95", "upper95"],
    ],
    documented_in: ("spread/heterogeneity.rs", "heterogeneity"),
    example: EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, _: &Options) -> Result<Finding, Problems> {
    let groups = NamedSubgroups::of(group)?;
    let found = heterogeneity(&groups.list);
    let finding = match found {
        Ok(found) => Finding::exact(found.chi_square),
        Err(reason) => Finding::undefined(reason),
    };
    let found = found.ok();
    Ok(groups
        .named(finding)
        .with("degrees", json!(found.map(|found| found.degrees)))
        .with("probability", json!(found.map(|found| found.probability)))
        .with(
            "not_by_chance",
            json!(found.map(|found| found.not_by_chance)),
        )
        .with("highest", groups.highest())
        .with("lowest", groups.lowest()))
}
