//! Who may do what to attachments. Each act asks for one of these and, beside it, for the permission to write the record.

use crate::runner::Permission;
use crate::vocabulary::Role::{Analyst, Officer};

/// Attach a file to a record.
pub const ADD_ATTACHMENT: Permission = Permission::of("attach a file", &[Analyst, Officer]);
/// Say that something which should be attached is lost.
pub const NOTE_MISSING_ATTACHMENT: Permission =
    Permission::of("say that an attachment is missing", &[Analyst, Officer]);
/// Take an attachment off a record.
pub const REMOVE_ATTACHMENT: Permission =
    Permission::of("remove an attachment", &[Analyst, Officer]);
/// Remove the kept files that no attachment names.
pub const SWEEP_ATTACHMENTS: Permission = Permission::of("sweep attached files", &[Officer]);

/// Every permission of this engine.
pub const ALL: &[&Permission] = &[
    &ADD_ATTACHMENT,
    &NOTE_MISSING_ATTACHMENT,
    &REMOVE_ATTACHMENT,
    &SWEEP_ATTACHMENTS,
];
