//! How much more than by chance places scatter, as it is written down.

use measures::control::{Extremes, FunnelScale, overdispersion};
use measures::{Count, Population};
use serde_json::{Value, json};

use crate::finding::{Finding, limits_as_json};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How many times as much as by chance places scatter, and for each place the limits that allow for it. `each` is what
/// values are multiplied by.
pub(super) fn finding(
    group: &Group<'_>,
    places: &[(Count, Population)],
    scale: FunnelScale,
    each: f64,
    options: &Options,
) -> Result<Finding, Problems> {
    let names = if group.has("place") {
        Some(group.words("place")?)
    } else {
        None
    };
    let found = match overdispersion(places, scale, options.extremes) {
        Ok(found) => found,
        Err(reason) => return Ok(Finding::undefined(reason)),
    };
    let points: Vec<Value> = places
        .iter()
        .enumerate()
        .map(|(row, &(count, size))| {
            let limits: Vec<_> = options
                .confidences
                .iter()
                .filter_map(|&level| found.limits(size, level).ok())
                .map(|limits| {
                    (
                        limits.confidence(),
                        limits.lower() * each,
                        limits.upper() * each,
                    )
                })
                .collect();
            let mut point = json!({
                "value": (size.get() > 0.0).then(|| count.get() / size.get() * each),
                "limits": limits_as_json(&limits),
            });
            let name = names.as_ref().and_then(|names| names.get(row));
            if let (Some(name), Some(object)) = (name, point.as_object_mut()) {
                object.insert("place".to_owned(), json!(name));
            }
            point
        })
        .collect();
    Ok(Finding::exact(found.ratio())
        .with("between", found.between())
        .with("target", found.target() * each)
        .with("scale", code(scale))
        .with(
            "extremes",
            match options.extremes {
                Extremes::DrawnIn => "drawn_in",
                Extremes::LeftOut => "left_out",
                Extremes::Kept => "kept",
            },
        )
        .with("points", points))
}

fn code(scale: FunnelScale) -> &'static str {
    match scale {
        FunnelScale::LogRatio => "log_ratio",
        FunnelScale::RootRatio => "root_ratio",
        FunnelScale::ArcSine => "arc_sine",
        FunnelScale::LogCounts => "log_counts",
    }
}
