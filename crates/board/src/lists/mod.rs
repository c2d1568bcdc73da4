//! Lists that people keep in spreadsheets: pasted rows, or CSV, with a heading. What separates the columns, how headings are
//! spelled and how dates are written is understood; everything that is not is said with its row and column.
//!
//! Must not know what any list is of: a capability names its columns and reads the fields. Start with `ListRows`, then
//! [`ReadList`].

use csv::StringRecord;
use jiff::civil::{Date, date};

/// Longest list that is read at once, unless it says otherwise.
const MOST_LINES: usize = 1_000;

/// Something in a list that a person must mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListProblem {
    /// Its row, counted as a spreadsheet does: the heading is row 1.
    pub row: usize,
    /// Its column, as the heading spells it.
    pub column: Option<String>,
    /// What is wrong and how to mend it.
    pub words: String,
}

impl ListProblem {
    pub(crate) fn new(row: usize, column: Option<&str>, words: impl Into<String>) -> Self {
        Self {
            row,
            column: column.map(str::to_owned),
            words: words.into(),
        }
    }
}

/// A line of a list, as it would be added.
pub trait ListLine {
    /// Whether what it says is held already; it is then left alone.
    fn is_known(&self) -> bool;
}

/// A list as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadList<L> {
    /// The lines, in order.
    pub lines: Vec<L>,
    /// Everything that must be mended first, by row.
    pub problems: Vec<ListProblem>,
    /// Columns that were recognised, as the heading spells them.
    pub columns: Vec<String>,
    /// Columns that were not.
    pub unknown: Vec<String>,
}

impl<L> ReadList<L> {
    /// Reads each row with `line`, which adds what it finds to the list: a line, problems or both.
    pub(crate) fn of<C>(
        rows: &ListRows<C>,
        mut line: impl FnMut(&mut Self, usize, &StringRecord),
    ) -> Self {
        let mut list = Self {
            lines: Vec::new(),
            problems: rows.problems.clone(),
            columns: rows.known.clone(),
            unknown: rows.unknown.clone(),
        };
        for (number, row) in &rows.rows {
            line(&mut list, *number, row);
        }
        list.problems.sort_by_key(|problem| problem.row);
        list
    }
}

impl<L: ListLine> ReadList<L> {
    /// The lines that would be added.
    pub fn new_lines(&self) -> impl Iterator<Item = &L> {
        self.lines.iter().filter(|line| !line.is_known())
    }
}

/// The rows of a list, with its columns recognised.
#[derive(Debug)]
pub(crate) struct ListRows<C> {
    heading: StringRecord,
    columns: Vec<Option<C>>,
    /// The rows that hold anything, with their numbers.
    pub(crate) rows: Vec<(usize, StringRecord)>,
    /// Columns that were recognised, as the heading spells them.
    pub(crate) known: Vec<String>,
    /// Columns that were not.
    pub(crate) unknown: Vec<String>,
    /// What is wrong with the list itself.
    pub(crate) problems: Vec<ListProblem>,
}

impl<C: Copy + PartialEq> ListRows<C> {
    /// Reads a list that was pasted from a spreadsheet or saved as CSV. Tabs, semicolons and commas may separate its
    /// columns. `headings` are the columns with the names that people give them, in small letters; without the column
    /// `needed` there is nothing to read, and `without` is said.
    pub(crate) fn read(text: &str, headings: &[(C, &[&str])], needed: C, without: &str) -> Self {
        Self::read_up_to(MOST_LINES, text, headings, needed, without)
    }

    /// The same for a list that may have so many rows.
    pub(crate) fn read_up_to(
        most: usize,
        text: &str,
        headings: &[(C, &[&str])],
        needed: C,
        without: &str,
    ) -> Self {
        let mut list = Self {
            heading: StringRecord::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            known: Vec::new(),
            unknown: Vec::new(),
            problems: Vec::new(),
        };
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b'\t', b';', b',']
            .into_iter()
            .find(|&delimiter| first.bytes().any(|byte| byte == delimiter))
            .unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let Ok(heading) = reader.headers().cloned() else {
            let words = "The first row cannot be read. It must be the heading.";
            list.problems.push(ListProblem::new(1, None, words));
            return list;
        };
        for name in &heading {
            let column = column_of(name, headings);
            let names = if column.is_some() {
                &mut list.known
            } else {
                &mut list.unknown
            };
            names.push(name.to_owned());
            list.columns.push(column);
        }
        list.heading = heading;
        if !list.has(needed) {
            list.problems.push(ListProblem::new(1, None, without));
            return list;
        }
        for (at, row) in reader.records().enumerate() {
            let number = at + 2;
            if at == most {
                let words =
                    format!("A list may have {most} rows. Bring the rest as a second list.");
                list.problems.push(ListProblem::new(number, None, words));
                break;
            }
            match row {
                Ok(row) if row.iter().all(str::is_empty) => {}
                Ok(row) => list.rows.push((number, row)),
                Err(_) => {
                    let words =
                        "This row cannot be read. Look for a quotation mark that is never closed.";
                    list.problems.push(ListProblem::new(number, None, words));
                }
            }
        }
        if list.rows.is_empty() && list.problems.is_empty() {
            let words = "There is a heading and no row beneath it.";
            list.problems.push(ListProblem::new(2, None, words));
        }
        list
    }

    /// Whether the heading names a column.
    pub(crate) fn has(&self, wanted: C) -> bool {
        self.columns.contains(&Some(wanted))
    }

    /// How the heading spells a column, and what stands there in a row; nothing where it is empty.
    pub(crate) fn field<'a>(
        &'a self,
        row: &'a StringRecord,
        wanted: C,
    ) -> (Option<&'a str>, Option<&'a str>) {
        let at = self
            .columns
            .iter()
            .position(|column| *column == Some(wanted));
        let name = at.and_then(|at| self.heading.get(at));
        let text = at
            .and_then(|at| row.get(at))
            .filter(|text| !text.is_empty());
        (name, text)
    }

    /// The day in a column of a row; nothing where it is empty.
    pub(crate) fn day(
        &self,
        number: usize,
        row: &StringRecord,
        wanted: C,
    ) -> Result<Option<Date>, ListProblem> {
        let (name, Some(text)) = self.field(row, wanted) else {
            return Ok(None);
        };
        let unread = || {
            let words = format!(
                "“{text}” is no date that we can read. Write it like 31 March 2023 or 31/03/2023."
            );
            ListProblem::new(number, name, words)
        };
        day_of(text).map(Some).ok_or_else(unread)
    }
}

fn column_of<C: Copy>(name: &str, headings: &[(C, &[&str])]) -> Option<C> {
    let name = name.trim().to_lowercase();
    headings
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map(|(column, _)| *column)
}

/// A date as spreadsheets and people write it, day before month.
fn day_of(text: &str) -> Option<Date> {
    if let Ok(day) = text.parse::<Date>() {
        return Some(day);
    }
    for form in ["%d %B %Y", "%d %b %Y"] {
        if let Ok(day) = Date::strptime(form, text) {
            return Some(day);
        }
    }
    let mut parts = text.split(['/', '.', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year: i16 = year.trim().parse().ok()?;
    let year = if year < 100 { year + 2000 } else { year };
    let (day, month) = (day.trim().parse().ok()?, month.trim().parse().ok()?);
    Date::new(year, month, day)
        .ok()
        .filter(|day| *day > date(1990, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_day_first() {
        for (text, day) in [
            ("3/4/2023", Some(date(2023, 4, 3))),
            ("2023-04-03", Some(date(2023, 4, 3))),
            ("3.4.23", Some(date(2023, 4, 3))),
            ("3 Apr 2023", Some(date(2023, 4, 3))),
            ("31/02/2023", None),
            ("spring", None),
        ] {
            assert_eq!(day_of(text), day, "{text}");
        }
    }
}
