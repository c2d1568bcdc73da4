mod review;
mod write;

use std::path::PathBuf;

use board::House;
use board::indicators::{
    AddQuotedFigures, EvidenceItem, EvidenceType, QuotedKnows, QuotedList, add_quoted_figures,
    evidence_items, read_quoted_list,
};
use board::places::areas;
use board::vocabulary::{Sought, capital};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::board_called;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::list_file::{problems_as_json, problems_in_words, text_of_list};
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct EvidenceOptions {
    #[command(subcommand)]
    act: Option<Act>,
    /// The board, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// Add the figures of a list that quotes documents: an .xlsx workbook, or CSV with a heading. All of them, or none.
    #[arg(long, value_name = "FILE")]
    add: Option<PathBuf>,
    /// With --add: say what would be added, and add nothing.
    #[arg(long, requires = "add")]
    dry_run: bool,
    /// Only statements in which all of these words stand, or their source has them.
    #[arg(long, value_name = "WORDS", conflicts_with = "add")]
    search: Option<String>,
    /// Only one sort of evidence.
    #[arg(long = "type", value_name = "TYPE", conflicts_with = "add")]
    sort: Option<EvidenceType>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Write a statement down with its source: what was shown to work, what a study found, or what residents said.
    Write(Box<write::WriteEvidence>),
    /// Gather evidence before a workshop: local, regional and national, or the reason why there is none.
    Review(review::ReviewOptions),
}

/// Lists the statements that a board holds as evidence, or adds the quoted figures of a list.
pub(crate) async fn run(place: &Place, options: EvidenceOptions) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let text = options.add.as_deref().map(text_of_list).transpose()?;
    let house = installation::open(place).await?;
    let result = match (&options.act, text) {
        (Some(Act::Write(new)), _) => write::run(&house, new).await,
        (Some(Act::Review(options)), _) => review::run(&house, options).await,
        (None, Some(text)) => add(&house, &options, &text).await,
        (None, None) => list(&house, &options).await,
    };
    house.database().clone().close().await;
    result
}

async fn list(house: &House, options: &EvidenceOptions) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let mut items = evidence_items(house, Some(board.record.id)).await?;
    let held = items.len();
    let sought = Sought::words(options.search.as_deref().unwrap_or_default());
    items.retain(|item| {
        item.mentions(&sought) && options.sort.is_none_or(|sort| item.evidence_type == sort)
    });
    if options.json {
        let areas = areas(house).await?;
        let area_of = |item: &EvidenceItem| {
            let area = areas
                .iter()
                .find(|area| Some(area.record.id) == item.area_id)?;
            Some(area.code.clone().unwrap_or(area.record.title.clone()))
        };
        let items: Vec<Value> = items
            .iter()
            .map(|item| as_json(item, area_of(item).as_deref()))
            .collect();
        return print_json(&items);
    }
    if items.is_empty() {
        if held > 0 {
            eprintln!("No statement of this board fits.");
        } else {
            eprintln!("This board has written down no evidence.");
        }
        return Ok(());
    }
    let groups: Vec<String> = EvidenceType::ALL
        .iter()
        .filter_map(|&sort| {
            let lines: Vec<String> = items
                .iter()
                .filter(|item| item.evidence_type == sort)
                .map(in_words)
                .collect();
            (!lines.is_empty()).then(|| format!("{}\n{}", sort.heading(), lines.join("\n")))
        })
        .collect();
    print(&groups.join("\n\n"))
}

fn in_words(item: &EvidenceItem) -> String {
    let figure = item.figure.as_ref().map_or_else(String::new, |figure| {
        let note = figure
            .note()
            .map_or_else(String::new, |note| format!("{note} "));
        format!("{} ({}). {note}", figure.in_words(), figure.period)
    });
    let source: Vec<&str> = [
        item.document.as_deref(),
        item.place_in_document.as_deref(),
        item.receipt_number.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let worked = item
        .intervention
        .as_ref()
        .map_or_else(String::new, |found| {
            format!("{}: {}. ", capital(&found.population), found.effect)
        });
    let strength = item.strength.as_ref().map_or_else(String::new, |words| {
        format!(". How far to rely on it: {words}")
    });
    format!(
        "  {}\n    {figure}{worked}{}{strength}",
        item.statement,
        source.join(", ")
    )
}

pub(super) fn as_json(item: &EvidenceItem, area: Option<&str>) -> Value {
    json!({
        "reference": item.record.reference().to_string(),
        "type": item.evidence_type,
        "statement": item.statement,
        "figure": item.figure.as_ref().map(|figure| json!({
            "value": figure.value, "unit": figure.unit, "period": figure.period, "comparator": figure.comparator,
            "worked_from": figure.worked_from, "note": figure.note(),
        })),
        "intervention": item.intervention.as_ref().map(|found| json!({
            "population": found.population, "effect": found.effect,
        })),
        "strength": item.strength,
        "area": area,
        "document": item.document,
        "place": item.place_in_document,
        "words": item.quotation,
        "as_at": item.as_at.to_string(),
        "receipt": item.receipt_number,
        "origin": item.record.origin.to_string(),
    })
}

async fn add(house: &House, options: &EvidenceOptions, text: &str) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let knows = QuotedKnows::load(house, board.record.id).await?;
    let list = read_quoted_list(text, &knows);
    let sound = list.problems.is_empty();
    let mut added = 0;
    if sound && !options.dry_run {
        let who = installation::operator(SystemClocks::of(house).await?);
        let input = AddQuotedFigures {
            body_id: board.record.id,
            list: list.clone(),
        };
        added = add_quoted_figures(house, &who, input).await?;
    }
    if options.json {
        print_json(&list_as_json(&list, added))?;
    } else {
        print(&list_in_words(&list, options.dry_run))?;
    }
    if sound {
        Ok(())
    } else {
        Err(Failure::input(
            "nothing was added; mend the list and bring it again",
        ))
    }
}

fn list_in_words(list: &QuotedList, dry_run: bool) -> String {
    if !list.problems.is_empty() {
        return problems_in_words(&list.problems);
    }
    let (new, known) = (
        list.new_lines().count(),
        list.lines.iter().filter(|line| line.is_known).count(),
    );
    let would = if dry_run { "would be " } else { "" };
    let mut lines: Vec<String> = list
        .new_lines()
        .map(|line| format!("{} ({}, {})", line.statement, line.document, line.place))
        .collect();
    lines.push(format!("{new} {would}added, {known} held already"));
    lines.join("\n")
}

fn list_as_json(list: &QuotedList, added: usize) -> Value {
    let lines: Vec<Value> = list
        .lines
        .iter()
        .map(|line| {
            json!({
                "row": line.row, "statement": line.statement, "figure": line.figure.in_words(),
                "document": line.document, "place": line.place, "known": line.is_known,
            })
        })
        .collect();
    json!({
        "added": added, "lines": lines, "unknown_columns": list.unknown,
        "problems": problems_as_json(&list.problems),
    })
}
