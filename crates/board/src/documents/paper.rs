use jiff::civil::Date;
use papers::{Address, Block as Part, Cell, List, Paper, PaperDraft, Source, Table};
use serde_json::Value;

use super::{Document, store};
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError};
use crate::texts::{BlockType, NewBlock, Version, hash_of};

/// What a version was made as, where it was made and not typed: its words with every table and drawing, as they were on that
/// day. What is worked out anew later is another version.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentPaper {
    /// The day of the figures in it.
    pub as_at: Date,
    /// What it was made from, in the words of whatever made it.
    pub made_from: Value,
    /// The paper.
    pub paper: Paper,
}

/// Why the paper of a version cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum DocumentPaperError {
    /// It cannot be read as a paper.
    #[error("the paper of version {0} cannot be read")]
    NotAPaper(i64),
    /// Its words are not those of the version, by their hash.
    #[error("the paper of version {0} is not the one that was kept: its words have another hash")]
    OtherWords(i64),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// The paper that a version was made as; nothing for one that was typed.
///
/// # Errors
/// [`DocumentPaperError`] when what is kept is not what was made.
pub async fn paper_of(
    house: &House,
    version: &Version,
) -> Result<Option<DocumentPaper>, DocumentPaperError> {
    let Some(kept) = store::paper(house.reader(), version.id).await? else {
        return Ok(None);
    };
    let not_a_paper = || DocumentPaperError::NotAPaper(version.number);
    let draft: PaperDraft = serde_json::from_str(&kept.paper).map_err(|_| not_a_paper())?;
    let paper = draft.check().map_err(|_| not_a_paper())?;
    if hash_of(&blocks_of_paper(&paper)) != version.hash {
        return Err(DocumentPaperError::OtherWords(version.number));
    }
    Ok(Some(DocumentPaper {
        as_at: kept.as_at,
        made_from: serde_json::from_str(&kept.made_from).map_err(|_| not_a_paper())?,
        paper,
    }))
}

/// The paper of a version as it is handed on: one that was superseded says by which, and links lead to the site at `site`.
///
/// # Errors
/// [`DocumentPaperError::NotAPaper`] when what is added makes it unsound: a fault of ours.
pub fn handed_on(
    document: &Document,
    version: &Version,
    kept: &DocumentPaper,
    site: Option<Address>,
) -> Result<Paper, DocumentPaperError> {
    let mut draft: PaperDraft = (*kept.paper).clone();
    draft.site = site;
    if let Some(holds) = document
        .published()
        .filter(|holds| holds.number > version.number)
    {
        draft
            .status_line
            .push(format!("Superseded by version {}", holds.number));
    }
    draft
        .check()
        .map_err(|_| DocumentPaperError::NotAPaper(version.number))
}

/// Whether a version was made and not typed.
pub async fn has_paper(house: &House, version: &Version) -> Result<bool, DatabaseError> {
    store::has_paper(house.reader(), version.id).await
}

/// Keeps the paper that a version was made as.
pub(crate) async fn keep_paper(
    act: &mut Act,
    version: &Version,
    as_at: Date,
    made_from: &Value,
    paper: &Paper,
) -> Result<(), RunnerError> {
    let draft: &PaperDraft = paper;
    let kept = store::KeptPaper {
        as_at,
        made_from: made_from.to_string(),
        paper: serde_json::to_string(draft).unwrap_or_default(),
    };
    let id = act.new_id();
    store::insert_paper(act.connection(), id.0, version.id, &kept).await?;
    Ok(())
}

/// A paper as the blocks of a text: every word and every figure of it, so that the hash of a version holds them all.
#[must_use]
pub(crate) fn blocks_of_paper(paper: &Paper) -> Vec<NewBlock> {
    let mut blocks = Vec::new();
    for section in &paper.sections {
        blocks.push(block(BlockType::Heading, None, section.heading.clone()));
        for part in &section.blocks {
            blocks.extend(
                blocks_of_part(paper, part)
                    .into_iter()
                    .map(|block| block.in_section(&section.heading)),
            );
        }
    }
    for (heading, sources) in paper.end_lists() {
        blocks.push(block(BlockType::Heading, None, heading.to_owned()));
        let lines: Vec<String> = sources.iter().map(source).collect();
        blocks.push(block(BlockType::List, None, lines.join("\n")).in_section(heading));
    }
    for receipt in &paper.receipts {
        let mut lines: Vec<String> = receipt
            .facts
            .iter()
            .map(|fact| format!("{}: {}", fact.name, paper.said(&fact.words)))
            .collect();
        lines.extend(receipt.how_to_check.iter().map(|words| paper.said(words)));
        let number = Some(format!("Receipt {}", receipt.number));
        blocks.push(block(BlockType::List, number, lines.join("\n")));
    }
    blocks
}

fn block(block_type: BlockType, number: Option<String>, words: String) -> NewBlock {
    NewBlock {
        block_type,
        ..NewBlock::paragraph(number, words)
    }
}

fn blocks_of_part(paper: &Paper, part: &Part) -> Vec<NewBlock> {
    let number = |anchor| paper.number(anchor).map(str::to_owned);
    match part {
        Part::Heading { words, .. } => vec![block(BlockType::Heading, None, words.clone())],
        Part::Paragraph(one) => {
            let words = paper.said(&one.words);
            vec![block(BlockType::Paragraph, number(&one.anchor), words)]
        }
        Part::List(List { items, .. }) => {
            let lines: Vec<String> = items.iter().map(|item| paper.said(item)).collect();
            vec![block(BlockType::List, None, lines.join("\n"))]
        }
        Part::Table(one) => {
            let words = table(paper, one);
            vec![block(BlockType::Table, number(&one.anchor), words)]
        }
        Part::Figure(one) => {
            let words = [
                one.title.clone(),
                one.alternative.clone(),
                table(paper, &one.table),
            ];
            vec![block(
                BlockType::Figure,
                number(&one.anchor),
                words.join("\n"),
            )]
        }
        Part::Recommendations(asked) => asked
            .iter()
            .map(|one| {
                let words = format!("{} {}", one.verbs_in_words(), paper.said(&one.words));
                block(BlockType::Recommendation, number(&one.anchor), words)
            })
            .collect(),
        Part::Note(one) => vec![block(BlockType::Paragraph, None, paper.said(&one.words))],
    }
}

fn source(source: &Source) -> String {
    match &source.particulars {
        Some(particulars) => format!("{}. {particulars}", source.title),
        None => source.title.clone(),
    }
}

fn table(paper: &Paper, table: &Table) -> String {
    let heads: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.heading.as_str())
        .collect();
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| match cell {
            Cell::Value { figure, .. } => figure.clone(),
            Cell::Words(words) => paper.said(words),
            Cell::Status { words, .. } => words.clone(),
            reason => reason.reason().unwrap_or_default().to_owned(),
        });
        let row: Vec<String> = std::iter::once(paper.said(&row.heading))
            .chain(cells)
            .collect();
        row.join("\t")
    });
    let mut lines = vec![table.caption.clone(), heads.join("\t")];
    lines.extend(rows);
    lines.join("\n")
}
