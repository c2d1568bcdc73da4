use jiff::civil::Date;
use uuid::Uuid;

use super::attachment::{Attached, Attachment, AttachmentRole, StoredFile};
use super::folder::{AttachmentFolder, FolderError, Staged};
use super::{Content, ContentError, policy, store, terms_of};
use crate::audit;
use crate::runner::{Act, House, Permission, RunnerError, Who};
use crate::thread::{self, Record};
use crate::vocabulary::{Origin, RecordId};

/// A file to attach.
#[derive(Debug, Clone)]
pub struct AddAttachment {
    /// The record.
    pub record_id: RecordId,
    /// What it is to the record.
    pub role: AttachmentRole,
    /// Its title.
    pub title: String,
    /// Which version of it, in its author's words.
    pub version: Option<String>,
    /// The date that it bears.
    pub dated: Option<Date>,
    /// What the file is called where it comes from.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Why a file was not attached. Nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum AddAttachmentError {
    /// Nobody would know what it is.
    #[error("give it a title, by which readers know what it is")]
    NoTitle,
    /// The file cannot be attached.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// The very same file.
    #[error("this very file is attached already, as “{0}”")]
    AttachedAlready(String),
    /// Not to such a record.
    #[error(
        "nothing can be attached to this record; attach it to a report, an agenda item or a document"
    )]
    TakesNone,
    /// The data folder failed.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Attaches a file to a record, for whoever may write that. What was said to be missing under this title is found by it.
pub async fn add_attachment(
    house: &House,
    who: &Who,
    input: AddAttachment,
) -> Result<Attachment, AddAttachmentError> {
    let title = titled(&input.title)?;
    let record = record_to_write(house, who, input.record_id)
        .await?
        .ok_or(AddAttachmentError::TakesNone)?;
    // Looking into a file and writing it take a while: the act, for which others wait, begins when that is done.
    let file = read_file(house, input.name, input.bytes).await?;
    let mut act = house
        .begin(who, &policy::ADD_ATTACHMENT, record.body_id)
        .await?;
    let new = NewAttachment {
        role: input.role,
        title,
        version: input.version,
        dated: input.dated,
        origin: input.origin,
    };
    let attachment = attach(&mut act, record.id, new, &file).await?;
    act.about(record.id);
    act.commit().await?;
    Ok(attachment)
}

/// The title of an attachment, which says something.
pub(crate) fn titled(title: &str) -> Result<String, AddAttachmentError> {
    match title.trim() {
        "" => Err(AddAttachmentError::NoTitle),
        title => Ok(title.to_owned()),
    }
}

/// What is said about a file that is attached.
pub(crate) struct NewAttachment {
    /// What it is to the record.
    pub(crate) role: AttachmentRole,
    /// Its title, by [`titled`].
    pub(crate) title: String,
    /// Which version of it, in its author's words.
    pub(crate) version: Option<String>,
    /// The date that it bears.
    pub(crate) dated: Option<Date>,
    /// Where it comes from.
    pub(crate) origin: Origin,
}

/// A file that was looked into, and lies in the folder without belonging to anything.
pub(crate) struct ReadFile {
    content: Content,
    staged: Staged,
}

/// Attaches a file to a record within an act, which a use case began with a permission of its own. Whether whoever acts may
/// write the record is for the use case to know.
pub(crate) async fn attach(
    act: &mut Act,
    record_id: RecordId,
    new: NewAttachment,
    file: &ReadFile,
) -> Result<Attachment, AddAttachmentError> {
    let ReadFile { content, staged } = file;
    // From being kept to being named, the file belongs to nothing: a sweep waits for this turn, and so does whoever else
    // attaches or removes something.
    take_turn(act).await?;
    let held = store::attachments_of(act.connection(), &[record_id])
        .await
        .map_err(RunnerError::from)?
        .remove(&record_id)
        .unwrap_or_default();
    let is_same = |one: &&Attachment| one.file().is_some_and(|file| file.hash == staged.hash);
    if let Some(same) = held.iter().find(is_same) {
        return Err(AddAttachmentError::AttachedAlready(same.title.clone()));
    }
    AttachmentFolder::of(act.house()).keep(staged)?;
    act.house().mark("attachment kept");
    let file = stored(act, content, staged).await?;
    let found = held.iter().find(|one| {
        one.role == new.role
            && one.lost_reason().is_some()
            && one.title.to_lowercase() == new.title.to_lowercase()
    });
    let attachment = Attachment {
        id: found.map_or_else(|| act.new_id().0, |one| one.id),
        record_id,
        position: found.map_or_else(|| next_position(&held), |one| one.position),
        role: new.role,
        title: new.title,
        version: said(new.version),
        dated: new.dated,
        attached: Attached::File(file),
        origin: new.origin,
    };
    match found {
        None => store::insert_attachment(act.connection(), &attachment).await,
        Some(_) => store::update_attachment(act.connection(), &attachment).await,
    }
    .map_err(RunnerError::from)?;
    act.note_of(record_id, attachment.told());
    Ok(attachment)
}

/// The record, if it takes attachments and whoever asks may write it.
pub(super) async fn record_to_write(
    house: &House,
    who: &Who,
    id: RecordId,
) -> Result<Option<Record>, RunnerError> {
    let record = thread::by_id(house, id)
        .await?
        .ok_or(RunnerError::NotFound { id })?;
    let Some(terms) = terms_of(house, &record, who.today).await? else {
        return Ok(None);
    };
    let Permission { act, roles, .. } = *terms.write;
    if !terms.write.allows(&who.actor, record.body_id) {
        return Err(RunnerError::Forbidden { act, roles });
    }
    Ok(Some(record))
}

/// Waits for the turn that whoever changes attachments or sweeps their files takes, until the act ends. Some databases let
/// many write at once.
pub(crate) async fn take_turn(act: &Act) -> Result<(), RunnerError> {
    audit::store::lock_head(act.connection(), None).await?;
    Ok(())
}

/// The place after the last.
pub(super) fn next_position(held: &[Attachment]) -> i64 {
    held.iter().map(|one| one.position).max().unwrap_or(0) + 1
}

/// Words that say something.
pub(super) fn said(words: Option<String>) -> Option<String> {
    words
        .map(|words| words.trim().to_owned())
        .filter(|words| !words.is_empty())
}

/// Looks into a file and writes it where it does not count yet. What cannot be attached is refused here.
pub(crate) async fn read_file(
    house: &House,
    name: String,
    bytes: Vec<u8>,
) -> Result<ReadFile, AddAttachmentError> {
    let folder = AttachmentFolder::of(house);
    let passing = Uuid::from_bytes(house.random_bytes::<16>())
        .simple()
        .to_string();
    let work = tokio::task::spawn_blocking(move || {
        let content = Content::read(&name, bytes)?;
        let staged = folder.stage(&content.bytes, &passing)?;
        Ok(ReadFile { content, staged })
    });
    match work.await {
        Ok(done) => done,
        // The work is never cancelled, so it can only have panicked.
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

/// The row of a file, made where no other attachment names the same content.
async fn stored(
    act: &mut Act,
    content: &Content,
    staged: &Staged,
) -> Result<StoredFile, RunnerError> {
    if let Some(known) = store::stored_file(act.connection(), staged.hash).await? {
        return Ok(known);
    }
    let file = StoredFile {
        id: act.new_id().0,
        hash: staged.hash,
        bytes: content.bytes.len() as u64,
        media_type: content.media_type,
    };
    store::insert_stored_file(act.connection(), &file, content.words.as_deref()).await?;
    Ok(file)
}
