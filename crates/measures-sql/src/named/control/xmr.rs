use measures::control::{Assurance, Baseline, Screening, xmr_chart};
use serde_json::{Value, json};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Whether a process changes, or only varies as it always did.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "xmr",
    aliases: &[],
    about: "the average of a series, its process limits, and which points stand out",
    signatures: &[&["date", "value"]],
    documented_in: ("control/xmr_chart.rs", "xmr_chart"),
    example: "date,value\n2022-01-01,41\n2022-02-01,44\n2022-03-01,39\n2022-04-01,42\n2022-05-01,45\n2022-06-01,40\n2022-07-01,43\n2022-08-01,41\n2022-09-01,61\n2022-10-01,42\n2022-11-01,44\n2022-12-01,40\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let dates = group.words("date")?;
    let values = group.numbers("value")?;
    let mut series: Vec<(&String, f64)> = dates.iter().zip(values).collect();
    // Days written year first are in order as words.
    series.sort_by(|one, other| one.0.cmp(other.0));
    let values: Vec<f64> = series.iter().map(|&(_, value)| value).collect();
    let chart = match xmr_chart(&values, &[], Baseline::Everything, Screening::LeftOut) {
        Ok(chart) => chart,
        Err(reason) => return Ok(Finding::undefined(reason)),
    };
    let points: Vec<Value> = series
        .iter()
        .zip(chart.points())
        .map(|(&(date, _), point)| {
            json!({
                "date": date, "value": point.value, "mean": point.mean, "lower": point.lower, "upper": point.upper,
                "cause": point.cause.map(|cause| format!("{:?}, {:?}", cause.rule, cause.side)),
            })
        })
        .collect();
    let latest = chart.points().last().map_or(f64::NAN, |point| point.mean);
    Ok(Finding::exact(latest)
        .with(
            "icons",
            json!({
                "variation": chart.variation(options.polarity).code(),
                "assurance": options
                    .target
                    .and_then(|target| chart.assurance(target, options.polarity))
                    .map(Assurance::code),
            }),
        )
        .with("points", points))
}
