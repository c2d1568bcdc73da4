//! Counts the records of a Parquet file on this machine by a few columns of codes, without a query.
//!
//! A column of codes lies in the file as a short list of its values and a number for each record. Counting those numbers is a third
//! of the work of grouping the values, so this is done where it can be; what has too many values for it is left to DataFusion.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute::{cast, max, min};
use datafusion::arrow::datatypes::{DataType, Field, Int32Type, Int64Type, Schema, SchemaRef};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use datafusion::parquet::errors::ParquetError;

/// Records that are counted at a time: few enough to stay in the processor's own memory, and not to be asked of the system anew.
const BATCH: usize = 8 * 1024;
/// A column with more values than these at a time is none of codes.
const MOST_VALUES: usize = 4 * 1024;
/// More groups than these are not kept here.
const MOST_GROUPS: usize = 64 * 1024;
/// Neighbouring records are counted apart, so that one need not wait until the one before is added.
const LANES: usize = 4;

/// How many records have the same values, null where there is none, in the order of the columns that were asked for.
pub(super) type Groups = BTreeMap<Vec<Option<String>>, u64>;

/// Counts a file by columns, each named once. None where a column has another type or too many values for it.
pub(super) fn counted(path: &Path, columns: &[&str]) -> Result<Option<Groups>, ParquetError> {
    let file = File::open(path)?;
    let known = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())?;
    let Some(schema) = with_dictionaries(known.schema(), columns) else {
        return Ok(None);
    };
    let options = ArrowReaderOptions::new().with_schema(schema);
    let known = ArrowReaderMetadata::try_new(Arc::clone(known.metadata()), options)?;
    let parts = Parts {
        path,
        columns,
        known,
        next: AtomicUsize::new(0),
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let work: Vec<_> = (0..workers)
            .map(|_| scope.spawn(|| parts.count()))
            .collect();
        let mut all = Some(Groups::new());
        for one in work {
            let found = one
                .join()
                .map_err(|_| ParquetError::General("the counting broke off".to_owned()))??;
            all = all.zip(found).map(|(mut all, found)| {
                for (values, times) in found {
                    *all.entry(values).or_default() += times;
                }
                all
            });
        }
        Ok(all)
    })
}

/// The columns of a file, texts among those that are asked for as dictionaries. None where one is neither text nor a whole number.
fn with_dictionaries(schema: &SchemaRef, columns: &[&str]) -> Option<SchemaRef> {
    let mut fields = Vec::new();
    for field in schema.fields() {
        if !columns.contains(&field.name().as_str()) {
            fields.push(Arc::clone(field));
            continue;
        }
        // Categories of pandas and Polars are dictionaries of text already.
        let held = match field.data_type() {
            DataType::Dictionary(_, values) => values.as_ref(),
            other => other,
        };
        fields.push(match held {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Arc::new(Field::new(
                field.name(),
                DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
                field.is_nullable(),
            )),
            // Larger numbers without a sign may be none of those that codes are counted as.
            whole
                if whole.is_integer()
                    && *whole != DataType::UInt64
                    && held == field.data_type() =>
            {
                Arc::clone(field)
            }
            _ => return None,
        });
    }
    Some(Arc::new(Schema::new(fields)))
}

/// The groups of rows of a file, of which each worker takes the next.
struct Parts<'a> {
    path: &'a Path,
    columns: &'a [&'a str],
    known: ArrowReaderMetadata,
    next: AtomicUsize,
}

impl Parts<'_> {
    fn count(&self) -> Result<Option<Groups>, ParquetError> {
        let all = self.known.metadata().num_row_groups();
        let mut groups = Groups::new();
        loop {
            let part = self.next.fetch_add(1, Ordering::Relaxed);
            if part >= all {
                return Ok(Some(groups));
            }
            let file = File::open(self.path)?;
            let reader =
                ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.known.clone());
            let wanted =
                ProjectionMask::columns(reader.parquet_schema(), self.columns.iter().copied());
            let reader = reader
                .with_projection(wanted)
                .with_row_groups(vec![part])
                .with_batch_size(BATCH)
                .build()?;
            for batch in reader {
                if add(&batch?, self.columns, &mut groups).is_none() {
                    self.next.store(all, Ordering::Relaxed);
                    return Ok(None);
                }
            }
        }
    }
}

/// Adds the records of a batch. None where they have too many values.
fn add(batch: &RecordBatch, columns: &[&str], groups: &mut Groups) -> Option<()> {
    let coded = columns
        .iter()
        .map(|column| Coded::of(batch.column_by_name(column)?))
        .collect::<Option<Vec<_>>>()?;
    let cells = coded
        .iter()
        .try_fold(1, |cells: usize, one| cells.checked_mul(one.values.len()))
        .filter(|cells| *cells <= MOST_GROUPS)?;
    let (first, others) = coded.split_first()?;
    let mut places = Cow::Borrowed(&first.places[..]);
    for other in others {
        let width = u32::try_from(other.values.len()).ok()?;
        for (place, beside) in places.to_mut().iter_mut().zip(&other.places) {
            *place = *place * width + beside;
        }
    }
    for (place, times) in tally(&places, cells).into_iter().enumerate() {
        if times > 0 {
            *groups.entry(values_at(&coded, place)).or_default() += times;
        }
    }
    (groups.len() <= MOST_GROUPS).then_some(())
}

/// How often each place stands among them. All are below `cells`.
fn tally(places: &[u32], cells: usize) -> Vec<u64> {
    let mut lanes = vec![0_u64; cells * LANES];
    for four in places.chunks(LANES) {
        for (lane, place) in four.iter().enumerate() {
            if let Some(times) = lanes.get_mut(*place as usize * LANES + lane) {
                *times += 1;
            }
        }
    }
    lanes
        .chunks(LANES)
        .map(|lanes| lanes.iter().sum())
        .collect()
}

fn values_at(coded: &[Coded], mut place: usize) -> Vec<Option<String>> {
    let mut values = Vec::with_capacity(coded.len());
    for one in coded.iter().rev() {
        let width = one.values.len();
        values.push(one.values.get(place % width).cloned().flatten());
        place /= width;
    }
    values.reverse();
    values
}

/// A column as a list of its values, null the last, and the place in it of each record.
struct Coded {
    values: Vec<Option<String>>,
    places: Vec<u32>,
}

impl Coded {
    fn of(array: &ArrayRef) -> Option<Self> {
        if let Some(dictionary) = array.as_dictionary_opt::<Int32Type>() {
            let texts = dictionary.values().as_string_opt::<i32>()?;
            let values: Vec<Option<String>> =
                texts.iter().map(|text| text.map(str::to_owned)).collect();
            let keys = dictionary.keys();
            let place = |key: &i32| u32::try_from(*key).unwrap_or_default();
            return Self::new(values, array, keys.values().iter().map(place).collect());
        }
        let whole = cast(array, &DataType::Int64).ok()?;
        let whole = whole.as_primitive_opt::<Int64Type>()?;
        let (Some(least), Some(most)) = (min(whole), max(whole)) else {
            // Every one is null.
            return Self::new(Vec::new(), array, vec![0; array.len()]);
        };
        let width = usize::try_from(most.checked_sub(least)?).ok()?;
        if width >= MOST_VALUES {
            return None;
        }
        let values = (least..=most).map(|number| Some(number.to_string()));
        // What lies under a null may be any number.
        let place = |number: &i64| u32::try_from(number.wrapping_sub(least)).unwrap_or_default();
        Self::new(
            values.collect(),
            array,
            whole.values().iter().map(place).collect(),
        )
    }

    fn new(
        mut values: Vec<Option<String>>,
        array: &ArrayRef,
        mut places: Vec<u32>,
    ) -> Option<Self> {
        let null = u32::try_from(values.len()).ok()?;
        values.push(None);
        if let Some(valid) = array.nulls().filter(|valid| valid.null_count() > 0) {
            for (place, is_valid) in places.iter_mut().zip(valid) {
                if !is_valid {
                    *place = null;
                }
            }
        }
        (values.len() <= MOST_VALUES).then_some(Self { values, places })
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::{DictionaryArray, Float64Array, Int16Array, StringArray};
    use datafusion::arrow::datatypes::Int8Type;
    use datafusion::parquet::arrow::ArrowWriter;
    use datafusion::parquet::file::properties::WriterProperties;
    use proptest::prelude::*;
    use tempfile::NamedTempFile;

    use super::*;

    /// A file with groups of so many rows.
    fn written(columns: Vec<(&str, ArrayRef)>, rows: usize) -> NamedTempFile {
        let batch = RecordBatch::try_from_iter_with_nullable(
            columns.into_iter().map(|(name, array)| (name, array, true)),
        )
        .unwrap();
        let file = NamedTempFile::new().unwrap();
        let properties = WriterProperties::builder()
            .set_max_row_group_row_count(Some(rows))
            .build();
        let sink = file.reopen().unwrap();
        let mut writer = ArrowWriter::try_new(sink, batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        file
    }

    fn texts(values: impl IntoIterator<Item = Option<String>>) -> ArrayRef {
        Arc::new(values.into_iter().collect::<StringArray>())
    }

    proptest! {
        #[test]
        fn groups_are_those_that_counting_one_by_one_gives(
            records in prop::collection::vec((prop::option::of("[AB]?"), prop::option::of(-3_i16..4)), 1..300),
            rows in 1_usize..120,
        ) {
            let file = written(
                vec![
                    ("not asked", Arc::new(Float64Array::from(vec![0.5; records.len()]))),
                    ("ethnic group", texts(records.iter().map(|(text, _)| text.clone()))),
                    ("decile", Arc::new(records.iter().map(|(_, number)| *number).collect::<Int16Array>())),
                ],
                rows,
            );
            let mut expected = Groups::new();
            for (text, number) in &records {
                let values = vec![number.map(|number| number.to_string()), text.clone()];
                *expected.entry(values).or_default() += 1;
            }
            let found = counted(file.path(), &["decile", "ethnic group"]).unwrap().unwrap();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn categories_of_other_programs_are_counted_too() {
        let sexes = ["1", "2", "2", "9", "2"];
        let narrow: DictionaryArray<Int8Type> = sexes.into_iter().collect();
        let wide = cast(
            &texts(sexes.map(|sex| Some(sex.to_owned()))),
            &DataType::Dictionary(Box::new(DataType::UInt32), Box::new(DataType::LargeUtf8)),
        );
        let file = written(
            vec![("narrow", Arc::new(narrow)), ("wide", wide.unwrap())],
            2,
        );
        for column in ["narrow", "wide"] {
            let found = counted(file.path(), &[column]).unwrap().unwrap();
            let times: Vec<u64> = found.into_values().collect();
            assert_eq!(times, [1, 3, 1], "{column}");
        }
    }

    #[test]
    fn what_is_no_code_is_left_alone() {
        let many = (0..=MOST_VALUES).map(|number| Some(format!("P{number}")));
        let wide = [Some(0_i16), Some(i16::MAX)].into_iter().cycle();
        let file = written(
            vec![
                ("person", texts(many)),
                (
                    "share",
                    Arc::new(Float64Array::from(vec![0.5; MOST_VALUES + 1])),
                ),
                (
                    "number",
                    Arc::new(wide.take(MOST_VALUES + 1).collect::<Int16Array>()),
                ),
            ],
            MOST_VALUES,
        );
        for column in ["person", "share", "number"] {
            let found = counted(file.path(), &[column]).unwrap();
            assert!(found.is_none(), "{column}");
        }
    }
}
