//! Rows of kept files and attachments.

use std::collections::{HashMap, HashSet};

use evidence::engine::FileHash;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{QueryOrder, QuerySelect, Select};

use super::{Attached, Attachment, StoredFile};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::vocabulary::{Origin, RecordId};

entity!(file_row, "stored_file", {
    sha256: String,
    bytes: i64,
    media_type: String,
    words: Option<String>,
});

entity!(attachment_row, "attachment", {
    record_id: Uuid,
    position: i64,
    role: String,
    title: String,
    version: Option<String>,
    dated: Option<TimeDate>,
    file_id: Option<Uuid>,
    lost_reason: Option<String>,
    origin: String,
});

/// A file's row without its words, which may be long and are there to be searched only.
type FileRow = (Uuid, String, i64, String);

fn files() -> Select<file_row::Entity> {
    use file_row::Column::{Bytes, Id, MediaType, Sha256};
    file_row::Entity::find()
        .select_only()
        .columns([Id, Sha256, Bytes, MediaType])
}

fn file_of((id, sha256, bytes, media_type): &FileRow) -> Option<StoredFile> {
    Some(StoredFile {
        id: *id,
        hash: sha256.parse().ok()?,
        bytes: u64::try_from(*bytes).ok()?,
        media_type: media_type.parse().ok()?,
    })
}

fn attachment_of(row: attachment_row::Model, file: Option<StoredFile>) -> Option<Attachment> {
    let attached = match (file, row.lost_reason) {
        (Some(file), _) => Attached::File(file),
        (None, reason) => Attached::Missing { reason: reason? },
    };
    Some(Attachment {
        id: row.id,
        record_id: RecordId(row.record_id),
        position: row.position,
        role: row.role.parse().ok()?,
        title: row.title,
        version: row.version,
        dated: row.dated.map(date_of),
        attached,
        origin: row.origin.parse().unwrap_or(Origin::Entered),
    })
}

fn row_of(attachment: &Attachment) -> attachment_row::ActiveModel {
    attachment_row::ActiveModel {
        id: Set(attachment.id),
        record_id: Set(attachment.record_id.0),
        position: Set(attachment.position),
        role: Set(attachment.role.as_str().to_owned()),
        title: Set(attachment.title.clone()),
        version: Set(attachment.version.clone()),
        dated: Set(attachment.dated.map(date_column)),
        file_id: Set(attachment.file().map(|file| file.id)),
        lost_reason: Set(attachment.lost_reason().map(str::to_owned)),
        origin: Set(attachment.origin.as_str().to_owned()),
    }
}

pub(crate) async fn insert_stored_file(
    connection: &impl ConnectionTrait,
    new: &StoredFile,
    words: Option<&str>,
) -> Result<(), DatabaseError> {
    let row = file_row::ActiveModel {
        id: Set(new.id),
        sha256: Set(new.hash.to_string()),
        bytes: Set(i64::try_from(new.bytes).unwrap_or(i64::MAX)),
        media_type: Set(new.media_type.as_str().to_owned()),
        words: Set(words.map(str::to_owned)),
    };
    file_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn stored_file(
    connection: &impl ConnectionTrait,
    hash: FileHash,
) -> Result<Option<StoredFile>, DatabaseError> {
    let row: Option<FileRow> = files()
        .filter(file_row::Column::Sha256.eq(hash.to_string()))
        .into_tuple()
        .one(connection)
        .await?;
    Ok(row.as_ref().and_then(file_of))
}

pub(crate) async fn insert_attachment(
    connection: &impl ConnectionTrait,
    new: &Attachment,
) -> Result<(), DatabaseError> {
    attachment_row::Entity::insert(row_of(new))
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn update_attachment(
    connection: &impl ConnectionTrait,
    changed: &Attachment,
) -> Result<(), DatabaseError> {
    attachment_row::Entity::update_many()
        .set(row_of(changed))
        .filter(attachment_row::Column::Id.eq(changed.id))
        .exec(connection)
        .await?;
    Ok(())
}

/// Deletes an attachment, and the row of its file where no other attachment names it.
pub(crate) async fn delete_attachment(
    connection: &impl ConnectionTrait,
    attachment: &Attachment,
) -> Result<(), DatabaseError> {
    attachment_row::Entity::delete_by_id(attachment.id)
        .exec(connection)
        .await?;
    let Some(file) = attachment.file() else {
        return Ok(());
    };
    let others = attachment_row::Entity::find()
        .filter(attachment_row::Column::FileId.eq(file.id))
        .count(connection)
        .await?;
    if others == 0 {
        file_row::Entity::delete_by_id(file.id)
            .exec(connection)
            .await?;
    }
    Ok(())
}

/// The attachments of some records, by record, in order.
pub(crate) async fn attachments_of(
    connection: &impl ConnectionTrait,
    records: &[RecordId],
) -> Result<HashMap<RecordId, Vec<Attachment>>, DatabaseError> {
    let rows = attachment_row::Entity::find()
        .filter(attachment_row::Column::RecordId.is_in(records.iter().map(|record| record.0)))
        .order_by_asc(attachment_row::Column::Position)
        .all(connection)
        .await?;
    let mut found: HashMap<RecordId, Vec<Attachment>> = HashMap::new();
    for attachment in with_files(connection, rows).await? {
        found
            .entry(attachment.record_id)
            .or_default()
            .push(attachment);
    }
    Ok(found)
}

pub(crate) async fn attachment(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Attachment>, DatabaseError> {
    let rows = attachment_row::Entity::find_by_id(id)
        .all(connection)
        .await?;
    let found = with_files(connection, rows).await?;
    Ok(found.into_iter().next())
}

/// Every attachment by title.
pub(crate) async fn attachments_by_title(
    connection: &impl ConnectionTrait,
) -> Result<Vec<Attachment>, DatabaseError> {
    let rows = attachment_row::Entity::find()
        .order_by_asc(attachment_row::Column::Title)
        .all(connection)
        .await?;
    with_files(connection, rows).await
}

/// The text files in which a word in small letters stands.
pub(crate) async fn files_with_word(
    connection: &impl ConnectionTrait,
    word: &str,
) -> Result<HashSet<Uuid>, DatabaseError> {
    let mut pattern = String::from("%");
    for letter in word.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    let found: Vec<Uuid> = file_row::Entity::find()
        .select_only()
        .column(file_row::Column::Id)
        .filter(file_row::Column::Words.like(LikeExpr::new(pattern).escape('\\')))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().collect())
}

async fn with_files(
    connection: &impl ConnectionTrait,
    rows: Vec<attachment_row::Model>,
) -> Result<Vec<Attachment>, DatabaseError> {
    let wanted: Vec<Uuid> = rows.iter().filter_map(|row| row.file_id).collect();
    let mut known: HashMap<Uuid, StoredFile> = HashMap::new();
    // So many at once: a database takes only so many values in one question.
    for some in wanted.chunks(500) {
        let found: Vec<FileRow> = files()
            .filter(file_row::Column::Id.is_in(some.iter().copied()))
            .into_tuple()
            .all(connection)
            .await?;
        known.extend(found.iter().filter_map(file_of).map(|file| (file.id, file)));
    }
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let file = row.file_id.and_then(|id| known.get(&id).cloned());
            attachment_of(row, file)
        })
        .collect())
}

/// Every file that an attachment names, by hash, with the title of one of them.
pub(crate) async fn stored_files(
    connection: &impl ConnectionTrait,
) -> Result<Vec<(StoredFile, String)>, DatabaseError> {
    let mut titles: HashMap<Uuid, String> = HashMap::new();
    for row in attachment_row::Entity::find().all(connection).await? {
        if let Some(file) = row.file_id {
            titles.entry(file).or_insert(row.title);
        }
    }
    let rows: Vec<FileRow> = files()
        .order_by_asc(file_row::Column::Sha256)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows
        .iter()
        .filter_map(file_of)
        .map(|file| {
            let title = titles.remove(&file.id).unwrap_or_default();
            (file, title)
        })
        .collect())
}
