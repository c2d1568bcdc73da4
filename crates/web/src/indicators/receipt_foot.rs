//! The receipt at the foot of a page.

use board::indicators::{EvidenceItem, KeptStocktake, published_releases};
use serde::Serialize;

use crate::app::App;
use crate::refusal::Refusal;

/// A receipt as `components/receipt.html` takes it.
#[derive(Serialize)]
pub(super) struct Receipt {
    number: String,
    href: Option<String>,
    rows: Vec<ReceiptRow>,
    how: &'static str,
    command: String,
}

#[derive(Serialize)]
struct ReceiptRow {
    name: &'static str,
    value: String,
    code: Option<String>,
}

/// The receipt of an answer for the foot of a page.
pub(super) async fn receipt_of(
    app: &App,
    receipt: &evidence::receipts::Receipt,
    filter: String,
    measure: &'static str,
) -> Result<Receipt, Refusal> {
    let releases = published_releases(&app.house).await?;
    let mut rows = Vec::new();
    for file in &receipt.data {
        let release = releases
            .iter()
            .find(|release| release.version.file == *file);
        let value = release.map_or_else(
            || "A data file".to_owned(),
            |release| release.version.record.title.clone(),
        );
        rows.push(ReceiptRow {
            name: "Data",
            value,
            code: Some(format!("sha256 {}", file.short())),
        });
        if let Some(release) = release.filter(|_| receipt.data.len() == 1) {
            rows.push(ReceiptRow {
                name: "Hidden",
                value: release.data_set.policy.words().to_owned(),
                code: None,
            });
        }
    }
    if rows.len() > 4 {
        let files = receipt.data.len();
        rows.truncate(3);
        rows.push(ReceiptRow {
            name: "",
            value: format!("and more: {files} data files in all"),
            code: None,
        });
    }
    let plain = |name, value: String| ReceiptRow {
        name,
        value,
        code: None,
    };
    rows.push(plain("Filter", filter));
    rows.push(plain("Measure", measure.to_owned()));
    rows.push(plain("Made by", receipt.software.clone()));
    Ok(Receipt {
        href: Some(format!("/receipt/{}", receipt.number)),
        command: format!("commonweal explain {}", receipt.number),
        number: receipt.number.to_string(),
        rows,
        how: "Anyone can recompute this:",
    })
}

/// The receipt of a quotation for the foot of a page: the document, the place in it and the words.
pub(super) fn quoted_receipt(
    receipt: &evidence::receipts::Receipt,
    item: &EvidenceItem,
) -> Receipt {
    let row = |name, value: &Option<String>| ReceiptRow {
        name,
        value: value.clone().unwrap_or_default(),
        code: None,
    };
    let mut rows = vec![
        row("Document", &item.document),
        row("Place", &item.place_in_document),
        row("Words", &item.quotation),
    ];
    rows.extend(receipt.data.iter().map(|file| ReceiptRow {
        name: "File",
        value: String::new(),
        code: Some(format!("sha256 {}", file.short())),
    }));
    Receipt {
        href: Some(format!("/receipt/{}", receipt.number)),
        command: format!("commonweal explain {}", receipt.number),
        number: receipt.number.to_string(),
        rows,
        how: "Anyone can look it up in the document:",
    }
}

/// The receipt of a stocktake: what was counted of which files is told on its own page.
pub(super) fn stocktake_receipt(kept: &KeptStocktake) -> Receipt {
    let stocktake = &kept.stocktake;
    let row = |name, value: String| ReceiptRow {
        name,
        value,
        code: None,
    };
    let rows = vec![
        row("Data", stocktake.source.clone()),
        row("Hidden", stocktake.hiding.clone()),
        row("Why so", stocktake.rule_reason.clone()),
        row(
            "Measure",
            format!(
                "Ratio of shares with Wilson 95% limits; {} comparisons, false discovery held at {:.0}%",
                stocktake.comparisons,
                stocktake.false_discovery * 100.0
            ),
        ),
    ];
    Receipt {
        href: Some(format!("/receipt/{}", kept.receipt)),
        command: "commonweal stocktake FILE".to_owned(),
        number: kept.receipt.to_string(),
        rows,
        how: "Whoever holds the files can count again:",
    }
}
