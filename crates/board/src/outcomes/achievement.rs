use jiff::civil::Date;
use serde_json::json;

use super::{ACHIEVEMENT, RECORDED, policy, store};
use crate::database::DatabaseError;
use crate::runner::{House, RunnerError, Who};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId};

/// Something that was brought about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Achievement {
    /// Its record: what, in one line.
    pub record: Record,
    /// On which day.
    pub on: Date,
    /// What it brought in or cost, in pence.
    pub pence: Option<i64>,
    /// Where.
    pub area_id: Option<RecordId>,
    /// By whom.
    pub by_body_id: Option<RecordId>,
}

/// An achievement to record.
#[derive(Debug, Clone)]
pub struct RecordAchievement {
    /// The board.
    pub body_id: RecordId,
    /// What, in one line.
    pub title: String,
    /// On which day.
    pub on: Date,
    /// What it brought in or cost, in pence.
    pub pence: Option<i64>,
    /// Where.
    pub area_id: Option<RecordId>,
    /// By whom.
    pub by_body_id: Option<RecordId>,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why an achievement was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordAchievementError {
    /// Without words.
    #[error("Say what was achieved")]
    NoWords,
    /// In the future.
    #[error("An achievement lies in the past")]
    NotYet,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Records something that was brought about.
pub async fn record_achievement(
    house: &House,
    who: &Who,
    input: RecordAchievement,
) -> Result<Achievement, RecordAchievementError> {
    let title = input.title.trim();
    if title.is_empty() {
        return Err(RecordAchievementError::NoWords);
    }
    if input.on > who.today {
        return Err(RecordAchievementError::NotYet);
    }
    let mut act = house
        .begin(who, &policy::RECORD_ACHIEVEMENT, Some(input.body_id))
        .await?;
    let mut new = NewRecord::new(ACHIEVEMENT, Some(input.body_id), title, RECORDED);
    new.origin = input.origin;
    let achievement = Achievement {
        record: act.create(new).await?,
        on: input.on,
        pence: input.pence,
        area_id: input.area_id,
        by_body_id: input.by_body_id,
    };
    store::insert_achievement(act.connection(), &achievement)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({ "achieved on": achievement.on.to_string(), "pence": achievement.pence }));
    act.commit().await?;
    Ok(achievement)
}

/// The achievements of a body, newest first.
pub async fn achievements_of(
    house: &House,
    body_id: RecordId,
) -> Result<Vec<Achievement>, DatabaseError> {
    store::achievements(house.reader(), house.registry(), body_id).await
}
