//! `/desk/members/seats/new`: add a seat to the board that one works for.

use axum::extract::State;
use board::places::{CreateSeat, CreateSeatError, Standing, StatutoryRole, create_seat};
use board::vocabulary::Origin;
use serde::Serialize;

use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::Answer;
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "places/new_seat_page.html";

#[derive(Serialize)]
struct NewSeatPage<'a> {
    form: &'a FormState,
    standings: Vec<Choice>,
    roles: Vec<Choice>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    app.page(TEMPLATE, &frame(&visitor), page(&form))
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let of_body_id = visitor.board()?.record.id;
    let role = form.required("role", "Enter the role in words");
    let standing: Option<Standing> = form.text("standing").parse().ok();
    if standing.is_none() {
        form.problem("standing", "Choose on what footing the seat stands");
    }
    let statutory_role: Option<StatutoryRole> = form.text("statutory-role").parse().ok();
    if standing == Some(Standing::Statutory) && statutory_role.is_none() {
        form.problem("statutory-role", "Choose which of the six it is");
    }
    if form.text("votes").is_empty() {
        form.problem("votes", "Say whether the seat votes");
    }
    if let (Some(role), Some(standing), true) = (role, standing, form.is_sound()) {
        let portfolio = form.text("portfolio");
        let input = CreateSeat {
            of_body_id,
            role,
            statutory_role: statutory_role.filter(|_| standing == Standing::Statutory),
            standing,
            votes: form.text("votes") == "yes",
            portfolio: (!portfolio.is_empty()).then(|| portfolio.to_owned()),
            origin: Origin::Entered,
        };
        match create_seat(&app.house, &visitor.who(), input).await {
            Ok(seat) => {
                let seat = format!("/desk/members/seats/{}", seat.record.slug);
                return Ok(app.see_other(&seat));
            }
            Err(CreateSeatError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem("role", problem.to_string()),
        }
    }
    app.refused(TEMPLATE, &frame(&visitor), page(&form))
}

fn frame(visitor: &Visitor) -> Frame {
    visitor.task_frame("Add a seat", Some(Link::new("Members", "/desk/members")))
}

fn page(form: &FormState) -> NewSeatPage<'_> {
    let choice = |value: &str, text: &str| Choice::new(value.to_owned(), text.to_owned());
    let mut roles = vec![choice("", "None of the six")];
    roles.extend(
        StatutoryRole::WORDS
            .iter()
            .map(|word| choice(word, &super::sentence_case(word))),
    );
    NewSeatPage {
        form,
        standings: vec![
            choice(Standing::Statutory.as_str(), "The law asks for it"),
            choice(
                Standing::Additional.as_str(),
                "The board has added it for good",
            ),
            choice(Standing::Invited.as_str(), "Invited to some items"),
        ],
        roles,
    }
}
