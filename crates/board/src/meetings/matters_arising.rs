use std::collections::HashMap;

use jiff::civil::Date;

use super::{Finding, Settlement, meetings, store};
use crate::database::DatabaseError;
use crate::delivery::{Action, OPEN, actions};
use crate::events::Event;
use crate::runner::House;
use crate::vocabulary::{RecordId, Visibility};

/// An action from an earlier meeting that is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAction {
    /// The action.
    pub action: Action,
    /// The meeting that asked for it.
    pub meeting: Event,
    /// The minute: `12.12`.
    pub place: String,
    /// Days since that meeting.
    pub age_days: i32,
    /// Whether its date has passed.
    pub late: bool,
}

/// A question from an earlier meeting that was carried to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedQuestion {
    /// The meeting at which it was asked.
    pub meeting: Event,
    /// What was found.
    pub finding: Finding,
}

/// What the next meeting must come back to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MattersArising {
    /// Open actions, oldest first.
    pub actions: Vec<OpenAction>,
    /// Questions that nobody has answered, oldest first.
    pub questions: Vec<CarriedQuestion>,
}

/// Everything that meetings before a day have left open: a report for the agenda, by age. Nobody has to carry it
/// forward: what is open is on it.
pub async fn matters_arising(
    house: &House,
    body_id: RecordId,
    before: Date,
    today: Date,
) -> Result<MattersArising, DatabaseError> {
    let earlier: Vec<Event> = meetings(house, body_id)
        .await?
        .into_iter()
        .filter(|meeting| meeting.on < before)
        .collect();
    let ids: Vec<RecordId> = earlier.iter().map(|meeting| meeting.record.id).collect();
    let sources = store::newest_sources(house.reader(), &ids).await?;
    let texts: Vec<RecordId> = sources.iter().map(|source| source.text_id).collect();
    let records = crate::thread::store::by_ids(house.reader(), house.registry(), &texts).await?;
    let meeting_of = |source_id| {
        let source = sources.iter().find(|source| source.id == source_id)?;
        let is_published = records
            .get(&source.text_id)
            .is_some_and(|text| text.visibility != Visibility::Restricted);
        is_published
            .then(|| {
                earlier
                    .iter()
                    .find(|meeting| meeting.record.id == source.event_id)
            })
            .flatten()
    };
    let source_ids: Vec<uuid::Uuid> = sources.iter().map(|source| source.id).collect();
    let mut open: HashMap<RecordId, Action> = actions(house, Some(body_id))
        .await?
        .into_iter()
        .filter(|action| action.record.state == OPEN)
        .map(|action| (action.record.id, action))
        .collect();
    let mut found = MattersArising::default();
    for (row, action_id) in store::minuted_actions(house.reader(), &source_ids).await? {
        let (Some(meeting), Some(action)) = (meeting_of(row.source_id()), open.remove(&action_id))
        else {
            continue;
        };
        let minuted = row.with_action(action);
        found.actions.push(OpenAction {
            age_days: (today - meeting.on).get_days().max(0),
            late: minuted.action.is_late(today),
            place: minuted.place,
            action: minuted.action,
            meeting: meeting.clone(),
        });
    }
    found
        .actions
        .sort_by(|one, other| (one.meeting.on, &one.place).cmp(&(other.meeting.on, &other.place)));
    for finding in store::findings(house.reader(), &source_ids).await? {
        if finding.settlement == Some(Settlement::Carried)
            && let Some(meeting) = meeting_of(finding.source_id)
        {
            found.questions.push(CarriedQuestion {
                meeting: meeting.clone(),
                finding,
            });
        }
    }
    found.questions.sort_by_key(|question| question.meeting.on);
    Ok(found)
}
