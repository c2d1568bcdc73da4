//! Rows of minutes, recommendations and decisions.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{
    DECISION, Decision, Finding, MinutedAction, MinutesSource, RECOMMENDATION, Recommendation, Verb,
};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of, moment_column, moment_of};
use crate::delivery::Action;
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(source, "minutes_source", {
    event_id: Uuid,
    text_id: Uuid,
    number: i64,
    as_pasted: String,
    sha256: String,
    file_name: Option<String>,
    read_at: TimeDateTimeWithTimeZone,
    read_by: String,
});

entity!(minuted, "minuted_action", {
    source_id: Uuid,
    action_id: Uuid,
    paragraph_id: Option<Uuid>,
    position: i64,
    as_written: String,
    place: String,
    proposed_words: Option<String>,
    proposed_from: Option<String>,
    has_words: bool,
});

entity!(finding, "minutes_finding", {
    source_id: Uuid,
    paragraph_id: Option<Uuid>,
    other_paragraph_id: Option<Uuid>,
    position: i64,
    rule: String,
    severity: String,
    place: String,
    message: String,
    how_to_mend: String,
    settlement: Option<String>,
    note: Option<String>,
    settled_by: Option<String>,
    settled_on: Option<TimeDate>,
});

entity!(recommendation, "recommendation", {
    from_id: Uuid,
    position: i64,
    verbs: String,
    words: String,
    to_body_id: Option<Uuid>,
});

entity!(decision, "decision", {
    item_id: Uuid,
    recommendation_id: Option<Uuid>,
    outcome: String,
    words_as_decided: String,
    votes: Option<String>,
});

pub(crate) async fn insert_source(
    connection: &impl ConnectionTrait,
    new: &MinutesSource,
) -> Result<(), DatabaseError> {
    let row = source::ActiveModel {
        id: Set(new.id),
        event_id: Set(new.event_id.0),
        text_id: Set(new.text_id.0),
        number: Set(new.number),
        as_pasted: Set(new.as_pasted.clone()),
        sha256: Set(new.sha256.clone()),
        file_name: Set(new.file_name.clone()),
        read_at: Set(moment_column(new.read_at)),
        read_by: Set(new.read_by.clone()),
    };
    source::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn source_of(row: source::Model) -> MinutesSource {
    MinutesSource {
        id: row.id,
        event_id: RecordId(row.event_id),
        text_id: RecordId(row.text_id),
        number: row.number,
        as_pasted: row.as_pasted,
        sha256: row.sha256,
        file_name: row.file_name,
        read_at: moment_of(row.read_at),
        read_by: row.read_by,
    }
}

pub(crate) async fn newest_source(
    connection: &impl ConnectionTrait,
    event_id: RecordId,
) -> Result<Option<MinutesSource>, DatabaseError> {
    Ok(source::Entity::find()
        .filter(source::Column::EventId.eq(event_id.0))
        .order_by_desc(source::Column::Number)
        .one(connection)
        .await?
        .map(source_of))
}

/// The newest reading of each of these meetings.
pub(crate) async fn newest_sources(
    connection: &impl ConnectionTrait,
    events: &[RecordId],
) -> Result<Vec<MinutesSource>, DatabaseError> {
    let rows = source::Entity::find()
        .filter(source::Column::EventId.is_in(events.iter().map(|event| event.0)))
        .order_by_asc(source::Column::Number)
        .all(connection)
        .await?;
    let newest: HashMap<Uuid, source::Model> =
        rows.into_iter().map(|row| (row.event_id, row)).collect();
    Ok(newest.into_values().map(source_of).collect())
}

/// A row that waits for its action.
pub(crate) struct MinutedRow(minuted::Model);

impl MinutedRow {
    pub(crate) fn source_id(&self) -> Uuid {
        self.0.source_id
    }

    pub(crate) fn as_written(&self) -> &str {
        &self.0.as_written
    }

    pub(crate) fn has_words(&self) -> bool {
        self.0.has_words
    }

    pub(crate) fn with_action(self, action: Action) -> MinutedAction {
        MinutedAction {
            id: self.0.id,
            source_id: self.0.source_id,
            paragraph_id: self.0.paragraph_id.map(RecordId),
            position: self.0.position,
            as_written: self.0.as_written,
            place: self.0.place,
            proposed_words: self.0.proposed_words,
            proposed_from: self.0.proposed_from,
            has_words: self.0.has_words,
            action,
        }
    }
}

pub(crate) async fn insert_minuted_action(
    connection: &impl ConnectionTrait,
    new: &MinutedAction,
) -> Result<(), DatabaseError> {
    let row = minuted::ActiveModel {
        id: Set(new.id),
        source_id: Set(new.source_id),
        action_id: Set(new.action.record.id.0),
        paragraph_id: Set(new.paragraph_id.map(|id| id.0)),
        position: Set(new.position),
        as_written: Set(new.as_written.clone()),
        place: Set(new.place.clone()),
        proposed_words: Set(new.proposed_words.clone()),
        proposed_from: Set(new.proposed_from.clone()),
        has_words: Set(new.has_words),
    };
    minuted::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// The actions that readings found, in order, with the ids of the actions.
pub(crate) async fn minuted_actions(
    connection: &impl ConnectionTrait,
    sources: &[Uuid],
) -> Result<Vec<(MinutedRow, RecordId)>, DatabaseError> {
    let rows = minuted::Entity::find()
        .filter(minuted::Column::SourceId.is_in(sources.iter().copied()))
        .order_by_asc(minuted::Column::Position)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let action = RecordId(row.action_id);
            (MinutedRow(row), action)
        })
        .collect())
}

pub(crate) async fn set_has_words(
    connection: &impl ConnectionTrait,
    id: Uuid,
    has_words: bool,
) -> Result<(), DatabaseError> {
    minuted::Entity::update_many()
        .col_expr(minuted::Column::HasWords, Expr::value(has_words))
        .filter(minuted::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn insert_finding(
    connection: &impl ConnectionTrait,
    new: &Finding,
) -> Result<(), DatabaseError> {
    let row = finding::ActiveModel {
        id: Set(new.id),
        source_id: Set(new.source_id),
        paragraph_id: Set(new.paragraph_id.map(|id| id.0)),
        other_paragraph_id: Set(new.other_paragraph_id.map(|id| id.0)),
        position: Set(new.position),
        rule: Set(new.rule.clone()),
        severity: Set(new.weight.as_str().to_owned()),
        place: Set(new.place.clone()),
        message: Set(new.message.clone()),
        how_to_mend: Set(new.how_to_mend.clone()),
        settlement: Set(new.settlement.map(|settled| settled.as_str().to_owned())),
        note: Set(new.note.clone()),
        settled_by: Set(new.settled_by.clone()),
        settled_on: Set(new.settled_on.map(date_column)),
    };
    finding::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn settle(
    connection: &impl ConnectionTrait,
    settled: &Finding,
) -> Result<(), DatabaseError> {
    let settlement = settled.settlement.map(|word| word.as_str().to_owned());
    finding::Entity::update_many()
        .col_expr(finding::Column::Settlement, Expr::value(settlement))
        .col_expr(finding::Column::Note, Expr::value(settled.note.clone()))
        .col_expr(
            finding::Column::SettledBy,
            Expr::value(settled.settled_by.clone()),
        )
        .col_expr(
            finding::Column::SettledOn,
            Expr::value(settled.settled_on.map(date_column)),
        )
        .filter(finding::Column::Id.eq(settled.id))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn findings(
    connection: &impl ConnectionTrait,
    sources: &[Uuid],
) -> Result<Vec<Finding>, DatabaseError> {
    let rows = finding::Entity::find()
        .filter(finding::Column::SourceId.is_in(sources.iter().copied()))
        .order_by_asc(finding::Column::Position)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Finding {
                id: row.id,
                source_id: row.source_id,
                paragraph_id: row.paragraph_id.map(RecordId),
                other_paragraph_id: row.other_paragraph_id.map(RecordId),
                position: row.position,
                rule: row.rule,
                weight: row.severity.parse().ok()?,
                place: row.place,
                message: row.message,
                how_to_mend: row.how_to_mend,
                settlement: row.settlement.and_then(|word| word.parse().ok()),
                note: row.note,
                settled_by: row.settled_by,
                settled_on: row.settled_on.map(date_of),
            })
        })
        .collect())
}

pub(crate) async fn insert_recommendation(
    connection: &impl ConnectionTrait,
    new: &Recommendation,
) -> Result<(), DatabaseError> {
    let verbs: Vec<&str> = new.verbs.iter().map(|verb| verb.as_str()).collect();
    let row = recommendation::ActiveModel {
        id: Set(new.record.id.0),
        from_id: Set(new.from_id.0),
        position: Set(new.position),
        verbs: Set(verbs.join(",")),
        words: Set(new.words.clone()),
        to_body_id: Set(new.to_body_id.map(|id| id.0)),
    };
    recommendation::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// The recommendations that these records make, in order.
pub(crate) async fn recommendations_from(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    from: &[RecordId],
) -> Result<Vec<Recommendation>, DatabaseError> {
    let rows = recommendation::Entity::find()
        .filter(recommendation::Column::FromId.is_in(from.iter().map(|id| id.0)))
        .order_by_asc(recommendation::Column::FromId)
        .order_by_asc(recommendation::Column::Position)
        .all(connection)
        .await?;
    let ids: Vec<RecordId> = rows.iter().map(|row| RecordId(row.id)).collect();
    let mut records = thread::by_ids(connection, registry, &ids).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Recommendation {
                record: records
                    .remove(&RecordId(row.id))
                    .filter(|record| record.kind == RECOMMENDATION)?,
                from_id: RecordId(row.from_id),
                position: row.position,
                verbs: row
                    .verbs
                    .split(',')
                    .filter_map(|verb| verb.parse::<Verb>().ok())
                    .collect(),
                words: row.words,
                to_body_id: row.to_body_id.map(RecordId),
            })
        })
        .collect())
}

/// The records at which recommendations are made: (recommendation, item or report).
pub(crate) async fn made_at(
    connection: &impl ConnectionTrait,
    recommendations: &[RecordId],
) -> Result<Vec<(RecordId, RecordId)>, DatabaseError> {
    let rows = recommendation::Entity::find()
        .filter(recommendation::Column::Id.is_in(recommendations.iter().map(|id| id.0)))
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (RecordId(row.id), RecordId(row.from_id)))
        .collect())
}

pub(crate) async fn insert_decision(
    connection: &impl ConnectionTrait,
    new: &Decision,
) -> Result<(), DatabaseError> {
    let row = decision::ActiveModel {
        id: Set(new.record.id.0),
        item_id: Set(new.item_id.0),
        recommendation_id: Set(new.recommendation_id.map(|id| id.0)),
        outcome: Set(new.outcome.as_str().to_owned()),
        words_as_decided: Set(new.words_as_decided.clone()),
        votes: Set(new.votes.clone()),
    };
    decision::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

async fn decisions_from_rows(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    rows: Vec<decision::Model>,
) -> Result<Vec<Decision>, DatabaseError> {
    let ids: Vec<RecordId> = rows.iter().map(|row| RecordId(row.id)).collect();
    let mut records = thread::by_ids(connection, registry, &ids).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Decision {
                record: records
                    .remove(&RecordId(row.id))
                    .filter(|record| record.kind == DECISION)?,
                item_id: RecordId(row.item_id),
                recommendation_id: row.recommendation_id.map(RecordId),
                outcome: row.outcome.parse().ok()?,
                words_as_decided: row.words_as_decided,
                votes: row.votes,
            })
        })
        .collect())
}

/// The decisions taken at items, in the order in which they were recorded.
pub(crate) async fn decisions_at(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    items: &[RecordId],
) -> Result<Vec<Decision>, DatabaseError> {
    let rows = decision::Entity::find()
        .filter(decision::Column::ItemId.is_in(items.iter().map(|item| item.0)))
        .order_by_asc(decision::Column::Id)
        .all(connection)
        .await?;
    decisions_from_rows(connection, registry, rows).await
}

pub(crate) async fn decision(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Decision>, DatabaseError> {
    let rows = decision::Entity::find_by_id(id.0).all(connection).await?;
    Ok(decisions_from_rows(connection, registry, rows).await?.pop())
}

/// The decisions on recommendations.
pub(crate) async fn decisions_on(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    recommendations: &[RecordId],
) -> Result<Vec<Decision>, DatabaseError> {
    let rows = decision::Entity::find()
        .filter(decision::Column::RecommendationId.is_in(recommendations.iter().map(|id| id.0)))
        .order_by_asc(decision::Column::Id)
        .all(connection)
        .await?;
    decisions_from_rows(connection, registry, rows).await
}
