//! Reads the figures of a row: value, limits, count and denominator, and why there is none.

use evidence::intake::{NotANumber, Read, note_state, read_number};
use evidence::observation::State;

use super::Reading;
use super::layout::Column;
use super::rows::{Line, RowReader};

/// The figures of a row.
pub(super) struct Figures {
    pub(super) state: State,
    pub(super) value: Option<f64>,
    pub(super) limits_95: Option<(f64, f64)>,
    pub(super) limits_998: Option<(f64, f64)>,
    pub(super) count: Option<f64>,
    pub(super) denominator: Option<f64>,
}

/// A cell is faulty; the fault is on the list.
pub(super) struct Faulty;

impl RowReader<'_> {
    /// One number.
    fn number(
        &mut self,
        reading: &mut Reading,
        line: Line<'_>,
        column: Column,
    ) -> Result<Read, Faulty> {
        if let Some(number) = self.figure_ahead(line, column) {
            return Ok(Read::Number(number));
        }
        let text = self.field(line, column);
        if text.is_empty() {
            return Ok(Read::Empty);
        }
        let per_cent = if self.is_mapped() {
            text.trim().strip_suffix('%')
        } else {
            None
        };
        if per_cent.is_some() && column == Column::Value {
            self.settled.percent = true;
        }
        let text = per_cent.map_or(text, str::trim);
        match read_number(text) {
            Ok(Read::LessThan) if reading.choices.less_than_is_hidden => {
                Ok(Read::Mark(State::Suppressed))
            }
            Ok(Read::LessThan) => {
                let expected = "a number, or one of the agreed marks";
                let mend = "Choose “hidden” for such marks in this file, or leave the cell empty.";
                self.fault(line.number, column, text, expected, mend);
                Err(Faulty)
            }
            Ok(read) => Ok(read),
            Err(why) => {
                self.faulty_number(line, column, why);
                Err(Faulty)
            }
        }
    }

    fn faulty_number(&mut self, line: Line<'_>, column: Column, why: NotANumber) {
        let text = self.field(line, column);
        self.fault(line.number, column, text, "a number", why.mend());
    }

    /// A number where marks mean that there is none.
    fn plain_number(
        &mut self,
        reading: &mut Reading,
        line: Line<'_>,
        column: Column,
    ) -> Result<Option<f64>, Faulty> {
        Ok(match self.number(reading, line, column)? {
            Read::Number(number) => Some(number),
            _ => None,
        })
    }

    /// All figures of a row.
    pub(super) fn figures(
        &mut self,
        reading: &mut Reading,
        note: &str,
        line: Line<'_>,
    ) -> Result<Figures, Faulty> {
        let value = self.number(reading, line, Column::Value);
        let limits_95 = self.limits(reading, line, Column::Lower95, Column::Upper95);
        let limits_998 = self.limits(reading, line, Column::Lower998, Column::Upper998);
        let count_cell = self.number(reading, line, Column::Count);
        let denominator = self.plain_number(reading, line, Column::Denominator);
        let (value, count_cell) = (value?, count_cell?);
        let (limits_95, limits_998) = (limits_95?, limits_998?);
        let denominator = denominator?;
        let count = match count_cell {
            Read::Number(count) => Some(count),
            _ => None,
        };
        for (column, number) in [(Column::Count, count), (Column::Denominator, denominator)] {
            if number.is_some_and(|number| number < 0.0) {
                let text = self.field(line, column);
                self.fault(
                    line.number,
                    column,
                    text,
                    "nought or more",
                    "Check the number with the sender.",
                );
            }
        }
        let state = match (value, count_cell) {
            (Read::Number(_), _) => State::Value,
            (Read::Mark(state), _) => state,
            (_, Read::Mark(State::Suppressed)) => State::Suppressed,
            _ => note_state(note),
        };
        let factor = self.layout.factor();
        let value = match value {
            Read::Number(value) => Some(value * factor),
            _ => None,
        };
        let scaled = |limits: Option<(f64, f64)>| {
            limits.map(|(lower, upper)| (lower * factor, upper * factor))
        };
        let (limits_95, limits_998) = (scaled(limits_95), scaled(limits_998));
        if value.is_none() && (limits_95.is_some() || limits_998.is_some()) {
            reading.note(
                "Rows have limits and no value; the limits were left out.",
                line.number,
            );
        }
        Ok(Figures {
            state,
            value,
            limits_95: limits_95.filter(|_| value.is_some()),
            limits_998: limits_998.filter(|_| value.is_some()),
            count,
            denominator,
        })
    }

    /// A pair of limits.
    fn limits(
        &mut self,
        reading: &mut Reading,
        line: Line<'_>,
        lower_column: Column,
        upper_column: Column,
    ) -> Result<Option<(f64, f64)>, Faulty> {
        let lower = self.plain_number(reading, line, lower_column);
        let upper = self.plain_number(reading, line, upper_column);
        match (lower?, upper?) {
            (None, None) => Ok(None),
            (Some(lower), Some(upper)) if lower <= upper => Ok(Some((lower, upper))),
            (Some(lower), Some(upper)) => {
                let expected = format!("not above the upper limit, {upper}");
                let mend = "Upper and lower limits look swapped in this row.";
                self.fault(
                    line.number,
                    lower_column,
                    &lower.to_string(),
                    &expected,
                    mend,
                );
                Err(Faulty)
            }
            (lower, _) => {
                let column = if lower.is_none() {
                    lower_column
                } else {
                    upper_column
                };
                let mend = "Fill the cell in, or leave both limits empty.";
                self.fault(line.number, column, "", "the other limit of the pair", mend);
                Err(Faulty)
            }
        }
    }
}
