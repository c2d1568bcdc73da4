use std::collections::HashMap;

use jiff::civil::Date;

use super::{Broken, Direction, JoinRule, Link, Record, StandingRule, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::{Kind, RecordId};

/// Every rule of this installation, in the order in which they were made, with where it is switched off.
pub async fn join_rules(house: &House) -> Result<Vec<StandingRule>, DatabaseError> {
    store::join_rules(house.reader()).await
}

/// Every broken join of one body (or of all), in the order of the rules and then by title.
pub async fn broken_joins(
    house: &House,
    today: Date,
    body_id: Option<RecordId>,
) -> Result<Vec<Broken>, DatabaseError> {
    let mut broken = Vec::new();
    for standing in store::join_rules(house.reader()).await? {
        let Some(spec) = house.registry().kind(&standing.rule.kind) else {
            continue;
        };
        let records = store::of_kind(house.reader(), house.registry(), spec.kind, body_id).await?;
        broken.extend(check(house, today, &standing, &records).await?);
    }
    Ok(broken)
}

/// The broken joins of one record.
pub async fn broken_joins_of(
    house: &House,
    today: Date,
    record: &Record,
) -> Result<Vec<Broken>, DatabaseError> {
    broken_joins_among(house, today, std::slice::from_ref(record)).await
}

/// The broken joins of some records, in the order of the rules.
pub async fn broken_joins_among(
    house: &House,
    today: Date,
    records: &[Record],
) -> Result<Vec<Broken>, DatabaseError> {
    let mut broken = Vec::new();
    for standing in store::join_rules(house.reader()).await? {
        broken.extend(check(house, today, &standing, records).await?);
    }
    Ok(broken)
}

/// How many joins there are, and when the last one ended that would have counted.
#[derive(Default)]
struct Found {
    count: u64,
    last_end: Option<Date>,
}

async fn check(
    house: &House,
    today: Date,
    standing: &StandingRule,
    records: &[Record],
) -> Result<Vec<Broken>, DatabaseError> {
    let rule = &standing.rule;
    let asked: Vec<&Record> = records
        .iter()
        .filter(|record| standing.applies_to(record, today))
        .collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<RecordId> = asked.iter().map(|record| record.id).collect();
    let mut own_days = HashMap::new();
    let found: HashMap<RecordId, Found> = match rule.direction {
        Direction::Part => match house.registry().part_of(&rule.kind, &rule.expects) {
            Some(part) => {
                own_days = part.missing_since(house, &ids).await?;
                part.counts(house, &ids, today)
                    .await?
                    .into_iter()
                    .map(|(id, count)| {
                        let last_end = None;
                        (id, Found { count, last_end })
                    })
                    .collect()
            }
            // A rule about a part that no capability counts cannot be judged, so it accuses nobody.
            None => return Ok(Vec::new()),
        },
        Direction::Up | Direction::Down => count_links(house, today, rule, &ids).await?,
    };
    Ok(asked
        .into_iter()
        .filter_map(|record| {
            let (count, last_end) = found
                .get(&record.id)
                .map_or((0, None), |found| (found.count, found.last_end));
            let began = if rule.states.is_empty() {
                record.made_on
            } else {
                record.state_since
            };
            (count < rule.at_least).then(|| Broken {
                record: record.clone(),
                rule: rule.clone(),
                found: count,
                since: own_days
                    .get(&record.id)
                    .copied()
                    .unwrap_or_else(|| last_end.map_or(began, |end| end.max(began))),
            })
        })
        .collect())
}

async fn count_links(
    house: &House,
    today: Date,
    rule: &JoinRule,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, Found>, DatabaseError> {
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
    let mut counts: HashMap<RecordId, Found> = HashMap::new();
    for link in &links {
        let (own, other) = ends(link);
        let counts_here = rule.other_kinds.is_empty()
            || kinds
                .get(&other)
                .is_some_and(|kind| rule.other_kinds.iter().any(|name| name == kind.0));
        if !counts_here || !ids.contains(&own) {
            continue;
        }
        let found = counts.entry(own).or_default();
        if link.holds_on(today) {
            found.count += 1;
        } else if let Some(ended) = link.to_date.filter(|&ended| ended <= today) {
            found.last_end = found.last_end.max(Some(ended));
        }
    }
    Ok(counts)
}
