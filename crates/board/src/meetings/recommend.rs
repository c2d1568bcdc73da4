use serde_json::json;

use super::reports::report_text;
use super::{MADE, RECOMMENDATION, Recommendation, Verb, agenda_stands, policy, store};
use crate::database::DatabaseError;
use crate::events::{self, ITEM};
use crate::runner::{House, Permission, RunnerError, Who};
use crate::texts::{self, TEXT};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId};

/// A recommendation to put to a body.
#[derive(Debug, Clone)]
pub struct Recommend {
    /// The report or the item that makes it.
    pub from_id: RecordId,
    /// What the body is asked to do.
    pub verbs: Vec<Verb>,
    /// With what.
    pub words: String,
    /// The body that is asked, when it is not the one that meets.
    pub to_body_id: Option<RecordId>,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why a recommendation was not made.
#[derive(Debug, thiserror::Error)]
pub enum RecommendError {
    /// Nothing is recommended.
    #[error("write what is recommended")]
    NoWords,
    /// Nobody is asked to do anything.
    #[error("say what the board is asked to do: note, approve, consider, comment or endorse")]
    NoVerb,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Puts a recommendation. Each is decided by itself.
pub async fn recommend(
    house: &House,
    who: &Who,
    input: Recommend,
) -> Result<Recommendation, RecommendError> {
    let words = input.words.trim().to_owned();
    if words.is_empty() {
        return Err(RecommendError::NoWords);
    }
    if input.verbs.is_empty() {
        return Err(RecommendError::NoVerb);
    }
    let from = crate::thread::by_id(house, input.from_id)
        .await
        .map_err(RunnerError::from)?
        .filter(|record| [ITEM, TEXT].contains(&record.kind))
        .ok_or(RunnerError::NotFound { id: input.from_id })?;
    let permission = permission_to_recommend(house, from.id)
        .await
        .map_err(RunnerError::from)?;
    let mut act = house.begin(who, permission, from.body_id).await?;
    let before = store::recommendations_from(act.connection(), house.registry(), &[from.id])
        .await
        .map_err(RunnerError::from)?;
    let mut record = NewRecord::new(RECOMMENDATION, from.body_id, title(&words), MADE);
    record.origin = input.origin;
    record.visibility = from.visibility;
    let recommendation = Recommendation {
        record: act.create(record).await?,
        from_id: from.id,
        position: before.last().map_or(1, |last| last.position + 1),
        verbs: input.verbs,
        words,
        to_body_id: input.to_body_id,
    };
    store::insert_recommendation(act.connection(), &recommendation)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({
        "recommendation": recommendation.record.id.to_string(), "from": from.id.to_string(),
        "verbs": recommendation.verbs, "words": recommendation.words,
    }));
    act.commit().await?;
    Ok(recommendation)
}

/// What somebody must be allowed to do to put a recommendation at an item now: its report's authors put them until the agenda
/// or the report is published, and officers at any time.
pub async fn permission_to_recommend(
    house: &House,
    from_id: RecordId,
) -> Result<&'static Permission, DatabaseError> {
    let Some(item) = events::item(house, from_id).await? else {
        return Ok(&policy::RECOMMEND_LATE);
    };
    let Some(meeting) = events::event(house, item.event_id).await? else {
        return Ok(&policy::RECOMMEND_LATE);
    };
    if agenda_stands(house, &meeting).await?.is_some() {
        return Ok(&policy::RECOMMEND_LATE);
    }
    if let Some(report) = report_text(house, from_id).await?
        && texts::published_version(house, report.record.id)
            .await?
            .is_some()
    {
        return Ok(&policy::RECOMMEND_LATE);
    }
    Ok(&policy::RECOMMEND)
}

/// The first words, as a title.
pub(super) fn title(words: &str) -> String {
    const LONGEST: usize = 100;
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= LONGEST {
        return flat;
    }
    let short: String = flat.chars().take(LONGEST).collect();
    let end = short.rfind(' ').unwrap_or(short.len());
    format!("{} …", short.get(..end).unwrap_or(&short))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::title;

    proptest! {
        #[test]
        fn a_title_is_one_short_line(words in ".{0,400}") {
            let title = title(&words);
            prop_assert!(title.chars().count() <= 102);
            prop_assert!(!title.contains('\n'));
        }
    }
}
