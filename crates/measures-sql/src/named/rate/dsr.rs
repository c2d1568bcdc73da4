use measures::rate::directly_standardised_rate;
use measures::{AgeBand, Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::rate::standard::standard_of;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::sums;
use crate::table::Group;

/// The rate that a group would have with the ages of a standard population.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "dsr",
    aliases: &["directly-standardised-rate"],
    about: "events for each 100,000, were ages those of a standard population",
    signatures: &[
        &["count", "population", "standard_population"],
        &["age", "count", "population", "standard_population"],
    ],
    documented_in: (
        "rate/directly_standardised_rate.rs",
        "directly_standardised_rate",
    ),
    example: "age,count,population,standard_population\n0-14,3,18000,16000\n15-44,12,31000,38000\n45-64,64,21000,27000\n65-74,88,8000,10500\n75+,140,6000,8500\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::age_groups(group, "count", "population")?;
    let bands: Vec<AgeBand> = groups.iter().map(|band| band.age).collect();
    let found = standard_of(group, &bands, options)?.and_then(|standard| {
        let multiplier = options.multiplier.unwrap_or(Multiplier::PER_100_000);
        directly_standardised_rate(&groups, &standard, multiplier, &options.confidences)
    });
    // Summed from what was read: a query has many groups.
    let count = sums::of(groups.iter().map(|band| band.count.get()));
    let population = sums::of(groups.iter().map(|band| band.population.get()));
    Ok(Finding::of(found)
        .with("count", count)
        .with("population", population))
}
