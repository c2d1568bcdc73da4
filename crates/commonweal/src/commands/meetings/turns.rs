use board::events::{Appointed, Event, Mode, Turn, TurnKind, turns_of};
use board::meetings::{
    CancelMeeting, CancelMeetingError, MoveMeeting, MoveMeetingError, cancel_meeting, move_meeting,
};
use board::thread::by_ids;
use board::vocabulary::long_date;
use clap::Args;
use jiff::civil::{Date, Time};
use serde_json::{Value, json};

use super::Desk;
use crate::commands::word;
use crate::failure::{Failure, refused};

#[derive(Debug, Args)]
pub(super) struct MoveOptions {
    /// The new day; the same one where only the time or place changes.
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// When it begins, such as 16:00.
    #[arg(long, value_name = "TIME")]
    starts: Option<Time>,
    /// When it ends.
    #[arg(long, value_name = "TIME")]
    ends: Option<Time>,
    /// Where.
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// How people take part: in-person, online, or in-person-and-online.
    #[arg(long, value_parser = word::<Mode>)]
    mode: Option<Mode>,
    /// Why it is moved; the public reads it.
    #[arg(long, value_name = "WORDS")]
    because: String,
    /// The chair's reason, where the agenda that is out came too late for the new day.
    #[arg(long, value_name = "WORDS")]
    late_because: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CancelOptions {
    /// Why it is cancelled; the public reads it.
    #[arg(long, value_name = "WORDS")]
    because: String,
}

/// Moves a meeting and says on which day it is now; what is not named stays.
pub(super) async fn move_to(
    desk: &Desk<'_>,
    meeting: &Event,
    options: MoveOptions,
) -> Result<Date, Failure> {
    let was = meeting.appointed();
    let input = MoveMeeting {
        meeting_id: meeting.record.id,
        seen_revision: meeting.record.revision,
        to: Appointed {
            on: options.to.unwrap_or(was.on),
            starts: options.starts.or(was.starts),
            ends: options.ends.or(was.ends),
            place: options.place.or(was.place),
            mode: options.mode.unwrap_or(was.mode),
        },
        because: options.because,
        late_reason: options.late_because,
    };
    let moved = refused!(
        move_meeting(desk.house, &desk.who, input).await,
        MoveMeetingError
    )?;
    Ok(moved.on)
}

pub(super) async fn cancel(
    desk: &Desk<'_>,
    meeting: &Event,
    options: CancelOptions,
) -> Result<(), Failure> {
    let input = CancelMeeting {
        meeting_id: meeting.record.id,
        seen_revision: meeting.record.revision,
        because: options.because,
    };
    refused!(
        cancel_meeting(desk.house, &desk.who, input).await,
        CancelMeetingError
    )
}

/// What became of a meeting, in the order in which it happened.
pub(super) async fn of(desk: &Desk<'_>, meeting: &Event) -> Result<Vec<Told>, Failure> {
    let turns = turns_of(desk.house, meeting.record.id).await?;
    let ids: Vec<_> = turns.iter().filter_map(|turn| turn.carried_to).collect();
    let records = by_ids(desk.house, &ids).await?;
    Ok(turns
        .into_iter()
        .map(|turn| Told {
            carried_to: turn
                .carried_to
                .and_then(|id| records.get(&id))
                .map(|record| record.reference().to_string()),
            turn,
        })
        .collect())
}

/// A turn of a meeting, with the reference of the meeting that its items went to.
pub(super) struct Told {
    turn: Turn,
    carried_to: Option<String>,
}

impl Told {
    pub(super) fn in_words(&self) -> String {
        let turn = &self.turn;
        let (on, because) = (long_date(turn.made_on), &turn.because);
        match turn.kind {
            TurnKind::Moved => format!(
                "Moved on {on} from {}. The reason: {because}",
                long_date(turn.was.on)
            ),
            TurnKind::Cancelled => match &self.carried_to {
                Some(next) => format!(
                    "Cancelled on {on}; items carried to {next}: {}. The reason: {because}",
                    turn.carried_items
                ),
                None => format!("Cancelled on {on}. The reason: {because}"),
            },
        }
    }

    pub(super) fn as_json(&self) -> Value {
        let (turn, was) = (&self.turn, &self.turn.was);
        let clock = |time: Option<Time>| time.map(|time| time.strftime("%H:%M").to_string());
        json!({
            "turn": turn.kind, "on": turn.made_on.to_string(), "because": turn.because,
            "was": {
                "date": was.on.to_string(), "starts": clock(was.starts), "ends": clock(was.ends),
                "place": was.place, "mode": was.mode,
            },
            "items_carried": turn.carried_items, "carried_to": self.carried_to,
        })
    }
}
