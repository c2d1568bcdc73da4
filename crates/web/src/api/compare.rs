//! `/api/v1/compare`: how a place compares on every indicator.

use axum::Json;
use axum::extract::State;
use board::indicators::against_named;
use evidence::analysis::{CompareAsk, ComparisonRow};
use evidence::cell::{Cell, Limits as Pairs, Origin};
use evidence::observation::State as FigureState;
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
    /// One for each indicator, sex and age, in its latest period.
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
    /// Whether only figures that differ are wanted.
    #[param(nullable = false)]
    outliers: Option<bool>,
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
        area: places.area,
        against,
        indicators: places.indicator.into_iter().collect(),
    };
    let answer = app.evidence.compare(&app.house, &who, &ask).await?;
    let only_outliers = places.outliers.unwrap_or_default();
    let result = &answer.result;
    Ok(Json(Comparison {
        area: result.area.code.to_string(),
        area_name: result.area.name.to_string(),
        against: result.against.code.to_string(),
        against_name: result.against.name.to_string(),
        origin: answer.receipt.origin,
        receipt: answer.receipt.number.to_string(),
        rows: result
            .rows
            .iter()
            .filter(|row| !only_outliers || row.judgement.verdict.differs())
            .map(compared)
            .collect(),
    }))
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
    }
}
