//! Files by what is in them, and what is attached to which record. An attachment names its file or says why it is lost.

use crate::database::schema::table;
use crate::files::{AttachmentRole, MediaType};
use crate::vocabulary::Origin;

super::migration!(
    Attachments,
    "m0017_attachments",
    [
        table("stored_file")
            .id()
            .text("sha256")
            .integer("bytes")
            .one_of("media_type", MediaType::WORDS)
            .text_null("words")
            .unique(&["sha256"]),
        table("attachment")
            .id()
            .reference("record_id", "record")
            .integer("position")
            .one_of("role", AttachmentRole::WORDS)
            .text("title")
            .text_null("version")
            .date_null("dated")
            .reference_null("file_id", "stored_file")
            .text_null("lost_reason")
            .one_of("origin", Origin::WORDS)
            .unique(&["record_id", "position"])
            .index(&["file_id"]),
    ]
);
