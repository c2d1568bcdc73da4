//! Sums that keep the digits that plain addition drops.

/// A running sum with its lost digits beside it (Neumaier's form of Kahan summation).
///
/// The error does not grow with the number of terms. What it must not be used for: sums whose terms
/// or total overflow.
///
/// ```
/// use measures::numeric::sum;
///
/// assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
/// assert_eq!([1.0, 1e100, 1.0, -1e100].iter().sum::<f64>(), 0.0);
/// ```
///
/// References: Neumaier A. Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen.
/// ZAMM 1974; 54: 39-51.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds one term.
    pub fn add(&mut self, term: f64) {
        let total = self.total + term;
        self.lost += if self.total.abs() >= term.abs() {
            (self.total - total) + term
        } else {
            (term - total) + self.total
        };
        self.total = total;
    }

    /// The sum so far.
    #[must_use]
    pub fn total(self) -> f64 {
        self.total + self.lost
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(terms: I) -> Self {
        let mut sum = Self::default();
        for term in terms {
            sum.add(term);
        }
        sum
    }
}

/// The sum of some numbers, by [`Sum`].
#[must_use]
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    terms.into_iter().collect::<Sum>().total()
}
