use measures::{Multiplier, Polarity, rate};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Events for each so many people, over all rows of a group.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "rate",
    aliases: &["crude-rate"],
    about: "events for each 100,000 people",
    signatures: &[&["count", "population"]],
    documented_in: ("rate/crude_rate.rs", "crude_rate"),
    example: "count,population\n51897,54786327\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let count = read::count_of(group, "count")?;
    let population = read::population_of(group, "population")?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PER_100_000);
    let method = read::poisson(options);
    let found = rate::crude_rate(count, population, multiplier, method, &options.confidences);
    Ok(Finding::of(found)
        .with("count", count.get())
        .with("population", population.get()))
}
