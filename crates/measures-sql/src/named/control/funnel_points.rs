//! The places of a funnel, as they are written down.

use measures::control::FunnelLabel;
use measures::{Confidence, Limits, Undefined};
use serde_json::{Value, json};

use crate::finding::{Finding, limits_as_json};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// One place: its value, the limits at its size by confidence, and where it lies.
pub(super) struct FunnelPoint<'a> {
    /// Nothing where nobody could have had it.
    pub(super) value: Option<f64>,
    pub(super) limits: &'a dyn Fn(Confidence) -> Result<Limits, Undefined>,
    pub(super) label: Result<FunnelLabel, Undefined>,
}

/// The places of a table, a point for each row; a column `place` gives them names.
pub(super) struct FunnelPoints<'a> {
    names: Option<Vec<String>>,
    each: f64,
    options: &'a Options,
    points: Vec<Value>,
    labels: Vec<Value>,
}

impl<'a> FunnelPoints<'a> {
    /// None yet. `each` is what values are multiplied by.
    pub(super) fn of(group: &Group<'_>, each: f64, options: &'a Options) -> Result<Self, Problems> {
        let names = group.has("place").then(|| group.words("place"));
        Ok(Self {
            names: names.transpose()?,
            each,
            options,
            points: Vec::with_capacity(group.len()),
            labels: Vec::with_capacity(group.len()),
        })
    }

    /// Adds the place of the next row.
    pub(super) fn add(&mut self, point: &FunnelPoint<'_>) {
        let levels = self.options.confidences.iter();
        let limits: Vec<_> = levels
            .filter_map(|&level| (point.limits)(level).ok())
            .map(|limits| {
                (
                    limits.confidence(),
                    limits.lower() * self.each,
                    limits.upper() * self.each,
                )
            })
            .collect();
        let label = point.label.ok().map(|label| label.to_string());
        let mut written = json!({
            "value": point.value.map(|value| value * self.each),
            "limits": limits_as_json(&limits),
            "label": label,
            "undefined": point.label.err().map(|reason| reason.to_string()),
        });
        let name = self
            .names
            .as_ref()
            .and_then(|names| names.get(self.points.len()));
        if let (Some(name), Some(object)) = (name, written.as_object_mut()) {
            object.insert("place".to_owned(), json!(name));
        }
        self.labels.push(json!(label));
        self.points.push(written);
    }

    /// The finding with all places and, in the same order, where each lies.
    pub(super) fn finish(self, finding: Finding) -> Finding {
        finding
            .with("labels", self.labels)
            .with("points", self.points)
    }
}
