//! The widest gap between groups, and whether a group uses a service as others do.

pub(super) mod difference;
pub(super) mod ratio;
pub(super) mod representation_index;
pub(super) mod representation_ratio;
mod users;
