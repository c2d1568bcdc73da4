use board::indicators::Figures;
use clap::Args;
use evidence::analysis::{Funnel, FunnelGrade, IndicatorAsk, IndicatorView, funnel};
use serde_json::json;

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

/// Which series of which indicator.
#[derive(Debug, Args)]
pub(crate) struct SeriesOptions {
    /// Number of the indicator.
    #[arg(long, value_name = "ID")]
    indicator: String,
    /// Code of the place, such as E09000012.
    #[arg(long, value_name = "CODE")]
    area: String,
    /// Sex in the publisher's words.
    #[arg(long)]
    sex: Option<String>,
    /// Age in the publisher's words.
    #[arg(long)]
    age: Option<String>,
    /// Period by its label; the latest by default.
    #[arg(long)]
    period: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

impl SeriesOptions {
    /// Asks for the indicator in the place; gives the answer and the number of its receipt.
    pub(super) async fn ask(&self, place: &Place) -> Result<(IndicatorView, String), Failure> {
        installation::must_exist(place)?;
        let house = installation::open(place).await?;
        let figures = Figures::new(installation::engine(place)?);
        let who = installation::operator(SystemClocks::of(&house).await?);
        let ask = IndicatorAsk {
            sex: self.sex.clone(),
            age: self.age.clone(),
            period: self.period.clone(),
            ..IndicatorAsk::new(self.indicator.clone(), self.area.clone())
        };
        let answer = figures.indicator(&house, &who, &ask).await;
        house.database().clone().close().await;
        let answer = answer.map_err(super::unanswered)?;
        let number = answer.receipt.number.to_string();
        Ok((IndicatorView::clone(&answer.result), number))
    }
}

#[derive(Debug, Args)]
#[command(name = "funnel")]
pub(crate) struct FunnelOptions {
    #[command(flatten)]
    series: SeriesOptions,
}

/// Says which places lie further from the average of all than chance takes a place of their size.
pub(crate) async fn run(place: &Place, options: FunnelOptions) -> Result<(), Failure> {
    let (view, receipt) = options.series.ask(place).await?;
    let found = funnel(&view).map_err(|why| {
        Failure::usage(format!(
            "{} has no funnel: {why}. `commonweal compare` compares places by their own limits",
            view.indicator.name
        ))
    })?;
    if options.series.json {
        return print_json(&json!({
            "indicator": view.indicator.id,
            "name": view.indicator.name,
            "period": view.value.period().label,
            "funnel": found,
            "origin": view.value.origin(),
            "receipt": receipt,
        }));
    }
    print(&in_words(&view, &found, &receipt))
}

fn in_words(view: &IndicatorView, found: &Funnel, receipt: &str) -> String {
    let mut lines = vec![format!(
        "{}, {}: {} places, on average {:.1} {}",
        view.indicator.name,
        view.value.period().label,
        found.places.len(),
        found.average,
        view.indicator.unit.label
    )];
    let head = ["Place", "Size", "Value", "", "That is"].map(str::to_owned);
    let mut table = vec![head.to_vec()];
    let outside = found
        .places
        .iter()
        .filter(|place| place.grade > FunnelGrade::Within);
    table.extend(outside.map(|place| {
        vec![
            place.area.name.to_string(),
            format!("{:.0}", place.size),
            format!("{:.1}", place.value),
            place.grade.word().to_owned(),
            place.verdict.word().to_owned(),
        ]
    }));
    if table.len() > 1 {
        lines.push(columns(&table));
    } else {
        lines.push("All of them lie within what chance explains.".to_owned());
    }
    if found.is_scattered {
        lines.push(
            "A quarter of the places or more lie outside the 95% limits, where chance puts one in twenty: they differ for reasons other \
             than chance."
                .to_owned(),
        );
    }
    lines.extend(
        found
            .left_out
            .iter()
            .map(|left| format!("Not judged: {}, {}", left.area.name, left.why)),
    );
    lines.push(format!("Receipt {receipt}"));
    lines.join("\n")
}
