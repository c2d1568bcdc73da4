use evidence::receipts::ReceiptNumber;
use jiff::civil::Date;
use uuid::Uuid;

use super::{Intervention, QuotedFigure, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{RecordId, Sought, words};

words! {
    /// What sort of evidence.
    pub enum EvidenceType {
        /// Worked out from data; its receipt can be recomputed.
        Computed = "computed",
        /// Taken from a document, with its place.
        Quoted = "quoted",
        /// What a study or review found.
        Finding = "finding",
        /// Something that has been shown to work.
        Intervention = "intervention",
        /// What residents said.
        Insight = "insight",
    }
}

impl EvidenceType {
    /// What stands over a list of such items.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Computed => "Worked out from data",
            Self::Quoted => "Quoted from documents",
            Self::Finding => "Found by studies and reviews",
            Self::Intervention => "Shown to work",
            Self::Insight => "Said by residents",
        }
    }
}

/// A statement with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceItem {
    /// Its record: the statement in a few words.
    pub record: Record,
    /// What sort.
    pub evidence_type: EvidenceType,
    /// The statement.
    pub statement: String,
    /// The receipt behind it.
    pub receipt_id: Option<Uuid>,
    /// The number of that receipt.
    pub receipt_number: Option<String>,
    /// The document that says so.
    pub document: Option<String>,
    /// Where in it.
    pub place_in_document: Option<String>,
    /// In which words.
    pub quotation: Option<String>,
    /// The figure that those words state.
    pub figure: Option<QuotedFigure>,
    /// For whom it was shown to work, and what it did.
    pub intervention: Option<Intervention>,
    /// The indicator that it is about.
    pub indicator_id: Option<RecordId>,
    /// The place that it is about.
    pub area_id: Option<RecordId>,
    /// How far it can be relied on, in words.
    pub strength: Option<String>,
    /// When it held.
    pub as_at: Date,
}

impl EvidenceItem {
    /// Whether what somebody looks for stands in the statement, its source, or what is known of an intervention.
    #[must_use]
    pub fn mentions(&self, search: &Sought) -> bool {
        let found = self.intervention.as_ref();
        let text = [
            Some(self.record.title.as_str()),
            Some(self.statement.as_str()),
            self.document.as_deref(),
            self.place_in_document.as_deref(),
            self.quotation.as_deref(),
            self.strength.as_deref(),
            found.map(|found| found.population.as_str()),
            found.map(|found| found.effect.as_str()),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
        search.is_in(&text)
    }
}

/// Evidence items of a board, or of all, by title.
pub async fn evidence_items(
    house: &House,
    body_id: Option<RecordId>,
) -> Result<Vec<EvidenceItem>, DatabaseError> {
    store::evidence_items(house.reader(), house.registry(), body_id).await
}

/// The statements that rest on the receipt with a number.
pub async fn items_on_receipt(
    house: &House,
    number: &ReceiptNumber,
) -> Result<Vec<EvidenceItem>, DatabaseError> {
    let mut items = evidence_items(house, None).await?;
    items.retain(|item| item.receipt_number.as_deref() == Some(number.as_str()));
    Ok(items)
}

/// The evidence item with an id.
pub async fn evidence_item(
    house: &House,
    id: RecordId,
) -> Result<Option<EvidenceItem>, DatabaseError> {
    Ok(evidence_items(house, None)
        .await?
        .into_iter()
        .find(|item| item.record.id == id))
}
