//! Which places and points stand out.

pub(super) mod c_chart;
mod chart;
pub(super) mod compare;
pub(super) mod compare_intervals;
pub(super) mod count_beyond_chance;
mod count_points;
pub(super) mod fifths_of_places;
mod funnel_points;
pub(super) mod funnel_proportion;
pub(super) mod funnel_rate;
pub(super) mod funnel_ratio;
mod overdispersion;
pub(super) mod overdispersion_proportion;
pub(super) mod overdispersion_ratio;
pub(super) mod p_chart;
pub(super) mod share_beyond_chance;
pub(super) mod stands_among_many;
pub(super) mod target;
pub(super) mod trend;
pub(super) mod u_chart;
mod verdicts;
pub(super) mod xmr;
