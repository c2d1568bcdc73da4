//! What answers for programs have in common, whatever their route: every site may read them, they can be asked for again
//! only when they have changed, and a refusal is a problem in JSON (RFC 9457).
//!
//! Programs read `/api` and `/data/`; people read everything else. Must not know what an answer says. Start with
//! [`dress`].

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use evidence::engine::FileHash;

/// The longest answer whose hash is worked out here; longer ones bring a tag of their own.
const LONGEST: u64 = 8 * 1024 * 1024;

/// Whether an address is one of the interface, whose refusals are for programs too.
pub(crate) fn is_interface(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

fn is_for_programs(path: &str) -> bool {
    is_interface(path) || path.starts_with("/data/")
}

/// The tag of an answer with this hash. A weak one: on the way it may be compressed.
pub(crate) fn tag(hash: &FileHash) -> String {
    let digits = hash.to_string();
    format!("W/\"{}\"", digits.get(..32).unwrap_or(&digits))
}

/// Whether a reader holds the answer with this tag already (RFC 9110, section 13.1.2).
pub(crate) fn is_held(headers: &HeaderMap, tag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|held| held.trim() == "*" || strong(held) == strong(tag))
}

/// Middleware round the whole site.
pub(crate) async fn dress(request: Request, next: Next) -> Response {
    if !is_for_programs(request.uri().path()) {
        return next.run(request).await;
    }
    let headers = request.headers();
    let asks_first = request.method() == Method::OPTIONS
        && headers.contains_key(header::ORIGIN)
        && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if asks_first {
        return open_to_all(may_read());
    }
    let (wants_tag, held) = (request.method() == Method::GET, headers.clone());
    let is_interface = is_interface(request.uri().path());
    let response = next.run(request).await;
    let response = if wants_tag && is_interface {
        tagged(response).await
    } else {
        response
    };
    open_to_all(unless_held(response, &held))
}

/// What a browser asks before it lets a page of another site read.
fn may_read() -> Response {
    (
        StatusCode::NO_CONTENT,
        [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
            (
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "Accept, If-None-Match",
            ),
            (header::ACCESS_CONTROL_MAX_AGE, "86400"),
        ],
    )
        .into_response()
}

/// Nothing here depends on who is asking, so every site may read it.
fn open_to_all(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("ETag, Link, Retry-After"),
    );
    response
}

/// Gives a whole answer the tag of its content, and says that it may be kept.
async fn tagged(response: Response) -> Response {
    let is_whole = response.status() == StatusCode::OK
        && !response.headers().contains_key(header::ETAG)
        && response
            .body()
            .size_hint()
            .exact()
            .is_some_and(|bytes| bytes <= LONGEST);
    if !is_whole {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if let Ok(tag) = HeaderValue::from_str(&tag(&FileHash::of(&body))) {
        parts.headers.insert(header::ETAG, tag);
    }
    parts.headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    Response::from_parts(parts, Body::from(body))
}

fn unless_held(response: Response, headers: &HeaderMap) -> Response {
    let is_held = response.status() == StatusCode::OK
        && response
            .headers()
            .get(header::ETAG)
            .and_then(|tag| tag.to_str().ok())
            .is_some_and(|tag| is_held(headers, tag));
    if !is_held {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_held_however_it_is_listed() {
        let tag = tag(&FileHash::of(b"abc"));
        assert_eq!(tag, "W/\"ba7816bf8f01cfea414140de5dae2223\"");
        let strong = tag.trim_start_matches("W/").to_owned();
        let cases = [
            ("*", true),
            (tag.as_str(), true),
            (strong.as_str(), true),
            (&format!("\"a\", {tag}"), true),
            ("\"a\"", false),
            ("", false),
        ];
        for (listed, held) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, listed.parse().unwrap());
            assert_eq!(is_held(&headers, &tag), held, "{listed}");
        }
        assert!(!is_held(&HeaderMap::new(), &tag));
    }

    #[test]
    fn people_read_everything_else() {
        for (path, programs) in [
            ("/api/v1", true),
            ("/api", true),
            ("/data/smoking/observations.csv", true),
            ("/data", false),
            ("/apiary", false),
            ("/hackney/evidence", false),
        ] {
            assert_eq!(is_for_programs(path), programs, "{path}");
        }
    }
}
