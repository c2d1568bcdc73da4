//! Who may say which joins are expected.

use crate::runner::Permission;
use crate::vocabulary::Role::{Administrator, Officer};

/// Switch a join rule off for a board, with a reason, or on again.
pub const SWITCH_JOIN_RULE: Permission = Permission::of("switch a join rule", &[Officer]);
/// Add a join rule to the installation.
pub const ADD_JOIN_RULE: Permission = Permission::of("add a join rule", &[Administrator]);

/// Every permission of this engine.
pub const ALL: &[&Permission] = &[&SWITCH_JOIN_RULE, &ADD_JOIN_RULE];
