use measures::gradient::{fitted_line_by, relative_index_by, slope_index_by};
use measures::{Multiplier, Polarity};
use serde_json::json;

use crate::finding::{Finding, limits_as_json};
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The slope index of inequality across ordered parts of a population, with the relative index beside it.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "sii",
    aliases: &["slope-index"],
    about: "the gap from the most to the least deprived as a line through all parts sees it",
    signatures: read::QUANTILE_GROUPS,
    documented_in: ("gradient/slope_index.rs", "slope_index"),
    example: read::EXAMPLE_OF_QUANTILE_GROUPS,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::quantile_groups(group)?;
    let (fit, levels) = (options.fit, &options.confidences);
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    let relative = Finding::of(relative_index_by(&groups, fit, multiplier, levels));
    let line = fitted_line_by(&groups, fit).ok();
    Ok(
        Finding::of(slope_index_by(&groups, fit, multiplier, levels))
            .with("rii", json!(relative.value.ok()))
            .with(
                "rii_limits",
                limits_as_json(relative.limits.as_deref().unwrap_or_default()),
            )
            .with("intercept", json!(line.map(|line| line.most_deprived_end)))
            .with("fit", fit.code()),
    )
}
