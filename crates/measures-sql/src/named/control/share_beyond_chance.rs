use measures::Polarity;
use measures::control::share_beyond_chance;

use crate::finding::{Finding, percent};
use crate::named::NamedMeasure;
use crate::named::control::{compare, verdicts};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether each share differs from a benchmark by more than chance would make of the benchmark.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "share-beyond-chance",
    aliases: &["spc-proportion"],
    about: "whether each share is better, similar or worse than chance would make of a benchmark between 0 and 1",
    signatures: &[
        &["numerator", "denominator", "benchmark"],
        &["place", "numerator", "denominator", "benchmark"],
    ],
    documented_in: ("control/beyond_chance.rs", "share_beyond_chance"),
    example: "place,numerator,denominator,benchmark\nNorth,65,100,0.5\nSouth,54,100,0.5\n",
    good_in_example: Polarity::HighIsGood,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let people = group.counts("numerator")?;
    let of = group.populations("denominator")?;
    // A benchmark may be missing, which is a verdict of its own.
    let benchmarks = group.numbers_or_none("benchmark")?;
    let found = people.into_iter().zip(of).zip(benchmarks);
    let found = found.map(|((numerator, denominator), benchmark)| {
        compare::of(share_beyond_chance(
            numerator,
            denominator,
            benchmark,
            options.confidence(),
            options.polarity,
        ))
    });
    Ok(
        verdicts::finding(group, found.collect())?
            .with("confidence", percent(options.confidence())),
    )
}
