use board::strategy::Strategy;
use board::texts::{
    BlockType, Comparison, Difference, Piece, Version, blocks_of, compare, versions_of,
    words_of_blocks,
};
use board::vocabulary::capital;
use clap::Args;
use serde_json::{Value, json};

use super::Desk;
use crate::failure::Failure;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(super) struct Text {
    /// Which version; the newest by default.
    version: Option<i64>,
}

#[derive(Debug, Args)]
pub(super) struct Compare {
    /// The older version; the one before the newer by default.
    #[arg(requires = "newer")]
    older: Option<i64>,
    /// The newer version; the newest by default.
    newer: Option<i64>,
}

async fn versions(desk: &Desk<'_>, strategy: &Strategy) -> Result<Vec<Version>, Failure> {
    let text = strategy
        .text_id
        .ok_or_else(|| Failure::input("the strategy has no words yet"))?;
    let versions = versions_of(desk.house, text).await?;
    if versions.is_empty() {
        return Err(Failure::input("the strategy has no words yet"));
    }
    Ok(versions)
}

fn numbered(versions: &[Version], number: i64) -> Result<&Version, Failure> {
    versions
        .iter()
        .find(|version| version.number == number)
        .ok_or_else(|| {
            Failure::usage(match versions.len() {
                1 => "there is version 1 alone".to_owned(),
                many => format!("there is no version {number}; there are 1 to {many}"),
            })
        })
}

/// Prints the words of a version.
pub(super) async fn text(
    desk: &Desk<'_>,
    strategy: &Strategy,
    options: &Text,
) -> Result<(), Failure> {
    let versions = versions(desk, strategy).await?;
    let newest = i64::try_from(versions.len()).unwrap_or(i64::MAX);
    let version = numbered(&versions, options.version.unwrap_or(newest))?;
    let words = words_of_blocks(&blocks_of(desk.house, version.id).await?);
    if desk.json {
        return print_json(&json!({
            "version": version.number, "sha256": version.hash, "made_on": version.made_on.to_string(), "words": words,
        }));
    }
    print(&words)
}

/// Compares two versions.
pub(super) async fn compared(
    desk: &Desk<'_>,
    strategy: &Strategy,
    options: &Compare,
) -> Result<(), Failure> {
    let versions = versions(desk, strategy).await?;
    let newest = i64::try_from(versions.len()).unwrap_or(i64::MAX);
    let newer = numbered(&versions, options.newer.unwrap_or(newest))?;
    let older = numbered(&versions, options.older.unwrap_or(newer.number - 1))?;
    let rows = compare(
        &blocks_of(desk.house, older.id).await?,
        &blocks_of(desk.house, newer.id).await?,
    );
    let changed = rows
        .iter()
        .filter(|row| row.difference != Difference::Same)
        .count();
    if desk.json {
        let rows: Vec<Value> = rows.iter().map(row_as_json).collect();
        return print_json(&json!({
            "older": version_as_json(older),
            "newer": version_as_json(newer),
            "changed": changed,
            "paragraphs": rows,
        }));
    }
    let mut lines = vec![format!(
        "{} beside {}: {}. [-gone-] {{+new+}}",
        capital(&newer.name()),
        older.name(),
        match changed {
            0 => "word for word the same".to_owned(),
            1 => "1 paragraph differs".to_owned(),
            many => format!("{many} paragraphs differ"),
        }
    )];
    lines.extend(
        rows.iter()
            .filter(|row| row.difference != Difference::Same)
            .map(row_in_words),
    );
    print(&lines.join("\n\n"))
}

fn version_as_json(version: &Version) -> Value {
    json!({
        "version": version.number, "sha256": version.hash, "made_on": version.made_on.to_string(),
    })
}

fn what(difference: &Difference) -> &'static str {
    match difference {
        Difference::Same => "same",
        Difference::Added => "added",
        Difference::Removed => "removed",
        Difference::Changed(_) => "changed",
    }
}

fn row_in_words(row: &Comparison) -> String {
    let place = match (&row.block.number, row.block.block_type) {
        (Some(number), _) => format!("{number}. "),
        (None, BlockType::Heading) => "# ".to_owned(),
        (None, _) => String::new(),
    };
    let words = match &row.difference {
        Difference::Same => row.block.words.clone(),
        Difference::Added => format!("{{+{}+}}", row.block.words),
        Difference::Removed => format!("[-{}-]", row.block.words),
        Difference::Changed(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Same(words) => words.trim().to_owned(),
                Piece::Added(words) => format!("{{+{}+}}", words.trim()),
                Piece::Removed(words) => format!("[-{}-]", words.trim()),
            })
            .collect::<Vec<_>>()
            .join(" "),
    };
    format!("{place}{words}")
}

fn row_as_json(row: &Comparison) -> Value {
    let pieces = match &row.difference {
        Difference::Changed(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Same(words) => json!({ "what": "same", "words": words }),
                Piece::Added(words) => json!({ "what": "added", "words": words }),
                Piece::Removed(words) => json!({ "what": "removed", "words": words }),
            })
            .collect(),
        _ => Vec::new(),
    };
    json!({
        "number": row.block.number, "type": row.block.block_type, "what": what(&row.difference),
        "words": row.block.words, "pieces": pieces,
    })
}
