use measures::gradient::erreygers_index;
use measures::{Bounds, Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Concentration as part of the most that the scale allows.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "erreygers-index",
    aliases: &["erreygers"],
    about: "whether shares are concentrated on the more or the less deprived, as part of the most that their scale allows",
    signatures: read::QUANTILE_GROUPS,
    documented_in: ("gradient/erreygers_index.rs", "erreygers_index"),
    example: read::EXAMPLE_OF_SHARES,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    // Percentages lie outside the bounds of shares and are refused, where shares would pass as tiny percentages.
    let bounds = options.bounds.unwrap_or(Bounds::SHARE);
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    let found = erreygers_index(&groups, bounds, multiplier, &options.confidences);
    Ok(Finding::of(found).with("bounds", vec![bounds.lowest(), bounds.highest()]))
}
