//! Who may change the calendar.

use crate::runner::Permission;
use crate::vocabulary::Role::{Administrator, Officer};

/// Add holidays, such as a day of mourning.
pub const LOAD_HOLIDAYS: Permission = Permission::of("load holidays", &[Administrator, Officer]);

/// Every permission of this engine.
pub const ALL: &[&Permission] = &[&LOAD_HOLIDAYS];
