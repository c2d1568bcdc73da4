//! Texts of numbered paragraphs, with versions.

use crate::database::schema::table;
use crate::texts::{BlockType, TextType, VersionState};

super::migration!(
    Texts,
    "m0004_texts",
    [
        table("text")
            .record_id()
            .one_of("text_type", TextType::WORDS)
            .reference_null("template_id", "text"),
        table("text_version")
            .id()
            .reference("text_id", "text")
            .integer("number")
            .text("hash")
            .one_of("state", VersionState::WORDS)
            .text("made_by")
            .moment("made_at")
            .unique(&["text_id", "number"]),
        table("paragraph")
            .record_id()
            .reference("text_id", "text")
            .index(&["text_id"]),
        table("block")
            .id()
            .reference("version_id", "text_version")
            .reference("paragraph_id", "paragraph")
            .integer("position")
            .text_null("number")
            .one_of("block_type", BlockType::WORDS)
            .text("words")
            .text_null("section")
            .unique(&["version_id", "position"])
            .index(&["paragraph_id"]),
    ]
);
