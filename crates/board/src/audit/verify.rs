use std::collections::HashMap;

use uuid::Uuid;

use super::entry::EMPTY_CHAIN;
use super::{ChainHead, Entry, detail_digest, entry_hash, store};
use crate::database::DatabaseError;
use crate::runner::House;

/// What is wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// An entry does not hash to what it says.
    #[error("entry {sequence} was changed after it was written")]
    Changed {
        /// Which.
        sequence: i64,
    },
    /// An entry does not follow the one before it.
    #[error(
        "entry {sequence} does not follow the entry before it: one was removed, added or moved"
    )]
    OutOfOrder {
        /// Which.
        sequence: i64,
    },
    /// What an entry says it changed is not what it said when it was written.
    #[error("the detail of entry {sequence} was changed after it was written")]
    DetailChanged {
        /// Which.
        sequence: i64,
    },
    /// The chain is shorter than its recorded head.
    #[error("the chain ends at entry {found}, but entry {expected} was written: its tail was cut")]
    TailCut {
        /// The last entry there is.
        found: i64,
        /// The last entry there was.
        expected: i64,
    },
    /// A record's newest entry is not in any chain.
    #[error("the newest entry of {records} records is missing")]
    RecordsWithoutEntry {
        /// How many records.
        records: u64,
    },
}

/// What the verifier found in one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainReport {
    /// The chain with its head.
    pub head: ChainHead,
    /// How many entries were read.
    pub entries: u64,
    /// How many details were erased, by law and on the record.
    pub erased: u64,
    /// What is wrong, oldest first; empty when the chain holds.
    pub faults: Vec<Fault>,
}

/// Reads every chain from its first entry and reports what does not hold.
///
/// `kept_heads` are heads that a backup or a checkpoint kept outside this database: a chain that was cut *and* whose
/// head was rewritten shows only against those.
pub async fn verify(
    house: &House,
    kept_heads: &[ChainHead],
) -> Result<Vec<ChainReport>, DatabaseError> {
    let connection = house.reader();
    let mut reports = Vec::new();
    for head in store::heads(connection).await? {
        let entries = store::entries(connection, head.chain_id).await?;
        let salts = store::salts(connection, head.chain_id).await?;
        let mut report = verify_chain(&head, &entries, &salts);
        for kept in kept_heads
            .iter()
            .filter(|kept| kept.chain_id == head.chain_id && kept.sequence > 0)
        {
            let there = entries.iter().find(|entry| entry.sequence == kept.sequence);
            if there.is_none_or(|entry| entry.hash != kept.hash) {
                report.faults.push(Fault::TailCut {
                    found: head.sequence,
                    expected: kept.sequence,
                });
            }
        }
        reports.push(report);
    }
    // A chain that was deleted whole has no head left to be compared with.
    for kept in kept_heads.iter().filter(|kept| kept.sequence > 0) {
        if reports
            .iter()
            .all(|report| report.head.chain_id != kept.chain_id)
        {
            reports.push(ChainReport {
                head: kept.clone(),
                entries: 0,
                erased: 0,
                faults: vec![Fault::TailCut {
                    found: 0,
                    expected: kept.sequence,
                }],
            });
        }
    }
    let lost = store::records_without_entry(connection).await?;
    if lost > 0
        && let Some(installation) = reports.first_mut()
    {
        installation
            .faults
            .push(Fault::RecordsWithoutEntry { records: lost });
    }
    Ok(reports)
}

fn verify_chain(head: &ChainHead, entries: &[Entry], salts: &HashMap<Uuid, String>) -> ChainReport {
    let mut faults = Vec::new();
    let mut erased = 0;
    let mut previous = EMPTY_CHAIN;
    let mut expected = 1;
    for entry in entries {
        let sequence = entry.sequence;
        if sequence != expected || entry.previous_hash != previous {
            faults.push(Fault::OutOfOrder { sequence });
        }
        if entry_hash(entry) != entry.hash {
            faults.push(Fault::Changed { sequence });
        }
        match (&entry.detail, salts.get(&entry.id)) {
            (Some(detail), Some(salt)) if detail_digest(salt, detail) == entry.detail_digest => {}
            (None, Some(_)) => erased += 1,
            _ => faults.push(Fault::DetailChanged { sequence }),
        }
        previous = &entry.hash;
        expected = sequence + 1;
    }
    let last = entries.last().map_or(0, |entry| entry.sequence);
    if last != head.sequence || (last > 0 && previous != head.hash) {
        faults.push(Fault::TailCut {
            found: last,
            expected: head.sequence,
        });
    }
    ChainReport {
        head: head.clone(),
        entries: entries.len() as u64,
        erased,
        faults,
    }
}
