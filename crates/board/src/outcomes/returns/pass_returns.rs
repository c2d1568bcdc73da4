use super::letters::Letter;
use super::request_returns::{link_for, return_address};
use super::{asks_of_partner, name_of, open_round};
use crate::access::{EmailAddress, Token};
use crate::asks;
use crate::outcomes::policy;
use crate::portal::{NewMessage, queue_message};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A deputy who answers in place of whoever was asked.
#[derive(Debug, Clone)]
pub struct PassReturns {
    /// The deputy, by name or office.
    pub to_name: String,
    /// Their mailbox.
    pub to: EmailAddress,
    /// How people reach this installation.
    pub address: String,
}

/// Why nothing was passed on.
#[derive(Debug, thiserror::Error)]
pub enum PassReturnsError {
    /// Without a name.
    #[error("Enter the name or office of your deputy")]
    NoName,
    /// Everything is answered, or the round is closed.
    #[error("There is nothing left to pass on")]
    NothingOpen,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Passes everything that a partner has not answered to a deputy, by the partner's own link. The deputy gets a link of their
/// own; both work, and the last answer counts.
pub async fn pass_returns(
    house: &House,
    who: &Who,
    link: &Token,
    input: PassReturns,
) -> Result<(), PassReturnsError> {
    let to_name = input.to_name.trim();
    if to_name.is_empty() {
        return Err(PassReturnsError::NoName);
    }
    let (Some(round_id), Some(partner)) = (link.round_id, link.body_id) else {
        return Err(RunnerError::NotFound {
            id: RecordId(link.id),
        }
        .into());
    };
    let round = open_round(house, round_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(PassReturnsError::NothingOpen)?;
    let mut open = asks_of_partner(house, round_id, partner)
        .await
        .map_err(RunnerError::from)?;
    open.retain(|ask| ask.reply.is_none());
    if open.is_empty() {
        return Err(PassReturnsError::NothingOpen);
    }
    let board_id = round
        .record
        .body_id
        .ok_or(RunnerError::NotFound { id: round_id })?;
    let board = name_of(house, board_id).await?;
    let partner_name = name_of(house, partner).await?;
    let passed_by = open
        .iter()
        .find_map(|ask| ask.to_role.clone())
        .unwrap_or(partner_name);
    let mut act = house
        .begin(who, &policy::PASS_RETURN, Some(board_id))
        .await?;
    for ask in &open {
        asks::pass_on(&mut act, ask, None, Some(to_name.to_owned())).await?;
    }
    let secret = link_for(&mut act, &round, partner).await?;
    let letter = Letter {
        to: to_name,
        board: &board,
        round: &round.record.title,
        count: open.len(),
        due: super::remind_partner::latest_due(&open, &round),
        link: &return_address(&input.address, &secret),
    };
    let (subject, words) = letter.deputy(&passed_by);
    let message = NewMessage {
        board_id: Some(board_id),
        about_id: Some(round_id),
        for_body_id: Some(partner),
        to_name: to_name.to_owned(),
        to: input.to,
        subject,
        words,
    };
    queue_message(&mut act, message).await?;
    act.about(round_id);
    act.commit().await?;
    Ok(())
}
