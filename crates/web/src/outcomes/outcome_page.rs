//! `/{b}/outcomes/{slug}`: one outcome: what the figures say, what partners say, and who has not answered.

use std::collections::HashMap;

use axum::extract::State;
use board::asks::{RoundPurpose, rounds_of};
use board::files::{Attachment, attachments_of};
use board::indicators::drawings::{about_process, drawn_process};
use board::outcomes::returns::{HAPPENED, RoundStanding, return_record, standing_of};
use board::outcomes::{OutcomeProgress, Part, outcome_by_slug, progress_of_outcome};
use board::places;
use board::thread::walk;
use board::vocabulary::{RecordId, Slug};
use charts::{Cell, Heading, Trend, TrendPoint, Width};
use evidence::analysis::process;
use evidence::catalogue::Polarity;
use serde::Serialize;

use super::WRITERS;
use super::draw::{Card, card, origin_of, status, unit_of};
use crate::address::Path;
use crate::app::App;
use crate::components::Figure;
use crate::files::{AttachmentRow, public_rows};
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct OutcomePage {
    title: String,
    plain_words: String,
    sentence: String,
    status: &'static str,
    card: Card,
    figure: Option<Figure>,
    process: Option<Figure>,
    receipt: Option<String>,
    priorities: Vec<Link>,
    actions: Vec<Link>,
    roles: Vec<RoleLine>,
    said: Vec<Said>,
    said_in: Option<String>,
    silent: Vec<String>,
    silent_in: Option<String>,
    missing: Vec<String>,
    edit: Option<String>,
}

#[derive(Serialize)]
struct RoleLine {
    name: String,
    part: &'static str,
}

#[derive(Serialize)]
struct Said {
    who: String,
    view: Option<String>,
    words: Option<String>,
    note: Option<&'static str>,
    on: String,
    files: Vec<AttachmentRow>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
) -> Answer {
    let board = visitor.board()?;
    let slug: Slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    let outcome = outcome_by_slug(&app.house, board.record.id, &slug)
        .await?
        .filter(|outcome| outcome.record.is_visible_to(&visitor.actor))
        .ok_or(Refusal::NotFound)?;
    let walked = walk(&app.house, &visitor.actor, visitor.today, outcome.record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let progress = progress_of_outcome(app.figures.as_ref(), outcome)
        .await
        .map_err(|error| super::progress_page::stopped(error.into()))?;
    let rounds = rounds_of(&app.house, board.record.id, RoundPurpose::Returns).await?;
    let newest = match rounds.first() {
        Some(round) => Some(standing_of(&app.house, round, visitor.today).await?),
        None => None,
    };
    // Words are public once a round is closed; until then only who has answered.
    let closed = match rounds.iter().find(|round| round.closed_on.is_some()) {
        Some(round) => Some(standing_of(&app.house, round, visitor.today).await?),
        None => None,
    };
    let attached = attached(&app, &progress, closed.as_ref()).await?;
    let outcome = &progress.outcome;
    let bodies = places::bodies(&app.house).await?;
    let roles = outcome
        .roles_on(visitor.today)
        .filter_map(|role| {
            let body = bodies.iter().find(|body| body.record.id == role.body_id)?;
            Some(RoleLine {
                name: body.public_name.clone(),
                part: match role.part {
                    Part::Lead => "leads",
                    Part::Shape => "shapes",
                    Part::Influence => "influences",
                },
            })
        })
        .collect();
    let link = |record: &board::thread::Record| {
        let href = super::returns_page::page_of(&app, record)
            .unwrap_or_else(|| format!("/thread/{}", record.reference()));
        Link::new(&record.title, href)
    };
    let mut frame = visitor.frame(&outcome.record.title, "Progress");
    frame.trail = vec![Link::new(
        "Progress",
        format!("/{}/progress", board.record.slug),
    )];
    frame.illustrative = progress.origin().is_illustrative();
    let page = OutcomePage {
        title: outcome.record.title.clone(),
        plain_words: outcome.plain_words.clone(),
        sentence: progress.sentence(),
        status: status(&progress),
        card: card(&progress, newest.as_ref(), "outcome", None).at_level(2),
        figure: figure(&progress),
        process: process_figure(&progress),
        receipt: outcome
            .measure
            .as_ref()
            .and_then(|measure| measure.baseline_receipt.clone()),
        priorities: walked.up.iter().map(|step| link(&step.record)).collect(),
        actions: walked
            .down
            .iter()
            .filter(|step| step.record.kind == board::delivery::ACTION)
            .map(|step| link(&step.record))
            .collect(),
        roles,
        said: closed
            .as_ref()
            .map(|standing| said(&progress, standing, &attached, board.record.slug.as_str()))
            .unwrap_or_default(),
        said_in: closed.as_ref().map(|it| it.round.record.title.clone()),
        silent: newest
            .as_ref()
            .map(|standing| progress.said_in(standing).1)
            .unwrap_or_default(),
        silent_in: newest.as_ref().map(|it| it.round.record.title.clone()),
        missing: walked
            .missing
            .iter()
            .map(|broken| {
                format!(
                    "{}. {} could mend it.",
                    broken.rule.message,
                    capital(&broken.rule.mended_by)
                )
            })
            .collect(),
        edit: WRITERS
            .iter()
            .any(|&role| visitor.has(role) && visitor.is_of_their_desk())
            .then(|| format!("/desk/outcomes/{}", outcome.record.slug)),
    };
    app.page("outcomes/outcome_page.html", &frame, page)
}

/// The files of the returns in which partners said something about an outcome, by return.
async fn attached(
    app: &App,
    progress: &OutcomeProgress,
    standing: Option<&RoundStanding>,
) -> Result<HashMap<RecordId, Vec<Attachment>>, Refusal> {
    let returns: Vec<RecordId> = standing
        .into_iter()
        .flat_map(|standing| progress.said_in(standing).0)
        .filter_map(|place| place.ask.as_ref().map(return_record))
        .collect();
    Ok(attachments_of(&app.house, &returns).await?)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn said(
    progress: &OutcomeProgress,
    standing: &RoundStanding,
    attached: &HashMap<RecordId, Vec<Attachment>>,
    board: &str,
) -> Vec<Said> {
    let (said, _) = progress.said_in(standing);
    said.into_iter()
        .filter_map(|place| {
            let ask = place.ask.as_ref()?;
            let reply = ask.reply.as_ref()?;
            let files = attached.get(&return_record(ask)).into_iter().flatten();
            Some(Said {
                who: place.partner.title.clone(),
                view: place.view().map(|view| view.to_string()),
                words: place
                    .answers
                    .get(HAPPENED)
                    .filter(|words| !words.is_empty())
                    .cloned(),
                note: match reply.word.as_str() {
                    board::outcomes::returns::UNCHANGED => Some("Nothing has changed."),
                    board::outcomes::returns::NOT_HELD => Some("We do not hold this."),
                    _ => None,
                },
                on: reply.on.to_string(),
                files: public_rows(files, board),
            })
        })
        .collect()
}

/// The series as a chart with its table, from two figures on.
fn figure(progress: &OutcomeProgress) -> Option<Figure> {
    let measure = progress.outcome.measure.as_ref()?;
    let (first, last) = (progress.series.first()?, progress.series.last()?);
    if progress.series.len() < 2 {
        return None;
    }
    let points = progress
        .series
        .iter()
        .map(|point| {
            let own = match point.limits {
                Some((lower, upper)) => Cell::with_limits(point.value, lower, upper),
                None => Cell::value(point.value),
            };
            Some(TrendPoint {
                period: point.period.clone(),
                own: own.ok()?,
                comparator: Cell::NotApplicable("one place alone".to_owned()),
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let drawn = Trend {
        heading: Heading {
            id: "outcome-trend".to_owned(),
            title: measure.counted.clone(),
            origin: origin_of(progress.origin()),
        },
        unit: unit_of(measure),
        name: "Here".to_owned(),
        comparator: None,
        points,
    }
    .draw(Width::Wide)
    .ok()?;
    let finding = format!(
        "From {} in {} to {} in {}",
        measure.say(first.value),
        first.period,
        measure.say(last.value),
        last.period
    );
    Some(Figure::new(finding, measure.counted.clone(), drawn))
}

/// The series within the limits of its own variation, with the target; from twelve figures on.
fn process_figure(progress: &OutcomeProgress) -> Option<Figure> {
    let measure = progress.outcome.measure.as_ref()?;
    let series: Vec<(String, Option<f64>)> = progress
        .series
        .iter()
        .map(|point| (point.period.clone(), Some(point.value)))
        .collect();
    // What is to be reached says which way is good.
    let polarity = match measure.baseline.zip(measure.target) {
        Some((baseline, target)) if target > baseline => Polarity::HighIsGood,
        Some(_) => Polarity::LowIsGood,
        None => Polarity::NotStated,
    };
    let judged = process(&series, polarity, measure.target).ok()?;
    let cells = progress.series.iter().map(|point| Cell::value(point.value));
    let heading = Heading {
        id: "outcome-process".to_owned(),
        title: format!("{} as a process over time", measure.counted),
        origin: origin_of(progress.origin()),
    };
    let drawn = drawn_process(heading, unit_of(measure), (cells, &judged), measure.target).ok()?;
    let counted = format!(
        "{}. The lines hold what varies by chance alone; marks stand out by the rules of Making Data Count.",
        measure.counted
    );
    Some(Figure::new(
        about_process(&judged, "this outcome"),
        counted,
        drawn,
    ))
}
