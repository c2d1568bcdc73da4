//! Open rows as a Parquet file to take away: the columns of open data, with licence and origin in its metadata.

use std::io::Write;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::array::{
    ArrayRef, Date32Builder, Float64Builder, Int64Builder, StringDictionaryBuilder,
};
use datafusion::arrow::datatypes::{DataType, Field, Int32Type, Schema, SchemaRef};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::metadata::KeyValue;
use datafusion::parquet::file::properties::WriterProperties;
use evidence::open_data::{
    ColumnType, OBSERVATIONS, OpenDataError, OpenFile, OpenRow, Package, ParquetWriter, Part,
    data_package, each,
};

use evidence::observation::starts_on;

use super::schema::text_type;
use crate::DataFusionEngine;

/// Rows that are put together before they are written.
const BATCH: usize = 16 * 1024;

#[async_trait]
impl ParquetWriter for DataFusionEngine {
    async fn write_parquet(
        &self,
        package: &Package,
        out: Box<dyn Write + Send>,
    ) -> Result<u64, OpenDataError> {
        // Nothing that depends on the time goes into the file: the same package has the same bytes.
        let described = data_package(package).to_string();
        let properties = WriterProperties::builder()
            .set_created_by("commonweal".to_owned())
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(vec![
                KeyValue::new("description".to_owned(), package.about()),
                KeyValue::new("origin".to_owned(), package.origin().word().to_owned()),
                KeyValue::new("datapackage".to_owned(), described),
            ]))
            .build();
        let mut writer =
            ArrowWriter::try_new(out, schema(), Some(properties)).map_err(std::io::Error::other)?;
        let files: Vec<OpenFile> = package.parts.iter().map(|part| part.file).collect();
        let mut columns = Columns::default();
        let (mut rows, mut outcome) = (0, Ok(()));
        each(self, &files, &package.wanted, &mut |row| {
            let Some(part) = package.parts.get(row.part) else {
                return;
            };
            columns.push(row, part);
            rows += 1;
            if columns.rows >= BATCH && outcome.is_ok() {
                outcome = columns.flush(&mut writer);
            }
        })
        .await?;
        outcome?;
        columns.flush(&mut writer)?;
        let mut out = writer.into_inner().map_err(std::io::Error::other)?;
        out.flush()?;
        Ok(rows)
    }
}

fn schema() -> SchemaRef {
    let fields: Vec<Field> = OBSERVATIONS
        .iter()
        .map(|column| {
            let holds = match column.holds {
                ColumnType::Text => text_type(),
                ColumnType::Number => DataType::Float64,
                ColumnType::Whole => DataType::Int64,
                ColumnType::Date => DataType::Date32,
            };
            Field::new(column.name, holds, !column.always)
        })
        .collect();
    Arc::new(Schema::new(fields))
}

/// Columns in the making, in the order in which open data has them by what they hold.
#[derive(Default)]
struct Columns {
    rows: usize,
    texts: [StringDictionaryBuilder<Int32Type>; 15],
    numbers: [Float64Builder; 7],
    version: Int64Builder,
    period_start: Date32Builder,
    period_months: Int64Builder,
}

impl Columns {
    fn push(&mut self, open: &OpenRow<'_>, part: &Part) {
        let row = open.row;
        let given = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let texts = [
            Some(part.data_set.as_str()),
            Some(row.indicator),
            Some(row.area_code),
            given(row.area_name),
            given(row.area_type),
            given(row.parent_code),
            given(row.parent_name),
            Some(row.period),
            given(row.sex),
            given(row.age),
            given(row.category_type),
            given(row.category),
            Some(row.state.word()),
            given(row.note),
            Some(open.origin.word()),
        ];
        for (column, text) in self.texts.iter_mut().zip(texts) {
            column.append_option(text);
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
        self.version.append_value(part.version);
        self.period_start.append_option(day(row.period_start));
        let months = i64::from(row.period_months);
        self.period_months
            .append_option(Some(months).filter(|&months| months > 0));
        self.rows += 1;
    }

    fn flush(&mut self, writer: &mut ArrowWriter<Box<dyn Write + Send>>) -> std::io::Result<()> {
        self.rows = 0;
        let mut texts = self
            .texts
            .each_mut()
            .map(|column| Arc::new(column.finish()) as ArrayRef)
            .into_iter();
        let mut numbers = self
            .numbers
            .each_mut()
            .map(|column| Arc::new(column.finish()) as ArrayRef)
            .into_iter();
        let mut wholes = [
            Arc::new(self.version.finish()) as ArrayRef,
            Arc::new(self.period_months.finish()) as ArrayRef,
        ]
        .into_iter();
        let mut days = [Arc::new(self.period_start.finish()) as ArrayRef].into_iter();
        let columns: Vec<ArrayRef> = OBSERVATIONS
            .iter()
            .filter_map(|column| match column.holds {
                ColumnType::Text => texts.next(),
                ColumnType::Number => numbers.next(),
                ColumnType::Whole => wholes.next(),
                ColumnType::Date => days.next(),
            })
            .collect();
        let batch = RecordBatch::try_new(schema(), columns).map_err(std::io::Error::other)?;
        writer.write(&batch).map_err(std::io::Error::other)
    }
}

/// The first day of a period, as days since 1970-01-01 in the Gregorian calendar; from its start, a month or a day.
fn day(start: u32) -> Option<i32> {
    let (year, month, day) = starts_on(start);
    let (year, month, day) = (
        i32::try_from(year).ok()?,
        i32::try_from(month).ok()?,
        i32::try_from(day).ok()?,
    );
    if year == 0 || !(1..=12).contains(&month) {
        return None;
    }
    // Years that begin in March, so that the leap day is the last of one.
    let year = if month <= 2 { year - 1 } else { year };
    let months = (month + 9) % 12;
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (months * 306 + 5) / 10;
    // From the first of March of year 0.
    Some(days + day - 1 - 719_468)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn first_days_are_counted_from_1970() {
        for (month, days) in [
            (197_001, 0),
            (197_003, 59),
            (196_912, -31),
            (200_003, 11_017),
            (200_001, 10_957),
            (202_402, 19_754),
            (202_403, 19_783),
            (20_240_229, 19_782),
            (20_200_101, 18_262),
        ] {
            assert_eq!(day(month), Some(days), "{month}");
        }
        assert_eq!(day(0), None);
        assert_eq!(day(202_013), None);
    }
}
