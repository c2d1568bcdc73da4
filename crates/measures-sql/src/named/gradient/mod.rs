//! Inequality across ordered groups.

pub(super) mod concentration;
pub(super) mod quantile;
pub(super) mod relative_concentration;
pub(super) mod rii;
pub(super) mod sii;
