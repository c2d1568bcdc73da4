//! `/{b}`: the home of a board. Each block stands there when its capability has records, and is not there before.

use axum::extract::State;
use board::places::{
    AreaType, Body, Membership, PartKind, StatutoryRole, area, membership, parts_of,
};
use board::portal::{Changed, PublicChange, what_changed};
use board::strategy::{
    self, PhaseState, Priority, phases_of, priorities_of, programme_of, states_on, strategy_on,
};
use board::thread::Record;
use jiff::civil::Date;
use serde::Serialize;

use crate::app::App;
use crate::meetings::{Card, card_of};
use crate::outcomes::{BoardProgress, PriorityLine};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Link, day_of};
use crate::visitor::Visitor;

/// How many changes are shown.
const CHANGES: usize = 5;

#[derive(Serialize)]
struct BoardHomePage {
    /// Whose needs: the area's name.
    whose: String,
    about: String,
    programme: String,
    members: Members,
    cycle: Vec<Step>,
    next_meeting: Option<Card>,
    priorities: Vec<Row>,
    priorities_are_illustrative: bool,
    changes: Vec<Change>,
    wards: Option<Wards>,
}

/// Who sits on the board.
#[derive(Serialize)]
struct Members {
    seats: usize,
    voting: u32,
    quorum: Option<u32>,
    vacant: Vec<&'static str>,
}

/// A phase of the programme, as the thread strip draws it.
#[derive(Serialize)]
struct Step {
    kind: String,
    title: String,
    meta: Option<String>,
    state: &'static str,
    into_gap: bool,
}

/// A priority.
#[derive(Serialize)]
struct Row {
    number: i64,
    title: String,
    href: String,
    text: String,
    #[serde(flatten)]
    line: PriorityLine,
}

#[derive(Serialize)]
struct Change {
    date: Date,
    text: String,
    link: Option<Link>,
    origin: &'static str,
}

#[derive(Serialize)]
struct Wards {
    names: Vec<String>,
    href: String,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let members = membership(&app.house, board, visitor.today).await?;
    let own_area = match board.area_id {
        Some(id) => area(&app.house, id).await?,
        None => None,
    };
    let changes = changes(&app, &visitor, board, &members).await?;
    let (priorities, priorities_are_illustrative) = priorities(&app, &visitor, board).await?;
    let cycle = cycle(&app, &visitor, board).await?;
    let meetings = board::meetings::meetings(&app.house, board.record.id).await?;
    let next_meeting = match board::meetings::next_meeting(&meetings, visitor.today) {
        Some(meeting) => Some(card_of(&app, board.record.slug.as_str(), meeting).await?),
        None => None,
    };
    let page = BoardHomePage {
        whose: own_area
            .as_ref()
            .map_or_else(|| "this place".to_owned(), |area| area.record.title.clone()),
        about: format!("/{}/about", board.record.slug),
        programme: format!("/{}/programme", board.record.slug),
        wards: wards(&app, &visitor, board).await?,
        members: Members {
            seats: members.seats.len(),
            voting: members.voting_seats,
            quorum: members.quorum,
            vacant: members.missing_roles().map(StatutoryRole::as_str).collect(),
        },
        cycle,
        next_meeting,
        priorities,
        priorities_are_illustrative,
        changes,
    };
    let mut frame = visitor.frame(board.public_name.clone(), "Home");
    frame.illustrative = page.priorities_are_illustrative
        || page
            .changes
            .iter()
            .any(|change| change.origin == "illustrative");
    app.page("portal/board_home_page.html", &frame, page)
}

/// Where the board is in its programme.
async fn cycle(app: &App, visitor: &Visitor, board: &Body) -> Result<Vec<Step>, Refusal> {
    let Some(programme) = programme_of(&app.house, board.record.id).await? else {
        return Ok(Vec::new());
    };
    let mut phases = phases_of(&app.house, programme.record.id).await?;
    phases.retain(|phase| phase.record.is_visible_to(&visitor.actor));
    let states = states_on(&phases, visitor.today);
    let steps = phases
        .into_iter()
        .zip(states)
        .map(|(phase, state)| {
            let here = state == PhaseState::Here;
            let start = phase.actual_start.unwrap_or(phase.planned_start);
            Step {
                kind: if here {
                    "You are here".to_owned()
                } else {
                    start.strftime("%B %Y").to_string()
                },
                title: phase.record.title,
                meta: phase.words,
                state: state.as_str(),
                into_gap: here,
            }
        })
        .collect();
    Ok(steps)
}

/// The priorities of the strategy that holds today, and whether any is made up.
async fn priorities(
    app: &App,
    visitor: &Visitor,
    board: &Body,
) -> Result<(Vec<Row>, bool), Refusal> {
    let Some(current) = strategy_on(&app.house, board.record.id, visitor.today).await? else {
        return Ok((Vec::new(), false));
    };
    let shown: Vec<Priority> = priorities_of(&app.house, current.record.id)
        .await?
        .into_iter()
        .filter(|priority| {
            priority.record.state == strategy::ADOPTED
                && priority.record.is_visible_to(&visitor.actor)
        })
        .collect();
    let illustrative = shown
        .iter()
        .any(|priority| priority.record.origin.is_illustrative());
    let progress = BoardProgress::of(app, visitor).await?;
    let mut rows = Vec::new();
    for priority in shown {
        let line = progress.line_of(app, visitor, priority.record.id).await?;
        rows.push(Row {
            number: priority.position,
            href: format!("/{}/priorities/{}", board.record.slug, priority.record.slug),
            title: priority.record.title,
            text: priority.plain_words,
            line,
        });
    }
    Ok((rows, illustrative))
}

async fn changes(
    app: &App,
    visitor: &Visitor,
    board: &Body,
    members: &Membership,
) -> Result<Vec<Change>, Refusal> {
    let found = what_changed(&app.house, board.record.id, members, visitor.today).await?;
    Ok(found
        .into_iter()
        .take(CHANGES)
        .map(|change| sentence(change, app, visitor, board))
        .collect())
}

/// What changed, in a sentence.
fn sentence(change: PublicChange, app: &App, visitor: &Visitor, board: &Body) -> Change {
    // Where the board's date stands still, what was recorded since was recorded on that day.
    let day = change
        .on
        .unwrap_or_else(|| day_of(change.at).min(visitor.today));
    let about = |text: String, origin| Change {
        date: day,
        text,
        link: None,
        origin,
    };
    let page_of = |text: String, record: &Record| Change {
        date: day,
        text,
        link: app
            .house
            .registry()
            .kind(record.kind.0)
            .and_then(|spec| spec.path)
            .map(|path| {
                Link::new(
                    "Read it",
                    format!("/{}/{path}/{}", board.record.slug, record.slug),
                )
            }),
        origin: record.origin.as_str(),
    };
    let one_of = |record: &Record| {
        let kind = app.house.registry().kind(record.kind.0);
        kind.map_or(record.kind.0, |spec| spec.one)
    };
    match change.what {
        Changed::Joined { seat, holder } => about(
            format!(
                "{} took the seat of {}.",
                holder.title,
                lower_first(&seat.title)
            ),
            holder.origin.as_str(),
        ),
        Changed::StandsIn { seat, substitute } => about(
            format!(
                "{} stands in for the {}.",
                substitute.title,
                lower_first(&seat.title)
            ),
            substitute.origin.as_str(),
        ),
        Changed::Left { seat } => about(
            format!("The seat of {} fell vacant.", lower_first(&seat.title)),
            seat.origin.as_str(),
        ),
        Changed::TookOver { from, to } => about(
            format!("{} took over from {}.", to.title, from.title),
            to.origin.as_str(),
        ),
        Changed::Made(record) => page_of(
            ended(format!("New {}: {}", one_of(&record), record.title)),
            &record,
        ),
        Changed::Altered(record) => page_of(
            format!("The {} “{}” was changed.", one_of(&record), record.title),
            &record,
        ),
    }
}

/// A sentence that ends in a title with its full stop, unless the title has an end of its own: titles of decisions are
/// the words as decided.
fn ended(mut sentence: String) -> String {
    if !sentence.ends_with(['.', '?', '!', '…']) {
        sentence.push('.');
    }
    sentence
}

/// A title in the middle of a sentence.
fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| {
        let second_is_small = letters
            .clone()
            .next()
            .is_none_or(|second| !second.is_uppercase());
        if second_is_small {
            first.to_lowercase().chain(letters).collect()
        } else {
            title.to_owned()
        }
    })
}

async fn wards(app: &App, visitor: &Visitor, board: &Body) -> Result<Option<Wards>, Refusal> {
    let Some(area_id) = board.area_id else {
        return Ok(None);
    };
    let names: Vec<String> = parts_of(&app.house, area_id, visitor.today)
        .await?
        .into_iter()
        .filter(|(part, area)| part.kind == PartKind::Locality && area.area_type == AreaType::Ward)
        .map(|(_, area)| area.record.title)
        .collect();
    Ok((!names.is_empty()).then(|| Wards {
        names,
        href: format!("/{}/wards", board.record.slug),
    }))
}

#[cfg(test)]
mod tests {
    use super::{ended, lower_first};

    #[test]
    fn a_title_that_ends_a_sentence_gets_no_second_full_stop() {
        for (said, printed) in [
            ("New decision: noted.", "New decision: noted."),
            ("New meeting: A day", "New meeting: A day."),
            ("New decision: Agreed to …", "New decision: Agreed to …"),
            ("New report: Who is cold?", "New report: Who is cold?"),
        ] {
            assert_eq!(ended(said.to_owned()), printed);
        }
    }

    #[test]
    fn only_words_lose_their_capital() {
        assert_eq!(lower_first("Nominated councillor"), "nominated councillor");
        assert_eq!(lower_first("NHS trust"), "NHS trust");
        assert_eq!(lower_first(""), "");
    }
}
