//! Reads rows out of the batches of data files.

use std::collections::{BTreeSet, HashSet};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, DictionaryArray, Float64Array, StringArray, UInt16Array, UInt32Array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use evidence::catalogue::Catalogue;
use evidence::engine::{EngineError, FileHash, Filter};
use evidence::observation::{Row, State};

use super::folder::DataFolder;
use super::schema::{NUMBERS, PERIOD_MONTHS, PERIOD_START, TEXTS, columns, text_type};
use super::writing::{Finished, RowWriter};

fn open(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| error.to_string())
}

/// Hands over every row of a kept file, in its order.
pub(crate) fn rows_of(
    folder: &DataFolder,
    hash: FileHash,
    take: &mut dyn FnMut(&Row<'_>),
) -> Result<(), EngineError> {
    let path = folder.path(hash)?;
    let damaged = |what: String| EngineError::Damaged { file: hash, what };
    let reader = open(&path)
        .and_then(|reader| reader.build().map_err(|error| error.to_string()))
        .map_err(damaged)?;
    for batch in reader {
        let batch = batch.map_err(|error| damaged(error.to_string()))?;
        each_row(&batch, take).map_err(damaged)?;
    }
    Ok(())
}

/// The same file without some of its rows, by their number from 0.
pub(crate) fn without_rows(
    folder: &DataFolder,
    finished: &Finished,
    dropped: &BTreeSet<u64>,
    catalogue: &Catalogue,
) -> Result<Finished, EngineError> {
    let interrupted = EngineError::Interrupted;
    let reader = open(finished.part.path())
        .and_then(|reader| reader.build().map_err(|error| error.to_string()))
        .map_err(interrupted)?;
    let mut writer = RowWriter::new(folder)?;
    let mut number = 0;
    for batch in reader {
        let batch = batch.map_err(|error| interrupted(error.to_string()))?;
        let mut result = Ok(());
        each_row(&batch, &mut |row| {
            if !dropped.contains(&number) && result.is_ok() {
                result = writer.push(row);
            }
            number += 1;
        })
        .map_err(interrupted)?;
        result?;
    }
    writer.finish(catalogue)
}

/// Hands over every row of a batch. Columns are found by name, so that files with more columns stay readable.
pub(crate) fn each_row(batch: &RecordBatch, take: &mut dyn FnMut(&Row<'_>)) -> Result<(), String> {
    rows(batch, 0..batch.num_rows(), take)
}

/// A filter made ready for many batches.
pub(crate) struct Wanted<'a> {
    indicators: HashSet<&'a str>,
    areas: HashSet<&'a str>,
    periods: HashSet<&'a str>,
    categories: Option<bool>,
}

impl Wanted<'_> {
    /// The columns that are listed, with what is wanted of each.
    pub(super) fn lists(&self) -> impl Iterator<Item = (&'static str, &HashSet<&str>)> {
        let lists = [
            (columns::INDICATOR, &self.indicators),
            (columns::AREA_CODE, &self.areas),
            (columns::PERIOD, &self.periods),
        ];
        lists.into_iter().filter(|(_, list)| !list.is_empty())
    }

    /// Whether only rows for everyone are wanted, or only rows for a category.
    fn categories(&self) -> Option<bool> {
        self.categories
    }
}

impl<'a> From<&'a Filter> for Wanted<'a> {
    fn from(filter: &'a Filter) -> Self {
        let listed = |list: &'a [String]| list.iter().map(String::as_str).collect();
        Self {
            indicators: listed(&filter.indicators),
            areas: listed(&filter.areas),
            periods: listed(&filter.periods),
            categories: filter.categories,
        }
    }
}

/// Hands over the rows of a batch that are wanted.
pub(crate) fn each_wanted_row(
    batch: &RecordBatch,
    wanted: &Wanted<'_>,
    take: &mut dyn FnMut(&Row<'_>),
) -> Result<(), String> {
    let marks = Marks::of(batch, wanted)?;
    if marks.are_none() {
        return Ok(());
    }
    let wanted: Vec<usize> = (0..batch.num_rows()).filter(|&at| marks.has(at)).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    rows(batch, wanted.into_iter(), take)
}

/// Which rows of a batch are wanted. The batch has every column that the filter says something about.
pub(super) struct Marks(Vec<Marked>);

impl Marks {
    pub(super) fn of(batch: &RecordBatch, wanted: &Wanted<'_>) -> Result<Self, String> {
        let mut marks = wanted
            .lists()
            .map(|(column, list)| Marked::of(batch, column, |text| list.contains(text)))
            .collect::<Result<Vec<_>, String>>()?;
        if let Some(wanted) = wanted.categories() {
            let column = columns::CATEGORY_TYPE;
            marks.push(Marked::of(batch, column, |text| wanted != text.is_empty())?);
        }
        Ok(Self(marks))
    }

    fn are_none(&self) -> bool {
        self.0.iter().any(Marked::is_none)
    }

    pub(super) fn has(&self, at: usize) -> bool {
        self.0.iter().all(|marked| marked.has(at))
    }
}

/// Which texts of a column are wanted, each compared once however many rows have it.
struct Marked {
    column: DictionaryArray<Int32Type>,
    wanted: Vec<bool>,
    /// Whether rows without a text are wanted.
    empty: bool,
}

impl Marked {
    fn of(
        batch: &RecordBatch,
        name: &str,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, String> {
        let column: DictionaryArray<Int32Type> = primitive(batch, name, &text_type())?;
        let values = column.values().as_any().downcast_ref::<StringArray>();
        let values = values.ok_or_else(|| format!("the column “{name}” has no text"))?;
        let wanted = (0..values.len())
            .map(|key| is_wanted(values.value(key)))
            .collect();
        Ok(Self {
            column,
            wanted,
            empty: is_wanted(""),
        })
    }

    fn is_none(&self) -> bool {
        let empty = self.empty && self.column.null_count() > 0;
        !empty && self.wanted.iter().all(|wanted| !wanted)
    }

    fn has(&self, at: usize) -> bool {
        match self.column.key(at) {
            Some(key) => self.wanted.get(key).is_some_and(|wanted| *wanted),
            None => self.empty,
        }
    }
}

fn rows(
    batch: &RecordBatch,
    wanted: impl Iterator<Item = usize>,
    take: &mut dyn FnMut(&Row<'_>),
) -> Result<(), String> {
    let texts = Texts::of(batch)?;
    let numbers = Numbers::of(batch)?;
    let starts: UInt32Array = primitive(batch, PERIOD_START, &DataType::UInt32)?;
    let months: UInt16Array = primitive(batch, PERIOD_MONTHS, &DataType::UInt16)?;
    for at in wanted {
        let [
            indicator,
            area_code,
            area_name,
            area_type,
            parent_code,
            parent_name,
            period,
            sex,
            age,
            category_type,
            category,
            state,
            note,
            printed_england,
            printed_parent,
            printed_trend,
        ] = texts.row(at);
        let [
            value,
            lower_95,
            upper_95,
            lower_998,
            upper_998,
            count,
            denominator,
        ] = numbers.row(at);
        take(&Row {
            indicator,
            area_code,
            area_name,
            area_type,
            parent_code,
            parent_name,
            period,
            period_start: starts.value(at),
            period_months: months.value(at),
            sex,
            age,
            category_type,
            category,
            state: State::from_word(state)
                .ok_or_else(|| format!("the state “{state}” is not known"))?,
            value,
            limits_95: lower_95.zip(upper_95),
            limits_998: lower_998.zip(upper_998),
            count,
            denominator,
            note,
            printed_england,
            printed_parent,
            printed_trend,
        });
    }
    Ok(())
}

fn column(batch: &RecordBatch, name: &str, kind: &DataType) -> Result<ArrayRef, String> {
    let column = batch
        .column_by_name(name)
        .ok_or_else(|| format!("it has no column “{name}”"))?;
    if column.data_type() == kind {
        return Ok(Arc::clone(column));
    }
    cast(column, kind).map_err(|error| error.to_string())
}

fn primitive<A: Array + Clone + 'static>(
    batch: &RecordBatch,
    name: &str,
    kind: &DataType,
) -> Result<A, String> {
    column(batch, name, kind)?
        .as_any()
        .downcast_ref::<A>()
        .cloned()
        .ok_or_else(|| format!("the column “{name}” has another type"))
}

struct Texts([(DictionaryArray<Int32Type>, StringArray); TEXTS.len()]);

impl Texts {
    fn of(batch: &RecordBatch) -> Result<Self, String> {
        let columns: Result<Vec<_>, String> = TEXTS
            .iter()
            .map(|name| {
                let column: DictionaryArray<Int32Type> = primitive(batch, name, &text_type())?;
                let values = column
                    .values()
                    .as_any()
                    .downcast_ref::<StringArray>()
                    .cloned();
                let values = values.ok_or_else(|| format!("the column “{name}” has no text"))?;
                Ok((column, values))
            })
            .collect();
        let columns = columns?.try_into();
        columns
            .map(Self)
            .map_err(|_| "it has other columns".to_owned())
    }

    fn row(&self, at: usize) -> [&str; TEXTS.len()] {
        std::array::from_fn(|index| {
            let Some((column, values)) = self.0.get(index) else {
                return "";
            };
            column.key(at).map_or("", |key| values.value(key))
        })
    }
}

struct Numbers([Float64Array; NUMBERS.len()]);

impl Numbers {
    fn of(batch: &RecordBatch) -> Result<Self, String> {
        let columns: Result<Vec<Float64Array>, String> = NUMBERS
            .iter()
            .map(|name| primitive(batch, name, &DataType::Float64))
            .collect();
        let columns = columns?.try_into();
        columns
            .map(Self)
            .map_err(|_| "it has other columns".to_owned())
    }

    fn row(&self, at: usize) -> [Option<f64>; NUMBERS.len()] {
        std::array::from_fn(|index| {
            let column = self.0.get(index)?;
            column.is_valid(at).then(|| column.value(at))
        })
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::AsArray;

    use super::super::data_file::DataFile;
    use super::super::selected::selected;
    use super::super::writing::GROUP;
    use super::*;

    /// The rows of a file as it was written before empty texts had no value.
    fn with_empty_texts(batch: &RecordBatch) -> RecordBatch {
        let columns = batch.columns().iter().map(|column| {
            let Some(texts) = column.as_dictionary_opt::<Int32Type>() else {
                return Arc::clone(column);
            };
            let texts = texts.downcast_dict::<StringArray>().unwrap();
            let texts: DictionaryArray<Int32Type> = texts
                .into_iter()
                .map(|text| Some(text.unwrap_or_default()))
                .collect();
            Arc::new(texts)
        });
        RecordBatch::try_new(batch.schema(), columns.collect()).unwrap()
    }

    /// Rows in groups of texts that come and go, so that dictionaries differ.
    fn row(number: usize) -> Row<'static> {
        let one_of = |texts: [&'static str; 3], turn: usize| texts[number / turn % 3];
        Row {
            indicator: one_of(["1", "2", "3"], 90),
            area_code: one_of(["E92000001", "E12000007", "E09000012"], 7),
            period: one_of(["2022", "2023", "2024"], 3),
            category_type: one_of(["", "Sex", ""], 2),
            period_start: u32::try_from(number).unwrap(),
            ..Row::default()
        }
    }

    #[test]
    fn a_filter_over_held_rows_wants_what_it_says() {
        // More than one group of rows, each of which is a batch.
        const ROWS: usize = GROUP + 5_000;
        let path = tempfile::TempDir::new().unwrap();
        let folder = DataFolder::open(path.path()).unwrap();
        let mut writer = RowWriter::new(&folder).unwrap();
        for number in 0..ROWS {
            writer.push(&row(number)).unwrap();
        }
        let finished = writer.finish(&Catalogue::default()).unwrap();
        let file = finished.stage(&folder).unwrap();
        let file = DataFile::open(&folder, file).unwrap();
        let batches = file.batches().unwrap();
        assert!(batches.len() > 1);
        let older: Vec<RecordBatch> = batches.iter().map(with_empty_texts).collect();
        let listed = |items: &[&str]| items.iter().map(|&item| item.to_owned()).collect();
        for (indicators, areas, periods, categories) in [
            (&[][..], &[][..], &[][..], None),
            (&["2"], &[], &[], None),
            (&["1", "3"], &["E09000012"], &["2024"], Some(false)),
            (&["9"], &[], &[], None),
            (&["2"], &[], &["1999"], None),
            (
                &[],
                &["E12000007", "E92000001"],
                &["2022", "2024"],
                Some(true),
            ),
        ] {
            let filter = Filter {
                indicators: listed(indicators),
                areas: listed(areas),
                periods: listed(periods),
                categories,
            };
            let wanted: Vec<u32> = (0..ROWS)
                .map(row)
                .filter(|row| filter.wants(row))
                .map(|row| row.period_start)
                .collect();
            let alone = selected(&file, &filter, usize::MAX);
            let alone = alone.unwrap().unwrap();
            let kept: usize = alone.iter().map(RecordBatch::num_rows).sum();
            assert_eq!(kept, wanted.len(), "rows that nobody wants were read");
            let bytes: usize = alone.iter().map(RecordBatch::get_array_memory_size).sum();
            // A row takes some 130, and each batch some for its texts.
            let most = 160 * kept + 16_000 * alone.len();
            assert!(bytes <= most, "{bytes} bytes for {kept} rows, {filter:?}");
            if !wanted.is_empty() {
                let none = selected(&file, &filter, 1).unwrap();
                assert!(none.is_none(), "rows beyond a bound of memory");
            }
            for batches in [&batches, &older, &alone] {
                let mut found = Vec::new();
                for batch in batches {
                    let wanted = Wanted::from(&filter);
                    each_wanted_row(batch, &wanted, &mut |row| found.push(row.period_start))
                        .unwrap();
                }
                assert_eq!(found, wanted, "{filter:?}");
            }
        }
    }
}
