use jiff::civil::{Date, Time};
use serde_json::json;

use super::{EVENT, HELD, PLANNED, store};
use crate::calendar::Reading;
use crate::database::DatabaseError;
use crate::runner::{Act, Change, House, RunnerError};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, Slug, Visibility, words};

words! {
    /// What sort of event.
    pub enum EventType {
        /// A formal meeting of a body.
        Meeting = "meeting",
        /// A workshop.
        Workshop = "workshop",
        /// A roadshow.
        Roadshow = "roadshow",
        /// A summit.
        Summit = "summit",
        /// A visit.
        Visit = "visit",
        /// A session of a longer programme.
        Session = "session",
        /// A conversation with residents or staff.
        Conversation = "conversation",
        /// Training.
        Training = "training",
    }
}

words! {
    /// How people take part.
    pub enum Mode {
        /// In a room.
        InPerson = "in person",
        /// By a call.
        Online = "online",
        /// Either.
        Both = "in person and online",
    }
}

/// Something that happens on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its record: title, owner, whether it was held.
    pub record: Record,
    /// What sort.
    pub event_type: EventType,
    /// The day.
    pub on: Date,
    /// When it begins, by the clock of the place.
    pub starts: Option<Time>,
    /// When it ends.
    pub ends: Option<Time>,
    /// Where.
    pub place: Option<String>,
    /// How people take part.
    pub mode: Mode,
    /// The area that it is about or in.
    pub area_id: Option<RecordId>,
    /// Whether anybody may come.
    pub in_public: bool,
    /// How clear days are counted for it.
    pub reading: Reading,
    /// When its agenda was published.
    pub agenda_published: Option<Date>,
    /// Why the agenda was published late.
    pub late_reason: Option<String>,
}

impl Event {
    /// Whether the public may see what is on the agenda: it is published, or the meeting was held without.
    #[must_use]
    pub fn shows_agenda(&self, today: Date) -> bool {
        self.agenda_published.is_some() || self.on <= today
    }
}

/// An event about to be made.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// The body that holds it.
    pub body_id: RecordId,
    /// Its title.
    pub title: String,
    /// The readable part of its address.
    pub slug: Option<Slug>,
    /// What sort.
    pub event_type: EventType,
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
    /// The area that it is about or in.
    pub area_id: Option<RecordId>,
    /// Whether anybody may come.
    pub in_public: bool,
    /// How clear days are counted for it.
    pub reading: Reading,
    /// Where this comes from.
    pub origin: Origin,
}

/// Makes an event that is to come.
pub async fn create(act: &mut Act, new: NewEvent) -> Result<Event, RunnerError> {
    let mut record = NewRecord::new(EVENT, Some(new.body_id), new.title, PLANNED);
    record.slug = new.slug;
    record.origin = new.origin;
    record.valid_from = Some(new.on);
    if !new.in_public {
        record.visibility = Visibility::Members;
    }
    let event = Event {
        record: act.create(record).await?,
        event_type: new.event_type,
        on: new.on,
        starts: new.starts,
        ends: new.ends,
        place: new.place,
        mode: new.mode,
        area_id: new.area_id,
        in_public: new.in_public,
        reading: new.reading,
        agenda_published: None,
        late_reason: None,
    };
    store::insert_event(act.connection(), &event).await?;
    act.note(json!({
        "event": event.record.id.to_string(), "type": event.event_type, "on": event.on.to_string(),
        "starts": event.starts.map(|time| time.to_string()), "ends": event.ends.map(|time| time.to_string()),
        "place": event.place, "mode": event.mode, "in public": event.in_public, "clear days": event.reading,
    }));
    Ok(event)
}

/// Says that the agenda was published on a day, and why if it was late. Items that waited for it become public.
pub async fn publish_agenda(
    act: &mut Act,
    event: &Event,
    on: Date,
    late_reason: Option<String>,
) -> Result<(), RunnerError> {
    store::set_agenda_published(
        act.connection(),
        event.record.id,
        on,
        late_reason.as_deref(),
    )
    .await?;
    act.note_of(
        event.record.id,
        json!({ "agenda of": event.record.id.to_string(), "published": on.to_string(), "late because": late_reason }),
    );
    let items = store::items_of(act.connection(), act.house().registry(), event.record.id).await?;
    for item in items {
        if item.record.visibility != event.record.visibility {
            let shown = Change {
                visibility: Some(event.record.visibility),
                ..Change::default()
            };
            act.change(item.record.id, item.record.revision, shown)
                .await?;
        }
    }
    Ok(())
}

/// Says whether it was held or not.
pub async fn set_state(
    act: &mut Act,
    event: &Event,
    state: &'static str,
) -> Result<(), RunnerError> {
    debug_assert!([PLANNED, HELD, super::CANCELLED].contains(&state));
    if event.record.state != state {
        let change = Change {
            state: Some(state),
            ..Change::default()
        };
        let now = act.load(event.record.id).await?;
        act.change(now.id, now.revision, change).await?;
    }
    Ok(())
}

/// The event with an id.
pub async fn event(house: &House, id: RecordId) -> Result<Option<Event>, DatabaseError> {
    store::event(house.reader(), house.registry(), id).await
}

/// The event of a body with a slug.
pub async fn event_by_slug(
    house: &House,
    body_id: RecordId,
    slug: &Slug,
) -> Result<Option<Event>, DatabaseError> {
    let found = crate::thread::store::by_slug(
        house.reader(),
        house.registry(),
        EVENT.0,
        Some(body_id),
        slug,
    )
    .await?;
    match found {
        Some(record) => event(house, record.id).await,
        None => Ok(None),
    }
}

/// The events of a body of one sort, oldest first.
pub async fn events_of(
    house: &House,
    body_id: RecordId,
    event_type: EventType,
) -> Result<Vec<Event>, DatabaseError> {
    store::events_of(house.reader(), house.registry(), body_id, event_type).await
}
