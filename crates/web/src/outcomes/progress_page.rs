//! `/{b}/progress`: how every outcome is going, who answered and who did not.

use axum::extract::State;
use axum::http::StatusCode;
use board::asks::{AskState, RoundPurpose, rounds_of};
use board::equity::checks_of_plan;
use board::outcomes::returns::{RoundStanding, standing_of};
use board::outcomes::{OutcomeProgress, ProgressError, Verdict, progress_of};
use serde::Serialize;

use super::draw::{Card, card};
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct ProgressPage {
    finding: String,
    lead: String,
    groups: Vec<Group>,
    round: Option<RoundLine>,
    silent: Vec<SilentLine>,
    /// How much of the plan was checked for equity; nothing where no action is open.
    equity: Option<String>,
    areas: String,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    cards: Vec<Card>,
}

#[derive(Serialize)]
struct RoundLine {
    title: String,
    answered: usize,
    asked: usize,
    paper: String,
    closed_on: Option<String>,
}

#[derive(Serialize)]
struct SilentLine {
    about: String,
    words: String,
}

/// The order in which outcomes stand: what needs somebody first.
const ORDER: [(Option<Verdict>, &str); 6] = [
    (Some(Verdict::OffCourse), "Off course"),
    (Some(Verdict::Behind), "Behind"),
    (Some(Verdict::NoClearChange), "No clear change"),
    (None, "No measure: nobody can tell"),
    (Some(Verdict::TooEarly), "Too early to say"),
    (Some(Verdict::OnCourse), "On course"),
];

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let all = progress_of(&app.house, app.figures.as_ref(), board.record.id)
        .await
        .map_err(stopped)?;
    let rounds = rounds_of(&app.house, board.record.id, RoundPurpose::Returns).await?;
    let standing = match rounds.first() {
        Some(round) => Some(standing_of(&app.house, round, visitor.today).await?),
        None => None,
    };
    let plan = checks_of_plan(&app.house, &visitor.actor, board.record.id).await?;
    let finding = finding(&all);
    let mut frame = visitor.frame(&finding, "Progress");
    frame.illustrative = all.iter().any(|one| one.origin().is_illustrative());
    let page = ProgressPage {
        lead: lead(&all),
        groups: groups(&all, standing.as_ref(), board.record.slug.as_str()),
        round: standing.as_ref().map(|standing| {
            let counts = standing.counts();
            RoundLine {
                title: standing.round.record.title.clone(),
                answered: counts.answered,
                asked: counts.asked,
                paper: format!(
                    "/{}/progress/{}",
                    board.record.slug, standing.round.record.slug
                ),
                closed_on: standing.round.closed_on.map(|day| day.to_string()),
            }
        }),
        equity: (!plan.actions.is_empty()).then(|| plan.finding()),
        areas: format!("/{}/areas", board.record.slug),
        silent: standing.as_ref().map(silent).unwrap_or_default(),
        finding,
    };
    app.page("outcomes/progress_page.html", &frame, page)
}

/// Why a page with figures cannot be shown.
pub(super) fn stopped(error: ProgressError) -> Refusal {
    match error {
        ProgressError::Database(error) => error.into(),
        ProgressError::Figures(error) => {
            tracing::error!(cause = %error, "the figures of outcomes could not be read");
            Refusal::explained(
                StatusCode::SERVICE_UNAVAILABLE,
                "The figures cannot be read just now",
                "Nothing is lost. Try again in a few minutes.",
            )
        }
    }
}

fn count(all: &[OutcomeProgress], wanted: Option<Verdict>) -> usize {
    all.iter()
        .filter(|one| one.judgement.as_ref().map(|it| it.verdict) == wanted)
        .count()
}

fn finding(all: &[OutcomeProgress]) -> String {
    let on_course = count(all, Some(Verdict::OnCourse));
    match (on_course, all.len()) {
        (_, 0) => "No outcome is followed yet".to_owned(),
        (0, all) => format!("None of {all} outcomes is on course"),
        (some, all) if some == all => format!("All {all} outcomes are on course"),
        (1, all) => format!("1 of {all} outcomes is on course"),
        (some, all) => format!("{some} of {all} outcomes are on course"),
    }
}

/// "2 are behind, 2 are off course. For 4 nobody can tell."
fn lead(all: &[OutcomeProgress]) -> String {
    let said = |count: usize, words: &str| match count {
        0 => None,
        1 => Some(format!("1 is {words}")),
        many => Some(format!("{many} are {words}")),
    };
    let moving: Vec<String> = [
        said(count(all, Some(Verdict::Behind)), "behind"),
        said(count(all, Some(Verdict::OffCourse)), "off course"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let unknown = count(all, Some(Verdict::NoClearChange))
        + count(all, Some(Verdict::TooEarly))
        + count(all, None);
    let mut sentences = Vec::new();
    if !moving.is_empty() {
        sentences.push(format!("{}.", moving.join(", ")));
    }
    match unknown {
        0 => {}
        1 => sentences.push("For 1 nobody can tell yet.".to_owned()),
        many => sentences.push(format!("For {many} nobody can tell yet.")),
    }
    sentences.join(" ")
}

fn groups(all: &[OutcomeProgress], standing: Option<&RoundStanding>, board: &str) -> Vec<Group> {
    ORDER
        .iter()
        .filter_map(|(verdict, title)| {
            let cards: Vec<Card> = all
                .iter()
                .enumerate()
                .filter(|(_, one)| one.judgement.as_ref().map(|it| it.verdict) == *verdict)
                .map(|(place, one)| {
                    let href = format!("/{board}/outcomes/{}", one.outcome.record.slug);
                    card(one, standing, &place.to_string(), Some(href))
                })
                .collect();
            (!cards.is_empty()).then_some(Group { title, cards })
        })
        .collect()
}

/// Whoever is past the day or was never asked. A partner that still has time is not silent.
fn silent(standing: &RoundStanding) -> Vec<SilentLine> {
    standing
        .places()
        .filter(|(_, place)| {
            matches!(
                place.state,
                AskState::Late(_) | AskState::DidNotAnswer | AskState::NotAsked
            )
        })
        .filter_map(|(about, place)| {
            Some(SilentLine {
                about: about.title.clone(),
                words: place.silence()?,
            })
        })
        .collect()
}
