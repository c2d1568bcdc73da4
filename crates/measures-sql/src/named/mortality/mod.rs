//! How long people live.

pub(super) mod healthy_life_expectancy;
pub(super) mod life_expectancy;
pub(super) mod life_expectancy_gap;
pub(super) mod years_of_life_lost;
pub(super) mod years_of_life_lost_rate;
