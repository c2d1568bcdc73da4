//! The paper itself: what stands at its head, its sections, and what stands at its end.

use std::ops::Deref;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::check::{self, Problems};
use super::numbers::Numbers;
use super::recommendation::day_in_words;
use super::{Address, Anchor, Block, Cell, Language, Run, Section, Table, Words};
use crate::plain;

/// Everything a paper says, not yet checked. It can be kept as data and be read again, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperDraft {
    /// The title: what the paper finds or asks.
    pub title: String,
    /// Whose paper it is.
    pub organisation: String,
    /// The meeting it goes to, if it goes to one.
    pub meeting: Option<Meeting>,
    /// Who wrote it, if that is to be said.
    pub author: Option<Author>,
    /// The day this version was made. The PDF carries it, so the same paper always gives the same bytes.
    pub dated: Date,
    /// The language it is written in.
    pub language: Language,
    /// What kind of paper this is and where it stands, in a few short parts: “Item 5”, “Open to the public”.
    pub status_line: Vec<String>,
    /// Other lines for its head: “Money: none sought”.
    pub facts: Vec<Fact>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Documents and data that its statements rest on; an empty list prints nothing.
    pub sources: Vec<Source>,
    /// Background papers: `None` where the question does not arise, an empty list prints “None”.
    pub background_papers: Option<Vec<Source>>,
    /// Appendices: `None` where the question does not arise, an empty list prints “None”.
    pub appendices: Option<Vec<Source>>,
    /// How anyone can check its figures.
    pub receipts: Vec<Receipt>,
    /// The address of the site that addresses beginning with `/` belong to; without it, such a link is only words
    /// in papers that leave the site.
    pub site: Option<Address>,
}

/// The meeting that a paper goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its name.
    pub name: String,
    /// Its day.
    pub on: Date,
}

impl Meeting {
    /// Name and day: “Hackney Health and Wellbeing Board, 22 September 2022”.
    #[must_use]
    pub fn in_words(&self) -> String {
        format!("{}, {}", plain(&self.name), day_in_words(self.on))
    }
}

/// Who wrote a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The office held: “Public health strategist, for the director of public health”.
    pub role: String,
    /// How to reach it.
    pub contact: Option<Words>,
}

/// A named line: “Money: none sought”.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// What it says.
    pub words: Words,
}

impl Fact {
    /// A named line.
    pub fn new(name: impl Into<String>, words: impl Into<Words>) -> Self {
        Self {
            name: name.into(),
            words: words.into(),
        }
    }
}

/// A document or data set named at the end of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Publisher, date, version, licence: whatever a reader needs to find it.
    pub particulars: Option<String>,
    /// Where it can be read.
    pub address: Option<Address>,
}

/// How anyone can check the figures: the versions, filters, measures and software that made them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Its number.
    pub number: String,
    /// Its lines.
    pub facts: Vec<Fact>,
    /// How to recompute.
    pub how_to_check: Option<Words>,
}

/// Where something that a paper says comes from, as far as a reader must be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Entered, imported or quoted: it stands on a record.
    #[default]
    Recorded,
    /// Made up to show how something looks, or worked out from something that was. Every format marks it where it
    /// stands and on the head of the paper.
    Illustrative,
}

impl Origin {
    /// Whether it was made up.
    #[must_use]
    pub fn is_illustrative(self) -> bool {
        self == Self::Illustrative
    }
}

/// A paper that was checked: its parts have distinct names, its references lead somewhere, nothing that a reader
/// needs is blank, and every figure has its words. Formats take nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    draft: PaperDraft,
    numbers: Numbers,
}

impl Deref for Paper {
    type Target = PaperDraft;

    fn deref(&self) -> &PaperDraft {
        &self.draft
    }
}

impl PaperDraft {
    /// Checks the draft and numbers its parts, or lists everything that is wrong with it.
    pub fn check(self) -> Result<Paper, Problems> {
        let numbers = Numbers::of(&self);
        check::check(&self, &numbers)?;
        Ok(Paper {
            draft: self,
            numbers,
        })
    }

    /// Whether anything in the paper was made up. It follows from its parts; nobody sets it.
    #[must_use]
    pub fn is_illustrative(&self) -> bool {
        self.sections
            .iter()
            .flat_map(|section| &section.blocks)
            .any(Block::is_illustrative)
    }
}

impl Paper {
    /// The number of a part as it is printed beside it (“6”, “12.5”, “Table 1”), or nothing for one without.
    #[must_use]
    pub fn number(&self, part: &Anchor) -> Option<&str> {
        self.numbers.printed(part)
    }

    /// How a sentence names a part: “paragraph 6”, “Table 1”, “the section Background”.
    #[must_use]
    pub fn name_in_a_sentence(&self, part: &Anchor) -> &str {
        // Checked papers hold no reference without a name.
        self.numbers.in_a_sentence(part).unwrap_or_default()
    }

    /// Running text as it is read, without its links.
    #[must_use]
    pub fn said(&self, words: &Words) -> String {
        let runs = words.runs().iter().map(|run| match run {
            Run::Plain(words) | Run::Strong(words) | Run::Link { words, .. } => plain(words),
            Run::Reference(to) => plain(self.name_in_a_sentence(to)),
        });
        runs.collect()
    }

    /// The lines of its head, in the order in which every format prints them.
    #[must_use]
    pub fn head(&self) -> Vec<Fact> {
        let mut head = Vec::new();
        if let Some(meeting) = &self.meeting {
            head.push(Fact::new("Meeting", meeting.in_words()));
        }
        if let Some(author) = &self.author {
            head.push(Fact::new("Author", author.role.as_str()));
            if let Some(contact) = &author.contact {
                head.push(Fact::new("Contact", contact.clone()));
            }
        }
        head.push(Fact::new("Date of this version", day_in_words(self.dated)));
        head.extend(self.facts.iter().cloned());
        head
    }

    /// The lists at its end that are to be printed, each with its heading; an empty one prints “None”.
    #[must_use]
    pub fn end_lists(&self) -> Vec<(&'static str, &[Source])> {
        let mut lists: Vec<(&'static str, &[Source])> = Vec::new();
        if let Some(appendices) = &self.appendices {
            lists.push(("Appendices", appendices));
        }
        if let Some(papers) = &self.background_papers {
            lists.push(("Background papers", papers));
        }
        if !self.sources.is_empty() {
            lists.push(("Sources", &self.sources));
        }
        lists
    }
}

impl Block {
    /// Whether anything in it was made up.
    #[must_use]
    pub fn is_illustrative(&self) -> bool {
        match self {
            Self::Heading { .. } => false,
            Self::Paragraph(paragraph) => paragraph.origin.is_illustrative(),
            Self::List(list) => list.origin.is_illustrative(),
            Self::Table(table) => table.has_illustrative(),
            Self::Recommendations(asked) => asked.iter().any(|one| one.origin.is_illustrative()),
            Self::Figure(figure) => {
                figure.origin.is_illustrative() || figure.table.has_illustrative()
            }
            Self::Note(note) => note.origin.is_illustrative(),
        }
    }
}

impl Table {
    fn has_illustrative(&self) -> bool {
        let made_up =
            |cell: &Cell| matches!(cell, Cell::Value { origin, .. } if origin.is_illustrative());
        self.origin.is_illustrative() || self.rows.iter().flat_map(|row| &row.cells).any(made_up)
    }
}
