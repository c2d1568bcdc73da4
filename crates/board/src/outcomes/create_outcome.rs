use serde_json::json;

use super::{DRAFT, LIVE, Measure, NewMeasure, OUTCOME, Outcome, OutcomeRole, Part, policy, store};
use crate::joins::MEASURES_PROGRESS_OF;
use crate::runner::{Act, House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId, Slug, Visibility};

/// An outcome to add.
#[derive(Debug, Clone)]
pub struct CreateOutcome {
    /// The board.
    pub body_id: RecordId,
    /// The change in a few words.
    pub title: String,
    /// The readable part of its address.
    pub slug: Option<Slug>,
    /// What it means, for anybody.
    pub plain_words: String,
    /// The priorities whose progress it shows.
    pub priorities: Vec<RecordId>,
    /// What is counted for it, if that is known.
    pub measure: Option<NewMeasure>,
    /// Which bodies are part of it from today on.
    pub roles: Vec<(RecordId, Part)>,
    /// Whether it is followed at once; otherwise it is a draft.
    pub live: bool,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why an outcome was not saved.
#[derive(Debug, thiserror::Error)]
pub enum OutcomeError {
    /// Without a name.
    #[error("Say in a few words what should change")]
    NoTitle,
    /// Without words.
    #[error("Say in plain words what residents will notice")]
    NoWords,
    /// A measure without what it counts.
    #[error("Say what is counted")]
    NothingCounted,
    /// Something that is no number.
    #[error("Write the baseline and the target as numbers")]
    NotANumber,
    /// A baseline without its day, or the reverse.
    #[error("A baseline needs a number and the last day of its period")]
    BaselineWithoutDay,
    /// A target without its day, or the reverse.
    #[error("A target needs a number and a day by which it is to be reached")]
    TargetWithoutDay,
    /// Nothing would change.
    #[error("The target is the same as the baseline, so nothing would have to change")]
    NoChange,
    /// The target lies before the baseline.
    #[error("The target’s day must be later than the baseline’s")]
    TargetBeforeBaseline,
    /// More than one body leads.
    #[error("One body leads an outcome; the others shape or influence it")]
    SeveralLeads,
    /// One body twice.
    #[error("Each body has one part in an outcome")]
    BodyTwice,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds an outcome with its measure and the bodies that are part of it.
pub async fn create_outcome(
    house: &House,
    who: &Who,
    input: CreateOutcome,
) -> Result<Outcome, OutcomeError> {
    let (title, plain_words) = check_words(&input.title, &input.plain_words)?;
    if let Some(measure) = &input.measure {
        measure.check()?;
    }
    check_roles(&input.roles)?;
    let mut act = house
        .begin(who, &policy::WRITE_OUTCOME, Some(input.body_id))
        .await?;
    let state = if input.live { LIVE } else { DRAFT };
    let mut new = NewRecord::new(OUTCOME, Some(input.body_id), title, state);
    new.slug = input.slug;
    new.origin = input.origin;
    new.visibility = visibility_in(input.live);
    let outcome = Outcome {
        record: act.create(new).await?,
        plain_words,
        roles: Vec::new(),
        measure: None,
    };
    let id = outcome.record.id;
    store::insert_outcome(act.connection(), id, &outcome.plain_words)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({ "outcome": id.to_string(), "plain words": outcome.plain_words }));
    for priority in input.priorities {
        act.link(id, MEASURES_PROGRESS_OF, priority, None).await?;
    }
    set_measure(&mut act, &outcome, input.measure.as_ref()).await?;
    set_roles(&mut act, &outcome, &input.roles).await?;
    act.commit().await?;
    super::outcome(house, id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(OutcomeError::Runner(RunnerError::NotFound { id }))
}

pub(super) fn visibility_in(live: bool) -> Visibility {
    if live {
        Visibility::Public
    } else {
        Visibility::Members
    }
}

pub(super) fn check_words(title: &str, words: &str) -> Result<(String, String), OutcomeError> {
    let (title, words) = (title.trim(), words.trim());
    if title.is_empty() {
        return Err(OutcomeError::NoTitle);
    }
    if words.is_empty() {
        return Err(OutcomeError::NoWords);
    }
    Ok((title.to_owned(), words.to_owned()))
}

pub(super) fn check_roles(roles: &[(RecordId, Part)]) -> Result<(), OutcomeError> {
    if roles.iter().filter(|(_, part)| *part == Part::Lead).count() > 1 {
        return Err(OutcomeError::SeveralLeads);
    }
    let mut bodies: Vec<RecordId> = roles.iter().map(|(body, _)| *body).collect();
    bodies.sort_unstable();
    bodies.dedup();
    if bodies.len() < roles.len() {
        return Err(OutcomeError::BodyTwice);
    }
    Ok(())
}

/// Sets what is counted, if it differs from what is counted now.
pub(super) async fn set_measure(
    act: &mut Act,
    before: &Outcome,
    measure: Option<&Measure>,
) -> Result<(), RunnerError> {
    if before.measure.as_ref() == measure {
        return Ok(());
    }
    let id = before.record.id;
    let row = act.new_id();
    store::put_measure(act.connection(), row.0, id, measure).await?;
    let said = |measure: Option<&Measure>| {
        measure.map(|it| {
            json!({ "counted": it.counted, "unit": it.unit, "baseline": it.baseline,
            "baseline on": it.baseline_on.map(|day| day.to_string()), "receipt": it.baseline_receipt,
            "target": it.target, "target on": it.target_on.map(|day| day.to_string()), "cadence": it.cadence,
            "indicator": it.indicator_id.map(|id| id.to_string()), "area": it.area_id.map(|id| id.to_string()) })
        })
    };
    act.note_of(
        id,
        json!({ "measure before": said(before.measure.as_ref()), "measure": said(measure) }),
    );
    Ok(())
}

/// Sets who is part of an outcome from today on: parts that are gone end today, new ones begin.
pub(super) async fn set_roles(
    act: &mut Act,
    before: &Outcome,
    wanted: &[(RecordId, Part)],
) -> Result<(), RunnerError> {
    let today = act.who().today;
    let id = before.record.id;
    let held: Vec<&OutcomeRole> = before.roles_on(today).collect();
    for role in &held {
        if !wanted.contains(&(role.body_id, role.part)) {
            store::end_role(act.connection(), id, role.body_id, today).await?;
            act.note_of(
                id,
                json!({ "no longer part": role.body_id.to_string(), "was": role.part }),
            );
        }
    }
    for &(body_id, part) in wanted {
        if held
            .iter()
            .any(|role| (role.body_id, role.part) == (body_id, part))
        {
            continue;
        }
        let role = OutcomeRole {
            body_id,
            part,
            from: today,
            to: None,
        };
        let row = act.new_id();
        store::insert_role(act.connection(), row.0, id, &role).await?;
        act.note_of(id, json!({ "part": part, "of": body_id.to_string() }));
    }
    Ok(())
}
