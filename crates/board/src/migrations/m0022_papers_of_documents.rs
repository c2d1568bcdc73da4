//! What a version of a document was made of, where it was made and not typed: its paper with every table and drawing.

use crate::database::schema::table;

super::migration!(
    PapersOfDocuments,
    "m0022_papers_of_documents",
    [table("document_paper")
        .id()
        .reference("version_id", "text_version")
        .date("as_at")
        .text("made_from")
        .text("paper")
        .unique(&["version_id"])]
);
