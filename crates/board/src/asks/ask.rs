use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::{Round, store};
use crate::calendar::days_since;
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError};
use crate::vocabulary::{RecordId, words};

words! {
    /// What somebody was asked to do.
    pub enum AskAct {
        /// Answer questions.
        Answer = "answer",
        /// Approve exact words.
        Approve = "approve",
        /// Take something into account and say so.
        Consider = "consider",
        /// Agree to a change of something shared.
        Agree = "agree",
        /// Respond to a recommendation or theme.
        Respond = "respond",
        /// Bring up to date.
        Update = "update",
        /// Complete a piece of work.
        Complete = "complete",
        /// Accept work that is handed over.
        Accept = "accept",
    }
}

words! {
    /// What happened to an ask.
    pub enum AskEventKind {
        /// The message went out.
        Sent = "sent",
        /// The link was used.
        Opened = "opened",
        /// A reminder went out.
        Reminded = "reminded",
        /// It was passed to somebody else.
        Delegated = "delegated",
        /// Somebody senior was told.
        Escalated = "escalated",
        /// More time was given.
        Extended = "extended",
        /// The message came back.
        Bounced = "bounced",
        /// It was answered.
        Answered = "answered",
        /// An answer was taken back.
        Withdrawn = "withdrawn",
    }
}

/// Where an ask stands on a day. Worked out, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AskState {
    /// There is no ask, though a rule expects one.
    NotAsked,
    /// Asked, and there is still time.
    ToDo,
    /// Asked, and overdue by so many days; the round is open.
    Late(i64),
    /// Answered on that day, in time or not.
    Answered(Date),
    /// The round closed without an answer.
    DidNotAnswer,
}

/// Somebody asked something about a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Identity.
    pub id: Uuid,
    /// The round it belongs to.
    pub round_id: Option<RecordId>,
    /// The record it is about.
    pub about_id: RecordId,
    /// What is asked.
    pub act: AskAct,
    /// The body asked.
    pub to_body: Option<RecordId>,
    /// The person asked.
    pub to_person: Option<RecordId>,
    /// The office asked, in words.
    pub to_role: Option<String>,
    /// Last day on which an answer is in time.
    pub due: Date,
    /// Its place in a route whose steps follow one another; 0 when there is none.
    pub step: i64,
    /// The answers to a question set.
    pub sheet_id: Option<Uuid>,
    /// The reply, if there is one.
    pub reply: Option<Reply>,
}

/// What was replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// One word: approved, agreed, answered, "we do not hold this".
    pub word: String,
    /// In their own words.
    pub words: Option<String>,
    /// Who replied.
    pub by: String,
    /// When, by the machine's clock.
    pub at: Timestamp,
    /// On which of the board's days.
    pub on: Date,
    /// The hash of the exact words that it is bound to.
    pub hash: Option<String>,
}

/// An ask about to be made.
#[derive(Debug, Clone)]
pub struct NewAsk {
    /// The round it belongs to.
    pub round_id: Option<RecordId>,
    /// The record it is about.
    pub about_id: RecordId,
    /// What is asked.
    pub act: AskAct,
    /// The body asked.
    pub to_body: Option<RecordId>,
    /// The person asked.
    pub to_person: Option<RecordId>,
    /// The office asked, in words.
    pub to_role: Option<String>,
    /// Last day on which an answer is in time.
    pub due: Date,
    /// Its place in a route.
    pub step: i64,
}

/// Something that happened to an ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskEvent {
    /// The ask.
    pub ask_id: Uuid,
    /// What happened.
    pub kind: AskEventKind,
    /// When, by the machine's clock.
    pub at: Timestamp,
    /// On which of the board's days.
    pub on: Date,
    /// Who did it.
    pub by: String,
    /// Anything said about it.
    pub words: Option<String>,
}

/// Where an ask stands on a day.
#[must_use]
pub fn state_of(ask: &Ask, round: Option<&Round>, today: Date) -> AskState {
    if let Some(reply) = &ask.reply {
        return AskState::Answered(reply.on);
    }
    if round.is_some_and(|round| round.closed_on.is_some()) {
        return AskState::DidNotAnswer;
    }
    match days_since(ask.due, today) {
        Some(late) => AskState::Late(late),
        None => AskState::ToDo,
    }
}

/// Asks somebody.
pub async fn ask(act: &mut Act, new: NewAsk) -> Result<Ask, RunnerError> {
    let ask = Ask {
        id: act.new_id().0,
        round_id: new.round_id,
        about_id: new.about_id,
        act: new.act,
        to_body: new.to_body,
        to_person: new.to_person,
        to_role: new.to_role,
        due: new.due,
        step: new.step,
        sheet_id: None,
        reply: None,
    };
    store::insert_ask(act.connection(), &ask).await?;
    act.note_of(
        ask.about_id,
        json!({ "asked": ask.act, "about": ask.about_id.to_string(),
            "of": ask.to_body.or(ask.to_person).map(|id| id.to_string()), "due": ask.due.to_string() }),
    );
    Ok(ask)
}

/// Records an answer. Answering again replaces the answer; what it was stays in the audit log.
pub async fn reply(
    act: &mut Act,
    ask: &Ask,
    word: &str,
    words: Option<String>,
    hash: Option<String>,
) -> Result<Ask, RunnerError> {
    let who = act.who().clone();
    let reply = Reply {
        word: word.to_owned(),
        words,
        by: who.actor.name.clone(),
        at: who.now,
        on: who.today,
        hash,
    };
    store::set_reply(act.connection(), ask.id, Some(&reply)).await?;
    record_event(act, ask, AskEventKind::Answered, None).await?;
    act.note_of(
        ask.about_id,
        json!({ "answered": ask.id.to_string(), "with": reply.word, "words": reply.words, "hash": reply.hash,
            "before": ask.reply.as_ref().map(|before| json!({ "with": before.word, "words": before.words })) }),
    );
    Ok(Ask {
        reply: Some(reply),
        ..ask.clone()
    })
}

/// Takes an answer back: the words that it was bound to are no longer the words.
pub async fn withdraw_reply(act: &mut Act, ask: &Ask, why: &str) -> Result<(), RunnerError> {
    store::set_reply(act.connection(), ask.id, None).await?;
    record_event(act, ask, AskEventKind::Withdrawn, Some(why.to_owned())).await
}

/// The word of an ask that whoever asked took back before it was answered.
pub const WITHDRAWN: &str = "withdrawn";

/// Takes an ask back: nothing is waited for any more, and nobody is said to have answered.
pub async fn withdraw(act: &mut Act, ask: &Ask, why: &str) -> Result<(), RunnerError> {
    let who = act.who().clone();
    let reply = Reply {
        word: WITHDRAWN.to_owned(),
        words: Some(why.to_owned()),
        by: who.actor.name.clone(),
        at: who.now,
        on: who.today,
        hash: None,
    };
    store::set_reply(act.connection(), ask.id, Some(&reply)).await?;
    act.note_of(
        ask.about_id,
        json!({ "taken back": ask.id.to_string(), "because": why }),
    );
    record_event(act, ask, AskEventKind::Withdrawn, reply.words).await
}

/// Gives more time.
pub async fn extend(act: &mut Act, ask: &Ask, until: Date, why: &str) -> Result<(), RunnerError> {
    store::set_due(act.connection(), ask.id, until).await?;
    act.note_of(
        ask.about_id,
        json!({ "more time": ask.id.to_string(), "until": until.to_string() }),
    );
    record_event(act, ask, AskEventKind::Extended, Some(why.to_owned())).await
}

/// Passes an ask to somebody else in the same body.
pub async fn pass_on(
    act: &mut Act,
    ask: &Ask,
    to_person: Option<RecordId>,
    to_role: Option<String>,
) -> Result<(), RunnerError> {
    store::set_addressee(act.connection(), ask.id, to_person, to_role.as_deref()).await?;
    act.note_of(
        ask.about_id,
        json!({ "passed on": ask.id.to_string(), "to role": to_role }),
    );
    record_event(act, ask, AskEventKind::Delegated, to_role).await
}

/// Attaches the sheet that holds the answers to the questions of an ask.
pub async fn attach_sheet(act: &mut Act, ask: &Ask, sheet_id: Uuid) -> Result<(), RunnerError> {
    store::set_sheet(act.connection(), ask.id, sheet_id).await?;
    act.note_of(
        ask.about_id,
        json!({ "sheet": sheet_id.to_string(), "of ask": ask.id.to_string() }),
    );
    Ok(())
}

/// Records that something happened to an ask.
pub async fn record_event(
    act: &mut Act,
    ask: &Ask,
    kind: AskEventKind,
    words: Option<String>,
) -> Result<(), RunnerError> {
    let who = act.who().clone();
    let event = AskEvent {
        ask_id: ask.id,
        kind,
        at: who.now,
        on: who.today,
        by: who.actor.name,
        words,
    };
    let id = act.new_id();
    store::insert_event(act.connection(), id.0, &event).await?;
    act.note_of(
        ask.about_id,
        json!({ "ask": ask.id.to_string(), "event": kind, "words": event.words }),
    );
    Ok(())
}

/// The ask with an id.
pub async fn ask_by_id(house: &House, id: Uuid) -> Result<Option<Ask>, DatabaseError> {
    store::ask_by_id(house.reader(), id).await
}

/// The asks of a round, in the order in which they were made.
pub async fn asks_of_round(house: &House, round_id: RecordId) -> Result<Vec<Ask>, DatabaseError> {
    store::asks_of_round(house.reader(), round_id).await
}

/// The asks about a record, in the order in which they were made.
pub async fn asks_about(house: &House, about_id: RecordId) -> Result<Vec<Ask>, DatabaseError> {
    store::asks_about_any(house.reader(), &[about_id]).await
}

/// The asks to a body or person, in the order in which they were made.
pub async fn asks_to(house: &House, whom: RecordId) -> Result<Vec<Ask>, DatabaseError> {
    store::asks_to(house.reader(), whom).await
}

impl Ask {
    /// What happened to it, oldest first.
    pub async fn events(&self, house: &House) -> Result<Vec<AskEvent>, DatabaseError> {
        store::events_of_many(house.reader(), &[self.id]).await
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn asked() -> Ask {
        Ask {
            id: Uuid::nil(),
            round_id: None,
            about_id: RecordId(Uuid::nil()),
            act: AskAct::Answer,
            to_body: None,
            to_person: None,
            to_role: None,
            due: date(2022, 8, 31),
            step: 0,
            sheet_id: None,
            reply: None,
        }
    }

    #[test]
    fn the_last_day_is_still_in_time() {
        assert_eq!(state_of(&asked(), None, date(2022, 8, 31)), AskState::ToDo);
        assert_eq!(
            state_of(&asked(), None, date(2022, 9, 1)),
            AskState::Late(1)
        );
        assert_eq!(
            state_of(&asked(), None, date(2022, 10, 1)),
            AskState::Late(31)
        );
    }

    #[test]
    fn an_answer_stays_an_answer_however_late() {
        let reply = Reply {
            word: "answered".to_owned(),
            words: None,
            by: "Lower Lea Library Service".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            on: date(2022, 9, 5),
            hash: None,
        };
        let answered = Ask {
            reply: Some(reply),
            ..asked()
        };
        assert_eq!(
            state_of(&answered, None, date(2022, 12, 1)),
            AskState::Answered(date(2022, 9, 5))
        );
    }
}
