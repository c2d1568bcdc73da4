use jiff::civil::Date;

use super::{asks_of_partner, open_round};
use crate::asks;
use crate::outcomes::policy;
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// More time for a partner.
#[derive(Debug, Clone)]
pub struct ExtendPartner {
    /// The round.
    pub round_id: RecordId,
    /// The partner.
    pub partner: RecordId,
    /// One thing that it is asked about; everything that is open when `None`.
    pub about_id: Option<RecordId>,
    /// The new last day.
    pub until: Date,
    /// Why.
    pub why: String,
}

/// Why no more time was given.
#[derive(Debug, thiserror::Error)]
pub enum ExtendPartnerError {
    /// Not later than the day that holds now.
    #[error("The new day must be later than the day by which it is due now, and not in the past")]
    NotLater,
    /// Without a reason.
    #[error("Say why there is more time")]
    NoReason,
    /// The round is closed.
    #[error("This round is closed")]
    Closed,
    /// There is nothing to wait for.
    #[error("They have answered everything")]
    NothingOpen,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Gives a partner more time for what it has not answered.
pub async fn extend_partner(
    house: &House,
    who: &Who,
    input: ExtendPartner,
) -> Result<(), ExtendPartnerError> {
    if input.why.trim().is_empty() {
        return Err(ExtendPartnerError::NoReason);
    }
    let round = open_round(house, input.round_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(ExtendPartnerError::Closed)?;
    let mut open = asks_of_partner(house, input.round_id, input.partner)
        .await
        .map_err(RunnerError::from)?;
    open.retain(|ask| {
        ask.reply.is_none() && input.about_id.is_none_or(|about| about == ask.about_id)
    });
    if open.is_empty() {
        return Err(ExtendPartnerError::NothingOpen);
    }
    if input.until < who.today || open.iter().any(|ask| input.until <= ask.due) {
        return Err(ExtendPartnerError::NotLater);
    }
    let mut act = house
        .begin(who, &policy::CHASE_RETURNS, round.record.body_id)
        .await?;
    for ask in &open {
        asks::extend(&mut act, ask, input.until, input.why.trim()).await?;
    }
    act.about(input.round_id);
    act.commit().await?;
    Ok(())
}
