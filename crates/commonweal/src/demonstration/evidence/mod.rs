//! Evidence beside the figures from data: what documents state, what studies found and what was shown to work, joined to
//! the needs and priorities that rest on it. What residents said stands with the needs.

mod quoted;
mod review;
mod studies;

use board::indicators::{AddEvidenceItem, Intervention, QuotedFigure, Source, add_evidence_item};
use board::joins::CITES;
use board::vocabulary::{Origin, RecordId};
use jiff::civil::{Date, date};

pub(super) use quoted::QUOTED;
use quoted::Quoted;
use studies::{STUDIES, Study};

use super::joins::join;
use super::stage::Stage;

/// When the documents were read, once the newest of them was out.
const READ_ON: Date = date(2022, 7, 18);

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    for row in QUOTED {
        add(
            stage,
            row.board,
            row.slug,
            row.cited_by,
            quotation(stage, row).await?,
        )
        .await?;
    }
    for row in STUDIES {
        add(
            stage,
            row.board,
            row.slug,
            row.cited_by,
            study(stage, row).await?,
        )
        .await?;
    }
    review::load(stage).await
}

async fn quotation(stage: &Stage, row: &Quoted) -> anyhow::Result<AddEvidenceItem> {
    let area_id = match row.area {
        Some(area) => Some(stage.area(area).await?),
        None => None,
    };
    Ok(AddEvidenceItem {
        area_id,
        as_at: READ_ON,
        origin: Origin::Quoted,
        ..statement(
            stage.body(row.board).await?,
            row.slug,
            row.statement,
            Source::Quoted {
                document: row.document.title.to_owned(),
                place: row.place.to_owned(),
                words: row.words.to_owned(),
                figure: Some(QuotedFigure {
                    value: row.value.to_owned(),
                    unit: row.unit.to_owned(),
                    period: row.period.to_owned(),
                    comparator: row.comparator.map(str::to_owned),
                    worked_from: row.worked_from.map(str::to_owned),
                }),
                file: Some(row.document.sha256.parse()?),
            },
        )?
    })
}

async fn study(stage: &Stage, row: &Study) -> anyhow::Result<AddEvidenceItem> {
    Ok(AddEvidenceItem {
        strength: Some(row.strength.to_owned()),
        supports: Vec::new(),
        ..statement(
            stage.body(row.board).await?,
            row.slug,
            row.statement,
            match row.worked {
                None => Source::Study {
                    document: row.document.to_owned(),
                    place: Some(row.place.to_owned()),
                },
                Some((population, effect)) => Source::Intervention {
                    document: row.document.to_owned(),
                    place: Some(row.place.to_owned()),
                    found: Intervention {
                        population: population.to_owned(),
                        effect: effect.to_owned(),
                    },
                },
            },
        )?
    })
}

/// A statement of a board, illustrative unless said otherwise.
pub(super) fn statement(
    board: RecordId,
    slug: &str,
    words: &str,
    source: Source,
) -> anyhow::Result<AddEvidenceItem> {
    Ok(AddEvidenceItem {
        body_id: Some(board),
        title: words.trim_end_matches('.').to_owned(),
        slug: Some(slug.parse()?),
        statement: words.to_owned(),
        source,
        indicator_id: None,
        area_id: None,
        strength: None,
        supports: Vec::new(),
        as_at: date(2021, 12, 31),
        origin: Origin::Illustrative,
    })
}

/// Adds a statement that is not there yet, and joins to it what rests on it.
async fn add(
    stage: &Stage,
    board: &str,
    slug: &str,
    cited_by: &[&str],
    new: AddEvidenceItem,
) -> anyhow::Result<()> {
    let reference = format!("{board}/evidence-item/{slug}");
    if stage.record(&reference).await?.is_some() {
        return Ok(());
    }
    let who = stage.on(READ_ON);
    let item = add_evidence_item(&stage.house, &who, new).await?;
    for reference in cited_by {
        join(stage, stage.the(reference).await?.id, CITES, item.record.id).await?;
    }
    Ok(())
}
