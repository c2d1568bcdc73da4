//! `/desk/returns/{slug}/{partner}`: one partner in one round: what happened so far, and what an officer can do.

use axum::extract::State;
use board::access::EmailAddress;
use board::asks::{AskEventKind, AskState, Round};
use board::files::attachments_of;
use board::outcomes::returns::{
    EscalatePartner, EscalatePartnerError, ExtendPartner, ExtendPartnerError, HAPPENED,
    PartnerStanding, RenewLink, RenewLinkError, RoundStanding, escalate_partner, extend_partner,
    renew_link, return_address, return_record, standing_of,
};
use board::thread::Record;
use board::vocabulary::RecordId;
use serde::Serialize;

use super::returns_page::{find, frame, partner_in, rounds};
use crate::address::Path;
use crate::app::App;
use crate::files::{AttachmentRow, desk_address, rows};
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "outcomes/chase_page.html";

#[derive(Serialize)]
struct ChasePage<'a> {
    form: &'a FormState,
    finding: String,
    partner: String,
    partner_slug: String,
    round: String,
    round_address: String,
    address: String,
    is_open: bool,
    /// Whether its links still open something.
    takes_answers: bool,
    lines: Vec<Line>,
    history: Vec<Happened>,
}

#[derive(Serialize)]
struct Line {
    title: String,
    status: String,
    view: Option<String>,
    words: Option<String>,
    files: Vec<AttachmentRow>,
    /// Where the files are looked after, if there are any.
    keep: Option<String>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Happened {
    on: String,
    what: String,
    by: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, partner)): Path<(String, String)>,
) -> Answer {
    let rounds = rounds(&app, &visitor).await?;
    let standing = standing_of(&app.house, find(&rounds, &slug)?, visitor.today).await?;
    let form = FormState::empty();
    let page = page(&app, &standing, &partner, &form).await?;
    let frame = framed(&visitor, &standing.round, &page);
    app.page(TEMPLATE, &frame, page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, partner)): Path<(String, String)>,
    mut form: FormState,
) -> Answer {
    let rounds = rounds(&app, &visitor).await?;
    let round = find(&rounds, &slug)?;
    let standing = standing_of(&app.house, round, visitor.today).await?;
    let partner_id = partner_in(&standing, &partner)?;
    let done = if form.text("do") == "escalate" {
        escalate(&app, &visitor, round, partner_id, &mut form).await?
    } else {
        extend(&app, &visitor, round, partner_id, &mut form).await?
    };
    if done {
        return Ok(app.see_other(&format!("/desk/returns/{slug}/{partner}")));
    }
    let page = page(&app, &standing, &partner, &form).await?;
    let frame = framed(&visitor, round, &page);
    app.refused(TEMPLATE, &frame, page)
}

#[derive(Serialize)]
struct RenewedPage {
    partner: String,
    round: String,
    address: String,
    withdrawn: u64,
}

/// Makes the partner's link again and shows it once, to be handed over. It cannot be shown again.
pub(super) async fn renew(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, partner)): Path<(String, String)>,
) -> Answer {
    let rounds = rounds(&app, &visitor).await?;
    let round = find(&rounds, &slug)?;
    let standing = standing_of(&app.house, round, visitor.today).await?;
    let input = RenewLink {
        round_id: round.record.id,
        partner: partner_in(&standing, &partner)?,
    };
    let made = match renew_link(&app.house, &visitor.who(), input).await {
        Ok(made) => made,
        Err(RenewLinkError::Runner(error)) => return Err(error.into()),
        Err(problem) => {
            let mut form = FormState::empty();
            form.problem_with_form(format!("No link was made: {problem}"));
            let page = page(&app, &standing, &partner, &form).await?;
            let frame = framed(&visitor, round, &page);
            return app.refused(TEMPLATE, &frame, page);
        }
    };
    let renewed = RenewedPage {
        partner: standing
            .places()
            .find(|(_, place)| place.partner.id == input.partner)
            .map_or_else(String::new, |(_, place)| place.partner.title.clone()),
        round: round.record.title.clone(),
        address: return_address(&app.settings.public_address, &made.secret),
        withdrawn: made.withdrawn,
    };
    let here = format!("/desk/returns/{slug}/{partner}");
    let back = Some(Link::new(&renewed.partner, here));
    let frame = visitor.task_frame("A new link to answer by", back);
    app.page("outcomes/renewed_link_page.html", &frame, renewed)
}

async fn extend(
    app: &App,
    visitor: &Visitor,
    round: &Round,
    partner: board::vocabulary::RecordId,
    form: &mut FormState,
) -> Result<bool, Refusal> {
    let until = form.required_date("until", "The new day", "Enter the new day");
    let why = form.required("why", "Say why there is more time");
    let (Some(until), Some(why)) = (until, why) else {
        return Ok(false);
    };
    let input = ExtendPartner {
        round_id: round.record.id,
        partner,
        about_id: None,
        until,
        why,
    };
    match extend_partner(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(true),
        Err(ExtendPartnerError::Runner(error)) => Err(error.into()),
        Err(problem @ ExtendPartnerError::NotLater) => {
            form.problem_in("until", "until-day", problem.to_string());
            Ok(false)
        }
        Err(problem) => {
            form.problem_with_form(problem.to_string());
            Ok(false)
        }
    }
}

async fn escalate(
    app: &App,
    visitor: &Visitor,
    round: &Round,
    partner: board::vocabulary::RecordId,
    form: &mut FormState,
) -> Result<bool, Refusal> {
    let to_name = form.required(
        "senior",
        "Enter the name or office of whoever is to be told",
    );
    let typed = form.required("senior-email", "Enter their email address");
    let to = typed.and_then(|typed| match typed.parse::<EmailAddress>() {
        Ok(email) => Some(email),
        Err(invalid) => {
            form.problem("senior-email", invalid.to_string());
            None
        }
    });
    let (Some(to_name), Some(to)) = (to_name, to) else {
        return Ok(false);
    };
    let input = EscalatePartner {
        round_id: round.record.id,
        partner,
        to_name,
        to,
    };
    match escalate_partner(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(true),
        Err(EscalatePartnerError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem_with_form(format!("Nobody was told: {problem}"));
            Ok(false)
        }
    }
}

fn framed(visitor: &Visitor, round: &Round, page: &ChasePage<'_>) -> crate::templates::Frame {
    let mut frame = frame(visitor, &page.finding);
    frame
        .trail
        .push(Link::new(&round.record.title, &page.round_address));
    frame.illustrative = round.record.origin.is_illustrative();
    frame
}

async fn page<'a>(
    app: &App,
    standing: &RoundStanding,
    slug: &str,
    form: &'a FormState,
) -> Result<ChasePage<'a>, Refusal> {
    let places: Vec<(&Record, &PartnerStanding)> = standing
        .places()
        .filter(|(_, place)| place.partner.slug.as_str() == slug)
        .collect();
    let (_, first) = places.first().ok_or(Refusal::NotFound)?;
    let partner = &first.partner;
    let round = &standing.round;
    let mut history = Vec::new();
    for (about, place) in &places {
        let Some(ask) = &place.ask else { continue };
        for event in ask.events(&app.house).await? {
            history.push(Happened {
                on: event.on.to_string(),
                what: happened(event.kind, event.words.as_deref(), &about.title),
                by: event.by,
            });
        }
    }
    history.sort_by(|one, other| other.on.cmp(&one.on).then_with(|| one.cmp(other)));
    history.dedup();
    let open = places
        .iter()
        .filter(|(_, place)| matches!(place.state, AskState::Late(_) | AskState::ToDo))
        .count();
    let ids: Vec<RecordId> = places
        .iter()
        .filter_map(|(_, place)| place.ask.as_ref().map(return_record))
        .collect();
    let attached = attachments_of(&app.house, &ids).await?;
    let lines = places
        .iter()
        .map(|(about, place)| {
            let record = place.ask.as_ref().map(return_record);
            let held = record.and_then(|record| attached.get(&record));
            let keep = record.filter(|_| held.is_some()).map(desk_address);
            Line {
                title: about.title.clone(),
                status: place.status(),
                view: place.view().map(|view| view.to_string()),
                words: place
                    .answers
                    .get(HAPPENED)
                    .filter(|words| !words.is_empty())
                    .cloned(),
                files: keep.as_ref().map_or_else(Vec::new, |keep| {
                    rows(held.into_iter().flatten(), &format!("{keep}/files"))
                }),
                keep,
            }
        })
        .collect();
    let name = &partner.title;
    let finding = match (round.closed_on, open, places.len()) {
        (Some(_), ..) => format!("What {name} said in {}", round.record.title),
        (None, 0, _) => format!("{name} has answered"),
        (None, open, all) => format!("{name} has {open} of {all} left to answer"),
    };
    Ok(ChasePage {
        form,
        finding,
        partner: partner.title.clone(),
        partner_slug: partner.slug.to_string(),
        round: round.record.title.clone(),
        round_address: format!("/desk/returns/{}", round.record.slug),
        address: format!("/desk/returns/{}/{slug}", round.record.slug),
        takes_answers: round.closed_on.is_none()
            && places.iter().any(|(_, place)| place.ask.is_some()),
        is_open: open > 0 && round.closed_on.is_none(),
        lines,
        history,
    })
}

/// What happened, so that the same for several asks is one line.
fn happened(kind: AskEventKind, words: Option<&str>, about: &str) -> String {
    let with = |what: &str| match words {
        Some(words) => format!("{what}: {words}"),
        None => what.to_owned(),
    };
    match kind {
        AskEventKind::Sent => "The message was written".to_owned(),
        AskEventKind::Opened => format!("Begun: {about}"),
        AskEventKind::Reminded => "Reminded".to_owned(),
        AskEventKind::Delegated => with("Passed to a deputy"),
        AskEventKind::Escalated => with("Somebody senior was told"),
        AskEventKind::Extended => with("More time"),
        AskEventKind::Bounced => "The message came back".to_owned(),
        AskEventKind::Answered => format!("Answered: {about}"),
        AskEventKind::Withdrawn => format!("Answer taken back: {about}"),
    }
}
