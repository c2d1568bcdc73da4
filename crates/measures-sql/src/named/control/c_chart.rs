use measures::Polarity;
use measures::control::c_chart;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::chart;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether a count changes over time, or only varies as it always did.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "c-chart",
    aliases: &[],
    about: "the average count of a series of equal periods, its limits, and which points stand out",
    signatures: &[&["date", "count"], &["date", "count", "step"]],
    documented_in: ("control/c_chart.rs", "c_chart"),
    example: "date,count\n2022-01-01,4\n2022-02-01,9\n2022-03-01,2\n2022-04-01,5\n2022-05-01,6\n2022-06-01,7\n2022-07-01,3\n2022-08-01,5\n2022-09-01,4\n2022-10-01,6\n2022-11-01,5\n2022-12-01,14\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let (order, dates) = chart::in_time_order(group)?;
    let steps = chart::steps(group, (&order, &dates), options)?;
    let counts = group.counts("count")?;
    let counts: Vec<_> = order.iter().map(|&row| counts[row]).collect();
    Ok(match c_chart(&counts, &steps) {
        Ok(found) => chart::finding(&found, (&dates, &steps), 1.0, options),
        Err(reason) => chart::undefined(reason, (&dates, &steps)),
    })
}
