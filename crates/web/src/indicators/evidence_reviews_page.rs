//! `/desk/evidence/reviews`: what working groups gather before workshops, and the form that opens a review.

use axum::extract::State;
use board::indicators::{
    EvidenceReview, OpenEvidenceReview, OpenEvidenceReviewError, evidence_reviews,
    open_evidence_review, policy,
};
use board::vocabulary::{Origin, capital, long_date};
use serde::Serialize;

use super::evidence_review_page::{address_of, missing_in_words};
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/evidence_reviews_page.html";

#[derive(Serialize)]
struct ReviewsPage<'a> {
    form: &'a FormState,
    title: String,
    may_open: bool,
    reviews: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    title: String,
    href: String,
    about: String,
    state: String,
    is_ready: bool,
    origin: &'static str,
}

fn row(review: &EvidenceReview) -> Row {
    Row {
        title: review.record.title.clone(),
        href: address_of(&review.record),
        about: format!(
            "{}, by {}",
            long_date(review.workshop_on),
            review.working_group
        ),
        state: if review.is_ready() {
            "Ready".to_owned()
        } else {
            capital(&missing_in_words(review))
        },
        is_ready: review.is_ready(),
        origin: review.record.origin.as_str(),
    }
}

fn frame(visitor: &Visitor, title: &str) -> Frame {
    let mut frame = visitor.frame(title, "Evidence");
    frame.trail = vec![Link::new("Evidence", "/desk/evidence")];
    frame
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<ReviewsPage<'a>, Refusal> {
    let board = visitor.board()?.record.id;
    let reviews = evidence_reviews(&app.house, board, visitor.today).await?;
    let open = reviews.iter().filter(|review| !review.is_ready()).count();
    Ok(ReviewsPage {
        form,
        title: match (reviews.len(), open) {
            (0, _) => "No evidence is being gathered for a workshop".to_owned(),
            (_, 0) => "The evidence for every workshop is ready".to_owned(),
            (_, 1) => "Evidence is being gathered for 1 workshop".to_owned(),
            (_, many) => format!("Evidence is being gathered for {many} workshops"),
        },
        may_open: policy::REVIEW_EVIDENCE.allows(&visitor.actor, visitor.board_id()),
        reviews: reviews.iter().map(row).collect(),
    })
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let page = page(&app, &visitor, &form).await?;
    let title = page.title.clone();
    app.page(TEMPLATE, &frame(&visitor, &title), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let lacks = |problem: OpenEvidenceReviewError| capital(&problem.to_string());
    let title = form.required("title", &lacks(OpenEvidenceReviewError::NoTitle));
    let group = form.required("group", &lacks(OpenEvidenceReviewError::NoGroup));
    let on = form.required_date("on", "The day of the workshop", "Say when the workshop is");
    if let (Some(title), Some(working_group), Some(workshop_on)) = (title, group, on) {
        let new = OpenEvidenceReview {
            body_id: visitor.board()?.record.id,
            title,
            working_group,
            workshop_on,
            origin: Origin::Entered,
        };
        match open_evidence_review(&app.house, &visitor.who(), new).await {
            Ok(review) => return Ok(app.see_other(&address_of(&review))),
            Err(OpenEvidenceReviewError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem("title", lacks(problem)),
        }
    }
    let page = page(&app, &visitor, &form).await?;
    let title = page.title.clone();
    app.refused(TEMPLATE, &frame(&visitor, &title), page)
}
