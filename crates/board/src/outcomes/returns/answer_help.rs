use jiff::civil::Date;
use uuid::Uuid;

use super::HELP;
use crate::asks::{self, Ask, AskAct, asks_to};
use crate::database::DatabaseError;
use crate::outcomes::policy;
use crate::questions::{answers_of, sheet};
use crate::runner::{House, RunnerError, Who};
use crate::thread::{self, Record};
use crate::vocabulary::RecordId;

/// Help that a partner asked for and that nobody has answered yet.
#[derive(Debug, Clone, PartialEq)]
pub struct HelpWanted {
    /// The board's own ask to respond.
    pub ask: Ask,
    /// The outcome or action.
    pub about: Record,
    /// Who asks for help.
    pub partner: Record,
    /// For what, in their words.
    pub words: String,
    /// Since when.
    pub since: Date,
}

/// The help that partners asked a board for, longest waiting first.
pub async fn help_wanted(house: &House, board: RecordId) -> Result<Vec<HelpWanted>, DatabaseError> {
    let mut wanted = Vec::new();
    for ask in asks_to(house, board).await? {
        let (AskAct::Respond, None, Some(sheet_id)) = (ask.act, &ask.reply, ask.sheet_id) else {
            continue;
        };
        let Some(sheet) = sheet(house, sheet_id).await? else {
            continue;
        };
        let (Some(partner), Some(about)) =
            (sheet.by_body, thread::by_id(house, ask.about_id).await?)
        else {
            continue;
        };
        let Some(partner) = thread::by_id(house, partner).await? else {
            continue;
        };
        let words = answers_of(house, sheet_id).await?.remove(HELP);
        wanted.push(HelpWanted {
            about,
            partner,
            words: words.unwrap_or_default(),
            since: sheet.day,
            ask,
        });
    }
    wanted.sort_by_key(|help| (help.since, help.ask.id));
    Ok(wanted)
}

/// What was done about a partner's wish for help.
#[derive(Debug, Clone)]
pub struct AnswerHelp {
    /// The board's own ask.
    pub ask_id: Uuid,
    /// What was done, or why nothing was.
    pub words: String,
}

/// Why help was not answered.
#[derive(Debug, thiserror::Error)]
pub enum AnswerHelpError {
    /// Without words.
    #[error("Say what was done, or why nothing was")]
    NoWords,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Says what was done about a partner's wish for help. The partner reads it the next time that it is asked.
pub async fn answer_help(
    house: &House,
    who: &Who,
    input: AnswerHelp,
) -> Result<(), AnswerHelpError> {
    let words = input.words.trim();
    if words.is_empty() {
        return Err(AnswerHelpError::NoWords);
    }
    let ask = asks::ask_by_id(house, input.ask_id)
        .await
        .map_err(RunnerError::from)?
        .filter(|ask| ask.act == AskAct::Respond)
        .ok_or(RunnerError::NotFound {
            id: RecordId(input.ask_id),
        })?;
    let mut act = house
        .begin(who, &policy::CHASE_RETURNS, ask.to_body)
        .await?;
    asks::reply(&mut act, &ask, "responded", Some(words.to_owned()), None).await?;
    act.commit().await?;
    Ok(())
}
