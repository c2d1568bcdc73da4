//! Rows of actions, milestones, reviews, stewardships and conversations.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{ACTION, Action, CourseReview, Milestone, Stewardship, TakenUp};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::thread::{Record, Registry, store as thread};
use crate::vocabulary::{Origin, RecordId};

entity!(action_row, "action", {
    parent_id: Option<Uuid>,
    action_type: String,
    owner_body_id: Option<Uuid>,
    owner_person_id: Option<Uuid>,
    owner_words: Option<String>,
    due: Option<TimeDate>,
    due_words: Option<String>,
    level: Option<String>,
    level_reason: Option<String>,
    resident_led: bool,
});

fn row_of(action: &Action) -> action_row::ActiveModel {
    action_row::ActiveModel {
        id: Set(action.record.id.0),
        parent_id: Set(action.parent_id.map(|parent| parent.0)),
        action_type: Set(action.action_type.as_str().to_owned()),
        owner_body_id: Set(action.owner_body_id.map(|body| body.0)),
        owner_person_id: Set(action.owner_person_id.map(|person| person.0)),
        owner_words: Set(action.owner_words.clone()),
        due: Set(action.due.map(date_column)),
        due_words: Set(action.due_words.clone()),
        level: Set(action.level.map(|level| level.as_str().to_owned())),
        level_reason: Set(action.level_reason.clone()),
        resident_led: Set(action.resident_led),
    }
}

fn action_of(record: Record, row: action_row::Model) -> Option<Action> {
    Some(Action {
        record,
        parent_id: row.parent_id.map(RecordId),
        action_type: row.action_type.parse().ok()?,
        owner_body_id: row.owner_body_id.map(RecordId),
        owner_person_id: row.owner_person_id.map(RecordId),
        owner_words: row.owner_words,
        due: row.due.map(date_of),
        due_words: row.due_words,
        level: row.level.and_then(|level| level.parse().ok()),
        level_reason: row.level_reason,
        resident_led: row.resident_led,
    })
}

pub(crate) async fn insert_action(
    connection: &impl ConnectionTrait,
    new: &Action,
) -> Result<(), DatabaseError> {
    action_row::Entity::insert(row_of(new))
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn update_action(
    connection: &impl ConnectionTrait,
    changed: &Action,
) -> Result<(), DatabaseError> {
    action_row::Entity::update_many()
        .set(row_of(changed))
        .filter(action_row::Column::Id.eq(changed.record.id.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn actions(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: Option<RecordId>,
) -> Result<Vec<Action>, DatabaseError> {
    let mut rows: HashMap<Uuid, action_row::Model> = action_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, ACTION, body_id).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            action_of(record, row)
        })
        .collect())
}

pub(crate) async fn action(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Action>, DatabaseError> {
    let Some(row) = action_row::Entity::find_by_id(id.0).one(connection).await? else {
        return Ok(None);
    };
    let record = thread::by_id(connection, registry, id).await?;
    Ok(record.and_then(|record| action_of(record, row)))
}

entity!(milestone_row, "milestone", {
    action_id: Uuid,
    position: i64,
    title: String,
    due: TimeDate,
    done_on: Option<TimeDate>,
    origin: String,
});

fn row_of_milestone(milestone: &Milestone) -> milestone_row::ActiveModel {
    milestone_row::ActiveModel {
        id: Set(milestone.id),
        action_id: Set(milestone.action_id.0),
        position: Set(milestone.position),
        title: Set(milestone.title.clone()),
        due: Set(date_column(milestone.due)),
        done_on: Set(milestone.done.map(date_column)),
        origin: Set(milestone.origin.as_str().to_owned()),
    }
}

pub(crate) async fn insert_milestone(
    connection: &impl ConnectionTrait,
    new: &Milestone,
) -> Result<(), DatabaseError> {
    milestone_row::Entity::insert(row_of_milestone(new))
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn update_milestone(
    connection: &impl ConnectionTrait,
    changed: &Milestone,
) -> Result<(), DatabaseError> {
    milestone_row::Entity::update_many()
        .set(row_of_milestone(changed))
        .filter(milestone_row::Column::Id.eq(changed.id))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn delete_milestone(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<(), DatabaseError> {
    milestone_row::Entity::delete_by_id(id)
        .exec(connection)
        .await?;
    Ok(())
}

/// The milestones of some actions, by action, those due first before the others.
pub(crate) async fn milestones_of(
    connection: &impl ConnectionTrait,
    actions: &[RecordId],
) -> Result<HashMap<RecordId, Vec<Milestone>>, DatabaseError> {
    let rows = milestone_row::Entity::find()
        .filter(milestone_row::Column::ActionId.is_in(actions.iter().map(|action| action.0)))
        .order_by_asc(milestone_row::Column::Due)
        .order_by_asc(milestone_row::Column::Position)
        .all(connection)
        .await?;
    let mut found: HashMap<RecordId, Vec<Milestone>> = HashMap::new();
    for row in rows {
        let action_id = RecordId(row.action_id);
        found.entry(action_id).or_default().push(Milestone {
            id: row.id,
            action_id,
            position: row.position,
            title: row.title,
            due: date_of(row.due),
            done: row.done_on.map(date_of),
            origin: row.origin.parse().unwrap_or(Origin::Entered),
        });
    }
    Ok(found)
}

entity!(review_row, "course_review", {
    about_id: Uuid,
    decision: String,
    reason: String,
    reviewed_on: TimeDate,
    next_review: Option<TimeDate>,
});

entity!(stewardship_row, "stewardship", {
    board_id: Uuid,
    element_id: Uuid,
    body_id: Option<Uuid>,
    person_id: Option<Uuid>,
    start_date: TimeDate,
    end_date: Option<TimeDate>,
    standing: Option<String>,
    origin: String,
});

pub(crate) async fn insert_review(
    connection: &impl ConnectionTrait,
    new: &CourseReview,
) -> Result<(), DatabaseError> {
    let row = review_row::ActiveModel {
        id: Set(new.record.id.0),
        about_id: Set(new.about_id.0),
        decision: Set(new.decision.as_str().to_owned()),
        reason: Set(new.reason.clone()),
        reviewed_on: Set(date_column(new.reviewed_on)),
        next_review: Set(new.next_review.map(date_column)),
    };
    review_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// The reviews of a record, or all, newest first.
pub(crate) async fn reviews(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    about: Option<RecordId>,
) -> Result<Vec<CourseReview>, DatabaseError> {
    let mut query = review_row::Entity::find();
    if let Some(about) = about {
        query = query.filter(review_row::Column::AboutId.eq(about.0));
    }
    let rows = query
        .order_by_desc(review_row::Column::ReviewedOn)
        .order_by_desc(review_row::Column::Id)
        .all(connection)
        .await?;
    let ids: Vec<RecordId> = rows.iter().map(|row| RecordId(row.id)).collect();
    let mut records = thread::by_ids(connection, registry, &ids).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(CourseReview {
                record: records.remove(&RecordId(row.id))?,
                about_id: RecordId(row.about_id),
                decision: row.decision.parse().ok()?,
                reason: row.reason,
                reviewed_on: date_of(row.reviewed_on),
                next_review: row.next_review.map(date_of),
            })
        })
        .collect())
}

pub(crate) async fn insert_stewardship(
    connection: &impl ConnectionTrait,
    new: &Stewardship,
) -> Result<(), DatabaseError> {
    let row = stewardship_row::ActiveModel {
        id: Set(new.id),
        board_id: Set(new.board_id.0),
        element_id: Set(new.element_id.0),
        body_id: Set(new.body_id.map(|body| body.0)),
        person_id: Set(new.person_id.map(|person| person.0)),
        start_date: Set(date_column(new.start)),
        end_date: Set(new.end.map(date_column)),
        standing: Set(new.position.clone()),
        origin: Set(new.origin.as_str().to_owned()),
    };
    stewardship_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn end_stewardship(
    connection: &impl ConnectionTrait,
    id: Uuid,
    on: Date,
) -> Result<(), DatabaseError> {
    stewardship_row::Entity::update_many()
        .col_expr(
            stewardship_row::Column::EndDate,
            Expr::value(date_column(on)),
        )
        .filter(stewardship_row::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

/// The stewardships that a board has spoken of, oldest first.
pub(crate) async fn stewardships(
    connection: &impl ConnectionTrait,
    board: RecordId,
) -> Result<Vec<Stewardship>, DatabaseError> {
    let rows = stewardship_row::Entity::find()
        .filter(stewardship_row::Column::BoardId.eq(board.0))
        .order_by_asc(stewardship_row::Column::StartDate)
        .order_by_asc(stewardship_row::Column::Id)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Stewardship {
            id: row.id,
            board_id: RecordId(row.board_id),
            element_id: RecordId(row.element_id),
            body_id: row.body_id.map(RecordId),
            person_id: row.person_id.map(RecordId),
            start: date_of(row.start_date),
            end: row.end_date.map(date_of),
            position: row.standing,
            origin: row.origin.parse().unwrap_or(Origin::Entered),
        })
        .collect())
}

entity!(conversation_row, "conversation", {
    offer: String,
    taken_up: String,
});

pub(crate) async fn insert_conversation(
    connection: &impl ConnectionTrait,
    event: RecordId,
    offer: &str,
    taken_up: TakenUp,
) -> Result<(), DatabaseError> {
    let row = conversation_row::ActiveModel {
        id: Set(event.0),
        offer: Set(offer.to_owned()),
        taken_up: Set(taken_up.as_str().to_owned()),
    };
    conversation_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn settle_conversation(
    connection: &impl ConnectionTrait,
    event: RecordId,
    taken_up: TakenUp,
) -> Result<(), DatabaseError> {
    conversation_row::Entity::update_many()
        .col_expr(
            conversation_row::Column::TakenUp,
            Expr::value(taken_up.as_str()),
        )
        .filter(conversation_row::Column::Id.eq(event.0))
        .exec(connection)
        .await?;
    Ok(())
}

/// What was offered in each conversation, and whether it was taken up, by its event.
pub(crate) async fn conversations(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<RecordId, (String, TakenUp)>, DatabaseError> {
    Ok(conversation_row::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .filter_map(|row| Some((RecordId(row.id), (row.offer, row.taken_up.parse().ok()?))))
        .collect())
}
