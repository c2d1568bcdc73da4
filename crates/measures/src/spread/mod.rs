//! Spread: how unequal many groups are that have no order, such as ethnic groups or wards.
//!
//! All take [`Subgroup`](crate::Subgroup)s, three or more. A spread is never below zero and chance
//! alone makes it larger than it is: small groups look unequal. Ask
//! [`heterogeneity`](heterogeneity()) first whether groups differ at all. Start with
//! [`mean_difference()`].

mod between_group_deviation;
mod between_group_variance;
mod coefficient_of_variation;
mod disproportion_index;
mod heterogeneity;
mod index_of_disparity;
mod mean_difference;
mod mean_log_deviation;
mod theil_index;

pub use between_group_deviation::between_group_deviation;
pub use between_group_variance::between_group_variance;
pub use coefficient_of_variation::coefficient_of_variation;
pub use disproportion_index::disproportion_index;
pub use heterogeneity::{Heterogeneity, heterogeneity};
pub use index_of_disparity::index_of_disparity;
pub use mean_difference::{DistanceFrom, mean_difference};
pub use mean_log_deviation::mean_log_deviation;
pub use theil_index::theil_index;

/// The fewest groups that have a spread.
const FEWEST: usize = 3;

#[cfg(test)]
mod laws;
