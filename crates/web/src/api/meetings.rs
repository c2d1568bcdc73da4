//! `/api/v1/boards/{board}/meetings`: when a board meets.

use axum::Json;
use axum::extract::State;
use board::events::Event;
use board::meetings::meetings;
use board::places::boards;
use board::vocabulary::Actor;
use serde::Serialize;
use utoipa::ToSchema;

use super::question::Named;
use super::{Found, Problem};
use crate::app::App;

/// A meeting of a board that the public knows of.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Meeting {
    /// Its reference, by which `commonweal meetings` and threads name it.
    reference: String,
    /// The day.
    #[schema(format = "date")]
    date: String,
    /// When it begins, by the clock of the place.
    starts: Option<String>,
    /// When it ends.
    ends: Option<String>,
    /// Where it is held.
    place: Option<String>,
    /// How people take part: in person, online, or both.
    mode: String,
    /// Whether it is `planned`, `held` or `cancelled`.
    state: String,
    /// The day on which its agenda was published.
    #[schema(format = "date")]
    agenda_published: Option<String>,
    /// Its page.
    #[schema(format = "uri-reference")]
    page: String,
    /// Where this comes from.
    #[schema(schema_with = super::figures::origin_words)]
    origin: String,
}

/// List the meetings of a board.
#[utoipa::path(get, operation_id = "listMeetings", path = "/api/v1/boards/{board}/meetings", tag = "Boards", params(
    ("board" = String, Path, description = "The short name of the board", min_length = 1, example = "hackney"),
), responses(
    (status = 200, description = "Its meetings, the oldest first", body = Vec<Meeting>),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn list(
    State(app): State<App>,
    Named(name): Named<String>,
) -> Found<Vec<Meeting>> {
    let public = Actor::public();
    let board = boards(&app.house)
        .await?
        .into_iter()
        .find(|board| board.record.slug.as_str() == name && board.record.is_visible_to(&public))
        .ok_or_else(|| {
            Problem::not_found(
                format!("There is no board “{name}”"),
                "/api/v1/boards lists the boards that there are.",
            )
        })?;
    let all = meetings(&app.house, board.record.id).await?;
    let found = all
        .iter()
        .filter(|meeting| meeting.record.is_visible_to(&public))
        .map(|meeting| described(&name, meeting))
        .collect();
    Ok(Json(found))
}

fn described(board: &str, meeting: &Event) -> Meeting {
    let clock =
        |time: Option<jiff::civil::Time>| time.map(|time| time.strftime("%H:%M").to_string());
    Meeting {
        reference: meeting.record.reference().to_string(),
        date: meeting.on.to_string(),
        starts: clock(meeting.starts),
        ends: clock(meeting.ends),
        place: meeting.place.clone(),
        mode: meeting.mode.to_string(),
        state: meeting.record.state.clone(),
        agenda_published: meeting.agenda_published.map(|day| day.to_string()),
        page: format!("/{board}/meetings/{}", meeting.record.slug),
        origin: meeting.record.origin.to_string(),
    }
}
