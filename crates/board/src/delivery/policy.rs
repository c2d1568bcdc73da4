//! Who may do what to actions and cross-cutting areas.

use crate::runner::Permission;
use crate::vocabulary::Role::{Analyst, Officer};

/// Add an action.
pub const ADD_ACTION: Permission = Permission::of("add an action", &[Officer]);
/// Say who owns an action, when it is due and at which level, or finish or stop it.
pub const CHANGE_ACTION: Permission = Permission::of("change an action", &[Officer]);
/// Set or change the milestones of an action, or say that one was reached.
pub const CHANGE_MILESTONES: Permission =
    Permission::of("change the milestones of an action", &[Officer]);
/// Say who looks after a cross-cutting area.
pub const CHANGE_STEWARDSHIP: Permission =
    Permission::of("change who looks after an area", &[Officer]);
/// Say what an action delivers, serves or also does.
pub const JOIN_ACTION: Permission =
    Permission::of("join an action to the thread", &[Officer, Analyst]);

/// Record what was decided when an action or an area was looked at.
pub const RECORD_REVIEW: Permission = Permission::of("record a review", &[Officer]);

/// Record a conversation in which support was offered, and what became of the offer.
pub const RECORD_CONVERSATION: Permission =
    Permission::of("record a conversation about an area", &[Officer]);

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[
    &ADD_ACTION,
    &CHANGE_ACTION,
    &CHANGE_MILESTONES,
    &CHANGE_STEWARDSHIP,
    &JOIN_ACTION,
    &RECORD_REVIEW,
    &RECORD_CONVERSATION,
];
