//! Inequality across ordered groups.

pub(super) mod concentration;
pub(super) mod erreygers;
pub(super) mod logistic_rii;
pub(super) mod logistic_sii;
pub(super) mod quantile;
pub(super) mod relative_concentration;
pub(super) mod rii;
pub(super) mod sii;
pub(super) mod simulated_rii;
pub(super) mod simulated_sii;
pub(super) mod wagstaff;
