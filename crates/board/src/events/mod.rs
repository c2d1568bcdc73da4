//! Meetings, workshops, visits and the like: when and where, an agenda of items, who was there, who sent apologies.
//!
//! An engine: what a meeting decides, or a workshop scores, belongs to the capabilities. It writes only inside an
//! [`crate::Act`] that a use case began. Start with [`Event`].

mod attendance;
mod event;
mod item;
pub(crate) mod store;
mod turn;

pub use attendance::{
    Attendance, Capacity, NewAttendance, Presence, attendance_of, set_attendance,
};
pub use event::{
    Event, EventType, Mode, NewEvent, create, event, event_by_slug, events_of, publish_agenda,
    set_state,
};
pub use item::{
    Exemption, Item, ItemType, NewItem, Way, add_item, change_item, days_of_items, exchange_places,
    item, items_of, take_off,
};
pub use turn::{Appointed, Turn, TurnKind, cancel_event, move_event, set_late_reason, turns_of};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// Something that happens on a day.
pub const EVENT: Kind = Kind("event");
/// One entry of its agenda.
pub const ITEM: Kind = Kind("item");

/// The state of an event that is to come.
pub const PLANNED: &str = "planned";
/// The state of an event that took place.
pub const HELD: &str = "held";
/// The state of an event that did not.
pub const CANCELLED: &str = "cancelled";
/// The state of an item.
pub const CURRENT: &str = "current";
/// The state of an item that says something else than it did when its agenda was published.
pub const CHANGED: &str = "changed";
/// The state of an item that came off its agenda before that was published.
pub const TAKEN_OFF: &str = "taken off";

/// Registers what the thread must know about this engine.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[
        KindSpec {
            kind: EVENT,
            one: "meeting",
            many: "meetings",
            path: Some("meetings"),
            states: &[PLANNED, HELD, CANCELLED],
        },
        KindSpec {
            kind: ITEM,
            one: "agenda item",
            many: "agenda items",
            path: None,
            states: &[CURRENT, CHANGED, TAKEN_OFF],
        },
    ]);
}
