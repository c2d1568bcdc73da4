use serde_json::{Value, json};

use super::{PartnerStanding, standing_of};
use crate::asks::{self, AskState, Round};
use crate::audit::{canonical_json, hash_of_text};
use crate::database::DatabaseError;
use crate::outcomes::{
    Figures, Judgement, OutcomeProgress, ProgressError, policy, progress_of, store,
};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// What a round was frozen as.
#[derive(Debug, Clone, PartialEq)]
pub struct Frozen {
    /// Everything that was said and how each outcome was going, as canonical JSON.
    pub content: String,
    /// SHA-256 of it, in hexadecimal digits.
    pub hash: String,
}

/// Why a round was not closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseRoundError {
    /// It is closed already.
    #[error("this round is closed already")]
    Closed,
    /// How the outcomes are going cannot be worked out, so that it cannot be frozen.
    #[error(transparent)]
    Progress(#[from] ProgressError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Closes a round of returns: whoever has not answered did not answer, and what was said stands beside how each outcome was
/// going on this day, frozen under a hash.
pub async fn close_returns(
    house: &House,
    who: &Who,
    figures: &dyn Figures,
    round_id: RecordId,
) -> Result<Frozen, CloseRoundError> {
    let round = asks::round(house, round_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id: round_id })?;
    if round.closed_on.is_some() {
        return Err(CloseRoundError::Closed);
    }
    let frozen = freeze(house, who, figures, &round).await?;
    let mut act = house
        .begin(who, &policy::CLOSE_ROUND, round.record.body_id)
        .await?;
    asks::close_round(&mut act, &round, frozen.hash.clone()).await?;
    let id = act.new_id();
    store::insert_scorecard(
        act.connection(),
        id.0,
        round_id,
        &frozen.content,
        &frozen.hash,
    )
    .await
    .map_err(RunnerError::from)?;
    act.about(round_id);
    act.commit().await?;
    Ok(frozen)
}

async fn freeze(
    house: &House,
    who: &Who,
    figures: &dyn Figures,
    round: &Round,
) -> Result<Frozen, CloseRoundError> {
    let standing = standing_of(house, round, who.today)
        .await
        .map_err(RunnerError::from)?;
    let progress = match round.record.body_id {
        Some(board) => progress_of(house, figures, board).await?,
        None => Vec::new(),
    };
    let said: Vec<Value> = standing
        .places()
        .map(|(about, place)| said(&about.reference().to_string(), place))
        .collect();
    let outcomes: Vec<Value> = progress.iter().map(scored).collect();
    let content = canonical_json(&json!({
        "round": round.record.reference().to_string(), "title": round.record.title,
        "opened": round.opens.to_string(), "last day": round.closes.to_string(),
        "closed": who.today.to_string(), "outcomes": outcomes, "returns": said,
    }));
    let hash = hash_of_text(&content);
    Ok(Frozen { content, hash })
}

fn said(about: &str, place: &PartnerStanding) -> Value {
    let reply = place.ask.as_ref().and_then(|ask| ask.reply.as_ref());
    let state = match place.state {
        AskState::NotAsked => "not asked",
        AskState::Answered(_) => "answered",
        AskState::ToDo | AskState::Late(_) | AskState::DidNotAnswer => "did not answer",
    };
    json!({
        "about": about, "partner": place.partner.reference().to_string(), "part": place.part, "state": state,
        "reply": reply.map(|reply| reply.word.clone()), "on": reply.map(|reply| reply.on.to_string()),
        "answers": place.answers, "reminded": place.reminded.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn scored(progress: &OutcomeProgress) -> Value {
    let judged = progress.judgement.as_ref();
    let newest = judged.and_then(|it| it.newest.as_ref());
    json!({
        "outcome": progress.outcome.record.reference().to_string(),
        "verdict": judged.map(|it| it.verdict), "reason": judged.map(Judgement::reason),
        "value": newest.map(|point| point.value), "period": newest.map(|point| point.period.clone()),
        "limits": newest.and_then(|point| point.limits),
        "receipt": newest.and_then(|point| point.receipt.clone()),
    })
}

/// What a closed round was frozen as. `None` while it is open.
pub async fn frozen_scorecard(
    house: &House,
    round_id: RecordId,
) -> Result<Option<Frozen>, DatabaseError> {
    Ok(store::scorecard(house.reader(), round_id)
        .await?
        .map(|(content, hash)| Frozen { content, hash }))
}
