//! Which places and points stand out.

mod chart;
mod count_points;
mod funnel_points;
pub(super) mod funnel_proportion;
pub(super) mod funnel_rate;
pub(super) mod funnel_ratio;
pub(super) mod trend;
pub(super) mod xmr;
