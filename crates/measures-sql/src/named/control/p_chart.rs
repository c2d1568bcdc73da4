use measures::control::p_chart;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::chart;
use crate::named::read::parts_of_wholes;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether a share changes over time, or only varies as it always did.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "p-chart",
    aliases: &[],
    about: "the average share of a series, limits that follow the size of each period, and which points stand out",
    signatures: &[
        &["date", "numerator", "denominator"],
        &["date", "numerator", "denominator", "step"],
    ],
    documented_in: ("control/p_chart.rs", "p_chart"),
    example: "date,numerator,denominator\n2022-01-01,18,120\n2022-02-01,21,131\n2022-03-01,17,118\n2022-04-01,20,125\n2022-05-01,19,122\n2022-06-01,23,140\n2022-07-01,16,112\n2022-08-01,20,128\n2022-09-01,44,126\n2022-10-01,18,119\n2022-11-01,22,133\n2022-12-01,19,121\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let (order, dates) = chart::in_time_order(group)?;
    let steps = chart::steps(group, (&order, &dates), options)?;
    let (counts, sizes) = parts_of_wholes(group, "numerator", "denominator")?;
    let periods: Vec<_> = order.iter().map(|&row| (counts[row], sizes[row])).collect();
    let each = options.multiplier.map_or(100.0, Multiplier::get);
    Ok(match p_chart(&periods, &steps) {
        Ok(found) => chart::finding(&found, (&dates, &steps), each, options),
        Err(reason) => chart::undefined(reason, (&dates, &steps)),
    })
}
