//! `/desk/members/new`: add a person.

use axum::extract::State;
use board::places::{CreatePerson, CreatePersonError, create_person};
use board::vocabulary::Origin;
use serde::Serialize;

use crate::app::App;
use crate::forms::FormState;
use crate::refusal::Answer;
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "places/new_person_page.html";

#[derive(Serialize)]
struct NewPersonPage<'a> {
    form: &'a FormState,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    app.page(TEMPLATE, &frame(&visitor), NewPersonPage { form: &form })
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let optional = |name: &str| {
        let text = form.text(name);
        (!text.is_empty()).then(|| text.to_owned())
    };
    let input = CreatePerson {
        name: form.text("name").to_owned(),
        slug: None,
        spoken_name: optional("spoken-name"),
        contact: optional("contact"),
        public_contact: form.chosen("public-contact").iter().any(|it| it == "yes"),
        for_body: visitor.board_id(),
        origin: Origin::Entered,
    };
    if input.name.is_empty() {
        form.problem("name", "Enter the person’s name or office");
    }
    if input.public_contact && input.contact.is_none() {
        form.problem("contact", "Enter what is to be shown to the public");
    }
    if form.is_sound() {
        match create_person(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other("/desk/members")),
            Err(CreatePersonError::NoName) => {
                form.problem("name", CreatePersonError::NoName.to_string());
            }
            Err(CreatePersonError::Runner(error)) => return Err(error.into()),
        }
    }
    app.refused(TEMPLATE, &frame(&visitor), NewPersonPage { form: &form })
}

fn frame(visitor: &Visitor) -> Frame {
    visitor.task_frame("Add a person", Some(Link::new("Members", "/desk/members")))
}
