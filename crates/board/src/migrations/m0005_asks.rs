//! Who was asked what, about which record, by when.

use crate::asks::{AskAct, AskEventKind, RoundPurpose};
use crate::database::schema::table;

super::migration!(
    Asks,
    "m0005_asks",
    [
        table("round")
            .record_id()
            .one_of("purpose", RoundPurpose::WORDS)
            .date("opens")
            .date("closes")
            .date_null("closed_on")
            .text_null("closed_with_hash"),
        table("ask")
            .id()
            .reference_null("round_id", "round")
            .reference("about_id", "record")
            .one_of("act", AskAct::WORDS)
            .reference_null("to_body", "record")
            .reference_null("to_person", "record")
            .text_null("to_role")
            .date("due")
            .integer("step")
            .uuid_null("sheet_id")
            .text_null("reply")
            .text_null("reply_text")
            .text_null("replied_by")
            .moment_null("replied_at")
            .date_null("replied_on")
            .text_null("reply_hash")
            .index(&["round_id"])
            .index(&["about_id"])
            .index(&["to_body"]),
        table("ask_event")
            .id()
            .reference("ask_id", "ask")
            .one_of("event_kind", AskEventKind::WORDS)
            .moment("at")
            .date("on_date")
            .text("by_whom")
            .text_null("words")
            .index(&["ask_id"]),
    ]
);
