//! `/desk/outcomes`: the outcomes of a board, and the form that makes or changes one with its measure and its bodies.

use axum::extract::State;
use board::outcomes::{
    Cadence, ChangeOutcome, CreateOutcome, DRAFT, ENDED, LIVE, Measure, Outcome, OutcomeError,
    Part, change_outcome, create_outcome, outcome_by_slug, outcomes_of,
};
use board::places::{self, Body};
use board::strategy::{priorities_of, strategy_on};
use board::thread;
use board::vocabulary::{Kind, Origin, Slug};
use serde::Serialize;

use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "outcomes/outcome_form_page.html";
const NEW: &str = "New outcome";
/// Rows for bodies that shape or influence; an outcome with more shows two empty ones after them.
const OTHERS: usize = 4;

#[derive(Serialize)]
struct OutcomesPage {
    finding: String,
    outcomes: Vec<OutcomeLine>,
}

#[derive(Serialize)]
struct OutcomeLine {
    title: String,
    href: String,
    lead: Option<String>,
    counted: Option<String>,
    state: String,
}

#[derive(Serialize)]
struct FormPage<'a> {
    form: &'a FormState,
    title: String,
    address: String,
    is_new: bool,
    bodies: Vec<Choice>,
    priorities: Vec<Choice>,
    indicators: Vec<Choice>,
    cadences: Vec<Choice>,
    parts: Vec<Choice>,
    states: Vec<Choice>,
    others: Vec<usize>,
    public: Option<String>,
}

/// What the form chooses from.
struct Known {
    bodies: Vec<Body>,
    priorities: Vec<thread::Record>,
    indicators: Vec<thread::Record>,
}

pub(super) async fn list(State(app): State<App>, visitor: Visitor) -> Answer {
    let outcomes = outcomes_of(&app.house, Some(visitor.board()?.record.id)).await?;
    let bodies = places::bodies(&app.house).await?;
    let without = outcomes
        .iter()
        .filter(|it| it.measure.as_ref().and_then(Measure::task).is_none())
        .count();
    let finding = match (outcomes.len(), without) {
        (0, _) => "No outcome yet".to_owned(),
        (1, 0) => "1 outcome, and it can be measured".to_owned(),
        (all, 0) => format!("{all} outcomes, and all can be measured"),
        (all, 1) => format!("{all} outcomes, 1 without a measure"),
        (all, without) => format!("{all} outcomes, {without} without a measure"),
    };
    let lines = outcomes
        .into_iter()
        .map(|outcome| OutcomeLine {
            href: format!("/desk/outcomes/{}", outcome.record.slug),
            lead: outcome.lead_on(visitor.today).and_then(|lead| {
                let body = bodies.iter().find(|body| body.record.id == lead)?;
                Some(body.public_name.clone())
            }),
            counted: outcome.measure.map(|measure| measure.counted),
            state: outcome.record.state,
            title: outcome.record.title,
        })
        .collect();
    let frame = frame(&visitor, &finding);
    let page = OutcomesPage {
        finding,
        outcomes: lines,
    };
    app.page("outcomes/outcomes_page.html", &frame, page)
}

pub(super) async fn new(State(app): State<App>, visitor: Visitor) -> Answer {
    let known = known(&app, &visitor).await?;
    let form = FormState::empty().with("cadence", Cadence::Yearly.as_str());
    let page = page(&known, &form, None);
    app.page(TEMPLATE, &frame(&visitor, NEW), page)
}

pub(super) async fn create(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let known = known(&app, &visitor).await?;
    let board = visitor.board()?;
    let measure = read_measure(&mut form, &known, board);
    let roles = read_roles(&mut form, &known, OTHERS);
    if form.is_sound() {
        let chosen = form.chosen("priorities").to_vec();
        let input = CreateOutcome {
            body_id: board.record.id,
            title: form.text("title").to_owned(),
            slug: None,
            plain_words: form.text("words").to_owned(),
            priorities: known
                .priorities
                .iter()
                .filter(|it| chosen.contains(&it.slug.to_string()))
                .map(|it| it.id)
                .collect(),
            measure,
            roles,
            live: form.text("state") == LIVE,
            origin: Origin::Entered,
        };
        match create_outcome(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other("/desk/outcomes")),
            Err(error) => put(&mut form, error)?,
        }
    }
    let page = page(&known, &form, None);
    app.refused(TEMPLATE, &frame(&visitor, NEW), page)
}

pub(super) async fn edit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let outcome = find(&app, &visitor, &slug).await?;
    let known = known(&app, &visitor).await?;
    let form = filled(&outcome, &known, &visitor);
    let page = page(&known, &form, Some(&outcome));
    app.page(TEMPLATE, &frame(&visitor, &outcome.record.title), page)
}

pub(super) async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let outcome = find(&app, &visitor, &slug).await?;
    let known = known(&app, &visitor).await?;
    let measure = read_measure(&mut form, &known, visitor.board()?);
    let roles = read_roles(&mut form, &known, others(Some(&outcome)));
    if form.is_sound() {
        let input = ChangeOutcome {
            id: outcome.record.id,
            seen_revision: form.text("revision").parse().unwrap_or(0),
            title: form.text("title").to_owned(),
            plain_words: form.text("words").to_owned(),
            measure,
            roles,
            state: match form.text("state") {
                LIVE => LIVE,
                ENDED => ENDED,
                _ => DRAFT,
            },
        };
        match change_outcome(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other("/desk/outcomes")),
            Err(error) => put(&mut form, error)?,
        }
    }
    let page = page(&known, &form, Some(&outcome));
    app.refused(TEMPLATE, &frame(&visitor, &outcome.record.title), page)
}

fn frame(visitor: &Visitor, title: &str) -> Frame {
    let mut frame = visitor.frame(title, "Outcomes");
    frame.trail = vec![Link::new("Outcomes", "/desk/outcomes")];
    frame
}

async fn find(app: &App, visitor: &Visitor, slug: &str) -> Result<Outcome, Refusal> {
    let slug: Slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    let board = visitor.board()?.record.id;
    let outcome = outcome_by_slug(&app.house, board, &slug).await?;
    outcome.ok_or(Refusal::NotFound)
}

async fn known(app: &App, visitor: &Visitor) -> Result<Known, Refusal> {
    let board = visitor.board()?.record.id;
    let mut bodies = places::bodies(&app.house).await?;
    bodies.retain(|body| body.record.is_valid_on(visitor.today));
    let priorities = match strategy_on(&app.house, board, visitor.today).await? {
        Some(strategy) => priorities_of(&app.house, strategy.record.id).await?,
        None => Vec::new(),
    };
    Ok(Known {
        bodies,
        priorities: priorities.into_iter().map(|it| it.record).collect(),
        indicators: thread::of_kind(&app.house, Kind("indicator"), None).await?,
    })
}

/// Puts a refusal of the use case beside its field.
fn put(form: &mut FormState, error: OutcomeError) -> Result<(), Refusal> {
    let field = match &error {
        OutcomeError::NoTitle => "title",
        OutcomeError::NoWords => "words",
        OutcomeError::NothingCounted => "counted",
        OutcomeError::NotANumber | OutcomeError::BaselineWithoutDay => "baseline",
        OutcomeError::TargetWithoutDay | OutcomeError::NoChange => "target",
        OutcomeError::TargetBeforeBaseline => "target_on",
        OutcomeError::SeveralLeads | OutcomeError::BodyTwice => "lead",
        OutcomeError::Runner(_) => "",
    };
    match error {
        OutcomeError::Runner(error) => return Err(error.into()),
        error if field == "target_on" => {
            form.problem_in(field, "target_on-day", error.to_string());
        }
        error => form.problem(field, error.to_string()),
    }
    Ok(())
}

fn others(outcome: Option<&Outcome>) -> usize {
    let held = outcome.map_or(0, |outcome| {
        outcome
            .roles
            .iter()
            .filter(|role| role.part != Part::Lead && role.to.is_none())
            .count()
    });
    OTHERS.max(held + 2)
}

/// The measure as typed; `None` where nothing of it was filled in.
fn read_measure(form: &mut FormState, known: &Known, board: &Body) -> Option<Measure> {
    let counted = form.text("counted").to_owned();
    let baseline = read_number(form, "baseline", "The baseline");
    let target = read_number(form, "target", "The target");
    let baseline_on = form.date("baseline_on", "The baseline’s day");
    let target_on = form.date("target_on", "The target’s day");
    if counted.is_empty() && baseline.is_none() && target.is_none() {
        return None;
    }
    let indicator = known
        .indicators
        .iter()
        .find(|it| it.slug.as_str() == form.text("indicator"))
        .map(|it| it.id);
    let receipt = form.text("receipt").to_owned();
    Some(Measure {
        counted,
        unit: form.text("unit").to_owned(),
        indicator_id: indicator,
        // A board counts what happens in its own area.
        area_id: indicator.and(board.area_id),
        baseline,
        baseline_on,
        baseline_receipt: Some(receipt).filter(|receipt| !receipt.is_empty()),
        target,
        target_on,
        cadence: form.text("cadence").parse().unwrap_or(Cadence::Yearly),
    })
}

fn read_number(form: &mut FormState, field: &str, what: &str) -> Option<f64> {
    let typed = form.text(field).replace([',', '%'], "");
    if typed.is_empty() {
        return None;
    }
    let number = typed.trim().parse::<f64>().ok().filter(|it| it.is_finite());
    if number.is_none() {
        form.problem(field, format!("{what} must be a number, such as 15.4"));
    }
    number
}

fn read_roles(
    form: &mut FormState,
    known: &Known,
    others: usize,
) -> Vec<(board::vocabulary::RecordId, Part)> {
    let body = |slug: &str| {
        known
            .bodies
            .iter()
            .find(|body| body.record.slug.as_str() == slug)
            .map(|body| body.record.id)
    };
    let mut roles = Vec::new();
    roles.extend(body(form.text("lead")).map(|id| (id, Part::Lead)));
    for row in 1..=others {
        let part = match form.text(&format!("part-{row}")) {
            "influence" => Part::Influence,
            _ => Part::Shape,
        };
        roles.extend(body(form.text(&format!("other-{row}"))).map(|id| (id, part)));
    }
    roles
}

/// The form of an outcome as it stands.
fn filled(outcome: &Outcome, known: &Known, visitor: &Visitor) -> FormState {
    let slug = |id| {
        known
            .bodies
            .iter()
            .find(|body| body.record.id == id)
            .map_or_else(String::new, |body| body.record.slug.to_string())
    };
    let mut form = FormState::empty()
        .with("title", &outcome.record.title)
        .with("words", &outcome.plain_words)
        .with("state", &outcome.record.state)
        .with("revision", outcome.record.revision.to_string())
        .with("cadence", Cadence::Yearly.as_str());
    let mut row = 0;
    for role in outcome.roles_on(visitor.today) {
        if role.part == Part::Lead {
            form = form.with("lead", slug(role.body_id));
        } else {
            row += 1;
            form = form
                .with(&format!("other-{row}"), slug(role.body_id))
                .with(&format!("part-{row}"), role.part.as_str());
        }
    }
    let Some(measure) = &outcome.measure else {
        return form;
    };
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    form = form
        .with("counted", &measure.counted)
        .with("unit", &measure.unit)
        .with("baseline", number(measure.baseline))
        .with("target", number(measure.target))
        .with(
            "receipt",
            measure.baseline_receipt.clone().unwrap_or_default(),
        )
        .with("cadence", measure.cadence.as_str());
    if let Some(indicator) = known
        .indicators
        .iter()
        .find(|it| Some(it.id) == measure.indicator_id)
    {
        form = form.with("indicator", indicator.slug.to_string());
    }
    if let Some(day) = measure.baseline_on {
        form = form.with_date("baseline_on", day);
    }
    if let Some(day) = measure.target_on {
        form = form.with_date("target_on", day);
    }
    form
}

fn page<'a>(known: &Known, form: &'a FormState, outcome: Option<&Outcome>) -> FormPage<'a> {
    let records = |list: &[thread::Record]| -> Vec<Choice> {
        list.iter()
            .map(|record| Choice::new(record.slug.to_string(), &record.title))
            .collect()
    };
    let with_none = |text: &str, list: Vec<Choice>| -> Vec<Choice> {
        std::iter::once(Choice::new("", text)).chain(list).collect()
    };
    let bodies = known
        .bodies
        .iter()
        .map(|body| Choice::new(body.record.slug.to_string(), &body.public_name))
        .collect();
    let indicators = records(&known.indicators);
    let mut states = vec![
        Choice::new(DRAFT, "Draft: the board’s people see it"),
        Choice::new(
            LIVE,
            "Live: everybody sees it and partners are asked about it",
        ),
    ];
    if outcome.is_some() {
        states.push(Choice::new(ENDED, "Ended: it is no longer followed"));
    }
    FormPage {
        form,
        title: outcome.map_or_else(|| NEW.to_owned(), |it| it.record.title.clone()),
        address: outcome.map_or_else(
            || "/desk/outcomes/new".to_owned(),
            |it| format!("/desk/outcomes/{}", it.record.slug),
        ),
        is_new: outcome.is_none(),
        bodies: with_none("Nobody yet", bodies),
        priorities: records(&known.priorities),
        indicators: if indicators.is_empty() {
            indicators
        } else {
            with_none("None: partners count it", indicators)
        },
        cadences: Cadence::ALL
            .iter()
            .map(|it| Choice::new(it.as_str(), it.as_str()))
            .collect(),
        parts: vec![
            Choice::new(Part::Shape.as_str(), "shapes it"),
            Choice::new(Part::Influence.as_str(), "influences it"),
        ],
        states,
        others: (1..=others(outcome)).collect(),
        public: outcome.filter(|it| it.record.state == LIVE).and_then(|it| {
            let board = it.record.body_slug.as_ref()?;
            Some(format!("/{board}/outcomes/{}", it.record.slug))
        }),
    }
}
