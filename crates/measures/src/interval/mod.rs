//! Intervals: limits of a count or a share at any confidence.
//!
//! Everything else in the crate uses these. Each takes typed input and gives [`Limits`] that
//! contain the value; nothing here knows about multipliers. Start with [`wilson()`] for shares,
//! [`poisson()`] for counts, [`student_t()`] for means and [`dobson()`] for weighted counts.
//!
//! [`Limits`]: crate::Limits

mod byar;
mod dobson;
mod exact_binomial;
mod exact_poisson;
mod poisson;
mod student_t;
mod wilson;

pub use byar::byar;
pub use dobson::dobson;
pub use exact_binomial::exact_binomial;
pub use exact_poisson::exact_poisson;
pub use poisson::{PoissonMethod, poisson};
pub use student_t::student_t;
pub use wilson::wilson;
