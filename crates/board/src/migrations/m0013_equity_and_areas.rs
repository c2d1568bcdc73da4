//! Reviews of the course taken, and assessments of whom something may leave behind. A stewardship says which board spoke
//! of it: the areas are shared by all boards, and each has its own people for them. Nothing wrote stewardships before.

use crate::database::schema::table;
use crate::delivery::CourseDecision;
use crate::equity::AssessmentType;

super::migration!(
    EquityAndAreas,
    "m0013_equity_and_areas",
    drop["stewardship"],
    [
        table("stewardship")
            .id()
            .reference("board_id", "body")
            .reference("element_id", "element")
            .reference_null("body_id", "body")
            .reference_null("person_id", "person")
            .date("start_date")
            .date_null("end_date")
            .text_null("standing")
            .index(&["board_id"]),
        table("course_review")
            .record_id()
            .reference("about_id", "record")
            .one_of("decision", CourseDecision::WORDS)
            .text("reason")
            .date("reviewed_on")
            .date_null("next_review")
            .index(&["about_id"]),
        table("assessment")
            .record_id()
            .reference("about_id", "record")
            .one_of("assessment_type", AssessmentType::WORDS)
            .reference("sheet_id", "sheet")
            .text("answered_by")
            .date("assessed_on")
            .text_null("what_changed")
            .date_null("review_due")
            .index(&["about_id"]),
        table("assessment_due")
            .id()
            .reference("about_id", "record")
            .date("due")
            .unique(&["about_id"]),
    ]
);
