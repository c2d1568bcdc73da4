use jiff::civil::Date;
use uuid::Uuid;

use crate::access::Token;
use crate::asks::{self, Ask, AskState, Round, RoundPurpose, asks_to, state_of};
use crate::database::DatabaseError;
use crate::outcomes::{Measure, OUTCOME, Part, outcome};
use crate::questions::{Answers, answers_of, sheet};
use crate::runner::House;
use crate::thread::{self, Record};
use crate::vocabulary::RecordId;

/// What one partner said in an earlier round.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierReturn {
    /// The round.
    pub round: Record,
    /// The last day of that round.
    pub closed: Date,
    /// What it was about.
    pub about_id: RecordId,
    /// Where it ended.
    pub state: AskState,
    /// The reply in one word: answered, nothing has changed, we do not hold this.
    pub word: Option<String>,
    /// What was answered.
    pub answers: Answers,
    /// What the board did about the help that was asked for.
    pub help_given: Option<String>,
}

/// One thing that a partner is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnTask {
    /// The ask.
    pub ask: Ask,
    /// The outcome or action.
    pub about: Record,
    /// Whether it leads, shapes or influences, where it is an outcome.
    pub part: Option<Part>,
    /// What is counted for the outcome.
    pub measure: Option<Measure>,
    /// Where it stands.
    pub state: AskState,
    /// What is written so far, sent or not.
    pub answers: Answers,
    /// Whether what is written is only saved.
    pub is_draft: bool,
    /// What the partner said before, newest first.
    pub earlier: Vec<EarlierReturn>,
}

/// Everything that one partner is asked in one round: what a link opens.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerReturns {
    /// The board that asks.
    pub board: Record,
    /// The round.
    pub round: Round,
    /// The partner.
    pub partner: Record,
    /// Whom the messages reach.
    pub contact: Option<String>,
    /// What it is asked about.
    pub tasks: Vec<ReturnTask>,
}

impl PartnerReturns {
    /// Whom the messages reach and where, each said once: "Chief executive, Eastside Housing".
    #[must_use]
    pub fn addressee(&self) -> String {
        let partner = &self.partner.title;
        match &self.contact {
            None => partner.clone(),
            Some(contact) if contact.contains(partner.as_str()) => contact.clone(),
            Some(contact) => format!("{contact}, {partner}"),
        }
    }

    /// How many are answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.tasks
            .iter()
            .filter(|task| matches!(task.state, AskState::Answered(_)))
            .count()
    }

    /// The first thing after a place (from 0) that is not answered, or the first of all.
    #[must_use]
    pub fn next_open(&self, after: usize) -> Option<usize> {
        let open = |place: &usize| {
            self.tasks
                .get(*place)
                .is_some_and(|task| !matches!(task.state, AskState::Answered(_)))
        };
        (after + 1..self.tasks.len())
            .find(open)
            .or_else(|| (0..self.tasks.len()).find(open))
    }
}

impl ReturnTask {
    /// What the partner said last: the newest earlier answer.
    #[must_use]
    pub fn last(&self) -> Option<&EarlierReturn> {
        self.earlier.iter().find(|it| it.word.is_some())
    }
}

/// What a link opens on a day; `None` when its round or body is gone. Reads only.
pub async fn partner_returns(
    house: &House,
    link: &Token,
    today: Date,
) -> Result<Option<PartnerReturns>, DatabaseError> {
    let (Some(round_id), Some(partner_id)) = (link.round_id, link.body_id) else {
        return Ok(None);
    };
    returns_of(house, round_id, partner_id, today).await
}

/// What a partner is asked in a round.
pub(super) async fn returns_of(
    house: &House,
    round_id: RecordId,
    partner_id: RecordId,
    today: Date,
) -> Result<Option<PartnerReturns>, DatabaseError> {
    let Some(round) = asks::round(house, round_id).await? else {
        return Ok(None);
    };
    let Some(partner) = thread::by_id(house, partner_id).await? else {
        return Ok(None);
    };
    let board = match round.record.body_id {
        Some(board) => thread::by_id(house, board).await?,
        None => None,
    };
    let Some(board) = board else { return Ok(None) };
    let asked = asks_to(house, partner_id).await?;
    let rounds = asks::rounds_of(house, board.id, RoundPurpose::Returns).await?;
    let mut tasks = Vec::new();
    for ask in asked.iter().filter(|ask| ask.round_id == Some(round_id)) {
        let Some(about) = thread::by_id(house, ask.about_id).await? else {
            continue;
        };
        let outcome = outcome(house, about.id).await?;
        let (answers, is_draft) = written(house, ask).await?;
        let before = rounds.iter().filter(|it| it.opens < round.opens);
        tasks.push(ReturnTask {
            part: outcome.as_ref().and_then(|outcome| {
                outcome
                    .roles_on(today)
                    .find(|role| role.body_id == partner_id)
                    .map(|role| role.part)
            }),
            measure: outcome.and_then(|outcome| outcome.measure),
            state: state_of(ask, Some(&round), today),
            earlier: earlier_of(house, &asked, before, ask.about_id, today).await?,
            ask: ask.clone(),
            about,
            answers,
            is_draft,
        });
    }
    // Outcomes before actions, then by name: an order that stays, so that a place in the list is an address.
    tasks.sort_by(|one, other| {
        let key = |task: &ReturnTask| (task.about.kind != OUTCOME, task.about.title.clone());
        key(one).cmp(&key(other))
    });
    let contact = tasks.iter().find_map(|task| task.ask.to_role.clone());
    Ok(Some(PartnerReturns {
        board,
        round,
        partner,
        contact,
        tasks,
    }))
}

/// What is written on the sheet of an ask, and whether it is only saved.
pub(super) async fn written(house: &House, ask: &Ask) -> Result<(Answers, bool), DatabaseError> {
    let Some(id) = ask.sheet_id else {
        return Ok((Answers::new(), false));
    };
    let answers = answers_of(house, id).await?;
    let sent = sheet(house, id).await?.is_some_and(|sheet| sheet.sent);
    Ok((answers, !sent))
}

/// What the partner said about a record in other rounds, in the order of the rounds.
async fn earlier_of(
    house: &House,
    asked: &[Ask],
    rounds: impl Iterator<Item = &Round>,
    about_id: RecordId,
    today: Date,
) -> Result<Vec<EarlierReturn>, DatabaseError> {
    let mut earlier = Vec::new();
    for round in rounds {
        let ask = asked
            .iter()
            .find(|ask| ask.about_id == about_id && ask.round_id == Some(round.record.id));
        let Some(ask) = ask else { continue };
        let (answers, _) = written(house, ask).await?;
        earlier.push(EarlierReturn {
            round: round.record.clone(),
            closed: round.closes,
            about_id,
            state: state_of(ask, Some(round), today),
            word: ask.reply.as_ref().map(|reply| reply.word.clone()),
            answers,
            help_given: help_given(house, about_id, ask.sheet_id).await?,
        });
    }
    Ok(earlier)
}

/// What the board replied to the help that was asked for on a sheet.
async fn help_given(
    house: &House,
    about_id: RecordId,
    sheet_id: Option<Uuid>,
) -> Result<Option<String>, DatabaseError> {
    let Some(sheet_id) = sheet_id else {
        return Ok(None);
    };
    Ok(asks::asks_about(house, about_id)
        .await?
        .into_iter()
        .find(|ask| ask.act == asks::AskAct::Respond && ask.sheet_id == Some(sheet_id))
        .and_then(|ask| ask.reply)
        .and_then(|reply| reply.words))
}
