//! Outcomes with their measures and roles, achievements, frozen scorecards, and messages on their way out.

use crate::database::schema::table;
use crate::outcomes::{Cadence, Part};

super::migration!(
    Outcomes,
    "m0012_outcomes",
    [
        table("outcome").record_id().text("plain_words"),
        table("outcome_role")
            .id()
            .reference("outcome_id", "outcome")
            .reference("body_id", "body")
            .one_of("part", Part::WORDS)
            .date("from_date")
            .date_null("to_date")
            .index(&["outcome_id"]),
        table("outcome_measure")
            .id()
            .reference("outcome_id", "outcome")
            .text("counted")
            .text("unit")
            .reference_null("indicator_id", "record")
            .reference_null("area_id", "area")
            .real_null("baseline")
            .date_null("baseline_on")
            .text_null("baseline_receipt")
            .real_null("target")
            .date_null("target_on")
            .one_of("cadence", Cadence::WORDS)
            .unique(&["outcome_id"]),
        table("achievement")
            .record_id()
            .date("achieved_on")
            .integer_null("pence")
            .reference_null("area_id", "area")
            .reference_null("by_body_id", "body"),
        table("frozen_scorecard")
            .id()
            .reference("round_id", "round")
            .text("content")
            .text("hash")
            .unique(&["round_id"]),
        table("message")
            .id()
            .reference_null("board_id", "record")
            .reference_null("about_id", "record")
            .reference_null("for_body_id", "record")
            .text("to_name")
            .text("to_address")
            .text("subject")
            .text("words")
            .date("queued_on")
            .moment("queued_at")
            .moment_null("sent_at")
            .text_null("problem")
            .index(&["about_id"])
            .index(&["sent_at"]),
    ]
);
