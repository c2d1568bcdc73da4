//! Reads the rows of a file that a filter wants: what the filter asks for first, and the other columns only where rows are wanted.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use datafusion::arrow::array::{Array, BooleanArray};
use datafusion::arrow::buffer::BooleanBuffer;
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::{ArrowPredicate, ArrowPredicateFn, RowFilter};
use datafusion::parquet::file::metadata::RowGroupMetaData;
use evidence::engine::{EngineError, Filter};

use super::data_file::{DataFile, Reader};
use super::reading::{Marks, Wanted};
use super::schema::columns;

/// Rows that are read together. Room is kept for so many, few as the wanted ones may be.
const BATCH: usize = 8 * 1024;

/// The wanted rows of a file, in its order. None where they take more memory than `most` bytes: then nobody should have them all at
/// once.
pub(super) fn selected(
    file: &DataFile,
    filter: &Filter,
    most: usize,
) -> Result<Option<Vec<RecordBatch>>, EngineError> {
    let wanted = Wanted::from(filter);
    let groups = file.groups().iter().enumerate();
    let groups: Vec<usize> = groups
        .filter(|(_, group)| may_have(group, &wanted))
        .map(|(at, _)| at)
        .collect();
    let bytes = AtomicUsize::new(0);
    let parts = in_parts(filter);
    let found = file.by_group(&groups, |reader| {
        if bytes.load(Ordering::Relaxed) > most {
            return Ok(Vec::new());
        }
        let predicates = parts.iter().map(|part| is_wanted(&reader, part)).collect();
        let batches = reader
            .with_row_filter(RowFilter::new(predicates))
            .with_batch_size(BATCH)
            .build()
            .map_err(|error| error.to_string())?;
        let mut found = Vec::new();
        for batch in batches {
            let batch = without_spare_room(batch.map_err(|error| error.to_string())?)?;
            let own = batch.get_array_memory_size();
            if bytes.fetch_add(own, Ordering::Relaxed) + own > most {
                break;
            }
            found.push(batch);
        }
        Ok(found)
    })?;
    let all = bytes.into_inner() <= most;
    Ok(all.then(|| found.into_iter().flatten().collect()))
}

/// A filter by columns, what mostly wants the fewest rows first: each is looked at only where those before want the row.
fn in_parts(filter: &Filter) -> Vec<(&'static str, Arc<Filter>)> {
    let parts = [
        (
            columns::INDICATOR,
            Filter {
                indicators: filter.indicators.clone(),
                ..Filter::default()
            },
        ),
        (
            columns::AREA_CODE,
            Filter {
                areas: filter.areas.clone(),
                ..Filter::default()
            },
        ),
        (
            columns::PERIOD,
            Filter {
                periods: filter.periods.clone(),
                ..Filter::default()
            },
        ),
        (
            columns::CATEGORY_TYPE,
            Filter {
                categories: filter.categories,
                ..Filter::default()
            },
        ),
    ];
    parts
        .into_iter()
        .filter(|(_, part)| *part != Filter::default())
        .map(|(column, part)| (column, Arc::new(part)))
        .collect()
}

/// Tells which rows one part of a filter wants.
fn is_wanted(
    reader: &Reader,
    (column, part): &(&'static str, Arc<Filter>),
) -> Box<dyn ArrowPredicate> {
    let column = ProjectionMask::columns(reader.parquet_schema(), [*column]);
    let part = Arc::clone(part);
    Box::new(ArrowPredicateFn::new(column, move |batch: RecordBatch| {
        let marks = Marks::of(&batch, &Wanted::from(&*part)).map_err(ArrowError::ParquetError)?;
        let wanted = BooleanBuffer::collect_bool(batch.num_rows(), |at| marks.has(at));
        Ok(BooleanArray::from(wanted))
    }))
}

/// The same rows in no more memory than they need.
fn without_spare_room(batch: RecordBatch) -> Result<RecordBatch, String> {
    let (schema, mut columns, _) = batch.into_parts();
    columns.iter_mut().for_each(Array::shrink_to_fit);
    RecordBatch::try_new(schema, columns).map_err(|error| error.to_string())
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
