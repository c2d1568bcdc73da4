//! Pages for what goes wrong: what happened, what to do, and a reference number that is also in the log.
//!
//! Handlers and extractors answer with a status alone, or attach an [`Explanation`]. The middleware [`dress`] turns any
//! such answer into a page that a person can act on. Answers that already hold a page (a form with problems, status
//! 422) or data (JSON) are left as they are. Programs that read the interface get a problem in JSON in place of a page. Nothing here shows a reader the cause of a fault: that is for the log.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use uuid::Uuid;

use crate::api::Problem;
use crate::templates::{Frame, TemplateError, Templates};

/// Words for this one refusal, where a handler knows more than the status says. Put it in the response's extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// One sentence that becomes the heading, without a full stop.
    pub what_happened: String,
    /// What the person can do now, one sentence or two.
    pub what_to_do: String,
}

impl Explanation {
    /// A refusal with this status and these words.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Response {
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for TemplateError {
    fn into_response(self) -> Response {
        tracing::error!(template = %self.template, cause = ?self.source, "a page could not be rendered");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

#[derive(Serialize)]
struct ErrorPage {
    status: u16,
    what_happened: String,
    what_to_do: Vec<String>,
    reference: String,
}

/// Middleware: gives every bare refusal a page. Put it inside [`crate::headers::secure`] and outside everything else:
/// `axum::middleware::from_fn_with_state(templates, error_pages::dress)`.
pub async fn dress(State(templates): State<Templates>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    // The route and not the address: an address may hold the secret of a link.
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let is_interface = crate::for_programs::is_interface(request.uri().path());
    let wants_data = wants_data(request.headers());
    let response = next.run(request).await;
    let status = response.status();
    let refused = status.is_client_error() || status.is_server_error();
    let is_left = wants_data && !is_interface;
    if !refused || is_left || holds_an_answer(response.headers()) {
        return response;
    }
    let reference = reference();
    let explanation = response.extensions().get::<Explanation>().cloned();
    if status.is_server_error() {
        tracing::error!(%reference, %status, %method, route, "a request failed");
    } else {
        tracing::info!(%reference, %status, %method, route, "a request was refused");
    }
    if is_interface {
        return with_problem(response, explanation, &reference);
    }
    with_page(&templates, response, explanation, &reference)
}

/// Replaces the body by a problem in JSON, for programs, and keeps the other headers.
fn with_problem(refused: Response, explanation: Option<Explanation>, reference: &str) -> Response {
    let status = refused.status();
    let (what_happened, what_to_do) = match explanation {
        Some(words) => (words.what_happened, vec![words.what_to_do]),
        None if status == StatusCode::NOT_FOUND => (
            "There is nothing at this address".to_owned(),
            vec!["/api/v1/openapi.json lists the addresses that there are.".to_owned()],
        ),
        None => words_for(status, refused.headers()),
    };
    let problem = Problem::new(status, what_happened)
        .with_detail(what_to_do.join(" "))
        .with_reference(reference);
    let (mut parts, _) = refused.into_parts();
    let (problem, body) = problem.into_response().into_parts();
    for stale in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::ETAG] {
        parts.headers.remove(stale);
    }
    parts.headers.extend(problem.headers);
    Response::from_parts(parts, body)
}

/// Replaces the body by a page and keeps the other headers (`Retry-After`, `Allow`, `Set-Cookie`).
fn with_page(
    templates: &Templates,
    refused: Response,
    explanation: Option<Explanation>,
    reference: &str,
) -> Response {
    let status = refused.status();
    let (what_happened, what_to_do) = match explanation {
        Some(words) => (words.what_happened, vec![words.what_to_do]),
        None => words_for(status, refused.headers()),
    };
    let mut frame = Frame::commonweal(what_happened.clone());
    frame.has_problems = status == StatusCode::UNPROCESSABLE_ENTITY;
    let page = ErrorPage {
        status: status.as_u16(),
        what_happened,
        what_to_do,
        reference: reference.to_owned(),
    };
    let html = match templates.page("error_pages/error_page.html", &frame, &page) {
        Ok(html) => html,
        Err(error) => {
            tracing::error!(cause = ?error.source, "the error page itself could not be rendered");
            Html(format!(
                "<!doctype html><html lang=\"en-GB\"><title>Something went wrong</title>\
                 <h1>Something went wrong</h1><p>If you tell us about it, quote {reference}.</p></html>"
            ))
        }
    };
    let (mut parts, _) = refused.into_parts();
    for stale in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::ETAG] {
        parts.headers.remove(stale);
    }
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, axum::body::Body::from(html.0))
}

/// What happened and what to do, for a status about which nobody said more.
fn words_for(status: StatusCode, headers: &HeaderMap) -> (String, Vec<String>) {
    let (happened, to_do): (&str, &[&str]) = match status {
        StatusCode::UNAUTHORIZED => (
            "Sign in to see this page",
            &["Sign in and open the address again."],
        ),
        StatusCode::FORBIDDEN => (
            "You may not see or change this",
            &[
                "Your roles do not allow it, or the request came from another site. Ask the board officer if you should be able to.",
            ],
        ),
        StatusCode::NOT_FOUND => (
            "There is no page at this address",
            &[
                "Check the address for a slip. If a link brought you here, the page may have been moved or withdrawn. You can search for it above.",
            ],
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "This address cannot be used in that way",
            &["Open it from a link or a button on a page instead."],
        ),
        StatusCode::REQUEST_TIMEOUT => (
            "That took too long",
            &["Nothing was saved. Try again in a moment."],
        ),
        StatusCode::CONFLICT => (
            "Somebody else changed this while you were working",
            &[
                "Nothing of yours was saved over theirs. Go back, look at what is there now and make your change again.",
            ],
        ),
        StatusCode::GONE => (
            "This link no longer works",
            &["It was used, withdrawn or has ended. Ask the person who sent it for a new one."],
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "That is too large to take in",
            &["Nothing was saved. Send a smaller file, or split it."],
        ),
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST => (
            "We could not read what was sent",
            &["Nothing was saved. Go back to the form and send it again from there."],
        ),
        StatusCode::TOO_MANY_REQUESTS => ("Too many requests in a short time", &[]),
        StatusCode::SERVICE_UNAVAILABLE => (
            "The site is busy or being looked after",
            &["Nothing was lost. Try again in a few minutes."],
        ),
        other if other.is_server_error() => (
            "Something went wrong on our side",
            &[
                "What you sent may not have been saved: go back and look before you send it again. We keep a note of every fault.",
            ],
        ),
        _ => (
            "This request was refused",
            &["Go back and try again from the page you were on."],
        ),
    };
    let mut to_do: Vec<String> = to_do.iter().map(|&sentence| sentence.to_owned()).collect();
    if status == StatusCode::TOO_MANY_REQUESTS {
        let wait = headers
            .get(header::RETRY_AFTER)
            .and_then(|value| value.to_str().ok())
            .and_then(|seconds| seconds.parse::<u32>().ok());
        to_do.push(match wait {
            Some(1) => "Wait one second, then try again.".to_owned(),
            Some(seconds) => format!("Wait {seconds} seconds, then try again."),
            None => "Wait a minute, then try again.".to_owned(),
        });
    }
    (happened.to_owned(), to_do)
}

/// Whether the answer is already something to read: a page of ours, data, a document.
fn holds_an_answer(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| !kind.starts_with("text/plain"))
}

fn wants_data(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json") && !accept.contains("text/html"))
}

/// A short number that a person can read out, the same in the page and in the log.
#[expect(
    clippy::disallowed_methods,
    reason = "the number names one failure in the log and decides nothing"
)]
fn reference() -> String {
    let digits = Uuid::new_v4().simple().to_string();
    let part = |from: usize| {
        digits
            .get(from..from + 4)
            .unwrap_or_default()
            .to_uppercase()
    };
    format!("{}-{}", part(0), part(20))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    async fn ask(path: &str, accept: &str) -> (StatusCode, String, String) {
        let site = Router::new()
            .route(
                "/status/{code}",
                get(
                    |axum::extract::Path(code): axum::extract::Path<u16>| async move {
                        StatusCode::from_u16(code).unwrap()
                    },
                ),
            )
            .route(
                "/spent",
                get(|| async {
                    Explanation {
                        what_happened: "This link was used on 4 September 2022".to_owned(),
                        what_to_do: "Ask Josie Marsh for another.".to_owned(),
                    }
                    .with_status(StatusCode::GONE)
                }),
            )
            .route(
                "/form",
                get(|| async { (StatusCode::UNPROCESSABLE_ENTITY, Html("<p>the form</p>")) }),
            )
            .route(
                "/slow-down",
                get(|| async { (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "42")]) }),
            )
            .layer(axum::middleware::from_fn_with_state(
                Templates::new(),
                dress,
            ));
        let request = Request::get(path)
            .header(header::ACCEPT, accept)
            .body(Body::empty())
            .unwrap();
        let response = site.oneshot(request).await.unwrap();
        let status = response.status();
        let kind = response
            .headers()
            .get(header::CONTENT_TYPE)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, kind, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn every_refusal_says_what_happened_what_to_do_and_a_reference() {
        for code in [
            400, 401, 403, 404, 405, 408, 409, 410, 413, 415, 422, 429, 500, 502, 503,
        ] {
            let (status, kind, body) = ask(&format!("/status/{code}"), "text/html").await;
            assert_eq!(status.as_u16(), code);
            assert_eq!(kind, "text/html; charset=utf-8");
            assert!(
                body.contains("<h1 class=\"govuk-heading-xl\">"),
                "{code}: {body}"
            );
            assert!(body.contains("<p class=\"govuk-body\">"), "{code}");
            assert!(body.contains("quote <span class=\"cw-code\">"), "{code}");
            assert!(!body.contains("style="), "{code}");
        }
    }

    #[tokio::test]
    async fn a_handler_may_say_more() {
        let (status, _, body) = ask("/spent", "text/html").await;
        assert_eq!(status, StatusCode::GONE);
        assert!(body.contains("This link was used on 4 September 2022"));
        assert!(body.contains("Ask Josie Marsh for another."));
    }

    #[tokio::test]
    async fn a_page_or_data_is_left_as_it_is() {
        assert_eq!(ask("/form", "text/html").await.2, "<p>the form</p>");
        assert_eq!(ask("/status/404", "application/json").await.2, "");
    }

    #[tokio::test]
    async fn the_wait_is_said_in_seconds() {
        let (_, _, body) = ask("/slow-down", "text/html").await;
        assert!(body.contains("Wait 42 seconds"), "{body}");
    }

    #[tokio::test]
    async fn an_address_that_leads_nowhere_gets_a_page() {
        let (status, _, body) = ask("/nowhere", "text/html,*/*;q=0.8").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(body.contains("There is no page at this address"));
    }
}
