use measures::{Multiplier, rate};
use serde_json::json;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Events over those that the rates of a reference at each age lead to expect.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "smr",
    aliases: &["isratio", "indirectly-standardised-ratio"],
    about: "events over expected events; 100 is as expected",
    signatures: &[&[
        "count",
        "population",
        "reference_count",
        "reference_population",
    ]],
    documented_in: (
        "rate/indirectly_standardised_ratio.rs",
        "indirectly_standardised_ratio",
    ),
    example: "count,population,reference_count,reference_population\n4,18000,220,1600000\n30,52000,1900,4900000\n160,14000,21000,1850000\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let observed = read::count_of(group, "count")?;
    let people = read::age_populations(group)?;
    let reference = read::age_groups(group, "reference_count", "reference_population")?;
    let expected = rate::expected_events(&people, &reference);
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    let method = read::poisson(options);
    let found = rate::indirectly_standardised_ratio(
        observed,
        &people,
        &reference,
        multiplier,
        method,
        &options.confidences,
    );
    Ok(Finding::of(found)
        .with("observed", observed.get())
        .with("expected", json!(expected.ok())))
}
