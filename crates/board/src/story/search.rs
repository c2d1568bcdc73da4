use std::collections::BTreeMap;

use crate::database::DatabaseError;
use crate::delivery::ACTION;
use crate::events::EVENT;
use crate::indicators::{EVIDENCE_ITEM, INDICATOR};
use crate::meetings::DECISION;
use crate::needs::NEED;
use crate::outcomes::OUTCOME;
use crate::places::bodies;
use crate::runner::House;
use crate::strategy::{PRIORITY, STRATEGY};
use crate::thread::{Record, of_kind};
use crate::vocabulary::{Actor, Kind, Sought, long_date};

/// What is looked through, in the order of the thread.
pub const SEARCHED: [Kind; 9] = [
    NEED,
    INDICATOR,
    EVIDENCE_ITEM,
    PRIORITY,
    STRATEGY,
    ACTION,
    OUTCOME,
    EVENT,
    DECISION,
];

/// A record that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub record: Record,
    /// The public name of the body that it belongs to; none where it belongs to the installation.
    pub body: Option<String>,
}

impl Found {
    /// Where it belongs and how it stands: "Hackney Health and Wellbeing Board, open since 19 May 2022".
    #[must_use]
    pub fn standing(&self) -> String {
        let stands = format!(
            "{} since {}",
            self.record.state,
            long_date(self.record.state_since)
        );
        match &self.body {
            Some(body) => format!("{body}, {stands}"),
            None => stands,
        }
    }
}

/// The records whose titles hold all the words, in any order, in capitals or not, and which the actor may see. In the order of the
/// thread; without words, none.
pub async fn search(
    house: &House,
    actor: &Actor,
    words: &str,
) -> Result<Vec<Found>, DatabaseError> {
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    let sought = Sought::words(words);
    let names: BTreeMap<_, _> = bodies(house)
        .await?
        .into_iter()
        .map(|body| (body.record.slug, body.public_name))
        .collect();
    let mut found = Vec::new();
    for kind in SEARCHED {
        for record in of_kind(house, kind, None).await? {
            if record.is_visible_to(actor) && sought.is_in(&record.title) {
                let body = record
                    .body_slug
                    .as_ref()
                    .and_then(|slug| names.get(slug))
                    .cloned();
                found.push(Found { record, body });
            }
        }
    }
    Ok(found)
}

/// The words of a search, in small letters.
#[must_use]
pub fn wanted_words(words: &str) -> Vec<String> {
    words
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}
