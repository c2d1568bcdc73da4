//! Judging a value: against another, and against its own past.
//!
//! What it must not know: which place is whose parent, or what a colour means. The caller says what
//! is compared with what and which way is good. Start with [`compare`], then [`trend()`].

mod comparison;
mod trend;

pub use comparison::{Verdict, compare, compare_intervals};
pub use trend::{Course, Direction, Trend, TrendPoint, YearGaps, trend};
