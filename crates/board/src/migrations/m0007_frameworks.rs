//! Dated taxonomies, and what carries their elements.

use crate::database::schema::table;
use crate::frameworks::FrameworkUse;

super::migration!(
    Frameworks,
    "m0007_frameworks",
    [
        table("framework")
            .record_id()
            .text("publisher")
            .text_null("edition")
            .one_of("framework_use", FrameworkUse::WORDS),
        table("element")
            .record_id()
            .reference("framework_id", "framework")
            .reference_null("parent_id", "element")
            .text_null("code")
            .integer("position")
            .text_null("description")
            .integer_null("target_year")
            .index(&["framework_id", "position"]),
        table("tagging")
            .id()
            .reference("record_id", "record")
            .reference("element_id", "element")
            .text("by_whom")
            .text_null("reason")
            .date("from_date")
            .date_null("to_date")
            .index(&["record_id"])
            .index(&["element_id"]),
    ]
);
