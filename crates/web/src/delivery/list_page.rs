//! `/desk/delivery/list`: a list of actions from a spreadsheet: what was understood, what must be mended, what would be added.

use std::io::Read;

use axum::extract::State;
use board::delivery::{
    ActionList, AddActions, AddActionsError, ListKnows, add_actions, is_workbook, read_action_list,
    text_of_workbook,
};
use board::vocabulary::{Origin, long_date};
use serde::Serialize;

use crate::app::App;
use crate::forms::{FormState, Upload};
use crate::refusal::Answer;
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "delivery/list_page.html";
const TITLE: &str = "Bring a list of actions";
/// Longest list that is read, in bytes.
const LONGEST: u64 = 1024 * 1024;

#[derive(Serialize)]
struct ListPage<'a> {
    form: &'a FormState,
    title: String,
    read: Option<WhatWasRead>,
}

/// What was read of a list.
#[derive(Serialize)]
struct WhatWasRead {
    text: String,
    columns: String,
    unknown: String,
    faults: Vec<Fault>,
    lines: Vec<Line>,
    new: usize,
}

#[derive(Serialize)]
struct Fault {
    place: String,
    words: String,
}

#[derive(Serialize)]
struct Line {
    title: String,
    owner: Option<String>,
    due: Option<String>,
    becomes: &'static str,
}

fn frame(visitor: &Visitor) -> Frame {
    let mut frame = visitor.frame(TITLE, "Delivery");
    frame.trail = vec![Link::new("Delivery", "/desk/delivery")];
    frame
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let page = ListPage {
        form: &form,
        title: TITLE.to_owned(),
        read: None,
    };
    app.page(TEMPLATE, &frame(&visitor), page)
}

/// The text of a file that was chosen: of the first sheet, where it is a workbook.
fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    if is_workbook(&bytes) {
        return text_of_workbook(&bytes).map_err(|problem| problem.to_string());
    }
    String::from_utf8(bytes).map_err(|_| {
        "This file is not text in UTF-8. Save it as .xlsx or “CSV UTF-8” in the spreadsheet, or copy the rows and paste \
         them below."
            .to_owned()
    })
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Upload { mut form, sources }: Upload,
) -> Answer {
    let text = match sources.into_iter().next() {
        None => form.raw("list").to_owned(),
        Some(source) => {
            let mut bytes = Vec::new();
            let read = source.content.take(LONGEST + 1).read_to_end(&mut bytes);
            let text = match read {
                Ok(length) if length as u64 <= LONGEST => text_of(bytes),
                _ => Err("A list may be 1 MB long. Bring it in parts.".to_owned()),
            };
            text.unwrap_or_else(|problem| {
                form.problem("file", problem);
                String::new()
            })
        }
    };
    if text.trim().is_empty() && form.is_sound() {
        form.problem(
            "list",
            "Paste the rows with their heading, or choose a file",
        );
    }
    if !form.is_sound() {
        let page = ListPage {
            form: &form,
            title: TITLE.to_owned(),
            read: None,
        };
        return app.refused(TEMPLATE, &frame(&visitor), page);
    }
    let knows = ListKnows::load(&app.house, visitor.board()?.record.id).await?;
    let list = read_action_list(&text, &knows);
    let sure = form.text("sure") == "yes";
    if sure && list.problems.is_empty() {
        let input = AddActions {
            body_id: visitor.board()?.record.id,
            list: list.clone(),
            origin: Origin::Imported,
        };
        match add_actions(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other("/desk/delivery")),
            Err(AddActionsError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem_with_form(problem.to_string()),
        }
    }
    let form = form.with("list", text.clone());
    let page = ListPage {
        form: &form,
        title: title(&list),
        read: Some(read(list, text)),
    };
    if page
        .read
        .as_ref()
        .is_some_and(|read| read.faults.is_empty())
    {
        app.page(TEMPLATE, &frame(&visitor), page)
    } else {
        app.refused(TEMPLATE, &frame(&visitor), page)
    }
}

fn title(list: &ActionList) -> String {
    match (list.problems.len(), list.new_lines().count()) {
        (0, 0) => "Everything on this list is in the plan already".to_owned(),
        (0, 1) => "1 action would be added".to_owned(),
        (0, new) => format!("{new} actions would be added"),
        (1, _) => "One thing must be mended first; nothing was added".to_owned(),
        (many, _) => format!("{many} things must be mended first; nothing was added"),
    }
}

fn read(list: ActionList, text: String) -> WhatWasRead {
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
            .map(|line| Line {
                title: line.title,
                owner: line.owner,
                due: line.due.map(long_date),
                becomes: if line.is_known {
                    "There already, left alone"
                } else {
                    "New"
                },
            })
            .collect(),
    }
}
