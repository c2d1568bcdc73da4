//! `/api/v1/compare`: how a place compares on every indicator.

use axum::Json;
use axum::extract::State;
use board::indicators::{against_named, indicators_of_theme};
use evidence::analysis::{CompareAsk, ComparisonRow, Importance, Order, Outlier, OutliersAsk};
use evidence::cell::{Cell, Limits as Pairs, Origin};
use evidence::observation::Area;
use evidence::observation::State as FigureState;
use evidence::receipts::Receipt;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::figures::Limits;
use super::question::{Question, some_words, words};
use super::{Found, Problem, anybody};
use crate::app::App;

/// A place against another, with the receipt by which anybody can recompute it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Comparison {
    /// The code of the place.
    area: String,
    /// Its name.
    area_name: String,
    /// The code of what it is compared with.
    against: String,
    /// Its name.
    against_name: String,
    /// Where the figures come from.
    #[schema(schema_with = super::figures::origin_words)]
    origin: Origin,
    /// The number of the receipt.
    #[schema(example = "R-7K3M-Q2XD")]
    receipt: String,
    /// One for each indicator, sex and age, in its latest period; by name, or in the order that was asked for.
    rows: Vec<Compared>,
}

/// One indicator, sex and age of the place.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Compared {
    /// The publisher's number.
    indicator: String,
    /// The name of the indicator.
    name: String,
    /// The unit of its values.
    unit: String,
    /// The period as the publisher writes it.
    period: String,
    /// The sex in the publisher's words.
    sex: String,
    /// The age in the publisher's words.
    age: String,
    /// Whether there is a value, and why not.
    #[schema(schema_with = super::figures::state_words)]
    state: FigureState,
    /// The value; null unless the state is `value`.
    value: Option<f64>,
    /// Its confidence limits: the publisher's, or ours where there are none.
    #[schema(value_type = Option<Limits>)]
    limits: Option<Pairs>,
    /// How it compares.
    #[schema(schema_with = verdict_words)]
    verdict: &'static str,
    /// Which way it is going, in words.
    trend: String,
    /// The value of what it is compared with.
    against_value: Option<f64>,
    /// Where it comes from.
    #[schema(schema_with = super::figures::origin_words)]
    origin: Origin,
    /// How important it is beside the others with its verdict; null unless an order was asked for.
    importance: Option<Important>,
}

/// The place of a figure among those with its verdict, by how many people, how wide a gap inside the place, and whether it gets worse.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Important {
    /// 1 is the most important; equals share a place.
    place: usize,
    /// Among how many.
    of: usize,
    /// How many people, or cases, more or fewer than if the place were like the other, at the nearer 95% limit; null where nobody can say.
    people_at_least: Option<f64>,
    /// The widest gap between groups inside the place that chance does not explain, over the figure of the place; null where there is none.
    gap_share: Option<f64>,
}

/// What comes first.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum First {
    /// What matters most.
    Importance,
    /// What is furthest from what it is compared with.
    Distance,
    /// What is getting worse.
    Trend,
}

impl First {
    fn order(self) -> Order {
        match self {
            Self::Importance => Order::Importance,
            Self::Distance => Order::Distance,
            Self::Trend => Order::Trend,
        }
    }
}

fn verdict_words() -> utoipa::openapi::schema::Object {
    super::figures::one_of([
        "Better",
        "Similar",
        "Worse",
        "Lower",
        "Higher",
        "Not compared",
    ])
}

/// What is compared with what.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Places {
    /// The code of the place.
    #[serde(deserialize_with = "words")]
    #[param(min_length = 1, example = "E09000012")]
    area: String,
    /// `england`, which is the default, `region`, `neighbours`, `neighbours:NAME`, `earlier:YEARS`, or the code of another place.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false, example = "england")]
    against: Option<String>,
    /// One indicator by its number; all by default.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    indicator: Option<String>,
    /// Only indicators with a theme: the last part of the reference of an element, such as `housing`.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    theme: Option<String>,
    /// Whether only figures that differ are wanted.
    #[param(nullable = false)]
    outliers: Option<bool>,
    /// What comes first of the figures that differ, which alone are given then: worse, better, then lower or higher.
    #[param(inline, nullable = false)]
    order: Option<First>,
}

/// Compare a place on every indicator.
#[utoipa::path(get, operation_id = "compare", path = "/api/v1/compare", tag = "Evidence", params(Places), responses(
    (status = 200, description = "How the place compares", body = Comparison),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn show(
    State(app): State<App>,
    Question(places): Question<Places>,
) -> Found<Comparison> {
    let who = anybody(&app);
    let word = places.against.as_deref().unwrap_or_default();
    let against = against_named(&app.house, who.today, &places.area, word).await?;
    let ask = CompareAsk {
        indicators: wanted(&app, &places).await?,
        area: places.area,
        against,
    };
    if let Some(first) = places.order {
        let ask = OutliersAsk {
            compare: ask,
            order: Some(first.order()),
        };
        let answer = app.evidence.outliers(&app.house, &who, &ask).await?;
        let result = &answer.result;
        let rows = [&result.worse, &result.better, &result.lower_or_higher];
        let rows = rows.into_iter().flatten().map(ordered).collect();
        return Ok(Json(comparison(
            &result.area,
            &result.against,
            &answer.receipt,
            rows,
        )));
    }
    let answer = app.evidence.compare(&app.house, &who, &ask).await?;
    let only_outliers = places.outliers.unwrap_or_default();
    let result = &answer.result;
    let rows = result
        .rows
        .iter()
        .filter(|row| !only_outliers || row.judgement.verdict.differs())
        .map(compared)
        .collect();
    Ok(Json(comparison(
        &result.area,
        &result.against,
        &answer.receipt,
        rows,
    )))
}

/// The indicators that were asked for, by number; all where none is named.
async fn wanted(app: &App, places: &Places) -> Result<Vec<String>, Problem> {
    let named: Vec<String> = places.indicator.iter().cloned().collect();
    let Some(theme) = &places.theme else {
        return Ok(named);
    };
    let mut carriers = indicators_of_theme(&app.house, theme).await?;
    carriers.retain(|number| named.is_empty() || named.contains(number));
    if carriers.is_empty() {
        return Err(Problem::not_found(
            "No indicator that was asked for carries this theme",
            "Leave the theme out, or name another.",
        ));
    }
    Ok(carriers)
}

fn comparison(area: &Area, against: &Area, receipt: &Receipt, rows: Vec<Compared>) -> Comparison {
    Comparison {
        area: area.code.to_string(),
        area_name: area.name.to_string(),
        against: against.code.to_string(),
        against_name: against.name.to_string(),
        origin: receipt.origin,
        receipt: receipt.number.to_string(),
        rows,
    }
}

fn ordered(outlier: &Outlier) -> Compared {
    Compared {
        importance: outlier.importance.as_ref().map(important),
        ..compared(&outlier.row)
    }
}

fn important(found: &Importance) -> Important {
    Important {
        place: found.place,
        of: found.of,
        people_at_least: found.size.answer.map(|size| size.at_least),
        gap_share: found.gap.answer.as_ref().map(|gap| gap.share),
    }
}

fn compared(row: &ComparisonRow) -> Compared {
    let cell = &row.value;
    Compared {
        indicator: row.indicator.id.clone(),
        name: row.indicator.name.clone(),
        unit: cell.unit().label.clone(),
        period: cell.period().label.to_string(),
        sex: row.sex.to_string(),
        age: row.age.to_string(),
        state: cell.figure().state(),
        value: cell.value(),
        limits: cell.limits(),
        verdict: row.judgement.verdict.word(),
        trend: row.trend.words(),
        against_value: row.judgement.benchmark.as_ref().and_then(Cell::value),
        origin: cell.origin(),
        importance: None,
    }
}
