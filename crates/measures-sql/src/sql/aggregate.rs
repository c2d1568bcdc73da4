use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, Float64Array, RecordBatch, StringArray, StructArray,
};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Fields};
use datafusion::arrow::util::display::array_value_to_string;
use datafusion::common::{Result, ScalarValue, exec_err, plan_err};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::AggregateOrderSensitivity;
use datafusion::logical_expr::{
    Accumulator, AggregateUDFImpl, EmitTo, GroupsAccumulator, Signature, Volatility,
};
use measures::Confidence;
use serde_json::json;

use super::rows::{Rows, Whole, state_field};
use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::{Group, Table};

/// A named measure as an aggregate function.
pub(super) struct MeasureAggregate {
    measure: &'static NamedMeasure,
    options: Arc<Options>,
    name: String,
    aliases: Vec<String>,
    signature: Signature,
}

impl MeasureAggregate {
    pub(super) fn new(measure: &'static NamedMeasure, options: Arc<Options>) -> Self {
        Self {
            measure,
            options,
            name: super::in_sql(measure.name),
            aliases: measure
                .aliases
                .iter()
                .map(|alias| super::in_sql(alias))
                .collect(),
            signature: Signature::variadic_any(Volatility::Immutable),
        }
    }

    /// The names of the arguments, by how many there are.
    fn arguments(&self, count: usize) -> Result<&'static [&'static str]> {
        let signatures = self.measure.signatures;
        if let Some(names) = signatures.iter().find(|names| names.len() == count) {
            return Ok(names);
        }
        plan_err!(
            "{} takes {}; there are {count} arguments",
            self.name,
            self.measure.columns()
        )
    }

    fn rows(&self, arguments: &AccumulatorArgs<'_>) -> Result<MeasuredRows> {
        let types: Vec<DataType> = arguments
            .expr_fields
            .iter()
            .map(|field| field.data_type().clone())
            .collect();
        Ok(MeasuredRows {
            measure: self.measure,
            options: Arc::clone(&self.options),
            names: self.arguments(types.len())?,
            rows: Rows::new(&types),
        })
    }
}

impl std::fmt::Debug for MeasureAggregate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("MeasureAggregate").field(&self.name).finish()
    }
}

impl PartialEq for MeasureAggregate {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.options == other.options
    }
}

impl Eq for MeasureAggregate {}

impl Hash for MeasureAggregate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl AggregateUDFImpl for MeasureAggregate {
    fn name(&self) -> &str {
        &self.name
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        self.arguments(arguments.len())?;
        Ok(DataType::Struct(fields()))
    }

    fn accumulator(&self, arguments: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(OneGroup(self.rows(&arguments)?)))
    }

    fn state_fields(&self, arguments: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        let inputs = arguments.input_fields.iter().enumerate();
        Ok(inputs
            .map(|(at, field)| state_field(arguments.name, at, field.data_type()))
            .collect())
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs<'_>) -> bool {
        true
    }

    fn create_groups_accumulator(
        &self,
        arguments: AccumulatorArgs<'_>,
    ) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::new(self.rows(&arguments)?))
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        // No measure depends on the order of rows: what is ordered says so in a column.
        AggregateOrderSensitivity::Insensitive
    }
}

/// The columns of an answer.
fn fields() -> Fields {
    let number = |name: &str| Field::new(name, DataType::Float64, true);
    let words = |name: &str| Field::new(name, DataType::Utf8, true);
    Fields::from(vec![
        number("value"),
        number("lower95"),
        number("upper95"),
        number("lower99_8"),
        number("upper99_8"),
        words("method"),
        words("undefined"),
        words("more"),
    ])
}

/// The rows of a query, and the measure that they wait for.
#[derive(Debug)]
struct MeasuredRows {
    measure: &'static NamedMeasure,
    options: Arc<Options>,
    names: &'static [&'static str],
    rows: Rows,
}

impl MeasuredRows {
    fn answer(&self, whole: Whole) -> Result<ArrayRef> {
        let columns = self.names.iter().zip(whole.columns);
        let batch = RecordBatch::try_from_iter(columns)?;
        let table = Table::new(&batch.schema(), std::slice::from_ref(&batch))?;
        let mut found = Vec::with_capacity(whole.groups.len());
        for rows in whole.groups {
            match (self.measure.measure)(&Group::of_rows(&table, rows), &self.options) {
                Ok(finding) => found.push(finding),
                Err(problems) => {
                    let name = super::in_sql(self.measure.name);
                    return exec_err!("{name}: {}", in_words(problems, &table)?);
                }
            }
        }
        answer_of(&found)
    }
}

/// The first problem. A query has no row numbers that a reader could look up, so a row is told by what stands in it.
fn in_words(problems: Problems, table: &Table) -> Result<String> {
    let Some(problem) = problems.0.into_iter().next() else {
        return Ok(String::new());
    };
    let batch = table.batch();
    // The headings of a file are row 1.
    let row = problem.row.and_then(|row| row.checked_sub(2));
    let problem = problem.without_row();
    let Some(row) = row.filter(|&row| row < batch.num_rows()) else {
        return Ok(problem.to_string());
    };
    let mut cells = Vec::with_capacity(batch.num_columns());
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        let cell = if column.is_null(row) {
            "NULL".to_owned()
        } else {
            array_value_to_string(column, row)?
        };
        cells.push(format!("{} {cell}", field.name()));
    }
    Ok(format!("{problem}; the row has {}", cells.join(", ")))
}

/// The findings as rows of the answer.
fn answer_of(found: &[Finding]) -> Result<ArrayRef> {
    let limit = |confidence: Confidence, pick: fn(&(Confidence, f64, f64)) -> f64| {
        found
            .iter()
            .map(|finding| {
                let limits = finding.limits.as_deref().unwrap_or_default();
                limits
                    .iter()
                    .find(|limits| limits.0 == confidence)
                    .map(pick)
            })
            .collect::<Float64Array>()
    };
    let values: Float64Array = found
        .iter()
        .map(|finding| finding.value.ok().flatten())
        .collect();
    let methods: StringArray = found.iter().map(|finding| finding.method).collect();
    let reasons: StringArray = found.iter().map(Finding::reason_in_words).collect();
    let more: StringArray = found
        .iter()
        .map(|finding| (!finding.more.is_empty()).then(|| json!(finding.more).to_string()))
        .collect();
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(values),
        Arc::new(limit(Confidence::NINETY_FIVE, |limits| limits.1)),
        Arc::new(limit(Confidence::NINETY_FIVE, |limits| limits.2)),
        Arc::new(limit(Confidence::NINETY_NINE_POINT_EIGHT, |limits| {
            limits.1
        })),
        Arc::new(limit(Confidence::NINETY_NINE_POINT_EIGHT, |limits| {
            limits.2
        })),
        Arc::new(methods),
        Arc::new(reasons),
        Arc::new(more),
    ];
    Ok(Arc::new(StructArray::try_new(fields(), arrays, None)?))
}

impl GroupsAccumulator for MeasuredRows {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        wanted: Option<&BooleanArray>,
        number_of_groups: usize,
    ) -> Result<()> {
        self.rows.add(values, groups, wanted, number_of_groups)
    }

    fn evaluate(&mut self, emit: EmitTo) -> Result<ArrayRef> {
        let whole = self.rows.take(emit)?;
        self.answer(whole)
    }

    fn state(&mut self, emit: EmitTo) -> Result<Vec<ArrayRef>> {
        self.rows.take_state(emit)
    }

    fn merge_batch(
        &mut self,
        states: &[ArrayRef],
        groups: &[usize],
        number_of_groups: usize,
    ) -> Result<()> {
        self.rows.merge(states, groups, number_of_groups)
    }

    fn convert_to_state(
        &self,
        values: &[ArrayRef],
        wanted: Option<&BooleanArray>,
    ) -> Result<Vec<ArrayRef>> {
        let count = values.first().map_or(0, Array::len);
        let types: Vec<DataType> = values
            .iter()
            .map(|column| column.data_type().clone())
            .collect();
        let mut rows = Rows::new(&types);
        // Each row is a group of its own until they are merged.
        let groups: Vec<usize> = (0..count).collect();
        rows.add(values, &groups, wanted, count)?;
        rows.take_state(EmitTo::All)
    }

    fn size(&self) -> usize {
        self.rows.size()
    }
}

/// A query without groups: all rows are one.
#[derive(Debug)]
struct OneGroup(MeasuredRows);

impl Accumulator for OneGroup {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let count = values.first().map_or(0, Array::len);
        self.0.rows.add(values, &vec![0; count], None, 1)
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        // Without rows there is still one answer: that there is none.
        self.0.rows.add(&[], &[], None, 1)?;
        let whole = self.0.rows.take(EmitTo::All)?;
        ScalarValue::try_from_array(&self.0.answer(whole)?, 0)
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.0.rows.size()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.0.rows.add(&[], &[], None, 1)?;
        let states = self.0.rows.take_state(EmitTo::All)?;
        states
            .iter()
            .map(|state| ScalarValue::try_from_array(state, 0))
            .collect()
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let count = states.first().map_or(0, Array::len);
        self.0.rows.merge(states, &vec![0; count], 1)
    }
}
