use super::request_returns::link_for;
use super::{asks_of_partner, open_round};
use crate::access::{Secret, revoke_return_links};
use crate::outcomes::policy;
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A link to make again.
#[derive(Debug, Clone, Copy)]
pub struct RenewLink {
    /// The round.
    pub round_id: RecordId,
    /// The partner.
    pub partner: RecordId,
}

/// A link that was made again.
#[derive(Debug)]
pub struct RenewedLink {
    /// Its secret, which leaves the house here and nowhere else.
    pub secret: Secret,
    /// How many links were withdrawn: the first one, those of reminders, a deputy's.
    pub withdrawn: u64,
}

/// Why no link was made.
#[derive(Debug, thiserror::Error)]
pub enum RenewLinkError {
    /// The round is closed.
    #[error("this round is closed, and its links open nothing to answer")]
    Closed,
    /// A body without a question.
    #[error("they were asked nothing in this round")]
    NotAsked,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Makes a partner's link of an open round again and withdraws every link that it had: for a letter that went astray or was passed
/// on too far. What was answered by the old ones stays.
pub async fn renew_link(
    house: &House,
    who: &Who,
    input: RenewLink,
) -> Result<RenewedLink, RenewLinkError> {
    let round = open_round(house, input.round_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RenewLinkError::Closed)?;
    let asked = asks_of_partner(house, input.round_id, input.partner)
        .await
        .map_err(RunnerError::from)?;
    if asked.is_empty() {
        return Err(RenewLinkError::NotAsked);
    }
    let mut act = house
        .begin(who, &policy::RENEW_LINK, round.record.body_id)
        .await?;
    let withdrawn = revoke_return_links(&mut act, input.round_id, input.partner).await?;
    let secret = link_for(&mut act, &round, input.partner).await?;
    act.about(input.round_id);
    act.commit().await?;
    Ok(RenewedLink { secret, withdrawn })
}
