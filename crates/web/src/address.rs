//! What stands in an address: its parts and its questions, and whether it may be gone to.
//!
//! [`Path`] and [`Query`] are axum's, with refusals that become accessible pages.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

/// The parts of the path: `Path<(String, String)>` for `/{b}/priorities/{slug}`. What cannot be read is not there.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

/// The questions after the path: `Query<Search>` for `/search?q=smoking`.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let read =
            <axum::extract::Path<T> as FromRequestParts<S>>::from_request_parts(parts, state).await;
        read.map(|path| Self(path.0)).map_err(|_| Refusal::NotFound)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        #[expect(clippy::disallowed_types, reason = "this is our own query")]
        let read = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        read.map(|query| Self(query.0)).map_err(|_| {
            Refusal::explained(
                StatusCode::BAD_REQUEST,
                "We could not read this address",
                "Check what stands after the question mark, or start again from the page's form.",
            )
        })
    }
}

/// An address of this site that a person may be sent on to, or `None`: a link can never lead them away through us.
///
/// Only a path with its questions: no other site, no scheme, no backslash that a browser would read as a slash, and
/// nothing that would break a header.
#[must_use]
pub fn of_this_site(text: &str) -> Option<&str> {
    const LONGEST: usize = 1_000;
    let mut letters = text.bytes();
    let rooted = letters.next() == Some(b'/') && !matches!(letters.next(), Some(b'/' | b'\\'));
    let plain = text.bytes().all(|byte| {
        byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>' | b'`' | b'^')
    });
    // "/..//elsewhere" is read as "//elsewhere" once the dots are gone.
    let tame = !text.contains("//") && !text.contains("/.");
    (rooted && plain && tame && text.len() <= LONGEST).then_some(text)
}

/// For extractors that are optional in a handler.
impl<S: Send + Sync, T: DeserializeOwned + Send> OptionalFromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Refusal> {
        <Self as FromRequestParts<S>>::from_request_parts(parts, state)
            .await
            .map(Some)
    }
}

/// Text as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut safe = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            safe.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(safe, "%{byte:02X}");
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::of_this_site;

    #[test]
    fn pages_of_ours_are_gone_to() {
        for ours in [
            "/",
            "/desk",
            "/hackney/priorities/homes?page=2#p12",
            "/search?q=a%20b",
        ] {
            assert_eq!(of_this_site(ours), Some(ours));
        }
    }

    #[test]
    fn nothing_leads_away() {
        for away in [
            "",
            "desk",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "\\\\elsewhere.example",
            "/\t/elsewhere.example",
            "/ /elsewhere.example",
            "https://elsewhere.example",
            "https:elsewhere.example",
            "javascript:alert(1)",
            "/..//elsewhere.example",
            "/./\\elsewhere.example",
            "/desk\r\nLocation: https://elsewhere.example",
            "/%0d%0aLocation:x\u{a0}",
            "http:///elsewhere.example",
            "/desk//elsewhere.example",
        ] {
            assert_eq!(of_this_site(away), None, "{away:?}");
        }
    }

    proptest! {
        /// Whatever is let through has the host of this site once a browser has joined it to this site's address.
        #[test]
        fn whatever_is_let_through_stays_here(text in "[/\\\\a-z:.@?#%\t ]{0,24}") {
            if let Some(address) = of_this_site(&text) {
                let uri: axum::http::Uri = address.parse().expect("a path is an address");
                prop_assert_eq!(uri.host(), None);
                prop_assert!(!address.starts_with("//") && !address.contains('\\'));
            }
        }
    }
}
