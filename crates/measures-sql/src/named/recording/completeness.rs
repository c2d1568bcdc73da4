use measures::recording::completeness;
use measures::{Count, Multiplier, Polarity};
use serde_json::json;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::recording::people;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The share of people for whom a characteristic is known.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "completeness",
    aliases: &[],
    about: "the share of people for whom a characteristic, such as ethnicity, is known",
    signatures: &[&["known", "declined", "not_asked", "invalid"]],
    documented_in: ("recording/completeness.rs", "completeness"),
    example: "known,declined,not_asked,invalid\n4120,310,905,12\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let recorded = people::of(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    let share = completeness(recorded, multiplier, &options.confidences);
    let unknown = recorded.unknown().ok().map(Count::get);
    Ok(Finding::of(share)
        .with("known", recorded.known.get())
        .with("declined", recorded.declined.get())
        .with("not_asked", recorded.not_asked.get())
        .with("invalid", recorded.invalid.get())
        .with("unknown", json!(unknown)))
}
