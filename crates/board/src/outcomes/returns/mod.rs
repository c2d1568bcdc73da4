//! Partners' returns: a round of asks about outcomes and actions, answered by signed links without an account.
//!
//! One link opens everything that one partner is asked in one round. Opening it changes nothing. A return is an answer to
//! four questions, or "nothing has changed", or "we do not hold this"; the last two need no typing. Whoever has not
//! answered is shown as boldly as whoever has. Start with [`request_returns()`], then [`standing_of`].

mod answer_help;
mod attach_file;
mod attachments;
mod close_round;
mod escalate_partner;
mod extend_partner;
mod letters;
mod partner_returns;
mod pass_returns;
mod questions;
mod remind_partner;
mod renew_link;
mod request_returns;
mod save_return;
mod standing;
#[cfg(test)]
mod tests;
mod whom_to_ask;

pub use answer_help::{AnswerHelp, AnswerHelpError, HelpWanted, answer_help, help_wanted};
pub use attach_file::{
    AttachToReturn, MOST_FILES_OF_A_RETURN, ReturnFileError, attach_to_return, take_off_return,
};
pub(super) use attachments::register;
pub use attachments::return_record;
pub use close_round::{CloseRoundError, Frozen, close_returns, frozen_scorecard};
pub use escalate_partner::{EscalatePartner, EscalatePartnerError, escalate_partner};
pub use extend_partner::{ExtendPartner, ExtendPartnerError, extend_partner};
pub use partner_returns::{EarlierReturn, PartnerReturns, ReturnTask, partner_returns};
pub use pass_returns::{PassReturns, PassReturnsError, pass_returns};
pub use questions::{GOING, HAPPENED, HELP, NUMBER, View};
pub use remind_partner::{RemindPartner, RemindPartnerError, remind_partner};
pub use renew_link::{RenewLink, RenewLinkError, RenewedLink, renew_link};
pub use request_returns::{
    AskedPartner, RequestReturns, RequestReturnsError, Requested, expected_returns,
    request_returns, return_address,
};
pub use save_return::{ReturnAnswer, ReturnError, save_return};
pub use standing::{PartnerStanding, RoundCounts, RoundStanding, Standing, standing_of};
pub use whom_to_ask::{PartnerToAsk, whom_to_ask};

/// What a partner says about one outcome or action in one round, as far as files point at it.
pub const RETURN: Kind = Kind("return");
/// The only state of a return's record.
pub const RETURN_MADE: &str = "made";

/// The reply to a return that was filled in.
pub const ANSWERED: &str = "answered";
/// The reply of a partner that has nothing new to say.
pub const UNCHANGED: &str = "nothing has changed";
/// The reply of a partner that cannot know.
pub const NOT_HELD: &str = "we do not hold this";

use crate::access::EmailAddress;
use crate::asks::{Ask, Round};
use crate::database::DatabaseError;
use crate::portal::messages_about;
use crate::runner::{House, RunnerError};
use crate::vocabulary::{Kind, RecordId};

/// The round of returns with an id, while it is open.
async fn open_round(house: &House, id: RecordId) -> Result<Option<Round>, DatabaseError> {
    Ok(crate::asks::round(house, id)
        .await?
        .filter(|round| round.closed_on.is_none()))
}

/// What a partner was asked in a round.
async fn asks_of_partner(
    house: &House,
    round: RecordId,
    partner: RecordId,
) -> Result<Vec<Ask>, DatabaseError> {
    let mut asks = crate::asks::asks_of_round(house, round).await?;
    asks.retain(|ask| ask.to_body == Some(partner));
    Ok(asks)
}

/// Whom a partner's messages of a round reach: name and mailbox of the newest.
async fn reached(
    house: &House,
    round: RecordId,
    partner: RecordId,
) -> Result<Option<(String, EmailAddress)>, DatabaseError> {
    Ok(messages_about(house, round)
        .await?
        .into_iter()
        .find(|message| message.for_body_id == Some(partner))
        .and_then(|message| Some((message.to_name, message.to_address.parse().ok()?))))
}

/// The name of a record, for letters and sentences.
async fn name_of(house: &House, id: RecordId) -> Result<String, RunnerError> {
    let record = crate::thread::by_id(house, id).await?;
    Ok(record.ok_or(RunnerError::NotFound { id })?.title)
}
