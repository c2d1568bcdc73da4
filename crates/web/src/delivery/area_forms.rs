//! The forms of `/desk/delivery/areas/{n}`: appoint or end a steward, record a review or a conversation and what became of
//! its offer, join an action.

use axum::extract::State;
use board::delivery::{
    AppointSteward, ConversationError, CrossCuttingArea, EndStewardship, JoinArea,
    RecordConversation, RecordReview, RecordReviewError, SettleOffer, StewardshipError, TakenUp,
    appoint_steward, end_stewardship, join_area, record_conversation, record_review, settle_offer,
};
use board::vocabulary::{Origin, RecordId, capital};

use super::area_page::area_numbered;
use super::desk_area_page::{Known, TEMPLATE, defaults, frame, known, page};
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

fn here(n: &str) -> String {
    format!("/desk/delivery/areas/{n}")
}

fn again(
    app: &App,
    visitor: &Visitor,
    area: &CrossCuttingArea,
    known: &Known,
    form: FormState,
) -> Answer {
    let form = form.filled_from(defaults());
    let page = page(visitor, area, known, &form)?;
    app.refused(TEMPLATE, &frame(visitor, area), page)
}

pub(super) async fn appoint(
    State(app): State<App>,
    visitor: Visitor,
    Path(n): Path<String>,
    mut form: FormState,
) -> Answer {
    let area = area_numbered(&app, &visitor, &n).await?;
    let known = known(&app, &visitor).await?;
    let start = form.date("start", "The day on which it begins");
    if form.is_sound() {
        let input = AppointSteward {
            board_id: visitor.board()?.record.id,
            element_id: area.element.record.id,
            body_id: chosen(
                known.bodies.iter().map(|one| &one.record),
                form.text("body"),
            ),
            person_id: chosen(
                known.people.iter().map(|one| &one.record),
                form.text("person"),
            ),
            start: start.unwrap_or(visitor.today),
            position: Some(form.text("position").to_owned()),
            origin: Origin::Entered,
        };
        match appoint_steward(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&here(&n))),
            Err(StewardshipError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem("body", capital(&problem.to_string())),
        }
    }
    again(&app, &visitor, &area, &known, form)
}

fn chosen<'a>(
    mut records: impl Iterator<Item = &'a board::thread::Record>,
    slug: &str,
) -> Option<RecordId> {
    records
        .find(|record| record.slug.as_str() == slug)
        .map(|record| record.id)
}

pub(super) async fn end(
    State(app): State<App>,
    visitor: Visitor,
    Path(n): Path<String>,
    mut form: FormState,
) -> Answer {
    let area = area_numbered(&app, &visitor, &n).await?;
    let wanted = form.text("stewardship");
    let held = area
        .stewards
        .iter()
        .map(|one| one.stewardship.id)
        .find(|id| id.to_string() == wanted);
    let result = match held {
        Some(id) => {
            let input = EndStewardship {
                board_id: visitor.board()?.record.id,
                id,
                end: visitor.today,
            };
            end_stewardship(&app.house, &visitor.who(), input).await
        }
        None => Err(StewardshipError::NotInPlace),
    };
    match result {
        Ok(()) => Ok(app.see_other(&here(&n))),
        Err(StewardshipError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem_with_form(capital(&problem.to_string()));
            let known = known(&app, &visitor).await?;
            again(&app, &visitor, &area, &known, form)
        }
    }
}

pub(super) async fn review(
    State(app): State<App>,
    visitor: Visitor,
    Path(n): Path<String>,
    mut form: FormState,
) -> Answer {
    let area = area_numbered(&app, &visitor, &n).await?;
    let decision = form.text("decision").parse().ok();
    if decision.is_none() {
        form.problem("decision", "Say what the board decided");
    }
    let reason = form.required("reason", &capital(&RecordReviewError::NoReason.to_string()));
    let reviewed = form.date("reviewed", "The day of the review");
    let next = form.date("next", "The day of the next review");
    if let (true, Some(decision), Some(reason)) = (form.is_sound(), decision, reason) {
        let input = RecordReview {
            body_id: visitor.board()?.record.id,
            about_id: area.element.record.id,
            decision,
            reason,
            reviewed_on: reviewed.unwrap_or(visitor.today),
            next_review: next,
            origin: Origin::Entered,
        };
        match record_review(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&here(&n))),
            Err(RecordReviewError::Runner(error)) => return Err(error.into()),
            Err(problem) => {
                let (field, control) = match problem {
                    RecordReviewError::StillToCome(_) => ("reviewed", "reviewed-day"),
                    RecordReviewError::NextBeforeThis | RecordReviewError::NextAfterStop => {
                        ("next", "next-day")
                    }
                    _ => ("decision", "decision"),
                };
                form.problem_in(field, control, capital(&problem.to_string()));
            }
        }
    }
    let known = known(&app, &visitor).await?;
    again(&app, &visitor, &area, &known, form)
}

pub(super) async fn join(
    State(app): State<App>,
    visitor: Visitor,
    Path(n): Path<String>,
    mut form: FormState,
) -> Answer {
    let area = area_numbered(&app, &visitor, &n).await?;
    let known = known(&app, &visitor).await?;
    let action = chosen(
        known.actions.iter().map(|one| &one.record),
        form.text("action"),
    );
    let how = form.text("how").parse().ok();
    if let (Some(action_id), Some(how)) = (action, how) {
        let input = JoinArea {
            board_id: visitor.board()?.record.id,
            action_id,
            element_id: area.element.record.id,
            how,
        };
        join_area(&app.house, &visitor.who(), input).await?;
        return Ok(app.see_other(&here(&n)));
    }
    if action.is_none() {
        form.problem("action", "Choose one of the board’s actions");
    }
    if how.is_none() {
        form.problem("how", "Say how the action does work of this area");
    }
    again(&app, &visitor, &area, &known, form)
}

pub(super) async fn conversation(
    State(app): State<App>,
    visitor: Visitor,
    Path(n): Path<String>,
    mut form: FormState,
) -> Answer {
    let area = area_numbered(&app, &visitor, &n).await?;
    let known = known(&app, &visitor).await?;
    let offer = form.required("offer", &capital(&ConversationError::NoOffer.to_string()));
    let on = form.date("talked", "The day of the conversation");
    if let (true, Some(offer)) = (form.is_sound(), offer) {
        let input = RecordConversation {
            board_id: visitor.board()?.record.id,
            element_id: area.element.record.id,
            with_body_id: chosen(
                known.bodies.iter().map(|one| &one.record),
                form.text("with"),
            ),
            on: on.unwrap_or(visitor.today),
            offer,
            taken_up: form.text("taken-up").parse().unwrap_or(TakenUp::NotKnown),
            follow_up: chosen(
                known.actions.iter().map(|one| &one.record),
                form.text("follow-up"),
            ),
            origin: Origin::Entered,
        };
        match record_conversation(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&here(&n))),
            Err(ConversationError::Runner(error)) => return Err(error.into()),
            Err(problem @ ConversationError::StillToCome(_)) => {
                form.problem_in("talked", "talked-day", capital(&problem.to_string()));
            }
            Err(problem) => form.problem("offer", capital(&problem.to_string())),
        }
    }
    again(&app, &visitor, &area, &known, form)
}

pub(super) async fn offer(
    State(app): State<App>,
    visitor: Visitor,
    Path(n): Path<String>,
    form: FormState,
) -> Answer {
    let area = area_numbered(&app, &visitor, &n).await?;
    let wanted = form.text("conversation");
    let id = area
        .conversations
        .iter()
        .map(|talk| talk.event.record.id)
        .find(|id| id.to_string() == wanted)
        .ok_or(Refusal::NotFound)?;
    let input = SettleOffer {
        board_id: visitor.board()?.record.id,
        conversation_id: id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        taken_up: form
            .text("taken-up")
            .parse()
            .map_err(|_| Refusal::NotFound)?,
    };
    match settle_offer(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(app.see_other(&here(&n))),
        Err(ConversationError::Runner(error)) => Err(error.into()),
        Err(_) => Err(Refusal::NotFound),
    }
}
