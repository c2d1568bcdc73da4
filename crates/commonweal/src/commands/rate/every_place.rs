//! Rates of every place, printed, or kept as a data set of their own.

use std::fs;

use board::House;
use board::indicators::{Figures, MadeRates, MakeRates, MakeRatesError, make_rates};
use charts::Unit;
use clap::Args;
use serde_json::{Value, json};

use super::{RateOptions, limits};
use crate::commands::import::Release;
use crate::failure::Failure;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(super) struct Keeping {
    /// Make the rates of every place that both files name, for every period of the counts.
    #[arg(long, conflicts_with_all = ["area", "sex", "period"])]
    pub(super) every_place: bool,
    /// Keep them as a data set, so that they are compared, drawn and ranked as any indicator is.
    // What conflicts with something that is given is not asked for, so that the conflict is said here too.
    #[arg(long, requires = "every_place", conflicts_with = "area")]
    keep: bool,
    /// What the indicator and its data set are called; by default made of the counts and the method.
    #[arg(long, requires = "keep")]
    name: Option<String>,
    /// Say what keeping them would change and keep nothing.
    #[arg(long, requires = "keep")]
    dry_run: bool,
    /// Keep them as a version that waits until somebody publishes it at the desk.
    #[arg(long, requires = "keep")]
    wait: bool,
}

pub(super) async fn run(
    house: &House,
    figures: &Figures,
    options: RateOptions,
) -> Result<(), Failure> {
    let wanted = MakeRates {
        counts: options.counts,
        population: options.population.unwrap_or_default(),
        method: options.method.into(),
        per: f64::from(options.per),
        name: options.keeping.name.clone(),
        body_id: None,
    };
    let made = make_rates(house, figures, &wanted)
        .await
        .map_err(|error| match error {
            MakeRatesError::Figures(error) => crate::commands::unanswered(error),
            other => Failure::input(other),
        })?;
    if options.keeping.keep {
        return keep(house, figures, made, &options.keeping, options.json).await;
    }
    if options.json {
        return print_json(&as_json(&made));
    }
    let mut lines = vec![made.name.clone(), columns(&rows(&made))];
    lines.extend(made.left_out());
    lines.push(format!(
        "{} rates; --keep makes a data set of them.",
        made.made()
    ));
    print(&lines.join("\n"))
}

async fn keep(
    house: &House,
    figures: &Figures,
    made: MadeRates,
    options: &Keeping,
    as_json: bool,
) -> Result<(), Failure> {
    let (left_out, without) = (made.left_out(), without(&made));
    let folder = tempfile::tempdir()?;
    let mut files = Vec::new();
    for (called, content) in made.files {
        let file = folder.path().join(&called);
        fs::write(&file, content)
            .map_err(|error| Failure::while_doing(error, "the rates could not be written"))?;
        files.push((file, called));
    }
    let release = Release {
        files,
        data_set: Some(made.name),
        source: made.source,
        licence: Some(made.terms.licence),
        attribution: made.terms.attribution,
        origin: made.origin,
        made_of: made.made_of,
    };
    let (words, mut found, state) = release
        .take_in(house, figures.engine(), options.dry_run, options.wait)
        .await?;
    if state == "refused" {
        if as_json {
            print_json(&found)?;
        } else {
            print(&words)?;
        }
        return Err(Failure::input("the rates were not kept"));
    }
    if as_json {
        if let Some(fields) = found.as_object_mut() {
            fields.insert("indicator".to_owned(), json!(made.number));
            fields.insert("left_out".to_owned(), without);
        }
        return print_json(&found);
    }
    let mut lines = vec![words];
    lines.extend(left_out);
    lines.push(format!("The indicator has the number {}.", made.number));
    print(&lines.join("\n"))
}

fn rows(made: &MadeRates) -> Vec<Vec<String>> {
    let heading = [
        "Code", "Place", "Sex", "Period", "Rate", "Lower", "Upper", "Events", "People", "Why not",
    ];
    let rate = |figure: Option<f64>| {
        figure.map_or_else(String::new, |figure| Unit::counted(1, "").full(figure))
    };
    let whole = |figure: Option<f64>| {
        figure.map_or_else(String::new, |figure| Unit::counted(0, "").full(figure))
    };
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for place in &made.rates.places {
        for found in &place.rates {
            rows.push(vec![
                found.area.code.to_string(),
                found.area.name.to_string(),
                place.sex.to_string(),
                found.period.label.to_string(),
                rate(found.value),
                rate(found.limits_95.map(|limits| limits.0)),
                rate(found.limits_95.map(|limits| limits.1)),
                whole(found.count),
                whole(found.population),
                found.refused.clone().unwrap_or_default(),
            ]);
        }
    }
    rows
}

/// Every place that is left out, by the reason.
fn without(made: &MadeRates) -> Value {
    let each = made.rates.without.iter();
    each.map(|(why, places)| json!({ "why": why, "places": places }))
        .collect()
}

fn as_json(made: &MadeRates) -> Value {
    let each = made.rates.places.iter().flat_map(|place| {
        place.rates.iter().map(|found| {
            json!({
                "area": found.area,
                "sex": place.sex,
                "period": found.period.label,
                "ages": found.ages,
                "value": found.value,
                "limits": limits(found),
                "count": found.count,
                "population": found.population,
                "refused": found.refused,
                "notes": found.notes,
            })
        })
    });
    json!({
        "name": made.name,
        "source": made.source,
        "rates": each.collect::<Vec<_>>(),
        "left_out": without(made),
    })
}
