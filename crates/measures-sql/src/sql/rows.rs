use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, ListArray, UInt64Array};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute::{
    LexicographicalComparator, SortColumn, cast, concat, filter, take,
};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, exec_datafusion_err, internal_datafusion_err};
use datafusion::logical_expr::EmitTo;

/// The rows of many groups, kept until each group is whole. That is the state of a measure in SQL: most measures need
/// every row of a group at once (an order, a fit, a check that no band is there twice), so partial states are the rows
/// themselves, and merging them is putting them together.
#[derive(Debug)]
pub(super) struct Rows {
    types: Vec<DataType>,
    /// Arrays of each argument, in the order in which they came.
    columns: Vec<Vec<ArrayRef>>,
    /// The group of each row.
    groups: Vec<usize>,
    number_of_groups: usize,
    /// Whether they come from several parts, in whatever order these were done.
    are_merged: bool,
}

/// Whole groups: the columns, and for each group where its rows lie.
#[derive(Debug)]
pub(super) struct Whole {
    pub(super) columns: Vec<ArrayRef>,
    pub(super) groups: Vec<Vec<usize>>,
}

/// The type in which a column is kept: numbers as doubles, everything else as text.
pub(super) fn kept_as(given: &DataType) -> DataType {
    if given.is_numeric() || given.is_null() {
        DataType::Float64
    } else {
        DataType::Utf8
    }
}

/// The field of a state: the values of one argument in one group.
pub(super) fn state_field(name: &str, at: usize, given: &DataType) -> FieldRef {
    let item = Arc::new(Field::new_list_field(kept_as(given), true));
    Arc::new(Field::new(
        format!("{name}[argument {at}]"),
        DataType::List(item),
        true,
    ))
}

/// Puts the rows of each group in the order of what stands in them. Parts of a query come in whatever order they are
/// done, and the same query must give the same last digit every time.
fn in_order(columns: &[ArrayRef], groups: &mut [Vec<usize>]) -> Result<()> {
    if columns.is_empty() {
        return Ok(());
    }
    let columns: Vec<SortColumn> = columns
        .iter()
        .map(|column| SortColumn {
            values: Arc::clone(column),
            options: None,
        })
        .collect();
    let by = LexicographicalComparator::try_new(&columns)?;
    for rows in groups {
        rows.sort_unstable_by(|&one, &other| by.compare(one, other));
    }
    Ok(())
}

impl Rows {
    pub(super) fn new(given: &[DataType]) -> Self {
        Self {
            types: given.iter().map(kept_as).collect(),
            columns: vec![Vec::new(); given.len()],
            groups: Vec::new(),
            number_of_groups: 0,
            are_merged: false,
        }
    }

    /// Adds rows, each to its group; rows that the filter leaves out are left out.
    pub(super) fn add(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        wanted: Option<&BooleanArray>,
        number_of_groups: usize,
    ) -> Result<()> {
        self.number_of_groups = self.number_of_groups.max(number_of_groups);
        for ((column, kept), given) in self.columns.iter_mut().zip(&self.types).zip(values) {
            let mut array = cast(given, kept)?;
            if let Some(wanted) = wanted {
                array = filter(&array, wanted)?;
            }
            column.push(array);
        }
        match wanted {
            None => self.groups.extend_from_slice(groups),
            Some(wanted) => self.groups.extend(
                groups
                    .iter()
                    .enumerate()
                    .filter(|&(at, _)| wanted.is_valid(at) && wanted.value(at))
                    .map(|(_, &group)| group),
            ),
        }
        Ok(())
    }

    /// Adds the rows of partial states.
    pub(super) fn merge(
        &mut self,
        states: &[ArrayRef],
        groups: &[usize],
        number_of_groups: usize,
    ) -> Result<()> {
        self.are_merged = true;
        self.number_of_groups = self.number_of_groups.max(number_of_groups);
        for (at, (column, state)) in self.columns.iter_mut().zip(states).enumerate() {
            let lists = state
                .as_list_opt::<i32>()
                .ok_or_else(|| internal_datafusion_err!("a state is a list of values"))?;
            for (row, &group) in groups.iter().enumerate() {
                if lists.is_null(row) {
                    continue;
                }
                let values = lists.value(row);
                if at == 0 {
                    self.groups.extend(std::iter::repeat_n(group, values.len()));
                }
                column.push(values);
            }
        }
        Ok(())
    }

    /// Takes whole groups out; those that stay are counted from nought again.
    pub(super) fn take(&mut self, emit: EmitTo) -> Result<Whole> {
        let leaving = match emit {
            EmitTo::All => self.number_of_groups,
            EmitTo::First(first) => first.min(self.number_of_groups),
        };
        let columns = self
            .columns
            .iter_mut()
            .zip(&self.types)
            .map(|(arrays, kept)| {
                let arrays = std::mem::take(arrays);
                let parts: Vec<&dyn Array> = arrays.iter().map(AsRef::as_ref).collect();
                if parts.is_empty() {
                    return Ok(datafusion::arrow::array::new_empty_array(kept));
                }
                Ok(concat(&parts)?)
            })
            .collect::<Result<Vec<ArrayRef>>>()?;
        let mut groups = vec![Vec::new(); leaving];
        let mut staying = Vec::new();
        let mut staying_groups = Vec::new();
        for (row, group) in std::mem::take(&mut self.groups).into_iter().enumerate() {
            if let Some(rows) = groups.get_mut(group) {
                rows.push(row);
            } else {
                staying.push(row as u64);
                staying_groups.push(group - leaving);
            }
        }
        if self.are_merged {
            in_order(&columns, &mut groups)?;
        }
        if !staying.is_empty() {
            let staying = UInt64Array::from(staying);
            for (column, whole) in self.columns.iter_mut().zip(&columns) {
                column.push(take(whole, &staying, None)?);
            }
        }
        self.groups = staying_groups;
        self.number_of_groups -= leaving;
        Ok(Whole { columns, groups })
    }

    /// Takes groups out as partial states.
    pub(super) fn take_state(&mut self, emit: EmitTo) -> Result<Vec<ArrayRef>> {
        let whole = self.take(emit)?;
        let order: UInt64Array = whole
            .groups
            .iter()
            .flatten()
            .map(|&row| row as u64)
            .collect();
        let lengths = whole.groups.iter().map(Vec::len);
        let offsets = OffsetBuffer::<i32>::from_lengths(lengths);
        whole
            .columns
            .iter()
            .zip(&self.types)
            .map(|(column, kept)| {
                let values = take(column, &order, None)?;
                let item = Arc::new(Field::new_list_field(kept.clone(), true));
                let lists = ListArray::try_new(item, offsets.clone(), values, None)
                    .map_err(|error| exec_datafusion_err!("a state cannot be made: {error}"))?;
                Ok(Arc::new(lists) as ArrayRef)
            })
            .collect()
    }

    /// Bytes that are held.
    pub(super) fn size(&self) -> usize {
        let arrays = self.columns.iter().flatten();
        arrays.map(Array::get_array_memory_size).sum::<usize>()
            + self.groups.capacity() * size_of::<usize>()
    }
}
