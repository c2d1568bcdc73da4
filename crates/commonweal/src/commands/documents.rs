use board::House;
use board::documents::{Document, document, documents_of, type_in_words};
use board::places::Body;
use board::texts::{Block, Version, blocks_of};
use board::vocabulary::capital;
use clap::Args;
use serde_json::{Value, json};

use super::board_called;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Documents {
    /// A board, to list its documents; or a board and a document, such as hackney/evidence-pack, to print it.
    #[arg(value_name = "BOARD or BOARD/DOCUMENT")]
    which: String,
    /// The version to print; by default the one that is published.
    #[arg(long, value_name = "NUMBER")]
    version: Option<i64>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Lists the documents of a board with their versions, or prints one.
pub(crate) async fn run(place: &Place, options: Documents) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = documents(&house, &options).await;
    house.database().clone().close().await;
    result
}

async fn documents(house: &House, options: &Documents) -> Result<(), Failure> {
    let Some((board, slug)) = options.which.split_once('/') else {
        if options.version.is_some() {
            return Err(Failure::usage(
                "say which document, as in hackney/evidence-pack",
            ));
        }
        let board = board_called(house, Some(&options.which)).await?;
        return list(house, &board, options.json).await;
    };
    let board = board_called(house, Some(board)).await?;
    let unknown = || {
        Failure::usage(format!(
            "this board has no document “{slug}”; `commonweal documents {}` lists them",
            board.record.slug
        ))
    };
    let slug = slug.parse().map_err(|_| unknown())?;
    let found = document(house, board.record.id, &slug)
        .await?
        .ok_or_else(unknown)?;
    let version = match options.version {
        Some(number) => found.versions.iter().find(|one| one.number == number),
        None => found.published().or(found.newest()),
    };
    let version = version.ok_or_else(|| {
        Failure::usage(format!("it has {} versions, from 1", found.versions.len()))
    })?;
    let blocks = blocks_of(house, version.id).await?;
    if options.json {
        print_json(&document_as_json(&found, version, &blocks))
    } else {
        print(&in_words(&found, version, &blocks))
    }
}

async fn list(house: &House, board: &Body, as_json: bool) -> Result<(), Failure> {
    let held = documents_of(house, board.record.id).await?;
    if as_json {
        let held: Vec<Value> = held
            .iter()
            .map(|document| {
                let versions: Vec<Value> = document.versions.iter().map(version_as_json).collect();
                json!({
                    "reference": document.text.record.reference().to_string(),
                    "type": document.text.text_type,
                    "title": document.text.record.title,
                    "published": document.published().map(|version| version.number),
                    "versions": versions,
                    "origin": document.text.record.origin.to_string(),
                })
            })
            .collect();
        return print_json(&held);
    }
    if held.is_empty() {
        eprintln!("This board keeps no documents here.");
        return Ok(());
    }
    let lines: Vec<String> = held
        .iter()
        .map(|document| {
            let versions: Vec<String> = document
                .versions
                .iter()
                .map(|version| {
                    let hash: String = version.hash.chars().take(12).collect();
                    format!("  {}, {}, {hash}", version.name(), version.state)
                })
                .collect();
            format!(
                "{} ({}, {})\n{}",
                document.text.record.title,
                type_in_words(document.text.text_type),
                document.text.record.slug,
                versions.join("\n")
            )
        })
        .collect();
    print(&lines.join("\n\n"))
}

fn version_as_json(version: &Version) -> Value {
    json!({
        "number": version.number, "state": version.state, "hash": version.hash,
        "made_on": version.made_on.to_string(),
    })
}

fn document_as_json(document: &Document, version: &Version, blocks: &[Block]) -> Value {
    let blocks: Vec<Value> = blocks
        .iter()
        .map(|block| json!({ "number": block.number, "type": block.block_type, "words": block.words }))
        .collect();
    json!({
        "reference": document.text.record.reference().to_string(),
        "type": document.text.text_type,
        "title": document.text.record.title,
        "version": version_as_json(version),
        "superseded_by": document
            .published()
            .filter(|holds| holds.number > version.number)
            .map(|holds| holds.number),
        "blocks": blocks,
        "origin": document.text.record.origin.to_string(),
    })
}

fn in_words(document: &Document, version: &Version, blocks: &[Block]) -> String {
    let record = &document.text.record;
    let mut lines = vec![
        record.title.clone(),
        format!(
            "{}, {}, {}. SHA-256 {}",
            capital(type_in_words(document.text.text_type)),
            version.name(),
            version.state,
            version.hash
        ),
    ];
    if record.origin.is_illustrative() {
        lines.push("Illustrative: made up for a demonstration.".to_owned());
    }
    if let Some(holds) = document
        .published()
        .filter(|holds| holds.number > version.number)
    {
        lines.push(format!("Superseded by {}.", holds.name()));
    }
    lines.extend(blocks.iter().map(|block| match &block.number {
        Some(number) => format!("\n{number}. {}", block.words),
        None => format!("\n{}", block.words.to_uppercase()),
    }));
    lines.join("\n")
}
