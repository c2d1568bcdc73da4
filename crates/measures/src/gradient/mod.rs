//! Gradients: the slope across all ordered groups, not only the two ends.
//!
//! Groups are ordinal by type: a [`Quantile`] says which part of how many it is, 1 for the most
//! deprived, so that no text is sorted into 1, 10, 2. Start with [`slope_index()`].

mod concentration_index;
mod cumulants;
mod drawn_groups;
mod erreygers_index;
mod fit;
mod line;
mod logistic;
mod logistic_relative_index;
mod logistic_slope_index;
mod quantile;
mod quantiles_by_rank;
mod ranked;
mod relative_concentration_index;
mod relative_index;
mod relative_index_by;
mod scale;
mod simulated_relative_index;
mod simulated_slope_index;
mod slope_index;
mod slope_index_by;
mod wagstaff_index;

pub use concentration_index::concentration_index;
pub use erreygers_index::erreygers_index;
pub use fit::Fit;
pub use line::{FittedLine, fitted_line, fitted_line_by};
pub use logistic_relative_index::logistic_relative_index;
pub use logistic_slope_index::logistic_slope_index;
pub use quantile::{Quantile, QuantileError, QuantileGroup};
pub use quantiles_by_rank::{FirstPart, quantiles_by_rank};
pub use relative_concentration_index::relative_concentration_index;
pub use relative_index::relative_index;
pub use relative_index_by::relative_index_by;
pub use simulated_relative_index::simulated_relative_index;
pub use simulated_slope_index::simulated_slope_index;
pub use slope_index::slope_index;
pub use slope_index_by::slope_index_by;
pub use wagstaff_index::wagstaff_index;

#[cfg(test)]
mod sample;
