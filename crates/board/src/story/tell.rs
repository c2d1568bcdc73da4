use jiff::civil::Date;

use super::{Asked, BrokenJoin, Joined, Strip};
use crate::audit::{self, ChainHead};
use crate::database::DatabaseError;
use crate::joins::FORWARD;
use crate::runner::House;
use crate::thread::{self, Record, Walk, store};
use crate::vocabulary::{Actor, RecordId};

/// One record with everything that the thread knows of it.
#[derive(Debug, Clone)]
pub struct Story {
    /// The record.
    pub record: Record,
    /// What it is, in a word: "action".
    pub one: &'static str,
    /// Where it stands between need and minute; `None` for records that lie beside the thread.
    pub strip: Option<Strip>,
    /// One step up: why.
    pub up: Vec<Joined>,
    /// One step down: so what.
    pub down: Vec<Joined>,
    /// Who was asked about it.
    pub asked: Vec<Asked>,
    /// What rules expect of it and is not there.
    pub missing: Vec<BrokenJoin>,
    /// How many rules are asked of it today.
    pub rules: usize,
    /// How often it was changed, by the audit log.
    pub changes: usize,
    /// Where its chain of the audit log stood when this was told.
    pub head: Option<ChainHead>,
}

impl Story {
    /// Tells the story of a record, as far as the actor may see it. `None` when there is no such record for them.
    pub async fn of(
        house: &House,
        actor: &Actor,
        today: Date,
        id: RecordId,
    ) -> Result<Option<Self>, DatabaseError> {
        let Some(walk) = thread::walk(house, actor, today, id).await? else {
            return Ok(None);
        };
        let Walk {
            record,
            up,
            down,
            missing,
        } = walk;
        let confirmers: Vec<RecordId> = up
            .iter()
            .chain(&down)
            .filter_map(|step| step.link.confirmed_by)
            .collect();
        // What serves an outcome stands below it by the join and before it in the thread.
        let is_forward = |step: &thread::Step| FORWARD.contains(&step.link.relation);
        let (ahead, up): (Vec<_>, Vec<_>) = up.into_iter().partition(is_forward);
        let (behind, down): (Vec<_>, Vec<_>) = down.into_iter().partition(is_forward);
        let (up, down) = ([behind, up].concat(), [ahead, down].concat());
        let people = store::by_ids(house.reader(), house.registry(), &confirmers).await?;
        let told = |step: thread::Step| {
            let confirmed_by = step
                .link
                .confirmed_by
                .and_then(|id| people.get(&id))
                .filter(|person| person.is_visible_to(actor))
                .map(|person| person.title.clone());
            Joined::new(house, step, confirmed_by)
        };
        let rules = thread::join_rules(house)
            .await?
            .iter()
            .filter(|rule| rule.applies_to(&record, today))
            .count();
        let heads = audit::heads(house).await?;
        let head = heads
            .iter()
            .find(|head| head.body_id.is_some() && head.body_id == record.body_id)
            .or_else(|| heads.iter().find(|head| head.body_id.is_none()))
            .cloned();
        Ok(Some(Self {
            one: house
                .registry()
                .kind(record.kind.0)
                .map_or(record.kind.0, |spec| spec.one),
            strip: Strip::of(house, actor, today, &record).await?,
            up: up.into_iter().map(told).collect(),
            down: down.into_iter().map(told).collect(),
            asked: Asked::about(house, actor, today, &[record.id]).await?,
            missing: missing
                .into_iter()
                .map(|broken| BrokenJoin::new(house, today, broken))
                .collect(),
            rules,
            changes: audit::entries_about(house, record.id).await?,
            head,
            record,
        }))
    }

    /// How many joins there are: steps up, steps down and answers.
    #[must_use]
    pub fn joined(&self) -> usize {
        self.up.len()
            + self.down.len()
            + self.asked.iter().filter(|asked| !asked.is_silent()).count()
    }

    /// How many things are missing: broken rules and silences.
    #[must_use]
    pub fn gaps(&self) -> usize {
        self.missing.len() + self.asked.iter().filter(|asked| asked.is_silent()).count()
    }

    /// How many of the missing joins would say why.
    fn missing_up(&self) -> usize {
        self.missing.iter().filter(|join| join.is_upward()).count()
    }

    /// The finding that heads the page: what can be said of this record and what cannot.
    #[must_use]
    pub fn finding(&self) -> String {
        let one = self.one;
        let why = self.missing_up() == 0 && !self.up.is_empty();
        let down_gaps = self.gaps() - self.missing_up();
        match (why, down_gaps) {
            (true, 0) => format!("This {one} is joined both ways"),
            (true, _) => format!("We can say why this {one} exists, but not yet whether it helps"),
            (false, 0) if self.missing_up() == 0 => format!("Nothing is missing around this {one}"),
            (false, 0) => format!("We cannot say why this {one} exists"),
            (false, _) if self.missing_up() == 0 => {
                format!("Something is missing around this {one}")
            }
            (false, _) => format!("We can say neither why this {one} exists nor whether it helps"),
        }
    }

    /// One sentence under the finding.
    #[must_use]
    pub fn summary(&self) -> String {
        match self.gaps() {
            0 => "Every join that the rules expect is there.".to_owned(),
            1 => "One thing is missing, and somebody could mend it.".to_owned(),
            gaps => format!("{gaps} things are missing, and each has somebody who could mend it."),
        }
    }
}
