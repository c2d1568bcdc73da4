//! Milestones of actions.

use crate::database::schema::table;
use crate::vocabulary::Origin;

super::migration!(
    MilestonesAndMoves,
    "m0014_milestones_and_moves",
    [table("milestone")
        .id()
        .reference("action_id", "action")
        .integer("position")
        .text("title")
        .date("due")
        .date_null("done_on")
        .one_of("origin", Origin::WORDS)
        .unique(&["action_id", "position"]),]
);
