//! Plain text to paste into an e-mail or a plain field: numbered, wrapped, and complete without any formatting.
//!
//! Tables are written row by row, each cell behind its column's name, because columns made of spaces fall apart
//! in another font and cannot be listened to. A figure is its title, its words and its table.

use super::ILLUSTRATIVE_NOTE;
use crate::{
    Anchor, Block, Cell, Fact, Figure, List, ListKind, Origin, Paper, Paragraph, Recommendation,
    Run, Source, Table, Words, plain,
};

/// Characters in a line, as e-mail expects; a longer word keeps a line of its own.
const WIDTH: usize = 76;

/// Where the text of a numbered paragraph begins.
const INDENT: usize = 5;

/// The paper as plain text. Every line ends with a line feed.
#[must_use]
pub fn write(paper: &Paper) -> String {
    let mut text = Text {
        paper,
        out: String::new(),
    };
    text.head();
    for section in &paper.sections {
        text.heading(&section.heading, '=');
        for block in &section.blocks {
            text.block(block);
        }
    }
    for (heading, sources) in paper.end_lists() {
        text.heading(heading, '=');
        text.sources(sources);
    }
    for receipt in &paper.receipts {
        text.heading(&format!("Receipt {}", plain(&receipt.number)), '-');
        text.facts(&receipt.facts);
        if let Some(words) = &receipt.how_to_check {
            let words = text.said(words);
            text.wrapped("", &words, 0);
        }
    }
    text.out
}

struct Text<'a> {
    paper: &'a Paper,
    out: String,
}

impl Text<'_> {
    fn head(&mut self) {
        let paper = self.paper;
        self.wrapped("", &paper.organisation, 0);
        let status: Vec<_> = paper.status_line.iter().map(|part| plain(part)).collect();
        self.wrapped("", &status.join(" - "), 0);
        self.heading(&paper.title, '#');
        if paper.is_illustrative() {
            self.wrapped("", ILLUSTRATIVE_NOTE, 0);
            self.blank();
        }
        self.facts(&paper.head());
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { words, .. } => self.heading(words, '-'),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::List(list) => self.list(list),
            Block::Table(table) => {
                let caption = self.titled(&table.anchor, &table.caption, table.origin);
                self.table(&caption, table);
            }
            Block::Recommendations(asked) => asked.iter().for_each(|one| self.recommendation(one)),
            Block::Figure(figure) => self.figure(figure),
            Block::Note(note) => {
                let words = marked(self.said(&note.words), note.origin);
                self.wrapped("Note: ", &words, INDENT);
                self.blank();
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let words = marked(self.said(&paragraph.words), paragraph.origin);
        let number = self
            .paper
            .number(&paragraph.anchor)
            .map(|n| format!("{}.", plain(n)));
        self.wrapped(&number.unwrap_or_default(), &words, INDENT);
        self.blank();
    }

    fn list(&mut self, list: &List) {
        for (index, item) in list.items.iter().enumerate() {
            let mark = match list.kind {
                ListKind::Points => "     -".to_owned(),
                ListKind::Steps => format!("     {}.", index + 1),
            };
            let words = marked(self.said(item), list.origin);
            self.wrapped(&mark, &words, INDENT + 4);
        }
        self.blank();
    }

    fn recommendation(&mut self, one: &Recommendation) {
        let number = format!("{}.", self.paper.number(&one.anchor).unwrap_or_default());
        let words = marked(
            format!("{} {}", one.verbs_in_words(), self.said(&one.words)),
            one.origin,
        );
        self.wrapped(&number, &words, INDENT);
        let decision = format!("{} {}", one.decision.state(), one.decision.particulars());
        self.wrapped(
            "",
            &format!("[{}]", decision.trim_end_matches([' ', '\n'])),
            INDENT,
        );
        self.blank();
    }

    fn figure(&mut self, figure: &Figure) {
        let title = self.titled(&figure.anchor, &figure.title, figure.origin);
        self.wrapped("", &title, 0);
        self.wrapped("", &figure.alternative, INDENT);
        self.blank();
        let caption = marked(
            plain(&figure.table.caption).into_owned(),
            figure.table.origin,
        );
        self.table(&caption, &figure.table);
    }

    fn table(&mut self, caption: &str, table: &Table) {
        self.wrapped("", caption, 0);
        self.blank();
        let row_name = table
            .columns
            .first()
            .map(|column| plain(&column.heading))
            .unwrap_or_default();
        for row in &table.rows {
            let heading = self.said(&row.heading);
            self.wrapped("", &format!("{row_name}: {heading}"), 2);
            for (column, cell) in table.columns.iter().skip(1).zip(&row.cells) {
                let said = self.cell(cell, table.origin);
                self.wrapped("", &format!("{}: {said}", plain(&column.heading)), INDENT);
            }
        }
        self.blank();
    }

    fn cell(&self, cell: &Cell, table: Origin) -> String {
        match cell {
            // A mark on the whole table says it for every cell.
            Cell::Value { figure, origin } if !table.is_illustrative() => {
                marked(plain(figure).into_owned(), *origin)
            }
            Cell::Value { figure: words, .. } | Cell::Status { words, .. } => {
                plain(words).into_owned()
            }
            Cell::Words(words) => self.said(words),
            Cell::Hidden | Cell::Missing | Cell::NotAsked | Cell::NotApplicable => {
                cell.reason().unwrap_or_default().to_owned()
            }
        }
    }

    fn sources(&mut self, sources: &[Source]) {
        if sources.is_empty() {
            self.wrapped("", "None", INDENT);
        }
        for source in sources {
            let mut said = plain(&source.title).into_owned();
            if let Some(particulars) = &source.particulars {
                said = format!("{said}. {}", plain(particulars));
            }
            if let Some(address) = source
                .address
                .as_ref()
                .and_then(|a| a.seen_from_outside(self.paper.site.as_ref()))
            {
                said = format!("{said} <{address}>");
            }
            self.wrapped("     -", &said, INDENT + 4);
        }
        self.blank();
    }

    fn facts(&mut self, facts: &[Fact]) {
        for fact in facts {
            let said = format!("{}: {}", plain(&fact.name), self.said(&fact.words));
            self.wrapped("", &said, 0);
        }
        self.blank();
    }

    fn heading(&mut self, words: &str, underline: char) {
        if !self.out.is_empty() {
            self.blank();
        }
        let from = self.out.len();
        self.wrapped("", words, 0);
        let written = self.out.get(from..).unwrap_or_default();
        let widest = written
            .lines()
            .map(|line| line.chars().count())
            .max()
            .unwrap_or_default();
        self.out
            .extend(std::iter::repeat_n(underline, widest.min(WIDTH)));
        self.out.push_str("\n\n");
    }

    /// “Table 1. Progress on each outcome (illustrative)”.
    fn titled(&self, part: &Anchor, words: &str, origin: Origin) -> String {
        marked(
            format!(
                "{}. {}",
                self.paper.number(part).unwrap_or_default(),
                plain(words)
            ),
            origin,
        )
    }

    /// Running text with addresses written out, as a reader of plain text needs them.
    fn said(&self, words: &Words) -> String {
        let mut said = String::new();
        for run in words.runs() {
            match run {
                Run::Plain(words) | Run::Strong(words) => said.push_str(&plain(words)),
                Run::Link { words, to } => {
                    said.push_str(&plain(words));
                    if let Some(address) = to.seen_from_outside(self.paper.site.as_ref()) {
                        said.extend([" <", &address, ">"]);
                    }
                }
                Run::Reference(to) => said.push_str(&plain(self.paper.name_in_a_sentence(to))),
            }
        }
        said
    }

    /// Writes words wrapped, the first line behind a mark, the others indented.
    fn wrapped(&mut self, mark: &str, words: &str, indent: usize) {
        let words = plain(words);
        let mut line = format!("{mark:indent$}");
        if !mark.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
        let mut length = line.chars().count();
        let mut empty = true;
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            let word_length = word.chars().count();
            if !empty && length + 1 + word_length > WIDTH {
                self.line(&line);
                line = " ".repeat(indent);
                length = indent;
                empty = true;
            }
            if !empty {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += word_length;
            empty = false;
        }
        if !line.trim().is_empty() {
            self.line(&line);
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end_matches(' '));
        self.out.push('\n');
    }

    /// One empty line, never two.
    fn blank(&mut self) {
        if !self.out.ends_with("\n\n") && !self.out.is_empty() {
            self.out.push('\n');
        }
    }
}

fn marked(words: String, origin: Origin) -> String {
    if origin.is_illustrative() {
        format!("{words} (illustrative)")
    } else {
        words
    }
}
