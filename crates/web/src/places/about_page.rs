//! `/{b}/about`: who sits on the board, what the law asks for, and when it may decide.

use axum::extract::State;
use board::places::{
    Area, Body, Membership, SeatHolder, Standing, StatutoryRole, area, membership, people,
};
use jiff::civil::Date;
use serde::Serialize;

use crate::app::App;
use crate::refusal::Answer;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct AboutPage {
    board: String,
    finding: String,
    established: Option<Date>,
    area: Option<Served>,
    groups: Vec<Group>,
    voting: u32,
    quorum: Option<u32>,
    quorum_rule: Option<String>,
    vacant: Vec<&'static str>,
    duties: &'static [Duty],
}

/// The area that the board serves.
#[derive(Serialize)]
struct Served {
    name: String,
    residents: Option<i64>,
    note: Option<String>,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    seats: Vec<Seat>,
}

#[derive(Serialize)]
struct Seat {
    role: String,
    holder: Option<String>,
    origin: &'static str,
    speaks_for: Option<String>,
    substitute: Option<String>,
    portfolio: Option<String>,
    since: Option<Date>,
    votes: bool,
    contact: Option<String>,
}

/// What a board must do, in our own words.
#[derive(Serialize)]
struct Duty {
    what: &'static str,
    law: &'static str,
}

const DUTIES: &[Duty] = &[
    Duty {
        what: "Find out what people here need, now and later, with them, and publish it: the joint strategic needs assessment.",
        law: "Local Government and Public Involvement in Health Act 2007, section 116",
    },
    Duty {
        what: "Say how those needs will be met: the joint local health and wellbeing strategy. Councils and the NHS must have regard to both.",
        law: "The same Act, sections 116A and 116B",
    },
    Duty {
        what: "Encourage those who arrange health and care to work as one.",
        law: "Health and Social Care Act 2012, section 195",
    },
    Duty {
        what: "Say what we think of the integrated care board’s plans, and of how it has helped our strategy along.",
        law: "National Health Service Act 2006, sections 14Z54 and 14Z59",
    },
    Duty {
        what: "Publish what pharmacies are needed.",
        law: "National Health Service Act 2006, section 128A",
    },
];

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let members = membership(&app.house, board, visitor.today).await?;
    let served = match board.area_id {
        Some(id) => area(&app.house, id).await?,
        None => None,
    };
    let contacts = contacts(&app).await?;
    let groups = [
        ("Whom the law asks for", Standing::Statutory),
        ("Whom the board has added", Standing::Additional),
        ("Who is invited", Standing::Invited),
    ]
    .into_iter()
    .map(|(title, standing)| Group {
        title,
        seats: members
            .seats
            .iter()
            .filter(|held| held.seat.standing == standing)
            .map(|held| seat(held, &contacts))
            .collect(),
    })
    .filter(|group| !group.seats.is_empty())
    .collect();
    let page = AboutPage {
        board: board.public_name.clone(),
        finding: finding(board, &members),
        established: board.record.valid_from,
        area: served.map(area_of),
        groups,
        voting: members.voting_seats,
        quorum: members.quorum,
        quorum_rule: board.quorum.map(|rule| match rule.one_in {
            Some(one_in) => format!(
                "one in {one_in} of the seats that vote, and never fewer than {}",
                rule.at_least
            ),
            None => format!("{} of the seats that vote", rule.at_least),
        }),
        vacant: members.missing_roles().map(StatutoryRole::as_str).collect(),
        duties: DUTIES,
    };
    let mut frame = visitor.frame("Who sits on the board", "About");
    frame.illustrative = page
        .groups
        .iter()
        .flat_map(|group| &group.seats)
        .any(|seat| seat.origin == "illustrative");
    app.page("places/about_page.html", &frame, page)
}

/// Contacts that may be shown, by name.
async fn contacts(app: &App) -> Result<Vec<(board::vocabulary::RecordId, String)>, crate::Refusal> {
    Ok(people(&app.house)
        .await?
        .into_iter()
        .filter(|person| person.public_contact)
        .filter_map(|person| Some((person.record.id, person.contact?)))
        .collect())
}

fn finding(board: &Body, members: &Membership) -> String {
    if members.seats.is_empty() {
        return format!(
            "Nobody has entered yet who sits on the {}",
            board.public_name
        );
    }
    let members_held = match members.seats.len() - members.vacancies().count() {
        0 => "No members".to_owned(),
        1 => "One member".to_owned(),
        held => format!("{held} members"),
    };
    match members.missing_roles().count() {
        0 => format!("{members_held}, among them all six that the law asks for"),
        1 => format!("{members_held}, and one of the six that the law asks for is missing"),
        missing => {
            format!("{members_held}, and {missing} of the six that the law asks for are missing")
        }
    }
}

fn area_of(area: Area) -> Served {
    Served {
        note: area.note_on_population(),
        residents: area.population,
        name: area.record.title,
    }
}

fn seat(held: &SeatHolder, contacts: &[(board::vocabulary::RecordId, String)]) -> Seat {
    let holder = held.holder.as_ref();
    Seat {
        role: held.seat.record.title.clone(),
        origin: holder.map_or("", |record| record.origin.as_str()),
        contact: holder.and_then(|record| {
            contacts
                .iter()
                .find(|(id, _)| *id == record.id)
                .map(|(_, contact)| contact.clone())
        }),
        holder: holder.map(|record| record.title.clone()),
        speaks_for: held.speaks_for.as_ref().map(|record| record.title.clone()),
        substitute: held.substitute.as_ref().map(|record| record.title.clone()),
        portfolio: held.seat.portfolio.clone(),
        since: held.tenure.as_ref().map(|tenure| tenure.start),
        votes: held.seat.votes,
    }
}
