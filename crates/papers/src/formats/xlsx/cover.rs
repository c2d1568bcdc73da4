//! The first sheet: what the workbook is, of which day, which sheets there are, what to know about the figures, where they
//! come from and how to check them.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use super::super::ILLUSTRATIVE_NOTE;
use super::{Shown, fitting};
use crate::{Block, Fact, Paper, Source, Words, plain};

/// The name of the sheet.
pub(super) const NAME: &str = "Cover";

/// The widths of its two columns, in characters.
const WIDTHS: [f64; 2] = [30.0, 90.0];

/// What the words in place of a figure mean.
const REASONS: [(&str, &str); 4] = [
    (
        "Hidden",
        "There is a figure, and it is not shown because it could tell about a person.",
    ),
    ("Missing", "There should be a figure, and nobody has it."),
    ("Not asked", "Nobody was asked for it."),
    ("Not applicable", "There can be none."),
];

struct Cover<'a> {
    sheet: &'a mut Worksheet,
    paper: &'a Paper,
    row: u32,
    name: Format,
    words: Format,
}

pub(super) fn write(
    sheet: &mut Worksheet,
    paper: &Paper,
    tables: &[Shown<'_>],
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut cover = Cover {
        sheet,
        paper,
        row: 0,
        name: words.clone().set_bold(),
        words,
    };
    let title = Format::new().set_bold().set_font_size(18);
    cover.alone(&paper.title, &title)?;
    let kicker: Vec<_> = std::iter::once(&paper.organisation)
        .chain(&paper.status_line)
        .map(|part| plain(part))
        .collect();
    let usual = Format::new();
    cover.alone(&kicker.join(" · "), &usual)?;
    if paper.is_illustrative() {
        cover.alone(ILLUSTRATIVE_NOTE, &usual)?;
    }
    cover.facts(&paper.head())?;
    cover.contents(tables)?;
    cover.heading("Words in place of a figure")?;
    for (name, meaning) in REASONS {
        cover.pair(name, meaning)?;
    }
    cover.notes()?;
    for (heading, sources) in paper.end_lists() {
        cover.heading(heading)?;
        cover.sources(sources)?;
    }
    if !paper.receipts.is_empty() {
        cover.heading("How to check the figures")?;
    }
    for receipt in &paper.receipts {
        let mut said: Vec<String> = receipt.facts.iter().map(|fact| cover.fact(fact)).collect();
        said.extend(receipt.how_to_check.iter().map(|words| cover.said(words)));
        cover.pair(
            &format!("Receipt {}", plain(&receipt.number)),
            &said.join(". "),
        )?;
    }
    Ok(())
}

impl Cover<'_> {
    /// One line of words, which may run over the columns beside it.
    fn alone(&mut self, words: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.row, 0, fitting(words), format)?;
        self.row += 1;
        Ok(())
    }

    fn heading(&mut self, words: &str) -> Result<(), XlsxError> {
        let format = Format::new().set_bold().set_font_size(14);
        self.sheet.set_row_height(self.row, 30)?;
        self.alone(words, &format.set_align(FormatAlign::Bottom))
    }

    fn pair(&mut self, name: &str, words: &str) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.row, 0, fitting(name), &self.name)?
            .write_string_with_format(self.row, 1, fitting(words), &self.words)?;
        self.row += 1;
        Ok(())
    }

    fn facts(&mut self, facts: &[Fact]) -> Result<(), XlsxError> {
        for fact in facts {
            let said = self.said(&fact.words);
            self.pair(&fact.name, &said)?;
        }
        Ok(())
    }

    fn contents(&mut self, tables: &[Shown<'_>]) -> Result<(), XlsxError> {
        if tables.is_empty() {
            return Ok(());
        }
        self.heading("What is in this workbook")?;
        for shown in tables {
            let place = Url::new(format!("internal:'{}'!A1", shown.sheet)).set_text(&shown.name);
            self.sheet.write_url(self.row, 0, place)?;
            self.sheet.write_string_with_format(
                self.row,
                1,
                fitting(&shown.table.caption),
                &self.words,
            )?;
            self.row += 1;
        }
        Ok(())
    }

    /// Every note of the paper, beside the heading that it stands under.
    fn notes(&mut self) -> Result<(), XlsxError> {
        let mut notes = Vec::new();
        for section in &self.paper.sections {
            let mut under = section.heading.as_str();
            for block in &section.blocks {
                match block {
                    Block::Heading { words, .. } => under = words,
                    Block::Note(note) => notes.push((under, self.said(&note.words))),
                    _ => {}
                }
            }
        }
        if !notes.is_empty() {
            self.heading("Notes")?;
        }
        for (under, words) in notes {
            self.pair(under, &words)?;
        }
        Ok(())
    }

    fn sources(&mut self, sources: &[Source]) -> Result<(), XlsxError> {
        if sources.is_empty() {
            self.pair("None", "")?;
        }
        for source in sources {
            let address = source
                .address
                .as_ref()
                .and_then(|address| address.seen_from_outside(self.paper.site.as_ref()));
            let particulars = [source.particulars.clone(), address];
            let said: Vec<String> = particulars.into_iter().flatten().collect();
            self.pair(&source.title, &said.join(" "))?;
        }
        Ok(())
    }

    fn fact(&self, fact: &Fact) -> String {
        format!("{}: {}", plain(&fact.name), self.said(&fact.words))
    }

    fn said(&self, words: &Words) -> String {
        self.paper.said(words)
    }
}
