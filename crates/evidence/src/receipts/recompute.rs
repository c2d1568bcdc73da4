//! Recomputes what a receipt promises and compares.

use serde::Serialize;

use crate::analysis::{AskError, Question, answer_hash};
use crate::engine::{Engine, EngineError, FileHash, Integrity};

use super::{Receipt, ReceiptType};

/// What came of checking a receipt.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Recomputed {
    /// The same question over the same files gives the same answer.
    Same,
    /// The files are the same and the answer is not: another version of the software rounds or decides differently.
    Differs {
        /// Hash of the answer now.
        found: FileHash,
        /// The software that the receipt was made with.
        made_with: String,
    },
    /// A data file has been altered since; nothing was recomputed from it.
    FileChanged {
        /// The file as the receipt names it.
        file: FileHash,
        /// What its bytes hash to now.
        found: FileHash,
    },
    /// A data file is gone.
    FileMissing {
        /// The file as the receipt names it.
        file: FileHash,
    },
    /// The receipt is quoted or counted: there is nothing to recompute from data files.
    NotComputed,
    /// The question is not one that this version understands.
    Unreadable,
}

/// Checks a receipt from its question and data files alone; no stored result is needed.
pub async fn recompute(engine: &dyn Engine, receipt: &Receipt) -> Result<Recomputed, EngineError> {
    if receipt.kind != ReceiptType::Computed {
        return Ok(Recomputed::NotComputed);
    }
    for &file in &receipt.data {
        match engine.verify(file).await? {
            Integrity::Same => {}
            Integrity::Changed { found } => return Ok(Recomputed::FileChanged { file, found }),
            Integrity::Missing => return Ok(Recomputed::FileMissing { file }),
        }
    }
    let Ok(question) = serde_json::from_str::<Question>(&receipt.question) else {
        return Ok(Recomputed::Unreadable);
    };
    let found = match answer_hash(engine, &question).await {
        Ok(found) => found,
        Err(AskError::Engine(error)) => return Err(error),
        Err(_) => return Ok(Recomputed::Unreadable),
    };
    Ok(if found == receipt.result_hash {
        Recomputed::Same
    } else {
        Recomputed::Differs {
            found,
            made_with: receipt.software.clone(),
        }
    })
}
