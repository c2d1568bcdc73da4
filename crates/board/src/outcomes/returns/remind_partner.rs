use super::letters::Letter;
use super::request_returns::{link_for, return_address};
use super::{asks_of_partner, name_of, open_round, reached};
use crate::access::EmailAddress;
use crate::asks::{Ask, AskEventKind, Round, record_event};
use crate::outcomes::policy;
use crate::portal::{NewMessage, queue_message};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A reminder to write.
#[derive(Debug, Clone)]
pub struct RemindPartner {
    /// The round.
    pub round_id: RecordId,
    /// The partner.
    pub partner: RecordId,
    /// How people reach this installation.
    pub address: String,
}

/// Why nobody was reminded, given more time or told.
#[derive(Debug, thiserror::Error)]
pub enum RemindPartnerError {
    /// The round is closed.
    #[error("this round is closed")]
    Closed,
    /// There is nothing to wait for.
    #[error("they have answered everything")]
    NothingOpen,
    /// No mailbox is known.
    #[error("no mailbox is known for them")]
    Unreachable,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// What an officer needs to chase a partner: the open round, what is not answered, and whom messages reach.
pub(super) struct Chased {
    pub(super) round: Round,
    pub(super) board: RecordId,
    pub(super) open: Vec<Ask>,
    pub(super) to_name: String,
    pub(super) to: EmailAddress,
}

pub(super) async fn chased(
    house: &House,
    round_id: RecordId,
    partner: RecordId,
) -> Result<Chased, RemindPartnerError> {
    let round = open_round(house, round_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RemindPartnerError::Closed)?;
    let board = round
        .record
        .body_id
        .ok_or(RunnerError::NotFound { id: round_id })?;
    let mut open = asks_of_partner(house, round_id, partner)
        .await
        .map_err(RunnerError::from)?;
    open.retain(|ask| ask.reply.is_none());
    if open.is_empty() {
        return Err(RemindPartnerError::NothingOpen);
    }
    let (to_name, to) = reached(house, round_id, partner)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RemindPartnerError::Unreachable)?;
    Ok(Chased {
        round,
        board,
        open,
        to_name,
        to,
    })
}

/// Reminds a partner of everything that it has not answered, in one message with a link of its own; the first link works on.
pub async fn remind_partner(
    house: &House,
    who: &Who,
    input: RemindPartner,
) -> Result<(), RemindPartnerError> {
    let chased = chased(house, input.round_id, input.partner).await?;
    let board = name_of(house, chased.board).await?;
    let mut act = house
        .begin(who, &policy::CHASE_RETURNS, Some(chased.board))
        .await?;
    for ask in &chased.open {
        record_event(&mut act, ask, AskEventKind::Reminded, None).await?;
    }
    let secret = link_for(&mut act, &chased.round, input.partner).await?;
    let letter = Letter {
        to: &chased.to_name,
        board: &board,
        round: &chased.round.record.title,
        count: chased.open.len(),
        due: latest_due(&chased.open, &chased.round),
        link: &return_address(&input.address, &secret),
    };
    let (subject, words) = letter.reminder(who.today);
    let message = NewMessage {
        board_id: Some(chased.board),
        about_id: Some(input.round_id),
        for_body_id: Some(input.partner),
        to_name: chased.to_name.clone(),
        to: chased.to.clone(),
        subject,
        words,
    };
    queue_message(&mut act, message).await?;
    act.about(input.round_id);
    act.commit().await?;
    Ok(())
}

/// The day by which the last of some asks is due.
pub(super) fn latest_due(asks: &[Ask], round: &Round) -> jiff::civil::Date {
    asks.iter().map(|ask| ask.due).max().unwrap_or(round.closes)
}
