//! Meetings (capability C10): agenda and lawful publication date, attendance and quorum, minutes with the actions that
//! they hold, recommendations and what was decided on each.
//!
//! A meeting is an event, its agenda are items, its minutes are a text: those are engines. What is here is rules: what
//! minutes lack before they may be published, what an inquorate meeting may not do, which actions come back. Nothing
//! that the minutes do not say is filled in. Must not know returns, evidence or pages. Start with [`Minutes`].

mod add_item;
mod agenda;
mod attachments;
mod attendance_list;
mod cancel_meeting;
mod cancelled;
mod change_item;
mod check_minutes;
mod create_meeting;
mod decide;
mod decision;
mod exemption;
mod matters_arising;
mod meeting;
mod mend_action;
mod minutes;
mod minutes_file;
pub mod minutes_reading;
mod move_item;
mod move_meeting;
mod paste_minutes;
pub mod policy;
mod publish_agenda;
mod publish_minutes;
mod quorum;
mod recommend;
mod record_attendance;
pub mod reports;
mod rules;
mod settle_finding;
mod standing;
pub(crate) mod store;
mod take_off_item;
#[cfg(test)]
mod tests;

pub use add_item::{AddItem, AddItemError, add_item};
pub use agenda::{AgendaStands, agenda_stands};
pub use attachments::shows_papers;
pub use attendance_list::{
    AttendanceLine, AttendanceList, attendance_of_public, attendance_of_seat, read_attendance_list,
};
pub use cancel_meeting::{CancelMeeting, CancelMeetingError, cancel_meeting};
pub use cancelled::Cancelled;
use cancelled::takes_place;
pub use change_item::{ChangeItem, ChangeItemError, change_item};
pub use check_minutes::{CheckedAction, CheckedMinutes, CheckedParagraph, CheckedProblem, check};
pub use create_meeting::{CreateMeeting, CreateMeetingError, create_meeting};
pub use decide::{Decide, DecideError, decide};
pub use decision::{
    Decision, Outcome, Recommendation, Verb, decision_by_slug, decisions_of, decisions_of_body,
    recommendations_of,
};
pub use exemption::ExemptionError;
pub use matters_arising::{CarriedQuestion, MattersArising, OpenAction, matters_arising};
pub use meeting::{CLEAR_DAYS, item_number_of, meeting, meetings, next_meeting, notice_of};
pub use mend_action::{MendAction, MendActionError, mend_action};
pub use minutes::{
    Finding, Lack, MinutedAction, Minutes, MinutesSource, Settlement, Weight, minutes_of,
};
pub use minutes_file::{LONGEST_MINUTES, NotMinutes, minutes_of_file};
pub use move_item::{MoveItem, MoveItemError, move_item};
pub use move_meeting::{MoveMeeting, MoveMeetingError, move_meeting};
pub use paste_minutes::{PasteMinutes, PasteMinutesError, paste_minutes};
pub use publish_agenda::{PublishAgenda, PublishAgendaError, publish_agenda};
pub use publish_minutes::{
    Missing, MissingPart, PublishMinutes, PublishMinutesError, publish_minutes,
};
pub use quorum::{Quorum, quorum_of, quorum_on};
pub use recommend::{Recommend, RecommendError, permission_to_recommend, recommend};
pub use record_attendance::{RecordAttendance, RecordAttendanceError, record_attendance};
pub use settle_finding::{Mend, SettleFinding, SettleFindingError, settle_finding};
pub use standing::{MeetingStanding, meeting_standing};
pub use take_off_item::{TakeOffItem, TakeOffItemError, take_off_item};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// What a report asks a body to do.
pub const RECOMMENDATION: Kind = Kind("recommendation");
/// What a body did about it.
pub const DECISION: Kind = Kind("decision");

/// The state of a recommendation that was put to a body.
pub const MADE: &str = "made";
/// The state of a recommendation whose item came off the agenda before the body met.
pub const WITHDRAWN: &str = "withdrawn";
/// The state of a decision that asks nobody to do anything.
pub const TAKEN: &str = "taken";
/// The state of a decision that somebody must act on.
pub const TO_ACT: &str = "to act";

/// Registers what the thread must know about this capability.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[
        KindSpec {
            kind: RECOMMENDATION,
            one: "recommendation",
            many: "recommendations",
            path: None,
            states: &[MADE, WITHDRAWN],
        },
        KindSpec {
            kind: DECISION,
            one: "decision",
            many: "decisions",
            path: Some("decisions"),
            states: &[TAKEN, TO_ACT],
        },
    ]);
    rules::register(registry);
    attachments::register(registry);
}
