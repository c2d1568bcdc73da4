//! `/receipt/{number}`: what stands behind a number, and whether it comes out the same today.

use axum::extract::State;
use board::indicators::{
    EvidenceItem, StoredReceipt, items_on_receipt, policy, receipt, versions_of,
};
use board::places::{Body, boards};
use evidence::receipts::{Receipt, ReceiptNumber, ReceiptType, Recomputed};
use serde::{Deserialize, Serialize};

use super::shown::marked_origin;
use super::unanswered::refusal;
use crate::address::{Path, Query};
use crate::app::App;
use crate::kept_pages::varies_by;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::thread::Addresses;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/receipt_page.html";

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Choices {
    check: Option<String>,
}

#[derive(Serialize)]
struct ReceiptPage {
    number: String,
    title: String,
    lead: String,
    origin: Option<&'static str>,
    facts: Vec<Fact>,
    question: Vec<Fact>,
    raw: String,
    can_check: bool,
    /// What is quoted, where the words kept are those that the receipt was made for.
    quotation: Option<String>,
    /// The statements that rest on it.
    statements: Vec<Link>,
    /// Whether the reader may write one that rests on it.
    may_state: bool,
    checked: Option<Checked>,
}

#[derive(Serialize)]
struct Fact {
    name: String,
    value: String,
    code: bool,
}

#[derive(Serialize)]
struct Checked {
    title: String,
    text: String,
    is_same: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(number): Path<String>,
    Query(choices): Query<Choices>,
) -> Answer {
    let number: ReceiptNumber = number.parse().map_err(|_| Refusal::NotFound)?;
    let stored = receipt(&app.house, &number)
        .await?
        .ok_or(Refusal::NotFound)?;
    let checked = match choices.check {
        Some(_) => Some(check(&app, &stored).await?),
        None => None,
    };
    let items = items_on_receipt(&app.house, &number).await?;
    let addresses = Addresses::load(&app).await?;
    let statements = items
        .iter()
        .filter(|item| item.record.is_visible_to(&visitor.actor))
        .map(|item| {
            let href = addresses.page(app.house.registry(), &item.record);
            Link::new(item.statement.clone(), href)
        })
        .collect();
    let page = ReceiptPage {
        quotation: quotation(&stored.receipt, &items),
        statements,
        title: checked.as_ref().map_or_else(
            || format!("Receipt {number}"),
            |checked| checked.title.clone(),
        ),
        lead: lead(&stored.receipt).to_owned(),
        origin: marked_origin(stored.receipt.origin),
        facts: facts(&app, &stored).await?,
        question: question(&stored.receipt),
        raw: stored.receipt.question.clone(),
        may_state: stored.receipt.kind != ReceiptType::Quoted && may_state(&app, &visitor).await?,
        can_check: stored.receipt.kind == ReceiptType::Computed,
        number: number.to_string(),
        checked,
    };
    let mut frame = visitor.frame(page.title.clone(), "");
    frame.illustrative = stored.receipt.origin == evidence::cell::Origin::Illustrative;
    let is_checked = page.checked.is_some();
    let shown = app.page(TEMPLATE, &frame, page)?;
    // A check looks at the files as they are at that moment.
    Ok(if is_checked {
        varies_by(shown, "*")
    } else {
        shown
    })
}

/// Whether the reader may write statements for any board: a receipt is of none.
async fn may_state(app: &App, visitor: &Visitor) -> Result<bool, Refusal> {
    if visitor.actor.person().is_none() {
        return Ok(false);
    }
    let may =
        |board: &Body| policy::ADD_EVIDENCE_ITEM.allows(&visitor.actor, Some(board.record.id));
    Ok(boards(&app.house).await?.iter().any(may))
}

async fn check(app: &App, stored: &StoredReceipt) -> Result<Checked, Refusal> {
    let outcome = app.evidence.explain(stored).await.map_err(refusal)?;
    let versions = versions_of(&app.house, None).await?;
    let version = |file| {
        versions
            .iter()
            .find(|version| version.file == file)
            .map_or_else(|| format!("{file}"), |version| version.record.title.clone())
    };
    let words = |title: &str, text: String, is_same| Checked {
        title: title.to_owned(),
        text,
        is_same,
    };
    Ok(match outcome {
        Recomputed::Same => words(
            "The same answer came out again",
            "The question was asked again of the same data files, and nothing differs.".to_owned(),
            true,
        ),
        Recomputed::Differs { made_with, .. } => words(
            "Another answer came out",
            format!(
                "The data files are the same. The receipt was made with {made_with}; this version works something out differently."
            ),
            false,
        ),
        Recomputed::FileChanged { file, .. } => words(
            "A data file was changed since",
            format!(
                "The file of {} is not the one that the receipt was made from, so nothing was worked out from it.",
                version(file)
            ),
            false,
        ),
        Recomputed::FileMissing { file } => words(
            "A data file is gone",
            format!(
                "The file of {} is not in the data folder any more.",
                version(file)
            ),
            false,
        ),
        Recomputed::NotComputed => words(
            "There is nothing to work out",
            "This receipt names words of a document or a count, not an answer from data."
                .to_owned(),
            true,
        ),
        Recomputed::Unreadable => words(
            "This version cannot ask that question",
            "The receipt was made by another version of the software.".to_owned(),
            false,
        ),
    })
}

fn lead(receipt: &Receipt) -> &'static str {
    match receipt.kind {
        ReceiptType::Computed => {
            "An answer worked out from data. Anybody can ask the same question of the same files and must get the same answer."
        }
        ReceiptType::Quoted => "Words or figures as they stand in a published document.",
        ReceiptType::Counted => "A count of records, taken at one point of the audit log.",
    }
}

async fn facts(app: &App, stored: &StoredReceipt) -> Result<Vec<Fact>, Refusal> {
    let receipt = &stored.receipt;
    let fact = |name: &str, value: String, code| Fact {
        name: name.to_owned(),
        value,
        code,
    };
    let mut facts = Vec::new();
    let versions = versions_of(&app.house, None).await?;
    for file in &receipt.data {
        let found = versions.iter().find(|version| version.file == *file);
        if let Some(version) = found {
            let name = format!("{}, {}", version.record.title, version.record.state);
            facts.push(fact("Data", name, false));
        }
        facts.push(fact("File, sha256", file.to_string(), true));
    }
    facts.push(fact(
        "Answer, sha256",
        receipt.result_hash.to_string(),
        true,
    ));
    facts.push(fact("Made by", receipt.software.clone(), false));
    if let Some(seed) = receipt.seed {
        facts.push(fact("Seed", seed.to_string(), true));
    }
    facts.push(fact("First given", stored.made_at.to_string(), false));
    Ok(facts)
}

/// The words of a quoted receipt, if a statement that rests on it still has them to the letter.
fn quotation(receipt: &Receipt, items: &[EvidenceItem]) -> Option<String> {
    items
        .iter()
        .filter_map(|item| item.quotation.as_deref())
        .find(|words| receipt.is_for_words(words))
        .map(str::to_owned)
}

/// The question in a table of names and values, as far as it has plain ones.
fn question(receipt: &Receipt) -> Vec<Fact> {
    let Ok(serde_json::Value::Object(question)) = serde_json::from_str(&receipt.question) else {
        return Vec::new();
    };
    question
        .into_iter()
        .filter_map(|(name, value)| {
            let value = match value {
                serde_json::Value::String(text) => text,
                serde_json::Value::Number(number) => number.to_string(),
                _ => return None,
            };
            Some(Fact {
                name: name.replace('_', " "),
                value,
                code: false,
            })
        })
        .collect()
}
