use uuid::Uuid;

use super::policy;
use crate::asks::{self, Ask, AskAct, AskEventKind};
use crate::runner::{House, RunnerError, Who};

/// The word of a body that has considered what it was given.
pub const CONSIDERED: &str = "considered";

/// A document that a body was given and has considered.
#[derive(Debug, Clone)]
pub struct ConsiderDocument {
    /// The ask under which it was given.
    pub ask_id: Uuid,
    /// What came of it, if anything is to be said.
    pub words: Option<String>,
}

/// Why it was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ConsiderDocumentError {
    /// Nobody was given anything under this name.
    #[error("nothing was shared under this name")]
    NotShared,
    /// It was answered before.
    #[error("it is recorded already that this was considered")]
    Answered,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records that a body has considered the version that it was given. The answer is bound to the hash of those words.
pub async fn consider_document(
    house: &House,
    who: &Who,
    input: ConsiderDocument,
) -> Result<Ask, ConsiderDocumentError> {
    let ask = asks::ask_by_id(house, input.ask_id)
        .await
        .map_err(RunnerError::from)?
        .filter(|ask| ask.act == AskAct::Consider && ask.to_body.is_some())
        .ok_or(ConsiderDocumentError::NotShared)?;
    let mut act = house
        .begin(who, &policy::CONSIDER_DOCUMENT, ask.to_body)
        .await?;
    if ask.reply.is_some() {
        return Err(ConsiderDocumentError::Answered);
    }
    let events = ask.events(house).await.map_err(RunnerError::from)?;
    let hash = events
        .into_iter()
        .find(|event| event.kind == AskEventKind::Sent)
        .and_then(|event| event.words);
    let words = input.words.filter(|words| !words.trim().is_empty());
    let answered = asks::reply(&mut act, &ask, CONSIDERED, words, hash).await?;
    act.about(ask.about_id);
    act.commit().await?;
    Ok(answered)
}
