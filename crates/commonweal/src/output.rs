//! The one place that writes to standard output: the result of a command, and nothing else.

use std::io::{ErrorKind, Write};

use serde::Serialize;

use crate::failure::Failure;

/// Writes a result and a line end. A reader that has gone away, such as `head`, is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = out
        .write_all(text.as_bytes())
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::while_doing(
            error,
            "the result could not be written",
        )),
        _ => Ok(()),
    }
}

/// Standard output for a result that comes piece by piece.
pub(crate) fn writer() -> impl Write + Send {
    std::io::BufWriter::new(std::io::stdout())
}

/// Writes a result as JSON, indented, with the keys in the order of its documentation.
pub(crate) fn print_json(result: &impl Serialize) -> Result<(), Failure> {
    print(&serde_json::to_string_pretty(result)?)
}

/// Rows in columns that line up: numbers to the right, words to the left. The first row is the heading.
pub(crate) fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
    // What begins with a number and goes on in words is words.
    let is_number = |text: &str| {
        text.is_empty()
            || (text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
                && !text.contains(char::is_alphabetic))
    };
    let widths: Vec<(usize, bool)> = (0..count)
        .map(|at| {
            let width = rows
                .iter()
                .map(|row| cell(row, at).chars().count())
                .max()
                .unwrap_or(0);
            let right = rows.len() > 1 && rows.iter().skip(1).all(|row| is_number(&cell(row, at)));
            (width, right)
        })
        .collect();
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (at, &(width, right)) in widths.iter().enumerate() {
            let text = cell(row, at);
            let pad = " ".repeat(width - text.chars().count());
            let (before, after) = if right {
                (pad, String::new())
            } else {
                (String::new(), pad)
            };
            line.push_str(&before);
            line.push_str(&text);
            line.push_str(&after);
            line.push_str("  ");
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn words_stand_left_and_numbers_right() {
        let row = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect();
        let rows: Vec<Vec<String>> = vec![
            row(&["Name", "Value"]),
            row(&["Smoking", "9.5"]),
            row(&["Très long", "100.0"]),
        ];
        assert_eq!(
            columns(&rows),
            "Name       Value\nSmoking      9.5\nTrès long  100.0"
        );
        let counted = vec![
            row(&["Agenda", "State"]),
            row(&["5 items", "held"]),
            row(&["12 items", "held"]),
        ];
        assert_eq!(
            columns(&counted),
            "Agenda    State\n5 items   held\n12 items  held"
        );
        assert_eq!(columns(&[]), "");
    }
}
