//! Who may do what to programmes, strategies and priorities.

use crate::runner::Permission;
use crate::vocabulary::Role::{Approver, Member, Officer, Partner};

/// Make or change a programme and its phases.
pub const CHANGE_PROGRAMME: Permission = Permission::of("change the programme", &[Officer]);
/// Agree to a date of a shared programme that another board has moved, or refuse it.
pub const AGREE_DATE: Permission = Permission::of("agree to a shared date", &[Officer]);
/// Make a strategy or write its text.
pub const WRITE_STRATEGY: Permission = Permission::of("write the strategy", &[Officer]);
/// Make or change a priority.
pub const WRITE_PRIORITY: Permission = Permission::of("write a priority", &[Officer]);
/// Record that the board adopted a priority.
pub const ADOPT_PRIORITY: Permission = Permission::of("adopt a priority", &[Officer]);

/// Ask people to approve exact words.
pub const REQUEST_APPROVAL: Permission =
    Permission::of("ask for approval of the strategy", &[Officer]);
/// Approve exact words, or send them back.
pub const APPROVE: Permission = Permission::of("approve the strategy", &[Approver]);
/// Publish words that everybody asked has approved.
pub const PUBLISH_STRATEGY: Permission = Permission::of("publish the strategy", &[Officer]);

/// Comment on a paragraph of a draft.
pub const COMMENT: Permission = Permission::of(
    "comment on the strategy",
    &[Member, Partner, Approver, Officer],
);
/// Answer a comment, or close it.
pub const ANSWER_COMMENT: Permission =
    Permission::of("answer a comment on the strategy", &[Officer]);

/// Record that a strategy has run out or was replaced.
pub const END_STRATEGY: Permission = Permission::of("end the strategy", &[Officer]);

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[
    &CHANGE_PROGRAMME,
    &AGREE_DATE,
    &WRITE_STRATEGY,
    &WRITE_PRIORITY,
    &ADOPT_PRIORITY,
    &REQUEST_APPROVAL,
    &APPROVE,
    &PUBLISH_STRATEGY,
    &COMMENT,
    &ANSWER_COMMENT,
    &END_STRATEGY,
];
