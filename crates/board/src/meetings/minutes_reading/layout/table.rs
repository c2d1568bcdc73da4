//! The rows of a table of actions.

use super::super::action_words::{is_none, is_unsaid};
use super::super::lines::Line;
use super::super::numbering::{self, Number, Numbered};
use super::super::reading::Heading;
use super::super::tables::{self, Column, Row};
use super::{Draft, Machine, Open};

impl<'a> Machine<'a> {
    /// Reads the table whose header is at `at`; says how many lines it takes.
    pub(super) fn table(&mut self, at: usize, header: &'a Line, columns: &[Column]) -> usize {
        let earlier = self.is_about_earlier(header);
        if earlier {
            self.out.earlier.push(header.number);
        }
        self.out.headings.push(Heading {
            words: joined(header),
            number: None,
            line: header.number,
            last_line: header.number,
        });
        let lines = self.lines;
        let rows = lines
            .iter()
            .skip(at + 1)
            .take_while(|line| is_row(line, columns))
            .inspect(|line| {
                if earlier {
                    self.begin_paragraph(line, None, joined(line));
                } else {
                    self.row(line, &tables::row(line, columns));
                }
            })
            .count();
        1 + rows
    }

    fn is_about_earlier(&self, header: &Line) -> bool {
        let above = match self.open {
            Open::Paragraph(index) => self
                .out
                .paragraphs
                .get(index)
                .and_then(|block| block.words.lines().last())
                .filter(|last| last.ends_with(':'))
                .unwrap_or_default(),
            _ => self
                .out
                .headings
                .last()
                .map_or("", |heading| &heading.words),
        };
        tables::is_about_earlier(above) || header.cells.iter().any(|c| tables::is_about_earlier(c))
    }

    fn row(&mut self, line: &Line, row: &Row) {
        if let Some(minute) = &row.minute {
            self.begin_paragraph(line, row.place.clone(), minute.clone());
        }
        let nothing = row.owner.is_none() && row.due.is_none() && row.action.trim().is_empty();
        let none = is_none(&row.action)
            || (is_unsaid(&row.action)
                && is_nobody(row)
                && row.action.trim_matches(['-', '–', ' ']).is_empty());
        if nothing || none {
            if row.minute.is_none() {
                self.begin_paragraph(line, None, joined(line));
            }
            return;
        }
        let paragraph = row
            .minute
            .as_ref()
            .and_then(|_| self.out.paragraphs.len().checked_sub(1));
        self.out.drafts.push(Draft {
            words: row.action.clone(),
            owner: row.owner.clone(),
            due: row.due.clone(),
            as_written: joined(line),
            paragraph,
            place: row.place.clone(),
            line: line.number,
            last_line: line.number,
            ..Draft::default()
        });
        self.open = Open::Action(self.out.drafts.len() - 1);
    }
}

fn is_nobody(row: &Row) -> bool {
    row.owner.as_deref().is_none_or(is_unsaid)
}

fn is_row(line: &Line, columns: &[Column]) -> bool {
    let count = line.cells.len();
    if count < 2 || count > columns.len() || (line.after_blank && count != columns.len()) {
        return false;
    }
    // "5.1 <tab> The Board noted" is a paragraph, unless the first column holds numbers.
    let first = line.cells.first().map_or("", String::as_str);
    let numbered = matches!(
        numbering::number(first),
        Some(Numbered {
            number: Number::Decimal { .. },
            ..
        })
    );
    !numbered || matches!(columns.first(), Some(Column::Place | Column::Other))
}

fn joined(line: &Line) -> String {
    let cells: Vec<&str> = line
        .cells
        .iter()
        .map(String::as_str)
        .filter(|cell| !cell.is_empty())
        .collect();
    cells.join(" | ")
}
