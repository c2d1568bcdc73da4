//! Verdicts on rows, as they are written down.

use measures::Undefined;
use serde_json::{Value, json};

use crate::finding::Finding;
use crate::problem::Problems;
use crate::table::Group;

/// What is said of one row.
pub(super) struct RowVerdict {
    pub(super) code: &'static str,
    /// In the publisher's words.
    pub(super) label: String,
    /// Why there is no comparison.
    pub(super) undefined: Option<Undefined>,
    /// What else is said, by name.
    pub(super) more: Option<(&'static str, Value)>,
}

/// A verdict for each row, and in the same order the labels alone; a column `place` gives rows names.
pub(super) fn finding(group: &Group<'_>, verdicts: Vec<RowVerdict>) -> Result<Finding, Problems> {
    let names = if group.has("place") {
        Some(group.words("place")?)
    } else {
        None
    };
    let labels: Vec<Value> = verdicts
        .iter()
        .map(|verdict| json!(verdict.label))
        .collect();
    let points: Vec<Value> = verdicts
        .into_iter()
        .enumerate()
        .map(|(row, verdict)| {
            let mut point = json!({
                "verdict": verdict.code,
                "label": verdict.label,
                "undefined": verdict.undefined.map(|reason| reason.to_string()),
            });
            if let Some(object) = point.as_object_mut() {
                if let Some((name, value)) = verdict.more {
                    object.insert(name.to_owned(), value);
                }
                if let Some(name) = names.as_ref().and_then(|names| names.get(row)) {
                    object.insert("place".to_owned(), json!(name));
                }
            }
            point
        })
        .collect();
    Ok(Finding::of_rows()
        .with("labels", labels)
        .with("points", points))
}
