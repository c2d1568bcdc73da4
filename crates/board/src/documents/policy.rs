//! Who may do what to the documents of a board.

use crate::runner::Permission;
use crate::vocabulary::Role::{Analyst, Officer};

/// Make a document, or write a version of it.
pub const WRITE_DOCUMENT: Permission = Permission::of("write a document", &[Officer, Analyst]);
/// Publish a version in place of the one before.
pub const PUBLISH_DOCUMENT: Permission = Permission::of("publish a document", &[Officer]);

/// Give a body the published version.
pub const SHARE_DOCUMENT: Permission = Permission::of("share a document", &[Officer, Analyst]);
/// Say that a body has considered what it was given.
pub const CONSIDER_DOCUMENT: Permission = Permission::of("consider a document", &[Officer]);

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[
    &WRITE_DOCUMENT,
    &PUBLISH_DOCUMENT,
    &SHARE_DOCUMENT,
    &CONSIDER_DOCUMENT,
];
