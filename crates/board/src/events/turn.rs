//! What became of an event that was planned: it was moved, or it was cancelled. What was told before is kept.

use jiff::civil::{Date, Time};
use serde_json::json;

use super::{CANCELLED, Event, Item, Mode, set_state, store};
use crate::database::DatabaseError;
use crate::runner::{Act, Change, House, RunnerError};
use crate::vocabulary::{RecordId, Slug, words};

words! {
    /// What became of it.
    pub enum TurnKind {
        /// It takes place at another time or elsewhere.
        Moved = "moved",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

/// When and where an event takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointed {
    /// The day.
    pub on: Date,
    /// When it begins.
    pub starts: Option<Time>,
    /// When it ends.
    pub ends: Option<Time>,
    /// Where.
    pub place: Option<String>,
    /// How people take part.
    pub mode: Mode,
}

impl Event {
    /// When and where it takes place.
    #[must_use]
    pub fn appointed(&self) -> Appointed {
        Appointed {
            on: self.on,
            starts: self.starts,
            ends: self.ends,
            place: self.place.clone(),
            mode: self.mode,
        }
    }
}

/// One turn of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Identity.
    pub id: uuid::Uuid,
    /// The event.
    pub event_id: RecordId,
    /// Which.
    pub kind: TurnKind,
    /// The board's date on which it was decided.
    pub made_on: Date,
    /// Why.
    pub because: String,
    /// When and where it was to be until then.
    pub was: Appointed,
    /// The event that its items went to, when it was cancelled.
    pub carried_to: Option<RecordId>,
    /// How many items went there.
    pub carried_items: i64,
}

/// Moves an event. Its address follows the day; the earlier one leads on.
pub async fn move_event(
    act: &mut Act,
    event: &Event,
    seen_revision: i64,
    to: &Appointed,
    because: &str,
) -> Result<(), RunnerError> {
    let id = event.record.id;
    let change = Change {
        title: (event.on != to.on).then(|| {
            let said = crate::vocabulary::long_date;
            event.record.title.replace(&said(event.on), &said(to.on))
        }),
        valid_from: Some(to.on),
        ..Change::default()
    };
    let record = act.change(id, seen_revision, change).await?;
    if event.on != to.on {
        let slug = Slug::from_words(&to.on.to_string());
        act.readdress(id, record.revision, slug).await?;
    }
    store::set_appointed(act.connection(), id, to).await?;
    let turn = Turn {
        id: act.new_id().0,
        event_id: id,
        kind: TurnKind::Moved,
        made_on: act.who().today,
        because: because.to_owned(),
        was: event.appointed(),
        carried_to: None,
        carried_items: 0,
    };
    store::insert_turn(act.connection(), &turn).await?;
    act.note_of(
        id,
        json!({ "moved because": because, "before": told(&turn.was), "after": told(to) }),
    );
    Ok(())
}

/// Says why the agenda of an event was late, or that it was not: what moves may come to be late, or in time after all.
pub async fn set_late_reason(
    act: &mut Act,
    event: &Event,
    late_reason: Option<&str>,
) -> Result<(), RunnerError> {
    if let Some(on) = event.agenda_published {
        let id = event.record.id;
        store::set_agenda_published(act.connection(), id, on, late_reason).await?;
        act.note_of(
            id,
            json!({ "agenda of": id.to_string(), "published": on.to_string(), "late because": late_reason }),
        );
    }
    Ok(())
}

/// Cancels an event and carries items of its agenda to another, in their order and under the next numbers there.
pub async fn cancel_event(
    act: &mut Act,
    event: &Event,
    because: &str,
    carried: &[Item],
    carried_to: Option<&Event>,
) -> Result<(), RunnerError> {
    let id = event.record.id;
    set_state(act, event, CANCELLED).await?;
    let mut count = 0;
    if let Some(next) = carried_to {
        for item in carried {
            carry(act, item, next).await?;
            count += 1;
        }
    }
    let turn = Turn {
        id: act.new_id().0,
        event_id: id,
        kind: TurnKind::Cancelled,
        made_on: act.who().today,
        because: because.to_owned(),
        was: event.appointed(),
        carried_to: carried_to.filter(|_| count > 0).map(|next| next.record.id),
        carried_items: count,
    };
    store::insert_turn(act.connection(), &turn).await?;
    act.note_of(
        id,
        json!({
            "cancelled because": because, "was": told(&turn.was), "items carried": count,
            "carried to": turn.carried_to.map(|id| id.to_string()),
        }),
    );
    Ok(())
}

async fn carry(act: &mut Act, item: &Item, to: &Event) -> Result<(), RunnerError> {
    let agenda = store::items_of(act.connection(), act.house().registry(), to.record.id).await?;
    let position = agenda.last().map_or(0, |last| last.position + 1);
    let highest = agenda
        .iter()
        .filter_map(|one| one.number.parse::<u32>().ok());
    let number = (highest.max().unwrap_or(0) + 1).to_string();
    let id = item.record.id;
    let now = act.load(id).await?;
    act.change(id, now.revision, Change::default()).await?;
    store::carry_item(act.connection(), id, to.record.id, position, &number).await?;
    act.note_of(
        id,
        json!({
            "item": id.to_string(), "was number": item.number, "is number": number,
            "carried to": to.record.id.to_string(),
        }),
    );
    Ok(())
}

fn told(appointed: &Appointed) -> serde_json::Value {
    json!({
        "on": appointed.on.to_string(), "starts": appointed.starts.map(|time| time.to_string()),
        "ends": appointed.ends.map(|time| time.to_string()), "place": appointed.place, "mode": appointed.mode,
    })
}

/// What became of an event, in the order in which it happened.
pub async fn turns_of(house: &House, event_id: RecordId) -> Result<Vec<Turn>, DatabaseError> {
    store::turns_of(house.reader(), event_id).await
}
