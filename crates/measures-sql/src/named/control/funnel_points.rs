use measures::Count;
use measures::control::CountFunnel;
use serde_json::{Value, json};

use crate::finding::limits_as_json;
use crate::options::Options;

/// For each place: its value, the limits at its size, and where it lies. `each` is what values are multiplied by.
pub(super) fn points(
    funnel: CountFunnel,
    places: &[(Count, f64)],
    each: f64,
    options: &Options,
) -> Vec<Value> {
    places
        .iter()
        .map(|&(count, size)| {
            let limits: Vec<_> = options
                .confidences
                .iter()
                .filter_map(|&level| funnel.limits(size, level).ok())
                .map(|limits| {
                    (
                        limits.confidence(),
                        limits.lower() * each,
                        limits.upper() * each,
                    )
                })
                .collect();
            let label = funnel.label(count, size);
            json!({
                "value": (size > 0.0).then(|| count.get() / size * each),
                "limits": limits_as_json(&limits),
                "label": label.as_ref().ok().map(ToString::to_string),
                "undefined": label.err().map(|reason| reason.to_string()),
            })
        })
        .collect()
}
