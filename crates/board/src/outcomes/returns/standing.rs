use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use jiff::civil::Date;

use super::partner_returns::written;
use super::request_returns::expected_returns;
use super::{GOING, NOT_HELD, View};
use crate::asks::{Ask, AskEventKind, AskState, Round, asks_of_round, state_of};
use crate::database::DatabaseError;
use crate::outcomes::{Part, outcomes_of};
use crate::questions::Answers;
use crate::runner::House;
use crate::thread::{self, Record};
use crate::vocabulary::{RecordId, days_late, long_date};

/// Where one partner stands with one outcome or action in a round.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerStanding {
    /// The partner.
    pub partner: Record,
    /// Whether it leads, shapes or influences, where it is an outcome.
    pub part: Option<Part>,
    /// The ask, if there is one.
    pub ask: Option<Ask>,
    /// Where it stands.
    pub state: AskState,
    /// The day until which more time was given, if it was.
    pub extended_to: Option<Date>,
    /// When it was asked.
    pub asked_on: Option<Date>,
    /// On which days it was reminded.
    pub reminded: Vec<Date>,
    /// When somebody senior was told.
    pub escalated: Option<Date>,
    /// To whom it was passed.
    pub passed_to: Option<String>,
    /// Whether anything is saved and not sent.
    pub has_draft: bool,
    /// What was answered; empty when nothing was.
    pub answers: Answers,
}

/// Where all partners of one outcome or action stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The outcome or action.
    pub about: Record,
    /// Its partners, in the order of their parts.
    pub partners: Vec<PartnerStanding>,
}

/// How many of a round's asks are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RoundCounts {
    /// All asks of the round.
    pub asked: usize,
    /// Answered, in time or not.
    pub answered: usize,
    /// Past their day, and the round is open.
    pub late: usize,
    /// Given more time, and not answered.
    pub extended: usize,
    /// Passed to a deputy, answered or not.
    pub delegated: usize,
    /// Without an answer when the round was closed.
    pub silent: usize,
    /// Expected and never asked.
    pub not_asked: usize,
}

/// "38 of 44 answered. 2 are late, 2 have more time"
impl fmt::Display for RoundCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} answered", self.answered, self.asked)?;
        let rest: Vec<String> = [
            (self.late, "is late", "are late"),
            (self.extended, "has more time", "have more time"),
            (self.silent, "did not answer", "did not answer"),
        ]
        .into_iter()
        .filter_map(|(count, one, many)| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{count} {many}")),
        })
        .collect();
        if rest.is_empty() {
            return Ok(());
        }
        write!(f, ". {}", rest.join(", "))
    }
}

/// Where a whole round stands.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundStanding {
    /// The round.
    pub round: Round,
    /// For every outcome and action, by title.
    pub about: Vec<Standing>,
}

/// Where a round stands on a day: everybody who was asked, and everybody who is part of a live outcome or owns an open
/// action and was not.
pub async fn standing_of(
    house: &House,
    round: &Round,
    today: Date,
) -> Result<RoundStanding, DatabaseError> {
    let mut places: BTreeMap<(RecordId, RecordId), Option<Ask>> = BTreeMap::new();
    for ask in asks_of_round(house, round.record.id).await? {
        if let Some(partner) = ask.to_body {
            places.insert((ask.about_id, partner), Some(ask));
        }
    }
    // Who should have been asked is a question about the present: what was expected when an old round closed is not kept.
    if let (Some(board), None) = (round.record.body_id, round.closed_on) {
        for (partner, about) in expected_returns(house, board, today).await? {
            for about in about {
                places.entry((about, partner)).or_insert(None);
            }
        }
    }
    let outcomes = outcomes_of(house, round.record.body_id).await?;
    let mut records: BTreeMap<RecordId, Option<Record>> = BTreeMap::new();
    let mut about: BTreeMap<RecordId, Standing> = BTreeMap::new();
    for ((about_id, partner_id), ask) in places {
        for id in [about_id, partner_id] {
            if let Entry::Vacant(place) = records.entry(id) {
                place.insert(thread::by_id(house, id).await?);
            }
        }
        let (Some(Some(record)), Some(Some(partner))) =
            (records.get(&about_id), records.get(&partner_id))
        else {
            continue;
        };
        let part = outcomes
            .iter()
            .find(|outcome| outcome.record.id == about_id)
            .and_then(|outcome| {
                outcome
                    .roles
                    .iter()
                    .find(|role| role.body_id == partner_id)
                    .map(|role| role.part)
            });
        let standing = stand(house, round, partner.clone(), part, ask, today).await?;
        about
            .entry(about_id)
            .or_insert_with(|| Standing {
                about: record.clone(),
                partners: Vec::new(),
            })
            .partners
            .push(standing);
    }
    let mut about: Vec<Standing> = about.into_values().collect();
    about.sort_by(|one, other| one.about.title.cmp(&other.about.title));
    for standing in &mut about {
        standing
            .partners
            .sort_by(|one, other| order(one).cmp(&order(other)));
    }
    Ok(RoundStanding {
        round: round.clone(),
        about,
    })
}

fn order(standing: &PartnerStanding) -> (Option<Part>, &str) {
    (standing.part, standing.partner.title.as_str())
}

async fn stand(
    house: &House,
    round: &Round,
    partner: Record,
    part: Option<Part>,
    ask: Option<Ask>,
    today: Date,
) -> Result<PartnerStanding, DatabaseError> {
    let mut standing = PartnerStanding {
        partner,
        part,
        ask: None,
        state: AskState::NotAsked,
        extended_to: None,
        asked_on: None,
        reminded: Vec::new(),
        escalated: None,
        passed_to: None,
        has_draft: false,
        answers: Answers::new(),
    };
    let Some(ask) = ask else {
        return Ok(standing);
    };
    for event in ask.events(house).await? {
        match event.kind {
            AskEventKind::Sent => standing.asked_on = Some(event.on),
            AskEventKind::Reminded => standing.reminded.push(event.on),
            AskEventKind::Escalated => standing.escalated = Some(event.on),
            AskEventKind::Delegated => standing.passed_to = event.words,
            _ => {}
        }
    }
    let (answers, is_draft) = written(house, &ask).await?;
    standing.has_draft = is_draft;
    if ask.reply.is_some() {
        standing.answers = answers;
    }
    standing.state = state_of(&ask, Some(round), today);
    standing.extended_to = (ask.due > round.closes).then_some(ask.due);
    standing.ask = Some(ask);
    Ok(standing)
}

impl RoundStanding {
    /// Every place, by outcome or action and then by partner.
    pub fn places(&self) -> impl Iterator<Item = (&Record, &PartnerStanding)> {
        self.about
            .iter()
            .flat_map(|it| it.partners.iter().map(move |place| (&it.about, place)))
    }

    /// How many are in which state.
    #[must_use]
    pub fn counts(&self) -> RoundCounts {
        let mut counts = RoundCounts::default();
        for (_, place) in self.places() {
            if place.ask.is_some() {
                counts.asked += 1;
            }
            if place.passed_to.is_some() {
                counts.delegated += 1;
            }
            match place.state {
                AskState::NotAsked => counts.not_asked += 1,
                AskState::Answered(_) => counts.answered += 1,
                AskState::Late(_) => counts.late += 1,
                AskState::DidNotAnswer => counts.silent += 1,
                AskState::ToDo if place.extended_to.is_some() => counts.extended += 1,
                AskState::ToDo => {}
            }
        }
        counts
    }

    /// What is said about one outcome or action.
    #[must_use]
    pub fn of(&self, about: RecordId) -> Option<&Standing> {
        self.about.iter().find(|it| it.about.id == about)
    }
}

impl PartnerStanding {
    /// The partner's own view, where it gave one.
    #[must_use]
    pub fn view(&self) -> Option<View> {
        self.answers.get(GOING)?.parse().ok()
    }

    /// The status word of the page and the paper.
    #[must_use]
    pub fn status(&self) -> String {
        match (self.state, self.extended_to) {
            (AskState::NotAsked, _) => "Not asked".to_owned(),
            (AskState::ToDo, Some(until)) => format!("More time to {}", day_month(until)),
            (AskState::ToDo, None) => "To do".to_owned(),
            (AskState::Late(late), _) => days_late(late),
            (AskState::Answered(on), _) => format!("Answered {}", day_month(on)),
            (AskState::DidNotAnswer, _) => "Did not answer".to_owned(),
        }
    }

    /// What the board reads about a partner that is silent, in one sentence; `None` when it answered.
    #[must_use]
    pub fn silence(&self) -> Option<String> {
        let name = &self.partner.title;
        let mut said = match (self.state, self.extended_to) {
            (AskState::Answered(_), _) => return None,
            (AskState::NotAsked, _) => return Some(format!("{name} was not asked.")),
            (AskState::DidNotAnswer, _) => format!("{name} did not answer"),
            (AskState::Late(_), _) => format!("{name} has not answered"),
            (AskState::ToDo, Some(until)) => {
                format!("{name} has more time, until {}", long_date(until))
            }
            (AskState::ToDo, None) => format!("{name} has not answered yet"),
        };
        let mut history = Vec::new();
        history.extend(self.asked_on.map(|on| format!("asked {}", day_month(on))));
        if let (AskState::Late(_), Some(ask)) = (self.state, &self.ask) {
            history.push(format!("due {}", day_month(ask.due)));
        }
        match self.reminded.len() {
            0 => {}
            1 => history.push("reminded once".to_owned()),
            2 => history.push("reminded twice".to_owned()),
            many => history.push(format!("reminded {many} times")),
        }
        if self.escalated.is_some() {
            history.push("then put to somebody senior".to_owned());
        }
        if !history.is_empty() {
            said.push_str("; ");
            said.push_str(&history.join(", "));
        }
        said.push('.');
        Some(said)
    }

    /// Whether the partner answered that it cannot know.
    #[must_use]
    pub fn does_not_hold(&self) -> bool {
        self.ask
            .as_ref()
            .and_then(|ask| ask.reply.as_ref())
            .is_some_and(|reply| reply.word == NOT_HELD)
    }
}

fn day_month(date: Date) -> String {
    date.strftime("%-d %B").to_string()
}

#[cfg(test)]
mod tests {
    use super::RoundCounts;

    #[test]
    fn the_finding_counts_only_what_there_is() {
        let counts = RoundCounts {
            asked: 44,
            answered: 38,
            late: 2,
            extended: 2,
            ..RoundCounts::default()
        };
        assert_eq!(
            counts.to_string(),
            "38 of 44 answered. 2 are late, 2 have more time"
        );
        let whole = RoundCounts {
            asked: 3,
            answered: 3,
            ..RoundCounts::default()
        };
        assert_eq!(whole.to_string(), "3 of 3 answered");
    }
}
