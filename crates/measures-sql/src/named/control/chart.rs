//! A series with its lines, as it is written down.

use measures::control::{Assurance, ControlChart};
use serde_json::{Value, json};

use crate::finding::Finding;
use crate::options::Options;
use crate::problem::{Problem, Problems};
use crate::table::Group;

/// The rows of a series in time order, and their dates. Days written year first are in order as words.
pub(super) fn in_time_order(group: &Group<'_>) -> Result<(Vec<usize>, Vec<String>), Problems> {
    let dates = group.words("date")?;
    let mut order: Vec<usize> = (0..dates.len()).collect();
    order.sort_by(|&one, &other| dates[one].cmp(&dates[other]));
    for pair in order.windows(2) {
        if let [one, other] = pair
            && dates[*one] == dates[*other]
        {
            let words = format!(
                "{} is there twice; a series has one row for each date, name the column that tells series apart with --by",
                dates[*other]
            );
            return Err(Problem::of_cell(group.row_in_file(*other), "date", words).into());
        }
    }
    let dates = order.iter().map(|&row| dates[row].clone()).collect();
    Ok((order, dates))
}

/// What a chart says: the mean of the latest phase, the icons, and each point with its lines. `each` is what values are
/// multiplied by.
pub(super) fn finding(
    chart: &ControlChart,
    dates: &[String],
    each: f64,
    options: &Options,
) -> Finding {
    let points: Vec<Value> = dates
        .iter()
        .zip(chart.points())
        .map(|(date, point)| {
            json!({
                "date": date,
                "value": point.value * each,
                "mean": point.mean * each,
                "lower": point.lower * each,
                "upper": point.upper * each,
                "cause": point.cause.map(|cause| format!("{:?}, {:?}", cause.rule, cause.side)),
            })
        })
        .collect();
    let latest = chart.points().last().map_or(f64::NAN, |point| point.mean);
    Finding::exact(latest * each)
        .with(
            "icons",
            json!({
                "variation": chart.variation(options.polarity).code(),
                "assurance": options
                    .target
                    .and_then(|target| chart.assurance(target / each, options.polarity))
                    .map(Assurance::code),
            }),
        )
        .with("points", points)
}
