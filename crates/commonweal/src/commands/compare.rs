use board::indicators::Figures;
use clap::Args;
use evidence::analysis::{Against, Answer, CompareAsk, Comparison, ComparisonRow};
use serde_json::{Value, json};

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// Code of the place, such as E09000012.
    #[arg(long, value_name = "CODE")]
    area: String,
    /// Compare with another area by its code, with `region`, or with `England`.
    #[arg(long, default_value = "England", value_name = "CODE")]
    against: String,
    /// Only one indicator, by its number; may be given again.
    #[arg(long, value_name = "NUMBER")]
    indicator: Vec<String>,
    /// Only figures that differ.
    #[arg(long)]
    outliers: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Says how a place compares on every indicator, in the latest period of each.
pub(crate) async fn run(place: &Place, options: Compare) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let figures = Figures::new(installation::engine(place)?);
    let who = installation::operator(SystemClocks::of(&house).await?);
    let ask = CompareAsk {
        area: options.area.clone(),
        against: against(&options.against),
        indicators: options.indicator.clone(),
    };
    let answer = figures.compare(&house, &who, &ask).await;
    house.database().clone().close().await;
    let answer = answer.map_err(super::unanswered)?;
    let rows: Vec<&ComparisonRow> = answer
        .result
        .rows
        .iter()
        .filter(|row| !options.outliers || row.judgement.verdict.differs())
        .collect();
    if options.json {
        return print_json(
            &rows
                .into_iter()
                .map(|row| as_json(&answer, row))
                .collect::<Vec<_>>(),
        );
    }
    print(&in_words(&answer, &rows))
}

fn against(word: &str) -> Against {
    if word.eq_ignore_ascii_case("england") || word == evidence::ENGLAND {
        Against::England
    } else if word.eq_ignore_ascii_case("region") {
        Against::Region
    } else {
        Against::Area(word.to_owned())
    }
}

fn as_json(answer: &Answer<Comparison>, row: &ComparisonRow) -> Value {
    json!({
        "indicator": row.indicator.id,
        "name": row.indicator.name,
        "period": row.value.period().label,
        "sex": row.sex,
        "age": row.age,
        "value": row.value.value(),
        "state": row.value.figure().state(),
        "limits": row.value.limits(),
        "verdict": row.judgement.verdict,
        "trend": row.trend.words(),
        "against": answer.result.against.code,
        "against_value": row.judgement.benchmark.as_ref().and_then(evidence::cell::Cell::value),
        "origin": row.value.origin(),
        "receipt": answer.receipt.number,
    })
}

fn in_words(answer: &Answer<Comparison>, rows: &[&ComparisonRow]) -> String {
    let result = &answer.result;
    let mut table = vec![
        [
            "Indicator",
            "Sex",
            "Age",
            "Period",
            "Value",
            "95% limits",
            "Verdict",
            "Trend",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    table.extend(rows.iter().map(|row| {
        let limits = row.value.limits().and_then(|limits| limits.at_95);
        vec![
            row.indicator.name.clone(),
            row.sex.to_string(),
            row.age.to_string(),
            row.value.period().label.to_string(),
            super::figure_in_words(&row.value),
            limits.map_or_else(String::new, |(lower, upper)| {
                format!("{lower:.2} to {upper:.2}")
            }),
            row.judgement.verdict.word().to_owned(),
            row.trend.words(),
        ]
    }));
    let illustrative = if answer.receipt.origin == evidence::cell::Origin::Illustrative {
        "\nIllustrative: made up to show the product, not for use."
    } else {
        ""
    };
    format!(
        "{} against {}: {} of {} figures\n\n{}\n\nReceipt {}{illustrative}",
        result.area.name,
        if result.against.name.is_empty() {
            &result.against.code
        } else {
            &result.against.name
        },
        rows.len(),
        result.rows.len(),
        columns(&table),
        answer.receipt.number,
    )
}
