//! Writes rows into a new data file, hashing as it goes.

use std::fs::File;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, DictionaryArray, Float64Builder, Int32Array, StringArray, UInt16Builder,
    UInt32Builder,
};
use datafusion::arrow::buffer::{BooleanBuffer, NullBuffer};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::metadata::KeyValue;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use datafusion::parquet::schema::types::ColumnPath;
use evidence::catalogue::Catalogue;
use evidence::engine::{EngineError, FileHash};
use evidence::observation::Row;

use crate::in_turn::InTurn;

use super::encoding::Encoder;
use super::folder::{DataFolder, Part};
use super::schema::{CATALOGUE, NUMBERS, TEXTS, columns, schema};

/// Rows that are put together before they are written.
const BATCH: usize = 4 * 1024;
/// Rows in one group of a file: a filter can pass over whole groups.
pub(super) const GROUP: usize = 128 * 1024;

/// A data file being written.
pub(crate) struct RowWriter {
    part: Part,
    encoder: Encoder,
    columns: Columns,
}

impl RowWriter {
    pub(crate) fn new(folder: &DataFolder) -> Result<Self, EngineError> {
        let part = folder.part()?;
        let file = part.file()?;
        Self::onto(part, file)
    }

    fn onto(part: Part, file: File) -> Result<Self, EngineError> {
        // Nothing that depends on the time or the library's version goes into a file: the same rows have the same hash.
        let properties = WriterProperties::builder()
            .set_created_by("commonweal".to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP))
            .set_statistics_enabled(EnabledStatistics::None);
        // Comparing every text with the least and the greatest before it costs as much as reading it. Only what filters ask for
        // lets whole groups be passed over.
        let filtered = [columns::INDICATOR, columns::AREA_CODE, columns::PERIOD];
        let properties = filtered.into_iter().fold(properties, |properties, name| {
            let column = ColumnPath::from(name);
            properties.set_column_statistics_enabled(column, EnabledStatistics::Chunk)
        });
        // Figures hardly ever come twice, so that a list of those that came makes a file no smaller, or little.
        let properties = NUMBERS.into_iter().fold(properties, |properties, name| {
            properties.set_column_dictionary_enabled(ColumnPath::from(name), false)
        });
        let encoder = Encoder::new(file, properties.build()).map_err(failed)?;
        Ok(Self {
            part,
            encoder,
            columns: Columns::default(),
        })
    }

    pub(crate) fn push(&mut self, row: &Row<'_>) -> Result<(), EngineError> {
        self.columns.push(row);
        if self.columns.rows >= BATCH {
            self.flush()?;
        }
        Ok(())
    }

    /// Says that no row follows, so that the last ones are encoded while other things are seen to.
    pub(crate) fn no_more_rows(&mut self) -> Result<(), EngineError> {
        self.flush()?;
        self.encoder.no_more();
        Ok(())
    }

    fn flush(&mut self) -> Result<(), EngineError> {
        if self.columns.rows == 0 {
            return Ok(());
        }
        let batch = self.columns.take().map_err(|error| failed(error.into()))?;
        self.encoder.take(batch).map_err(failed)
    }

    /// Finishes the file without naming it, so that it can be read again.
    pub(crate) fn finish(mut self, catalogue: &Catalogue) -> Result<Finished, EngineError> {
        self.flush()?;
        let entry = |periods| {
            let catalogue = Catalogue {
                periods,
                ..catalogue.clone()
            };
            let json = serde_json::to_string(&catalogue);
            let json = json.map_err(|error| ParquetError::External(Box::new(error)))?;
            Ok(KeyValue::new(CATALOGUE.to_owned(), json))
        };
        let hash = self.encoder.finish(entry).map_err(failed)?;
        self.part.sync()?;
        Ok(Finished {
            hash,
            part: self.part,
        })
    }
}

/// A whole file under a passing name.
pub(crate) struct Finished {
    pub(super) part: Part,
    hash: FileHash,
}

impl Finished {
    /// Gives it its name.
    pub(crate) fn stage(self, folder: &DataFolder) -> Result<FileHash, EngineError> {
        folder.stage(&self.part, self.hash)?;
        Ok(self.hash)
    }
}

fn failed(error: ParquetError) -> EngineError {
    EngineError::Folder {
        doing: "writing a data file",
        source: std::io::Error::other(error),
    }
}

/// A column of texts. A row without a text has no value: columns are mostly empty, and writing that out costs as much as a text.
#[derive(Default)]
struct TextColumn {
    texts: InTurn,
    /// Which of the texts each row has.
    rows: Vec<i32>,
    /// Whether there are rows without one.
    is_ragged: bool,
}

/// Stands for a row without a text.
const NO_TEXT: i32 = -1;

impl TextColumn {
    fn push(&mut self, text: &str) {
        // Empty texts are not compared: that takes many times as long as comparing a few letters where processors mask what
        // they load.
        let number = if text.is_empty() {
            self.is_ragged = true;
            NO_TEXT
        } else {
            // There are no more texts than rows in a batch.
            i32::try_from(self.texts.number(text)).unwrap_or(NO_TEXT)
        };
        self.rows.push(number);
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let texts = StringArray::from_iter_values(self.texts.texts());
        self.texts.clear();
        let rows = std::mem::take(&mut self.rows);
        let has_text = |row: usize| rows.get(row).is_some_and(|number| *number != NO_TEXT);
        let has_text = std::mem::take(&mut self.is_ragged)
            .then(|| NullBuffer::new(BooleanBuffer::collect_bool(rows.len(), has_text)));
        let rows = Int32Array::try_new(rows.into(), has_text)?;
        Ok(Arc::new(DictionaryArray::try_new(rows, Arc::new(texts))?))
    }
}

/// Columns in the making. Texts are kept once each and pointed to, so that a row costs no allocation.
struct Columns {
    rows: usize,
    texts: [TextColumn; TEXTS.len()],
    numbers: [Float64Builder; NUMBERS.len()],
    period_start: UInt32Builder,
    period_months: UInt16Builder,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            rows: 0,
            texts: std::array::from_fn(|_| TextColumn::default()),
            numbers: std::array::from_fn(|_| Float64Builder::new()),
            period_start: UInt32Builder::new(),
            period_months: UInt16Builder::new(),
        }
    }
}

impl Columns {
    fn push(&mut self, row: &Row<'_>) {
        let texts = [
            row.indicator,
            row.area_code,
            row.area_name,
            row.area_type,
            row.parent_code,
            row.parent_name,
            row.period,
            row.sex,
            row.age,
            row.category_type,
            row.category,
            row.state.word(),
            row.note,
            row.printed_england,
            row.printed_parent,
            row.printed_trend,
        ];
        for (column, text) in self.texts.iter_mut().zip(texts) {
            column.push(text);
        }
        let numbers = [
            row.value,
            row.limits_95.map(|limits| limits.0),
            row.limits_95.map(|limits| limits.1),
            row.limits_998.map(|limits| limits.0),
            row.limits_998.map(|limits| limits.1),
            row.count,
            row.denominator,
        ];
        for (column, number) in self.numbers.iter_mut().zip(numbers) {
            column.append_option(number);
        }
        self.period_start.append_value(row.period_start);
        self.period_months.append_value(row.period_months);
        self.rows += 1;
    }

    fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        self.rows = 0;
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(TEXTS.len() + NUMBERS.len() + 2);
        for text in &mut self.texts {
            columns.push(text.finish()?);
        }
        for number in &mut self.numbers {
            columns.push(Arc::new(number.finish()));
        }
        columns.push(Arc::new(self.period_start.finish()));
        columns.push(Arc::new(self.period_months.finish()));
        RecordBatch::try_new(schema(), columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_named_while_rows_are_still_coming() {
        let folder = tempfile::tempdir().unwrap();
        let part = DataFolder::open(folder.path()).unwrap().part().unwrap();
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut writer = RowWriter::onto(part, full).unwrap();
        let failed = (0..1_000_000).find_map(|number| {
            let row = Row {
                value: Some(f64::from(number)),
                ..Row::default()
            };
            writer.push(&row).err()
        });
        let Some(EngineError::Folder { source, .. }) = failed else {
            unreachable!("a million rows went onto a full disk")
        };
        assert!(source.to_string().contains("No space left"), "{source}");
    }
}
