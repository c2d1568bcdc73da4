use super::remind_partner::{RemindPartnerError, chased, latest_due};
use super::{letters, name_of};
use crate::access::EmailAddress;
use crate::asks::{AskEventKind, record_event};
use crate::outcomes::policy;
use crate::portal::{NewMessage, queue_message};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// Somebody senior to tell that a partner is silent.
#[derive(Debug, Clone)]
pub struct EscalatePartner {
    /// The round.
    pub round_id: RecordId,
    /// The partner.
    pub partner: RecordId,
    /// Whom to tell, by name or office.
    pub to_name: String,
    /// Their mailbox.
    pub to: EmailAddress,
}

/// Why nobody was told.
#[derive(Debug, thiserror::Error)]
pub enum EscalatePartnerError {
    /// Without a name.
    #[error("Say who is to be told")]
    NoName,
    /// The partner cannot be chased.
    #[error(transparent)]
    Chase(#[from] RemindPartnerError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Tells somebody senior which answers of a partner are missing. They get no link: they are not asked to answer.
pub async fn escalate_partner(
    house: &House,
    who: &Who,
    input: EscalatePartner,
) -> Result<(), EscalatePartnerError> {
    let to_name = input.to_name.trim();
    if to_name.is_empty() {
        return Err(EscalatePartnerError::NoName);
    }
    let chased = chased(house, input.round_id, input.partner).await?;
    let board = name_of(house, chased.board).await?;
    let partner = name_of(house, input.partner).await?;
    let mut titles = Vec::new();
    for ask in &chased.open {
        titles.push(name_of(house, ask.about_id).await?);
    }
    let mut act = house
        .begin(who, &policy::CHASE_RETURNS, Some(chased.board))
        .await?;
    for ask in &chased.open {
        let told = Some(to_name.to_owned());
        record_event(&mut act, ask, AskEventKind::Escalated, told).await?;
    }
    let due = latest_due(&chased.open, &chased.round);
    let round = &chased.round.record.title;
    let (subject, words) = letters::escalation(to_name, &board, &partner, round, &titles, due);
    let message = NewMessage {
        board_id: Some(chased.board),
        about_id: Some(input.round_id),
        // Not a message to the partner: reminders go on reaching whom they reached before.
        for_body_id: None,
        to_name: to_name.to_owned(),
        to: input.to,
        subject,
        words,
    };
    queue_message(&mut act, message).await?;
    act.about(input.round_id);
    act.commit().await?;
    Ok(())
}
