use jiff::civil::Date;
use serde_json::json;

use super::{ACTION, ConversationError, TakenUp, policy, store};
use crate::calendar::Reading;
use crate::events::{self, Capacity, EventType, HELD, Mode, NewAttendance, NewEvent, Presence};
use crate::frameworks::{ELEMENT, tag};
use crate::joins::AROSE_FROM;
use crate::places::BODY;
use crate::runner::{Act, Change, House, RunnerError, Who};
use crate::thread::Record;
use crate::vocabulary::{Kind, Origin, RecordId, Visibility, long_date};

/// A conversation about to be recorded.
#[derive(Debug, Clone)]
pub struct RecordConversation {
    /// The board that held it.
    pub board_id: RecordId,
    /// The area that it was about.
    pub element_id: RecordId,
    /// The body that it was held with.
    pub with_body_id: Option<RecordId>,
    /// When.
    pub on: Date,
    /// What support was offered.
    pub offer: String,
    /// Whether it was taken up.
    pub taken_up: TakenUp,
    /// An action of the board that follows from it.
    pub follow_up: Option<RecordId>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Records a conversation that was held. It was not open to anybody, but that it took place is.
pub async fn record_conversation(
    house: &House,
    who: &Who,
    input: RecordConversation,
) -> Result<Record, ConversationError> {
    let offer = input.offer.trim().to_owned();
    if offer.is_empty() {
        return Err(ConversationError::NoOffer);
    }
    if input.on > who.today {
        return Err(ConversationError::StillToCome(input.on));
    }
    let mut act = house
        .begin(who, &policy::RECORD_CONVERSATION, Some(input.board_id))
        .await?;
    let area = fitting(&act, input.element_id, ELEMENT, None).await?;
    if let Some(body) = input.with_body_id {
        fitting(&act, body, BODY, None).await?;
    }
    let new = NewEvent {
        body_id: input.board_id,
        title: format!(
            "Conversation about “{}”, {}",
            area.title,
            long_date(input.on)
        ),
        slug: None,
        event_type: EventType::Conversation,
        on: input.on,
        starts: None,
        ends: None,
        place: None,
        mode: Mode::Both,
        area_id: None,
        in_public: false,
        reading: Reading::WorkingDays,
        origin: input.origin,
    };
    let event = events::create(&mut act, new).await?;
    let id = event.record.id;
    tag(&mut act, id, area.id, None).await?;
    if let Some(body) = input.with_body_id {
        let attended = NewAttendance {
            person_id: None,
            attending_body_id: Some(body),
            head_count: None,
            capacity: Capacity::Guest,
            presence: Presence::Present,
            in_place_of: None,
            arrived: None,
            left: None,
        };
        events::set_attendance(&mut act, &event, vec![attended]).await?;
    }
    let held = Change {
        state: Some(HELD),
        visibility: Some(Visibility::Public),
        ..Change::default()
    };
    let record = act.change(id, event.record.revision, held).await?;
    store::insert_conversation(act.connection(), id, &offer, input.taken_up)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(id, json!({ "offered": offer, "taken up": input.taken_up }));
    if let Some(action) = input.follow_up {
        let action = fitting(&act, action, ACTION, Some(input.board_id)).await?;
        act.link(action.id, AROSE_FROM, id, None).await?;
    }
    act.about(id);
    act.commit().await?;
    Ok(record)
}

/// The record of a kind with an id, of a board where one is given.
async fn fitting(
    act: &Act,
    id: RecordId,
    kind: Kind,
    body_id: Option<RecordId>,
) -> Result<Record, ConversationError> {
    let record = act.load(id).await?;
    if record.kind != kind || (body_id.is_some() && record.body_id != body_id) {
        return Err(ConversationError::NotFitting);
    }
    Ok(record)
}
