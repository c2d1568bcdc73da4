//! The columns of a data file. Adding one is a new version of the form; renaming one breaks every receipt.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};

/// Names of columns that filters use.
pub(crate) mod columns {
    pub(crate) const INDICATOR: &str = "indicator";
    pub(crate) const AREA_CODE: &str = "area_code";
    pub(crate) const PERIOD: &str = "period";
    pub(crate) const CATEGORY_TYPE: &str = "category_type";
}

/// Columns of text, in order. What is empty has no value; older files have an empty text there.
pub(super) const TEXTS: [&str; 16] = [
    columns::INDICATOR,
    columns::AREA_CODE,
    "area_name",
    "area_type",
    "parent_code",
    "parent_name",
    columns::PERIOD,
    "sex",
    "age",
    columns::CATEGORY_TYPE,
    "category",
    "state",
    "note",
    "printed_england",
    "printed_parent",
    "printed_trend",
];

/// Columns of numbers, in order.
pub(super) const NUMBERS: [&str; 7] = [
    "value",
    "lower_95",
    "upper_95",
    "lower_998",
    "upper_998",
    "count",
    "denominator",
];

/// First month of the period, as year times 100 plus month; a day with two digits more.
pub(super) const PERIOD_START: &str = "period_start";
/// Length of the period in months; 0 for a day.
pub(super) const PERIOD_MONTHS: &str = "period_months";

/// Under this key a data file holds its catalogue as JSON.
pub(super) const CATALOGUE: &str = "commonweal.catalogue";

pub(super) fn text_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

pub(super) fn schema() -> SchemaRef {
    let texts = TEXTS.map(|name| Field::new(name, text_type(), true));
    let numbers = NUMBERS.map(|name| Field::new(name, DataType::Float64, true));
    let period = [
        Field::new(PERIOD_START, DataType::UInt32, false),
        Field::new(PERIOD_MONTHS, DataType::UInt16, false),
    ];
    let fields: Vec<_> = texts.into_iter().chain(numbers).chain(period).collect();
    Arc::new(Schema::new(fields))
}
