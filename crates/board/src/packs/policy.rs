//! Who may make packs of evidence.

use crate::runner::Permission;
use crate::vocabulary::Role::{Analyst, Officer};

/// Make a pack, or make it again.
pub const MAKE_PACK: Permission = Permission::of("make a pack of evidence", &[Officer, Analyst]);

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[&MAKE_PACK];
