//! Who was given which version of a document, as a list.

use board::asks::AskState;
use board::documents::{Document, Share};
use board::vocabulary::{capital, long_date};
use serde::Serialize;

/// A version that a body was given.
#[derive(Debug, Serialize)]
pub(super) struct ShareRow {
    body: String,
    version: String,
    on: String,
    /// Whether it was considered, in words.
    stands: String,
    /// The status tag that goes with it.
    status: String,
    /// A newer version is published.
    is_older: bool,
}

/// The versions that bodies were given, the first to be given one first.
pub(super) fn rows(document: &Document, shares: &[Share]) -> Vec<ShareRow> {
    let newest = document.published().map(|version| version.number);
    shares
        .iter()
        .map(|share| ShareRow {
            body: share.body.title.clone(),
            version: share.version.map_or_else(
                || "a version that is not kept".to_owned(),
                |number| format!("version {number}"),
            ),
            on: long_date(share.on),
            stands: capital(&share.state_in_words()) + ".",
            status: match share.state {
                _ if share.was_replaced() => "Replaced".to_owned(),
                AskState::Answered(_) => "Considered".to_owned(),
                AskState::Late(1) => "1 day late".to_owned(),
                AskState::Late(days) => format!("{days} days late"),
                _ => "To do".to_owned(),
            },
            is_older: !share.was_replaced() && share.version < newest,
        })
        .collect()
}
