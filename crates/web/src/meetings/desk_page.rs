//! `/desk/meetings`: what each meeting needs next, and a form for a new one.

use axum::extract::State;
use board::calendar::Reading;
use board::events::{CANCELLED, Event, Mode};
use board::meetings::{CreateMeeting, CreateMeetingError, create_meeting, meetings, minutes_of};
use board::vocabulary::{Origin, Role, capital, long_date};
use jiff::civil::Time;
use serde::Serialize;

use super::drawn::notice;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "meetings/desk_page.html";

#[derive(Serialize)]
struct DeskPage<'a> {
    form: &'a FormState,
    title: String,
    rows: Vec<Row>,
    may_create: bool,
    readings: Vec<Choice>,
    modes: Vec<Choice>,
}

/// A row of the work list.
#[derive(Serialize)]
struct Row {
    when: String,
    title: String,
    href: String,
    why: String,
    button: Button,
    late: Option<bool>,
}

#[derive(Serialize)]
struct Button {
    text: &'static str,
    href: String,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty()
        .with("reading", Reading::WorkingDays.as_str())
        .with("mode", Mode::Both.as_str());
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &visitor.frame("Meetings", "Meetings"), page)
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<DeskPage<'a>, Refusal> {
    let mut rows = Vec::new();
    for meeting in meetings(&app.house, visitor.board()?.record.id)
        .await?
        .iter()
        .rev()
    {
        rows.push(row(app, visitor, meeting).await?);
    }
    let waiting = rows
        .iter()
        .filter(|row| row.button.text != "Look at it")
        .count();
    Ok(DeskPage {
        form,
        title: match waiting {
            _ if !visitor.runs_board() => "Meetings, and what is reported to them".to_owned(),
            0 => "No meeting needs you today".to_owned(),
            1 => "One meeting needs you".to_owned(),
            many => format!("{many} meetings need you"),
        },
        rows,
        may_create: visitor.has(Role::Officer),
        readings: Reading::WORDS
            .iter()
            .map(|&word| Choice::new(word, capital(word)))
            .collect(),
        modes: modes(),
    })
}

/// How people take part.
pub(super) fn modes() -> Vec<Choice> {
    Mode::WORDS
        .iter()
        .map(|&word| Choice::new(word, capital(word)))
        .collect()
}

async fn row(app: &App, visitor: &Visitor, meeting: &Event) -> Result<Row, Refusal> {
    let here = format!("/desk/meetings/{}", meeting.record.slug);
    let minutes_href = format!("{here}/minutes");
    let runs_board = visitor.runs_board();
    let row = |when: String, why: String, text: &'static str, href: String, late: bool| Row {
        when,
        title: format!("Meeting of {}", long_date(meeting.on)),
        href: here.clone(),
        why,
        // Whoever writes reports finds them on the agenda; the rest is for others to do.
        button: if runs_board {
            Button { text, href }
        } else {
            Button {
                text: "Look at it",
                href: here.clone(),
            }
        },
        late: late.then_some(true),
    };
    if meeting.record.state == CANCELLED {
        return Ok(row(
            "Cancelled".to_owned(),
            "It does not take place.".to_owned(),
            "Look at it",
            here.clone(),
            false,
        ));
    }
    if meeting.on > visitor.today {
        let notice = notice(app, meeting).await?;
        return Ok(match meeting.agenda_published {
            Some(on) => row(
                "Agenda is out".to_owned(),
                format!("Published on {}.", long_date(on)),
                "Look at it",
                here.clone(),
                false,
            ),
            None => row(
                format!("By {}", notice.publish_by.strftime("%-d %B")),
                format!(
                    "{} clear days: the agenda must be published by {}.",
                    notice.needed,
                    long_date(notice.publish_by)
                ),
                "Build the agenda",
                here.clone(),
                notice.publish_by < visitor.today,
            ),
        });
    }
    Ok(match minutes_of(&app.house, meeting).await? {
        None => row(
            "No minutes".to_owned(),
            "Nobody has entered its minutes yet.".to_owned(),
            "Paste minutes",
            minutes_href,
            false,
        ),
        Some(minutes) if minutes.is_published() => row(
            "Done".to_owned(),
            "Its minutes are published.".to_owned(),
            "Look at it",
            here.clone(),
            false,
        ),
        Some(minutes) => {
            let missing = minutes.missing().len();
            let why = match missing {
                0 => "Its minutes are complete and not published.".to_owned(),
                1 => "One thing stops its minutes from being published.".to_owned(),
                many => format!("{many} things stop its minutes from being published."),
            };
            row(
                "Minutes".to_owned(),
                why,
                "Finish minutes",
                minutes_href,
                false,
            )
        }
    })
}

pub(super) async fn create(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let on = form.required_date(
        "on",
        "The day of the meeting",
        "Enter the day of the meeting",
    );
    let starts = time(&mut form, "starts");
    let ends = time(&mut form, "ends");
    let (Some(on), true) = (on, form.is_sound()) else {
        return again(&app, &visitor, &form).await;
    };
    let place = form.text("place").to_owned();
    let input = CreateMeeting {
        body_id: visitor.board()?.record.id,
        on,
        starts,
        ends,
        place: (!place.is_empty()).then_some(place),
        mode: form.text("mode").parse().unwrap_or(Mode::Both),
        in_public: form.text("private") != "yes",
        reading: form.text("reading").parse().unwrap_or(Reading::WorkingDays),
        origin: Origin::Entered,
    };
    match create_meeting(&app.house, &visitor.who(), input).await {
        Ok(meeting) => Ok(app.see_other(&format!("/desk/meetings/{}", meeting.record.slug))),
        Err(CreateMeetingError::Runner(error)) => Err(error.into()),
        Err(problem @ CreateMeetingError::Times) => {
            form.problem("ends", capital(&problem.to_string()));
            again(&app, &visitor, &form).await
        }
        Err(problem) => {
            form.problem_in("on", "on-day", capital(&problem.to_string()));
            again(&app, &visitor, &form).await
        }
    }
}

/// A time as people write it: 16:00 or 16.00.
pub(super) fn time(form: &mut FormState, name: &str) -> Option<Time> {
    let typed = form.text(name).replace('.', ":");
    if typed.is_empty() {
        return None;
    }
    let time = typed
        .split_once(':')
        .and_then(|(hour, minute)| Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok());
    if time.is_none() {
        form.problem(name, "Write the time like 16:00");
    }
    time
}

async fn again(app: &App, visitor: &Visitor, form: &FormState) -> Answer {
    let page = page(app, visitor, form).await?;
    app.refused(TEMPLATE, &visitor.frame("Meetings", "Meetings"), page)
}
