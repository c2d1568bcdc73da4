//! Impact: what it would mean for everybody if all did as well as one group.
//!
//! A gap between groups is about groups; these are about the whole population, so that a wide gap of
//! a small group and a narrow one of a large group can be held side by side. None says that the
//! difference has a cause that could be removed. Start with [`population_attributable_risk()`].

mod excess_events;
mod population_attributable_fraction;
mod population_attributable_risk;

pub use excess_events::{Occurrence, excess_events};
pub use population_attributable_fraction::population_attributable_fraction;
pub use population_attributable_risk::{Reference, population_attributable_risk};
