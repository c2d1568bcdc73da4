//! `/desk/meetings/{date}/items/{item}`: what an item of an agenda says, changed.

use axum::extract::State;
use axum::http::StatusCode;
use board::RunnerError;
use board::events::{Event, Item, ItemType};
use board::meetings::{ChangeItem, ChangeItemError, change_item};
use board::vocabulary::capital;
use serde::Serialize;

use super::desk_meeting_page::{Choice, frame_beneath, types};
use super::drawn::{item_of, meeting_on};
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::Answer;
use crate::visitor::Visitor;

const TEMPLATE: &str = "meetings/item_page.html";

#[derive(Serialize)]
struct ItemPage<'a> {
    form: &'a FormState,
    here: String,
    title: String,
    number: &'a str,
    revision: i64,
    types: Vec<Choice>,
    is_out: bool,
    /// What somebody else saved while this was being written.
    theirs: Vec<Theirs>,
}

#[derive(Serialize)]
struct Theirs {
    name: &'static str,
    value: String,
}

fn filled(item: &Item) -> FormState {
    FormState::empty()
        .with("title", item.record.title.clone())
        .with("type", item.item_type.as_str())
        .with("presenter", item.presenter.clone().unwrap_or_default())
        .with(
            "minutes",
            item.minutes
                .map_or_else(String::new, |minutes| minutes.to_string()),
        )
}

fn page<'a>(
    meeting: &Event,
    item: &'a Item,
    form: &'a FormState,
    theirs: Vec<Theirs>,
) -> ItemPage<'a> {
    ItemPage {
        form,
        here: format!(
            "/desk/meetings/{}/items/{}",
            meeting.record.slug, item.number
        ),
        title: format!("Item {}: {}", item.number, item.record.title),
        number: &item.number,
        revision: item.record.revision,
        types: types(),
        is_out: meeting.agenda_published.is_some(),
        theirs,
    }
}

pub(super) async fn edit(
    State(app): State<App>,
    visitor: Visitor,
    Path((date, number)): Path<(String, String)>,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item = item_of(&app, &meeting, &number).await?;
    let form = filled(&item);
    let page = page(&meeting, &item, &form, Vec::new());
    app.page(
        TEMPLATE,
        &frame_beneath(&visitor, &meeting, &page.title.clone()),
        page,
    )
}

pub(super) async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path((date, number)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item = item_of(&app, &meeting, &number).await?;
    let words = |name: &str| {
        let text = form.text(name);
        (!text.is_empty()).then(|| text.to_owned())
    };
    let minutes = words("minutes").map(|text| text.parse::<i64>());
    let input = ChangeItem {
        item_id: item.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        title: form.text("title").to_owned(),
        item_type: form.text("type").parse().unwrap_or(ItemType::Report),
        presenter: words("presenter"),
        // What is no number is refused like a number that no meeting has.
        minutes: minutes.map(|minutes| minutes.unwrap_or(0)),
    };
    let mut theirs = Vec::new();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match change_item(&app.house, &visitor.who(), input).await {
        Ok(_) => return Ok(app.see_other(&format!("/desk/meetings/{date}"))),
        Err(ChangeItemError::Runner(RunnerError::Conflict { .. })) => {
            form.problem_with_form(
                "Somebody else saved this item while you were writing. What they saved stands above the form; nothing of \
                 yours is lost.",
            );
            theirs = saved(&item);
            status = StatusCode::CONFLICT;
        }
        Err(ChangeItemError::Runner(error)) => return Err(error.into()),
        Err(problem) => {
            let field = match problem {
                ChangeItemError::Minutes => "minutes",
                _ => "title",
            };
            form.problem(field, capital(&problem.to_string()));
        }
    }
    let page = page(&meeting, &item, &form, theirs);
    let frame = frame_beneath(&visitor, &meeting, &page.title.clone());
    let mut response = app.refused(TEMPLATE, &frame, page)?;
    *response.status_mut() = status;
    Ok(response)
}

fn saved(item: &Item) -> Vec<Theirs> {
    vec![
        Theirs {
            name: "What it is about",
            value: item.record.title.clone(),
        },
        Theirs {
            name: "What sort of item",
            value: capital(item.item_type.as_str()),
        },
        Theirs {
            name: "Who presents it",
            value: item
                .presenter
                .clone()
                .unwrap_or_else(|| "Nobody".to_owned()),
        },
        Theirs {
            name: "Minutes",
            value: item
                .minutes
                .map_or_else(|| "Not said".to_owned(), |minutes| minutes.to_string()),
        },
    ]
}
