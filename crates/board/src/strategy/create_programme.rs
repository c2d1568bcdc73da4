use jiff::civil::Date;
use serde_json::json;

use super::{ADOPTED, PHASE, PROGRAMME, Phase, Programme, policy, store};
use crate::runner::{House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId, Slug};

/// A programme to make.
#[derive(Debug, Clone)]
pub struct CreateProgramme {
    /// The board that makes it.
    pub body_id: RecordId,
    /// Its name.
    pub title: String,
    /// The readable part of its reference.
    pub slug: Option<Slug>,
    /// First day.
    pub from: Date,
    /// Day after the last.
    pub to: Date,
    /// The other boards that share it.
    pub shared_with: Vec<RecordId>,
    /// Where this comes from.
    pub origin: Origin,
}

/// A phase to add.
#[derive(Debug, Clone)]
pub struct CreatePhase {
    /// The programme.
    pub programme_id: RecordId,
    /// What happens.
    pub title: String,
    /// Its place, from 1.
    pub position: i64,
    /// When it is to start.
    pub planned_start: Date,
    /// The day after it is to end.
    pub planned_end: Date,
    /// When it did start.
    pub actual_start: Option<Date>,
    /// The day after it did end.
    pub actual_end: Option<Date>,
    /// One more line about it.
    pub words: Option<String>,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why a programme or phase was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateProgrammeError {
    /// Without a name.
    #[error("give it a name")]
    NoTitle,
    /// It would end before it starts.
    #[error("the last day must come after the first")]
    Dates,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Makes a programme.
pub async fn create_programme(
    house: &House,
    who: &Who,
    input: CreateProgramme,
) -> Result<Programme, CreateProgrammeError> {
    if input.title.trim().is_empty() {
        return Err(CreateProgrammeError::NoTitle);
    }
    if input.to <= input.from {
        return Err(CreateProgrammeError::Dates);
    }
    let mut act = house
        .begin(who, &policy::CHANGE_PROGRAMME, Some(input.body_id))
        .await?;
    let mut new = NewRecord::new(PROGRAMME, Some(input.body_id), input.title.trim(), ADOPTED);
    new.slug = input.slug;
    new.origin = input.origin;
    let mut bodies = vec![input.body_id];
    bodies.extend(
        input
            .shared_with
            .into_iter()
            .filter(|body| *body != input.body_id),
    );
    let programme = Programme {
        record: act.create(new).await?,
        from: input.from,
        to: input.to,
        bodies,
    };
    store::insert_programme(act.connection(), &programme)
        .await
        .map_err(RunnerError::from)?;
    for &body in &programme.bodies {
        let id = act.new_id();
        store::insert_programme_body(act.connection(), id.0, programme.record.id, body)
            .await
            .map_err(RunnerError::from)?;
    }
    act.note(json!({ "programme": programme.record.id.to_string(),
        "shared by": programme.bodies.iter().map(ToString::to_string).collect::<Vec<_>>() }));
    act.commit().await?;
    Ok(programme)
}

/// Adds a phase to a programme.
pub async fn create_phase(
    house: &House,
    who: &Who,
    input: CreatePhase,
) -> Result<Phase, CreateProgrammeError> {
    if input.title.trim().is_empty() {
        return Err(CreateProgrammeError::NoTitle);
    }
    if input.planned_end <= input.planned_start {
        return Err(CreateProgrammeError::Dates);
    }
    let programme = crate::thread::by_id(house, input.programme_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound {
            id: input.programme_id,
        })?;
    let mut act = house
        .begin(who, &policy::CHANGE_PROGRAMME, programme.body_id)
        .await?;
    let mut new = NewRecord::new(PHASE, programme.body_id, input.title.trim(), ADOPTED);
    new.origin = input.origin;
    new.programme_id = Some(programme.id);
    let phase = Phase {
        record: act.create(new).await?,
        programme_id: programme.id,
        position: input.position,
        planned_start: input.planned_start,
        planned_end: input.planned_end,
        actual_start: input.actual_start,
        actual_end: input.actual_end,
        words: input.words,
    };
    store::insert_phase(act.connection(), &phase)
        .await
        .map_err(RunnerError::from)?;
    act.note(
        json!({ "phase": phase.record.id.to_string(), "planned": [phase.planned_start.to_string(),
        phase.planned_end.to_string()] }),
    );
    act.commit().await?;
    Ok(phase)
}
