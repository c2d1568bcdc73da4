//! What an officer joins once everything is there: paragraphs of the strategies to the priorities that they put into words
//! and the evidence that they name, strategies to the items that adopted them, and the first round to the item that heard it.

use anyhow::Context;
use board::asks::{RoundPurpose, asks_of_round, rounds_of};
use board::events::items_of;
use board::joins::{CITES, DECIDED_IN, EXPRESSES, REPORTED_IN};
use board::meetings::meeting;
use board::outcomes::OUTCOME;
use board::strategy::{published_version, strategies_of};
use board::texts::blocks_of;
use board::thread::{JoinRecords, JoinRecordsError, Relation, join_records, of_kind};
use board::vocabulary::RecordId;
use jiff::civil::{Date, date};

use super::stage::Stage;

/// A paragraph of a strategy by its place: the priority that it puts into words, and the statement that it repeats.
type Paragraph = (&'static str, Option<&'static str>);

struct StrategyRow {
    board: &'static str,
    slug: &'static str,
    paragraphs: &'static [Paragraph],
    /// The day of the meeting that adopted it, where that is in the story.
    adopted_on: Option<Date>,
}

const STRATEGIES: &[StrategyRow] = &[
    StrategyRow {
        board: "hackney",
        slug: "hackney-2022-26",
        paragraphs: &[
            ("a-smoke-free-borough", Some("smoking-where-money-is-tight")),
            ("a-good-start", Some("measles-among-small-children")),
            ("somebody-to-turn-to", Some("lonely-adults")),
            ("warm-safe-homes", Some("homes-that-are-hard-to-heat")),
            ("older-and-steady", Some("falls-among-older-people")),
        ],
        adopted_on: Some(date(2022, 3, 14)),
    },
    StrategyRow {
        board: "city-of-london",
        slug: "city-2022-26",
        // Nobody has written down what shows that the air harms.
        paragraphs: &[
            ("clean-air-in-the-square-mile", None),
            ("good-work", Some("stress-at-work")),
        ],
        adopted_on: Some(date(2022, 5, 6)),
    },
    StrategyRow {
        board: "tower-hamlets",
        slug: "tower-hamlets-2017-20",
        paragraphs: &[
            (
                "communities-driving-change",
                Some("neighbourhoods-that-drive-change"),
            ),
            ("creating-a-healthier-place", None),
        ],
        adopted_on: None,
    },
];

const ADOPTING: &str = "The strategy for 2022 to 2026";
const FIRST_QUARTER: &str = "How the first quarter went";

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    for row in STRATEGIES {
        strategy(stage, row).await?;
    }
    first_round(stage).await
}

async fn strategy(stage: &Stage, row: &StrategyRow) -> anyhow::Result<()> {
    let board = stage.body(row.board).await?;
    let strategy = strategies_of(&stage.house, board)
        .await?
        .into_iter()
        .find(|strategy| strategy.record.slug.as_str() == row.slug)
        .context("an earlier part makes the strategy")?;
    let version = published_version(&stage.house, &strategy)
        .await?
        .context("its words were published")?;
    let blocks = blocks_of(&stage.house, version.id).await?;
    for (block, &(priority, evidence)) in blocks.iter().zip(row.paragraphs) {
        let priority = stage
            .the(&format!("{}/priority/{priority}", row.board))
            .await?;
        join(stage, block.paragraph_id, EXPRESSES, priority.id).await?;
        if let Some(slug) = evidence {
            let item = stage
                .the(&format!("{}/evidence-item/{slug}", row.board))
                .await?;
            join(stage, block.paragraph_id, CITES, item.id).await?;
        }
    }
    if let Some(on) = row.adopted_on {
        let item = item_called(stage, board, on, ADOPTING).await?;
        join(stage, strategy.record.id, DECIDED_IN, item).await?;
    }
    Ok(())
}

/// The returns of spring were heard in June, with each outcome that somebody had answered about.
async fn first_round(stage: &Stage) -> anyhow::Result<()> {
    let board = stage.body("hackney").await?;
    let item = item_called(stage, board, date(2022, 6, 16), FIRST_QUARTER).await?;
    let rounds = rounds_of(&stage.house, board, RoundPurpose::Returns).await?;
    let spring = rounds
        .iter()
        .find(|round| round.record.slug.as_str() == "spring-2022")
        .context("an earlier part asks for the returns of spring")?;
    join(stage, spring.record.id, REPORTED_IN, item).await?;
    let asks = asks_of_round(&stage.house, spring.record.id).await?;
    let outcomes = of_kind(&stage.house, OUTCOME, Some(board)).await?;
    for outcome in outcomes {
        if asks.iter().any(|ask| ask.about_id == outcome.id) {
            join(stage, outcome.id, REPORTED_IN, item).await?;
        }
    }
    Ok(())
}

/// The item of a board's meeting with a title.
pub(super) async fn item_called(
    stage: &Stage,
    board: RecordId,
    on: Date,
    title: &str,
) -> anyhow::Result<RecordId> {
    let slug = on.to_string().parse()?;
    let heard = meeting(&stage.house, board, &slug)
        .await?
        .with_context(|| format!("the demonstration has a meeting on {on}"))?;
    items_of(&stage.house, heard.record.id)
        .await?
        .into_iter()
        .find(|item| item.record.title == title)
        .map(|item| item.record.id)
        .with_context(|| format!("the meeting of {on} hears “{title}”"))
}

/// Joins two records, unless they are joined already.
pub(super) async fn join(
    stage: &Stage,
    from: RecordId,
    relation: Relation,
    to: RecordId,
) -> anyhow::Result<()> {
    let join = JoinRecords {
        from,
        relation: relation.0.to_owned(),
        to,
        reason: None,
    };
    match join_records(&stage.house, &stage.who, join).await {
        Ok(()) | Err(JoinRecordsError::AlreadyJoined { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
