//! The delivery plan (capability C8): actions with an owner, a date, a level and a reason, their milestones, programmes
//! with their parts, and the ten cross-cutting areas with whoever looks after them.
//!
//! Minuted actions, programmes, projects and pledges are all actions. What an action lacks is never filled in by the
//! program: it is a broken join until a person mends it. Must not know meetings, returns or pages. Start with
//! [`Action`].

mod action;
mod action_list;
mod add_milestone;
mod areas;
mod change_action;
mod change_milestone;
mod conversation;
mod course_review;
mod create_action;
mod draft;
mod join_area;
mod milestone;
mod move_milestone;
mod parts;
pub mod policy;
mod record_conversation;
mod rules;
mod settle_offer;
mod stewardship;
pub(crate) mod store;
mod take_off_milestone;
#[cfg(test)]
mod tests;
mod workbook;

pub use action::{Action, ActionLevel, ActionType, NewAction, action, actions, create};
pub use action_list::{
    ActionLine, ActionList, AddActions, AddActionsError, ListKnows, add_actions, read_action_list,
};
pub use add_milestone::{AddMilestone, add_milestone};
pub use areas::{
    CrossCuttingArea, NamedSteward, TEN_AREAS, cross_cutting_areas, finding_of_areas,
    neglected_first,
};
pub use change_action::{ChangeAction, ChangeActionError, change_action};
pub use change_milestone::{ChangeMilestone, change_milestone};
pub use conversation::{Conversation, ConversationError, TakenUp, conversations};
pub use course_review::{
    CourseDecision, CourseReview, RecordReview, RecordReviewError, course_reviews, record_review,
};
pub use create_action::{CreateActionError, create_action};
pub use draft::{AmendDraft, action_in, amend_draft, promise, withdraw_draft};
pub use join_area::{AreaJoin, JoinArea, join_area};
pub use milestone::{Milestone, MilestoneError, milestones_in_words, milestones_of, slipping};
pub use move_milestone::{MoveMilestone, move_milestone, next_of_its_day};
pub use parts::{PlanPart, RollUp, parts_of};
pub use record_conversation::{RecordConversation, record_conversation};
pub use settle_offer::{SettleOffer, settle_offer};
pub use stewardship::{
    AppointSteward, EndStewardship, Stewardship, StewardshipError, appoint_steward, end_stewardship,
};
pub use take_off_milestone::{TakeOffMilestone, take_off_milestone};
pub use workbook::{WorkbookError, is_workbook, text_of_workbook};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// Something that somebody promised to do.
pub const ACTION: Kind = Kind("action");

/// What was decided when somebody looked at how an action or an area is going.
pub const COURSE_REVIEW: Kind = Kind("course-review");
/// The only state of a course review.
pub const RECORDED: &str = "recorded";

/// An action that lacks something and is not shown to the public yet.
pub const DRAFT: &str = "draft";
/// An action that is promised.
pub const OPEN: &str = "open";
/// An action that was done.
pub const FINISHED: &str = "finished";
/// An action that was given up, with a reason.
pub const STOPPED: &str = "stopped";

/// Registers what the thread must know about this capability.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[
        KindSpec {
            kind: ACTION,
            one: "action",
            many: "actions",
            path: Some("actions"),
            states: &[DRAFT, OPEN, FINISHED, STOPPED],
        },
        KindSpec {
            kind: COURSE_REVIEW,
            one: "review of the course",
            many: "reviews of the course",
            path: None,
            states: &[RECORDED],
        },
    ]);
    rules::register(registry);
}
