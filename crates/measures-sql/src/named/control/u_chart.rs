use measures::control::u_chart;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::chart;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether a rate changes over time, or only varies as it always did.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "u-chart",
    aliases: &[],
    about: "the average rate of a series, limits that follow the size of each period, and which points stand out",
    signatures: &[
        &["date", "count", "population"],
        &["date", "count", "population", "step"],
    ],
    documented_in: ("control/u_chart.rs", "u_chart"),
    example: "date,count,population\n2022-01-01,9,820\n2022-02-01,12,790\n2022-03-01,8,815\n2022-04-01,11,840\n2022-05-01,10,805\n2022-06-01,7,812\n2022-07-01,13,830\n2022-08-01,9,798\n2022-09-01,10,821\n2022-10-01,12,817\n2022-11-01,8,809\n2022-12-01,11,826\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let (order, dates) = chart::in_time_order(group)?;
    let steps = chart::steps(group, (&order, &dates), options)?;
    let (counts, sizes) = (group.counts("count")?, group.populations("population")?);
    let periods: Vec<_> = order.iter().map(|&row| (counts[row], sizes[row])).collect();
    let each = options.multiplier.map_or(100_000.0, Multiplier::get);
    Ok(match u_chart(&periods, &steps) {
        Ok(found) => chart::finding(&found, (&dates, &steps), each, options),
        Err(reason) => chart::undefined(reason, (&dates, &steps)),
    })
}
