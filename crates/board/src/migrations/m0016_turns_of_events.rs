//! What became of events that were planned: moved or cancelled, why, and when and where they were to be.

use crate::database::schema::table;
use crate::events::{Mode, TurnKind};

super::migration!(
    TurnsOfEvents,
    "m0016_turns_of_events",
    [table("event_turn")
        .id()
        .reference("event_id", "event")
        .one_of("turn", TurnKind::WORDS)
        .date("made_on")
        .text("because")
        .date("was_on")
        .text_null("was_starts_at")
        .text_null("was_ends_at")
        .text_null("was_place")
        .one_of("was_mode", Mode::WORDS)
        .reference_null("carried_to_id", "event")
        .integer("carried_items")
        .index(&["event_id"]),]
);
