//! `/api/v1/indicators`: what is measured.

use axum::Json;
use axum::extract::{OriginalUri, State};
use board::indicators::{Indicator as Known, indicator_by_publisher_id, indicators};
use board::vocabulary::{Actor, Sought};
use evidence::catalogue::{Polarity, ValueType};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::data_sets::Files;
use super::listing::{Listing, Wanted};
use super::question::{Named, Question, some_words};
use super::{Found, Problem};
use crate::app::App;

/// A defined measurement.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Indicator)]
pub(super) struct ShownIndicator {
    /// The publisher's number.
    #[schema(example = "92443")]
    indicator: String,
    /// Its name.
    name: String,
    /// The unit of its values, as it is written after a number.
    unit: String,
    /// What kind of number the value is.
    #[schema(value_type = String)]
    value_type: ValueType,
    /// Which way is good: `low_is_good`, `high_is_good`, `no_judgement` or `not_stated`.
    #[schema(value_type = String)]
    polarity: Polarity,
    /// The definition in the publisher's words.
    definition: Option<String>,
    /// Why it matters, in the publisher's words.
    rationale: Option<String>,
    /// What the count counts.
    numerator: Option<String>,
    /// Where the counts come from.
    numerator_source: Option<String>,
    /// What the denominator counts.
    denominator: Option<String>,
    /// Where the denominator comes from.
    denominator_source: Option<String>,
    /// Where the publisher has the data from.
    source: Option<String>,
    /// What to beware of, in the publisher's words.
    caveats: Option<String>,
    /// How often it is published, in the publisher's words.
    cadence: Option<String>,
    /// Whether it is `catalogued`, `in use` or `withdrawn`.
    state: String,
    /// Where its figures come from.
    #[schema(schema_with = super::figures::origin_words)]
    origin: String,
    /// Where its figures are.
    #[schema(format = "uri-reference")]
    figures: String,
    /// Where all its rows are to take away.
    files: Files,
}

/// Which indicators are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Search {
    /// Words that stand in the number, name or definition, in any order.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    q: Option<String>,
    /// The number of the page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, nullable = false)]
    page: Option<u32>,
    /// How many on a page.
    #[param(minimum = 1, maximum = 1000, nullable = false)]
    per_page: Option<u32>,
}

/// List the indicators, by name.
#[utoipa::path(get, operation_id = "listIndicators", path = "/api/v1/indicators", tag = "Evidence", params(Search), responses(
    (status = 200, description = "One page of indicators", body = Listing<ShownIndicator>),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn list(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Question(search): Question<Search>,
) -> Found<Listing<ShownIndicator>> {
    let wanted = Wanted::asked(search.page, search.per_page)?;
    let sought = Sought::words(&search.q.unwrap_or_default());
    let public = Actor::public();
    let found = indicators(&app.house)
        .await?
        .into_iter()
        .filter(|known| known.record.is_visible_to(&public) && known.mentions(&sought))
        .map(described)
        .collect();
    Ok(Json(wanted.of(found, &uri)))
}

/// Describe one indicator.
#[utoipa::path(get, operation_id = "showIndicator", path = "/api/v1/indicators/{indicator}", tag = "Evidence", params(
    ("indicator" = String, Path, description = "The publisher's number", min_length = 1),
), responses(
    (status = 200, description = "The indicator", body = ShownIndicator),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn show(
    State(app): State<App>,
    Named(number): Named<String>,
) -> Found<ShownIndicator> {
    Ok(Json(described(numbered(&app, &number).await?)))
}

/// The indicator with a number, as far as the public may see it.
pub(super) async fn numbered(app: &App, number: &str) -> Result<Known, Problem> {
    indicator_by_publisher_id(&app.house, number)
        .await?
        .filter(|known| known.record.is_visible_to(&Actor::public()))
        .ok_or_else(|| {
            Problem::not_found(
                format!("There is no indicator {number}"),
                "/api/v1/indicators lists the indicators that there are.",
            )
        })
}

fn described(known: Known) -> ShownIndicator {
    let described = known.described;
    ShownIndicator {
        name: known.record.title,
        unit: described.unit.label,
        value_type: described.value_type,
        polarity: described.polarity,
        definition: described.definition,
        rationale: described.rationale,
        numerator: described.numerator,
        numerator_source: described.numerator_source,
        denominator: described.denominator,
        denominator_source: described.denominator_source,
        source: described.source,
        caveats: described.caveats,
        cadence: described.cadence,
        state: known.record.state,
        origin: known.record.origin.to_string(),
        figures: format!(
            "/api/v1/indicators/{}/figures",
            crate::address::encoded(&described.id)
        ),
        files: Files::at(&format!("/data/indicators/{}", known.record.slug)),
        indicator: described.id,
    }
}
