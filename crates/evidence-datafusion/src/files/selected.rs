//! Reads the rows of a file that a filter wants: what the filter asks for first, and the other columns only where rows are wanted.

use std::collections::HashSet;

use datafusion::arrow::array::BooleanArray;
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::{ArrowPredicateFn, RowFilter};
use datafusion::parquet::file::metadata::RowGroupMetaData;
use evidence::engine::{EngineError, FileHash, Filter};

use super::folder::DataFolder;
use super::reading::{Marks, Wanted, open};
use super::schema::columns;
use super::writing::GROUP;

/// The wanted rows of a file, in its order. None where they take more memory than `most` bytes: then nobody should have them all at
/// once.
pub(super) fn selected(
    folder: &DataFolder,
    hash: FileHash,
    filter: &Filter,
    most: usize,
) -> Result<Option<Vec<RecordBatch>>, EngineError> {
    let path = folder.path(hash)?;
    let damaged = |what: String| EngineError::Damaged { file: hash, what };
    let reader = open(&path).map_err(damaged)?;
    let wanted = Wanted::from(filter);
    let metadata = reader.metadata();
    let groups = metadata.row_groups().iter().enumerate();
    let groups: Vec<usize> = groups
        .filter(|(_, group)| may_have(group, &wanted))
        .map(|(at, _)| at)
        .collect();
    let mut asked: Vec<&str> = wanted.lists().map(|(column, _)| column).collect();
    if wanted.categories().is_some() {
        asked.push(columns::CATEGORY_TYPE);
    }
    let asked = ProjectionMask::columns(metadata.file_metadata().schema_descr(), asked);
    let filter = filter.clone();
    let is_wanted = ArrowPredicateFn::new(asked, move |batch: RecordBatch| {
        let marks = Marks::of(&batch, &Wanted::from(&filter)).map_err(ArrowError::ParquetError)?;
        let wanted: Vec<bool> = (0..batch.num_rows()).map(|at| marks.has(at)).collect();
        Ok(BooleanArray::from(wanted))
    });
    let batches = reader
        .with_row_groups(groups)
        .with_row_filter(RowFilter::new(vec![Box::new(is_wanted)]))
        .with_batch_size(GROUP)
        .build()
        .map_err(|error| damaged(error.to_string()))?;
    let (mut found, mut bytes) = (Vec::new(), 0);
    for batch in batches {
        let batch = batch.map_err(|error| damaged(error.to_string()))?;
        bytes += batch.get_array_memory_size();
        if bytes > most {
            return Ok(None);
        }
        found.push(batch);
    }
    Ok(Some(found))
}

/// Whether a group of rows may have a wanted one, as far as the least and the greatest text of a column tell.
fn may_have(group: &RowGroupMetaData, wanted: &Wanted<'_>) -> bool {
    wanted.lists().all(|(name, list)| {
        let mut columns = group.columns().iter();
        let column = columns.find(|column| column.column_path().string() == name);
        let between = column
            .and_then(|column| column.statistics())
            .and_then(|known| known.min_bytes_opt().zip(known.max_bytes_opt()));
        between.is_none_or(|(least, most)| has_one_between(list, least, most))
    })
}

fn has_one_between(list: &HashSet<&str>, least: &[u8], most: &[u8]) -> bool {
    list.iter()
        .any(|text| (least..=most).contains(&text.as_bytes()))
}
