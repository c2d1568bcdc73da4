//! The widest gap between groups.

pub(super) mod difference;
pub(super) mod ratio;
