//! What a release would change, in words and as JSON: for whoever loads it and for whoever publishes it.

use std::collections::BTreeMap;

use board::House;
use board::indicators::{indicator_by_publisher_id, used_in};
use board::thread::Record;
use board::vocabulary::Actor;
use evidence::analysis::{Changes, Turn};
use evidence::cell::Cell;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::failure::Failure;

/// What a release would change.
pub(crate) struct ReleasePreview {
    changes: Changes,
    /// What it says of its indicators otherwise than the release before.
    changed_units: Vec<String>,
    /// What rests on the indicators whose verdicts turn, by the publisher's number.
    users: BTreeMap<String, Vec<Record>>,
}

impl ReleasePreview {
    /// Finds what rests on everything that turns, as far as the actor may see it.
    pub(crate) async fn of(
        house: &House,
        actor: &Actor,
        today: Date,
        changes: Changes,
        changed_units: Vec<String>,
    ) -> Result<Self, Failure> {
        let mut users = BTreeMap::new();
        for turn in &changes.turns {
            let id = turn.indicator.id.clone();
            if users.contains_key(&id) {
                continue;
            }
            let found = match indicator_by_publisher_id(house, &id).await? {
                Some(indicator) => used_in(house, actor, today, indicator.record.id).await?,
                None => Vec::new(),
            };
            users.insert(id, found);
        }
        Ok(Self {
            changes,
            changed_units,
            users,
        })
    }

    /// A line for each thing that a person should know before it counts.
    pub(crate) fn in_words(&self, house: &House) -> Vec<String> {
        let changes = &self.changes;
        let mut lines: Vec<String> = self
            .changed_units
            .iter()
            .map(|words| format!("Look: {words}"))
            .collect();
        lines.push(format!(
            "Cells: {} new, {} changed, {} withdrawn, {} same",
            changes.new, changes.changed, changes.withdrawn, changes.same
        ));
        lines.push(match changes.turns.len() {
            0 => "No verdict turns.".to_owned(),
            1 => "1 verdict turns:".to_owned(),
            many => format!("{many} verdicts turn:"),
        });
        lines.extend(changes.turns.iter().map(|turn| {
            let users = self.users_of(turn);
            let kinds = users.iter().map(|user| {
                let spec = house.registry().kind(user.kind.0);
                let kind = spec.map_or(user.kind.0, |spec| spec.one);
                format!("{kind} “{}”", user.title)
            });
            let used_in = match kinds.collect::<Vec<_>>().join(", ") {
                nothing if nothing.is_empty() => nothing,
                users => format!("; used in {users}"),
            };
            format!("{}{used_in}", turn_in_words(turn))
        }));
        lines
    }

    /// `changes` of the interface: counts of cells, and the verdicts that turn with what rests on them.
    pub(crate) fn as_json(&self) -> Value {
        let changes = &self.changes;
        let end = |cell: &Cell, verdict: &str, trend: &str| {
            json!({
                "period": cell.period().label, "value": cell.value(), "limits": cell.limits(),
                "verdict": verdict, "trend": trend,
            })
        };
        let turns: Vec<Value> = changes
            .turns
            .iter()
            .map(|turn| {
                let used_in: Vec<Value> = self
                    .users_of(turn)
                    .iter()
                    .map(|user| json!({ "kind": user.kind.0, "title": user.title }))
                    .collect();
                json!({
                    "indicator": turn.indicator.id, "name": turn.indicator.name,
                    "sex": turn.series.sex, "age": turn.series.age,
                    "area": turn.area().code, "area_name": turn.area().name,
                    "before": end(&turn.before, turn.verdict.0.word(), &turn.trend.0),
                    "after": end(&turn.after, turn.verdict.1.word(), &turn.trend.1),
                    "used_in": used_in,
                })
            })
            .collect();
        json!({
            "new": changes.new, "changed": changes.changed, "withdrawn": changes.withdrawn, "same": changes.same,
            "turns": turns,
        })
    }

    /// What the release says of its indicators otherwise than the one before, each a sentence.
    pub(crate) fn changed_units(&self) -> &[String] {
        &self.changed_units
    }

    fn users_of(&self, turn: &Turn) -> &[Record] {
        self.users
            .get(&turn.indicator.id)
            .map_or(&[], Vec::as_slice)
    }
}

fn turn_in_words(turn: &Turn) -> String {
    let figure = |cell: &Cell| {
        cell.value()
            .map_or_else(|| "no figure".to_owned(), |value| format!("{value}"))
    };
    format!(
        "  {}: {} ({}, {}), {} {} -> {} {}; trend: {} -> {}",
        turn.area().name,
        turn.indicator.name,
        turn.series.sex,
        turn.series.age,
        turn.verdict.0.word(),
        figure(&turn.before),
        turn.verdict.1.word(),
        figure(&turn.after),
        turn.trend.0,
        turn.trend.1,
    )
}
