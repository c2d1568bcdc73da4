use std::collections::HashMap;

use jiff::civil::Date;

use crate::asks::{self, Ask, AskAct, AskEventKind, AskState, Round, state_of};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::{Record, store as thread};
use crate::vocabulary::{Actor, RecordId, Role, days_late, long_date, times};

/// Somebody who was asked something about a record, and what they said or did not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The ask itself.
    pub ask: Ask,
    /// Who was asked, by name or office.
    pub to: String,
    /// The round, where there is one.
    pub round: Option<Record>,
    /// Where it stands today.
    pub state: AskState,
    /// On which day they were asked, where that is known.
    pub asked_on: Option<Date>,
    /// How often they were reminded.
    pub reminded: usize,
    /// When the link was first opened.
    pub opened_on: Option<Date>,
    /// To whom it was passed on last.
    pub passed_to: Option<String>,
    /// Whether the day by which they are to answer was moved.
    pub has_more_time: bool,
    /// What they said in their own words, where the reader may see it.
    pub words: Option<String>,
}

impl Asked {
    /// Everything that was asked about some records, in the order in which it was asked.
    pub(crate) async fn about(
        house: &House,
        actor: &Actor,
        today: Date,
        records: &[RecordId],
    ) -> Result<Vec<Self>, DatabaseError> {
        let asks = asks::store::asks_about_any(house.reader(), records).await?;
        Self::told(house, actor, today, asks).await
    }

    /// The same of asks that are known already.
    pub(crate) async fn told(
        house: &House,
        actor: &Actor,
        today: Date,
        asks: Vec<Ask>,
    ) -> Result<Vec<Self>, DatabaseError> {
        if asks.is_empty() {
            return Ok(Vec::new());
        }
        let whom: Vec<RecordId> = asks
            .iter()
            .flat_map(|ask| [ask.to_body, ask.to_person])
            .flatten()
            .collect();
        let names = thread::by_ids(house.reader(), house.registry(), &whom).await?;
        let mut rounds: HashMap<RecordId, Round> = HashMap::new();
        for id in asks.iter().filter_map(|ask| ask.round_id) {
            if !rounds.contains_key(&id)
                && let Some(round) = asks::round(house, id).await?
            {
                rounds.insert(id, round);
            }
        }
        let ids: Vec<_> = asks.iter().map(|ask| ask.id).collect();
        let mut events: HashMap<_, Vec<_>> = HashMap::new();
        for event in asks::store::events_of_many(house.reader(), &ids).await? {
            events
                .entry(event.ask_id)
                .or_default()
                .push((event.kind, event.on, event.words));
        }
        Ok(asks
            .into_iter()
            .map(|ask| {
                let round = ask.round_id.and_then(|id| rounds.get(&id));
                let happened = events.remove(&ask.id).unwrap_or_default();
                let first = |wanted| {
                    let mut of_kind = happened.iter().filter(|(kind, ..)| *kind == wanted);
                    of_kind.next().map(|&(_, on, _)| on)
                };
                let count = |wanted| happened.iter().filter(|(kind, ..)| *kind == wanted).count();
                let passed_to = happened
                    .iter()
                    .rev()
                    .find(|(kind, ..)| *kind == AskEventKind::Delegated)
                    .and_then(|(_, _, words)| words.clone());
                Self {
                    state: state_of(&ask, round, today),
                    asked_on: first(AskEventKind::Sent).or(round.map(|round| round.opens)),
                    reminded: count(AskEventKind::Reminded),
                    opened_on: first(AskEventKind::Opened),
                    has_more_time: count(AskEventKind::Extended) > 0,
                    words: words_for(actor, &ask, round),
                    to: name_of(actor, &ask, &names),
                    round: round.map(|round| round.record.clone()),
                    passed_to,
                    ask,
                }
            })
            .collect())
    }

    /// Whether somebody should have said something and did not.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        matches!(self.state, AskState::DidNotAnswer | AskState::Late(_))
    }

    /// Whether whoever asked took it back before it was answered.
    fn is_withdrawn(&self) -> bool {
        let mut reply = self.ask.reply.iter();
        reply.any(|reply| reply.word == asks::WITHDRAWN)
    }

    /// What it was about: "Asked about: returns for summer 2022".
    #[must_use]
    pub fn how(&self) -> String {
        let what = match self.ask.act {
            AskAct::Answer => "Asked about",
            AskAct::Approve => "Asked to approve",
            AskAct::Consider => "Asked to consider",
            AskAct::Agree => "Asked to agree",
            AskAct::Respond => "Asked to respond",
            AskAct::Update => "Asked for an update",
            AskAct::Complete => "Asked to complete",
            AskAct::Accept => "Asked to accept",
        };
        match (&self.round, self.is_silent()) {
            (_, true) => "Missing: an answer".to_owned(),
            (Some(round), false) => format!("{what}: {}", round.title),
            (None, false) => what.to_owned(),
        }
    }

    /// The finding: "Canal Trust Hospital did not answer".
    #[must_use]
    pub fn finding(&self) -> String {
        let to = &self.to;
        match self.state {
            AskState::NotAsked => format!("{to} was not asked"),
            AskState::ToDo => format!("{to} has until {}", long_date(self.ask.due)),
            AskState::Late(late) => format!("{to} is {}", days_late(late)),
            AskState::Answered(on) if self.is_withdrawn() => {
                format!("What {to} was asked was withdrawn on {}", long_date(on))
            }
            AskState::Answered(on) => format!("{to} answered on {}", long_date(on)),
            AskState::DidNotAnswer => format!("{to} did not answer"),
        }
    }

    /// When they were asked, how often they were reminded, and what they said.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut words = Vec::new();
        if let (AskState::Answered(_), Some(reply)) = (self.state, &self.ask.reply) {
            match &self.words {
                Some(said) => words.push(format!("“{said}”")),
                None if self.is_withdrawn() => {}
                None if reply.word != "answered" => {
                    words.push(format!("They said: {}.", reply.word));
                }
                None => {}
            }
        }
        let on = self
            .asked_on
            .map_or_else(String::new, |on| format!(" on {}", long_date(on)));
        let reminded = match self.reminded {
            0 => String::new(),
            count => format!(", reminded {}", times(count)),
        };
        let more = if self.has_more_time {
            " after more time was given"
        } else {
            ""
        };
        let due = long_date(self.ask.due);
        words.push(format!("Asked{on}{reminded}, due on {due}{more}."));
        if let (true, Some(opened)) = (self.is_silent(), self.opened_on) {
            words.push(format!("The link was opened on {}.", long_date(opened)));
        }
        words.join(" ")
    }

    /// Who could mend a silence: whoever it was passed on to, or whoever was asked.
    #[must_use]
    pub fn mended_by(&self) -> String {
        match &self.passed_to {
            Some(office) => format!("{office}, to whom {} passed it on", self.to),
            None => self.to.clone(),
        }
    }

    /// The status word: "8 days late", "Did not answer", "Answered".
    #[must_use]
    pub fn status(&self) -> String {
        match self.state {
            AskState::NotAsked => "Not asked".to_owned(),
            AskState::ToDo if self.has_more_time => {
                format!("More time, to {}", long_date(self.ask.due))
            }
            AskState::ToDo => "To do".to_owned(),
            AskState::Late(late) => days_late(late),
            AskState::Answered(_) if self.is_withdrawn() => "Withdrawn".to_owned(),
            AskState::Answered(_) => "Answered".to_owned(),
            AskState::DidNotAnswer => "Did not answer".to_owned(),
        }
    }
}

/// What was said is for the board until the round is closed; then it is for everybody.
fn words_for(actor: &Actor, ask: &Ask, round: Option<&Round>) -> Option<String> {
    let round = round?;
    let is_open = round.closed_on.is_none();
    let works_there = Role::ALL
        .iter()
        .any(|&role| actor.has(role, round.record.body_id));
    if is_open && !works_there {
        return None;
    }
    ask.reply.as_ref()?.words.clone()
}

/// The body that was asked, or the office, or the person where the reader may know who that is.
fn name_of(actor: &Actor, ask: &Ask, records: &HashMap<RecordId, Record>) -> String {
    let title = |id: Option<RecordId>| {
        id.and_then(|id| records.get(&id))
            .filter(|record| record.is_visible_to(actor))
            .map(|record| record.title.clone())
    };
    title(ask.to_body)
        .or_else(|| ask.to_role.clone())
        .or_else(|| title(ask.to_person))
        .unwrap_or_else(|| "Somebody".to_owned())
}
