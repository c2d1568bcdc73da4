use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::vocabulary::RecordId;

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Identity of the entry.
    pub id: Uuid,
    /// The chain it is part of.
    pub chain_id: Uuid,
    /// Its place in the chain, from 1.
    pub sequence: i64,
    /// When, by the machine's clock.
    pub at: Timestamp,
    /// Who, as the log prints them.
    pub actor: String,
    /// What was done: "publish minutes".
    pub act: String,
    /// To which record.
    pub record_id: Option<RecordId>,
    /// Digest of the salted detail.
    pub detail_digest: String,
    /// Hash of the entry before, or of the empty chain.
    pub previous_hash: String,
    /// Hash of this entry.
    pub hash: String,
    /// What changed, as canonical JSON; `None` when it was erased.
    pub detail: Option<String>,
}

/// Where a chain ends.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ChainHead {
    /// The chain.
    pub chain_id: Uuid,
    /// The board whose chain it is; `None` for the installation.
    pub body_id: Option<RecordId>,
    /// Number of its newest entry; 0 when there is none.
    pub sequence: i64,
    /// Hash of that entry.
    pub hash: String,
}

/// The previous hash of a chain's first entry.
pub(crate) const EMPTY_CHAIN: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn hash_of_text(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Digest of what changed, salted so that it cannot be guessed once the detail is erased.
pub(crate) fn detail_digest(salt: &str, detail: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(salt.as_bytes());
    hasher.update(b"\n");
    hasher.update(detail.as_bytes());
    hex(&hasher.finalize())
}

/// The hash that covers every column of an entry. Fields are prefixed with their length, so that none can flow into
/// the next.
pub(crate) fn entry_hash(entry: &Entry) -> String {
    let record = entry.record_id.map(|id| id.to_string()).unwrap_or_default();
    let fields = [
        entry.chain_id.to_string(),
        entry.sequence.to_string(),
        entry.at.as_microsecond().to_string(),
        entry.actor.clone(),
        entry.act.clone(),
        record,
        entry.detail_digest.clone(),
        entry.previous_hash.clone(),
        entry.id.to_string(),
    ];
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hex(&hasher.finalize())
}
