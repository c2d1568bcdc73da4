//! Inequality between groups without an order.

pub(super) mod between_group_deviation;
pub(super) mod between_group_variance;
pub(super) mod coefficient_of_variation;
pub(super) mod disproportion;
pub(super) mod heterogeneity;
pub(super) mod index_of_disparity;
pub(super) mod mean_difference;
pub(super) mod mean_difference_from_best;
pub(super) mod mean_difference_from_best_unweighted;
pub(super) mod mean_difference_from_reference;
pub(super) mod mean_log_deviation;
pub(super) mod theil;
pub(super) mod weighted_index_of_disparity;
pub(super) mod weighted_mean_difference;
pub(super) mod weighted_mean_difference_from_reference;
