//! What is attached to one report: an appendix, and a background paper of which only the reason for its loss is left.

use board::files::{
    AddAttachment, AttachmentRole, NoteMissingAttachment, add_attachment, attachments_of,
    note_missing_attachment,
};
use board::vocabulary::Origin;
use jiff::civil::date;

use super::stage::Stage;

/// The report that has them.
const REPORT: &str = "hackney/text/draft-priorities";

/// How many came to which hall, made up like the summer itself.
const HALLS: &str =
    "Hall,People,Languages\r\nNorth,41,3\r\nEast,27,4\r\nSouth,33,2\r\nWest,19,2\r\n";

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    let report = stage.the(REPORT).await?;
    let held = attachments_of(&stage.house, &[report.id]).await?;
    if held.contains_key(&report.id) {
        return Ok(());
    }
    let who = stage.on(date(2021, 11, 4));
    let halls = AddAttachment {
        record_id: report.id,
        role: AttachmentRole::Appendix,
        title: "Appendix 1: who came, by hall".to_owned(),
        version: Some("2".to_owned()),
        dated: Some(date(2021, 10, 4)),
        name: "halls.csv".to_owned(),
        bytes: HALLS.as_bytes().to_vec(),
        origin: Origin::Illustrative,
    };
    add_attachment(&stage.house, &who, halls).await?;
    let notes = NoteMissingAttachment {
        record_id: report.id,
        role: AttachmentRole::Background,
        title: "Notes of the summer workshops".to_owned(),
        version: None,
        dated: None,
        reason: "Their link is dead, and nobody kept a copy.".to_owned(),
        origin: Origin::Illustrative,
    };
    note_missing_attachment(&stage.house, &who, notes).await?;
    Ok(())
}
