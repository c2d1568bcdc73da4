//! Gaps: how far apart groups are.
//!
//! Difference and ratio take the group that is looked at and the group it is held against, most often
//! the most and the least deprived tenth; the widest of many picks both and pays for the choice. All
//! look at two groups only; [`gradient`](crate::gradient) and [`spread`](crate::spread) look at all
//! of them. Always show an absolute and a relative gap together: one can grow while the other
//! shrinks. Representation holds the users of a service against the people it is for.

mod absolute_difference;
mod relative_ratio;
mod representation_index;
mod representation_ratio;
mod widest_difference;
mod widest_ratio;

pub use absolute_difference::absolute_difference;
pub use relative_ratio::relative_ratio;
pub use representation_index::{Users, representation_index};
pub use representation_ratio::representation_ratio;
pub use widest_difference::widest_difference;
pub use widest_ratio::widest_ratio;
