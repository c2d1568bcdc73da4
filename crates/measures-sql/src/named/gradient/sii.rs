use measures::Multiplier;
use measures::gradient::{fitted_line_by, relative_index_by, slope_index_by};
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
    signatures: &[
        &["quantile", "population", "value", "se"],
        &["quantile", "population", "value", "lower95", "upper95"],
        &["quantile", "population", "value"],
    ],
    documented_in: ("gradient/slope_index.rs", "slope_index"),
    example: "quantile,population,value,se\n1,25000,74.1,0.4\n2,25000,75.9,0.4\n3,25000,77.0,0.4\n4,25000,78.2,0.4\n5,25000,78.9,0.4\n6,25000,79.8,0.4\n7,25000,80.3,0.4\n8,25000,81.0,0.4\n9,25000,81.6,0.4\n10,25000,82.9,0.4\n",
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
