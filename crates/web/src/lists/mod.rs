//! Lists that people bring from spreadsheets, in pages: pasted or chosen as a file, then what was understood, what must be
//! mended first, and what would be added. Nothing is added until whoever brings it has seen that.
//!
//! Must not know what any list is of: a page says what its lines say. Start with [`ListDesk`], then [`text_of_list`] and [`what_was_read`];
//! `components/brought_list.html` draws it.

use std::io::Read;

use board::delivery::{is_workbook, text_of_workbook};
use board::lists::{ListLine, ReadList};
use serde::Serialize;

use crate::app::App;
use crate::forms::{Brought, FormState};
use crate::refusal::Answer;
use crate::templates::Frame;

/// Longest list that is read, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// What was read of a list, whose lines a page shows as `L`.
#[derive(Debug, Serialize)]
pub(crate) struct WhatWasRead<L> {
    text: String,
    columns: String,
    unknown: String,
    faults: Vec<Fault>,
    lines: Vec<L>,
    new: usize,
}

/// Something that a person must mend.
#[derive(Debug, Serialize)]
struct Fault {
    place: String,
    words: String,
}

/// The page to which a list is brought: its template, its frame, and what it is called before anything is read.
pub(crate) struct ListDesk {
    pub(crate) template: &'static str,
    pub(crate) frame: Frame,
    pub(crate) title: &'static str,
}

/// What such a template draws.
#[derive(Serialize)]
struct ListPage<'a, L> {
    form: &'a FormState,
    title: String,
    read: Option<WhatWasRead<L>>,
}

impl ListDesk {
    /// The page before anything was brought.
    pub(crate) fn show(&self, app: &App) -> Answer {
        let form = FormState::empty();
        app.page(self.template, &self.frame, self.without_list(&form))
    }

    /// The page with what keeps a list from being read.
    pub(crate) fn unread(&self, app: &App, form: &FormState) -> Answer {
        app.refused(self.template, &self.frame, self.without_list(form))
    }

    fn without_list<'a>(&self, form: &'a FormState) -> ListPage<'a, ()> {
        ListPage {
            form,
            title: self.title.to_owned(),
            read: None,
        }
    }

    /// The page with what was read, refused where something must be mended first.
    pub(crate) fn read<L: Serialize>(
        &self,
        app: &App,
        form: FormState,
        title: String,
        read: WhatWasRead<L>,
    ) -> Answer {
        let is_refused = !read.faults.is_empty() || !form.is_sound();
        let form = form.with("list", read.text.clone());
        let page = ListPage {
            form: &form,
            title,
            read: Some(read),
        };
        if is_refused {
            app.refused(self.template, &self.frame, page)
        } else {
            app.page(self.template, &self.frame, page)
        }
    }
}

/// The text of a list: of the file that was chosen, or what was pasted into `list`. Nothing, with the problem beside its field,
/// where there is none.
pub(crate) fn text_of_list(form: &mut FormState, files: &[Brought]) -> Option<String> {
    let Some(source) = files.first().map(Brought::source) else {
        let pasted = form.raw("list").to_owned();
        if pasted.trim().is_empty() {
            form.problem(
                "list",
                "Paste the rows with their heading, or choose a file",
            );
            return None;
        }
        return Some(pasted);
    };
    let mut bytes = Vec::new();
    let read = source.content.take(LONGEST + 1).read_to_end(&mut bytes);
    let text = match read {
        Ok(length) if length as u64 <= LONGEST => text_of_file(bytes),
        _ => Err("A list may be 1 MB long. Bring it in parts.".to_owned()),
    };
    match text {
        Ok(text) if text.trim().is_empty() => {
            form.problem("file", "There is nothing in this file. Choose another.");
            None
        }
        Ok(text) => Some(text),
        Err(problem) => {
            form.problem("file", problem);
            None
        }
    }
}

/// The text of a file: of the first sheet, where it is a workbook.
fn text_of_file(bytes: Vec<u8>) -> Result<String, String> {
    if is_workbook(&bytes) {
        return text_of_workbook(&bytes).map_err(|problem| problem.to_string());
    }
    String::from_utf8(bytes).map_err(|_| {
        "This file is not text in UTF-8. Save it as .xlsx or “CSV UTF-8” in the spreadsheet, or copy the rows and paste \
         them below."
            .to_owned()
    })
}

/// The finding above a list that was read: "3 actions would be added". `things` are what it holds, one and many; `held` says
/// that all of it is there already.
pub(crate) fn finding<L: ListLine>(
    list: &ReadList<L>,
    (one, many): (&str, &str),
    held: &str,
) -> String {
    match (list.problems.len(), list.new_lines().count()) {
        (0, 0) => held.to_owned(),
        (0, 1) => format!("1 {one} would be added"),
        (0, new) => format!("{new} {many} would be added"),
        (1, _) => "One thing must be mended first; nothing was added".to_owned(),
        (faults, _) => format!("{faults} things must be mended first; nothing was added"),
    }
}

/// A list as the page draws it. `shown` gives a line what it says; the words with it are what becomes of the line.
pub(crate) fn what_was_read<L: ListLine, S>(
    list: ReadList<L>,
    text: String,
    shown: impl Fn(L, &'static str) -> S,
) -> WhatWasRead<S> {
    WhatWasRead {
        text,
        columns: list.columns.join(", "),
        unknown: list.unknown.join(", "),
        new: list.new_lines().count(),
        faults: list
            .problems
            .into_iter()
            .map(|problem| Fault {
                place: match problem.column {
                    Some(column) => format!("Row {}, column {column}", problem.row),
                    None => format!("Row {}", problem.row),
                },
                words: problem.words,
            })
            .collect(),
        lines: list
            .lines
            .into_iter()
            .map(|line| {
                let becomes = if line.is_known() {
                    "There already, left alone"
                } else {
                    "New"
                };
                shown(line, becomes)
            })
            .collect(),
    }
}
