//! The audit log: append-only, hash-chained, written in the same transaction as the change that it describes.
//!
//! One chain for each board and one for the installation. Every column of an entry is covered by its hash. What changed
//! lies apart, salted, so that personal data can be erased by law without breaking the chain. Start with [`verify`].

mod canonical;
mod entry;
pub(crate) mod store;
#[cfg(test)]
mod tests;
mod verify;

pub use canonical::canonical_json;
pub use entry::{ChainHead, Entry, hash_of_text};
pub(crate) use entry::{detail_digest, entry_hash};
pub use verify::{ChainReport, Fault, verify};

use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::RecordId;

/// The newest entries, newest first: of one record, or of one body's chain, or of everything.
pub async fn newest(
    house: &House,
    about: Option<RecordId>,
    at_most: u64,
) -> Result<Vec<Entry>, DatabaseError> {
    store::newest(house.reader(), about, at_most).await
}

/// Where every chain ends now. Backups and the daily checkpoint carry this: a cut tail shows against it.
pub async fn heads(house: &House) -> Result<Vec<ChainHead>, DatabaseError> {
    store::heads(house.reader()).await
}
