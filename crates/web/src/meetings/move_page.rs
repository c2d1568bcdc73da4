//! `/desk/meetings/{date}/move`: move a meeting that is planned, or cancel it.

use axum::extract::State;
use axum::http::StatusCode;
use board::RunnerError;
use board::events::{Appointed, Event, PLANNED};
use board::meetings::{
    CancelMeeting, CancelMeetingError, MoveMeeting, MoveMeetingError, cancel_meeting, move_meeting,
};
use board::vocabulary::{Role, capital, long_date};
use serde::Serialize;

use super::desk_meeting_page::frame_beneath;
use super::desk_page::{modes, time};
use super::drawn::{meeting_on, notice, place, when};
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "meetings/move_page.html";
const TITLE: &str = "Move or cancel it";

#[derive(Serialize)]
struct MovePage<'a> {
    form: &'a FormState,
    here: String,
    /// The day that it is planned for.
    on: String,
    revision: i64,
    lead: String,
    /// What the law asks of its agenda on the day that it is planned for.
    notice: String,
    is_out: bool,
    /// Whether it is still to be held.
    is_planned: bool,
    may_change: bool,
    modes: Vec<Choice>,
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    meeting: &Event,
    form: &'a FormState,
) -> Result<MovePage<'a>, Refusal> {
    let publish_by = long_date(notice(app, meeting).await?.publish_by);
    Ok(MovePage {
        form,
        here: format!("/desk/meetings/{}", meeting.record.slug),
        revision: meeting.record.revision,
        on: long_date(meeting.on),
        lead: format!("{}. {}.", when(meeting), place(meeting)),
        notice: match meeting.agenda_published {
            Some(on) => format!(
                "Its agenda was published on {} and stays public. For this day it had to be out by {publish_by}.",
                long_date(on)
            ),
            None => format!("For this day its agenda must be out by {publish_by}."),
        },
        is_out: meeting.agenda_published.is_some(),
        is_planned: meeting.record.state == PLANNED,
        may_change: visitor.has(Role::Officer),
        modes: modes(),
    })
}

/// The form with what is planned.
fn planned(meeting: &Event) -> FormState {
    let clock = |time: Option<jiff::civil::Time>| {
        time.map_or_else(String::new, |time| time.strftime("%H:%M").to_string())
    };
    FormState::empty()
        .with_date("on", meeting.on)
        .with("starts", clock(meeting.starts))
        .with("ends", clock(meeting.ends))
        .with("place", meeting.place.clone().unwrap_or_default())
        .with("mode", meeting.mode.as_str())
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let form = planned(&meeting);
    let page = page(&app, &visitor, &meeting, &form).await?;
    app.page(TEMPLATE, &frame_beneath(&visitor, &meeting, TITLE), page)
}

async fn again(
    app: &App,
    visitor: &Visitor,
    meeting: &Event,
    form: FormState,
    status: StatusCode,
) -> Answer {
    let form = form.filled_from(planned(meeting));
    let page = page(app, visitor, meeting, &form).await?;
    let mut response = app.refused(TEMPLATE, &frame_beneath(visitor, meeting, TITLE), page)?;
    *response.status_mut() = status;
    Ok(response)
}

const OVERTAKEN: &str = "Somebody else changed this meeting first. It stands above as it is now; nothing was changed by this form.";

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let on = form.required_date("on", "The new day", "Enter the day of the meeting");
    let starts = time(&mut form, "starts");
    let ends = time(&mut form, "ends");
    let (Some(on), true) = (on, form.is_sound()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return again(&app, &visitor, &meeting, form, status).await;
    };
    let words = |name: &str| {
        let text = form.text(name);
        (!text.is_empty()).then(|| text.to_owned())
    };
    let input = MoveMeeting {
        meeting_id: meeting.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        to: Appointed {
            on,
            starts,
            ends,
            place: words("place"),
            mode: form.text("mode").parse().unwrap_or(meeting.mode),
        },
        because: form.text("because").to_owned(),
        late_reason: words("late"),
    };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match move_meeting(&app.house, &visitor.who(), input).await {
        Ok(moved) => return Ok(app.see_other(&format!("/desk/meetings/{}", moved.record.slug))),
        Err(MoveMeetingError::Runner(RunnerError::Conflict { .. })) => {
            form.problem_with_form(OVERTAKEN);
            status = StatusCode::CONFLICT;
        }
        Err(MoveMeetingError::Runner(error)) => return Err(error.into()),
        Err(problem) => {
            let words = capital(&problem.to_string());
            match problem {
                MoveMeetingError::NoReason => form.problem("because", words),
                MoveMeetingError::Times => form.problem("ends", words),
                MoveMeetingError::ShortNotice { .. } => form.problem("late", words),
                MoveMeetingError::Passed(_) | MoveMeetingError::SameDay(_) => {
                    form.problem_in("on", "on-day", words);
                }
                _ => form.problem_with_form(words),
            }
        }
    }
    again(&app, &visitor, &meeting, form, status).await
}

pub(super) async fn cancel(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let input = CancelMeeting {
        meeting_id: meeting.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        because: form.text("why").to_owned(),
    };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match cancel_meeting(&app.house, &visitor.who(), input).await {
        Ok(()) => {
            return Ok(app.see_other(&format!("/desk/meetings/{}", meeting.record.slug)));
        }
        Err(CancelMeetingError::Runner(RunnerError::Conflict { .. })) => {
            form.problem_with_form(OVERTAKEN);
            status = StatusCode::CONFLICT;
        }
        Err(CancelMeetingError::Runner(error)) => return Err(error.into()),
        Err(problem @ CancelMeetingError::NoReason) => {
            form.problem("why", capital(&problem.to_string()));
        }
        Err(problem) => form.problem_with_form(capital(&problem.to_string())),
    }
    again(&app, &visitor, &meeting, form, status).await
}
