//! What inequality means for everybody.

pub(super) mod attributable_fraction;
pub(super) mod attributable_risk;
pub(super) mod excess_events;
