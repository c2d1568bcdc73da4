use super::returns::{PartnerStanding, RoundStanding};
use super::{Figures, FiguresUnavailable, Judgement, LIVE, Outcome, Point, judge, outcomes_of};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::{Origin, RecordId};

/// How an outcome is going, by the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeProgress {
    /// The outcome.
    pub outcome: Outcome,
    /// Its series, oldest first; empty when nothing is known.
    pub series: Vec<Point>,
    /// The verdict; `None` without a measure that has a baseline and a target.
    pub judgement: Option<Judgement>,
}

impl OutcomeProgress {
    /// Illustrative when the outcome or any of its figures is.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.series
            .iter()
            .fold(self.outcome.record.origin, |all, point| {
                all.with(point.origin)
            })
    }

    /// The newest figure, in the measure's unit: "15.4%".
    #[must_use]
    pub fn newest_words(&self) -> Option<String> {
        let newest = self.series.last()?;
        Some(self.outcome.measure.as_ref()?.say(newest.value))
    }

    /// What the progress paper says about it: the verdict with what it rests on.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Some(measure) = &self.outcome.measure else {
            return "No measure: nobody can tell whether it changes.".to_owned();
        };
        let (Some(judged), Some(task)) = (&self.judgement, measure.task()) else {
            return format!("{}: no baseline or no target.", measure.counted);
        };
        let aim = format!(
            "{} at the start, {} to be reached by {}",
            measure.say(task.baseline),
            measure.say(task.target),
            task.target_on.strftime("%B %Y")
        );
        match &judged.newest {
            Some(point) => format!(
                "{}: {} in {}; {aim}. {}",
                measure.counted,
                measure.say(point.value),
                point.period,
                judged.reason()
            ),
            None => format!("{}: {aim}. {}", measure.counted, judged.reason()),
        }
    }

    /// What each partner said about it in a round: those who answered first, then the silent.
    #[must_use]
    pub fn said_in<'a>(
        &self,
        standing: &'a RoundStanding,
    ) -> (Vec<&'a PartnerStanding>, Vec<String>) {
        let partners = standing
            .of(self.outcome.record.id)
            .map_or(&[][..], |it| it.partners.as_slice());
        let (silent, said): (Vec<_>, Vec<_>) =
            partners.iter().partition(|place| place.silence().is_some());
        (
            said,
            silent
                .into_iter()
                .filter_map(PartnerStanding::silence)
                .collect(),
        )
    }
}

/// Why progress could not be worked out.
#[derive(Debug, thiserror::Error)]
pub enum ProgressError {
    /// The figures cannot be read.
    #[error(transparent)]
    Figures(#[from] FiguresUnavailable),
    /// The records cannot be read.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// How one outcome is going.
pub async fn progress_of_outcome(
    figures: &dyn Figures,
    outcome: Outcome,
) -> Result<OutcomeProgress, FiguresUnavailable> {
    let measure = outcome.measure.as_ref();
    let series = match measure.and_then(|it| it.indicator_id.zip(it.area_id)) {
        Some((indicator, area)) => figures.series(indicator, area).await?,
        None => Vec::new(),
    };
    let judgement = measure
        .and_then(super::Measure::task)
        .map(|task| judge(&task, &series));
    Ok(OutcomeProgress {
        outcome,
        series,
        judgement,
    })
}

/// How every live outcome of a board is going, by title.
pub async fn progress_of(
    house: &House,
    figures: &dyn Figures,
    board: RecordId,
) -> Result<Vec<OutcomeProgress>, ProgressError> {
    let mut progress = Vec::new();
    for outcome in outcomes_of(house, Some(board)).await? {
        if outcome.record.state == LIVE {
            progress.push(progress_of_outcome(figures, outcome).await?);
        }
    }
    Ok(progress)
}
