use clap::Args;
use evidence::analysis::{IndicatorView, Process, SpecialCause, Variation, process};
use serde_json::json;

use super::funnel::SeriesOptions;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
#[command(name = "process")]
pub(crate) struct ProcessOptions {
    #[command(flatten)]
    series: SeriesOptions,
    /// What is to be reached.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    target: Option<f64>,
}

/// Says whether a series changes or varies as it always did, and what can be expected of a target.
pub(crate) async fn run(place: &Place, options: ProcessOptions) -> Result<(), Failure> {
    if options.target.is_some_and(|target| !target.is_finite()) {
        return Err(Failure::usage(
            "--target takes a number, such as 95".to_owned(),
        ));
    }
    let (view, receipt) = options.series.ask(place).await?;
    let series: Vec<(String, Option<f64>)> = view
        .course
        .iter()
        .map(|point| (point.period.label.to_string(), point.value.value()))
        .collect();
    let judged = process(&series, view.indicator.polarity, options.target).map_err(|why| {
        Failure::usage(format!(
            "{} is not judged as a process: {why}",
            view.indicator.name
        ))
    })?;
    if options.series.json {
        return print_json(&json!({
            "indicator": view.indicator.id,
            "name": view.indicator.name,
            "area": view.value.area().code,
            "process": judged,
            "target": options.target,
            "origin": view.value.origin(),
            "receipt": receipt,
        }));
    }
    print(&in_words(&view, &judged, &receipt))
}

fn in_words(view: &IndicatorView, judged: &Process, receipt: &str) -> String {
    let mut lines = vec![
        format!("{}, {}", view.indicator.name, view.value.area().name),
        format!(
            "Mean {:.2}, process limits {:.2} to {:.2}",
            judged.mean, judged.limits.0, judged.limits.1
        ),
        match judged.variation {
            Variation::CommonCause => {
                "Nothing stands out at the end: the process is as it was".to_owned()
            }
            Variation::Improvement(_) => "The latest figure is part of an improvement".to_owned(),
            Variation::Concern(_) => {
                "The latest figure is part of a change for the worse".to_owned()
            }
            Variation::Change(_) => "The latest figure is part of a change".to_owned(),
        },
    ];
    if let Some(assurance) = judged.assurance {
        use evidence::analysis::Assurance;
        lines.push(
            match assurance {
                Assurance::ConsistentlyPasses => "The target will be met unless something changes",
                Assurance::ConsistentlyFails => {
                    "The target will be missed unless something changes"
                }
                Assurance::HitAndMiss => "The target will be met and missed by chance",
            }
            .to_owned(),
        );
    }
    let mut table = vec![
        ["Period", "Value", "Stands out"]
            .map(str::to_owned)
            .to_vec(),
    ];
    table.extend(judged.points.iter().map(|point| {
        vec![
            point.period.clone(),
            point
                .value
                .map_or_else(|| "none".to_owned(), |value| format!("{value:.2}")),
            match point.special_cause {
                None => "",
                Some(SpecialCause::Improvement) => "improvement",
                Some(SpecialCause::Concern) => "concern",
                Some(SpecialCause::High) => "high",
                Some(SpecialCause::Low) => "low",
            }
            .to_owned(),
        ]
    }));
    lines.push(columns(&table));
    lines.push(format!("Receipt {receipt}"));
    lines.join("\n")
}
