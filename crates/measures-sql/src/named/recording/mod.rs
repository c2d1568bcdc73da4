//! For how many it is known who they are, and what not knowing does to a figure.

pub(super) mod completeness;
mod people;
pub(super) mod possible_rate;
pub(super) mod possible_share;
