//! The headers that every response carries, whatever its route and status, so that a browser refuses what we never do.
//!
//! Nothing inline, nothing from elsewhere, no frame round our pages. A handler may set a stricter content policy of
//! its own (an uploaded file is served with `sandbox`); the others are always ours.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// What a page may load and do: only what this server sends.
pub const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/// Set on every response, over anything that a handler said.
pub const ALWAYS: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Our own pages learn where a reader came from; other sites learn nothing. "no-referrer" would also blank the
    // Origin header of our own forms, which the cross-site check reads.
    (header::REFERRER_POLICY, "same-origin"),
    (
        header::STRICT_TRANSPORT_SECURITY,
        "max-age=31536000; includeSubDomains",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Middleware for the outermost layer of the router: `axum::middleware::from_fn(headers::secure)`.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(CONTENT_POLICY));
    // What does not say otherwise may hold somebody's name: no cache keeps it.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::routing::get;
    use tower::ServiceExt;

    fn site() -> Router {
        Router::new()
            .route("/page", get(|| async { "page" }))
            .route(
                "/moved",
                get(|| async { axum::response::Redirect::to("/page") }),
            )
            .route(
                "/fails",
                get(|| async { StatusCode::INTERNAL_SERVER_ERROR }),
            )
            .route(
                "/file",
                get(|| async { ([(header::CONTENT_SECURITY_POLICY, "sandbox")], "file") }),
            )
            .merge(crate::assets::routes())
            .layer(axum::middleware::from_fn(secure))
    }

    async fn ask(path: &str) -> Response {
        let request = Request::get(path).body(Body::empty()).unwrap();
        site().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn every_route_and_status_carries_them() {
        let style = crate::assets::address("commonweal.css");
        for path in ["/page", "/moved", "/fails", "/nowhere", style.as_str()] {
            let response = ask(path).await;
            for (name, value) in ALWAYS {
                assert_eq!(response.headers()[&name], value, "{path}");
            }
            assert_eq!(
                response.headers()[header::CONTENT_SECURITY_POLICY],
                CONTENT_POLICY,
                "{path}"
            );
        }
    }

    #[tokio::test]
    async fn a_stricter_policy_of_a_handler_stays() {
        let response = ask("/file").await;
        assert_eq!(
            response.headers()[header::CONTENT_SECURITY_POLICY],
            "sandbox"
        );
    }

    #[test]
    fn the_policy_allows_nothing_inline_and_nothing_from_elsewhere() {
        assert!(CONTENT_POLICY.starts_with("default-src 'none'"));
        for forbidden in ["unsafe", "http", "data:", "*", "nonce", "sha256"] {
            assert!(!CONTENT_POLICY.contains(forbidden), "{forbidden}");
        }
    }
}
