//! Question sets and answers.

use crate::database::schema::table;
use crate::questions::{AnswerMode, QuestionType, SetPurpose};

super::migration!(
    Questions,
    "m0006_questions",
    [
        table("question_set")
            .record_id()
            .one_of("purpose", SetPurpose::WORDS),
        table("set_version")
            .id()
            .reference("set_id", "question_set")
            .integer("number")
            .text("hash")
            .unique(&["set_id", "number"]),
        table("question")
            .id()
            .reference("set_version_id", "set_version")
            .text("stable_id")
            .integer("position")
            .one_of("question_type", QuestionType::WORDS)
            .text("words")
            .text_null("help")
            .text("options")
            .boolean("required")
            .text_null("short_form_of")
            .unique(&["set_version_id", "stable_id"]),
        table("sheet")
            .id()
            .reference("set_version_id", "set_version")
            .reference_null("about_id", "record")
            .reference_null("by_person", "record")
            .reference_null("by_body", "record")
            .one_of("mode", AnswerMode::WORDS)
            .text("language")
            .date("day")
            .boolean("sent")
            .index(&["about_id"]),
        table("answer")
            .id()
            .reference("sheet_id", "sheet")
            .text("question_stable_id")
            .text("value")
            .text("language")
            .unique(&["sheet_id", "question_stable_id"]),
    ]
);
