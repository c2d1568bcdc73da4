//! Rates and averages of one group.

pub(super) mod crude_rate;
pub(super) mod dsr;
pub(super) mod isr;
pub(super) mod mean;
pub(super) mod proportion;
pub(super) mod repeated_dsr;
pub(super) mod smr;
pub(super) mod standard;
