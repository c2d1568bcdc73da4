use serde_json::json;

use super::{AREA, AreaPart, policy, store};
use crate::runner::{Act, House, RunnerError, Who};

/// Says that one area is part of another.
pub type JoinAreas = AreaPart;

/// Why two areas were not joined.
#[derive(Debug, thiserror::Error)]
pub enum JoinAreasError {
    /// An area as part of itself.
    #[error("an area cannot be part of itself")]
    Itself,
    /// One of the two is no area.
    #[error("“{0}” is not an area")]
    NotAnArea(String),
    /// A share that is none.
    #[error("a share lies between 0 and 1, not at {0}")]
    Share(f64),
    /// It would end before it starts.
    #[error("the last day must come after the first")]
    Dates,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Says that one area is part of another, for a time. Doing it twice changes nothing.
pub async fn join_areas(house: &House, who: &Who, part: JoinAreas) -> Result<(), JoinAreasError> {
    let mut act = house.begin(who, &policy::CHANGE_AREAS, None).await?;
    add_part(&mut act, part).await?;
    act.commit().await?;
    Ok(())
}

/// The same within another act.
pub(super) async fn add_part(act: &mut Act, part: JoinAreas) -> Result<(), JoinAreasError> {
    if part.whole_id == part.part_id {
        return Err(JoinAreasError::Itself);
    }
    if let Some(share) = part.share.filter(|share| !(*share > 0.0 && *share <= 1.0)) {
        return Err(JoinAreasError::Share(share));
    }
    if part.to.is_some_and(|to| to <= part.from) {
        return Err(JoinAreasError::Dates);
    }
    for id in [part.whole_id, part.part_id] {
        let record = act.load(id).await?;
        if record.kind != AREA {
            return Err(JoinAreasError::NotAnArea(record.title));
        }
    }
    let known = store::area_parts(act.connection())
        .await
        .map_err(RunnerError::from)?;
    if !known.contains(&part) {
        let id = act.new_id();
        store::insert_area_part(act.connection(), id.0, &part)
            .await
            .map_err(RunnerError::from)?;
        act.note_of(
            part.part_id,
            json!({ "part": part.part_id.to_string(), "of": part.whole_id.to_string(), "kind": part.kind,
                "from": part.from.to_string(), "correction": part.correction }),
        );
    }
    Ok(())
}
