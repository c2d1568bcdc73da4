//! Who may do what to outcomes and returns.

use crate::runner::Permission;
use crate::vocabulary::Role::{Analyst, Officer};

/// Make or change an outcome, its measure and who is part of it.
pub const WRITE_OUTCOME: Permission = Permission::of("write an outcome", &[Officer, Analyst]);
/// Record what was achieved.
pub const RECORD_ACHIEVEMENT: Permission = Permission::of("record an achievement", &[Officer]);
/// Ask partners how outcomes and actions are going.
pub const REQUEST_RETURNS: Permission = Permission::of("ask for returns", &[Officer]);
/// Remind a partner, give it more time or tell somebody senior.
pub const CHASE_RETURNS: Permission = Permission::of("chase returns", &[Officer]);
/// Make a partner's link again, so that those it had open nothing any more.
pub const RENEW_LINK: Permission = Permission::of("make a partner’s link again", &[Officer]);
/// Close a round and freeze what was said.
pub const CLOSE_ROUND: Permission = Permission::of("close a round of returns", &[Officer]);
/// Answer by a signed link. The link decides what may be answered.
pub const ANSWER_RETURN: Permission = Permission::open("answer a return");
/// Pass a return to a deputy by a signed link.
pub const PASS_RETURN: Permission = Permission::open("pass a return to a deputy");

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[
    &WRITE_OUTCOME,
    &RECORD_ACHIEVEMENT,
    &REQUEST_RETURNS,
    &CHASE_RETURNS,
    &RENEW_LINK,
    &CLOSE_ROUND,
    &ANSWER_RETURN,
    &PASS_RETURN,
];
