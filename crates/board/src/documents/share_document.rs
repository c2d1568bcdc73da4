use jiff::civil::Date;

use super::{policy, shares_of};
use crate::asks::{self, Ask, AskAct, AskEventKind, NewAsk};
use crate::places::BODY;
use crate::runner::{House, RunnerError, Who};
use crate::texts;
use crate::thread;
use crate::vocabulary::RecordId;

/// The published version of a document to give to a body.
#[derive(Debug, Clone, Copy)]
pub struct ShareDocument {
    /// The document.
    pub document_id: RecordId,
    /// The body that is given it.
    pub to_body: RecordId,
    /// The last day on which the body is to say that it has considered it.
    pub due: Date,
}

/// Why a document was not given to somebody.
#[derive(Debug, thiserror::Error)]
pub enum ShareDocumentError {
    /// Nothing of it is public.
    #[error("publish a version first: what is given away must not change")]
    NotPublished,
    /// The receiver is no body.
    #[error("choose the board or organisation that is given it")]
    NotABody,
    /// It has this very version.
    #[error("{body} was given version {version} already")]
    HasIt {
        /// Who.
        body: String,
        /// Which version.
        version: i64,
    },
    /// The day has gone by.
    #[error("the last day for an answer has passed already")]
    Due,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records that a body was given the published version of a document, and asks it to consider it. Which version it was is kept
/// by the hash of its words. A body that has not answered about an earlier version need not do so any more.
pub async fn share_document(
    house: &House,
    who: &Who,
    input: ShareDocument,
) -> Result<Ask, ShareDocumentError> {
    let text = texts::text(house, input.document_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound {
            id: input.document_id,
        })?;
    let body = thread::by_id(house, input.to_body)
        .await
        .map_err(RunnerError::from)?
        .filter(|record| record.kind == BODY)
        .ok_or(ShareDocumentError::NotABody)?;
    if input.due < who.today {
        return Err(ShareDocumentError::Due);
    }
    let mut act = house
        .begin(who, &policy::SHARE_DOCUMENT, text.record.body_id)
        .await?;
    let version = texts::published_version(house, input.document_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(ShareDocumentError::NotPublished)?;
    let shares = shares_of(house, input.document_id, who.today)
        .await
        .map_err(RunnerError::from)?;
    let has_it = shares
        .iter()
        .any(|share| share.body.id == body.id && share.version == Some(version.number));
    if has_it {
        return Err(ShareDocumentError::HasIt {
            body: body.title,
            version: version.number,
        });
    }
    let new = NewAsk {
        round_id: None,
        about_id: input.document_id,
        act: AskAct::Consider,
        to_body: Some(input.to_body),
        to_person: None,
        to_role: None,
        due: input.due,
        step: 0,
    };
    // Nobody waits any more for what is said about a version that another has taken the place of.
    let open = shares
        .iter()
        .filter(|share| share.body.id == body.id && share.ask.reply.is_none());
    for earlier in open {
        let why = format!("version {} was given instead", version.number);
        asks::withdraw(&mut act, &earlier.ask, &why).await?;
    }
    let ask = asks::ask(&mut act, new).await?;
    asks::record_event(&mut act, &ask, AskEventKind::Sent, Some(version.hash)).await?;
    act.about(input.document_id);
    act.commit().await?;
    Ok(ask)
}
