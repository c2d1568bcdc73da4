use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::{Asked, Stage};
use crate::asks;
use crate::database::DatabaseError;
use crate::delivery;
use crate::joins::{
    ADDRESSES, AROSE_FROM, BECAME, DECIDED_IN, DELIVERS, MEASURES_PROGRESS_OF, REPORTED_IN, SERVES,
};
use crate::runner::House;
use crate::thread::{self, Broken, Direction, Link, Record, Relation, store};
use crate::vocabulary::{Actor, RecordId, capital, long_date, words};

words! {
    /// How a stage is drawn.
    pub enum StripState {
        /// A record that is there.
        Done = "done",
        /// The record whose strip this is.
        Here = "here",
        /// Something that should be there and is not.
        Broken = "broken",
        /// Still to come, or not expected yet.
        Ahead = "ahead",
    }
}

/// One stage of the strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripStep {
    /// Which stage.
    pub stage: Stage,
    /// How it is drawn.
    pub state: StripState,
    /// The record that stands there, where it has a page.
    pub record: Option<Record>,
    /// Its title, or what is not there.
    pub title: String,
    /// One line: since when, due when, who did not answer, the sentence of the broken rule.
    pub note: String,
}

/// The whole thread of a record: need, priority, action, outcome, return, minute. Always six stages, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The stages.
    pub steps: Vec<StripStep>,
}

/// The stages under way: the records of each.
type Stages = [Vec<RecordId>; Stage::ALL.len()];

/// Records and joins around one record, loaded as they are reached. What the actor may not see is not there.
struct Graph<'a> {
    house: &'a House,
    actor: &'a Actor,
    today: Date,
    records: HashMap<RecordId, Record>,
    links: Vec<Link>,
    reached: HashSet<RecordId>,
}

impl Graph<'_> {
    /// Loads the joins of some records, with the records at their other ends.
    async fn reach(&mut self, ids: &[RecordId]) -> Result<(), DatabaseError> {
        let new: Vec<RecordId> = ids
            .iter()
            .copied()
            .filter(|&id| self.reached.insert(id))
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        let (reader, registry) = (self.house.reader(), self.house.registry());
        let links = store::links_of_many(reader, registry, &new).await?;
        let ends: Vec<RecordId> = links
            .iter()
            .flat_map(|link| [link.from_id, link.to_id])
            .chain(new)
            .filter(|id| !self.records.contains_key(id))
            .collect();
        for (id, record) in store::by_ids(reader, registry, &ends).await? {
            if record.is_visible_to(self.actor) {
                self.records.insert(id, record);
            }
        }
        let today = self.today;
        self.links
            .extend(links.into_iter().filter(|link| link.holds_on(today)));
        Ok(())
    }

    /// The records of one stage that are joined to some records.
    async fn follow(
        &mut self,
        from: &[RecordId],
        relation: Relation,
        direction: Direction,
        stage: Stage,
    ) -> Result<Vec<RecordId>, DatabaseError> {
        self.reach(from).await?;
        let mut found = Vec::new();
        for link in self.links.iter().filter(|link| link.relation == relation) {
            let (own, other) = if direction == Direction::Up {
                (link.from_id, link.to_id)
            } else {
                (link.to_id, link.from_id)
            };
            let is_stage = self.records.get(&other).is_some_and(|record| {
                Stage::of(record.kind) == Some(stage)
                    // A paragraph of minutes is a minute; it has no stage by its kind alone.
                    || (stage == Stage::Minute && record.kind.0 == "paragraph")
            });
            if is_stage && from.contains(&own) && !found.contains(&other) {
                found.push(other);
            }
        }
        Ok(found)
    }
}

fn add(to: &mut Vec<RecordId>, more: Vec<RecordId>) {
    for id in more {
        if !to.contains(&id) {
            to.push(id);
        }
    }
}

impl Strip {
    /// The strip of a record, as far as the actor may see it. A record that is no stage itself (evidence, a paragraph)
    /// gets the strip of the first stage that it is joined to; one that is joined to none has no strip.
    pub async fn of(
        house: &House,
        actor: &Actor,
        today: Date,
        record: &Record,
    ) -> Result<Option<Self>, DatabaseError> {
        let mut graph = Graph {
            house,
            actor,
            today,
            records: HashMap::new(),
            links: Vec::new(),
            reached: HashSet::new(),
        };
        graph.reach(&[record.id]).await?;
        let Some(anchor) = anchor(&graph, record) else {
            return Ok(None);
        };
        let Some(stage) = stage_of(&graph, &anchor) else {
            return Ok(None);
        };
        let mut stages = Stages::default();
        stages[stage.place()].push(anchor.id);
        walk_up(&mut graph, &mut stages, stage).await?;
        walk_down(&mut graph, &mut stages, stage).await?;
        draw(&mut graph, stages, record.id).await.map(Some)
    }
}

fn stage_of(graph: &Graph<'_>, record: &Record) -> Option<Stage> {
    Stage::of(record.kind).or_else(|| {
        let in_minutes = [REPORTED_IN, DECIDED_IN, AROSE_FROM];
        let heard = graph
            .links
            .iter()
            .any(|link| link.to_id == record.id && in_minutes.contains(&link.relation));
        (record.kind.0 == "paragraph" && heard).then_some(Stage::Minute)
    })
}

/// The record itself if it is a stage, or the first stage that it is joined to: upwards first.
fn anchor(graph: &Graph<'_>, record: &Record) -> Option<Record> {
    if stage_of(graph, record).is_some() {
        return Some(record.clone());
    }
    let others = |up: bool| {
        graph.links.iter().filter_map(move |link| {
            let (own, other) = if up {
                (link.from_id, link.to_id)
            } else {
                (link.to_id, link.from_id)
            };
            (own == record.id).then_some(other)
        })
    };
    others(true)
        .chain(others(false))
        .filter_map(|id| graph.records.get(&id))
        .find(|other| Stage::of(other.kind).is_some())
        .cloned()
}

async fn walk_up(
    graph: &mut Graph<'_>,
    stages: &mut Stages,
    start: Stage,
) -> Result<(), DatabaseError> {
    use Direction::{Down, Up};
    let here = stages[start.place()].clone();
    match start {
        Stage::Return => {
            for &round in &here {
                for ask in asks::asks_of_round(graph.house, round).await? {
                    graph.reach(&[ask.about_id]).await?;
                    let about = graph.records.get(&ask.about_id);
                    if let Some(stage) = about.and_then(|record| Stage::of(record.kind))
                        && stage < Stage::Return
                    {
                        add(&mut stages[stage.place()], vec![ask.about_id]);
                    }
                }
            }
        }
        Stage::Minute => {
            for stage in [Stage::Outcome, Stage::Return] {
                let heard = graph.follow(&here, REPORTED_IN, Down, stage).await?;
                add(&mut stages[stage.place()], heard);
            }
            for (relation, direction) in [(AROSE_FROM, Down), (BECAME, Up)] {
                let came = graph
                    .follow(&here, relation, direction, Stage::Action)
                    .await?;
                add(&mut stages[Stage::Action.place()], came);
            }
            let actions = stages[Stage::Action.place()].clone();
            let outcomes = graph.follow(&actions, SERVES, Up, Stage::Outcome).await?;
            add(&mut stages[Stage::Outcome.place()], outcomes);
        }
        Stage::Need | Stage::Priority | Stage::Action | Stage::Outcome => {}
    }
    if start >= Stage::Outcome {
        let outcomes = stages[Stage::Outcome.place()].clone();
        let actions = graph.follow(&outcomes, SERVES, Down, Stage::Action).await?;
        add(&mut stages[Stage::Action.place()], actions);
        let measured = graph
            .follow(&outcomes, MEASURES_PROGRESS_OF, Up, Stage::Priority)
            .await?;
        add(&mut stages[Stage::Priority.place()], measured);
    }
    if start >= Stage::Action {
        let actions = stages[Stage::Action.place()].clone();
        let delivered = graph
            .follow(&actions, DELIVERS, Up, Stage::Priority)
            .await?;
        add(&mut stages[Stage::Priority.place()], delivered);
    }
    if start >= Stage::Priority {
        let priorities = stages[Stage::Priority.place()].clone();
        let needs = graph
            .follow(&priorities, ADDRESSES, Up, Stage::Need)
            .await?;
        add(&mut stages[Stage::Need.place()], needs);
    }
    Ok(())
}

async fn walk_down(
    graph: &mut Graph<'_>,
    stages: &mut Stages,
    start: Stage,
) -> Result<(), DatabaseError> {
    use Direction::{Down, Up};
    if start == Stage::Need {
        let needs = stages[Stage::Need.place()].clone();
        let answers = graph
            .follow(&needs, ADDRESSES, Down, Stage::Priority)
            .await?;
        add(&mut stages[Stage::Priority.place()], answers);
    }
    if start <= Stage::Priority {
        let priorities = stages[Stage::Priority.place()].clone();
        let actions = graph
            .follow(&priorities, DELIVERS, Down, Stage::Action)
            .await?;
        add(&mut stages[Stage::Action.place()], actions);
        let outcomes = graph
            .follow(&priorities, MEASURES_PROGRESS_OF, Down, Stage::Outcome)
            .await?;
        add(&mut stages[Stage::Outcome.place()], outcomes);
    }
    if start == Stage::Action {
        let actions = stages[Stage::Action.place()].clone();
        let outcomes = graph.follow(&actions, SERVES, Up, Stage::Outcome).await?;
        add(&mut stages[Stage::Outcome.place()], outcomes);
    }
    if start < Stage::Minute {
        let mut reported = stages[Stage::Outcome.place()].clone();
        reported.extend(&stages[Stage::Return.place()]);
        let minutes = graph
            .follow(&reported, REPORTED_IN, Up, Stage::Minute)
            .await?;
        add(&mut stages[Stage::Minute.place()], minutes);
    }
    Ok(())
}

async fn draw(
    graph: &mut Graph<'_>,
    mut stages: Stages,
    here: RecordId,
) -> Result<Strip, DatabaseError> {
    let house = graph.house;
    let mut asked_about = stages[Stage::Outcome.place()].clone();
    if stages[Stage::Action.place()].contains(&here) || asked_about.is_empty() {
        asked_about.extend(&stages[Stage::Action.place()]);
    }
    let returns = newest_round(Asked::about(house, graph.actor, graph.today, &asked_about).await?);
    if stages[Stage::Minute.place()].is_empty() {
        let mut rounds: Vec<RecordId> = returns.iter().filter_map(|one| one.ask.round_id).collect();
        rounds.dedup();
        stages[Stage::Minute.place()] = graph
            .follow(&rounds, REPORTED_IN, Direction::Up, Stage::Minute)
            .await?;
    }
    let on_strip: Vec<Record> = stages
        .iter()
        .flatten()
        .filter_map(|id| graph.records.get(id).cloned())
        .collect();
    let broken = thread::broken_joins_among(house, graph.today, &on_strip).await?;
    let mut steps = Vec::new();
    for &stage in Stage::ALL {
        let records: Vec<&Record> = stages[stage.place()]
            .iter()
            .filter_map(|id| graph.records.get(id))
            .collect();
        let shown = records
            .iter()
            .find(|record| record.id == here)
            .or_else(|| records.first());
        steps.push(match shown {
            Some(record) if record.id == here => step(
                stage,
                StripState::Here,
                Some(record),
                &record.title,
                "You are here",
            ),
            _ if stage == Stage::Return && !returns.is_empty() => return_step(&returns),
            Some(record) => {
                let note = note_of(house, record).await? + &and_more(records.len());
                step(stage, StripState::Done, Some(record), &record.title, &note)
            }
            None => missing_step(stage, &broken),
        });
    }
    Ok(Strip { steps })
}

/// What is drawn where a record should be.
const NOT_RECORDED: &str = "Not recorded";

/// ", and 2 more" after the first of three; nothing after the only one.
fn and_more(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        more => format!(", and {} more", more - 1),
    }
}

fn step(
    stage: Stage,
    drawn: StripState,
    record: Option<&Record>,
    title: &str,
    note: &str,
) -> StripStep {
    StripStep {
        stage,
        state: drawn,
        record: record.cloned(),
        title: title.to_owned(),
        note: note.to_owned(),
    }
}

/// Of everything that was ever asked, the newest round alone: earlier ones are history.
fn newest_round(asked: Vec<Asked>) -> Vec<Asked> {
    let newest = asked
        .iter()
        .filter(|one| one.round.is_some())
        .max_by_key(|one| one.asked_on)
        .and_then(|one| one.ask.round_id);
    asked
        .into_iter()
        .filter(|one| newest.is_none() || one.ask.round_id == newest)
        .collect()
}

fn return_step(returns: &[Asked]) -> StripStep {
    let round = returns.iter().find_map(|one| one.round.as_ref());
    let silent: Vec<&Asked> = returns.iter().filter(|one| one.is_silent()).collect();
    let answered = returns
        .iter()
        .filter(|one| matches!(one.state, asks::AskState::Answered(_)))
        .count();
    match silent.first() {
        Some(first) => {
            let note = first.finding() + &and_more(silent.len());
            if answered == 0 {
                return step(Stage::Return, StripState::Broken, None, NOT_RECORDED, &note);
            }
            let title = format!("{answered} of {} answered", returns.len());
            step(Stage::Return, StripState::Broken, round, &title, &note)
        }
        None if answered == returns.len() => {
            let title = round.map_or("Answered", |round| round.title.as_str());
            let note = format!("{answered} of {answered} answered");
            step(Stage::Return, StripState::Done, round, title, &note)
        }
        None => {
            let due = returns.iter().map(|one| one.ask.due).max();
            let note = due.map_or_else(String::new, |due| format!("Due {}", long_date(due)));
            step(
                Stage::Return,
                StripState::Ahead,
                round,
                "Asked, not due yet",
                &note,
            )
        }
    }
}

/// A stage without a record: drawn as missing with the sentence of the rule that misses it, or as still to come.
fn missing_step(stage: Stage, broken: &[Broken]) -> StripStep {
    let missed = broken.iter().find(|one| {
        let about = (one.rule.kind.as_str(), one.rule.expects.as_str());
        stage.missed_by().contains(&about)
    });
    if let Some(one) = missed {
        return step(
            stage,
            StripState::Broken,
            None,
            NOT_RECORDED,
            &one.rule.message,
        );
    }
    let title = match stage {
        Stage::Return => "Not asked yet",
        Stage::Minute => "Still to come",
        _ => "Not yet",
    };
    step(stage, StripState::Ahead, None, title, "")
}

/// One line about a record: when it is due, or since when it stands as it does.
async fn note_of(house: &House, record: &Record) -> Result<String, DatabaseError> {
    if record.kind == delivery::ACTION
        && let Some(action) = delivery::action(house, record.id).await?
    {
        return Ok(action.due.map_or_else(
            || "No date".to_owned(),
            |due| format!("Due {}", long_date(due)),
        ));
    }
    let since = record.valid_from.unwrap_or(record.state_since);
    Ok(format!("{} {}", capital(&record.state), long_date(since)))
}
