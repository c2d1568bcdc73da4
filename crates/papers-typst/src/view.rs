//! What `paper.typ` reads: one paper as JSON, numbered and made readable. Nothing here is markup.

use papers::{
    Address, Alignment, Block, Cell, Fact, Figure, ListKind, Numbering, Origin, Paper, Receipt,
    Recommendation, Run, Source, Table, Tone, Words,
};
use serde_json::{Value, json};

use crate::fonts::FAMILIES;
use crate::readable::Readable;

/// From how many sections, and from how many characters, a paper has a list of contents.
const LONG: (usize, usize) = (5, 6_000);

/// How many characters stand on one line at the head or foot of a page.
const ONE_LINE: usize = 70;

/// A row of a table shorter than this many characters of JSON stays on one page.
const ROW_KEPT_TOGETHER: usize = 900;

/// So does a table with fewer rows and fewer characters of JSON than these.
const TABLE_KEPT_TOGETHER: (usize, usize) = (9, 4_000);

/// The whole paper.
pub(crate) fn of(paper: &Paper, readable: &mut Readable<'_>) -> Value {
    let mut view = View { paper, readable };
    let sections = view.sections();
    let characters = sections.to_string().len();
    json!({
        "families": FAMILIES,
        "title": view.read(&paper.title),
        "name": Readable::unseen(&paper.title),
        "organisation": view.read(&paper.organisation),
        "running": { "title": view.running(&paper.title), "organisation": view.running(&paper.organisation) },
        "author": Readable::unseen(&paper.organisation),
        "language": { "code": paper.language.code(), "region": paper.language.region() },
        "day": { "year": paper.dated.year(), "month": paper.dated.month(), "day": paper.dated.day() },
        "meets": paper.meeting.as_ref().map(|meeting| view.read(&meeting.in_words())),
        "status": paper.status_line.iter().map(|part| view.read(part)).collect::<Vec<_>>(),
        "illustrative": paper.is_illustrative(),
        "head": view.facts(&paper.head()),
        "contents": paper.sections.len() >= LONG.0 && characters >= LONG.1,
        "sections": sections,
        "ends": view.ends(),
        "receipts": paper.receipts.iter().map(|receipt| view.receipt(receipt)).collect::<Vec<_>>(),
    })
}

struct View<'a, 'b> {
    paper: &'a Paper,
    readable: &'a mut Readable<'b>,
}

impl View<'_, '_> {
    fn sections(&mut self) -> Value {
        let paper = self.paper;
        let section = |section: &papers::Section| {
            let blocks: Vec<_> = section
                .blocks
                .iter()
                .map(|block| self.block(block))
                .collect();
            json!({ "anchor": section.anchor.as_str(), "heading": self.read(&section.heading), "blocks": blocks })
        };
        paper.sections.iter().map(section).collect()
    }

    fn block(&mut self, block: &Block) -> Value {
        match block {
            Block::Heading { anchor, words } => {
                json!({ "kind": "heading", "anchor": anchor.as_str(), "words": self.read(words) })
            }
            Block::Paragraph(paragraph) => {
                let number = match paragraph.numbering {
                    Numbering::None => None,
                    Numbering::Next | Numbering::Given(_) => self.paper.number(&paragraph.anchor),
                };
                json!({
                    "kind": "paragraph",
                    "anchor": paragraph.anchor.as_str(),
                    "number": number.map(|number| self.read(number)),
                    "words": self.words(&paragraph.words),
                    "illustrative": paragraph.origin.is_illustrative(),
                })
            }
            Block::List(list) => json!({
                "kind": match list.kind { ListKind::Points => "points", ListKind::Steps => "steps" },
                "items": list.items.iter().map(|item| self.words(item)).collect::<Vec<_>>(),
                "illustrative": list.origin.is_illustrative(),
            }),
            Block::Table(table) => {
                let name = self.paper.number(&table.anchor).unwrap_or_default();
                json!({ "kind": "table", "table": self.table(table, &format!("{name}.")) })
            }
            Block::Recommendations(asked) => {
                json!({ "kind": "asked", "asked": asked.iter().map(|one| self.asked(one)).collect::<Vec<_>>() })
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Note(note) => json!({
                "kind": "note",
                "words": self.words(&note.words),
                "illustrative": note.origin.is_illustrative(),
            }),
        }
    }

    fn asked(&mut self, one: &Recommendation) -> Value {
        json!({
            "anchor": one.anchor.as_str(),
            "number": self.paper.number(&one.anchor),
            "verbs": one.verbs_in_words(),
            "words": self.words(&one.words),
            "state": one.decision.state(),
            "particulars": self.read(&one.decision.particulars()),
            "illustrative": one.origin.is_illustrative(),
        })
    }

    fn figure(&mut self, figure: &Figure) -> Value {
        let name = self.paper.number(&figure.anchor).unwrap_or_default();
        json!({
            "kind": "figure",
            "anchor": figure.anchor.as_str(),
            "name": format!("{name}."),
            "title": self.read(&figure.title),
            "alternative": Readable::unseen(&figure.alternative),
            "drawing": figure.drawing,
            "table": self.table(&figure.table, &format!("The figures behind {name}.")),
            "illustrative": figure.origin.is_illustrative(),
        })
    }

    fn table(&mut self, table: &Table, name: &str) -> Value {
        let columns: Vec<_> = (0..table.columns.len())
            .map(|index| self.column(table, index))
            .collect();
        let mut rows = Vec::new();
        let mut characters = 0;
        for row in &table.rows {
            let heading = self.words(&row.heading);
            let cells: Vec<_> = row
                .cells
                .iter()
                .map(|cell| self.cell(cell, table.origin))
                .collect();
            let in_row = length(&json!([heading, cells]).to_string());
            characters += in_row;
            rows.push(json!({ "heading": heading, "cells": cells, "together": in_row < ROW_KEPT_TOGETHER }));
        }
        json!({
            "anchor": table.anchor.as_str(),
            "name": name,
            "caption": self.read(&table.caption),
            "columns": columns,
            "together": rows.len() < TABLE_KEPT_TOGETHER.0 && characters < TABLE_KEPT_TOGETHER.1,
            "rows": rows,
            "illustrative": table.origin.is_illustrative(),
        })
    }

    /// A column's heading, and how much of the width it asks for: room for its longest piece that should not be
    /// broken, and more where its cells hold sentences.
    fn column(&mut self, table: &Table, index: usize) -> Value {
        let Some(column) = table.columns.get(index) else {
            return Value::Null;
        };
        let mut longest = longest_word(&column.heading);
        let mut all = length(&column.heading);
        for row in &table.rows {
            let (said, piece) = match index.checked_sub(1).and_then(|cell| row.cells.get(cell)) {
                None => {
                    let said = self.said(&row.heading);
                    (length(&said), longest_word(&said))
                }
                Some(Cell::Words(words)) => {
                    let said = self.said(words);
                    (length(&said), longest_word(&said))
                }
                Some(Cell::Value { figure, .. }) => (length(figure), length(figure)),
                // A status has a box and a shape.
                Some(Cell::Status { words, .. }) => (length(words), length(words) + 4),
                Some(reason) => (0, length(reason.reason().unwrap_or_default())),
            };
            longest = longest.max(piece);
            all += said;
        }
        let mean = all / (table.rows.len() + 1);
        json!({
            "heading": self.read(&column.heading),
            "figures": column.alignment == Alignment::Figures,
            "share": (longest + 1).clamp(6, 20).max(mean.min(36)),
        })
    }

    fn cell(&mut self, cell: &Cell, table: Origin) -> Value {
        match cell {
            // A mark on the whole table says it for every cell.
            Cell::Value { figure, origin } => json!({
                "kind": "value",
                "words": self.read(figure),
                "illustrative": origin.is_illustrative() && !table.is_illustrative(),
            }),
            Cell::Words(words) => json!({ "kind": "words", "words": self.words(words) }),
            Cell::Status { tone, words } => {
                json!({ "kind": "status", "tone": tone_name(*tone), "words": self.read(words) })
            }
            Cell::Hidden | Cell::Missing | Cell::NotAsked | Cell::NotApplicable => {
                json!({ "kind": "reason", "words": cell.reason(), "hidden": *cell == Cell::Hidden })
            }
        }
    }

    fn said(&self, words: &Words) -> String {
        let said = words.runs().iter().map(|run| match run {
            Run::Plain(words) | Run::Strong(words) | Run::Link { words, .. } => words.as_str(),
            Run::Reference(to) => self.paper.name_in_a_sentence(to),
        });
        said.collect()
    }

    fn ends(&mut self) -> Vec<Value> {
        let paper = self.paper;
        let mut ends = Vec::new();
        for (heading, sources) in paper.end_lists() {
            let sources: Vec<_> = sources.iter().map(|source| self.source(source)).collect();
            ends.push(json!({ "heading": heading, "sources": sources }));
        }
        ends
    }

    fn source(&mut self, source: &Source) -> Value {
        json!({
            "title": self.read(&source.title),
            "particulars": source.particulars.as_ref().map(|words| self.read(words)),
            "address": source.address.as_ref().and_then(|address| self.address(address)),
        })
    }

    fn receipt(&mut self, receipt: &Receipt) -> Value {
        json!({
            "number": self.read(&receipt.number),
            "facts": self.facts(&receipt.facts),
            "check": receipt.how_to_check.as_ref().map(|words| self.words(words)),
        })
    }

    fn facts(&mut self, facts: &[Fact]) -> Vec<Value> {
        facts
            .iter()
            .map(|fact| json!({ "name": self.read(&fact.name), "words": self.words(&fact.words) }))
            .collect()
    }

    fn words(&mut self, words: &Words) -> Vec<Value> {
        words
            .runs()
            .iter()
            .map(|run| match run {
                Run::Plain(words) => json!({ "kind": "plain", "words": self.read(words) }),
                Run::Strong(words) => json!({ "kind": "strong", "words": self.read(words) }),
                Run::Link { words, to } => match self.address(to) {
                    Some(address) => {
                        json!({ "kind": "link", "words": self.read(words), "to": address })
                    }
                    None => json!({ "kind": "plain", "words": self.read(words) }),
                },
                Run::Reference(to) => {
                    let name = self.paper.name_in_a_sentence(to).to_owned();
                    json!({ "kind": "reference", "words": self.read(&name), "to": to.as_str() })
                }
            })
            .collect()
    }

    fn address(&self, address: &Address) -> Option<String> {
        address.seen_from_outside(self.paper.site.as_ref())
    }

    /// Words for the head or foot of every page, cut to one line; they stand whole on the first page.
    fn running(&mut self, words: &str) -> String {
        if length(words) <= ONE_LINE {
            return self.read(words);
        }
        let cut: String = words.chars().take(ONE_LINE).collect();
        self.read(&format!("{}…", cut.trim_end()))
    }

    fn read(&mut self, words: &str) -> String {
        self.readable.words(words)
    }
}

fn length(words: &str) -> usize {
    words.chars().count()
}

fn longest_word(words: &str) -> usize {
    words.split(' ').map(length).max().unwrap_or_default()
}

fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Better => "better",
        Tone::Worse => "worse",
        Tone::Similar => "similar",
        Tone::NoJudgement => "no-judgement",
        Tone::Waiting => "waiting",
        Tone::Silent => "silent",
        Tone::Done => "done",
    }
}
