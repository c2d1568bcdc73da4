use measures::{Multiplier, Polarity, rate};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read::{self, Indirect};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Events over those that the rates of a reference at each age lead to expect.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "smr",
    aliases: &["isratio", "indirectly-standardised-ratio"],
    about: "events over expected events; 100 is as expected",
    signatures: read::INDIRECT,
    documented_in: (
        "rate/indirectly_standardised_ratio.rs",
        "indirectly_standardised_ratio",
    ),
    example: read::EXAMPLE_OF_INDIRECT,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let place = Indirect::of(group)?;
    let found = rate::indirectly_standardised_ratio(
        place.observed,
        &place.people,
        &place.reference,
        options.multiplier.unwrap_or(Multiplier::PERCENT),
        read::poisson(options),
        &options.confidences,
    );
    Ok(place.finding(found))
}
