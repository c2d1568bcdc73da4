//! Rows of texts.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{AnsweredComment, Block, Comment, TEXT, Text, TextType, Version, VersionState};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of, moment_column, moment_of};
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(text_row, "text", {
    text_type: String,
    template_id: Option<Uuid>,
});

entity!(version_row, "text_version", {
    text_id: Uuid,
    number: i64,
    hash: String,
    state: String,
    made_by: String,
    made_at: TimeDateTimeWithTimeZone,
    made_on: TimeDate,
});

entity!(paragraph, "paragraph", {
    text_id: Uuid,
});

entity!(block, "block", {
    version_id: Uuid,
    paragraph_id: Uuid,
    position: i64,
    number: Option<String>,
    block_type: String,
    words: String,
    section: Option<String>,
});

pub(crate) async fn insert_text(
    connection: &impl ConnectionTrait,
    new: &Text,
) -> Result<(), DatabaseError> {
    let row = text_row::ActiveModel {
        id: Set(new.record.id.0),
        text_type: Set(new.text_type.as_str().to_owned()),
        template_id: Set(None),
    };
    text_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn text(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Text>, DatabaseError> {
    let Some(row) = text_row::Entity::find_by_id(id.0).one(connection).await? else {
        return Ok(None);
    };
    let record = thread::by_id(connection, registry, id).await?;
    Ok(record.and_then(|record| {
        Some(Text {
            record,
            text_type: row.text_type.parse().ok()?,
        })
    }))
}

pub(crate) async fn texts_of(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: RecordId,
    text_type: TextType,
) -> Result<Vec<Text>, DatabaseError> {
    let rows: HashMap<Uuid, text_row::Model> = text_row::Entity::find()
        .filter(text_row::Column::TextType.eq(text_type.as_str()))
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, TEXT, Some(body_id)).await?;
    Ok(records
        .into_iter()
        .filter(|record| rows.contains_key(&record.id.0))
        .map(|record| Text { record, text_type })
        .collect())
}

pub(crate) async fn insert_version(
    connection: &impl ConnectionTrait,
    new: &Version,
) -> Result<(), DatabaseError> {
    let row = version_row::ActiveModel {
        id: Set(new.id),
        text_id: Set(new.text_id.0),
        number: Set(new.number),
        hash: Set(new.hash.clone()),
        state: Set(new.state.as_str().to_owned()),
        made_by: Set(new.made_by.clone()),
        made_at: Set(moment_column(new.made_at)),
        made_on: Set(date_column(new.made_on)),
    };
    version_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn version_of(row: version_row::Model) -> Option<Version> {
    Some(Version {
        id: row.id,
        text_id: RecordId(row.text_id),
        number: row.number,
        hash: row.hash,
        state: row.state.parse().ok()?,
        made_by: row.made_by,
        made_at: moment_of(row.made_at),
        made_on: date_of(row.made_on),
    })
}

pub(crate) async fn versions_of(
    connection: &impl ConnectionTrait,
    text_id: RecordId,
) -> Result<Vec<Version>, DatabaseError> {
    let rows = version_row::Entity::find()
        .filter(version_row::Column::TextId.eq(text_id.0))
        .order_by_asc(version_row::Column::Number)
        .all(connection)
        .await?;
    Ok(rows.into_iter().filter_map(version_of).collect())
}

pub(crate) async fn newest_version(
    connection: &impl ConnectionTrait,
    text_id: RecordId,
) -> Result<Option<Version>, DatabaseError> {
    Ok(versions_of(connection, text_id).await?.pop())
}

pub(crate) async fn version(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Version>, DatabaseError> {
    Ok(version_row::Entity::find_by_id(id)
        .one(connection)
        .await?
        .and_then(version_of))
}

pub(crate) async fn set_version_state(
    connection: &impl ConnectionTrait,
    id: Uuid,
    state: VersionState,
) -> Result<(), DatabaseError> {
    version_row::Entity::update_many()
        .col_expr(version_row::Column::State, Expr::value(state.as_str()))
        .filter(version_row::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn insert_paragraph(
    connection: &impl ConnectionTrait,
    id: RecordId,
    text_id: RecordId,
) -> Result<(), DatabaseError> {
    let row = paragraph::ActiveModel {
        id: Set(id.0),
        text_id: Set(text_id.0),
    };
    paragraph::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn insert_block(
    connection: &impl ConnectionTrait,
    id: Uuid,
    version_id: Uuid,
    new: &Block,
) -> Result<(), DatabaseError> {
    let row = block::ActiveModel {
        id: Set(id),
        version_id: Set(version_id),
        paragraph_id: Set(new.paragraph_id.0),
        position: Set(new.position),
        number: Set(new.number.clone()),
        block_type: Set(new.block_type.as_str().to_owned()),
        words: Set(new.words.clone()),
        section: Set(new.section.clone()),
    };
    block::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn blocks_of(
    connection: &impl ConnectionTrait,
    version_id: Uuid,
) -> Result<Vec<Block>, DatabaseError> {
    let rows = block::Entity::find()
        .filter(block::Column::VersionId.eq(version_id))
        .order_by_asc(block::Column::Position)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Block {
                paragraph_id: RecordId(row.paragraph_id),
                position: row.position,
                number: row.number,
                block_type: row.block_type.parse().ok()?,
                words: row.words,
                section: row.section,
            })
        })
        .collect())
}

entity!(comment_row, "comment", {
    version_id: Uuid,
    paragraph_id: Uuid,
    person_id: Option<Uuid>,
    made_by: String,
    made_at: TimeDateTimeWithTimeZone,
    made_on: TimeDate,
    words: String,
    answer: Option<String>,
    answer_words: Option<String>,
    answered_by: Option<String>,
    answered_at: Option<TimeDateTimeWithTimeZone>,
    answered_on: Option<TimeDate>,
});

pub(crate) async fn insert_comment(
    connection: &impl ConnectionTrait,
    new: &Comment,
) -> Result<(), DatabaseError> {
    let row = comment_row::ActiveModel {
        id: Set(new.id),
        version_id: Set(new.version_id),
        paragraph_id: Set(new.paragraph_id.0),
        person_id: Set(new.person_id.map(|person| person.0)),
        made_by: Set(new.by.clone()),
        made_at: Set(moment_column(new.at)),
        made_on: Set(date_column(new.on)),
        words: Set(new.words.clone()),
        ..Default::default()
    };
    comment_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn set_comment_answer(
    connection: &impl ConnectionTrait,
    id: Uuid,
    answered: &AnsweredComment,
) -> Result<(), DatabaseError> {
    comment_row::Entity::update_many()
        .set(comment_row::ActiveModel {
            answer: Set(Some(answered.answer.as_str().to_owned())),
            answer_words: Set(Some(answered.because.clone())),
            answered_by: Set(Some(answered.by.clone())),
            answered_at: Set(Some(moment_column(answered.at))),
            answered_on: Set(Some(date_column(answered.on))),
            ..Default::default()
        })
        .filter(comment_row::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

fn comment_of(row: comment_row::Model) -> Comment {
    let answer = match (
        row.answer.and_then(|answer| answer.parse().ok()),
        row.answer_words,
        row.answered_by,
        row.answered_at,
        row.answered_on,
    ) {
        (Some(answer), Some(because), Some(by), Some(at), Some(on)) => Some(AnsweredComment {
            answer,
            because,
            by,
            at: moment_of(at),
            on: date_of(on),
        }),
        _ => None,
    };
    Comment {
        id: row.id,
        version_id: row.version_id,
        paragraph_id: RecordId(row.paragraph_id),
        person_id: row.person_id.map(RecordId),
        by: row.made_by,
        at: moment_of(row.made_at),
        on: date_of(row.made_on),
        words: row.words,
        answer,
    }
}

/// The comments on every version of a text, oldest first.
pub(crate) async fn comments_on(
    connection: &impl ConnectionTrait,
    text_id: RecordId,
) -> Result<Vec<Comment>, DatabaseError> {
    let versions: Vec<Uuid> = versions_of(connection, text_id)
        .await?
        .into_iter()
        .map(|version| version.id)
        .collect();
    let rows = comment_row::Entity::find()
        .filter(comment_row::Column::VersionId.is_in(versions))
        // By the board's day first: the machine's clock may have been set back since.
        .order_by_asc(comment_row::Column::MadeOn)
        .order_by_asc(comment_row::Column::MadeAt)
        .order_by_asc(comment_row::Column::Id)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(comment_of).collect())
}
