//! How a priority is going: the outcomes that measure its progress, for the pages of priorities and the board's home.

use board::asks::{RoundPurpose, rounds_of};
use board::joins::MEASURES_PROGRESS_OF;
use board::outcomes::returns::{RoundStanding, standing_of};
use board::outcomes::{OutcomeProgress, progress_of};
use board::thread::walk;
use board::vocabulary::RecordId;
use serde::Serialize;

use super::draw::{Card, card, line, status};
use super::progress_page::stopped;
use crate::app::App;
use crate::refusal::Refusal;
use crate::templates::Link;
use crate::visitor::Visitor;

/// How all outcomes of a board are going and who answered, read once for a page with several priorities.
pub(crate) struct BoardProgress {
    board: String,
    all: Vec<OutcomeProgress>,
    standing: Option<RoundStanding>,
}

/// A priority in one line: its first outcome that has a figure.
#[derive(Serialize)]
pub(crate) struct PriorityLine {
    pub(crate) value: Option<String>,
    pub(crate) of: Option<String>,
    pub(crate) spark: Option<String>,
    pub(crate) status: &'static str,
    pub(crate) answered: Option<Link>,
}

impl BoardProgress {
    pub(crate) async fn of(app: &App, visitor: &Visitor) -> Result<Self, Refusal> {
        let board = visitor.board()?;
        let all = progress_of(&app.house, app.figures.as_ref(), board.record.id)
            .await
            .map_err(stopped)?;
        let rounds = rounds_of(&app.house, board.record.id, RoundPurpose::Returns).await?;
        let standing = match rounds.first() {
            Some(round) => Some(standing_of(&app.house, round, visitor.today).await?),
            None => None,
        };
        Ok(Self {
            board: board.record.slug.to_string(),
            all,
            standing,
        })
    }

    /// The outcomes that measure the progress of a priority, those with a figure first.
    async fn measuring(
        &self,
        app: &App,
        visitor: &Visitor,
        priority: RecordId,
    ) -> Result<Vec<&OutcomeProgress>, Refusal> {
        let Some(walk) = walk(&app.house, &visitor.actor, visitor.today, priority).await? else {
            return Ok(Vec::new());
        };
        let mut measuring: Vec<&OutcomeProgress> = walk
            .down
            .iter()
            .filter(|step| step.link.relation == MEASURES_PROGRESS_OF)
            .filter_map(|step| {
                self.all
                    .iter()
                    .find(|one| one.outcome.record.id == step.record.id)
            })
            .collect();
        measuring.sort_by_key(|one| one.series.is_empty());
        Ok(measuring)
    }

    /// A priority in one line.
    pub(crate) async fn line_of(
        &self,
        app: &App,
        visitor: &Visitor,
        priority: RecordId,
    ) -> Result<PriorityLine, Refusal> {
        let measuring = self.measuring(app, visitor, priority).await?;
        let first = measuring.first();
        let answers = measuring.iter().filter_map(|one| {
            self.standing
                .as_ref()
                .and_then(|standing| standing.of(one.outcome.record.id))
        });
        let partners: Vec<_> = answers.flat_map(|it| &it.partners).collect();
        let answered = partners
            .iter()
            .filter(|place| place.silence().is_none())
            .count();
        let (value, of, spark) = first.map_or((None, None, None), |one| line(one));
        Ok(PriorityLine {
            value,
            of,
            spark,
            status: first.map_or("No outcome", |one| status(one)),
            answered: (!partners.is_empty()).then(|| {
                Link::new(
                    format!("{answered} of {} answers are in", partners.len()),
                    format!("/{}/progress", self.board),
                )
            }),
        })
    }

    /// The cards of the outcomes that measure a priority.
    pub(crate) async fn cards_of(
        &self,
        app: &App,
        visitor: &Visitor,
        priority: RecordId,
    ) -> Result<Vec<Card>, Refusal> {
        Ok(self
            .measuring(app, visitor, priority)
            .await?
            .into_iter()
            .map(|one| {
                let slug = &one.outcome.record.slug;
                let href = format!("/{}/outcomes/{slug}", self.board);
                card(one, self.standing.as_ref(), slug.as_str(), Some(href))
            })
            .collect())
    }
}
