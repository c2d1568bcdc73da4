//! `/api/v1/gap`: the inequality of an indicator inside a place.

use axum::Json;
use axum::extract::State;
use evidence::analysis::{GapAsk, GapMeasured};
use evidence::cell::{Limits as Pairs, LimitsBy, Origin};
use evidence::observation::State as FigureState;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::figures::Limits;
use super::question::{Question, some_words, words};
use super::{Found, Problem, anybody};
use crate::app::App;

/// The gap between the most and the least deprived part of a place, or what is missing to know it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Gap {
    /// The code of the place.
    area: String,
    /// Its name.
    area_name: String,
    /// What could be measured.
    measured: Option<Measured>,
    /// What is missing to know more, each as a sentence.
    missing: Vec<String>,
    /// Where the figures come from.
    #[schema(schema_with = super::figures::origin_words)]
    origin: Origin,
    /// The number of the receipt.
    #[schema(example = "R-7K3M-Q2XD")]
    receipt: String,
}

/// A gap that could be measured.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Measured {
    /// The code of the place whose gap it is: England, where the place itself has no parts.
    area: String,
    /// Its name.
    area_name: String,
    /// The period as the publisher writes it.
    period: String,
    /// The kind of category in the publisher's words.
    by: String,
    /// Into how many parts the place is cut.
    parts: u8,
    /// The parts, the most deprived first.
    groups: Vec<Group>,
    /// The most deprived part less the least deprived, in the unit of the indicator.
    difference: Option<f64>,
    /// The most deprived part over the least deprived.
    ratio: Option<f64>,
    /// The slope index of inequality.
    slope_index: Option<SlopeIndex>,
}

/// One part of a place.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Group {
    /// 1 is the most deprived.
    order: u8,
    /// Its name in the publisher's words.
    label: String,
    /// Whether there is a value, and why not.
    #[schema(schema_with = super::figures::state_words)]
    state: FigureState,
    /// The value; null unless the state is `value`.
    value: Option<f64>,
    /// Its confidence limits.
    #[schema(value_type = Option<Limits>)]
    limits: Option<Pairs>,
}

/// A straight line through the parts, weighted by how many people each holds.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SlopeIndex {
    /// The line at the most deprived end less the line at the least deprived end.
    value: f64,
    /// Its confidence limits.
    #[schema(value_type = Option<Limits>)]
    limits: Option<Pairs>,
    /// The line at the most deprived end.
    at_most_deprived: f64,
    /// The line at the least deprived end.
    at_least_deprived: f64,
}

/// Which gap is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The publisher's number of the indicator.
    #[serde(deserialize_with = "words")]
    #[param(min_length = 1)]
    indicator: String,
    /// The code of the place.
    #[serde(deserialize_with = "words")]
    #[param(min_length = 1, example = "E09000012")]
    area: String,
    /// The kind of category; the most complete one about deprivation by default.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    by: Option<String>,
    /// The sex in the publisher's words.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    sex: Option<String>,
    /// The age in the publisher's words.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    age: Option<String>,
}

/// Measure the inequality of an indicator inside a place.
#[utoipa::path(get, operation_id = "gap", path = "/api/v1/gap", tag = "Evidence", params(Wanted), responses(
    (status = 200, description = "The gap, or what is missing to know it", body = Gap),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn show(State(app): State<App>, Question(wanted): Question<Wanted>) -> Found<Gap> {
    let ask = GapAsk {
        indicator: wanted.indicator,
        area: wanted.area,
        sex: wanted.sex,
        age: wanted.age,
        by: wanted.by,
    };
    let answer = app.evidence.gap(&app.house, &anybody(&app), &ask).await?;
    let gap = &answer.result;
    Ok(Json(Gap {
        area: gap.area.code.to_string(),
        area_name: gap.area.name.to_string(),
        measured: gap.measured.as_ref().map(measured),
        missing: gap.missing.clone(),
        origin: answer.receipt.origin,
        receipt: answer.receipt.number.to_string(),
    }))
}

fn measured(gap: &GapMeasured) -> Measured {
    Measured {
        area: gap.area.code.to_string(),
        area_name: gap.area.name.to_string(),
        period: gap.period.label.to_string(),
        by: gap.by.to_string(),
        parts: gap.parts,
        groups: gap
            .groups
            .iter()
            .map(|group| Group {
                order: group.order,
                label: group.label.to_string(),
                state: group.figure.figure().state(),
                value: group.figure.value(),
                limits: group.figure.limits(),
            })
            .collect(),
        difference: gap.difference,
        ratio: gap.ratio,
        slope_index: gap.slope.map(|slope| SlopeIndex {
            value: slope.index,
            limits: slope.limits_95.map(|limits| Pairs {
                at_95: Some(limits),
                at_998: None,
                by: LimitsBy::Us,
            }),
            at_most_deprived: slope.at_most_deprived,
            at_least_deprived: slope.at_least_deprived,
        }),
    }
}
