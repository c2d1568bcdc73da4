use jiff::civil::Date;
use serde_json::json;

use super::{ACTION, DRAFT, OPEN, store};
use crate::calendar::days_since;
use crate::database::DatabaseError;
use crate::joins::{DELIVERS, SERVES};
use crate::runner::{Act, House, RunnerError};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, Visibility, words};

words! {
    /// What sort of promise.
    pub enum ActionType {
        /// Several projects together.
        Programme = "programme",
        /// Several actions together.
        Project = "project",
        /// One thing to do.
        Action = "action",
        /// What an institution undertakes with its own means.
        Pledge = "pledge",
    }
}

words! {
    /// At which level it is best done.
    pub enum ActionLevel {
        /// In a neighbourhood.
        Neighbourhood = "neighbourhood",
        /// In the borough.
        Place = "place",
        /// In the integrated care system.
        System = "system",
        /// In the region.
        Region = "region",
    }
}

/// Something that somebody promised to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its record: what is to be done, in one line; where it stands.
    pub record: Record,
    /// The programme or project that it is part of.
    pub parent_id: Option<RecordId>,
    /// What sort of promise.
    pub action_type: ActionType,
    /// The body that owns it.
    pub owner_body_id: Option<RecordId>,
    /// The person who owns it.
    pub owner_person_id: Option<RecordId>,
    /// The owner in the words of the minutes, until it is known who that is.
    pub owner_words: Option<String>,
    /// When it is to be done.
    pub due: Option<Date>,
    /// The date in the words of the minutes, when it was no date.
    pub due_words: Option<String>,
    /// At which level it is best done.
    pub level: Option<ActionLevel>,
    /// Why at that level.
    pub level_reason: Option<String>,
    /// Whether residents lead it.
    pub resident_led: bool,
}

impl ActionType {
    /// Whether it may have parts of another sort: programmes have projects, and both have actions and pledges.
    #[must_use]
    pub fn holds(self, part: Self) -> bool {
        match self {
            Self::Programme => part != Self::Programme,
            Self::Project => matches!(part, Self::Action | Self::Pledge),
            Self::Action | Self::Pledge => false,
        }
    }
}

impl Action {
    /// Whether anybody owns it, if only in words.
    #[must_use]
    pub fn has_owner(&self) -> bool {
        self.owner_body_id.is_some() || self.owner_person_id.is_some() || self.owner_words.is_some()
    }

    /// Whether it is promised and its date has passed.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.days_late(today).is_some()
    }

    /// For how many days it is promised and its date has passed.
    #[must_use]
    pub fn days_late(&self, today: Date) -> Option<i64> {
        let due = self.due.filter(|_| self.record.state == OPEN)?;
        days_since(due, today)
    }
}

/// An action about to be made. Nothing needs to be known but what is to be done.
#[derive(Debug, Clone)]
pub struct NewAction {
    /// The board or group whose plan it is in.
    pub body_id: RecordId,
    /// What is to be done, in one line.
    pub title: String,
    /// The programme or project that it is part of.
    pub parent_id: Option<RecordId>,
    /// What sort of promise.
    pub action_type: ActionType,
    /// The body that owns it.
    pub owner_body_id: Option<RecordId>,
    /// The person who owns it.
    pub owner_person_id: Option<RecordId>,
    /// The owner in words.
    pub owner_words: Option<String>,
    /// When it is to be done.
    pub due: Option<Date>,
    /// The date in words.
    pub due_words: Option<String>,
    /// At which level it is best done.
    pub level: Option<ActionLevel>,
    /// Why at that level.
    pub level_reason: Option<String>,
    /// Whether residents lead it.
    pub resident_led: bool,
    /// The priorities that it delivers.
    pub delivers: Vec<RecordId>,
    /// The outcomes that it serves.
    pub serves: Vec<RecordId>,
    /// Whether it still lacks what publication needs: then officers alone see it.
    pub draft: bool,
    /// Where it comes from.
    pub origin: Origin,
}

impl NewAction {
    /// An action of which only the words are known.
    #[must_use]
    pub fn new(body_id: RecordId, title: impl Into<String>) -> Self {
        Self {
            body_id,
            title: title.into(),
            parent_id: None,
            action_type: ActionType::Action,
            owner_body_id: None,
            owner_person_id: None,
            owner_words: None,
            due: None,
            due_words: None,
            level: None,
            level_reason: None,
            resident_led: false,
            delivers: Vec::new(),
            serves: Vec::new(),
            draft: false,
            origin: Origin::Entered,
        }
    }
}

/// Makes an action, joined to what it delivers and serves, within an act that a use case began: somebody's entry, a list,
/// minutes.
pub async fn create(act: &mut Act, new: NewAction) -> Result<Action, RunnerError> {
    let state = if new.draft { DRAFT } else { OPEN };
    let mut record = NewRecord::new(ACTION, Some(new.body_id), new.title, state);
    record.origin = new.origin;
    record.visibility = if new.draft {
        Visibility::Restricted
    } else {
        Visibility::Public
    };
    let action = Action {
        record: act.create(record).await?,
        parent_id: new.parent_id,
        action_type: new.action_type,
        owner_body_id: new.owner_body_id,
        owner_person_id: new.owner_person_id,
        owner_words: new.owner_words,
        due: new.due,
        due_words: new.due_words,
        level: new.level,
        level_reason: new.level_reason,
        resident_led: new.resident_led,
    };
    store::insert_action(act.connection(), &action).await?;
    act.note(parts_of(&action));
    for priority in new.delivers {
        act.link(action.record.id, DELIVERS, priority, None).await?;
    }
    for outcome in new.serves {
        act.link(action.record.id, SERVES, outcome, None).await?;
    }
    Ok(action)
}

/// The parts of an action for the audit detail.
pub(super) fn parts_of(action: &Action) -> serde_json::Value {
    json!({
        "action": action.record.id.to_string(), "type": action.action_type,
        "owner body": action.owner_body_id.map(|id| id.to_string()),
        "owner person": action.owner_person_id.map(|id| id.to_string()),
        "owner words": action.owner_words, "due": action.due.map(|due| due.to_string()),
        "due words": action.due_words, "level": action.level, "level reason": action.level_reason,
        "resident led": action.resident_led, "part of": action.parent_id.map(|id| id.to_string()),
    })
}

/// The actions of a body, or of all, by title.
pub async fn actions(
    house: &House,
    body_id: Option<RecordId>,
) -> Result<Vec<Action>, DatabaseError> {
    store::actions(house.reader(), house.registry(), body_id).await
}

/// The action with an id.
pub async fn action(house: &House, id: RecordId) -> Result<Option<Action>, DatabaseError> {
    store::action(house.reader(), house.registry(), id).await
}
