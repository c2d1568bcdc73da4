//! A table of columns by name, cut into groups of rows.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, StringArray};
use datafusion::arrow::compute::{cast, concat_batches};
use datafusion::arrow::datatypes::{DataType, Float64Type, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::record_batch::RecordBatch;
use measures::{Count, Population};

use crate::problem::{Problem, Problems};

/// How many problems of one column are told; more would hide what is wrong behind how often.
const TOLD: usize = 20;

/// Rows under headings. Numbers may stand as numbers or as text.
#[derive(Debug, Clone)]
pub struct Table {
    batch: RecordBatch,
    /// Headings that two columns have. CSV with such is refused when it is read; Parquet may have them.
    twice: Vec<String>,
}

impl Table {
    /// A table of batches with one schema. Number types of any size are carried to doubles, everything else to text.
    pub fn new(schema: &SchemaRef, batches: &[RecordBatch]) -> Result<Self, ArrowError> {
        let whole = concat_batches(schema, batches)?;
        let columns = whole
            .columns()
            .iter()
            .map(|column| {
                if column.data_type().is_numeric() {
                    cast(column, &DataType::Float64)
                } else {
                    cast(column, &DataType::Utf8)
                }
            })
            .collect::<Result<Vec<ArrayRef>, _>>()?;
        let names = whole.schema();
        let with_names = names
            .fields()
            .iter()
            .zip(columns)
            .map(|(field, column)| (field.name().clone(), column));
        // An empty table has no columns to take its length from.
        let batch = RecordBatch::try_from_iter(with_names)?;
        let all: Vec<&String> = names.fields().iter().map(|field| field.name()).collect();
        let twice = all
            .iter()
            .enumerate()
            .filter(|(place, name)| all.iter().take(*place).any(|before| before == *name))
            .map(|(_, &name)| name.clone())
            .collect();
        Ok(Self { batch, twice })
    }

    /// The columns, numbers as doubles and everything else as text.
    #[must_use]
    pub fn batch(&self) -> &RecordBatch {
        &self.batch
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether it has a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.batch.column_by_name(column).is_some()
    }

    fn column(&self, name: &str) -> Result<&ArrayRef, Problem> {
        if self.twice.iter().any(|heading| heading == name) {
            return Err(Problem::of_column(name, "two columns have this heading"));
        }
        self.batch
            .column_by_name(name)
            .ok_or_else(|| self.missing(name))
    }

    /// What to say of a column that is not there.
    pub(crate) fn missing(&self, name: &str) -> Problem {
        let schema = self.batch.schema();
        let there: Vec<&str> = schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect();
        let all = if there.is_empty() {
            "none".to_owned()
        } else {
            there.join(", ")
        };
        let plain = |heading: &str| heading.trim().to_lowercase().replace([' ', '-'], "_");
        let alike = there.iter().find(|heading| plain(heading) == plain(name));
        let how = match (alike, there.as_slice()) {
            (Some(heading), _) => format!("; rename “{heading}” to {name}"),
            (None, [one]) if one.contains([';', '\t']) => {
                "; save it as a CSV file whose cells are parted by commas".to_owned()
            }
            _ => String::new(),
        };
        Problem::of_column(
            name,
            format!("there is no such column; the file has {all}{how}"),
        )
    }

    /// The rows by what stands in some columns, in the order in which each group first appears; without columns, all
    /// rows as one group.
    pub fn groups(&self, by: &[String]) -> Result<Vec<Group<'_>>, Problems> {
        let mut columns: Vec<Arc<dyn Array>> = Vec::new();
        for name in by {
            columns.push(cast(self.column(name)?, &DataType::Utf8).map_err(|error| {
                Problem::of_column(name, format!("cannot be grouped by: {error}"))
            })?);
        }
        let columns: Vec<&StringArray> = columns.iter().map(AsArray::as_string).collect();
        if columns.is_empty() {
            return Ok(vec![Group {
                table: self,
                key: Vec::new(),
                rows: (0..self.rows()).collect(),
            }]);
        }
        let mut places: HashMap<Vec<&str>, usize> = HashMap::new();
        let mut groups: Vec<Group<'_>> = Vec::new();
        for row in 0..self.rows() {
            let key: Vec<&str> = columns
                .iter()
                .map(|column| {
                    if column.is_valid(row) {
                        column.value(row)
                    } else {
                        ""
                    }
                })
                .collect();
            if let Some(group) = places.get(&key).and_then(|&place| groups.get_mut(place)) {
                group.rows.push(row);
            } else {
                groups.push(Group {
                    table: self,
                    key: key.iter().map(|&part| part.to_owned()).collect(),
                    rows: vec![row],
                });
                places.insert(key, groups.len() - 1);
            }
        }
        Ok(groups)
    }
}

/// Some rows of a table that are measured together.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    table: &'a Table,
    key: Vec<String>,
    rows: Vec<usize>,
}

impl<'a> Group<'a> {
    /// Rows of a table by their place in it.
    pub(crate) fn of_rows(table: &'a Table, rows: Vec<usize>) -> Self {
        Self {
            table,
            key: Vec::new(),
            rows,
        }
    }

    /// What stands in the columns that the table was grouped by.
    #[must_use]
    pub fn key(&self) -> &[String] {
        &self.key
    }

    /// How many rows it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no rows, as the one group of an empty table.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether the table has a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.table.has(column)
    }

    /// The row of the file in which one of the group's rows stands, as a spreadsheet counts it.
    #[must_use]
    pub fn row_in_file(&self, at: usize) -> usize {
        // The headings are row 1.
        self.rows.get(at).map_or(0, |row| row + 2)
    }

    /// The numbers of a column; an empty cell is a problem.
    pub fn numbers(&self, column: &str) -> Result<Vec<f64>, Problems> {
        self.each(column, |number| match number {
            Some(number) if number.is_finite() => Ok(number),
            Some(number) => Err(format!("{number} is not a finite number")),
            None => Err("is empty; a number is needed".to_owned()),
        })
    }

    /// The numbers of a column in which a cell may be empty.
    pub fn numbers_or_none(&self, column: &str) -> Result<Vec<Option<f64>>, Problems> {
        self.each(column, |number| match number {
            Some(number) if !number.is_finite() => Err(format!("{number} is not a finite number")),
            number => Ok(number),
        })
    }

    /// The counts of a column.
    pub fn counts(&self, column: &str) -> Result<Vec<Count>, Problems> {
        self.each(column, |number| {
            let number = number.ok_or("is empty; a count is needed, and none is 0")?;
            Count::new(number).map_err(|error| error.to_string())
        })
    }

    /// The populations of a column.
    pub fn populations(&self, column: &str) -> Result<Vec<Population>, Problems> {
        self.each(column, |number| {
            let number = number.ok_or("is empty; a population is needed")?;
            Population::new(number).map_err(|error| error.to_string())
        })
    }

    /// The words of a column; an empty cell is a problem.
    pub fn words(&self, column: &str) -> Result<Vec<String>, Problems> {
        let array = self.table.column(column)?;
        let text = cast(array, &DataType::Utf8)
            .map_err(|error| Problem::of_column(column, error.to_string()))?;
        let text: &StringArray = text.as_string();
        let mut problems = Vec::new();
        let mut words = Vec::with_capacity(self.rows.len());
        for (at, &row) in self.rows.iter().enumerate() {
            let value = if text.is_valid(row) {
                text.value(row).trim()
            } else {
                ""
            };
            if value.is_empty() && problems.len() < TOLD {
                problems.push(Problem::of_cell(self.row_in_file(at), column, "is empty"));
            }
            words.push(value.to_owned());
        }
        if problems.is_empty() {
            Ok(words)
        } else {
            Err(Problems(problems))
        }
    }

    /// Every cell of a column as something, or everything that is wrong with it.
    pub(crate) fn each<T>(
        &self,
        column: &str,
        make: impl Fn(Option<f64>) -> Result<T, String>,
    ) -> Result<Vec<T>, Problems> {
        let array = self.table.column(column)?;
        let mut problems = Vec::new();
        let mut values = Vec::with_capacity(self.rows.len());
        // What the column holds is asked once: queries have many small groups.
        let numbers = array.as_primitive_opt::<Float64Type>();
        for (at, &row) in self.rows.iter().enumerate() {
            let cell = match numbers {
                Some(numbers) => Ok(numbers.is_valid(row).then(|| numbers.value(row))),
                None => number_at(array, row),
            };
            match cell.and_then(&make) {
                Ok(value) => values.push(value),
                Err(message) => {
                    if problems.len() < TOLD {
                        problems.push(Problem::of_cell(self.row_in_file(at), column, message));
                    }
                }
            }
        }
        if problems.is_empty() {
            Ok(values)
        } else {
            Err(Problems(problems))
        }
    }
}

/// The number in a cell, or why what stands there is none.
fn number_at(array: &ArrayRef, row: usize) -> Result<Option<f64>, String> {
    if array.is_null(row) {
        return Ok(None);
    }
    if let Some(numbers) = array.as_primitive_opt::<Float64Type>() {
        return Ok(Some(numbers.value(row)));
    }
    let Some(text) = array.as_string_opt::<i32>() else {
        return Err("holds neither numbers nor text".to_owned());
    };
    let text = text.value(row).trim();
    if text.is_empty() {
        return Ok(None);
    }
    // "inf" and "nan" are words here, as they are to a reader.
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    match text.parse::<f64>() {
        Ok(number) if is_number => Ok(Some(number)),
        _ => Err(format!("“{text}” is not a number")),
    }
}
