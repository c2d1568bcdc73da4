//! `/desk/meetings/{date}/attendance`: who was there, who sent apologies, and whether that was enough to decide.

use axum::extract::State;
use board::events::{Capacity, Event, Presence, attendance_of};
use board::meetings::{
    RecordAttendance, RecordAttendanceError, attendance_of_public, attendance_of_seat, quorum_on,
    record_attendance,
};
use board::places::{SeatHolder, membership};
use board::thread::Record;
use board::vocabulary::{Role, capital};
use serde::Serialize;

use super::desk_meeting_page::frame_beneath;
use super::drawn::meeting_on;
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "meetings/attendance_page.html";
const TITLE: &str = "Who was there";

#[derive(Serialize)]
struct AttendancePage<'a> {
    form: &'a FormState,
    here: String,
    title: String,
    rows: Vec<Row>,
    may_change: bool,
}

/// A seat with whoever holds it.
#[derive(Serialize)]
struct Row {
    field: String,
    legend: String,
    substitute: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let mut form = FormState::empty();
    let known = attendance_of(&app.house, meeting.record.id).await?;
    for seat in &membership(&app.house, visitor.board()?, meeting.on)
        .await?
        .seats
    {
        let Some(holder) = &seat.holder else { continue };
        let row = known.iter().find(|row| {
            row.person_id == Some(holder.id)
                || row.attending_body_id == Some(holder.id)
                || row.in_place_of == Some(holder.id)
        });
        if let Some(row) = row {
            form = form.with(&field_of(holder), row.presence.as_str());
        }
    }
    let public = known
        .iter()
        .find_map(|row| row.head_count.filter(|_| row.capacity == Capacity::Public));
    if let Some(public) = public {
        form = form.with("public", public.to_string());
    }
    let page = page(&app, &visitor, &meeting, &form).await?;
    app.page(TEMPLATE, &frame_beneath(&visitor, &meeting, TITLE), page)
}

fn field_of(holder: &Record) -> String {
    format!("at-{}", holder.slug)
}

fn legend(seat: &SeatHolder, holder: &Record) -> String {
    let votes = if seat.seat.votes { "" } else { " (no vote)" };
    format!("{}{votes}", holder.title)
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    meeting: &Event,
    form: &'a FormState,
) -> Result<AttendancePage<'a>, Refusal> {
    let membership = membership(&app.house, visitor.board()?, meeting.on).await?;
    let quorum = quorum_on(&app.house, meeting).await?;
    let title = match (quorum.recorded, quorum.needed) {
        (false, Some(needed)) => format!("{needed} voting members are needed to decide anything"),
        (false, None) => TITLE.to_owned(),
        (true, _) => quorum.to_string(),
    };
    Ok(AttendancePage {
        form,
        here: format!("/desk/meetings/{}/attendance", meeting.record.slug),
        title,
        rows: membership
            .seats
            .iter()
            .filter_map(|seat| {
                let holder = seat.holder.as_ref()?;
                Some(Row {
                    field: field_of(holder),
                    legend: legend(seat, holder),
                    substitute: seat.substitute.as_ref().map(|record| record.title.clone()),
                })
            })
            .collect(),
        may_change: visitor.has(Role::Officer),
    })
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let mut list = Vec::new();
    for seat in &membership(&app.house, visitor.board()?, meeting.on)
        .await?
        .seats
    {
        let Some(holder) = &seat.holder else { continue };
        let Ok(presence) = form.text(&field_of(holder)).parse::<Presence>() else {
            continue;
        };
        list.extend(attendance_of_seat(seat, presence));
    }
    let public = form.text("public").to_owned();
    if !public.is_empty() {
        match public.parse::<i64>() {
            Ok(heads) if heads >= 0 => list.push(attendance_of_public(heads)),
            _ => form.problem(
                "public",
                "Write how many members of the public came as a number",
            ),
        }
    }
    if form.is_sound() {
        let input = RecordAttendance {
            meeting_id: meeting.record.id,
            list,
        };
        match record_attendance(&app.house, &visitor.who(), input).await {
            Ok(()) => return Ok(app.see_other(&format!("/desk/meetings/{date}/attendance"))),
            Err(RecordAttendanceError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem_with_form(capital(&problem.to_string())),
        }
    }
    let page = page(&app, &visitor, &meeting, &form).await?;
    app.refused(TEMPLATE, &frame_beneath(&visitor, &meeting, TITLE), page)
}
