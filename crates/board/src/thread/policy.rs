//! Who may join records, and say which joins are expected.

use crate::runner::Permission;
use crate::vocabulary::Role::{Administrator, Analyst, Officer};

/// Switch a join rule off for a board, with a reason, or on again.
pub const SWITCH_JOIN_RULE: Permission = Permission::of("switch a join rule", &[Officer]);
/// Add a join rule to the installation.
pub const ADD_JOIN_RULE: Permission = Permission::of("add a join rule", &[Administrator]);

/// Join two records, or part them.
pub const JOIN_RECORDS: Permission = Permission::of("join records", &[Analyst, Officer]);

/// Every permission of this engine.
pub const ALL: &[&Permission] = &[&SWITCH_JOIN_RULE, &ADD_JOIN_RULE, &JOIN_RECORDS];
