//! `/health`: whether this server can answer, for whoever watches it. Says nothing about versions or contents.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::app::App;
use crate::refusal::Answer;

pub(super) async fn show(State(app): State<App>) -> Answer {
    // Reading the heads of the audit chains shows that the database is there and was set up.
    let heads = board::audit::heads(&app.house).await?;
    if heads.is_empty() {
        return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
    }
    Ok("ok".into_response())
}
