//! `/desk/members/seats/{slug}`: one seat, who has held it, and putting somebody into it.

use axum::extract::State;
use board::House;
use board::places::{
    AppointError, Appointment, BODY, Body, EndTenure, Seat, Tenure, appoint as put_into, bodies,
    end_tenure, people, seats_of, tenures_of,
};
use board::thread::{self, Record};
use board::vocabulary::RecordId;
use jiff::civil::Date;
use serde::Serialize;

use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "places/seat_page.html";

#[derive(Serialize)]
struct SeatPage<'a> {
    form: &'a FormState,
    address: String,
    role: String,
    finding: String,
    history: Vec<Held>,
    /// Whether somebody holds it today.
    current: Option<Current>,
    people: Vec<Choice>,
    bodies: Vec<Choice>,
}

#[derive(Serialize)]
struct Held {
    who: String,
    origin: &'static str,
    speaks_for: Option<String>,
    from: Date,
    to: Option<Date>,
    stands_in: bool,
}

#[derive(Serialize)]
struct Current {
    who: String,
    tenure: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let seat = find(&app.house, &visitor, &slug).await?;
    let form = FormState::empty().with_date("start", visitor.today);
    let form = form.with_date("end", visitor.today);
    let page = page(&app, &visitor, &seat, &form).await?;
    app.page(TEMPLATE, &frame(&visitor, &seat), page)
}

pub(super) async fn appoint(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let seat = find(&app.house, &visitor, &slug).await?;
    let person_id = match form.required("person", "Choose who takes the seat") {
        Some(_) => chosen(&app.house, &visitor, form.text("person")).await?,
        None => None,
    };
    let for_body_id = chosen(&app.house, &visitor, form.text("for-body")).await?;
    let start = form.required_date("start", "The first day", "Enter the first day");
    let current = current(&app.house, &seat, visitor.today).await?;
    let stands_in = form.text("as") == "substitute";
    if stands_in && current.is_none() {
        form.problem("as", "Nobody holds the seat, so nobody can stand in");
    }
    if let (Some(start), true) = (start, form.is_sound()) {
        let input = Appointment {
            seat_id: seat.record.id,
            person_id,
            holder_body_id: None,
            for_body_id,
            start,
            end: None,
            substitute_for: current.filter(|_| stands_in).map(|tenure| tenure.id),
        };
        match put_into(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other("/desk/members")),
            Err(AppointError::Runner(error)) => return Err(error.into()),
            Err(AppointError::Held { until }) => form.problem_in(
                "start",
                "start-day",
                AppointError::Held { until }.to_string(),
            ),
            Err(problem) => form.problem("person", problem.to_string()),
        }
    }
    let page = page(&app, &visitor, &seat, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor, &seat), page)
}

pub(super) async fn end(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let seat = find(&app.house, &visitor, &slug).await?;
    let tenure_id = form.text("tenure").parse().map_err(|_| Refusal::NotFound)?;
    let day = form.required_date(
        "end",
        "The day",
        "Enter the first day on which the seat is no longer held",
    );
    if let Some(end) = day {
        let input = EndTenure {
            seat_id: seat.record.id,
            tenure_id,
            end,
        };
        match end_tenure(&app.house, &visitor.who(), input).await {
            Ok(()) => return Ok(app.see_other("/desk/members")),
            Err(AppointError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem_in("end", "end-day", problem.to_string()),
        }
    }
    let page = page(&app, &visitor, &seat, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor, &seat), page)
}

/// The seat of one's own board with this short name.
async fn find(house: &House, visitor: &Visitor, slug: &str) -> Result<Seat, Refusal> {
    seats_of(house, visitor.board()?.record.id)
        .await?
        .into_iter()
        .find(|seat| seat.record.slug.as_str() == slug)
        .ok_or(Refusal::NotFound)
}

/// The person or body whose reference was chosen; none where nothing was.
async fn chosen(
    house: &House,
    visitor: &Visitor,
    reference: &str,
) -> Result<Option<RecordId>, Refusal> {
    if reference.is_empty() {
        return Ok(None);
    }
    let reference = reference.parse().map_err(|_| Refusal::NotFound)?;
    let record = thread::find(house, &reference)
        .await?
        .filter(|record| record.is_visible_to(&visitor.actor))
        .ok_or(Refusal::NotFound)?;
    Ok(Some(record.id))
}

async fn current(house: &House, seat: &Seat, today: Date) -> Result<Option<Tenure>, Refusal> {
    Ok(tenures_of(house, &[seat.record.id])
        .await?
        .into_iter()
        .find(|tenure| tenure.substitute_for.is_none() && tenure.holds_on(today)))
}

fn frame(visitor: &Visitor, seat: &Seat) -> Frame {
    let mut frame = visitor.frame(seat.record.title.clone(), "");
    frame.trail = vec![
        Link::new("My work", "/desk"),
        Link::new("Members", "/desk/members"),
    ];
    frame
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    seat: &Seat,
    form: &'a FormState,
) -> Result<SeatPage<'a>, Refusal> {
    let people = people(&app.house).await?;
    let bodies = bodies(&app.house).await?;
    let record = |id: Option<RecordId>| -> Option<&Record> {
        let id = id?;
        people
            .iter()
            .map(|person| &person.record)
            .chain(bodies.iter().map(|body| &body.record))
            .find(|record| record.id == id)
    };
    let mut history: Vec<Held> = Vec::new();
    for tenure in tenures_of(&app.house, &[seat.record.id]).await? {
        let Some(holder) = record(tenure.person_id.or(tenure.holder_body_id)) else {
            continue;
        };
        history.push(Held {
            who: holder.title.clone(),
            origin: holder.origin.as_str(),
            speaks_for: record(tenure.for_body_id).map(|body| body.title.clone()),
            from: tenure.start,
            to: tenure.end,
            stands_in: tenure.substitute_for.is_some(),
        });
    }
    history.reverse();
    let held = current(&app.house, seat, visitor.today).await?;
    let current = held.and_then(|tenure| {
        Some(Current {
            who: record(tenure.person_id.or(tenure.holder_body_id))?
                .title
                .clone(),
            tenure: tenure.id.to_string(),
        })
    });
    let choice =
        |record: &Record| Choice::new(record.reference().to_string(), record.title.clone());
    let nobody = |text: &str| Choice::new(String::new(), text.to_owned());
    let everybody = people.iter().map(|person| choice(&person.record));
    let is_there =
        |body: &&Body| body.record.kind == BODY && body.record.is_valid_on(visitor.today);
    let organisations = bodies
        .iter()
        .filter(is_there)
        .map(|body| choice(&body.record));
    Ok(SeatPage {
        form,
        address: format!("/desk/members/seats/{}", seat.record.slug),
        role: seat.record.title.clone(),
        finding: match &current {
            Some(current) => format!("{} holds this seat", current.who),
            None => "Nobody holds this seat".to_owned(),
        },
        history,
        current,
        people: std::iter::once(nobody("Choose somebody"))
            .chain(everybody)
            .collect(),
        bodies: std::iter::once(nobody("Nobody in particular"))
            .chain(organisations)
            .collect(),
    })
}
