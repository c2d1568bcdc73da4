//! `/api/v1/areas`: the places that this site knows by name.

use axum::Json;
use axum::extract::{OriginalUri, State};
use board::places::areas;
use board::vocabulary::Actor;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::listing::{Listing, Wanted};
use super::question::{Question, some_words};
use super::{Found, Problem};
use crate::app::App;

/// A place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Area)]
pub(super) struct ShownArea {
    /// The code by which figures name it; null where its publisher gives none.
    #[schema(example = "E09000012")]
    area_code: Option<String>,
    /// Its name.
    name: String,
    /// What sort of place it is.
    #[schema(example = "authority")]
    area_type: String,
    /// How many people live there.
    #[schema(minimum = 0)]
    population: Option<i64>,
    /// Where this comes from.
    #[schema(schema_with = super::figures::origin_words)]
    origin: String,
}

/// Which areas are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Search {
    /// Words that stand in the code or name.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    q: Option<String>,
    /// The sort of place.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false, example = "authority")]
    area_type: Option<String>,
    /// The number of the page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, nullable = false)]
    page: Option<u32>,
    /// How many on a page.
    #[param(minimum = 1, maximum = 1000, nullable = false)]
    per_page: Option<u32>,
}

/// List the areas, by name.
#[utoipa::path(get, operation_id = "listAreas", path = "/api/v1/areas", tag = "Evidence", params(Search), responses(
    (status = 200, description = "One page of areas", body = Listing<ShownArea>),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn list(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Question(search): Question<Search>,
) -> Found<Listing<ShownArea>> {
    let wanted = Wanted::asked(search.page, search.per_page)?;
    let words = search.q.unwrap_or_default().to_lowercase();
    let public = Actor::public();
    let found = areas(&app.house)
        .await?
        .into_iter()
        .filter(|area| area.record.is_visible_to(&public))
        .filter(|area| {
            let sort = search.area_type.as_deref();
            let text = format!(
                "{} {}",
                area.code.as_deref().unwrap_or(""),
                area.record.title
            );
            sort.is_none_or(|sort| sort == area.area_type.as_str())
                && text.to_lowercase().contains(&words)
        })
        .map(|area| ShownArea {
            area_code: area.code,
            name: area.record.title,
            area_type: area.area_type.to_string(),
            population: area.population,
            origin: area.record.origin.to_string(),
        })
        .collect();
    Ok(Json(wanted.of(found, &uri)))
}
