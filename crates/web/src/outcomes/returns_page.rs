//! `/desk/returns`: who has answered, who has not, and what to do about it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::IntoResponse;
use board::asks::{AskState, Round, RoundPurpose, rounds_of};
use board::outcomes::returns::{
    AnswerHelp, AnswerHelpError, CloseRoundError, PartnerStanding, RemindPartner,
    RemindPartnerError, RoundCounts, RoundStanding, answer_help, close_returns, help_wanted,
    remind_partner, standing_of,
};
use board::thread::Record;
use board::vocabulary::{RecordId, Slug};
use serde::Serialize;

use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "outcomes/returns_page.html";

#[derive(Serialize)]
struct ReturnsPage<'a> {
    form: &'a FormState,
    finding: String,
    round: Option<RoundModel>,
    rounds: Vec<RoundLine>,
}

#[derive(Serialize)]
struct RoundModel {
    title: String,
    address: String,
    opened: String,
    last_day: String,
    closed_on: Option<String>,
    hash: Option<String>,
    counts: Counts,
    chase: Vec<WorkRow>,
    partners: Vec<Link>,
    rows: Vec<MatrixRow>,
    not_asked: Vec<String>,
    help: Vec<HelpRow>,
}

#[derive(Serialize)]
struct Counts {
    asked: usize,
    answered: usize,
    late: usize,
    extended: usize,
    delegated: usize,
    silent: usize,
    not_asked: usize,
}

impl From<RoundCounts> for Counts {
    fn from(counts: RoundCounts) -> Self {
        let RoundCounts {
            asked,
            answered,
            late,
            extended,
            delegated,
            silent,
            not_asked,
        } = counts;
        Self {
            asked,
            answered,
            late,
            extended,
            delegated,
            silent,
            not_asked,
        }
    }
}

/// A partner that has something open, as a row of `components/work_list.html`.
#[derive(Serialize)]
struct WorkRow {
    when: String,
    detail: Option<String>,
    title: String,
    href: String,
    why: String,
    late: bool,
    button: Option<Button>,
}

#[derive(Serialize)]
struct Button {
    text: &'static str,
    action: String,
    name: &'static str,
    value: String,
    solid: bool,
}

#[derive(Serialize)]
struct MatrixRow {
    title: String,
    href: Option<String>,
    /// A cell for each partner, in their order.
    cells: Vec<Option<MatrixCell>>,
}

#[derive(Serialize)]
struct MatrixCell {
    status: String,
    /// The partner's own view, where it gave one.
    view: Option<String>,
}

#[derive(Serialize)]
struct HelpRow {
    ask: String,
    field: String,
    partner: String,
    about: String,
    words: String,
    since: String,
}

#[derive(Serialize)]
struct RoundLine {
    title: String,
    href: String,
    last_day: String,
    closed_on: Option<String>,
    answered: usize,
    asked: usize,
    hash: Option<String>,
}

pub(super) async fn newest(State(app): State<App>, visitor: Visitor) -> Answer {
    let rounds = rounds(&app, &visitor).await?;
    answer(
        &app,
        &visitor,
        rounds.first(),
        &rounds,
        &FormState::empty(),
        false,
    )
    .await
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let rounds = rounds(&app, &visitor).await?;
    let round = find(&rounds, &slug)?;
    answer(
        &app,
        &visitor,
        Some(round),
        &rounds,
        &FormState::empty(),
        false,
    )
    .await
}

pub(super) async fn close(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let rounds = rounds(&app, &visitor).await?;
    let round = find(&rounds, &slug)?;
    let figures = app.figures.as_ref();
    match close_returns(&app.house, &visitor.who(), figures, round.record.id).await {
        Ok(_) | Err(CloseRoundError::Closed) => Ok(app.see_other(&format!("/desk/returns/{slug}"))),
        Err(CloseRoundError::Runner(error)) => Err(error.into()),
        Err(CloseRoundError::Progress(error)) => Err(super::progress_page::stopped(error)),
    }
}

pub(super) async fn remind(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    form: FormState,
) -> Answer {
    let rounds = rounds(&app, &visitor).await?;
    let round = find(&rounds, &slug)?;
    let standing = standing_of(&app.house, round, visitor.today).await?;
    let partner = partner_in(&standing, form.text("partner"))?;
    let input = RemindPartner {
        round_id: round.record.id,
        partner,
        address: app.settings.public_address.clone(),
    };
    match remind_partner(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(app.see_other(&format!("/desk/returns/{slug}"))),
        Err(RemindPartnerError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            let mut form = form;
            form.problem_with_form(format!("Nobody was reminded: {problem}"));
            answer(&app, &visitor, Some(round), &rounds, &form, true).await
        }
    }
}

pub(super) async fn help(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let rounds = rounds(&app, &visitor).await?;
    let round = find(&rounds, &slug)?;
    let ask_id = form.text("ask").parse().map_err(|_| Refusal::NotFound)?;
    let field = help_field(form.text("ask"));
    let words = form.text(&field).to_owned();
    match answer_help(&app.house, &visitor.who(), AnswerHelp { ask_id, words }).await {
        Ok(()) => Ok(app.see_other(&format!("/desk/returns/{slug}"))),
        Err(AnswerHelpError::Runner(error)) => Err(error.into()),
        Err(AnswerHelpError::NoWords) => {
            form.problem(&field, AnswerHelpError::NoWords.to_string());
            answer(&app, &visitor, Some(round), &rounds, &form, true).await
        }
    }
}

/// The rounds of returns of the visitor's board, newest first.
pub(super) async fn rounds(app: &App, visitor: &Visitor) -> Result<Vec<Round>, Refusal> {
    let board = visitor.board()?;
    Ok(rounds_of(&app.house, board.record.id, RoundPurpose::Returns).await?)
}

pub(super) fn find<'a>(rounds: &'a [Round], slug: &str) -> Result<&'a Round, Refusal> {
    let slug: Slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    rounds
        .iter()
        .find(|round| round.record.slug == slug)
        .ok_or(Refusal::NotFound)
}

/// The partner of a round with a slug.
pub(super) fn partner_in(standing: &RoundStanding, slug: &str) -> Result<RecordId, Refusal> {
    standing
        .places()
        .map(|(_, place)| &place.partner)
        .find(|partner| partner.slug.as_str() == slug)
        .map(|partner| partner.id)
        .ok_or(Refusal::NotFound)
}

pub(super) fn frame(visitor: &Visitor, title: &str) -> Frame {
    let mut frame = visitor.frame(title, "Returns");
    frame.trail = vec![Link::new("Returns", "/desk/returns")];
    frame
}

fn help_field(ask: &str) -> String {
    format!("help-{ask}")
}

async fn answer(
    app: &App,
    visitor: &Visitor,
    round: Option<&Round>,
    rounds: &[Round],
    form: &FormState,
    refused: bool,
) -> Answer {
    let mut lines = Vec::new();
    let mut model = None;
    for each in rounds {
        let standing = standing_of(&app.house, each, visitor.today).await?;
        let counts = standing.counts();
        lines.push(RoundLine {
            title: each.record.title.clone(),
            href: address(each),
            last_day: each.closes.to_string(),
            closed_on: each.closed_on.map(|day| day.to_string()),
            answered: counts.answered,
            asked: counts.asked,
            hash: each.closed_with_hash.as_ref().map(|hash| short(hash)),
        });
        if round.is_some_and(|round| round.record.id == each.record.id) {
            model = Some((round_model(app, visitor, &standing).await?, counts));
        }
    }
    let finding = match &model {
        None => "Nobody has been asked yet".to_owned(),
        Some((_, counts)) => counts.to_string(),
    };
    let mut frame = frame(visitor, &finding);
    frame
        .trail
        .truncate(if round.is_some_and(|it| rounds.first() != Some(it)) {
            2
        } else {
            1
        });
    frame.illustrative = round.is_some_and(|round| round.record.origin.is_illustrative());
    let page = ReturnsPage {
        form,
        finding,
        round: model.map(|(model, _)| model),
        rounds: lines,
    };
    if refused {
        app.refused(TEMPLATE, &frame, page)
    } else {
        app.page(TEMPLATE, &frame, page)
    }
    .map(IntoResponse::into_response)
}

fn address(round: &Round) -> String {
    format!("/desk/returns/{}", round.record.slug)
}

fn short(hash: &str) -> String {
    match (hash.get(..4), hash.get(hash.len().saturating_sub(4)..)) {
        (Some(first), Some(last)) => format!("{first}…{last}"),
        _ => hash.to_owned(),
    }
}

async fn round_model(
    app: &App,
    visitor: &Visitor,
    standing: &RoundStanding,
) -> Result<RoundModel, Refusal> {
    let round = &standing.round;
    let partners = partners_of(standing);
    let rows = standing
        .about
        .iter()
        .map(|about| MatrixRow {
            title: about.about.title.clone(),
            href: page_of(app, &about.about),
            cells: partners
                .iter()
                .map(|partner| {
                    let place = about
                        .partners
                        .iter()
                        .find(|it| it.partner.id == partner.id)?;
                    Some(MatrixCell {
                        status: place.status(),
                        view: place.view().map(|view| view.to_string()).or_else(|| {
                            place.does_not_hold().then(|| "Do not hold this".to_owned())
                        }),
                    })
                })
                .collect(),
        })
        .collect();
    let help = help_wanted(&app.house, visitor.board()?.record.id)
        .await?
        .into_iter()
        .map(|help| HelpRow {
            field: help_field(&help.ask.id.to_string()),
            ask: help.ask.id.to_string(),
            partner: help.partner.title,
            about: help.about.title,
            words: help.words,
            since: help.since.to_string(),
        })
        .collect();
    Ok(RoundModel {
        title: round.record.title.clone(),
        address: address(round),
        opened: round.opens.to_string(),
        last_day: round.closes.to_string(),
        closed_on: round.closed_on.map(|day| day.to_string()),
        hash: round.closed_with_hash.clone(),
        counts: standing.counts().into(),
        chase: chase(standing),
        partners: partners
            .iter()
            .map(|partner| {
                Link::new(
                    &partner.title,
                    format!("{}/{}", address(round), partner.slug),
                )
            })
            .collect(),
        rows,
        not_asked: standing
            .places()
            .filter(|(_, place)| place.state == AskState::NotAsked)
            .map(|(about, place)| format!("{}: {} was not asked", about.title, place.partner.title))
            .collect(),
        help,
    })
}

/// The address of a record's page under its board, where it has one.
pub(super) fn page_of(app: &App, record: &Record) -> Option<String> {
    let path = app.house.registry().kind(record.kind.0)?.path?;
    let board = record.body_slug.as_ref()?;
    Some(format!("/{board}/{path}/{}", record.slug))
}

/// Every partner of a round once, by name.
fn partners_of(standing: &RoundStanding) -> Vec<&Record> {
    let by_name: BTreeMap<&str, &Record> = standing
        .places()
        .map(|(_, place)| (place.partner.title.as_str(), &place.partner))
        .collect();
    by_name.into_values().collect()
}

/// Who has something open, the latest first; whoever was given more time last.
fn chase(standing: &RoundStanding) -> Vec<WorkRow> {
    let round = &standing.round;
    if round.closed_on.is_some() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for partner in partners_of(standing) {
        let open: Vec<(&Record, &PartnerStanding)> = standing
            .places()
            .filter(|(_, place)| {
                place.partner.id == partner.id
                    && matches!(place.state, AskState::Late(_) | AskState::ToDo)
            })
            .collect();
        let days_late = open
            .iter()
            .filter_map(|(_, place)| match place.state {
                AskState::Late(days) => Some(days),
                _ => None,
            })
            .max();
        let Some((first, place)) = open
            .iter()
            .max_by_key(|(_, place)| matches!(place.state, AskState::Late(_)))
        else {
            continue;
        };
        let due = place.ask.as_ref().map_or(round.closes, |ask| ask.due);
        let title = match open.len() {
            1 => format!("{}: no return from {}", first.title, partner.title),
            many => format!("{}: {many} returns to come", partner.title),
        };
        let day = due.strftime("%-d %B");
        rows.push((
            days_late,
            WorkRow {
                when: match (days_late, place.extended_to) {
                    (Some(late), _) => board::vocabulary::days_late(late),
                    (None, Some(until)) => format!("To {}", until.strftime("%-d %b")),
                    (None, None) => format!("By {}", due.strftime("%-d %b")),
                },
                detail: match (days_late, place.extended_to) {
                    (Some(_), _) => Some(format!("was {day}")),
                    (None, Some(_)) => Some("more time".to_owned()),
                    (None, None) => None,
                },
                title,
                href: format!("{}/{}", address(round), partner.slug),
                why: why(place),
                late: days_late.is_some(),
                button: Some(Button {
                    text: "Remind",
                    action: format!("{}/remind", address(round)),
                    name: "partner",
                    value: partner.slug.to_string(),
                    solid: false,
                }),
            },
        ));
    }
    rows.sort_by_key(|(late, _)| std::cmp::Reverse(*late));
    let mut rows: Vec<WorkRow> = rows.into_iter().map(|(_, row)| row).collect();
    if let Some(button) = rows.first_mut().and_then(|row| row.button.as_mut()) {
        button.solid = true;
    }
    rows
}

fn why(place: &PartnerStanding) -> String {
    let mut parts = Vec::new();
    parts.extend(place.silence());
    if place.has_draft {
        parts.push("They have begun and not sent it.".to_owned());
    }
    if let Some(deputy) = &place.passed_to {
        parts.push(format!("Passed to {deputy}."));
    }
    if matches!(place.state, AskState::Late(_)) {
        parts.push("The paper will say that they did not answer.".to_owned());
    }
    parts.join(" ")
}
