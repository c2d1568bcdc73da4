//! Lists that people keep in a spreadsheet, read from a file.

use std::fs;
use std::path::Path;

use board::delivery::{is_workbook, text_of_workbook};
use board::lists::ListProblem;

use crate::failure::Failure;

/// The text of a list, whether it is kept as a workbook or as CSV.
pub(crate) fn text_of_list(file: &Path) -> Result<String, Failure> {
    let bytes = fs::read(file)
        .map_err(|error| Failure::while_doing(error, format!("cannot read {}", file.display())))?;
    if is_workbook(&bytes) {
        return text_of_workbook(&bytes).map_err(Failure::input);
    }
    String::from_utf8(bytes).map_err(|_| {
        Failure::input(format!(
            "{} is not text in UTF-8; save it as .xlsx or “CSV UTF-8” in the spreadsheet",
            file.display()
        ))
    })
}

/// What must be mended in a list, a line each.
pub(crate) fn problems_in_words(problems: &[ListProblem]) -> String {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| match &problem.column {
            Some(column) => format!("Row {}, column {column}: {}", problem.row, problem.words),
            None => format!("Row {}: {}", problem.row, problem.words),
        })
        .collect();
    lines.join("\n")
}

/// The same as `--json` prints it.
pub(crate) fn problems_as_json(problems: &[ListProblem]) -> Vec<serde_json::Value> {
    problems
        .iter()
        .map(|problem| {
            serde_json::json!({
                "row": problem.row, "column": problem.column, "message": problem.words,
            })
        })
        .collect()
}
