use jiff::civil::Date;

use super::{Asked, BrokenJoin, broken_joins};
use crate::asks::{self, AskAct, AskState, Round, RoundPurpose};
use crate::calendar::days_since;
use crate::database::DatabaseError;
use crate::delivery;
use crate::portal;
use crate::runner::House;
use crate::texts::{self, TextType, VersionState};
use crate::thread::{self, Record};
use crate::vocabulary::{Actor, RecordId, Role, days, days_late, long_date};

/// How pressing something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Past its day, or without one.
    Late,
    /// Waits for somebody today.
    Now,
    /// Has a day that is still to come.
    Later,
}

/// One thing that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// How pressing it is.
    pub urgency: Urgency,
    /// "8 days late", "No date".
    pub when: String,
    /// "was 31 August 2022", "since 14 July 2022".
    pub detail: String,
    /// What it is.
    pub title: String,
    /// Why it is on the list, in one sentence.
    pub why: String,
    /// The record that it is about; `None` where it is about several.
    pub record: Option<Record>,
    /// What to do, as a button says it.
    pub verb: &'static str,
    /// For ordering: the day that it hangs on.
    pub day: Date,
}

/// How a round of asks is going.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundProgress {
    /// The round.
    pub round: Record,
    /// How many were asked.
    pub asked: usize,
    /// How many answered.
    pub answered: usize,
    /// Those who have not answered, most overdue first, with what they were asked about.
    pub waiting: Vec<(Asked, Option<Record>)>,
}

/// What needs somebody in a board now, from records that exist.
#[derive(Debug, Clone)]
pub struct Work {
    /// What needs them, most pressing first.
    pub rows: Vec<WorkRow>,
    /// The newest round of returns, for those who run it.
    pub round: Option<RoundProgress>,
    /// Broken joins of the board, oldest first, for those who mend them.
    pub broken: Vec<BrokenJoin>,
}

impl Work {
    /// Collects what needs an actor in a board (`None`: somebody without one) on a day.
    pub async fn of(
        house: &House,
        actor: &Actor,
        today: Date,
        board: Option<RecordId>,
    ) -> Result<Self, DatabaseError> {
        let mut work = Self {
            rows: asked_of(house, actor, today).await?,
            round: None,
            broken: Vec::new(),
        };
        if let Some(board) = board
            && [Role::Officer, Role::Administrator]
                .iter()
                .any(|&role| actor.has(role, Some(board)))
        {
            work.rows
                .extend(unfinished_actions(house, today, board).await?);
            work.rows
                .extend(unfinished_minutes(house, today, board).await?);
            work.rows.extend(mistakes(house, actor, today).await?);
            work.broken = broken_joins(house, actor, today, Some(board)).await?;
            for round in open_rounds(house, board).await? {
                let progress = progress(house, actor, today, &round).await?;
                work.rows.extend(
                    progress
                        .waiting
                        .iter()
                        .filter_map(|(asked, about)| chase(asked, about.as_ref())),
                );
                if work.round.is_none() && round.purpose == RoundPurpose::Returns {
                    work.round = Some(progress);
                }
            }
        }
        work.rows.sort_by_key(|row| (row.urgency, row.day));
        Ok(work)
    }

    /// How many rows cannot wait.
    #[must_use]
    pub fn pressing(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| row.urgency < Urgency::Later)
            .count()
    }
}

/// What the actor was asked: as a person, as somebody who answers for a partner, or as the officer of a board that is to agree
/// with another.
async fn asked_of(
    house: &House,
    actor: &Actor,
    today: Date,
) -> Result<Vec<WorkRow>, DatabaseError> {
    let mut whom: Vec<RecordId> = actor.person().into_iter().collect();
    whom.extend(
        actor
            .grants
            .iter()
            .filter(|grant| grant.role == Role::Partner)
            .filter_map(|grant| grant.body_id),
    );
    let mut rows = Vec::new();
    let boards: Vec<RecordId> = actor
        .grants
        .iter()
        .filter(|grant| grant.role == Role::Officer)
        .filter_map(|grant| grant.body_id)
        .filter(|body| !whom.contains(body))
        .collect();
    for (id, as_board) in whom
        .into_iter()
        .map(|id| (id, false))
        .chain(boards.into_iter().map(|id| (id, true)))
    {
        let mut asks = asks::asks_to(house, id).await?;
        asks.retain(|ask| !as_board || ask.act == AskAct::Agree);
        for asked in Asked::told(house, actor, today, asks).await? {
            let Some(about) = thread::by_id(house, asked.ask.about_id)
                .await?
                .filter(|record| record.is_visible_to(actor))
            else {
                continue;
            };
            let (verb, what) = match asked.ask.act {
                AskAct::Approve => ("Read and approve", "Your approval is asked for"),
                AskAct::Agree => (
                    "Answer",
                    "Every board that shares this date must agree before it moves",
                ),
                _ => ("Answer", "You are asked how it is going"),
            };
            let due = asked.ask.due;
            let (urgency, when, detail) = match asked.state {
                AskState::Late(late) => (
                    Urgency::Late,
                    days_late(late),
                    format!("was {}", long_date(due)),
                ),
                AskState::ToDo => (Urgency::Later, long_date(due), in_days(today, due)),
                _ => continue,
            };
            rows.push(WorkRow {
                urgency,
                when,
                detail,
                title: about.title.clone(),
                why: format!("{what}. {}", asked.sentence()),
                record: Some(about),
                verb,
                day: due,
            });
        }
    }
    Ok(rows)
}

fn in_days(today: Date, day: Date) -> String {
    let left = today
        .until(day)
        .map_or(0, |span| i64::from(span.get_days()));
    match left {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        left => format!("in {}", days(left)),
    }
}

/// Actions that nobody owns, that have no date, or whose date has passed.
async fn unfinished_actions(
    house: &House,
    today: Date,
    board: RecordId,
) -> Result<Vec<WorkRow>, DatabaseError> {
    let actions = delivery::actions(house, Some(board)).await?;
    let is_open = |action: &&delivery::Action| {
        [delivery::DRAFT, delivery::OPEN].contains(&action.record.state.as_str())
    };
    Ok(actions
        .iter()
        .filter(is_open)
        .filter_map(|action| {
            let since = action.record.made_on;
            let row = |urgency, when, detail, why, verb, day| WorkRow {
                urgency,
                when,
                detail,
                title: action.record.title.clone(),
                why,
                record: Some(action.record.clone()),
                verb,
                day,
            };
            match action.due {
                None => {
                    let owner = if action.has_owner() {
                        ""
                    } else {
                        " and no owner"
                    };
                    let draft = if action.record.state == delivery::DRAFT {
                        " It cannot be published like this."
                    } else {
                        ""
                    };
                    let why = format!("It has no date{owner}.{draft}");
                    let detail = format!("since {}", long_date(since));
                    Some(row(
                        Urgency::Late,
                        "No date".to_owned(),
                        detail,
                        why,
                        "Set the date",
                        since,
                    ))
                }
                Some(_) if !action.has_owner() => {
                    let detail = format!("since {}", long_date(since));
                    let why = "Nobody owns it.".to_owned();
                    Some(row(
                        Urgency::Late,
                        "No owner".to_owned(),
                        detail,
                        why,
                        "Name the owner",
                        since,
                    ))
                }
                Some(due) if due < today => {
                    let when = days_late(days_since(due, today).unwrap_or(1));
                    let why = "It was to be done by then and is still open.".to_owned();
                    Some(row(
                        Urgency::Late,
                        when,
                        format!("was {}", long_date(due)),
                        why,
                        "See the action",
                        due,
                    ))
                }
                Some(_) => None,
            }
        })
        .collect())
}

/// Minutes that are not published yet.
async fn unfinished_minutes(
    house: &House,
    today: Date,
    board: RecordId,
) -> Result<Vec<WorkRow>, DatabaseError> {
    let mut rows = Vec::new();
    for text in texts::texts_of(house, board, TextType::Minutes).await? {
        let Some(version) = texts::newest_version(house, text.record.id).await? else {
            continue;
        };
        let (why, verb) = match version.state {
            VersionState::Draft => (
                "The minutes are a draft; nobody outside can read them.",
                "Finish the minutes",
            ),
            VersionState::Waiting => ("The minutes wait for approval.", "See who has not approved"),
            VersionState::Approved => (
                "The minutes are approved and not published.",
                "Publish the minutes",
            ),
            VersionState::Published | VersionState::Replaced => continue,
        };
        let since = text.record.made_on;
        let waited = days_since(since, today).unwrap_or(0);
        rows.push(WorkRow {
            urgency: Urgency::Now,
            when: days(waited),
            detail: format!("since {}", long_date(since)),
            title: text.record.title.clone(),
            why: why.to_owned(),
            record: Some(text.record),
            verb,
            day: since,
        });
    }
    Ok(rows)
}

/// One row for all reports of mistakes that wait.
async fn mistakes(
    house: &House,
    actor: &Actor,
    today: Date,
) -> Result<Option<WorkRow>, DatabaseError> {
    let reports = portal::mistake_reports(house, actor).await?;
    let open: Vec<_> = reports
        .iter()
        .filter(|report| report.record.state == portal::OPEN)
        .collect();
    let Some(oldest) = open.iter().map(|report| report.record.made_on).min() else {
        return Ok(None);
    };
    let waited = days_since(oldest, today).unwrap_or(0);
    let title = match open.len() {
        1 => "A report of a mistake".to_owned(),
        many => format!("{many} reports of mistakes"),
    };
    Ok(Some(WorkRow {
        urgency: Urgency::Now,
        when: days(waited),
        detail: format!("since {}", long_date(oldest)),
        title,
        why: "Somebody says that a page is wrong and nobody has answered.".to_owned(),
        record: None,
        verb: "Look at them",
        day: oldest,
    }))
}

async fn open_rounds(house: &House, board: RecordId) -> Result<Vec<Round>, DatabaseError> {
    let rounds = asks::store::all_rounds_of(house.reader(), house.registry(), board).await?;
    Ok(rounds
        .into_iter()
        .filter(|round| round.closed_on.is_none())
        .collect())
}

async fn progress(
    house: &House,
    actor: &Actor,
    today: Date,
    round: &Round,
) -> Result<RoundProgress, DatabaseError> {
    let asks = asks::asks_of_round(house, round.record.id).await?;
    let asked = Asked::told(house, actor, today, asks).await?;
    let total = asked.len();
    let mut waiting = Vec::new();
    for one in asked {
        if !matches!(one.state, AskState::Answered(_)) {
            let about = thread::by_id(house, one.ask.about_id).await?;
            waiting.push((one, about));
        }
    }
    let answered = total - waiting.len();
    waiting.sort_by_key(|(one, _)| one.ask.due);
    Ok(RoundProgress {
        round: round.record.clone(),
        asked: total,
        answered,
        waiting,
    })
}

/// A row for somebody who is late; nothing for those who still have time.
fn chase(asked: &Asked, about: Option<&Record>) -> Option<WorkRow> {
    let AskState::Late(late) = asked.state else {
        return None;
    };
    let what = about.map_or("something", |record| record.title.as_str());
    Some(WorkRow {
        urgency: Urgency::Late,
        when: days_late(late),
        detail: format!("was {}", long_date(asked.ask.due)),
        title: format!("{what}: no answer from {}", asked.to),
        why: format!(
            "{} If nothing comes, the paper will print that they did not answer.",
            asked.sentence()
        ),
        record: about.cloned(),
        verb: "Chase",
        day: asked.ask.due,
    })
}
