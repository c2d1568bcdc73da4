//! The widest gap between groups, and whether a group uses a service as others do.

pub(super) mod difference;
pub(super) mod ratio;
