//! What a cell says, as text on one line.

use calamine::{Data, DataRef, ExcelDateTime};

/// The text of a cell of a streamed sheet.
pub(crate) fn text_of_ref(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => one_line(text),
        DataRef::SharedString(text) => one_line(text),
        DataRef::Bool(yes) => truth(*yes),
        DataRef::DateTime(moment) => date(*moment),
        DataRef::DateTimeIso(moment) | DataRef::DurationIso(moment) => iso(moment),
        DataRef::Error(error) => error.to_string(),
    }
}

/// The text of a cell of a sheet that was read whole.
pub(crate) fn text_of(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => truth(*yes),
        Data::DateTime(moment) => date(*moment),
        Data::DateTimeIso(moment) | Data::DurationIso(moment) => iso(moment),
        Data::Error(error) => error.to_string(),
        Data::String(text) => one_line(text),
    }
}

fn truth(yes: bool) -> String {
    if yes { "TRUE" } else { "FALSE" }.to_owned()
}

/// A day as 2022-09-30; the time of day is no part of any table of ours.
fn date(moment: ExcelDateTime) -> String {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

fn iso(moment: &str) -> String {
    moment.chars().take(10).collect()
}

/// White space tidied; carriage returns as spreadsheets escape them are white space too.
fn one_line(text: &str) -> String {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.contains("_x000D_") {
        tidy(&text.replace("_x000D_", " "))
    } else {
        tidy(text)
    }
}

/// A cell as spreadsheets name it: `XFD1048576`. Row and column count from 0.
pub(crate) fn name_of(row: u32, column: u32) -> String {
    let mut rest = u64::from(column) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}
