use board::House;
use board::indicators::{
    EvidenceLevel, EvidenceReview, GatherEvidence, GatherEvidenceError, MarkReadyError,
    OpenEvidenceReview, OpenEvidenceReviewError, RecordGapOfLevel, RecordGapOfLevelError,
    evidence_review, evidence_reviews, gather_evidence, mark_evidence_ready, open_evidence_review,
    record_gap_of_level,
};
use board::runner::Who;
use board::vocabulary::{Origin, RecordId};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::write::record_called;
use crate::commands::board_called;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct ReviewOptions {
    #[command(subcommand)]
    act: Option<Act>,
    /// The board, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG", global = true)]
    board: Option<String>,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Begin to gather evidence for a workshop.
    Open {
        /// The workshop.
        title: String,
        /// Who gathers: a working group or an office.
        #[arg(long, value_name = "TEXT")]
        group: String,
        /// The day of the workshop.
        #[arg(long, value_name = "DATE")]
        on: Date,
    },
    /// Gather statements; those gathered before stay.
    Gather {
        /// The review, by the last part of its reference.
        review: String,
        /// A statement, such as hackney/evidence-item/smoking-is-higher; several may be named.
        #[arg(required = true, value_name = "REF")]
        statements: Vec<String>,
    },
    /// Say why a level has no evidence.
    Gap {
        /// The review, by the last part of its reference.
        review: String,
        /// local, regional or national.
        #[arg(long)]
        level: EvidenceLevel,
        /// Why, in a sentence.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Say that the evidence is ready. Refused while a level has neither a statement nor a reason.
    Ready {
        /// The review, by the last part of its reference.
        review: String,
    },
}

/// Lists the evidence that is gathered before workshops, or takes it a step further.
pub(super) async fn run(house: &House, options: &ReviewOptions) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let board = board.record.id;
    let who = installation::operator(SystemClocks::of(house).await?);
    let changed = match &options.act {
        None => {
            let reviews = evidence_reviews(house, board, who.today).await?;
            return shown(&reviews, options.json);
        }
        Some(Act::Open { title, group, on }) => {
            let new = OpenEvidenceReview {
                body_id: board,
                title: title.clone(),
                working_group: group.clone(),
                workshop_on: *on,
                origin: Origin::Entered,
            };
            let opened = open_evidence_review(house, &who, new).await;
            opened.map_err(|error| match error {
                OpenEvidenceReviewError::Runner(error) => error.into(),
                problem => Failure::usage(problem),
            })?
        }
        Some(Act::Gather { review, statements }) => {
            gather(
                house,
                &who,
                called(house, board, &who, review).await?,
                statements,
            )
            .await?
        }
        Some(Act::Gap {
            review,
            level,
            reason,
        }) => {
            let review = called(house, board, &who, review).await?;
            let record = review.record.clone();
            let gap = RecordGapOfLevel {
                review,
                level: *level,
                reason: reason.clone(),
            };
            let recorded = record_gap_of_level(house, &who, gap).await;
            recorded.map_err(|error| match error {
                RecordGapOfLevelError::Runner(error) => error.into(),
                problem @ RecordGapOfLevelError::NoReason => Failure::usage(problem),
            })?;
            record
        }
        Some(Act::Ready { review }) => {
            let review = called(house, board, &who, review).await?;
            let marked = mark_evidence_ready(house, &who, &review).await;
            marked.map_err(|error| match error {
                MarkReadyError::Runner(error) => error.into(),
                problem @ MarkReadyError::Missing(_) => Failure::usage(problem),
            })?;
            review.record
        }
    };
    let review = called(house, board, &who, changed.slug.as_str()).await?;
    shown(&[review], options.json)
}

async fn gather(
    house: &House,
    who: &Who,
    review: EvidenceReview,
    statements: &[String],
) -> Result<board::thread::Record, Failure> {
    let mut items: Vec<RecordId> = review.items().map(|item| item.record.id).collect();
    for reference in statements {
        items.push(record_called(house, reference).await?);
    }
    let record = review.record.clone();
    gather_evidence(house, who, GatherEvidence { review, items })
        .await
        .map_err(|error| match error {
            GatherEvidenceError::Runner(error) => error.into(),
            problem => Failure::usage(problem),
        })?;
    Ok(record)
}

async fn called(
    house: &House,
    board: RecordId,
    who: &Who,
    slug: &str,
) -> Result<EvidenceReview, Failure> {
    let found = evidence_review(house, board, who.today, slug).await?;
    found.ok_or_else(|| {
        Failure::usage(format!(
            "there is no review of evidence “{slug}”; `commonweal evidence review` lists them"
        ))
    })
}

fn shown(reviews: &[EvidenceReview], as_json: bool) -> Result<(), Failure> {
    if as_json {
        return print_json(&reviews.iter().map(in_json).collect::<Vec<_>>());
    }
    if reviews.is_empty() {
        eprintln!(
            "No evidence is being gathered for a workshop. `commonweal evidence review open TITLE --group TEXT --on DATE` begins."
        );
        return Ok(());
    }
    let words: Vec<String> = reviews.iter().map(in_words).collect();
    print(&words.join("\n\n"))
}

fn in_words(review: &EvidenceReview) -> String {
    let mut lines = vec![
        format!(
            "{} ({}, {}): {}",
            review.record.title, review.workshop_on, review.working_group, review.record.state
        ),
        format!("  {}", review.record.reference()),
    ];
    for level in &review.levels {
        let found = match (level.items.len(), &level.gap) {
            (0, Some(gap)) => format!("none: {}", gap.reason),
            (0, None) => "nothing gathered, and no reason given".to_owned(),
            (1, _) => "1 statement".to_owned(),
            (many, _) => format!("{many} statements"),
        };
        lines.push(format!("  {}: {found}", level.level));
    }
    if !review.without_place.is_empty() {
        lines.push(format!(
            "  about no place, and so at no level: {}",
            review.without_place.len()
        ));
    }
    lines.join("\n")
}

fn in_json(review: &EvidenceReview) -> Value {
    let references = |items: &[board::indicators::EvidenceItem]| -> Vec<String> {
        items
            .iter()
            .map(|item| item.record.reference().to_string())
            .collect()
    };
    let levels: Vec<Value> = review
        .levels
        .iter()
        .map(|level| {
            json!({
                "level": level.level, "statements": references(&level.items),
                "gap": level.gap.as_ref().map(|gap| &gap.reason),
            })
        })
        .collect();
    json!({
        "reference": review.record.reference().to_string(), "title": review.record.title,
        "state": review.record.state, "group": review.working_group, "on": review.workshop_on.to_string(),
        "levels": levels, "without_place": references(&review.without_place),
        "origin": review.record.origin.to_string(),
    })
}
