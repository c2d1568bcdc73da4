use evidence::receipts::{NotAReceiptNumber, ReceiptNumber, ReceiptType};

use super::{Source, indicator_by_publisher_id, receipt};
use crate::database::DatabaseError;
use crate::places::area_by_code;
use crate::runner::House;
use crate::vocabulary::RecordId;

/// What a statement rests on, and what that says of the things it is about.
#[derive(Debug, Clone)]
pub struct SourceAbout {
    /// The source.
    pub source: Source,
    /// The indicator of a receipt's question, where it was about one that is known.
    pub indicator_id: Option<RecordId>,
    /// The place of a receipt's question, where it was about one that is known.
    pub area_id: Option<RecordId>,
}

impl From<Source> for SourceAbout {
    fn from(source: Source) -> Self {
        Self {
            source,
            indicator_id: None,
            area_id: None,
        }
    }
}

/// Why no statement about figures of our own can rest on a number.
#[derive(Debug, thiserror::Error)]
pub enum SourceOnReceiptError {
    /// Something else was typed.
    #[error("{0}; it stands at the foot of the page or paper that shows the figure")]
    NotANumber(#[from] NotAReceiptNumber),
    /// Nobody was given it here.
    #[error(
        "no answer with the receipt {0} was given here; copy the number from the foot of the page that shows the figure"
    )]
    NoSuchReceipt(ReceiptNumber),
    /// It holds words, and words are quoted.
    #[error(
        "the receipt {0} is for words of a document; write the statement as a figure in a document, with its words and place"
    )]
    IsForWords(ReceiptNumber),
    /// The database does not answer.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// What a statement rests on whose receipt has the number that somebody typed, and what that receipt is about.
pub async fn source_on_receipt(
    house: &House,
    typed: &str,
) -> Result<SourceAbout, SourceOnReceiptError> {
    let number: ReceiptNumber = typed.parse()?;
    let kept = receipt(house, &number)
        .await?
        .ok_or_else(|| SourceOnReceiptError::NoSuchReceipt(number.clone()))?
        .receipt;
    if kept.kind == ReceiptType::Quoted {
        return Err(SourceOnReceiptError::IsForWords(number));
    }
    let indicator_id = match kept.asked_about("indicator") {
        Some(id) => indicator_by_publisher_id(house, &id)
            .await?
            .map(|known| known.record.id),
        None => None,
    };
    let area_id = match kept.asked_about("area") {
        Some(code) => area_by_code(house, &code)
            .await?
            .map(|known| known.record.id),
        None => None,
    };
    Ok(SourceAbout {
        source: Source::Computed(Box::new(kept)),
        indicator_id,
        area_id,
    })
}
