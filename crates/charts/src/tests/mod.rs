//! Tests of whole drawings. Numbers, labels and limits are those of the examples in each file.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should fail loudly"
)]

mod boundary_map;
mod dumbbell;
mod funnel;
mod geometry;
mod golden;
mod heat_grid;
mod pyramid;
mod ratios;
mod samples;
mod scales;
mod small_multiples;
mod tile_map;
mod trend_breaks;
mod words;
mod xmr;
