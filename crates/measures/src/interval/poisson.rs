//! Which limits a count gets.

use super::{byar, exact_poisson};
use crate::{Confidence, Count, Limits, Method};

/// Which limits counts get, by name, because publishers changed their practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PoissonMethod {
    /// Exact below 10 events, Byar's approximation from 10: present practice of the English public
    /// health profiles.
    ExactBelowTen,
    /// Byar's approximation at every count: releases of about 2018 and before.
    ByarThroughout,
}

impl PoissonMethod {
    /// The method for one count.
    #[must_use]
    pub fn for_count(self, count: Count) -> Method {
        match self {
            Self::ExactBelowTen if count.get() < 10.0 => Method::ExactPoisson,
            Self::ExactBelowTen | Self::ByarThroughout => Method::Byar,
        }
    }
}

/// Limits of a count by the named practice.
///
/// ```
/// use measures::interval::{PoissonMethod, byar, exact_poisson, poisson};
/// use measures::{Confidence, Count};
///
/// let level = Confidence::NINETY_FIVE;
/// let (nine, ten) = (Count::from(9), Count::from(10));
/// assert_eq!(poisson(nine, PoissonMethod::ExactBelowTen, level), exact_poisson(nine, level));
/// assert_eq!(poisson(ten, PoissonMethod::ExactBelowTen, level), byar(ten, level));
/// assert_eq!(poisson(nine, PoissonMethod::ByarThroughout, level), byar(nine, level));
/// ```
#[must_use]
pub fn poisson(count: Count, method: PoissonMethod, confidence: Confidence) -> Limits {
    match method.for_count(count) {
        Method::ExactPoisson => exact_poisson(count, confidence),
        _ => byar(count, confidence),
    }
}
