//! The evidence gathered before the boards' joint workshop on priorities.

use board::indicators::{
    EvidenceLevel, GatherEvidence, OpenEvidenceReview, RecordGapOfLevel, evidence_items,
    evidence_review, gather_evidence, mark_evidence_ready, open_evidence_review,
    record_gap_of_level,
};
use board::vocabulary::Origin;
use jiff::civil::{Date, date};

use crate::demonstration::stage::Stage;

const WORKSHOP: &str = "Joint prioritisation workshop";
const HELD_ON: Date = date(2021, 4, 22);
/// Statements about the place and about the region that people read beforehand.
const OF_EACH: usize = 4;

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    if stage
        .record("hackney/evidence-review/joint-prioritisation-workshop")
        .await?
        .is_some()
    {
        return Ok(());
    }
    let who = stage.who.clone();
    let board = stage.body("hackney").await?;
    let new = OpenEvidenceReview {
        body_id: board,
        title: WORKSHOP.to_owned(),
        working_group: "Hackney Strategy Working Group".to_owned(),
        workshop_on: HELD_ON,
        origin: Origin::Illustrative,
    };
    let record = open_evidence_review(&stage.house, &who, new).await?;
    let statements = evidence_items(&stage.house, Some(board)).await?;
    let slug = record.slug.as_str();
    let read = async || evidence_review(&stage.house, board, who.today, slug).await;
    if let Some(review) = read().await? {
        let gap = RecordGapOfLevel {
            review: review.clone(),
            level: EvidenceLevel::National,
            reason: "Every figure of Hackney stands beside England's; nothing was gathered about England alone."
                .to_owned(),
        };
        record_gap_of_level(&stage.house, &who, gap).await?;
        let mut items = Vec::new();
        for place in ["hackney", "london"] {
            let about = stage.area(place).await?;
            let of_place = statements.iter().filter(|item| item.area_id == Some(about));
            items.extend(of_place.take(OF_EACH).map(|item| item.record.id));
        }
        gather_evidence(&stage.house, &who, GatherEvidence { review, items }).await?;
    }
    if let Some(review) = read().await? {
        mark_evidence_ready(&stage.house, &who, &review).await?;
    }
    Ok(())
}
