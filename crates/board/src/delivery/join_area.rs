use super::{ACTION, policy};
use crate::frameworks::{ELEMENT, tag};
use crate::joins::OVERLAPS;
use crate::runner::{House, RunnerError, Who};
use crate::thread::store as links;
use crate::vocabulary::{RecordId, words};

words! {
    /// How an action stands to a cross-cutting area.
    pub enum AreaJoin {
        /// It is a part of the area's own work.
        Carries = "carries",
        /// It is there for something else and also does work of the area.
        Overlaps = "overlaps",
    }
}

/// An action about to be joined to an area.
#[derive(Debug, Clone, Copy)]
pub struct JoinArea {
    /// The board whose action it is.
    pub board_id: RecordId,
    /// The action.
    pub action_id: RecordId,
    /// The area.
    pub element_id: RecordId,
    /// How.
    pub how: AreaJoin,
}

/// Joins an action of a board to an area. Doing it twice changes nothing.
pub async fn join_area(house: &House, who: &Who, input: JoinArea) -> Result<(), RunnerError> {
    let mut act = house
        .begin(who, &policy::JOIN_ACTION, Some(input.board_id))
        .await?;
    let action = act.load(input.action_id).await?;
    let area = act.load(input.element_id).await?;
    for (record, fits) in [
        (
            &action,
            action.kind == ACTION && action.body_id == Some(input.board_id),
        ),
        (&area, area.kind == ELEMENT),
    ] {
        if !fits {
            return Err(RunnerError::NotFound { id: record.id });
        }
    }
    match input.how {
        AreaJoin::Carries => tag(&mut act, action.id, area.id, None).await?,
        AreaJoin::Overlaps => {
            let known =
                links::links_of_many(act.connection(), house.registry(), &[action.id]).await?;
            let is_joined = known.iter().any(|link| {
                link.relation == OVERLAPS && link.to_id == area.id && link.holds_on(who.today)
            });
            if !is_joined {
                act.link(action.id, OVERLAPS, area.id, None).await?;
            }
        }
    }
    act.about(action.id);
    act.commit().await?;
    Ok(())
}
