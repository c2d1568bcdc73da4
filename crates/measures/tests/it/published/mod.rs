//! Figures that publishers printed, derived again from their own counts.
//!
//! Each test states how many figures it re-derives and names every one that does not come out; see
//! the comments for whose mistake that is.

mod attributable;
mod comparisons;
mod files;
mod gaps;
mod limits;
mod mortality;
mod phe;
mod quantiles;
mod rounded;
mod slope_indexes;
mod tenths;
mod trends;
mod workbooks;
