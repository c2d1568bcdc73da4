//! Rows of question sets and sheets.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};

use super::{Answers, QUESTION_SET, Question, QuestionSet, SetVersion, Sheet};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(set_row, "question_set", {
    purpose: String,
});

entity!(version_row, "set_version", {
    set_id: Uuid,
    number: i64,
    hash: String,
});

entity!(question_row, "question", {
    set_version_id: Uuid,
    stable_id: String,
    position: i64,
    question_type: String,
    words: String,
    help: Option<String>,
    options: String,
    required: bool,
    short_form_of: Option<String>,
});

entity!(sheet_row, "sheet", {
    set_version_id: Uuid,
    about_id: Option<Uuid>,
    by_person: Option<Uuid>,
    by_body: Option<Uuid>,
    mode: String,
    language: String,
    day: TimeDate,
    sent: bool,
});

entity!(answer_row, "answer", {
    sheet_id: Uuid,
    question_stable_id: String,
    value: String,
    language: String,
});

pub(crate) async fn insert_set(
    connection: &impl ConnectionTrait,
    new: &QuestionSet,
) -> Result<(), DatabaseError> {
    let row = set_row::ActiveModel {
        id: Set(new.record.id.0),
        purpose: Set(new.purpose.as_str().to_owned()),
    };
    set_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn sets(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<QuestionSet>, DatabaseError> {
    let mut rows: HashMap<Uuid, set_row::Model> = set_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, QUESTION_SET, None).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let purpose = rows.remove(&record.id.0)?.purpose.parse().ok()?;
            Some(QuestionSet { record, purpose })
        })
        .collect())
}

pub(crate) async fn insert_set_version(
    connection: &impl ConnectionTrait,
    new: &SetVersion,
) -> Result<(), DatabaseError> {
    let row = version_row::ActiveModel {
        id: Set(new.id),
        set_id: Set(new.set_id.0),
        number: Set(new.number),
        hash: Set(new.hash.clone()),
    };
    version_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn newest_set_version(
    connection: &impl ConnectionTrait,
    set_id: RecordId,
) -> Result<Option<SetVersion>, DatabaseError> {
    let row = version_row::Entity::find()
        .filter(version_row::Column::SetId.eq(set_id.0))
        .order_by_desc(version_row::Column::Number)
        .one(connection)
        .await?;
    Ok(row.map(|row| SetVersion {
        id: row.id,
        set_id: RecordId(row.set_id),
        number: row.number,
        hash: row.hash,
    }))
}

pub(crate) async fn insert_question(
    connection: &impl ConnectionTrait,
    id: Uuid,
    version_id: Uuid,
    new: &Question,
) -> Result<(), DatabaseError> {
    let row = question_row::ActiveModel {
        id: Set(id),
        set_version_id: Set(version_id),
        stable_id: Set(new.stable_id.clone()),
        position: Set(new.position),
        question_type: Set(new.question_type.as_str().to_owned()),
        words: Set(new.words.clone()),
        help: Set(new.help.clone()),
        // One option a line: options are single lines of words.
        options: Set(new.options.join("\n")),
        required: Set(new.required),
        short_form_of: Set(new.short_form_of.clone()),
    };
    question_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn questions_of(
    connection: &impl ConnectionTrait,
    version_id: Uuid,
) -> Result<Vec<Question>, DatabaseError> {
    let rows = question_row::Entity::find()
        .filter(question_row::Column::SetVersionId.eq(version_id))
        .order_by_asc(question_row::Column::Position)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Question {
                stable_id: row.stable_id,
                position: row.position,
                question_type: row.question_type.parse().ok()?,
                words: row.words,
                help: row.help,
                options: row.options.lines().map(str::to_owned).collect(),
                required: row.required,
                short_form_of: row.short_form_of,
            })
        })
        .collect())
}

pub(crate) async fn insert_sheet(
    connection: &impl ConnectionTrait,
    new: &Sheet,
) -> Result<(), DatabaseError> {
    let row = sheet_row::ActiveModel {
        id: Set(new.id),
        set_version_id: Set(new.set_version_id),
        about_id: Set(new.about_id.map(|about| about.0)),
        by_person: Set(new.by_person.map(|person| person.0)),
        by_body: Set(new.by_body.map(|body| body.0)),
        mode: Set(new.mode.as_str().to_owned()),
        language: Set(new.language.clone()),
        day: Set(date_column(new.day)),
        sent: Set(new.sent),
    };
    sheet_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn sheet_of(row: sheet_row::Model) -> Option<Sheet> {
    Some(Sheet {
        id: row.id,
        set_version_id: row.set_version_id,
        about_id: row.about_id.map(RecordId),
        by_person: row.by_person.map(RecordId),
        by_body: row.by_body.map(RecordId),
        mode: row.mode.parse().ok()?,
        language: row.language,
        day: date_of(row.day),
        sent: row.sent,
    })
}

pub(crate) async fn sheet(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Sheet>, DatabaseError> {
    Ok(sheet_row::Entity::find_by_id(id)
        .one(connection)
        .await?
        .and_then(sheet_of))
}

pub(crate) async fn sheets_about(
    connection: &impl ConnectionTrait,
    about_id: RecordId,
) -> Result<Vec<Sheet>, DatabaseError> {
    let rows = sheet_row::Entity::find()
        .filter(sheet_row::Column::AboutId.eq(about_id.0))
        .order_by_asc(sheet_row::Column::Day)
        .all(connection)
        .await?;
    Ok(rows.into_iter().filter_map(sheet_of).collect())
}

pub(crate) async fn mark_sent(
    connection: &impl ConnectionTrait,
    id: Uuid,
    day: Date,
) -> Result<(), DatabaseError> {
    sheet_row::Entity::update_many()
        .col_expr(sheet_row::Column::Sent, Expr::value(true))
        .col_expr(sheet_row::Column::Day, Expr::value(date_column(day)))
        .filter(sheet_row::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn put_answer(
    connection: &impl ConnectionTrait,
    id: Uuid,
    sheet_id: Uuid,
    stable_id: &str,
    value: &str,
    language: &str,
) -> Result<(), DatabaseError> {
    let row = answer_row::ActiveModel {
        id: Set(id),
        sheet_id: Set(sheet_id),
        question_stable_id: Set(stable_id.to_owned()),
        value: Set(value.to_owned()),
        language: Set(language.to_owned()),
    };
    let replace = OnConflict::columns([
        answer_row::Column::SheetId,
        answer_row::Column::QuestionStableId,
    ])
    .update_columns([answer_row::Column::Value, answer_row::Column::Language])
    .to_owned();
    answer_row::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn answers_of(
    connection: &impl ConnectionTrait,
    sheet_id: Uuid,
) -> Result<Answers, DatabaseError> {
    let rows = answer_row::Entity::find()
        .filter(answer_row::Column::SheetId.eq(sheet_id))
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.question_stable_id, row.value))
        .collect())
}
