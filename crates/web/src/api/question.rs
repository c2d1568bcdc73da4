//! What stands after the question mark, read strictly: a word that is not known, or known and given twice, is a problem
//! that says so, because a filter with a slip in its name would otherwise answer another question.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::Problem;

/// The question of a function of the interface. Its fields are its whole vocabulary: `#[serde(deny_unknown_fields)]`.
#[derive(Debug, Clone)]
pub(super) struct Question<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Question<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        #[expect(clippy::disallowed_types, reason = "this is our own question")]
        let read = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        read.map(|question| Self(question.0)).map_err(|refused| {
            let said = std::error::Error::source(&refused)
                .map_or_else(|| refused.to_string(), ToString::to_string);
            Problem::bad_question(format!("{said}. /developers lists what can be asked."))
        })
    }
}

/// The parts of an address.
#[derive(Debug, Clone)]
pub(super) struct Named<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read =
            <axum::extract::Path<T> as FromRequestParts<S>>::from_request_parts(parts, state).await;
        read.map(|path| Self(path.0))
            .map_err(|_| Problem::not_found("There is nothing at this address", ""))
    }
}

/// Words that are given and not empty.
pub(super) fn some_words<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    words(deserializer).map(Some)
}

/// Words that must not be empty.
pub(super) fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let given = String::deserialize(deserializer)?;
    if given.is_empty() {
        return Err(serde::de::Error::custom(
            "a filter is empty; leave it out to ask for everything",
        ));
    }
    Ok(given)
}
