use super::{Element, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::{self, Record};
use crate::vocabulary::{Actor, Kind, RecordId};

/// One element with everything that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageRow {
    /// The element.
    pub element: Element,
    /// For each kind asked for, in that order, the records that carry the element. An empty list is a gap.
    pub carriers: Vec<Vec<Record>>,
}

/// What carries which element of a framework: the matrix whose empty cells are gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The kinds of record, as columns.
    pub kinds: Vec<Kind>,
    /// The elements in order, as rows.
    pub rows: Vec<CoverageRow>,
}

impl Coverage {
    /// How many cells are empty.
    #[must_use]
    pub fn gaps(&self) -> usize {
        self.rows
            .iter()
            .flat_map(|row| &row.carriers)
            .filter(|carriers| carriers.is_empty())
            .count()
    }

    /// The elements that no record of any kind carries.
    pub fn uncarried(&self) -> impl Iterator<Item = &Element> {
        self.rows
            .iter()
            .filter(|row| row.carriers.iter().all(Vec::is_empty))
            .map(|row| &row.element)
    }
}

/// Works out the coverage of a framework by some kinds of record of a body. Records that the actor may not see count
/// as not there.
pub async fn coverage(
    house: &House,
    actor: &Actor,
    framework: RecordId,
    kinds: &[Kind],
    body_id: Option<RecordId>,
) -> Result<Coverage, DatabaseError> {
    let mut columns = Vec::new();
    for &kind in kinds {
        let mut records = thread::of_kind(house, kind, body_id).await?;
        records.retain(|record| record.is_visible_to(actor));
        columns.push(records);
    }
    let taggings = store::taggings(house.reader(), None, Some(framework)).await?;
    let rows = super::elements_of(house, framework)
        .await?
        .into_iter()
        .map(|element| {
            let carriers = columns
                .iter()
                .map(|records| {
                    records
                        .iter()
                        .filter(|record| {
                            taggings.iter().any(|tagging| {
                                tagging.record_id == record.id
                                    && tagging.element_id == element.record.id
                            })
                        })
                        .cloned()
                        .collect()
                })
                .collect();
            CoverageRow { element, carriers }
        })
        .collect();
    Ok(Coverage {
        kinds: kinds.to_vec(),
        rows,
    })
}
