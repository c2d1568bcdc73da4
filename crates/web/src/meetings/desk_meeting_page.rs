//! `/desk/meetings/{date}`: build an agenda, see by when it must be out and publish it.

use axum::extract::State;
use axum::http::StatusCode;
use board::RunnerError;
use board::events::{CANCELLED, Event, ItemType, NewItem};
use board::meetings::{
    AddItem, AddItemError, MoveItem, MoveItemError, PublishAgenda, PublishAgendaError, add_item,
    agenda_stands, matters_arising, move_item, publish_agenda,
};
use board::vocabulary::{Role, capital, long_date};
use serde::Serialize;

use super::drawn::{
    Day, ItemRow, Told, address, counted, item_meant, items, meeting_on, notice, place, turns, when,
};
use super::{WRITERS, exemption_fields};
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "meetings/desk_meeting_page.html";

#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is asked by the template alone"
)]
struct DeskMeetingPage<'a> {
    form: &'a FormState,
    here: String,
    public: String,
    title: String,
    lead: String,
    revision: i64,
    days: Vec<Day>,
    answer: String,
    is_out: bool,
    is_late: bool,
    is_past: bool,
    /// What became of it since it was planned.
    turns: Vec<Told>,
    items: Vec<ItemRow>,
    types: Vec<Choice>,
    may_change: bool,
    /// Whether the visitor writes reports.
    may_report: bool,
    /// Whether the visitor sees who was there, what was decided and the minutes.
    runs_board: bool,
    /// Whether items may be moved and taken off.
    may_order: bool,
    /// What the last meetings left open, which belongs on this agenda.
    arising: Vec<String>,
}

pub(super) fn frame(visitor: &Visitor, meeting: &Event) -> Frame {
    let mut frame = visitor.frame(format!("Meeting of {}", long_date(meeting.on)), "Meetings");
    frame.trail = vec![Link::new("Meetings", "/desk/meetings")];
    frame
}

/// The same for a page beneath the meeting's own.
pub(super) fn frame_beneath(visitor: &Visitor, meeting: &Event, title: &str) -> Frame {
    let mut beneath = frame(visitor, meeting);
    beneath.trail.push(Link::new(
        long_date(meeting.on),
        format!("/desk/meetings/{}", meeting.record.slug),
    ));
    title.clone_into(&mut beneath.title);
    beneath
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let form = FormState::empty().with("type", ItemType::Report.as_str());
    let page = page(&app, &visitor, &meeting, &form).await?;
    let mut frame = frame(&visitor, &meeting);
    frame.illustrative = page.items.iter().any(|item| item.origin == "illustrative");
    app.page(TEMPLATE, &frame, page)
}

async fn again(app: &App, visitor: &Visitor, meeting: &Event, form: &FormState) -> Answer {
    let page = page(app, visitor, meeting, form).await?;
    app.refused(TEMPLATE, &frame(visitor, meeting), page)
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    meeting: &Event,
    form: &'a FormState,
) -> Result<DeskMeetingPage<'a>, Refusal> {
    let notice = notice(app, meeting).await?;
    let (days, answer) = counted(&notice);
    let board = visitor.board()?;
    let items = items(app, meeting, true, visitor.today).await?;
    let arising = matters_arising(&app.house, board.record.id, meeting.on, visitor.today).await?;
    let questions = arising.questions.iter().map(|carried| {
        format!(
            "A question of {} (minute {}): {}",
            long_date(carried.meeting.on),
            carried.finding.place,
            carried.finding.message
        )
    });
    let open = arising.actions.iter().map(|open| {
        format!(
            "{}, promised on {}{}",
            capital(&open.action.record.title),
            long_date(open.meeting.on),
            if open.late { ", late" } else { "" }
        )
    });
    let is_out = meeting.agenda_published.is_some();
    let is_cancelled = meeting.record.state == CANCELLED;
    let title = match (meeting.agenda_published, items.len()) {
        _ if is_cancelled => "This meeting was cancelled".to_owned(),
        (Some(on), _) => format!("The agenda was published on {}", long_date(on)),
        (None, 0) => "The agenda has no items yet".to_owned(),
        (None, 1) => "One item, not published yet".to_owned(),
        (None, many) => format!("{many} items, not published yet"),
    };
    Ok(DeskMeetingPage {
        form,
        here: format!("/desk/meetings/{}", meeting.record.slug),
        public: address(board.record.slug.as_str(), meeting),
        title,
        lead: format!(
            "{}, {}. {}.",
            long_date(meeting.on),
            when(meeting),
            place(meeting)
        ),
        revision: meeting.record.revision,
        days,
        answer,
        is_out,
        is_late: !is_out && visitor.today > notice.publish_by,
        is_past: meeting.on <= visitor.today,
        items,
        types: types(),
        may_change: visitor.has(Role::Officer) && !is_cancelled,
        turns: turns(app, board.record.slug.as_str(), meeting).await?,
        may_report: WRITERS.iter().any(|&role| visitor.has(role)),
        runs_board: visitor.runs_board(),
        may_order: visitor.has(Role::Officer)
            && agenda_stands(&app.house, meeting).await?.is_none(),
        arising: questions.chain(open).collect(),
    })
}

/// The sorts of items.
pub(super) fn types() -> Vec<Choice> {
    ItemType::WORDS
        .iter()
        .map(|&word| Choice::new(word, capital(word)))
        .collect()
}

pub(super) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let is_private = ["paragraph", "reason"]
        .iter()
        .any(|field| !form.text(field).is_empty());
    let exempt = is_private
        .then(|| exemption_fields::read(&mut form))
        .flatten();
    let words = |name: &str| {
        let text = form.text(name);
        (!text.is_empty()).then(|| text.to_owned())
    };
    let minutes = words("minutes").map(|text| text.parse::<i64>());
    let item = NewItem {
        number: words("number"),
        presenter: words("presenter"),
        urgent_reason: words("urgent"),
        minutes: match &minutes {
            Some(Ok(minutes)) => Some(*minutes),
            _ => None,
        },
        exempt,
        ..NewItem::new(
            form.text("title"),
            form.text("type").parse().unwrap_or(ItemType::Report),
        )
    };
    if matches!(minutes, Some(Err(_))) {
        form.problem("minutes", "Write the minutes as a number, for example 20");
    }
    if !form.is_sound() {
        return again(&app, &visitor, &meeting, &form).await;
    }
    let input = AddItem {
        meeting_id: meeting.record.id,
        item,
    };
    match add_item(&app.house, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other(&format!("/desk/meetings/{date}"))),
        Err(AddItemError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            let field = match problem {
                AddItemError::NumberTaken(_) => "number",
                AddItemError::Exemption(problem) => exemption_fields::at_fault(problem),
                AddItemError::NoUrgency => "urgent",
                _ => "title",
            };
            form.problem(field, capital(&problem.to_string()));
            again(&app, &visitor, &meeting, &form).await
        }
    }
}

pub(super) async fn shift(
    State(app): State<App>,
    visitor: Visitor,
    Path((date, number)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item = item_meant(&app, &meeting, &number, &form).await?;
    let input = MoveItem {
        item_id: item.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        way: form.text("way").parse().map_err(|_| Refusal::NotFound)?,
    };
    match move_item(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(app.see_other(&format!("/desk/meetings/{date}#agenda"))),
        Err(MoveItemError::Runner(RunnerError::Conflict { .. })) => {
            form.problem_with_form(format!(
                "Nothing was moved: somebody else changed “{}” first. The agenda below is as it stands now.",
                item.record.title
            ));
            let mut response = again(&app, &visitor, &meeting, &form).await?;
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Err(MoveItemError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem_with_form(capital(&problem.to_string()));
            again(&app, &visitor, &meeting, &form).await
        }
    }
}

pub(super) async fn publish(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let reason = form.text("late").to_owned();
    let input = PublishAgenda {
        meeting_id: meeting.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        late_reason: (!reason.is_empty()).then_some(reason),
    };
    match publish_agenda(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(app.see_other(&format!("/desk/meetings/{date}"))),
        Err(PublishAgendaError::Runner(error)) => Err(error.into()),
        Err(problem @ PublishAgendaError::LateWithoutReason { .. }) => {
            form.problem("late", capital(&problem.to_string()));
            again(&app, &visitor, &meeting, &form).await
        }
        Err(problem) => {
            form.problem_with_form(capital(&problem.to_string()));
            again(&app, &visitor, &meeting, &form).await
        }
    }
}
