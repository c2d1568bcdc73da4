use jiff::Span;
use jiff::civil::Date;
use uuid::Uuid;

use super::partner_returns::returns_of;
use super::questions;
use super::{ANSWERED, GOING, HAPPENED, HELP, NOT_HELD, NUMBER, UNCHANGED, letters, reached};
use crate::access::Token;
use crate::asks::{self, Ask, AskAct, AskEventKind, NewAsk, record_event};
use crate::outcomes::policy;
use crate::portal::{NewMessage, queue_message};
use crate::questions::{
    AnswerMode, AnswerProblem, Answers, NewSheet, Sheet, check_answers, questions_of, save_answers,
    send_sheet, sheet, start_sheet,
};
use crate::runner::{Act, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// What a partner does with one return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReturnAnswer {
    /// Saves what is written and stops; it is not sent.
    Save(Answers),
    /// Sends answers.
    Answer(Answers),
    /// Says that nothing has changed since last time.
    Unchanged,
    /// Says that it cannot know.
    NotHeld,
}

/// Why a return was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReturnError {
    /// Answers that cannot be taken as they are.
    #[error("some answers need another look")]
    Problems(Vec<AnswerProblem>),
    /// The round is closed and what was said in it is frozen.
    #[error("this round was closed on {0}")]
    Closed(Date),
    /// Nothing was said before that could be unchanged.
    #[error("nothing was said about this before")]
    NothingBefore,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Days that the board has to answer a partner who asks for help.
const DAYS_FOR_HELP: i32 = 30;

/// Saves, answers or declines one return by a signed link. The link decides what may be answered: the asks of its partner
/// in its round and nothing else. Answering again replaces the answer until the round is closed. When the last one is
/// answered, a copy of everything goes to whoever the messages reach.
pub async fn save_return(
    house: &House,
    who: &Who,
    link: &Token,
    ask_id: Uuid,
    answer: ReturnAnswer,
) -> Result<(), ReturnError> {
    let not_found = || RunnerError::NotFound {
        id: RecordId(ask_id),
    };
    let (Some(round_id), Some(partner)) = (link.round_id, link.body_id) else {
        return Err(not_found().into());
    };
    let before = returns_of(house, round_id, partner, who.today)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(not_found)?;
    let task = before
        .tasks
        .iter()
        .find(|task| task.ask.id == ask_id)
        .ok_or_else(not_found)?;
    if let Some(closed) = before.round.closed_on {
        return Err(ReturnError::Closed(closed));
    }
    let last = task.last().map(|last| last.answers.clone());
    let was_complete = before.answered() == before.tasks.len();

    let mut act = house
        .begin(who, &policy::ANSWER_RETURN, Some(before.board.id))
        .await?;
    let sheet = sheet_of(&mut act, house, &task.ask, partner).await?;
    match answer {
        ReturnAnswer::Save(answers) => {
            save_answers(&mut act, &sheet, &whole(answers)).await?;
            record_event(&mut act, &task.ask, AskEventKind::Opened, None).await?;
        }
        ReturnAnswer::Answer(answers) => {
            let answers = whole(answers);
            let asked = questions_of(house, sheet.set_version_id)
                .await
                .map_err(RunnerError::from)?;
            let problems = check_answers(&asked, &answers);
            if !problems.is_empty() {
                return Err(ReturnError::Problems(problems));
            }
            send(&mut act, &task.ask, &sheet, ANSWERED, &answers).await?;
            ask_for_help(
                &mut act,
                house,
                &task.ask,
                &sheet,
                before.board.id,
                &answers,
            )
            .await?;
        }
        ReturnAnswer::Unchanged => {
            let last = last.ok_or(ReturnError::NothingBefore)?;
            // Their view stands; the number and the words of last time are not said again as if they were new.
            let mut answers = whole(Answers::new());
            answers.extend(last.get(GOING).map(|view| (GOING.to_owned(), view.clone())));
            send(&mut act, &task.ask, &sheet, UNCHANGED, &answers).await?;
        }
        ReturnAnswer::NotHeld => {
            send(
                &mut act,
                &task.ask,
                &sheet,
                NOT_HELD,
                &whole(Answers::new()),
            )
            .await?;
        }
    }
    act.about(round_id);
    act.commit().await?;
    if !was_complete {
        send_copy(house, who, round_id, partner).await?;
    }
    Ok(())
}

/// Every question with an answer, if only an empty one, so that an answer taken back is gone.
fn whole(mut answers: Answers) -> Answers {
    for id in [GOING, NUMBER, HAPPENED, HELP] {
        answers.entry(id.to_owned()).or_default();
    }
    answers
}

async fn sheet_of(
    act: &mut Act,
    house: &House,
    ask: &Ask,
    partner: RecordId,
) -> Result<Sheet, RunnerError> {
    if let Some(id) = ask.sheet_id
        && let Some(sheet) = sheet(house, id).await?
    {
        return Ok(sheet);
    }
    let version = questions::current_version(act).await?;
    let new = NewSheet {
        set_version_id: version.id,
        about_id: Some(ask.about_id),
        by_person: None,
        by_body: Some(partner),
        mode: AnswerMode::Online,
        language: "en".to_owned(),
    };
    let sheet = start_sheet(act, new).await?;
    asks::attach_sheet(act, ask, sheet.id).await?;
    Ok(sheet)
}

async fn send(
    act: &mut Act,
    ask: &Ask,
    sheet: &Sheet,
    word: &str,
    answers: &Answers,
) -> Result<(), RunnerError> {
    save_answers(act, sheet, answers).await?;
    send_sheet(act, sheet).await?;
    let happened = answers.get(HAPPENED).filter(|words| !words.is_empty());
    asks::reply(act, ask, word, happened.cloned(), None).await?;
    Ok(())
}

/// Help that a partner asks for is an ask of the board's own: it stays on the list until somebody says what was done.
async fn ask_for_help(
    act: &mut Act,
    house: &House,
    ask: &Ask,
    sheet: &Sheet,
    board: RecordId,
    answers: &Answers,
) -> Result<(), RunnerError> {
    if answers
        .get(HELP)
        .is_none_or(|words| words.trim().is_empty())
    {
        return Ok(());
    }
    let known = asks::asks_about(house, ask.about_id)
        .await?
        .into_iter()
        .any(|other| other.act == AskAct::Respond && other.sheet_id == Some(sheet.id));
    if known {
        return Ok(());
    }
    let today = act.who().today;
    let new = NewAsk {
        round_id: None,
        about_id: ask.about_id,
        act: AskAct::Respond,
        to_body: Some(board),
        to_person: None,
        to_role: None,
        due: today
            .checked_add(Span::new().days(DAYS_FOR_HELP))
            .unwrap_or(today),
        step: 0,
    };
    let help = asks::ask(act, new).await?;
    asks::attach_sheet(act, &help, sheet.id).await
}

/// Writes a copy of everything to whoever the messages reach, once all of it is answered.
async fn send_copy(
    house: &House,
    who: &Who,
    round_id: RecordId,
    partner: RecordId,
) -> Result<(), RunnerError> {
    let Some(returns) = returns_of(house, round_id, partner, who.today).await? else {
        return Ok(());
    };
    if returns.answered() < returns.tasks.len() {
        return Ok(());
    }
    let Some((to_name, to)) = reached(house, round_id, partner).await? else {
        return Ok(());
    };
    let (subject, words) = letters::copy(&to_name, &returns);
    let mut act = house
        .begin(who, &policy::ANSWER_RETURN, Some(returns.board.id))
        .await?;
    let message = NewMessage {
        board_id: Some(returns.board.id),
        about_id: Some(round_id),
        for_body_id: Some(partner),
        to_name,
        to,
        subject,
        words,
    };
    queue_message(&mut act, message).await?;
    act.about(round_id);
    act.commit().await?;
    Ok(())
}
