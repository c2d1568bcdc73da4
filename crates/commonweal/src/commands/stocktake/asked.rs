//! What was asked, as columns of files.

use std::collections::BTreeMap;

use evidence::stocktake::{CODE_LISTS, CodeList};
use evidence_datafusion::records::{Codes, Layout};

use super::Stocktake;
use crate::failure::Failure;

/// What can be mapped beside the lists themselves.
const OTHERS: [&str; 6] = [
    "characteristic",
    "group",
    "service",
    "stage",
    "person",
    "people",
];

/// The code lists that were named.
pub(super) fn lists(names: &[String]) -> Result<Vec<&'static CodeList>, Failure> {
    names
        .iter()
        .map(|name| {
            CodeList::named(name.trim()).ok_or_else(|| {
                Failure::usage(format!(
                    "there is no code list “{name}”; there are {}",
                    every_list()
                ))
            })
        })
        .collect()
}

/// Where in the extract things stand.
pub(super) fn layout(options: &Stocktake, lists: &[&'static CodeList]) -> Result<Layout, Failure> {
    let mut map = mapping(&options.map, "--map")?;
    let mut column = |flag: &Option<String>, what: &str| flag.clone().or_else(|| map.remove(what));
    let service = column(&options.service, "service");
    let stage = column(&options.stage, "stage");
    let person = column(&options.person, "person");
    let people = column(&options.people, "people");
    Ok(Layout {
        service,
        service_name: options
            .name
            .clone()
            .unwrap_or_else(|| "All records".to_owned()),
        stage,
        person,
        people,
        only: only(&options.only, "--where")?,
        codes: codes(&mut map, lists)?,
    })
}

/// Where in a population file things stand. Without a mapping: `characteristic`, `group` and `people`.
pub(super) fn population(
    options: &Stocktake,
    lists: &[&'static CodeList],
) -> Result<Layout, Failure> {
    let mut map = mapping(&options.population_map, "--population-map")?;
    let people = map.remove("people").unwrap_or_else(|| "people".to_owned());
    let by_columns = lists.iter().any(|list| map.contains_key(list.name));
    let by_lines = map.contains_key("characteristic") || !by_columns;
    // Only what the file is said to hold; the others are not compared.
    let there: Vec<&'static CodeList> = lists
        .iter()
        .copied()
        .filter(|list| by_lines || map.contains_key(list.name))
        .collect();
    if by_lines {
        for (what, column) in [("characteristic", "characteristic"), ("group", "group")] {
            map.entry(what.to_owned())
                .or_insert_with(|| column.to_owned());
        }
    }
    Ok(Layout {
        service: None,
        service_name: String::new(),
        stage: None,
        person: None,
        people: Some(people),
        only: only(&options.population_where, "--population-where")?,
        codes: codes(&mut map, &there)?,
    })
}

fn codes(
    map: &mut BTreeMap<String, String>,
    lists: &[&'static CodeList],
) -> Result<Codes, Failure> {
    let characteristic = map.remove("characteristic");
    let group = map.remove("group");
    let named = lists
        .iter()
        .map(|list| {
            let column = map
                .remove(list.name)
                .unwrap_or_else(|| list.name.to_owned());
            (*list, column)
        })
        .collect();
    match (characteristic, group) {
        (None, None) => Ok(Codes::Columns(named)),
        (Some(characteristic), Some(group)) => Ok(Codes::Lines {
            characteristic,
            groups: group
                .split('+')
                .map(|column| column.trim().to_owned())
                .collect(),
            named,
        }),
        _ => Err(Failure::usage(
            "a table with a row for each group needs both: --map characteristic=COLUMN and --map group=COLUMN",
        )),
    }
}

fn mapping(given: &[String], option: &str) -> Result<BTreeMap<String, String>, Failure> {
    let mut map = BTreeMap::new();
    for pair in given {
        let (what, column) = parted(pair, option)?;
        if map.insert(what.clone(), column).is_some() {
            return Err(Failure::usage(format!(
                "{option} says twice what “{what}” is"
            )));
        }
    }
    let unknown = map
        .keys()
        .find(|what| CodeList::named(what).is_none() && !OTHERS.contains(&what.as_str()));
    match unknown {
        None => Ok(map),
        Some(what) => Err(Failure::usage(format!(
            "{option} knows no “{what}”; it knows {}, {}",
            OTHERS.join(", "),
            every_list()
        ))),
    }
}

/// Several values of one column mean any of them.
fn only(given: &[String], option: &str) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let mut only: Vec<(String, Vec<String>)> = Vec::new();
    for pair in given {
        let (column, value) = parted(pair, option)?;
        match only.iter_mut().find(|(before, _)| *before == column) {
            Some((_, values)) => values.push(value),
            None => only.push((column, vec![value])),
        }
    }
    Ok(only)
}

/// What `WHAT=COLUMN` says.
fn parted(pair: &str, option: &str) -> Result<(String, String), Failure> {
    let (what, column) = pair
        .split_once('=')
        .ok_or_else(|| Failure::usage(format!("{option} “{pair}” has no =; write WHAT=COLUMN")))?;
    Ok((what.trim().to_owned(), column.to_owned()))
}

fn every_list() -> String {
    let names: Vec<&str> = CODE_LISTS.iter().map(|list| list.name).collect();
    names.join(", ")
}
