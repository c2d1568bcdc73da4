//! Who may do what to needs.

use crate::runner::Permission;
use crate::vocabulary::Role::{Analyst, Officer};

/// Write or change a need.
pub const WRITE_NEED: Permission = Permission::of("write a need", &[Analyst, Officer]);
/// Publish a need, or say why no priority answers it.
pub const PUBLISH_NEED: Permission = Permission::of("publish a need", &[Officer]);

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[&WRITE_NEED, &PUBLISH_NEED];
