//! `/sign-out`: a button in the header.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};

use super::cookie;
use crate::app::App;
use crate::refusal::Answer;
use crate::visitor::Visitor;

pub(super) async fn submit(State(app): State<App>, visitor: Visitor) -> Answer {
    if let Some(signed_in) = &visitor.signed_in {
        board::access::sign_out(&app.house, &visitor.who(), signed_in).await?;
    }
    let mut response = app.see_other("/");
    let headers = response.headers_mut();
    headers.insert(header::SET_COOKIE, cookie::clear(&app.settings));
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}
