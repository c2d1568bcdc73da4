//! A date of a programme that boards share, moved by one of them: it is a proposal, and the old date stands until every
//! other board has agreed.

use jiff::civil::Date;

use super::{ASKED, Phase, store};
use crate::asks::{self, Ask, AskState, asks_about, state_of};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::{self, Record};
use crate::vocabulary::{RecordId, days_late, long_date};

/// The word of a board that agrees.
pub const AGREES: &str = "agreed";
/// The word of a board that refuses.
pub const REFUSES: &str = "refused";

/// The planned days of a phase: the first, and the day after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedDays {
    /// The first day.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
}

impl PlannedDays {
    /// The last day, as people say it.
    #[must_use]
    pub fn last(&self) -> Date {
        self.end.yesterday().unwrap_or(self.end)
    }
}

impl Phase {
    /// Its planned days.
    #[must_use]
    pub fn planned(&self) -> PlannedDays {
        PlannedDays {
            start: self.planned_start,
            end: self.planned_end,
        }
    }
}

/// A shared date that one board has moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMove {
    /// Its record: the board that moves it, whether the others have agreed, where it comes from.
    pub record: Record,
    /// The phase.
    pub phase_id: RecordId,
    /// The days that stand until all have agreed.
    pub from: PlannedDays,
    /// The days that are proposed.
    pub to: PlannedDays,
    /// Why.
    pub because: String,
}

/// A shared date that one board has moved, with the names of the boards and what they answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldMove {
    /// The move.
    pub moved: DateMove,
    /// The board that moved it.
    pub by: String,
    /// The other boards, each with what it was asked.
    pub asked: Vec<(String, Ask)>,
    /// The board's date.
    today: Date,
}

impl ToldMove {
    /// Whether the other boards are still to agree.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.moved.record.state == ASKED
    }

    /// What a board was asked and has not answered.
    #[must_use]
    pub fn unanswered_by(&self, board: RecordId) -> Option<&Ask> {
        let mut asks = self.asked.iter().map(|(_, ask)| ask);
        asks.find(|ask| self.is_waiting() && ask.to_body == Some(board) && ask.reply.is_none())
    }

    /// The move in a sentence without a full stop: "Last day moved by the City board from 30 June 2022 to 30 September 2022, not
    /// yet agreed by the Hackney board".
    #[must_use]
    pub fn in_words(&self) -> String {
        format!("{}, {}", self.what(), self.standing())
    }

    fn what(&self) -> String {
        let (from, to) = (self.moved.from, self.moved.to);
        let days = |from, to| format!("from {} to {}", long_date(from), long_date(to));
        let first = (from.start != to.start).then(|| days(from.start, to.start));
        let last = (from.end != to.end).then(|| days(from.last(), to.last()));
        let by = &self.by;
        match (first, last) {
            (Some(first), Some(last)) => {
                format!("First day moved by {by} {first}, and last day {last}")
            }
            (Some(first), None) => format!("First day moved by {by} {first}"),
            (None, Some(last)) => format!("Last day moved by {by} {last}"),
            (None, None) => format!("Left as it was by {by}"),
        }
    }

    /// Whether a board may take it back: the one that proposed it, while it waits.
    #[must_use]
    pub fn may_be_withdrawn_by(&self, board: RecordId) -> bool {
        self.is_waiting() && self.moved.record.body_id == Some(board)
    }

    fn standing(&self) -> String {
        let withdrawal = self.asked.iter().find_map(|(_, ask)| {
            let reply = ask.reply.as_ref()?;
            (reply.word == asks::WITHDRAWN).then_some(reply)
        });
        if let Some(reply) = withdrawal {
            let why = reply.words.as_deref().unwrap_or_default();
            return format!(
                "withdrawn by {} on {}: “{why}”",
                self.by,
                long_date(reply.on)
            );
        }
        let refusal = self.asked.iter().find_map(|(name, ask)| {
            let reply = ask.reply.as_ref().filter(|reply| reply.word == REFUSES)?;
            Some((name, reply))
        });
        if let Some((name, reply)) = refusal {
            let why = reply.words.as_deref().unwrap_or_default();
            return format!("refused by {name} on {}: “{why}”", long_date(reply.on));
        }
        if !self.is_waiting() {
            return "agreed by all boards that share it".to_owned();
        }
        let waiting: Vec<String> = self
            .asked
            .iter()
            .filter_map(|(name, ask)| match state_of(ask, None, self.today) {
                AskState::Answered(_) => None,
                AskState::Late(late) => Some(format!("{name}, {}", days_late(late))),
                _ => Some(format!("{name}, which has until {}", long_date(ask.due))),
            })
            .collect();
        format!("not yet agreed by {}", waiting.join(" and by "))
    }
}

/// The moves of dates of a programme, newest first, with what the boards answered.
pub async fn date_moves(
    house: &House,
    programme_id: RecordId,
    today: Date,
) -> Result<Vec<ToldMove>, DatabaseError> {
    let mut moves = store::date_moves(house.reader(), house.registry()).await?;
    moves.retain(|moved| moved.record.programme_id == Some(programme_id));
    let mut told = Vec::new();
    for moved in moves {
        let asks = asks_about(house, moved.record.id).await?;
        let ids: Vec<RecordId> = asks
            .iter()
            .filter_map(|ask| ask.to_body)
            .chain(moved.record.body_id)
            .collect();
        let bodies = thread::by_ids(house, &ids).await?;
        let name = |id: Option<RecordId>| {
            id.and_then(|id| bodies.get(&id))
                .map_or_else(|| "a board".to_owned(), |body| body.title.clone())
        };
        told.push(ToldMove {
            by: name(moved.record.body_id),
            asked: asks
                .into_iter()
                .map(|ask| (name(ask.to_body), ask))
                .collect(),
            today,
            moved,
        });
    }
    Ok(told)
}
