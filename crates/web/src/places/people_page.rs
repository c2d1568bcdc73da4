//! `/desk/members`: who sits on the board that one works for, and which seats wait for somebody.

use axum::extract::State;
use board::places::{PERSON, Person, SeatHolder, Standing, membership, people};
use board::thread;
use board::vocabulary::Role;
use jiff::civil::Date;
use serde::Serialize;

use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct PeoplePage {
    finding: String,
    problems: Vec<String>,
    seats: Vec<Row>,
    people: Vec<Known>,
    quorum: Option<u32>,
    voting: u32,
    may_change: bool,
}

#[derive(Serialize)]
struct Row {
    role: String,
    href: String,
    standing: &'static str,
    votes: bool,
    holder: Option<String>,
    origin: &'static str,
    speaks_for: Option<String>,
    substitute: Option<String>,
    since: Option<Date>,
}

/// Somebody who is known here, on a seat or not.
#[derive(Serialize)]
struct Known {
    name: String,
    origin: &'static str,
    aliases: Vec<String>,
    contact: Option<String>,
    is_public: bool,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let members = membership(&app.house, board, visitor.today).await?;
    let aliases = thread::aliases(&app.house, PERSON).await?;
    let known = people(&app.house)
        .await?
        .into_iter()
        .filter(|person| person.record.is_visible_to(&visitor.actor))
        .map(|person| {
            let names = aliases.get(&person.record.id);
            let names = names.map(|names| names.iter().map(|(_, name)| name.clone()).collect());
            known(person, names.unwrap_or_default())
        })
        .collect();
    let vacant = members.vacancies().count();
    let page = PeoplePage {
        finding: match (members.seats.len(), vacant) {
            (0, _) => "Nobody has entered yet who sits on the board".to_owned(),
            (seats, 0) => format!("All {seats} seats are held"),
            (_, 1) => "One seat waits for somebody".to_owned(),
            (_, vacant) => format!("{vacant} seats wait for somebody"),
        },
        problems: members.problems.iter().map(ToString::to_string).collect(),
        seats: members.seats.iter().map(row).collect(),
        people: known,
        quorum: members.quorum,
        voting: members.voting_seats,
        may_change: visitor.has(Role::Officer) || visitor.has(Role::Administrator),
    };
    let mut frame = visitor.frame("Members", "");
    frame.trail = vec![Link::new("My work", "/desk")];
    frame.illustrative = page.seats.iter().any(|row| row.origin == "illustrative");
    app.page("places/people_page.html", &frame, page)
}

fn row(held: &SeatHolder) -> Row {
    let title =
        |record: &Option<thread::Record>| record.as_ref().map(|record| record.title.clone());
    Row {
        role: held.seat.record.title.clone(),
        href: format!("/desk/members/seats/{}", held.seat.record.slug),
        standing: match held.seat.standing {
            Standing::Statutory => "Asked for by law",
            Standing::Additional => "Added by the board",
            Standing::Invited => "Invited",
        },
        votes: held.seat.votes,
        holder: title(&held.holder),
        origin: held
            .holder
            .as_ref()
            .map_or("", |record| record.origin.as_str()),
        speaks_for: title(&held.speaks_for),
        substitute: title(&held.substitute),
        since: held.tenure.as_ref().map(|tenure| tenure.start),
    }
}

fn known(person: Person, aliases: Vec<String>) -> Known {
    Known {
        origin: person.record.origin.as_str(),
        name: person.record.title,
        aliases,
        contact: person.contact,
        is_public: person.public_contact,
    }
}
