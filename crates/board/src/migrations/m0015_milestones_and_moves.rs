//! Milestones of actions, what a conversation offered to those who lead an area, and moves of dates that boards share. Stewardships say where they come from: those that were there before count as entered, and as
//! illustrative all the same where whoever holds them is.

use crate::database::schema::{added_one_of, table};
use crate::delivery::TakenUp;
use crate::vocabulary::Origin;

super::migration!(
    MilestonesAndMoves,
    "m0015_milestones_and_moves",
    add[added_one_of(
        "stewardship",
        "origin",
        Origin::WORDS,
        Origin::Entered.as_str()
    )],
    [
        table("milestone")
            .id()
            .reference("action_id", "action")
            .integer("position")
            .text("title")
            .date("due")
            .date_null("done_on")
            .one_of("origin", Origin::WORDS)
            .unique(&["action_id", "position"]),
        table("conversation")
            .record_id()
            .text("offer")
            .one_of("taken_up", TakenUp::WORDS),
        table("date_move")
            .record_id()
            .reference("phase_id", "phase")
            .date("from_start")
            .date("from_end")
            .date("to_start")
            .date("to_end")
            .text("because")
            .index(&["phase_id"]),
    ]
);
