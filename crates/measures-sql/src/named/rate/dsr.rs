use measures::rate::{StandardPopulation, directly_standardised_rate};
use measures::{AgeBand, Multiplier, Undefined};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::{Options, Standard};
use crate::problem::{Problem, Problems};
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
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::age_groups(group, "count", "population")?;
    let bands: Vec<AgeBand> = groups.iter().map(|band| band.age).collect();
    let found = standard_of(group, &bands, options)?.and_then(|standard| {
        let multiplier = options.multiplier.unwrap_or(Multiplier::PER_100_000);
        directly_standardised_rate(&groups, &standard, multiplier, &options.confidences)
    });
    Ok(Finding::of(found)
        .with("count", read::count_of(group, "count")?.get())
        .with(
            "population",
            read::population_of(group, "population")?.get(),
        ))
}

/// The standard population that the table brings or the options name.
fn standard_of(
    group: &Group<'_>,
    bands: &[AgeBand],
    options: &Options,
) -> Result<Result<StandardPopulation, Undefined>, Problems> {
    if group.has("standard_population") {
        let weights = group.populations("standard_population")?;
        return Ok(StandardPopulation::new(bands.iter().copied().zip(weights)));
    }
    match options.standard {
        Some(Standard::Esp2013) if group.has("age") => {
            Ok(StandardPopulation::european_2013().in_bands(bands))
        }
        Some(Standard::Esp2013) => Err(Problem::of_column(
            "age",
            "there is no such column; the standard population needs bands of ages such as 0-4 and 90+",
        )
        .into()),
        None => Err(Problem::of_column(
            "standard_population",
            "there is no such column; add it, or name a standard for a column age with --standard esp2013",
        )
        .into()),
    }
}
