//! Evidence that working groups gather before workshops, with the levels at which there is none; and what a document worked a
//! figure out from.

use crate::database::schema::{added_text_null, table};
use crate::indicators::EvidenceLevel;

super::migration!(
    ReviewsAndArithmetic,
    "m0027_reviews_and_arithmetic",
    add[added_text_null("quoted_figure", "worked_from")],
    [
        table("evidence_review")
            .record_id()
            .text("working_group")
            .date("workshop_on"),
        table("evidence_review_gap")
            .id()
            .reference("review_id", "evidence_review")
            .one_of("level", EvidenceLevel::WORDS)
            .text("reason")
            .date("as_at")
            .unique(&["review_id", "level"]),
    ]
);
