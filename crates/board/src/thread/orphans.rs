use std::collections::HashMap;

use jiff::civil::Date;

use super::{Broken, Direction, JoinRule, Link, Record, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::{Kind, RecordId};

/// The rules in force and those switched off, as they stand in the database.
pub async fn join_rules(house: &House) -> Result<Vec<JoinRule>, DatabaseError> {
    store::join_rules(house.reader()).await
}

/// Every broken join of one body (or of all), in the order of the rules and then by title.
pub async fn broken_joins(
    house: &House,
    today: Date,
    body_id: Option<RecordId>,
) -> Result<Vec<Broken>, DatabaseError> {
    let mut broken = Vec::new();
    for rule in store::join_rules(house.reader()).await? {
        let Some(spec) = house.registry().kind(&rule.kind) else {
            continue;
        };
        let records = store::of_kind(house.reader(), house.registry(), spec.kind, body_id).await?;
        broken.extend(check(house, today, &rule, &records).await?);
    }
    Ok(broken)
}

/// The broken joins of one record.
pub async fn broken_joins_of(
    house: &House,
    today: Date,
    record: &Record,
) -> Result<Vec<Broken>, DatabaseError> {
    let mut broken = Vec::new();
    for rule in store::join_rules(house.reader()).await? {
        broken.extend(check(house, today, &rule, std::slice::from_ref(record)).await?);
    }
    Ok(broken)
}

async fn check(
    house: &House,
    today: Date,
    rule: &JoinRule,
    records: &[Record],
) -> Result<Vec<Broken>, DatabaseError> {
    let asked: Vec<&Record> = records
        .iter()
        .filter(|record| rule.applies_to(record, today))
        .collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<RecordId> = asked.iter().map(|record| record.id).collect();
    let counts = match rule.direction {
        Direction::Part => match house.registry().part_of(&rule.kind, &rule.expects) {
            Some(part) => part.counts(house, &ids, today).await?,
            // A rule about a part that no capability counts cannot be judged, so it accuses nobody.
            None => return Ok(Vec::new()),
        },
        Direction::Up | Direction::Down => count_links(house, today, rule, &ids).await?,
    };
    Ok(asked
        .into_iter()
        .filter_map(|record| {
            let found = counts.get(&record.id).copied().unwrap_or(0);
            (found < rule.at_least).then(|| Broken {
                record: record.clone(),
                rule: rule.clone(),
                found,
            })
        })
        .collect())
}

async fn count_links(
    house: &House,
    today: Date,
    rule: &JoinRule,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, u64>, DatabaseError> {
    let links = store::links_by_relation(house.reader(), house.registry(), &rule.expects).await?;
    let up = rule.direction == Direction::Up;
    let ends = |link: &Link| {
        if up {
            (link.from_id, link.to_id)
        } else {
            (link.to_id, link.from_id)
        }
    };
    let others: Vec<RecordId> = links.iter().map(|link| ends(link).1).collect();
    let kinds: HashMap<RecordId, Kind> =
        store::kinds_of(house.reader(), house.registry(), &others).await?;
    let mut counts = HashMap::new();
    for link in links.iter().filter(|link| link.holds_on(today)) {
        let (own, other) = ends(link);
        let counts_here = rule.other_kinds.is_empty()
            || kinds
                .get(&other)
                .is_some_and(|kind| rule.other_kinds.iter().any(|name| name == kind.0));
        if counts_here && ids.contains(&own) {
            *counts.entry(own).or_insert(0) += 1;
        }
    }
    Ok(counts)
}
