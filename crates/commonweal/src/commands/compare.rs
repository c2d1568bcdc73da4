use std::sync::Arc;

use board::indicators::importance_words::{RULE_IN_WORDS, beside_words, reasons};
use board::indicators::{AgainstError, Figures, against_named, indicators_of_theme, themes_in_use};
use board::vocabulary::capital;
use board::{House, Who};
use clap::{Args, ValueEnum};
use evidence::analysis::{
    Answer, CompareAsk, Comparison, ComparisonRow, Order, Outlier, Outliers, OutliersAsk,
};
use evidence::observation::Area;
use evidence::receipts::Receipt;
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
    /// Compare with another area by its code, with `region`, `England`, `neighbours`, `neighbours:NAME` as `commonweal neighbours`
    /// lists them, or with itself: `earlier` for five years before, `earlier:3` for three.
    #[arg(long, default_value = "England", value_name = "WHAT")]
    against: String,
    /// Only one indicator, by its number; may be given again.
    #[arg(long, value_name = "NUMBER")]
    indicator: Vec<String>,
    /// Only indicators that carry a theme, by the short name of the element.
    #[arg(long, value_name = "ELEMENT", conflicts_with = "indicator")]
    theme: Option<String>,
    /// Only figures that differ.
    #[arg(long)]
    outliers: bool,
    /// Only figures that differ, in an order: how important, how far, or getting worse first.
    #[arg(long, value_enum)]
    order: Option<OrderName>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OrderName {
    Importance,
    Distance,
    Trend,
}

impl OrderName {
    fn order(self) -> Order {
        match self {
            Self::Importance => Order::Importance,
            Self::Distance => Order::Distance,
            Self::Trend => Order::Trend,
        }
    }
}

/// Says how a place compares on every indicator, in the latest period of each.
pub(crate) async fn run(place: &Place, options: Compare) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let figures = Figures::new(installation::engine(place)?);
    let who = installation::operator(SystemClocks::of(&house).await?);
    let answer = answer(&house, &figures, &who, &options).await;
    house.database().clone().close().await;
    match answer? {
        Told::Compared(answer) => tell_comparison(&answer, &options),
        Told::Ranked(answer) => {
            if options.json {
                print_json(&ranked_as_json(&answer))
            } else {
                print(&ranked_in_words(&answer))
            }
        }
    }
}

/// What there is to tell.
enum Told {
    Compared(Arc<Answer<Comparison>>),
    Ranked(Arc<Answer<Outliers>>),
}

async fn answer(
    house: &House,
    figures: &Figures,
    who: &Who,
    options: &Compare,
) -> Result<Told, Failure> {
    let against = against_named(house, who.today, &options.area, &options.against)
        .await
        .map_err(|error| match error {
            AgainstError::Database(error) => error.into(),
            problem => Failure::usage(problem),
        })?;
    let mut indicators = options.indicator.clone();
    if let Some(theme) = &options.theme {
        indicators = indicators_of_theme(house, theme).await?;
        if indicators.is_empty() {
            let used = themes_in_use(house).await?;
            let used: Vec<&str> = used.iter().map(|it| it.record.slug.as_str()).collect();
            return Err(Failure::usage(format!(
                "no indicator carries the theme “{theme}”; themes that indicators carry: {}",
                if used.is_empty() {
                    "none yet".to_owned()
                } else {
                    used.join(", ")
                }
            )));
        }
    }
    let compare = CompareAsk {
        area: options.area.clone(),
        against,
        indicators,
    };
    Ok(match options.order {
        None => Told::Compared(
            figures
                .compare(house, who, &compare)
                .await
                .map_err(super::unanswered)?,
        ),
        Some(order) => {
            let ask = OutliersAsk {
                compare,
                order: Some(order.order()),
            };
            Told::Ranked(
                figures
                    .outliers(house, who, &ask)
                    .await
                    .map_err(super::unanswered)?,
            )
        }
    })
}

fn tell_comparison(answer: &Answer<Comparison>, options: &Compare) -> Result<(), Failure> {
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
                .map(|row| as_json(answer.result.against.code.as_ref(), &answer.receipt, row))
                .collect::<Vec<_>>(),
        );
    }
    print(&in_words(answer, &rows))
}

/// The name of what is compared with; its code where no data names it.
fn name_of(area: &Area) -> &str {
    if area.name.is_empty() {
        &area.code
    } else {
        &area.name
    }
}

fn ranked_as_json(answer: &Answer<Outliers>) -> Value {
    let result = &answer.result;
    let against = name_of(&result.against);
    let list = |outliers: &[Outlier]| -> Vec<Value> {
        outliers
            .iter()
            .map(|outlier| {
                let mut row = as_json(&result.against.code, &answer.receipt, &outlier.row);
                if let (Value::Object(row), Some(found)) = (&mut row, &outlier.importance) {
                    row.insert("distance".to_owned(), json!(outlier.row.judgement.distance));
                    row.insert("importance".to_owned(), json!(found));
                    row.insert(
                        "reasons".to_owned(),
                        json!(reasons(outlier, found, against)),
                    );
                }
                row
            })
            .collect()
    };
    json!({
        "area": result.area.code, "against": result.against.code, "against_name": against,
        "rule": result.rule, "receipt": answer.receipt.number, "all": result.all, "similar": result.similar,
        "not_compared": result.not_compared, "getting_worse": result.getting_worse,
        "worse": list(&result.worse), "better": list(&result.better), "lower_or_higher": list(&result.lower_or_higher),
    })
}

fn ranked_in_words(answer: &Answer<Outliers>) -> String {
    let result = &answer.result;
    let against = name_of(&result.against);
    let out = result.worse.len() + result.better.len() + result.lower_or_higher.len();
    let mut parts = vec![format!(
        "{} against {against}: {out} of {} figures stand out",
        result.area.name, result.all
    )];
    let lists = [
        ("Worse", &result.worse),
        ("Better", &result.better),
        (
            "Higher or lower, where neither is good",
            &result.lower_or_higher,
        ),
    ];
    for (title, outliers) in lists {
        if outliers.is_empty() {
            continue;
        }
        let rows: Vec<String> = outliers
            .iter()
            .map(|it| outlier_in_words(it, against))
            .collect();
        parts.push(format!("{title}\n{}", rows.join("\n")));
    }
    parts.push(RULE_IN_WORDS.to_owned());
    parts.push(foot(&answer.receipt));
    parts.join("\n\n")
}

fn outlier_in_words(outlier: &Outlier, against: &str) -> String {
    let row = &outlier.row;
    let rank = outlier.importance.as_ref().map_or(0, |found| found.place);
    let level = row
        .judgement
        .benchmark
        .as_ref()
        .map_or_else(String::new, super::figure_in_words);
    let mut lines = vec![format!(
        "{rank:>3}. {} ({}, {}, {}): {} against {level}",
        row.indicator.name,
        row.sex,
        row.age,
        row.value.period().label,
        super::figure_in_words(&row.value),
    )];
    let found = outlier.importance.as_ref();
    for reason in found
        .iter()
        .flat_map(|found| reasons(outlier, found, against))
    {
        let place = reason
            .place
            .map_or_else(String::new, |place| format!(" [{place}]"));
        lines.push(format!("     {}{place}", reason.words));
    }
    if let Some(beside) = &row.beside {
        lines.push(format!(
            "     {}",
            capital(&beside_words(beside, &row.value))
        ));
    }
    lines.join("\n")
}

fn foot(receipt: &Receipt) -> String {
    let illustrative = if receipt.origin == evidence::cell::Origin::Illustrative {
        "\nIllustrative: made up to show the product, not for use."
    } else {
        ""
    };
    format!("Receipt {}{illustrative}", receipt.number)
}

fn as_json(against: &str, receipt: &Receipt, row: &ComparisonRow) -> Value {
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
        "against": against,
        "against_value": row.judgement.benchmark.as_ref().and_then(evidence::cell::Cell::value),
        "beside": row.beside,
        "origin": row.value.origin(),
        "receipt": receipt.number,
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
    let beside: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let beside = row.beside.as_ref()?;
            let words = beside_words(beside, &row.value);
            Some(format!("{}: {words}", row.indicator.name))
        })
        .collect();
    let beside = if beside.is_empty() {
        String::new()
    } else {
        format!("{}\n\n", beside.join("\n"))
    };
    format!(
        "{} against {}: {} of {} figures\n\n{}\n\n{beside}{}",
        result.area.name,
        name_of(&result.against),
        rows.len(),
        result.rows.len(),
        columns(&table),
        foot(&answer.receipt),
    )
}
