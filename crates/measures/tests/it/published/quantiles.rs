//! Parts by rank as the publisher's package assigns them.

use std::collections::BTreeMap;

use measures::gradient::{FirstPart, quantiles_by_rank};

use super::files::Row;
use super::workbooks::sheet;

/// Says that the highest value is the first part.
const INVERTED: &str = "inverted";

#[test]
fn parts_982_of_982() {
    let Some(rows) = sheet("testdata_Quantiles.xlsx", "testdata_Quantiles") else {
        return;
    };
    // A group is what the package was told to cut at once. Rows marked as of bad polarity mix both
    // ends in one group, which cannot be said to our measure.
    let mut groups: BTreeMap<Vec<&str>, Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        let test = row.text("Test");
        if test == "BadPolarity" {
            continue;
        }
        let (cut, set) = (row.text("QuantileNm"), row.text("GroupSet"));
        let key: Vec<&str> = if set == "None" {
            // All indicators and places at once, whatever their polarity: the package's default.
            vec![cut, set, INVERTED]
        } else {
            let inverted = ["RAG - Low is good", "true"].contains(&row.text("Polarity"));
            let end = if inverted { INVERTED } else { "" };
            let parent = if set == "IndSexReg" {
                row.text("ParentCode")
            } else {
                ""
            };
            vec![cut, set, end, test, row.text("IndSexRef"), parent]
        };
        groups.entry(key).or_default().push(row);
    }
    let (mut all, mut wrong) = (0, Vec::new());
    for (key, rows) in &groups {
        let parts = match key[0] {
            "Quartile" => 4,
            "Septile" => 7,
            "Decile" => 10,
            other => unreachable!("{other}"),
        };
        let first = if key[2] == INVERTED {
            FirstPart::Highest
        } else {
            FirstPart::Lowest
        };
        let values: Vec<Option<f64>> = rows.iter().map(|row| row.number("Value")).collect();
        let found = quantiles_by_rank(&values, parts, first);
        for (place, row) in rows.iter().enumerate() {
            let expected = row.number("QuantileInGrp");
            let found = found
                .as_ref()
                .ok()
                .and_then(|found| found[place])
                .map(|part| f64::from(part.number()));
            all += 1;
            if found != expected {
                wrong.push(format!("{key:?} {place} {found:?} {expected:?}"));
            }
        }
    }
    assert_eq!(
        (all, wrong.len()),
        (982, 0),
        "{:?}",
        &wrong[..wrong.len().min(10)]
    );
}
