//! Milestones of actions, and what a conversation offered to those who lead an area. Stewardships say where they come from: those that were there before count as entered, and as
//! illustrative all the same where whoever holds them is.

use crate::database::schema::{added_one_of, table};
use crate::delivery::TakenUp;
use crate::vocabulary::Origin;

super::migration!(
    MilestonesAndMoves,
    "m0014_milestones_and_moves",
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
    ]
);
