//! The tables of a session.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int64Array, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::dataframe::DataFrame;
use datafusion::datasource::MemTable;
use datafusion::error::DataFusionError;
use datafusion::prelude::{Expr, ParquetReadOptions, SessionContext, lit};
use evidence::catalogue::Indicator;
use evidence::engine::EngineError;
use evidence::open_data::{Column, ColumnType, INDICATORS, OBSERVATIONS, Part};
use serde_json::Value;

use super::{SqlError, fault};
use crate::DataFusionEngine;

const EVERYTHING: &str = "observations";
/// The names that data sets cannot take.
const TAKEN: [&str; 4] = [EVERYTHING, "indicators", "areas", "data_sets"];

/// The name under which SQL finds a data set: its short name with underlines, which need no quotation marks.
#[must_use]
pub fn table_name(data_set: &str) -> String {
    let plain = data_set.replace('-', "_");
    if TAKEN.contains(&plain.as_str()) || plain.starts_with(|first: char| first.is_ascii_digit()) {
        format!("data_set_{plain}")
    } else {
        plain
    }
}

/// How the columns of a data file that hold words and days become those of open data; the others are there already.
/// What a source does not give is NULL.
const COLUMNS: [(&str, &str); 23] = [
    ("indicator", "arrow_cast(indicator, 'Utf8')"),
    ("area_code", "arrow_cast(area_code, 'Utf8')"),
    ("area_name", "arrow_cast(area_name, 'Utf8')"),
    ("area_type", "arrow_cast(area_type, 'Utf8')"),
    ("parent_code", "nullif(arrow_cast(parent_code, 'Utf8'), '')"),
    ("parent_name", "nullif(arrow_cast(parent_name, 'Utf8'), '')"),
    ("period", "arrow_cast(period, 'Utf8')"),
    (
        "period_start",
        // A month as 202204, or a day as 20220422.
        "case when period_start > 999912 then make_date(arrow_cast(period_start / 10000, 'Int32'), \
         arrow_cast(period_start / 100 % 100, 'Int32'), arrow_cast(period_start % 100, 'Int32')) \
         when period_start > 0 then make_date(arrow_cast(period_start / 100, 'Int32'), \
         arrow_cast(period_start % 100, 'Int32'), 1) end",
    ),
    (
        "period_months",
        "nullif(arrow_cast(period_months, 'Int64'), 0)",
    ),
    ("sex", "arrow_cast(sex, 'Utf8')"),
    ("age", "arrow_cast(age, 'Utf8')"),
    (
        "category_type",
        "nullif(arrow_cast(category_type, 'Utf8'), '')",
    ),
    ("category", "nullif(arrow_cast(category, 'Utf8'), '')"),
    ("state", "arrow_cast(state, 'Utf8')"),
    ("value", "value"),
    ("lower_95", "lower_95"),
    ("upper_95", "upper_95"),
    ("lower_99_8", "lower_998"),
    ("upper_99_8", "upper_998"),
    ("count", "\"count\""),
    ("denominator", "denominator"),
    ("note", "nullif(arrow_cast(note, 'Utf8'), '')"),
    ("origin", ""),
];

/// Makes all tables.
pub(super) async fn register(
    context: &SessionContext,
    engine: &DataFusionEngine,
    parts: &[Part],
    indicators: &[Indicator],
) -> Result<(), SqlError> {
    let mut whole: Option<DataFrame> = None;
    for part in parts {
        let frame = observations(context, engine, part).await?;
        let known = |error: DataFusionError| fault(&error);
        context
            .register_table(table_name(&part.data_set), frame.clone().into_view())
            .map_err(known)?;
        whole = Some(match whole {
            None => frame,
            Some(before) => before.union(frame).map_err(known)?,
        });
    }
    let others = async || {
        let everything = match whole {
            Some(frame) => frame.into_view(),
            None => Arc::new(MemTable::try_new(schema(&OBSERVATIONS), vec![Vec::new()])?),
        };
        context.register_table(EVERYTHING, everything)?;
        let areas = context
            .sql("select distinct area_code, area_name, area_type from observations")
            .await?;
        context.register_table("areas", areas.into_view())?;
        context.register_batch("indicators", indicators_of(indicators)?)?;
        context.register_batch("data_sets", data_sets_of(parts)?)?;
        Ok(())
    };
    others()
        .await
        .map_err(|error: DataFusionError| fault(&error))
}

/// The rows of one data set with the columns of open data.
async fn observations(
    context: &SessionContext,
    engine: &DataFusionEngine,
    part: &Part,
) -> Result<DataFrame, SqlError> {
    let file = part.file.file();
    let damaged = |error: DataFusionError| EngineError::Damaged {
        file,
        what: error.to_string(),
    };
    let path = engine.folder.path(file)?;
    let path = path
        .to_str()
        .ok_or_else(|| EngineError::Interrupted("the data folder's name is not text".to_owned()))?;
    let frame = context
        .read_parquet(path, ParquetReadOptions::default())
        .await
        .map_err(damaged)?;
    let mut columns: Vec<Expr> = vec![
        lit(part.data_set.as_str()).alias("data_set"),
        lit(part.version).alias("version"),
    ];
    for (name, how) in COLUMNS {
        let column = if how.is_empty() {
            lit(part.file.origin().word())
        } else {
            frame.parse_sql_expr(how).map_err(damaged)?
        };
        columns.push(column.alias(name));
    }
    Ok(frame.select(columns).map_err(damaged)?)
}

fn schema(columns: &[Column]) -> SchemaRef {
    let fields: Vec<Field> = columns
        .iter()
        .map(|column| {
            let holds = match column.holds {
                ColumnType::Text => DataType::Utf8,
                ColumnType::Number => DataType::Float64,
                ColumnType::Whole => DataType::Int64,
                ColumnType::Date => DataType::Date32,
            };
            Field::new(column.name, holds, true)
        })
        .collect();
    Arc::new(Schema::new(fields))
}

/// The word that JSON uses for a value of an enumeration.
fn word(value: &impl serde::Serialize) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Some(word),
        _ => None,
    }
}

fn texts(all: impl Iterator<Item = Option<String>>) -> ArrayRef {
    Arc::new(all.collect::<StringArray>())
}

fn indicators_of(indicators: &[Indicator]) -> Result<RecordBatch, DataFusionError> {
    let of = |said: &dyn Fn(&Indicator) -> Option<String>| texts(indicators.iter().map(said));
    let multipliers = indicators.iter().map(|it| it.unit.multiplier);
    let columns: [ArrayRef; INDICATORS.len()] = [
        of(&|it| Some(it.id.clone())),
        of(&|it| Some(it.name.clone())),
        of(&|it| Some(it.unit.label.clone())),
        Arc::new(multipliers.collect::<Float64Array>()),
        of(&|it| word(&it.value_type)),
        of(&|it| word(&it.polarity)),
        of(&|it| it.definition.clone()),
        of(&|it| it.rationale.clone()),
        of(&|it| it.numerator.clone()),
        of(&|it| it.numerator_source.clone()),
        of(&|it| it.denominator.clone()),
        of(&|it| it.denominator_source.clone()),
        of(&|it| it.source.clone()),
        of(&|it| it.cadence.clone()),
        of(&|it| it.caveats.clone()),
        of(&|it| it.disclosure.clone()),
    ];
    Ok(RecordBatch::try_new(schema(&INDICATORS), columns.to_vec())?)
}

fn data_sets_of(parts: &[Part]) -> Result<RecordBatch, DataFusionError> {
    let of = |said: &dyn Fn(&Part) -> Option<String>| texts(parts.iter().map(said));
    let versions = parts.iter().map(|part| part.version);
    let columns: [(&str, ArrayRef); 10] = [
        ("data_set", of(&|part| Some(part.data_set.clone()))),
        ("title", of(&|part| Some(part.title.clone()))),
        ("version", Arc::new(versions.collect::<Int64Array>())),
        ("source", of(&|part| part.source.clone())),
        ("licence", of(&|part| part.licence.clone())),
        ("attribution", of(&|part| part.attribution.clone())),
        ("as_at", of(&|part| Some(part.as_at.clone()))),
        ("published_on", of(&|part| part.published_on.clone())),
        ("sha256", of(&|part| Some(part.file.file().to_string()))),
        (
            "origin",
            of(&|part| Some(part.file.origin().word().to_owned())),
        ),
    ];
    let nullable = columns.map(|(name, column)| (name, column, true));
    Ok(RecordBatch::try_from_iter_with_nullable(nullable)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_open_data_is_made_in_its_order() {
        let made = ["data_set", "version"]
            .into_iter()
            .chain(COLUMNS.map(|(name, _)| name));
        assert!(made.eq(OBSERVATIONS.iter().map(|column| column.name)));
    }

    #[test]
    fn no_data_set_takes_the_name_of_another_table() {
        for (slug, name) in [
            ("smoking-survey", "smoking_survey"),
            ("areas", "data_set_areas"),
            ("data-sets", "data_set_data_sets"),
            ("2021-census", "data_set_2021_census"),
        ] {
            assert_eq!(table_name(slug), name);
        }
    }
}
