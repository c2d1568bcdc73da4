use board::House;
use board::frameworks::{Coverage as Found, framework_by_slug, frameworks};
use board::story::covered_by_board;
use clap::Args;
use serde_json::{Map, Value, json};

use super::board_called;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Coverage {
    /// The framework, by its short name, such as ten-areas.
    #[arg(value_name = "FRAMEWORK")]
    framework: String,
    /// The board, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Says which of a board's records carry which element of a framework, and where nothing does.
pub(crate) async fn run(place: &Place, options: Coverage) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = coverage(&house, options).await;
    house.database().clone().close().await;
    result
}

async fn coverage(house: &House, options: Coverage) -> Result<(), Failure> {
    let Some(framework) = framework_by_slug(house, &options.framework).await? else {
        let known: Vec<String> = frameworks(house)
            .await?
            .into_iter()
            .map(|framework| framework.record.slug.to_string())
            .collect();
        return Err(Failure::usage(if known.is_empty() {
            "no framework is loaded yet".to_owned()
        } else {
            format!(
                "there is no framework “{}”; there are {}",
                options.framework,
                known.join(", ")
            )
        }));
    };
    let board = board_called(house, options.board.as_deref()).await?;
    let who = installation::operator(SystemClocks::of(house).await?);
    let found = covered_by_board(house, &who.actor, framework.record.id, board.record.id).await?;
    if options.json {
        return print_json(&json!({
            "framework": framework.record.slug.as_str(),
            "title": framework.record.title,
            "board": board.record.slug.as_str(),
            "kinds": found.kinds.iter().map(|kind| kind.0).collect::<Vec<_>>(),
            "elements": elements(&found),
            "empty_cells": found.gaps(),
        }));
    }
    print(&format!(
        "{}, {}\n\n{}",
        framework.record.title,
        board.public_name,
        columns(&table(house, &found))
    ))
}

fn elements(found: &Found) -> Vec<Value> {
    found
        .rows
        .iter()
        .map(|row| {
            let carriers: Map<String, Value> = found
                .kinds
                .iter()
                .zip(&row.carriers)
                .map(|(kind, records)| {
                    let references: Vec<String> = records
                        .iter()
                        .map(|record| record.reference().to_string())
                        .collect();
                    (kind.0.to_owned(), json!(references))
                })
                .collect();
            json!({
                "number": row.element.code, "title": row.element.record.title, "carriers": carriers,
            })
        })
        .collect()
}

fn table(house: &House, found: &Found) -> Vec<Vec<String>> {
    let heads = found.kinds.iter().map(|kind| {
        house
            .registry()
            .kind(kind.0)
            .map_or(kind.0, |spec| spec.many)
            .to_owned()
    });
    let mut rows = vec![std::iter::once("Element".to_owned()).chain(heads).collect()];
    rows.extend(found.rows.iter().map(|row| {
        let element = &row.element;
        let name = match &element.code {
            Some(code) => format!("{code} {}", element.record.title),
            None => element.record.title.clone(),
        };
        std::iter::once(name)
            .chain(row.carriers.iter().map(|records| match records.len() {
                0 => "none".to_owned(),
                count => count.to_string(),
            }))
            .collect()
    }));
    rows
}
