use board::House;
use board::indicators::{Figures, items_on_receipt, receipt, versions_of};
use board::vocabulary::capital;
use clap::Args;
use evidence::engine::FileHash;
use evidence::receipts::{ReceiptNumber, ReceiptType, Recomputed};
use serde_json::json;

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Number of the receipt, such as R-7K3M-Q2XD.
    receipt: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Recomputes what a receipt promises from the data files that it names, and compares.
pub(crate) async fn run(place: &Place, options: Explain) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let figures = Figures::new(installation::engine(place)?);
    let result = explain(&house, &figures, &options).await;
    house.database().clone().close().await;
    result
}

async fn explain(house: &House, figures: &Figures, options: &Explain) -> Result<(), Failure> {
    let number: ReceiptNumber = options
        .receipt
        .trim()
        .to_uppercase()
        .parse()
        .map_err(|error| {
            Failure::usage(format!(
                "“{}” is no receipt number: {error}",
                options.receipt
            ))
        })?;
    let stored = receipt(house, &number).await?.ok_or_else(|| {
        Failure::usage(format!(
            "this installation has given no receipt {number}; receipts stand beneath every figure"
        ))
    })?;
    let outcome = figures.explain(&stored).await?;
    let versions = versions_of(house, None).await?;
    let name_of = |file: FileHash| {
        versions
            .iter()
            .find(|version| version.file == file)
            .map_or_else(
                || format!("file {file}"),
                |version| version.record.title.clone(),
            )
    };
    let data: Vec<_> = stored
        .receipt
        .data
        .iter()
        .map(|&file| json!({ "version": name_of(file), "sha256": file }))
        .collect();
    let items = items_on_receipt(house, &number).await?;
    let quotation = items
        .iter()
        .filter_map(|item| item.quotation.as_deref())
        .find(|words| stored.receipt.is_for_words(words));
    let (fine, mut words) = verdict(&outcome, &name_of);
    if stored.receipt.kind == ReceiptType::Quoted {
        words = quoted(quotation);
    }
    if options.json {
        let mut whole = serde_json::to_value(&outcome)?;
        if let Some(fields) = whole.as_object_mut() {
            fields.shift_insert(0, "receipt".to_owned(), json!(number));
            fields.insert("type".to_owned(), json!(stored.receipt.kind));
            fields.insert(
                "question".to_owned(),
                serde_json::from_str(&stored.receipt.question)?,
            );
            fields.insert("data".to_owned(), json!(data));
            fields.insert("software".to_owned(), json!(stored.receipt.software));
            fields.insert("origin".to_owned(), json!(stored.receipt.origin));
            fields.insert("made_at".to_owned(), json!(stored.made_at.to_string()));
            fields.insert("words".to_owned(), json!(words));
            fields.insert("quotation".to_owned(), json!(quotation));
        }
        print_json(&whole)?;
    } else {
        let mut lines = vec![format!("Receipt {number}: {words}")];
        if stored.receipt.kind == ReceiptType::Quoted {
            lines.extend(quotation.map(|words| format!("“{words}”")));
            lines.extend(facts_of(&stored.receipt.question));
        } else {
            lines.push(format!(
                "Question: {}",
                question_in_words(&stored.receipt.question)
            ));
        }
        lines.extend(
            stored
                .receipt
                .data
                .iter()
                .map(|&file| format!("Data: {} ({})", name_of(file), file.short())),
        );
        lines.push(format!(
            "Made with {} on {}",
            stored.receipt.software,
            stored.made_at.strftime("%-d %B %Y")
        ));
        print(&lines.join("\n"))?;
    }
    if fine {
        Ok(())
    } else {
        Err(Failure::failed(words))
    }
}

/// Whether the receipt holds, and a sentence.
fn verdict(outcome: &Recomputed, name_of: &dyn Fn(FileHash) -> String) -> (bool, String) {
    match outcome {
        Recomputed::Same => (
            true,
            "the same question over the same data gives the same answer.".to_owned(),
        ),
        Recomputed::Differs { made_with, .. } => (
            false,
            format!("the answer differs now; it was made with {made_with}."),
        ),
        Recomputed::FileChanged { file, .. } => (
            false,
            format!(
                "the data file of {} has been altered since; restore it from a backup.",
                name_of(*file)
            ),
        ),
        Recomputed::FileMissing { file } => (
            false,
            format!("the data file of {} is gone; restore it from a backup.", name_of(*file)),
        ),
        Recomputed::NotComputed => (
            true,
            "it is quoted or counted, so there is nothing to recompute; its source stands in the question.".to_owned(),
        ),
        Recomputed::Unreadable => (
            false,
            "this version of the program does not understand its question.".to_owned(),
        ),
    }
}

/// What can be said of a quotation: the words kept are those of the receipt, or nobody kept them.
fn quoted(quotation: Option<&str>) -> String {
    match quotation {
        Some(_) => "it quotes a document, to the letter.",
        None => {
            "it quotes a document whose words are not kept here any more; look them up in their place."
        }
    }
    .to_owned()
}

/// The facts of a question, one a line: "Document: Guide".
fn facts_of(question: &str) -> Vec<String> {
    let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(question) else {
        return Vec::new();
    };
    fields
        .iter()
        .filter_map(|(name, value)| {
            let name = if name == "file" {
                "file, SHA-256"
            } else {
                name
            };
            Some(format!("{}: {}", capital(name), value.as_str()?))
        })
        .collect()
}

/// The question without its data files, which are listed by name.
fn question_in_words(question: &str) -> String {
    let Ok(serde_json::Value::Object(mut fields)) = serde_json::from_str(question) else {
        return question.to_owned();
    };
    fields.shift_remove("data");
    fields
        .iter()
        .map(|(name, value)| match value {
            serde_json::Value::String(text) => format!("{name} {text}"),
            other => format!("{name} {other}"),
        })
        .collect::<Vec<_>>()
        .join(", ")
}
