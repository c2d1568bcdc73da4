//! How long people live.

pub(super) mod life_expectancy;
pub(super) mod years_of_life_lost;
