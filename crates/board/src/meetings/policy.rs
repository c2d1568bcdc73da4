//! Who may do what to meetings.

use crate::runner::Permission;
use crate::vocabulary::Role::{Analyst, Officer};

/// Fix the day and place of a meeting.
pub const CREATE_MEETING: Permission = Permission::of("create a meeting", &[Officer]);
/// Move a meeting to another day, time or place.
pub const MOVE_MEETING: Permission = Permission::of("move a meeting", &[Officer]);
/// Say that a meeting does not take place.
pub const CANCEL_MEETING: Permission = Permission::of("cancel a meeting", &[Officer]);
/// Add an item to an agenda.
pub const ADD_ITEM: Permission = Permission::of("add an item", &[Officer]);
/// Change what an item says.
pub const CHANGE_ITEM: Permission = Permission::of("change an item", &[Officer]);
/// Move an item up or down an agenda.
pub const MOVE_ITEM: Permission = Permission::of("move an item", &[Officer]);
/// Take an item off an agenda.
pub const TAKE_OFF_ITEM: Permission = Permission::of("take an item off the agenda", &[Officer]);
/// Publish an agenda.
pub const PUBLISH_AGENDA: Permission = Permission::of("publish an agenda", &[Officer]);
/// Say who was there.
pub const RECORD_ATTENDANCE: Permission = Permission::of("record attendance", &[Officer]);
/// Paste minutes.
pub const PASTE_MINUTES: Permission = Permission::of("paste minutes", &[Officer]);
/// Complete an action or settle a finding.
pub const MEND_MINUTES: Permission = Permission::of("mend minutes", &[Officer]);
/// Publish minutes.
pub const PUBLISH_MINUTES: Permission = Permission::of("publish minutes", &[Officer]);
/// Put a recommendation to a body while its agenda and the report are being written, as whoever writes the report.
pub const RECOMMEND: Permission = Permission::of("put a recommendation", &[Analyst, Officer]);
/// Put a recommendation once the public was told what the body is asked.
pub const RECOMMEND_LATE: Permission = Permission::of(
    "put a recommendation once the agenda or the report is published",
    &[Officer],
);
/// Write a report to a meeting. Analysts write most of what boards read; to publish it is an officer's.
pub const WRITE_REPORT: Permission = Permission::of("write a report", &[Analyst, Officer]);
/// Publish a report to a meeting.
pub const PUBLISH_REPORT: Permission = Permission::of("publish a report", &[Officer]);
/// Record what was decided.
pub const DECIDE: Permission = Permission::of("record a decision", &[Officer]);

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[
    &CREATE_MEETING,
    &MOVE_MEETING,
    &CANCEL_MEETING,
    &ADD_ITEM,
    &CHANGE_ITEM,
    &MOVE_ITEM,
    &TAKE_OFF_ITEM,
    &PUBLISH_AGENDA,
    &RECORD_ATTENDANCE,
    &PASTE_MINUTES,
    &MEND_MINUTES,
    &PUBLISH_MINUTES,
    &RECOMMEND,
    &RECOMMEND_LATE,
    &WRITE_REPORT,
    &PUBLISH_REPORT,
    &DECIDE,
];
