//! Gradients: the slope across all ordered groups, not only the two ends.
//!
//! Groups are ordinal by type: a [`Quantile`] says which part of how many it is, 1 for the most
//! deprived, so that no text is sorted into 1, 10, 2. Start with [`slope_index()`].

mod cumulants;
mod fit;
mod line;
mod quantile;
mod relative_index;
mod relative_index_by;
mod scale;
mod slope_index;
mod slope_index_by;

pub use fit::Fit;
pub use line::{FittedLine, fitted_line, fitted_line_by};
pub use quantile::{Quantile, QuantileError, QuantileGroup};
pub use relative_index::relative_index;
pub use relative_index_by::relative_index_by;
pub use slope_index::slope_index;
pub use slope_index_by::slope_index_by;
