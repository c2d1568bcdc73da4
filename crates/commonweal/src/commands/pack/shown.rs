use board::asks::AskState;
use board::documents::{
    Document, DocumentPaper, Share, documents_of, handed_on, paper_of, shares_of,
};
use board::packs::{Recipe, has_newer_figures, recipe_of};
use board::texts::Version;
use board::vocabulary::long_date;
use serde_json::{Value, json};

use super::{Desk, Show, pack_called};
use crate::commands::board_called;
use crate::commands::paper::{must_have_file, written};
use crate::failure::Failure;
use crate::output::{print, print_json};

/// One version of a pack, with what is known about it.
struct Told {
    document: Document,
    version: Version,
    kept: DocumentPaper,
    recipe: Recipe,
    is_behind: bool,
    shares: Vec<Share>,
}

/// The packs of a board, by title.
pub(super) async fn list(desk: &Desk<'_>, board: Option<&str>) -> Result<(), Failure> {
    let board = board_called(desk.house, board).await?;
    let mut packs = Vec::new();
    for document in documents_of(desk.house, board.record.id).await? {
        packs.extend(told(desk, document, None).await?);
    }
    if desk.json {
        return print_json(&packs.iter().map(as_json).collect::<Vec<_>>());
    }
    if packs.is_empty() {
        eprintln!("This board has made no packs of evidence.");
        return Ok(());
    }
    print(&packs.iter().map(in_words).collect::<Vec<_>>().join("\n\n"))
}

/// The pack as it stands, after something was done to it.
pub(super) async fn one(desk: &Desk<'_>, document: &Document) -> Result<(), Failure> {
    let Some(told) = told(desk, document.clone(), None).await? else {
        return Err(not_a_pack(document));
    };
    if desk.json {
        print_json(&as_json(&told))
    } else {
        print(&in_words(&told))
    }
}

pub(super) async fn show(desk: &Desk<'_>, options: &Show) -> Result<(), Failure> {
    must_have_file(options.format, options.output.as_ref())?;
    let (_, document) = pack_called(desk.house, &options.pack).await?;
    let versions = document.versions.len();
    let wanted = options
        .version
        .or_else(|| document.published().map(|version| version.number));
    if wanted.is_some_and(|number| document.versions.iter().all(|it| it.number != number)) {
        return Err(Failure::usage(format!(
            "it has {versions} versions, from 1"
        )));
    }
    let Some(told) = told(desk, document.clone(), wanted).await? else {
        return Err(not_a_pack(&document));
    };
    if desk.json {
        return print_json(&as_json(&told));
    }
    let paper = handed_on(&told.document, &told.version, &told.kept, None)?;
    written(&paper, options.format, options.output.as_deref())
}

fn not_a_pack(document: &Document) -> Failure {
    Failure::usage(format!(
        "“{}” was written by hand; `commonweal documents` prints it",
        document.text.record.title
    ))
}

/// What is known about a version of a pack, the newest unless one is wanted; nothing for a document that was typed.
async fn told(
    desk: &Desk<'_>,
    document: Document,
    wanted: Option<i64>,
) -> Result<Option<Told>, Failure> {
    let version = match wanted {
        Some(number) => document.versions.iter().find(|it| it.number == number),
        None => document.newest(),
    };
    let Some(version) = version.cloned() else {
        return Ok(None);
    };
    let Some(kept) = paper_of(desk.house, &version).await? else {
        return Ok(None);
    };
    let Some(recipe) = recipe_of(&kept) else {
        return Ok(None);
    };
    let shares = shares_of(desk.house, document.text.record.id, desk.who.today).await?;
    Ok(Some(Told {
        is_behind: has_newer_figures(desk.house, &recipe).await?,
        document,
        version,
        kept,
        recipe,
        shares,
    }))
}

fn superseded_by(told: &Told) -> Option<i64> {
    told.document
        .published()
        .map(|holds| holds.number)
        .filter(|number| *number > told.version.number)
}

fn as_json(told: &Told) -> Value {
    let shares: Vec<Value> = told
        .shares
        .iter()
        .map(|share| {
            json!({
                "body": share.body.slug.as_str(),
                "name": share.body.title,
                "version": share.version,
                "on": share.on.to_string(),
                "by": share.by,
                "due": share.ask.due.to_string(),
                "considered": match share.state {
                    AskState::Answered(on) if !share.was_replaced() => Some(on.to_string()),
                    _ => None,
                },
            })
        })
        .collect();
    let receipts: Vec<&str> = told
        .kept
        .paper
        .receipts
        .iter()
        .map(|receipt| receipt.number.as_str())
        .collect();
    json!({
        "reference": told.document.text.record.reference().to_string(),
        "title": told.document.text.record.title,
        "version": { "number": told.version.number, "state": told.version.state, "hash": told.version.hash },
        "published": told.document.published().map(|version| version.number),
        "superseded_by": superseded_by(told),
        "as_at": told.kept.as_at.to_string(),
        "area": told.recipe.area,
        "against": told.recipe.against.word(),
        "indicators": told.recipe.indicators,
        "receipts": receipts,
        "newer_figures": told.is_behind,
        "shares": shares,
        "origin": told.document.text.record.origin.to_string(),
    })
}

fn in_words(told: &Told) -> String {
    let record = &told.document.text.record;
    let mut lines = vec![
        format!("{} ({})", record.title, record.slug),
        format!(
            "  version {}, {}, as at {}, {} figures",
            told.version.number,
            told.version.state,
            long_date(told.kept.as_at),
            told.recipe.indicators.len()
        ),
    ];
    if record.origin.is_illustrative() {
        lines.push("  illustrative: made up for a demonstration".to_owned());
    }
    if told.is_behind {
        lines.push("  newer figures are published: make it again".to_owned());
    }
    lines.extend(told.shares.iter().map(|share| {
        format!(
            "  {}: {}, given on {}, {}",
            share.body.title,
            share.version.map_or_else(
                || "a version that is not kept".to_owned(),
                |number| format!("version {number}")
            ),
            long_date(share.on),
            share.state_in_words()
        )
    }));
    lines.join("\n")
}
