//! Tables as comma-separated values (RFC 4180): UTF-8, one heading, lines that end with CR and LF.

use std::borrow::Cow;
use std::io::Write;

use serde_json::Value;

use super::{INDICATORS, OBSERVATIONS, OpenDataError, OpenRow, Package, Part, each_of};
use crate::engine::Engine;

/// Text that a spreadsheet would take for a formula, led by an apostrophe; any other text as it is.
///
/// ```
/// use evidence::open_data::guarded;
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("Hackney"), "Hackney");
/// ```
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn table<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out)
}

/// Writes the observations of a package and says how many there are.
///
/// # Errors
/// When rows cannot be read or the table cannot be written.
pub async fn write_csv(
    engine: &dyn Engine,
    package: &Package,
    out: &mut (dyn Write + Send),
) -> Result<u64, OpenDataError> {
    let mut table = table(out);
    table
        .write_record(OBSERVATIONS.map(|column| column.name))
        .map_err(std::io::Error::from)?;
    let rows = each_of(engine, package, &mut |row, part| {
        write_row(&mut table, row, part).map_err(std::io::Error::from)
    })
    .await?;
    table.flush()?;
    Ok(rows)
}

fn write_row<W: Write>(
    table: &mut csv::Writer<W>,
    open: &OpenRow<'_>,
    part: &Part,
) -> csv::Result<()> {
    let row = open.row;
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let pair =
        |pair: Option<(f64, f64)>| (number(pair.map(|it| it.0)), number(pair.map(|it| it.1)));
    let (lower_95, upper_95) = pair(row.limits_95);
    let (lower_998, upper_998) = pair(row.limits_998);
    let months = open
        .period_months()
        .map_or_else(String::new, |months| months.to_string());
    let cells: [Cow<'_, str>; OBSERVATIONS.len()] = [
        part.data_set.as_str().into(),
        part.version.to_string().into(),
        guarded(row.indicator),
        guarded(row.area_code),
        guarded(row.area_name),
        guarded(row.area_type),
        guarded(row.parent_code),
        guarded(row.parent_name),
        guarded(row.period),
        open.period_start().unwrap_or_default().into(),
        months.into(),
        guarded(row.sex),
        guarded(row.age),
        guarded(row.category_type),
        guarded(row.category),
        row.state.word().into(),
        number(row.value).into(),
        lower_95.into(),
        upper_95.into(),
        lower_998.into(),
        upper_998.into(),
        number(row.count).into(),
        number(row.denominator).into(),
        guarded(row.note),
        open.origin.word().into(),
    ];
    table.write_record(cells.iter().map(|cell| cell.as_bytes()))
}

/// Writes the indicators of a package.
///
/// # Errors
/// When the table cannot be written.
pub fn write_indicators_csv(package: &Package, out: &mut dyn Write) -> std::io::Result<()> {
    let mut table = table(out);
    table.write_record(INDICATORS.map(|column| column.name))?;
    for indicator in &package.indicators {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells: [String; INDICATORS.len()] = [
            indicator.id.clone(),
            indicator.name.clone(),
            indicator.unit.label.clone(),
            indicator
                .unit
                .multiplier
                .map_or_else(String::new, |multiplier| multiplier.to_string()),
            word(&indicator.value_type),
            word(&indicator.polarity),
            said(&indicator.definition),
            said(&indicator.rationale),
            said(&indicator.numerator),
            said(&indicator.numerator_source),
            said(&indicator.denominator),
            said(&indicator.denominator_source),
            said(&indicator.source),
            said(&indicator.cadence),
            said(&indicator.caveats),
            said(&indicator.disclosure),
        ];
        table.write_record(cells.iter().map(|cell| guarded(cell).into_owned()))?;
    }
    table.flush()
}

/// The word that JSON uses for a value of an enumeration.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}
