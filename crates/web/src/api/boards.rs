//! `/api/v1/boards`: the boards of this site.

use axum::Json;
use axum::extract::State;
use board::places::{areas, boards};
use board::vocabulary::Actor;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Found, Problem};
use crate::app::App;

/// A board.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Board)]
pub(super) struct ShownBoard {
    /// Its short name, the first word of its addresses.
    #[schema(example = "hackney")]
    board: String,
    /// Its name.
    name: String,
    /// The code of the place that it serves.
    area_code: Option<String>,
    /// Its page.
    #[schema(format = "uri-reference")]
    page: String,
    /// Its meetings.
    #[schema(format = "uri-reference")]
    meetings: String,
    /// Where this comes from.
    #[schema(schema_with = super::figures::origin_words)]
    origin: String,
}

/// List the boards.
#[utoipa::path(get, operation_id = "listBoards", path = "/api/v1/boards", tag = "Boards", responses(
    (status = 200, description = "The boards, by name", body = Vec<ShownBoard>),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn list(State(app): State<App>) -> Found<Vec<ShownBoard>> {
    let areas = areas(&app.house).await?;
    let public = Actor::public();
    let found = boards(&app.house)
        .await?
        .into_iter()
        .filter(|board| board.record.is_visible_to(&public))
        .map(|board| {
            let slug = board.record.slug.to_string();
            let area = areas
                .iter()
                .find(|area| Some(area.record.id) == board.area_id);
            ShownBoard {
                name: board.public_name,
                area_code: area.and_then(|area| area.code.clone()),
                page: format!("/{slug}"),
                meetings: format!("/api/v1/boards/{slug}/meetings"),
                origin: board.record.origin.to_string(),
                board: slug,
            }
        })
        .collect();
    Ok(Json(found))
}
