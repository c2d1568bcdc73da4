//! Actions, and who looks after the cross-cutting areas.

use crate::database::schema::table;
use crate::delivery::{ActionLevel, ActionType};

super::migration!(
    Delivery,
    "m0008_delivery",
    [
        table("action")
            .record_id()
            .reference_null("parent_id", "action")
            .one_of("action_type", ActionType::WORDS)
            .reference_null("owner_body_id", "body")
            .reference_null("owner_person_id", "person")
            .text_null("owner_words")
            .date_null("due")
            .text_null("due_words")
            .one_of_null("level", ActionLevel::WORDS)
            .text_null("level_reason")
            .boolean("resident_led")
            .index(&["owner_body_id"]),
        table("stewardship")
            .id()
            .reference("element_id", "element")
            .reference_null("body_id", "body")
            .reference_null("person_id", "person")
            .date("start_date")
            .date_null("end_date")
            .text_null("standing")
            .index(&["element_id"]),
    ]
);
