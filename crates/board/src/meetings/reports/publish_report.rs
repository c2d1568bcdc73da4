use super::{Report, ReportSection, report_of, show_report};
use crate::events;
use crate::meetings::{meeting::meeting_with_id, policy};
use crate::runner::{House, RunnerError, Who};
use crate::texts;
use crate::vocabulary::RecordId;

/// Something that a report lacks and may not be published without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MissingFromReport {
    /// Nothing is asked of the board.
    #[error("say what the board is asked to do: a report without a recommendation asks nothing")]
    Recommendations,
    /// Nobody has said what it means for equality.
    #[error("say what it means for equality, and for whom; “none” needs its reason too")]
    Equalities,
    /// Nobody has said what it is about.
    #[error("say in a paragraph what it is about and why it comes now")]
    Summary,
    /// Nobody answers for it.
    #[error("say who wrote it, by office, and how to reach them")]
    Author,
}

/// Why a report was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishReportError {
    /// Something is missing; each by name.
    #[error("this report cannot be published yet: {} missing", .0.len())]
    Incomplete(Vec<MissingFromReport>),
    /// These words are public.
    #[error("these words are published")]
    AlreadyPublished,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

impl Report {
    /// Everything that stands between this report and the public, in the order of its form.
    #[must_use]
    pub fn missing(&self) -> Vec<MissingFromReport> {
        [
            (self.author().is_some(), MissingFromReport::Author),
            (
                !self.words_of(ReportSection::Summary).is_empty(),
                MissingFromReport::Summary,
            ),
            (
                !self.recommendations.is_empty(),
                MissingFromReport::Recommendations,
            ),
            (
                !self.words_of(ReportSection::Equalities).is_empty(),
                MissingFromReport::Equalities,
            ),
        ]
        .into_iter()
        .filter_map(|(is_there, missing)| (!is_there).then_some(missing))
        .collect()
    }
}

/// Publishes the newest words of a report. One whose item is heard in private is for members alone, published or not.
pub async fn publish_report(
    house: &House,
    who: &Who,
    item_id: RecordId,
    seen_version: i64,
) -> Result<(), PublishReportError> {
    let not_found = || RunnerError::NotFound { id: item_id };
    let item = events::item(house, item_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(not_found)?;
    let meeting = meeting_with_id(house, item.event_id).await?;
    let mut act = house
        .begin(who, &policy::PUBLISH_REPORT, item.record.body_id)
        .await?;
    let report = report_of(house, &item)
        .await
        .map_err(RunnerError::from)?
        .ok_or_else(not_found)?;
    let text = act.load(report.text.record.id).await?;
    if report.version.number != seen_version {
        return Err(RunnerError::Conflict {
            current: Box::new(text),
        }
        .into());
    }
    if report.is_published() {
        return Err(PublishReportError::AlreadyPublished);
    }
    let missing = report.missing();
    if !missing.is_empty() {
        return Err(PublishReportError::Incomplete(missing));
    }
    texts::publish_version(&mut act, &report.version).await?;
    show_report(
        &mut act,
        &report.version,
        item.exempt.is_some(),
        meeting.shows_agenda(who.today),
    )
    .await?;
    act.about(text.id);
    act.commit().await?;
    Ok(())
}
