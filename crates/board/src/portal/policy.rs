//! Who may do what in the portal.

use crate::runner::Permission;
use crate::vocabulary::Role::{Administrator, Officer};

/// Say that something is wrong. Everybody may.
pub const REPORT_MISTAKE: Permission = Permission::open("report a mistake");
/// Say what was done about it.
pub const ANSWER_MISTAKE_REPORT: Permission =
    Permission::of("answer a report of a mistake", &[Administrator, Officer]);
/// Say that a message has left.
pub const SEND_MESSAGES: Permission = Permission::of("send messages", &[Administrator, Officer]);

/// Fill an empty installation with the demonstration.
pub const BECOME_DEMONSTRATION: Permission =
    Permission::of("make this a demonstration", &[Administrator]);

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[
    &REPORT_MISTAKE,
    &ANSWER_MISTAKE_REPORT,
    &BECOME_DEMONSTRATION,
    &SEND_MESSAGES,
];
