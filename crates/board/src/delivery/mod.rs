//! The delivery plan (capability C8): actions with an owner, a date, a level and a reason, and the ten cross-cutting
//! areas with whoever looks after them.
//!
//! Minuted actions, programmes, projects and pledges are all actions. What an action lacks is never filled in by the
//! program: it is a broken join until a person mends it. Must not know meetings, returns or pages. Start with
//! [`Action`].

mod action;
mod action_list;
mod change_action;
mod create_action;
mod draft;
pub mod policy;
mod rules;
pub(crate) mod store;
mod workbook;

pub use action::{Action, ActionLevel, ActionType, NewAction, action, actions, create};
pub use action_list::{
    ActionLine, ActionList, AddActions, AddActionsError, ListKnows, ListProblem, add_actions,
    read_action_list,
};
pub use change_action::{ChangeAction, ChangeActionError, change_action};
pub use create_action::{CreateActionError, create_action};
pub use draft::{AmendDraft, action_in, amend_draft, promise, withdraw_draft};
pub use workbook::{WorkbookError, is_workbook, text_of_workbook};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// Something that somebody promised to do.
pub const ACTION: Kind = Kind("action");

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
    registry.kinds(&[KindSpec {
        kind: ACTION,
        one: "action",
        many: "actions",
        path: Some("actions"),
        states: &[DRAFT, OPEN, FINISHED, STOPPED],
    }]);
    rules::register(registry);
}
