//! Receipts: what makes a number checkable by anyone.
//!
//! Must not know: where receipts are stored, who asked.
//!
//! A *computed* receipt repeats a question over named data files and compares the hash of the answer. A *quoted* one names document,
//! place and words. A *counted* one names a count over records and the audit position at which it was taken.

mod canonical;
mod number;
mod recompute;

pub use canonical::canonical;
pub use number::{NotAReceiptNumber, ReceiptNumber};
pub use recompute::{Recomputed, recompute};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cell::Origin;
use crate::engine::FileHash;

/// What stands behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptType {
    /// An analysis over data files: can be recomputed.
    Computed,
    /// Words of a document.
    Quoted,
    /// A count over records.
    Counted,
}

/// Everything that is needed to check one answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// The number that people type. Derived from the rest: the same content has the same number.
    pub number: ReceiptNumber,
    /// What stands behind it.
    #[serde(rename = "type")]
    pub kind: ReceiptType,
    /// The question as canonical JSON.
    pub question: String,
    /// The data files asked, by hash.
    pub data: Vec<FileHash>,
    /// Name and version of the software.
    pub software: String,
    /// Seed of whatever was drawn by chance.
    pub seed: Option<u64>,
    /// SHA-256 of the answer as canonical JSON.
    pub result_hash: FileHash,
    /// Where the figures come from.
    pub origin: Origin,
}

impl Receipt {
    /// For the answer to a question over data files.
    pub(crate) fn computed(
        question: &Value,
        data: Vec<FileHash>,
        result: &Value,
        origin: Origin,
    ) -> Self {
        Self::new(ReceiptType::Computed, question, data, result, origin)
    }

    /// For words of a document: `place` says where in it, `file` is the hash of the document itself where somebody has it.
    #[must_use]
    pub fn quoted(document: &str, place: &str, words: &str, file: Option<FileHash>) -> Self {
        let mut question = serde_json::json!({"document": document, "place": place});
        if let Some(file) = file {
            question["file"] = serde_json::json!(file);
        }
        Self::new(
            ReceiptType::Quoted,
            &question,
            file.into_iter().collect(),
            &serde_json::json!({"words": words}),
            Origin::Quoted,
        )
    }

    /// Whether these are the words that a quoted receipt was made for, to the letter.
    #[must_use]
    pub fn is_for_words(&self, words: &str) -> bool {
        let result = serde_json::json!({"words": words});
        self.kind == ReceiptType::Quoted
            && self.result_hash == FileHash::of(canonical(&result).as_bytes())
    }

    /// What the question names under a word, such as the code of its `area` or the number of its `indicator`.
    #[must_use]
    pub fn asked_about(&self, word: &str) -> Option<String> {
        let question: Value = serde_json::from_str(&self.question).ok()?;
        question.get(word)?.as_str().map(str::to_owned)
    }

    /// For a count over records: its name with what it was asked about, and where the audit chain stood.
    #[must_use]
    pub fn counted(count: &Value, audit_position: u64, result: &Value, origin: Origin) -> Self {
        let question = serde_json::json!({"count": count, "audit_position": audit_position});
        Self::new(ReceiptType::Counted, &question, Vec::new(), result, origin)
    }

    /// For a count over files that are not kept, which are named by their hashes: whoever has them can count again.
    #[must_use]
    pub fn counted_in_files(
        count: &Value,
        files: Vec<FileHash>,
        result: &Value,
        origin: Origin,
    ) -> Self {
        let question = serde_json::json!({"count": count});
        Self::new(ReceiptType::Counted, &question, files, result, origin)
    }

    fn new(
        kind: ReceiptType,
        question: &Value,
        data: Vec<FileHash>,
        result: &Value,
        origin: Origin,
    ) -> Self {
        let question = canonical(question);
        let result_hash = FileHash::of(canonical(result).as_bytes());
        let content = serde_json::json!({
            "type": kind,
            "question": question,
            "data": data,
            "software": crate::SOFTWARE,
            "seed": null,
            "result_hash": result_hash,
            "origin": origin,
        });
        Self {
            number: ReceiptNumber::of(canonical(&content).as_bytes()),
            kind,
            question,
            data,
            software: crate::SOFTWARE.to_owned(),
            seed: None,
            result_hash,
            origin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_same_content_has_the_same_number() {
        let file = Some(FileHash::of(b"minutes"));
        let one = Receipt::quoted("Minutes", "12.5", "Action: ?", file);
        assert_eq!(one, Receipt::quoted("Minutes", "12.5", "Action: ?", file));
        assert_ne!(
            one.number,
            Receipt::quoted("Minutes", "12.5", "Action?", file).number
        );
        assert_ne!(
            one.number,
            Receipt::quoted("Minutes", "12.6", "Action: ?", file).number
        );
        assert_ne!(
            one.number,
            Receipt::quoted("Minutes", "12.5", "Action: ?", None).number
        );
    }

    #[test]
    fn a_quoted_receipt_knows_its_words_to_the_letter() {
        let receipt = Receipt::quoted("Minutes", "12.5", "Action: ?", None);
        assert_eq!(receipt.data, []);
        assert!(receipt.is_for_words("Action: ?"));
        assert!(!receipt.is_for_words("Action:?"));
        let counted = Receipt::counted(&json!({"of": "answers"}), 7, &json!(3), Origin::Entered);
        assert!(!counted.is_for_words("3"));
    }

    #[test]
    fn a_receipt_says_what_was_asked_about() {
        let question = json!({"ask": "gap", "area": "E09000012", "indicators": ["1", "2"]});
        let receipt = Receipt::computed(&question, Vec::new(), &json!(1), Origin::Imported);
        assert_eq!(receipt.asked_about("area").as_deref(), Some("E09000012"));
        assert_eq!(receipt.asked_about("indicators"), None);
        assert_eq!(receipt.asked_about("indicator"), None);
    }

    #[test]
    fn a_receipt_survives_storage() {
        let receipt = Receipt::counted(&json!({"of": "answers"}), 7, &json!(3), Origin::Entered);
        let text = serde_json::to_string(&receipt).unwrap();
        assert_eq!(serde_json::from_str::<Receipt>(&text).unwrap(), receipt);
    }
}
