//! What several pages of meetings draw alike: the day and place of a meeting, its items, its clear days.

use board::calendar::{ENGLAND, Notice, Standing, holidays};
use board::events::{
    CANCELLED, CHANGED, Event, Exemption, Item, Turn, TurnKind, event, items_of, turns_of,
};
use board::files::attachments_of;
use board::meetings::reports::public_report;
use board::meetings::{
    self, Outcome, Verb, decisions_of, meeting, notice_of, recommendations_of, shows_papers,
};
use board::vocabulary::{RecordId, Slug, capital, long_date};
use serde::Serialize;

use crate::app::App;
use crate::files::{AttachmentRow, public_rows};
use crate::forms::FormState;
use crate::refusal::Refusal;
use crate::templates::Link;
use crate::visitor::Visitor;

/// The next meeting, as `components/meeting_card.html` draws it.
#[derive(Serialize)]
pub(crate) struct Card {
    heading: &'static str,
    date: String,
    when: String,
    #[serde(rename = "where")]
    place: String,
    text: Option<String>,
    link: Link,
    origin: &'static str,
}

/// The card of a meeting of a board.
pub(crate) async fn card_of(app: &App, board: &str, meeting: &Event) -> Result<Card, Refusal> {
    let text = if meeting.agenda_published.is_some() {
        "The agenda is published.".to_owned()
    } else {
        let notice = notice(app, meeting).await?;
        format!(
            "The agenda will be published by {}.",
            long_date(notice.publish_by)
        )
    };
    Ok(Card {
        heading: if meeting.in_public {
            "Next meeting, open to all"
        } else {
            "Next meeting"
        },
        date: meeting.on.to_string(),
        when: when(meeting),
        place: place(meeting),
        text: Some(text),
        link: Link::new("Agenda and papers", address(board, meeting)),
        origin: meeting.record.origin.as_str(),
    })
}

/// The public page of a meeting.
pub(super) fn address(board: &str, meeting: &Event) -> String {
    format!("/{board}/meetings/{}", meeting.record.slug)
}

/// The public page of the report of an item.
pub(super) fn report_address(board: &str, meeting: &Event, item: &Item) -> String {
    format!("{}/{}/report", address(board, meeting), item.number)
}

/// "Thursday, 4pm to 6pm".
pub(super) fn when(meeting: &Event) -> String {
    let clock = |time: jiff::civil::Time| {
        let hour = time.strftime("%-I");
        let half = time.strftime("%P");
        match time.minute() {
            0 => format!("{hour}{half}"),
            minute => format!("{hour}.{minute:02}{half}"),
        }
    };
    let day = meeting.on.strftime("%A").to_string();
    match (meeting.starts, meeting.ends) {
        (Some(starts), Some(ends)) => format!("{day}, {} to {}", clock(starts), clock(ends)),
        (Some(starts), None) => format!("{day}, {}", clock(starts)),
        _ => day,
    }
}

pub(super) fn place(meeting: &Event) -> String {
    match &meeting.place {
        Some(place) => format!("{place}, {}", meeting.mode),
        None => capital(meeting.mode.as_str()),
    }
}

/// What became of a meeting since it was planned, newest first, with where its items went.
pub(super) async fn turns(app: &App, board: &str, meeting: &Event) -> Result<Vec<Told>, Refusal> {
    let mut told = Vec::new();
    for turn in turns_of(&app.house, meeting.record.id).await?.iter().rev() {
        let next = match turn.carried_to {
            Some(id) => event(&app.house, id).await?,
            None => None,
        };
        told.push(Told {
            words: in_words(turn, meeting),
            link: next.map(|next| {
                let items = match turn.carried_items {
                    1 => "1 item goes".to_owned(),
                    many => format!("{many} items go"),
                };
                Link::new(
                    format!("{items} to the meeting of {}", long_date(next.on)),
                    address(board, &next),
                )
            }),
        });
    }
    Ok(told)
}

/// A turn of a meeting in words.
#[derive(Serialize)]
pub(super) struct Told {
    words: String,
    link: Option<Link>,
}

fn in_words(turn: &Turn, meeting: &Event) -> String {
    let on = long_date(turn.made_on);
    let because = turn.because.trim_end_matches('.');
    match turn.kind {
        TurnKind::Cancelled => format!("Cancelled on {on}. The reason: {because}."),
        TurnKind::Moved => {
            let was = Event {
                on: turn.was.on,
                starts: turn.was.starts,
                ends: turn.was.ends,
                place: turn.was.place.clone(),
                mode: turn.was.mode,
                ..meeting.clone()
            };
            format!(
                "Moved on {on} from {}, {}, {}. The reason: {because}.",
                long_date(was.on),
                when(&was),
                place(&was)
            )
        }
    }
}

/// By when the agenda must be out.
pub(super) async fn notice(app: &App, meeting: &Event) -> Result<Notice, Refusal> {
    let known = holidays(&app.house, ENGLAND).await?;
    Ok(notice_of(meeting, &known))
}

/// The meeting of the visitor's board on a day.
pub(super) async fn meeting_on(app: &App, visitor: &Visitor, date: &str) -> Result<Event, Refusal> {
    let slug: Slug = date.parse().map_err(|_| Refusal::NotFound)?;
    meeting(&app.house, visitor.board()?.record.id, &slug)
        .await?
        .ok_or(Refusal::NotFound)
}

/// The item of a meeting with a number.
pub(super) async fn item_of(app: &App, meeting: &Event, number: &str) -> Result<Item, Refusal> {
    items_of(&app.house, meeting.record.id)
        .await?
        .into_iter()
        .find(|item| item.number == number)
        .ok_or(Refusal::NotFound)
}

/// The item of a meeting with an identity.
pub(super) async fn own_item(app: &App, meeting: &Event, id: &str) -> Result<Item, Refusal> {
    let id = id.parse().map(RecordId).map_err(|_| Refusal::NotFound)?;
    items_of(&app.house, meeting.record.id)
        .await?
        .into_iter()
        .find(|item| item.record.id == id)
        .ok_or(Refusal::NotFound)
}

/// The item that a form is about. Numbers change while an agenda is built, so that the identity which the form carries
/// counts for more than the number in its address.
pub(super) async fn item_meant(
    app: &App,
    meeting: &Event,
    number: &str,
    form: &FormState,
) -> Result<Item, Refusal> {
    match form.text("item") {
        "" => item_of(app, meeting, number).await,
        id => own_item(app, meeting, id).await,
    }
}

/// A day of the working, as `components/clear_days.html` draws it.
#[derive(Serialize)]
pub(super) struct Day {
    weekday: String,
    #[serde(rename = "day")]
    of_month: i8,
    kind: &'static str,
    note: String,
    date: String,
}

/// The days from publishing to meeting, and the answer as a sentence.
pub(super) fn counted(notice: &Notice) -> (Vec<Day>, String) {
    let days = notice
        .days
        .iter()
        .map(|counted| {
            let (kind, note) = match &counted.standing {
                Standing::Published => ("publish", "Publish".to_owned()),
                Standing::Counted(number) => ("counted", number.to_string()),
                Standing::Skipped(why) => ("skipped", why.clone()),
                Standing::Meeting => ("meeting", "Meeting".to_owned()),
            };
            Day {
                weekday: counted.date.strftime("%a").to_string(),
                of_month: counted.date.day(),
                kind,
                note,
                date: counted.date.to_string(),
            }
        })
        .collect();
    let answer = format!(
        "{} clear days, counted in {}: the agenda must be out by {}, {}.",
        notice.needed,
        notice.reading,
        notice.publish_by.strftime("%A"),
        long_date(notice.publish_by)
    );
    (days, answer)
}

/// An item of an agenda with what it asks and what became of it.
#[derive(Serialize)]
pub(super) struct ItemRow {
    pub(super) id: String,
    pub(super) revision: i64,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) anchor: String,
    pub(super) thread: String,
    pub(super) meta: String,
    /// Why it is heard in private: paragraph and reason.
    pub(super) exempt: Option<String>,
    pub(super) urgent: Option<String>,
    /// That it says something else than when its agenda was published.
    pub(super) changed: Option<String>,
    pub(super) asks: Vec<Recommended>,
    /// Where its report is, once it is public.
    pub(super) report: Option<String>,
    /// Its supporting documents and those of its report, where the public may read them; none of them is said too.
    pub(super) papers: Option<Vec<AttachmentRow>>,
    pub(super) origin: &'static str,
}

/// A recommendation, as `components/decision.html` draws it.
#[derive(Serialize)]
pub(super) struct Recommended {
    number: usize,
    verb: String,
    text: String,
    status: &'static str,
    note: Option<String>,
}

/// Why an item is heard in private, as a sentence.
pub(super) fn heard_in_private(exempt: &Exemption) -> String {
    format!(
        "Heard in private under paragraph {} of Schedule 12A: {}",
        exempt.paragraph, exempt.reason
    )
}

/// The items of a meeting. What is exempt shows its title and the reason, and nothing else, to whoever is not an officer.
pub(super) async fn items(
    app: &App,
    meeting: &Event,
    sees_all: bool,
    today: jiff::civil::Date,
) -> Result<Vec<ItemRow>, Refusal> {
    let mut rows = Vec::new();
    let agenda = items_of(&app.house, meeting.record.id).await?;
    let ids: Vec<RecordId> = agenda.iter().map(|item| item.record.id).collect();
    let mut attached = attachments_of(&app.house, &ids).await?;
    for item in agenda {
        let hidden = item.exempt.is_some() && !sees_all;
        let asks = if hidden {
            Vec::new()
        } else {
            recommended(app, meeting, &item).await?
        };
        let report = public_report(&app.house, meeting, &item, today).await?;
        let board = meeting.record.body_slug.as_ref();
        let mut papers = attached.remove(&item.record.id).unwrap_or_default();
        papers.extend(report.iter().flat_map(|report| report.attachments.clone()));
        rows.push(ItemRow {
            papers: board
                .filter(|_| shows_papers(meeting, &item, today))
                // Nobody misses documents of a welcome; of everything else it is said that there are none.
                .filter(|_| item.item_type.is_business() || !papers.is_empty())
                .map(|board| public_rows(&papers, board.as_str())),
            report: report
                .and(board)
                .map(|board| report_address(board.as_str(), meeting, &item)),
            anchor: format!("item-{}", item.number),
            thread: format!("/thread/{}", item.record.reference()),
            meta: meta(&item),
            exempt: item.exempt.as_ref().map(heard_in_private),
            urgent: item.urgent_reason.clone(),
            changed: changed(&item),
            asks,
            id: item.record.id.to_string(),
            revision: item.record.revision,
            origin: item.record.origin.as_str(),
            number: item.number,
            title: item.record.title,
        });
    }
    Ok(rows)
}

fn changed(item: &Item) -> Option<String> {
    (item.record.state == CHANGED).then(|| {
        format!(
            "This item has been changed since the agenda was published. The first change was made on {}.",
            long_date(item.record.state_since)
        )
    })
}

fn meta(item: &Item) -> String {
    let mut parts = vec![capital(item.item_type.as_str())];
    parts.extend(item.presenter.clone());
    parts.extend(item.minutes.map(|minutes| format!("{minutes} minutes")));
    parts.join(", ")
}

async fn recommended(app: &App, meeting: &Event, item: &Item) -> Result<Vec<Recommended>, Refusal> {
    let decisions = decisions_of(&app.house, &[item.record.id]).await?;
    let recommendations = recommendations_of(&app.house, item.record.id).await?;
    let mut rows: Vec<Recommended> = recommendations
        .iter()
        .map(|asked| {
            let decision = decisions
                .iter()
                .find(|decision| decision.recommendation_id == Some(asked.record.id));
            let note = match decision {
                None => Some(format!("on {}", long_date(meeting.on))),
                Some(decision) => {
                    let mut note = long_date(meeting.on);
                    if decision.words_as_decided != asked.words {
                        note = format!("{note}: “{}”", decision.words_as_decided);
                    }
                    if let Some(votes) = &decision.votes {
                        note = format!("{note} ({votes})");
                    }
                    Some(note)
                }
            };
            Recommended {
                number: 0,
                verb: verbs(&asked.verbs),
                text: asked.words.clone(),
                status: decision.map_or("To be decided", |decision| outcome_word(decision.outcome)),
                note,
            }
        })
        .collect();
    rows.extend(
        decisions
            .iter()
            .filter(|decision| decision.recommendation_id.is_none())
            .map(|decision| Recommended {
                number: 0,
                verb: "Decided".to_owned(),
                text: decision.words_as_decided.clone(),
                status: outcome_word(decision.outcome),
                note: Some(long_date(meeting.on)),
            }),
    );
    for (number, row) in (1..).zip(&mut rows) {
        row.number = number;
    }
    Ok(rows)
}

/// "Note and approve".
pub(super) fn verbs(verbs: &[Verb]) -> String {
    let words: Vec<&str> = verbs.iter().map(|verb| verb.as_str()).collect();
    capital(&words.join(" and "))
}

/// The one word of the product for what became of a recommendation.
pub(super) fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Agreed => "Agreed",
        Outcome::Noted => "Noted",
        Outcome::Amended => "Agreed as amended",
        Outcome::Deferred => "Put off",
        Outcome::Rejected => "Not agreed",
    }
}

/// What is to be said of a meeting in a list: where its papers are.
pub(super) fn state_of(
    meeting: &Event,
    today: jiff::civil::Date,
    has_minutes: bool,
) -> &'static str {
    if meeting.record.state == CANCELLED {
        "It was cancelled."
    } else if has_minutes {
        "Minutes are published."
    } else if meeting.on < today {
        "Minutes are not published yet."
    } else if meeting.agenda_published.is_some() {
        "The agenda is published."
    } else {
        "The agenda is not published yet."
    }
}

/// Published minutes of a meeting, if there are any.
pub(super) async fn published_minutes(
    app: &App,
    meeting: &Event,
) -> Result<Option<meetings::Minutes>, Refusal> {
    Ok(meetings::minutes_of(&app.house, meeting)
        .await?
        .filter(meetings::Minutes::is_published))
}
