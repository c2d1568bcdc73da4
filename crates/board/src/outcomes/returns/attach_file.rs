use jiff::civil::Date;
use uuid::Uuid;

use super::partner_returns::returns_of;
use super::{PartnerReturns, RETURN, RETURN_MADE, ReturnTask, return_record};
use crate::access::Token;
use crate::files::{
    AddAttachmentError, Attachment, AttachmentRole, NewAttachment, RemoveAttachmentError, attach,
    detach, read_file, store as files, take_turn, titled,
};
use crate::outcomes::policy;
use crate::runner::{House, RunnerError, Who};
use crate::thread::{NewRecord, store as thread};
use crate::vocabulary::{Origin, RecordId, Visibility};

/// Most files that one return carries. A link is opened by whoever holds it, so what comes by it has an end.
pub const MOST_FILES_OF_A_RETURN: usize = 5;

/// A file that a partner sends with one of its returns.
#[derive(Debug, Clone)]
pub struct AttachToReturn {
    /// The ask that it answers.
    pub ask_id: Uuid,
    /// What it is, in the partner's words.
    pub title: String,
    /// What the file is called where it comes from.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Why a file was not taken, or not taken off.
#[derive(Debug, thiserror::Error)]
pub enum ReturnFileError {
    /// The round is closed and what was said in it is frozen.
    #[error("this round was closed on {0}")]
    Closed(Date),
    /// Enough.
    #[error("a return carries five files at most; take one off first, or put two into one")]
    TooMany,
    /// The file cannot be attached.
    #[error(transparent)]
    Attachment(#[from] AddAttachmentError),
    /// None of this return's.
    #[error("this file is not with your answer any more")]
    NotAttached,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Attaches a file to a return by a signed link, with the refusals that every attachment meets. The link decides to what.
/// What is attached can be taken off until the round is closed, and is public from then on if the return was sent.
pub async fn attach_to_return(
    house: &House,
    who: &Who,
    link: &Token,
    input: AttachToReturn,
) -> Result<Attachment, ReturnFileError> {
    let title = titled(&input.title)?;
    let (returns, task) = open_task(house, who, link, input.ask_id).await?;
    let file = read_file(house, input.name, input.bytes).await?;
    let mut act = house
        .begin(who, &policy::ANSWER_RETURN, Some(returns.board.id))
        .await?;
    // Two files that arrive together are counted, and their record is made, one after the other.
    take_turn(&act).await?;
    let id = return_record(&task.ask);
    let held = files::attachments_of(act.connection(), &[id])
        .await
        .map_err(RunnerError::from)?
        .remove(&id)
        .unwrap_or_default();
    if held.len() >= MOST_FILES_OF_A_RETURN {
        return Err(ReturnFileError::TooMany);
    }
    let known = thread::by_id(act.connection(), house.registry(), id)
        .await
        .map_err(RunnerError::from)?;
    if known.is_none() {
        let called = format!("{}: {}", returns.partner.title, task.about.title);
        let mut record = NewRecord::new(RETURN, Some(returns.board.id), called, RETURN_MADE);
        record.visibility = Visibility::Members;
        record.origin = returns.round.record.origin;
        act.create_as(id, record).await?;
    }
    let new = NewAttachment {
        role: AttachmentRole::Background,
        title,
        version: None,
        dated: None,
        origin: Origin::Entered,
    };
    let attachment = attach(&mut act, id, new, &file).await?;
    act.about(returns.round.record.id);
    act.commit().await?;
    Ok(attachment)
}

/// Takes a file off a return by the link that it came by.
pub async fn take_off_return(
    house: &House,
    who: &Who,
    link: &Token,
    ask_id: Uuid,
    attachment_id: Uuid,
) -> Result<(), ReturnFileError> {
    let (returns, task) = open_task(house, who, link, ask_id).await?;
    let mut act = house
        .begin(who, &policy::ANSWER_RETURN, Some(returns.board.id))
        .await?;
    let id = return_record(&task.ask);
    match detach(&mut act, id, attachment_id, "the partner took it back").await {
        Ok(_) => {}
        Err(RemoveAttachmentError::Runner(error)) => return Err(error.into()),
        Err(_) => return Err(ReturnFileError::NotAttached),
    }
    act.about(returns.round.record.id);
    act.commit().await?;
    Ok(())
}

/// What a link asks about, while its round is open.
async fn open_task(
    house: &House,
    who: &Who,
    link: &Token,
    ask_id: Uuid,
) -> Result<(PartnerReturns, ReturnTask), ReturnFileError> {
    let not_found = || RunnerError::NotFound {
        id: RecordId(ask_id),
    };
    let (Some(round_id), Some(partner)) = (link.round_id, link.body_id) else {
        return Err(not_found().into());
    };
    let returns = returns_of(house, round_id, partner, who.today)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(not_found)?;
    let task = returns
        .tasks
        .iter()
        .find(|task| task.ask.id == ask_id)
        .cloned()
        .ok_or_else(not_found)?;
    match returns.round.closed_on {
        Some(closed) => Err(ReturnFileError::Closed(closed)),
        None => Ok((returns, task)),
    }
}
