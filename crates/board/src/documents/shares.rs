use std::collections::HashMap;

use jiff::civil::Date;

use super::{DOCUMENT_TYPES, Document};
use crate::asks::{
    self, Ask, AskAct, AskEvent, AskEventKind, AskState, WITHDRAWN, state_of, store as rows,
};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::texts::{self, versions_of};
use crate::thread::{self, Record};
use crate::vocabulary::{RecordId, long_date};

/// A version of a document that a body was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The ask under which it was given.
    pub ask: Ask,
    /// Who was given it.
    pub body: Record,
    /// The number of the version; `None` where no version has the hash that was kept.
    pub version: Option<i64>,
    /// The day on which it was given.
    pub on: Date,
    /// Who gave it.
    pub by: String,
    /// Whether it was considered.
    pub state: AskState,
}

impl Share {
    /// Whether a newer version was given before this one was considered.
    #[must_use]
    pub fn was_replaced(&self) -> bool {
        self.ask
            .reply
            .as_ref()
            .is_some_and(|reply| reply.word == WITHDRAWN)
    }

    /// Where it stands, in words: “considered on 17 January 2022”, “to be considered by 28 February 2022”.
    #[must_use]
    pub fn state_in_words(&self) -> String {
        if self.was_replaced() {
            return "a newer version was given since".to_owned();
        }
        match self.state {
            AskState::Answered(on) => format!("considered on {}", long_date(on)),
            AskState::Late(_) => format!("was to be considered by {}", long_date(self.ask.due)),
            AskState::ToDo | AskState::NotAsked => {
                format!("to be considered by {}", long_date(self.ask.due))
            }
            AskState::DidNotAnswer => "not considered".to_owned(),
        }
    }
}

/// Who was given which version of a document, the first to be given it first.
pub async fn shares_of(
    house: &House,
    document_id: RecordId,
    today: Date,
) -> Result<Vec<Share>, DatabaseError> {
    let given = asks::asks_about(house, document_id).await?;
    shares(house, given, today).await
}

/// The documents that a body was given, each with its share, the newest first.
pub async fn shared_with(
    house: &House,
    body_id: RecordId,
    today: Date,
) -> Result<Vec<(Document, Share)>, DatabaseError> {
    let given = asks::asks_to(house, body_id).await?;
    let mut shared = Vec::new();
    for share in shares(house, given, today).await?.into_iter().rev() {
        let text = texts::text(house, share.ask.about_id).await?;
        let Some(text) = text.filter(|text| DOCUMENT_TYPES.contains(&text.text_type)) else {
            continue;
        };
        let versions = versions_of(house, text.record.id).await?;
        shared.push((Document { text, versions }, share));
    }
    Ok(shared)
}

async fn shares(
    house: &House,
    mut given: Vec<Ask>,
    today: Date,
) -> Result<Vec<Share>, DatabaseError> {
    given.retain(|ask| ask.act == AskAct::Consider && ask.to_body.is_some());
    let ids: Vec<_> = given.iter().map(|ask| ask.id).collect();
    let sent: HashMap<_, AskEvent> = rows::events_of_many(house.reader(), &ids)
        .await?
        .into_iter()
        .filter(|event| event.kind == AskEventKind::Sent)
        .map(|event| (event.ask_id, event))
        .collect();
    let bodies: Vec<RecordId> = given.iter().filter_map(|ask| ask.to_body).collect();
    let bodies = thread::by_ids(house, &bodies).await?;
    let mut shares = Vec::new();
    for ask in given {
        let (Some(event), Some(body)) = (
            sent.get(&ask.id),
            ask.to_body.and_then(|body| bodies.get(&body)),
        ) else {
            continue;
        };
        let versions = versions_of(house, ask.about_id).await?;
        let version = versions
            .iter()
            .find(|version| Some(&version.hash) == event.words.as_ref());
        shares.push(Share {
            body: body.clone(),
            version: version.map(|version| version.number),
            on: event.on,
            by: event.by.clone(),
            state: state_of(&ask, None, today),
            ask,
        });
    }
    shares.sort_by(|a, b| {
        let key = |share: &Share| (share.on, share.version, share.body.title.clone());
        key(a).cmp(&key(b))
    });
    Ok(shares)
}
