//! Intervals: limits of a count or a share at any confidence.
//!
//! Everything else in the crate uses these. Each takes typed input and gives [`Limits`] that
//! contain the value; nothing here knows about multipliers. Start with [`wilson()`] for shares and
//! [`poisson()`] for counts.
//!
//! [`Limits`]: crate::Limits

mod byar;
mod exact_poisson;
mod poisson;
mod wilson;

pub use byar::byar;
pub use exact_poisson::exact_poisson;
pub use poisson::{PoissonMethod, poisson};
pub use wilson::wilson;
