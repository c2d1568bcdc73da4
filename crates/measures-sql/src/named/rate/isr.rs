use measures::{Multiplier, Polarity, rate};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read::{self, Indirect};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The rate that the events of a group stand for, by the rates of a reference at each age.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "isr",
    aliases: &["indirectly-standardised-rate"],
    about: "events for each 100,000, by what the ages of the place would lead to expect",
    signatures: read::INDIRECT,
    documented_in: (
        "rate/indirectly_standardised_rate.rs",
        "indirectly_standardised_rate",
    ),
    example: read::EXAMPLE_OF_INDIRECT,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let place = Indirect::of(group)?;
    let found = rate::indirectly_standardised_rate(
        place.observed,
        &place.people,
        &place.reference,
        options.multiplier.unwrap_or(Multiplier::PER_100_000),
        read::poisson(options),
        &options.confidences,
    );
    Ok(place.finding(found))
}
