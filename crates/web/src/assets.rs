//! The style sheet, the scripts and the mark, embedded in the binary and served under `/assets/{version}/{name}`.
//!
//! The version is a digest of all of them together, so one script may import another by name and every address changes
//! when any file does. An address with the present version may be kept for ever; one with another version still
//! answers, but must be asked for again. This module must not know any page.

use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets/public/"]
struct Public;

/// Digest of every file that is served, short enough for an address.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Public::iter().collect();
    names.sort_unstable();
    let mut digest = Sha256::new();
    for name in names {
        if let Some(file) = Public::get(&name) {
            digest.update(name.as_bytes());
            digest.update(file.metadata.sha256_hash());
        }
    }
    hexadecimal(&digest.finalize()[..6])
});

/// The address of an asset by its file name, such as `commonweal.css`.
#[must_use]
pub fn address(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

/// The route that serves them.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{version}/{name}", get(serve))
}

/// One asset, in the smallest form that the browser accepts. The compressed copies are made by `make assets`.
async fn serve(Path((version, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(plain) = Public::get(&name).filter(|_| !is_compressed_copy(&name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let compressed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| accepts(accepted, encoding))
        .find_map(|(encoding, ending)| {
            Public::get(&format!("{name}.{ending}")).map(|file| (encoding, file))
        });
    let kind = plain.metadata.mimetype().to_owned();
    let (encoding, file) = match compressed {
        Some((encoding, file)) => (Some(encoding), file),
        None => (None, plain),
    };
    let tag = format!("\"{}\"", hexadecimal(&file.metadata.sha256_hash()[..12]));
    let unchanged = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| known.split(',').any(|one| one.trim() == tag));

    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(file.data.into_owned()))
    };
    let lasting = version == *VERSION && !cfg!(debug_assertions);
    let answer = response.headers_mut();
    answer.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(if lasting {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        }),
    );
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.insert(header::ETAG, tag);
    }
    if !unchanged {
        if let Ok(kind) = HeaderValue::from_str(&with_charset(&kind)) {
            answer.insert(header::CONTENT_TYPE, kind);
        }
        if let Some(encoding) = encoding {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
    }
    response
}

fn is_compressed_copy(name: &str) -> bool {
    [".gz", ".br"].iter().any(|ending| name.ends_with(ending))
}

/// Whether an `Accept-Encoding` header names this encoding and does not refuse it with a weight of nought.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        pieces.next() == Some(encoding)
            && !pieces.any(|weight| {
                weight
                    .strip_prefix("q=")
                    .and_then(|number| number.parse::<f32>().ok())
                    == Some(0.0)
            })
    })
}

fn with_charset(kind: &str) -> String {
    if kind.starts_with("text/") {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_owned()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    async fn ask(path: &str, headers: &[(header::HeaderName, &str)]) -> Response {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        routes::<()>()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn the_style_sheet_comes_compressed_where_the_browser_accepts_it() {
        let address = address("commonweal.css");
        let plain = ask(&address, &[]).await;
        assert_eq!(plain.status(), StatusCode::OK);
        assert_eq!(
            plain.headers()[header::CONTENT_TYPE],
            "text/css; charset=utf-8"
        );
        assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
        let all = plain.into_body().collect().await.unwrap().to_bytes().len();

        let small = ask(&address, &[(header::ACCEPT_ENCODING, "gzip, br")]).await;
        assert_eq!(small.headers()[header::CONTENT_ENCODING], "br");
        let few = small.into_body().collect().await.unwrap().to_bytes().len();
        assert!(few * 5 < all, "{few} of {all} bytes");

        let refused = ask(&address, &[(header::ACCEPT_ENCODING, "br;q=0, gzip;q=0.5")]).await;
        assert_eq!(refused.headers()[header::CONTENT_ENCODING], "gzip");
    }

    #[tokio::test]
    async fn what_has_not_changed_is_not_sent_again() {
        let address = address("mark.svg");
        let first = ask(&address, &[]).await;
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        let second = ask(&address, &[(header::IF_NONE_MATCH, &tag)]).await;
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
    }

    #[tokio::test]
    async fn only_what_is_there_is_served() {
        for path in [
            "/assets/x/nothing.css",
            "/assets/x/commonweal.css.br",
            "/assets/x/..%2F.state",
            "/assets/x/%2Fetc%2Fhosts",
        ] {
            assert_eq!(
                ask(path, &[]).await.status(),
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    }

    #[test]
    fn the_style_sheet_keeps_to_what_a_site_outside_gov_uk_may_serve() {
        let css = Public::get("commonweal.css").unwrap();
        let css = String::from_utf8(css.data.into_owned()).unwrap();
        for forbidden in ["GDS Transport", "@font-face", "crest", "crown", "url(http"] {
            assert!(
                !css.contains(forbidden),
                "the style sheet mentions {forbidden}"
            );
        }
        assert!(
            css.contains(".cw-thread__item--broken"),
            "our components are missing"
        );
        assert!(
            css.contains(".govuk-error-summary"),
            "the published components are missing"
        );
    }
}
