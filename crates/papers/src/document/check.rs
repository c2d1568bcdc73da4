//! What a sound paper is. Every fault is found in one reading, each with its place.

use std::collections::BTreeSet;
use std::fmt;

use super::drawing::{NotWellFormed, drawing_fault};
use super::numbers::Numbers;
use super::{Anchor, Block, Cell, Figure, PaperDraft, Run, Section, Source, Table, Words};
use crate::plain::is_blank;

/// Where in a paper a [`Problem`] stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In its title, its head or the lists at its end.
    Head,
    /// In the part with this name.
    Part(Anchor),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => f.write_str("the head or the end of the paper"),
            Self::Part(anchor) => write!(f, "the part “{anchor}”"),
        }
    }
}

/// One thing that a paper must not go out with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Something that a reader needs is blank.
    #[error("{what} is blank in {place}")]
    Blank {
        /// What is blank, as a phrase: “the caption of a table”.
        what: &'static str,
        /// Where.
        place: Place,
    },
    /// A figure says nothing to a reader who cannot see it.
    #[error(
        "the figure “{figure}” has no alternative text: say what it shows for a reader who cannot see it"
    )]
    NoAlternative {
        /// Which figure.
        figure: Anchor,
    },
    /// A drawing is not well-formed SVG.
    #[error("the drawing of the figure “{figure}” is not well-formed SVG")]
    NotADrawing {
        /// Which figure.
        figure: Anchor,
    },
    /// A drawing holds something that could run, or that comes from elsewhere.
    #[error(
        "the drawing of the figure “{figure}” holds “{found}”, which may not stand in a drawing"
    )]
    UnsafeDrawing {
        /// Which figure.
        figure: Anchor,
        /// The element, attribute or rule.
        found: String,
    },
    /// A row has more or fewer cells than the table has columns.
    #[error("row {row} of the table “{table}” has {found} cells; its columns ask for {expected}")]
    WrongNumberOfCells {
        /// Which table.
        table: Anchor,
        /// Which row, counted from 1.
        row: usize,
        /// How many it has, its heading counted.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A table has nothing in it.
    #[error("the table “{table}” has no columns or no rows")]
    EmptyTable {
        /// Which table.
        table: Anchor,
    },
    /// A recommendation asks for nothing.
    #[error(
        "the recommendation “{recommendation}” has no verb: say what the meeting is asked to do"
    )]
    NoVerb {
        /// Which recommendation.
        recommendation: Anchor,
    },
    /// Two parts have the same name, so a link could lead to either.
    #[error("two parts are named “{0}”")]
    SameName(Anchor),
    /// A reference leads to no part, or to one without a number.
    #[error(
        "a reference in {place} leads to “{to}”, which is not a part with a number or a heading"
    )]
    LostReference {
        /// Where it stands.
        place: Place,
        /// Where it should lead.
        to: Anchor,
    },
}

/// Everything that is wrong with a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        write!(f, "the paper cannot be printed: {}", lines.join("; "))
    }
}

impl std::error::Error for Problems {}

/// Reads the whole draft and lists every fault.
pub(super) fn check(draft: &PaperDraft, numbers: &Numbers) -> Result<(), Problems> {
    let mut reading = Reading {
        numbers,
        names: BTreeSet::new(),
        problems: Vec::new(),
    };
    reading.head(draft);
    draft
        .sections
        .iter()
        .for_each(|section| reading.section(section));
    if reading.problems.is_empty() {
        Ok(())
    } else {
        Err(Problems(reading.problems))
    }
}

struct Reading<'a> {
    numbers: &'a Numbers,
    names: BTreeSet<&'a Anchor>,
    problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    fn head(&mut self, draft: &PaperDraft) {
        let place = &Place::Head;
        self.text("the title", &draft.title, place);
        self.text("the organisation", &draft.organisation, place);
        for part in &draft.status_line {
            self.text("a part of the status line", part, place);
        }
        if let Some(meeting) = &draft.meeting {
            self.text("the name of the meeting", &meeting.name, place);
        }
        if let Some(author) = &draft.author {
            self.text("the author", &author.role, place);
            if let Some(contact) = &author.contact {
                self.words("the contact", contact, place);
            }
        }
        let receipts = draft.receipts.iter();
        for fact in draft
            .facts
            .iter()
            .chain(receipts.clone().flat_map(|receipt| &receipt.facts))
        {
            self.text("the name of a line", &fact.name, place);
            self.words("a named line", &fact.words, place);
        }
        for receipt in receipts {
            self.text("the number of a receipt", &receipt.number, place);
            if let Some(words) = &receipt.how_to_check {
                self.words("how to check a receipt", words, place);
            }
        }
        let ends = [
            Some(&draft.sources),
            draft.background_papers.as_ref(),
            draft.appendices.as_ref(),
        ];
        for Source { title, .. } in ends.into_iter().flatten().flatten() {
            self.text(
                "the title of a source, background paper or appendix",
                title,
                place,
            );
        }
    }

    fn section(&mut self, section: &'a Section) {
        self.name(&section.anchor);
        self.text(
            "a heading",
            &section.heading,
            &Place::Part(section.anchor.clone()),
        );
        for block in &section.blocks {
            self.block(block, &section.anchor);
        }
    }

    fn block(&mut self, block: &'a Block, section: &Anchor) {
        let in_section = Place::Part(section.clone());
        match block {
            Block::Heading { anchor, words } => {
                self.name(anchor);
                self.text("a heading", words, &Place::Part(anchor.clone()));
            }
            Block::Paragraph(paragraph) => {
                self.name(&paragraph.anchor);
                self.words(
                    "a paragraph",
                    &paragraph.words,
                    &Place::Part(paragraph.anchor.clone()),
                );
            }
            Block::List(list) => {
                if list.items.is_empty() {
                    self.problems.push(Problem::Blank {
                        what: "a list",
                        place: in_section.clone(),
                    });
                }
                for item in &list.items {
                    self.words("an item of a list", item, &in_section);
                }
            }
            Block::Table(table) => self.table(table),
            Block::Recommendations(asked) => {
                for one in asked {
                    self.name(&one.anchor);
                    self.words(
                        "a recommendation",
                        &one.words,
                        &Place::Part(one.anchor.clone()),
                    );
                    if one.verbs.is_empty() {
                        self.problems.push(Problem::NoVerb {
                            recommendation: one.anchor.clone(),
                        });
                    }
                }
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Note(note) => self.words("a note", &note.words, &in_section),
        }
    }

    fn table(&mut self, table: &'a Table) {
        self.name(&table.anchor);
        let place = Place::Part(table.anchor.clone());
        self.text("the caption of a table", &table.caption, &place);
        if table.columns.is_empty() || table.rows.is_empty() {
            self.problems.push(Problem::EmptyTable {
                table: table.anchor.clone(),
            });
        }
        for column in &table.columns {
            self.text("the heading of a column", &column.heading, &place);
        }
        for (index, row) in table.rows.iter().enumerate() {
            let (found, expected) = (row.cells.len() + 1, table.columns.len());
            if found != expected {
                let table = table.anchor.clone();
                self.problems.push(Problem::WrongNumberOfCells {
                    table,
                    row: index + 1,
                    found,
                    expected,
                });
            }
            self.words("the heading of a row", &row.heading, &place);
            for cell in &row.cells {
                match cell {
                    Cell::Value { figure: text, .. } | Cell::Status { words: text, .. } => {
                        self.text("a cell", text, &place);
                    }
                    Cell::Words(words) => self.words("a cell", words, &place),
                    Cell::Hidden | Cell::Missing | Cell::NotAsked | Cell::NotApplicable => {}
                }
            }
        }
    }

    fn figure(&mut self, figure: &'a Figure) {
        self.name(&figure.anchor);
        self.text(
            "the title of a figure",
            &figure.title,
            &Place::Part(figure.anchor.clone()),
        );
        if is_blank(&figure.alternative) {
            self.problems.push(Problem::NoAlternative {
                figure: figure.anchor.clone(),
            });
        }
        for drawing in std::iter::once(&figure.drawing).chain(&figure.narrow) {
            match drawing_fault(drawing) {
                Ok(None) => {}
                Ok(Some(found)) => self.problems.push(Problem::UnsafeDrawing {
                    figure: figure.anchor.clone(),
                    found,
                }),
                Err(NotWellFormed) => self.problems.push(Problem::NotADrawing {
                    figure: figure.anchor.clone(),
                }),
            }
        }
        self.table(&figure.table);
    }

    fn name(&mut self, anchor: &'a Anchor) {
        if !self.names.insert(anchor) {
            self.problems.push(Problem::SameName(anchor.clone()));
        }
    }

    fn text(&mut self, what: &'static str, text: &str, place: &Place) {
        if is_blank(text) {
            self.problems.push(Problem::Blank {
                what,
                place: place.clone(),
            });
        }
    }

    fn words(&mut self, what: &'static str, words: &Words, place: &Place) {
        if words.is_blank() {
            self.problems.push(Problem::Blank {
                what,
                place: place.clone(),
            });
        }
        for run in words.runs() {
            match run {
                Run::Reference(to) if self.numbers.in_a_sentence(to).is_none() => {
                    self.problems.push(Problem::LostReference {
                        place: place.clone(),
                        to: to.clone(),
                    });
                }
                _ => {}
            }
        }
    }
}
