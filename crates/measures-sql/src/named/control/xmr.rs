use measures::Polarity;
use measures::control::{Baseline, Screening, xmr_chart};
use serde_json::json;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::chart;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether a process changes, or only varies as it always did.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "xmr",
    aliases: &[],
    about: "the average of a series, its process limits, and which points stand out",
    signatures: &[&["date", "value"], &["date", "value", "step"]],
    documented_in: ("control/xmr_chart.rs", "xmr_chart"),
    example: "date,value\n2022-01-01,41\n2022-02-01,44\n2022-03-01,39\n2022-04-01,42\n2022-05-01,45\n2022-06-01,40\n2022-07-01,43\n2022-08-01,41\n2022-09-01,61\n2022-10-01,42\n2022-11-01,44\n2022-12-01,40\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let (order, dates) = chart::in_time_order(group)?;
    let steps = chart::steps(group, (&order, &dates), options)?;
    let values = group.numbers("value")?;
    let values: Vec<f64> = order.iter().map(|&row| values[row]).collect();
    Ok(
        match xmr_chart(&values, &steps, options.baseline, options.screening) {
            Ok(found) => chart::finding(&found, (&dates, &steps), 1.0, options)
                .with(
                    "baseline",
                    match options.baseline {
                        Baseline::Everything => json!(null),
                        Baseline::First(points) => json!(points),
                    },
                )
                .with("outliers_kept", options.screening == Screening::Kept),
            Err(reason) => chart::undefined(reason, (&dates, &steps)),
        },
    )
}
