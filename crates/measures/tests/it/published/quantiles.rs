//! Parts by rank as the publisher's package assigns them.

use std::collections::BTreeMap;

use measures::gradient::{FirstPart, quantiles_by_rank};

use super::workbooks::{Sheet, SheetRow};

#[test]
fn parts_982_of_982() {
    let Some(sheet) = Sheet::open("testdata_Quantiles.xlsx", "testdata_Quantiles") else {
        return;
    };
    // A group is what the package was told to cut at once. Rows marked as of bad polarity mix both
    // ends in one group, which cannot be said to our measure.
    let mut groups: BTreeMap<Vec<String>, Vec<SheetRow>> = BTreeMap::new();
    for row in sheet.rows() {
        let test = row.text("Test");
        if test == "BadPolarity" {
            continue;
        }
        let set = row.text("GroupSet");
        let key = if set == "None" {
            // All indicators and places at once, whatever their polarity: the package's default.
            vec![row.text("QuantileNm"), set, "true".to_owned()]
        } else {
            let polarity = row.text("Polarity").to_lowercase();
            let inverted = polarity == "rag - low is good" || polarity == "true";
            let parent = if set == "IndSexReg" {
                row.text("ParentCode")
            } else {
                String::new()
            };
            let inverted = inverted.to_string();
            vec![
                row.text("QuantileNm"),
                set,
                inverted,
                test,
                row.text("IndSexRef"),
                parent,
            ]
        };
        groups.entry(key).or_default().push(row);
    }
    let (mut all, mut wrong) = (0, Vec::new());
    for (key, rows) in &groups {
        let parts = match key[0].as_str() {
            "Quartile" => 4,
            "Septile" => 7,
            "Decile" => 10,
            other => unreachable!("{other}"),
        };
        let first = if key[2] == "true" {
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
