//! `/desk/evidence/reviews/{review}`: the evidence gathered for one workshop, level by level, and the forms that complete it.

use axum::extract::State;
use board::indicators::{
    EvidenceItem, EvidenceLevel, EvidenceReview, GatherEvidence, GatherEvidenceError,
    MarkReadyError, RecordGapOfLevel, RecordGapOfLevelError, evidence_items, evidence_review,
    gather_evidence, mark_evidence_ready, policy, record_gap_of_level,
};
use board::thread::Record;
use board::vocabulary::{RecordId, capital, listed, long_date};
use serde::Serialize;

use super::evidence_item_page::source_in_words;
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::thread::Addresses;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/evidence_review_page.html";

#[derive(Serialize)]
struct ReviewPage<'a> {
    form: &'a FormState,
    here: String,
    kicker: String,
    title: String,
    lead: String,
    levels: Vec<Level>,
    /// Statements without a place, which stand at no level.
    without_place: Vec<Row>,
    statements: Vec<Choice>,
    level_choices: Vec<Choice>,
    may_review: bool,
    is_ready: bool,
    thread: String,
}

#[derive(Serialize)]
struct Level {
    title: String,
    hint: &'static str,
    items: Vec<Row>,
    gap: Option<String>,
}

#[derive(Serialize)]
struct Row {
    statement: String,
    source: String,
    href: String,
    origin: &'static str,
}

/// Where a review stands.
pub(super) fn address_of(review: &Record) -> String {
    format!("/desk/evidence/reviews/{}", review.slug)
}

/// What a review lacks: "regional and national evidence is missing".
pub(super) fn missing_in_words(review: &EvidenceReview) -> String {
    let missing: Vec<&str> = review
        .missing()
        .iter()
        .map(|level| level.as_str())
        .collect();
    if missing.is_empty() {
        return "every level has evidence, or the reason why not".to_owned();
    }
    format!("{} evidence is missing", listed(&missing, "and"))
}

fn reach(level: EvidenceLevel) -> &'static str {
    match level {
        EvidenceLevel::Local => "about the borough, its wards and localities",
        EvidenceLevel::Regional => "about the region or a health system in it",
        EvidenceLevel::National => "about the country",
    }
}

async fn review_at(app: &App, visitor: &Visitor, slug: &str) -> Result<EvidenceReview, Refusal> {
    let board = visitor.board()?.record.id;
    evidence_review(&app.house, board, visitor.today, slug)
        .await?
        .ok_or(Refusal::NotFound)
}

fn frame(visitor: &Visitor, review: &EvidenceReview) -> Frame {
    let mut frame = visitor.frame(review.record.title.clone(), "Evidence");
    frame.trail = vec![
        Link::new("Evidence", "/desk/evidence"),
        Link::new("Evidence before workshops", "/desk/evidence/reviews"),
    ];
    frame.illustrative = review.record.origin.is_illustrative();
    frame
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    review: &EvidenceReview,
    form: &'a FormState,
) -> Result<ReviewPage<'a>, Refusal> {
    let addresses = Addresses::load(app).await?;
    let row = |item: &EvidenceItem| Row {
        statement: item.statement.clone(),
        source: source_in_words(item),
        href: addresses.page(app.house.registry(), &item.record),
        origin: item.record.origin.as_str(),
    };
    // Those of the installation, which no board owns, are on offer too, and those gathered always.
    let mut statements = evidence_items(&app.house, None).await?;
    statements.retain(|item| {
        let body_id = item.record.body_id;
        let is_gathered = || review.items().any(|held| held.record.id == item.record.id);
        is_gathered()
            || ((body_id.is_none() || body_id == visitor.board_id())
                && item.record.is_visible_to(&visitor.actor))
    });
    Ok(ReviewPage {
        form,
        here: address_of(&review.record),
        kicker: format!(
            "Workshop of {}, evidence gathered by {}",
            long_date(review.workshop_on),
            review.working_group
        ),
        title: review.record.title.clone(),
        lead: if review.is_ready() {
            "The evidence is ready. More may be gathered; nothing is taken away.".to_owned()
        } else {
            format!("{}.", capital(&missing_in_words(review)))
        },
        levels: review
            .levels
            .iter()
            .map(|level| Level {
                title: capital(level.level.as_str()),
                hint: reach(level.level),
                items: level.items.iter().map(row).collect(),
                gap: level.gap.as_ref().map(|gap| gap.reason.clone()),
            })
            .collect(),
        without_place: review.without_place.iter().map(row).collect(),
        statements: statements
            .iter()
            .map(|item| Choice::new(item.record.id.to_string(), item.statement.clone()))
            .collect(),
        level_choices: EvidenceLevel::ALL
            .iter()
            .map(|level| Choice::new(level.as_str(), capital(level.as_str())))
            .collect(),
        may_review: policy::REVIEW_EVIDENCE.allows(&visitor.actor, visitor.board_id()),
        is_ready: review.is_ready(),
        thread: format!("/thread/{}", review.record.reference()),
    })
}

/// A form in which every statement gathered so far is ticked.
fn filled(review: &EvidenceReview) -> FormState {
    FormState::from_pairs(
        review
            .items()
            .map(|item| ("items".to_owned(), item.record.id.to_string())),
    )
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let review = review_at(&app, &visitor, &slug).await?;
    let form = filled(&review);
    let page = page(&app, &visitor, &review, &form).await?;
    app.page(TEMPLATE, &frame(&visitor, &review), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let review = review_at(&app, &visitor, &slug).await?;
    let done = match form.text("act") {
        "gap" => record_gap(&app, &visitor, &review, &mut form).await?,
        "ready" => mark_ready(&app, &visitor, &review, &mut form).await?,
        "gather" => gather(&app, &visitor, &review, &mut form).await?,
        _ => {
            form.problem_with_form("Use one of the buttons of this page: nothing was changed");
            false
        }
    };
    if done {
        return Ok(app.see_other(&address_of(&review.record)));
    }
    let form = form.filled_from(filled(&review));
    let page = page(&app, &visitor, &review, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor, &review), page)
}

async fn gather(
    app: &App,
    visitor: &Visitor,
    review: &EvidenceReview,
    form: &mut FormState,
) -> Result<bool, Refusal> {
    let items = form
        .chosen("items")
        .iter()
        .filter_map(|id| id.parse().map(RecordId).ok())
        .collect();
    let input = GatherEvidence {
        review: review.clone(),
        items,
    };
    match gather_evidence(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(true),
        Err(GatherEvidenceError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem("items", capital(&problem.to_string()));
            Ok(false)
        }
    }
}

async fn record_gap(
    app: &App,
    visitor: &Visitor,
    review: &EvidenceReview,
    form: &mut FormState,
) -> Result<bool, Refusal> {
    let Ok(level) = form.text("level").parse() else {
        form.problem("level", "Choose the level that has no evidence");
        return Ok(false);
    };
    let input = RecordGapOfLevel {
        review: review.clone(),
        level,
        reason: form.text("reason").to_owned(),
    };
    match record_gap_of_level(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(true),
        Err(RecordGapOfLevelError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem("reason", capital(&problem.to_string()));
            Ok(false)
        }
    }
}

async fn mark_ready(
    app: &App,
    visitor: &Visitor,
    review: &EvidenceReview,
    form: &mut FormState,
) -> Result<bool, Refusal> {
    match mark_evidence_ready(&app.house, &visitor.who(), review).await {
        Ok(()) => Ok(true),
        Err(MarkReadyError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem_with_form(capital(&problem.to_string()));
            Ok(false)
        }
    }
}
