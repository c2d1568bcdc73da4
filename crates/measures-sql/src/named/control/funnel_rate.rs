use measures::control::CountFunnel;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::count_points;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The average rate, and for each place the limits at its size and whether it stands out.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "funnel-rate",
    aliases: &[],
    about: "the average rate, and for each place the limits at its size and whether it stands out",
    signatures: &[
        &["count", "population"],
        &["place", "count", "population"],
        &["count", "rate"],
        &["place", "count", "rate"],
    ],
    documented_in: ("control/count_funnel.rs", "CountFunnel"),
    example: "count,population\n65,41000\n180,122000\n30,28000\n420,260000\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let counts = group.counts("count")?;
    let each = options.multiplier.map_or(100_000.0, Multiplier::get);
    let sizes: Vec<f64> = if group.has("rate") && !group.has("population") {
        let rates = group.numbers("rate")?;
        let sizes: Result<Vec<f64>, _> = counts
            .iter()
            .zip(&rates)
            .map(|(&count, &rate)| CountFunnel::size_of_standardised_rate(count, rate / each))
            .collect();
        match sizes {
            Ok(sizes) => sizes,
            Err(reason) => return Ok(Finding::undefined(reason)),
        }
    } else {
        group
            .populations("population")?
            .iter()
            .map(|size| size.get())
            .collect()
    };
    let places: Vec<_> = counts.into_iter().zip(sizes).collect();
    match CountFunnel::of(&places) {
        Ok(funnel) => count_points::finding(group, funnel, &places, each, options),
        Err(reason) => Ok(Finding::undefined(reason)),
    }
}
