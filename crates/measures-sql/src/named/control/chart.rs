//! A series with its lines, as it is written down.

use measures::Undefined;
use measures::control::{Assurance, ControlChart};
use serde_json::{Value, json};

use crate::finding::Finding;
use crate::named::read;
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

/// The places in time order at which new phases begin: those that a column `step` marks with 1, and the dates that the
/// options name.
pub(super) fn steps(
    group: &Group<'_>,
    (order, dates): (&[usize], &[String]),
    options: &Options,
) -> Result<Vec<usize>, Problems> {
    let mut steps = Vec::new();
    if group.has("step") {
        let marks = read::marks(
            group,
            "step",
            "1 marks the row at which a new phase begins, and 0 or nothing the others",
        )?;
        steps.extend((0..order.len()).filter(|&place| marks[order[place]]));
    }
    for step in &options.steps {
        let place = dates.iter().position(|date| date == step.trim());
        steps.push(place.ok_or_else(|| {
            let words = format!(
                "no row has the date {step}, at which --step begins a phase; name a date as it stands in this column"
            );
            Problem::of_column("date", words)
        })?);
    }
    steps.sort_unstable();
    steps.dedup();
    Ok(steps)
}

/// Why there is no chart. A phase that is too short is named by the date at which it begins.
pub(super) fn undefined(reason: Undefined, (dates, steps): (&[String], &[usize])) -> Finding {
    let finding = Finding::undefined(reason);
    let Undefined::TooFewPoints { found, needed } = reason else {
        return finding;
    };
    let mut starts = vec![0];
    starts.extend(steps.iter().copied().filter(|&step| step > 0));
    if starts.len() == 1 {
        return finding;
    }
    let ends = starts.iter().copied().skip(1).chain([dates.len()]);
    let short = starts
        .iter()
        .zip(ends)
        .find(|&(&start, end)| end - start == found);
    match short.and_then(|(&start, _)| dates.get(start)) {
        Some(date) => finding.because(format!(
            "the phase that begins at {date} has {found} points and {needed} are needed"
        )),
        None => finding,
    }
}

/// What a chart says: the mean of the latest phase, the icons, the dates at which phases begin, and each point with its
/// lines. `each` is what values are multiplied by.
pub(super) fn finding(
    chart: &ControlChart,
    (dates, steps): (&[String], &[usize]),
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
        .with(
            "steps",
            steps
                .iter()
                .filter_map(|&step| dates.get(step).cloned())
                .collect::<Vec<String>>(),
        )
        .with("points", points)
}
