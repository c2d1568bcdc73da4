//! What the board has gathered beside figures: quotations, findings, what has been shown to work, and what residents said.

use papers::{Anchor, AnchorProblem, Block, Origin, Words};

use super::measured::finding;
use super::{linked, paragraph, sentence};
use crate::indicators::{EvidenceItem, EvidenceType};
use crate::packs::contents::Contents;
use crate::vocabulary::{RecordId, capital};

/// The types in the order in which they stand. What was worked out stands with the figures.
const TYPES: [EvidenceType; 4] = [
    EvidenceType::Quoted,
    EvidenceType::Finding,
    EvidenceType::Intervention,
    EvidenceType::Insight,
];

/// Nothing where the board has gathered nothing.
pub(super) fn of(contents: &Contents<'_>) -> Result<Option<Vec<Block>>, AnchorProblem> {
    let mut blocks = Vec::new();
    for evidence_type in TYPES {
        let items: Vec<&EvidenceItem> = contents
            .items
            .iter()
            .filter(|item| item.evidence_type == evidence_type)
            .collect();
        if items.is_empty() {
            continue;
        }
        blocks.push(Block::Heading {
            anchor: Anchor::new(format!("type-{evidence_type}"))?,
            words: evidence_type.heading().to_owned(),
        });
        for item in items {
            let name = format!("s-{}", item.record.slug);
            let origin = if item.record.origin.is_illustrative() {
                Origin::Illustrative
            } else {
                Origin::Recorded
            };
            blocks.push(paragraph(name, words(contents, item), origin)?);
        }
    }
    Ok((!blocks.is_empty()).then_some(blocks))
}

/// What each paragraph of a pack rests on: its words, and the statement.
pub(in super::super) fn citations(contents: &Contents<'_>) -> Vec<(String, RecordId)> {
    let mut citations = Vec::new();
    for item in &contents.items {
        if TYPES.contains(&item.evidence_type) {
            let said = words(contents, item);
            let plain = said.runs().iter().map(|run| match run {
                papers::Run::Plain(words)
                | papers::Run::Strong(words)
                | papers::Run::Link { words, .. } => words.as_str(),
                papers::Run::Reference(_) => "",
            });
            citations.push((plain.collect(), item.record.id));
        }
    }
    for figure in &contents.figures {
        let computed = contents.items.iter().filter(|item| {
            item.evidence_type == EvidenceType::Computed
                && item.indicator_id == Some(figure.indicator.record.id)
        });
        citations.extend(computed.map(|item| (finding(contents, figure), item.record.id)));
    }
    citations
}

fn words(contents: &Contents<'_>, item: &EvidenceItem) -> Words {
    let address = format!("/{}/evidence-items/{}", contents.board, item.record.slug);
    let mut said = Words::from(format!("{} ", sentence(&item.statement)));
    if let Some(quotation) = &item.quotation {
        said = said.plain(format!("“{}” ", quotation.trim()));
    }
    let mut source: Vec<&str> = Vec::new();
    source.extend(item.document.as_deref());
    source.extend(item.place_in_document.as_deref());
    if source.is_empty() {
        source.push("No source is given");
    }
    said = linked(said, &capital(&source.join(", ")), address).plain(".");
    match &item.strength {
        Some(strength) => said.plain(format!(" How far to rely on it: {}", sentence(strength))),
        None => said,
    }
}
