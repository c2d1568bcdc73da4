//! `/desk/returns/new`: asking partners. Everybody who is part of a live outcome or owns an open action is on the list.

use axum::extract::State;
use board::access::EmailAddress;
use board::outcomes::returns::{
    AskedPartner, PartnerToAsk, RequestReturns, RequestReturnsError, request_returns, whom_to_ask,
};
use board::vocabulary::Origin;
use serde::Serialize;

use super::returns_page::frame;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "outcomes/new_round_page.html";
const TITLE: &str = "Ask partners how it is going";

#[derive(Serialize)]
struct NewRoundPage<'a> {
    form: &'a FormState,
    partners: Vec<PartnerFields>,
    questions: usize,
}

/// The fields of one partner.
#[derive(Serialize)]
struct PartnerFields {
    name: String,
    about_field: String,
    contact_field: String,
    email_field: String,
    about: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
    hint: &'static str,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let expected = expected(&app, &visitor).await?;
    let mut pairs = Vec::new();
    for one in &expected {
        for about in &one.about {
            pairs.push((field("about", one), about.reference().to_string()));
        }
        if let Some((name, mailbox)) = &one.contact {
            pairs.push((field("contact", one), name.clone()));
            pairs.push((field("email", one), mailbox.clone()));
        }
    }
    let form = FormState::from_pairs(pairs);
    app.page(TEMPLATE, &frame(&visitor, TITLE), page(&expected, &form))
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let expected = expected(&app, &visitor).await?;
    let title = form.required("title", "Give the round a name, such as Autumn 2022");
    let closes = form.required_date(
        "closes",
        "The last day",
        "Enter the last day on which an answer is in time",
    );
    let partners = read_partners(&expected, &mut form);
    if let (Some(title), Some(closes), true) = (title, closes, form.is_sound()) {
        let input = RequestReturns {
            body_id: visitor.board()?.record.id,
            title,
            slug: None,
            closes,
            partners,
            address: app.settings.public_address.clone(),
            origin: Origin::Entered,
        };
        match request_returns(&app.house, &visitor.who(), input).await {
            Ok(done) => {
                let slug = &done.round.record.slug;
                return Ok(app.see_other(&format!("/desk/returns/{slug}")));
            }
            Err(RequestReturnsError::Runner(error)) => return Err(error.into()),
            Err(problem @ RequestReturnsError::AlreadyOver) => {
                form.problem_in("closes", "closes-day", problem.to_string());
            }
            Err(problem) => form.problem_with_form(problem.to_string()),
        }
    }
    app.refused(TEMPLATE, &frame(&visitor, TITLE), page(&expected, &form))
}

fn read_partners(expected: &[PartnerToAsk], form: &mut FormState) -> Vec<AskedPartner> {
    let mut partners = Vec::new();
    for one in expected {
        let chosen = form.chosen(&field("about", one)).to_vec();
        let about: Vec<_> = one
            .about
            .iter()
            .filter(|about| chosen.contains(&about.reference().to_string()))
            .map(|about| about.id)
            .collect();
        if about.is_empty() {
            continue;
        }
        let name = &one.partner.title;
        let contact = form.required(
            &field("contact", one),
            &format!("Say whom the message to {name} reaches"),
        );
        let email_field = field("email", one);
        let typed = form.required(&email_field, &format!("Enter an email address for {name}"));
        let email = typed.and_then(|typed| match typed.parse::<EmailAddress>() {
            Ok(email) => Some(email),
            Err(invalid) => {
                form.problem(&email_field, invalid.to_string());
                None
            }
        });
        if let (Some(contact), Some(email)) = (contact, email) {
            partners.push(AskedPartner {
                body_id: one.partner.id,
                contact,
                email,
                about,
            });
        }
    }
    partners
}

fn field(what: &str, one: &PartnerToAsk) -> String {
    format!("{what}-{}", one.partner.slug)
}

async fn expected(app: &App, visitor: &Visitor) -> Result<Vec<PartnerToAsk>, Refusal> {
    Ok(whom_to_ask(&app.house, visitor.board()?.record.id, visitor.today).await?)
}

fn page<'a>(expected: &[PartnerToAsk], form: &'a FormState) -> NewRoundPage<'a> {
    NewRoundPage {
        form,
        questions: expected.iter().map(|one| one.about.len()).sum(),
        partners: expected
            .iter()
            .map(|one| PartnerFields {
                name: one.partner.title.clone(),
                about_field: field("about", one),
                contact_field: field("contact", one),
                email_field: field("email", one),
                about: one
                    .about
                    .iter()
                    .map(|about| Choice {
                        value: about.reference().to_string(),
                        text: about.title.clone(),
                        hint: if about.kind == board::delivery::ACTION {
                            "Action"
                        } else {
                            "Outcome"
                        },
                    })
                    .collect(),
            })
            .collect(),
    }
}
