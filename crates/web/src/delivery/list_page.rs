//! `/desk/delivery/list`: a list of actions from a spreadsheet: what was understood, what must be mended, what would be added.

use axum::extract::State;
use board::delivery::{AddActions, AddActionsError, ListKnows, add_actions, read_action_list};
use board::vocabulary::{Origin, capital, long_date};
use serde::Serialize;

use crate::app::App;
use crate::forms::Upload;
use crate::lists::{ListDesk, finding, text_of_list, what_was_read};
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

const TITLE: &str = "Bring a list of actions";

#[derive(Serialize)]
struct Line {
    title: String,
    owner: Option<String>,
    due: Option<String>,
    becomes: &'static str,
}

fn desk(visitor: &Visitor) -> ListDesk {
    let mut frame = visitor.frame(TITLE, "Delivery");
    frame.trail = vec![Link::new("Delivery", "/desk/delivery")];
    ListDesk {
        template: "delivery/list_page.html",
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
    let list = read_action_list(&text, &ListKnows::load(&app.house, body_id).await?);
    if form.text("sure") == "yes" && list.problems.is_empty() {
        let input = AddActions {
            body_id,
            list: list.clone(),
            origin: Origin::Imported,
        };
        match add_actions(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other("/desk/delivery")),
            Err(AddActionsError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem_with_form(capital(&problem.to_string())),
        }
    }
    let held = "Everything on this list is in the plan already";
    let title = finding(&list, ("action", "actions"), held);
    let read = what_was_read(list, text, |line, becomes| Line {
        title: line.title,
        owner: line.owner,
        due: line.due.map(long_date),
        becomes,
    });
    desk(&visitor).read(&app, form, title, read)
}
