use super::{Record, policy};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// Two records to join, or to part.
#[derive(Debug, Clone)]
pub struct JoinRecords {
    /// The record from which one looks up: the action that delivers, the need that rests on evidence.
    pub from: RecordId,
    /// How: "delivers", "cites".
    pub relation: String,
    /// The record that is looked up to.
    pub to: RecordId,
    /// Why, in words.
    pub reason: Option<String>,
}

/// Why two records were not joined or parted.
#[derive(Debug, thiserror::Error)]
pub enum JoinRecordsError {
    /// No such relation.
    #[error("records are not joined by “{0}”")]
    UnknownRelation(String),
    /// They are joined like this already.
    #[error("“{from}” and “{to}” are joined like this already")]
    AlreadyJoined {
        /// Title of one.
        from: String,
        /// Title of the other.
        to: String,
    },
    /// There is nothing to part.
    #[error("these two are not joined like this")]
    NotJoined,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Joins two records from today on. A join that a rule expects is mended by this.
pub async fn join_records(
    house: &House,
    who: &Who,
    input: JoinRecords,
) -> Result<(), JoinRecordsError> {
    let relation = relation_of(house, &input)?;
    let (from, to) = ends(house, who, &input).await?;
    let mut act = house
        .begin(who, &policy::JOIN_RECORDS, from.body_id)
        .await?;
    let held = super::store::links_of_many(act.connection(), house.registry(), &[from.id])
        .await
        .map_err(RunnerError::from)?;
    if held.iter().any(|link| {
        link.from_id == from.id
            && link.relation == relation
            && link.to_id == to.id
            && link.holds_on(who.today)
    }) {
        return Err(JoinRecordsError::AlreadyJoined {
            from: from.title,
            to: to.title,
        });
    }
    let reason = input
        .reason
        .map(|reason| reason.trim().to_owned())
        .filter(|reason| !reason.is_empty());
    act.link(from.id, relation, to.id, reason).await?;
    act.about(from.id);
    act.commit().await?;
    Ok(())
}

/// Parts two records as of today. That they were joined stays on record.
pub async fn part_records(
    house: &House,
    who: &Who,
    input: JoinRecords,
) -> Result<(), JoinRecordsError> {
    let relation = relation_of(house, &input)?;
    let (from, to) = ends(house, who, &input).await?;
    let mut act = house
        .begin(who, &policy::JOIN_RECORDS, from.body_id)
        .await?;
    if !act.unlink(from.id, relation, to.id).await? {
        return Err(JoinRecordsError::NotJoined);
    }
    act.about(from.id);
    act.commit().await?;
    Ok(())
}

fn relation_of(house: &House, input: &JoinRecords) -> Result<super::Relation, JoinRecordsError> {
    house
        .registry()
        .relation(&input.relation)
        .map(|spec| spec.relation)
        .ok_or_else(|| JoinRecordsError::UnknownRelation(input.relation.clone()))
}

/// Both ends. A record that the actor may not see cannot be joined, nor found out about by trying.
async fn ends(
    house: &House,
    who: &Who,
    input: &JoinRecords,
) -> Result<(Record, Record), RunnerError> {
    let find = async |id| {
        super::by_id(house, id)
            .await?
            .filter(|record| record.is_visible_to(&who.actor))
            .ok_or(RunnerError::NotFound { id })
    };
    Ok((find(input.from).await?, find(input.to).await?))
}
