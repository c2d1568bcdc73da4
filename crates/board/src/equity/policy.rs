//! Who may check for equity.

use crate::runner::Permission;
use crate::vocabulary::Role::{Analyst, Officer};

/// Answer the questions about an action.
pub const RECORD_CHECK: Permission = Permission::of("record an equity check", &[Officer, Analyst]);
/// Say by when something is to be checked.
pub const SET_CHECK_DUE: Permission = Permission::of("set the date of an equity check", &[Officer]);

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[&RECORD_CHECK, &SET_CHECK_DUE];
