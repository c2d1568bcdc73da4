//! `/desk/meetings/{date}/items/{item}`: what an item of an agenda says, changed, and the item taken off.

use axum::extract::State;
use axum::http::StatusCode;
use board::RunnerError;
use board::events::{Event, Item, ItemType};
use board::meetings::{
    AgendaStands, ChangeItem, ChangeItemError, TakeOffItem, TakeOffItemError, agenda_stands,
    change_item, take_off_item,
};
use board::vocabulary::capital;
use serde::Serialize;

use super::desk_meeting_page::{frame_beneath, types};
use super::drawn::{heard_in_private, item_meant, item_of, meeting_on};
use super::exemption_fields;
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::Answer;
use crate::visitor::Visitor;

const TEMPLATE: &str = "meetings/item_page.html";

/// The value of the field `heard` for an item that is heard in private.
const PRIVATE: &str = "private";

#[derive(Serialize)]
struct ItemPage<'a> {
    form: &'a FormState,
    here: String,
    title: String,
    id: String,
    number: &'a str,
    revision: i64,
    types: Vec<Choice>,
    is_out: bool,
    /// How it is heard, and why that and its place on the agenda can no longer be changed.
    stands: Option<String>,
    /// What somebody else saved while this was being written.
    theirs: Vec<Theirs>,
}

#[derive(Serialize)]
struct Theirs {
    name: &'static str,
    value: String,
}

fn filled(item: &Item) -> FormState {
    let form = FormState::empty()
        .with("title", item.record.title.clone())
        .with("type", item.item_type.as_str())
        .with("presenter", item.presenter.clone().unwrap_or_default())
        .with(
            "minutes",
            item.minutes
                .map_or_else(String::new, |minutes| minutes.to_string()),
        );
    match &item.exempt {
        None => form.with("heard", "public"),
        Some(exempt) => form
            .with("heard", PRIVATE)
            .with("paragraph", exempt.paragraph.to_string())
            .with("reason", exempt.reason.clone()),
    }
}

fn heard(item: &Item) -> String {
    item.exempt
        .as_ref()
        .map_or_else(|| "Heard in public".to_owned(), heard_in_private)
}

fn page<'a>(
    meeting: &Event,
    item: &'a Item,
    stands: Option<AgendaStands>,
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
        id: item.record.id.to_string(),
        number: &item.number,
        revision: item.record.revision,
        types: types(),
        is_out: meeting.agenda_published.is_some(),
        stands: stands.map(|why| {
            format!(
                "{}. This can no longer be changed: {why}. Whether something is heard in private is for the meeting to \
                 resolve.",
                heard(item).trim_end_matches('.')
            )
        }),
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
    let stands = agenda_stands(&app.house, &meeting).await?;
    let page = page(&meeting, &item, stands, &form, Vec::new());
    app.page(
        TEMPLATE,
        &frame_beneath(&visitor, &meeting, &page.title.clone()),
        page,
    )
}

/// The page again, with what is wrong and what somebody else saved.
async fn again(
    app: &App,
    visitor: &Visitor,
    (meeting, item): (&Event, &Item),
    form: &FormState,
    status: StatusCode,
) -> Answer {
    let theirs = if status == StatusCode::CONFLICT {
        saved(item)
    } else {
        Vec::new()
    };
    let stands = agenda_stands(&app.house, meeting).await?;
    let page = page(meeting, item, stands, form, theirs);
    let frame = frame_beneath(visitor, meeting, &page.title.clone());
    let mut response = app.refused(TEMPLATE, &frame, page)?;
    *response.status_mut() = status;
    Ok(response)
}

pub(super) async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path((date, number)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item = item_meant(&app, &meeting, &number, &form).await?;
    let exempt = match form.text("heard") {
        // A form without the question leaves the answer as it is.
        "" => item.exempt.clone(),
        PRIVATE => exemption_fields::read(&mut form),
        _ => None,
    };
    if !form.is_sound() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return again(&app, &visitor, (&meeting, &item), &form, status).await;
    }
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
        exempt,
    };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match change_item(&app.house, &visitor.who(), input).await {
        Ok(_) => return Ok(app.see_other(&format!("/desk/meetings/{date}"))),
        Err(ChangeItemError::Runner(RunnerError::Conflict { .. })) => {
            form.problem_with_form(
                "Somebody else saved this item while you were writing. What they saved stands above the form; nothing of \
                 yours is lost.",
            );
            status = StatusCode::CONFLICT;
        }
        Err(ChangeItemError::Runner(error)) => return Err(error.into()),
        Err(problem @ ChangeItemError::ExemptionStands(_)) => {
            form.problem_with_form(capital(&problem.to_string()));
        }
        Err(problem) => {
            let field = match problem {
                ChangeItemError::Minutes => "minutes",
                ChangeItemError::Exemption(problem) => exemption_fields::at_fault(problem),
                _ => "title",
            };
            form.problem(field, capital(&problem.to_string()));
        }
    }
    again(&app, &visitor, (&meeting, &item), &form, status).await
}

pub(super) async fn take_off(
    State(app): State<App>,
    visitor: Visitor,
    Path((date, number)): Path<(String, String)>,
    form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item = item_meant(&app, &meeting, &number, &form).await?;
    let mut form = form.filled_from(filled(&item));
    let input = TakeOffItem {
        item_id: item.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        reason: form.text("why").to_owned(),
    };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match take_off_item(&app.house, &visitor.who(), input).await {
        Ok(()) => return Ok(app.see_other(&format!("/desk/meetings/{date}"))),
        Err(TakeOffItemError::Runner(RunnerError::Conflict { .. })) => {
            form.problem_with_form(
                "It was not taken off: somebody else saved this item while you had it open. What they saved stands above \
                 the form; take it off again if you still want to.",
            );
            status = StatusCode::CONFLICT;
        }
        Err(TakeOffItemError::Runner(error)) => return Err(error.into()),
        Err(problem @ TakeOffItemError::NoReason) => {
            form.problem("why", capital(&problem.to_string()));
        }
        Err(problem) => form.problem_with_form(capital(&problem.to_string())),
    }
    again(&app, &visitor, (&meeting, &item), &form, status).await
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
        Theirs {
            name: "How it is heard",
            value: heard(item),
        },
    ]
}
