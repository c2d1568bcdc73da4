//! Gradients: the slope across all ordered groups, not only the two ends.
//!
//! Groups are ordinal by type: a [`Quantile`] says which part of how many it is, 1 for the most
//! deprived, so that no text is sorted into 1, 10, 2. Start with [`slope_index()`].

mod line;
mod quantile;
mod relative_index;
mod slope_index;

pub use line::{FittedLine, fitted_line};
pub use quantile::{Quantile, QuantileError, QuantileGroup};
pub use relative_index::relative_index;
pub use slope_index::slope_index;
