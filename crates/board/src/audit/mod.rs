//! The audit log: append-only, hash-chained, written in the same transaction as the change that it describes.
//!
//! One chain for each board and one for the installation. Every column of an entry is covered by its hash. What changed
//! lies apart, salted, so that personal data can be erased by law without breaking the chain. Start with [`verify()`].

mod canonical;
mod entry;
pub(crate) mod store;
#[cfg(test)]
mod tests;
mod verify;
mod words;

pub use canonical::canonical_json;
pub use entry::{ChainHead, Entry, hash_of_text};
pub(crate) use entry::{detail_digest, entry_hash};
pub use verify::{ChainReport, Fault, verify};
pub use words::changes_in_words;

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

/// The newest entries of one body's chain, newest first; `None` is the installation's.
pub async fn newest_of_body(
    house: &House,
    body: Option<RecordId>,
    at_most: u64,
) -> Result<Vec<Entry>, DatabaseError> {
    store::newest_of_body(house.reader(), body, at_most).await
}

/// The entries of one chain, newest first: a board's own (`Some`) or the installation's (`None`), about one record or
/// all, and before a place in the chain where there are more than fit a page.
///
/// A board without a chain of its own has none of these.
pub async fn of_chain(
    house: &House,
    body_id: Option<RecordId>,
    about: Option<RecordId>,
    before: Option<i64>,
    at_most: u64,
) -> Result<Vec<Entry>, DatabaseError> {
    let heads = store::heads(house.reader()).await?;
    let Some(chain) = heads.iter().find(|head| head.body_id == body_id) else {
        return Ok(Vec::new());
    };
    store::of_chain(house.reader(), chain.chain_id, about, before, at_most).await
}

/// How many entries are about a record.
pub async fn entries_about(house: &House, about: RecordId) -> Result<usize, DatabaseError> {
    store::count_about(house.reader(), about).await
}

/// Where every chain ends now. Backups and the daily checkpoint carry this: a cut tail shows against it.
pub async fn heads(house: &House) -> Result<Vec<ChainHead>, DatabaseError> {
    store::heads(house.reader()).await
}
