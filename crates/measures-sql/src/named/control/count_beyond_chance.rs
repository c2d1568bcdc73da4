use measures::Polarity;
use measures::control::count_beyond_chance;

use crate::finding::{Finding, percent};
use crate::named::NamedMeasure;
use crate::named::control::{compare, verdicts};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether each count differs from what is expected by more than chance would make of it.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "count-beyond-chance",
    aliases: &["spc-count"],
    about: "whether each count is better, similar or worse than chance would make of what is expected",
    signatures: &[
        &["observed", "expected"],
        &["place", "observed", "expected"],
    ],
    documented_in: ("control/beyond_chance.rs", "count_beyond_chance"),
    example: "place,observed,expected\nNorth,20,10\nSouth,12,10\n",
    good_in_example: Polarity::LowIsGood,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let expected = group.counts("expected")?;
    let found = group.counts("observed")?.into_iter().zip(expected);
    let found = found.map(|(observed, expected)| {
        compare::of(count_beyond_chance(
            observed,
            expected,
            options.confidence(),
            options.polarity,
        ))
    });
    Ok(
        verdicts::finding(group, found.collect())?
            .with("confidence", percent(options.confidence())),
    )
}
