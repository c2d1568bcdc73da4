//! Needs, programmes, strategies and their priorities.

use crate::database::schema::table;
use crate::strategy::Horizon;

super::migration!(
    Strategy,
    "m0011_strategy",
    [
        table("need")
            .record_id()
            .text("statement")
            .text_null("now_words")
            .text_null("later_words")
            .reference_null("area_id", "area")
            .reference_null("chapter_id", "text")
            .text_null("unanswered_because"),
        table("programme")
            .record_id()
            .date("period_from")
            .date("period_to"),
        table("programme_body")
            .id()
            .reference("programme_id", "programme")
            .reference("body_id", "body")
            .unique(&["programme_id", "body_id"]),
        table("phase")
            .record_id()
            .reference("programme_id", "programme")
            .integer("position")
            .date("planned_start")
            .date("planned_end")
            .date_null("actual_start")
            .date_null("actual_end")
            .text_null("words"),
        table("strategy")
            .record_id()
            .date("period_from")
            .date("period_to")
            .reference_null("text_id", "text"),
        table("priority")
            .record_id()
            .reference("strategy_id", "strategy")
            .integer("position")
            .text("plain_words")
            .one_of("horizon", Horizon::WORDS),
    ]
);
