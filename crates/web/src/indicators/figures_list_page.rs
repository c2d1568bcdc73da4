//! `/desk/evidence/items/list`: a list of figures that documents state, from a spreadsheet: what was understood, what must be
//! mended, what would be added.

use axum::extract::State;
use board::indicators::{
    AddQuotedFigures, AddQuotedFiguresError, QuotedKnows, add_quoted_figures, read_quoted_list,
};
use board::vocabulary::capital;
use serde::Serialize;

use crate::app::App;
use crate::forms::Upload;
use crate::lists::{ListDesk, finding, text_of_list, what_was_read};
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

const TITLE: &str = "Bring a list of figures from documents";
const STATEMENTS: &str = "/desk/evidence/items";

#[derive(Serialize)]
struct Line {
    statement: String,
    figure: String,
    source: String,
    words: String,
    becomes: &'static str,
}

fn desk(visitor: &Visitor) -> ListDesk {
    let mut frame = visitor.frame(TITLE, "Evidence");
    frame.trail = vec![
        Link::new("Evidence", "/desk/evidence"),
        Link::new("Statements", STATEMENTS),
    ];
    ListDesk {
        template: "indicators/figures_list_page.html",
        frame,
        title: TITLE,
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    desk(&visitor).show(&app)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Upload { mut form, files }: Upload,
) -> Answer {
    let Some(text) = text_of_list(&mut form, &files) else {
        return desk(&visitor).unread(&app, &form);
    };
    let body_id = visitor.board()?.record.id;
    let list = read_quoted_list(&text, &QuotedKnows::load(&app.house, body_id).await?);
    if form.text("sure") == "yes" && list.problems.is_empty() {
        let input = AddQuotedFigures {
            body_id,
            list: list.clone(),
        };
        match add_quoted_figures(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(STATEMENTS)),
            Err(AddQuotedFiguresError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem_with_form(capital(&problem.to_string())),
        }
    }
    let held = "The board holds everything on this list already";
    let title = finding(&list, ("figure", "figures"), held);
    let read = what_was_read(list, text, |line, becomes| Line {
        figure: format!("{} ({})", line.figure.in_words(), line.figure.period),
        statement: line.statement,
        source: format!("{}, {}", line.document, line.place),
        words: line.words,
        becomes,
    });
    desk(&visitor).read(&app, form, title, read)
}
