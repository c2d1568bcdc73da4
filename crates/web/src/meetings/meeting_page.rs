//! `/{b}/meetings/{date}`: one meeting: its agenda, what it decided, who was there, and its minutes by paragraph.

use axum::extract::State;
use board::events::{Attendance, CANCELLED, Event, Presence, attendance_of};
use board::meetings::{Minutes, matters_arising, quorum_on};
use board::thread::by_ids;
use board::vocabulary::{RecordId, capital, long_date};
use serde::Serialize;

use super::drawn::{
    ItemRow, Told, address, items, meeting_on, place, published_minutes, turns, when,
};
use crate::address::Path;
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct MeetingPage {
    kicker: &'static str,
    title: String,
    lead: String,
    origin: &'static str,
    late: Option<String>,
    turns: Vec<Told>,
    items: Vec<ItemRow>,
    came: Vec<Came>,
    quorum: Option<String>,
    minutes: Vec<Paragraph>,
    actions: Vec<ActionRow>,
    minutes_to_come: bool,
    carried: Vec<ActionRow>,
}

#[derive(Serialize)]
struct Came {
    heading: &'static str,
    names: Vec<String>,
}

#[derive(Serialize)]
struct Paragraph {
    number: String,
    anchor: String,
    words: String,
}

#[derive(Serialize)]
struct ActionRow {
    title: String,
    href: String,
    meta: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, date)): Path<(String, String)>,
) -> Answer {
    let meeting = match meeting_on(&app, &visitor, &date).await {
        Err(Refusal::NotFound) => return not_a_meeting(&app, &visitor, &date).await,
        found => found?,
    };
    let board = visitor.board()?;
    if meeting.record.slug.as_str() != date {
        return Ok(app.see_other(&address(board.record.slug.as_str(), &meeting)));
    }
    let is_cancelled = meeting.record.state == CANCELLED;
    let was_held = meeting.on <= visitor.today && !is_cancelled;
    let minutes = published_minutes(&app, &meeting).await?;
    let attendance = attendance_of(&app.house, meeting.record.id).await?;
    let decided = items(&app, &meeting, false, visitor.today).await?;
    let page = MeetingPage {
        kicker: if is_cancelled {
            "Cancelled meeting"
        } else if was_held {
            "Meeting"
        } else {
            "Meeting to come"
        },
        title: title(&meeting, was_held, &decided),
        lead: format!(
            "{}, {}. {}.",
            long_date(meeting.on),
            when(&meeting),
            place(&meeting)
        ),
        origin: meeting.record.origin.as_str(),
        late: meeting.late_reason.clone(),
        turns: turns(&app, board.record.slug.as_str(), &meeting).await?,
        items: if meeting.agenda_published.is_some()
            || (!is_cancelled && meeting.shows_agenda(visitor.today))
        {
            decided
        } else {
            Vec::new()
        },
        came: came(&app, &attendance).await?,
        quorum: if attendance.is_empty() {
            None
        } else {
            quorum(&app, &meeting).await?
        },
        minutes: minutes.as_ref().map_or_else(Vec::new, paragraphs),
        actions: minutes.as_ref().map_or_else(Vec::new, |minutes| {
            actions(board.record.slug.as_str(), minutes)
        }),
        minutes_to_come: was_held && minutes.is_none(),
        carried: if is_cancelled {
            Vec::new()
        } else {
            carried(&app, &visitor, &meeting).await?
        },
    };
    let mut frame = visitor.frame(format!("Meeting of {}", long_date(meeting.on)), "Meetings");
    frame.trail = vec![Link::new(
        "Meetings",
        format!("/{}/meetings", board.record.slug),
    )];
    frame.illustrative = page.origin == "illustrative";
    app.page("meetings/meeting_page.html", &frame, page)
}

/// An item has its place on the page of its meeting.
pub(super) async fn show_item(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, date, item)): Path<(String, String, String)>,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    if !meeting.shows_agenda(visitor.today) {
        return Err(Refusal::NotFound);
    }
    let rows = items(&app, &meeting, false, visitor.today).await?;
    let row = rows
        .iter()
        .find(|row| row.number == item)
        .ok_or(Refusal::NotFound)?;
    let page = address(visitor.board()?.record.slug.as_str(), &meeting);
    Ok(app.see_other(&format!("{page}#{}", row.anchor)))
}

/// An event that is no meeting stands on another page, to which links that name it as an event lead on.
async fn not_a_meeting(app: &App, visitor: &Visitor, slug: &str) -> Answer {
    let slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    let address = crate::delivery::page_of_conversation(app, visitor, &slug)
        .await?
        .ok_or(Refusal::NotFound)?;
    Ok(app.see_other(&address))
}

fn title(meeting: &Event, was_held: bool, items: &[ItemRow]) -> String {
    let count = |many: usize, one: &str, more: &str| {
        format!("{many} {}", if many == 1 { one } else { more })
    };
    if meeting.record.state == CANCELLED {
        return "This meeting was cancelled".to_owned();
    }
    if !was_held {
        return match meeting.agenda_published {
            Some(_) => format!("{} on the agenda", count(items.len(), "item", "items")),
            None => "The agenda is not published yet".to_owned(),
        };
    }
    let decided = items.iter().flat_map(|item| &item.asks).count();
    if decided == 0 {
        format!("{} heard", count(items.len(), "item was", "items were"))
    } else {
        format!(
            "{} heard, {} asked of the board",
            count(items.len(), "item was", "items were"),
            count(decided, "thing was", "things were")
        )
    }
}

async fn came(app: &App, attendance: &[Attendance]) -> Result<Vec<Came>, Refusal> {
    let ids: Vec<RecordId> = attendance
        .iter()
        .filter_map(|row| row.person_id.or(row.attending_body_id))
        .collect();
    let known = by_ids(&app.house, &ids).await?;
    let names = |presence: Presence| -> Vec<String> {
        attendance
            .iter()
            .filter(|row| row.presence == presence)
            .filter_map(
                |row| match (row.person_id.or(row.attending_body_id), row.head_count) {
                    (Some(id), _) => known.get(&id).map(|record| record.title.clone()),
                    (None, Some(heads)) => Some(format!("{heads} others")),
                    (None, None) => None,
                },
            )
            .collect()
    };
    Ok([
        ("Present", Presence::Present),
        ("In place of a member", Presence::Substitute),
        ("Apologies", Presence::Apologies),
        ("Invited", Presence::Invited),
    ]
    .into_iter()
    .map(|(heading, presence)| Came {
        heading,
        names: names(presence),
    })
    .filter(|came| !came.names.is_empty())
    .collect())
}

async fn quorum(app: &App, meeting: &Event) -> Result<Option<String>, Refusal> {
    let quorum = quorum_on(&app.house, meeting).await?;
    Ok(quorum.is_quorate().map(|is_quorate| {
        let then = if is_quorate {
            ""
        } else {
            " The meeting could put things off and decide nothing."
        };
        format!("{quorum}.{then}")
    }))
}

fn paragraphs(minutes: &Minutes) -> Vec<Paragraph> {
    minutes
        .blocks
        .iter()
        .filter(|block| !minutes.private.contains(&block.paragraph_id))
        .enumerate()
        .map(|(at, block)| {
            let number = block.number.clone().unwrap_or_default();
            Paragraph {
                anchor: if number.is_empty() {
                    format!("p-{at}")
                } else {
                    format!("m-{}", number.replace([' ', '(', ')'], ""))
                },
                number,
                words: block.words.clone(),
            }
        })
        .collect()
}

fn actions(board: &str, minutes: &Minutes) -> Vec<ActionRow> {
    minutes
        .actions
        .iter()
        .map(|minuted| {
            let action = &minuted.action;
            let owner = action
                .owner_words
                .clone()
                .unwrap_or_else(|| "No owner".to_owned());
            let due = action.due.map_or_else(|| "no date".to_owned(), long_date);
            ActionRow {
                title: capital(&action.record.title),
                href: format!("/{board}/actions/{}", action.record.slug),
                meta: format!("{owner}, by {due} (minute {})", minuted.place),
            }
        })
        .collect()
}

/// What earlier meetings asked for and is still to be done.
async fn carried(app: &App, visitor: &Visitor, meeting: &Event) -> Result<Vec<ActionRow>, Refusal> {
    let board = visitor.board()?;
    let arising = matters_arising(&app.house, board.record.id, meeting.on, visitor.today).await?;
    Ok(arising
        .actions
        .iter()
        .map(|open| {
            let late = if open.late { ", late" } else { "" };
            ActionRow {
                title: capital(&open.action.record.title),
                href: format!("/{}/actions/{}", board.record.slug, open.action.record.slug),
                meta: format!(
                    "From {}, minute {}: open for {} days{late}",
                    long_date(open.meeting.on),
                    open.place,
                    open.age_days
                ),
            }
        })
        .collect())
}
