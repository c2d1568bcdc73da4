//! The chart of rates.

use super::control_chart::ControlChart;
use super::p_chart::attribute_chart;
use crate::{Count, Population, Undefined};

/// The chart of rates over time, with limits that follow the size of each period.
///
/// # What it shows
/// As [`xmr_chart`](super::xmr_chart()), for events over people, bed days or the like.
///
/// # Interpretation
/// As there; the icons come from the latest point.
///
/// # Type
/// Judgement of a long series of counts.
///
/// # Applies when
/// Events are independent and may happen more than once to a person; twelve or more periods in each
/// phase.
///
/// # Warning
/// As [`p_chart`](super::p_chart()): with very many events everything stands out.
///
/// # Formula
/// `ū ± 3 √(ū / n)`, `ū = Σ x / Σ n` of the phase, the lower limit not below zero; rules as there.
///
/// # Example
/// ```
/// use measures::control::u_chart;
/// use measures::{Count, Population};
///
/// // Falls on a ward, over occupied bed days.
/// let months = [9, 12, 8, 11, 10, 7, 13, 9, 10, 12, 8, 11]
///     .map(|falls| (Count::from(falls), Population::from(820)));
/// let chart = u_chart(&months, &[])?;
/// let last = chart.points()[11];
/// let per_1_000 = [last.lower, last.mean, last.upper].map(|rate| format!("{:.2}", rate * 1_000.0));
/// assert_eq!(per_1_000.join(" "), "0.63 12.20 23.76");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// As [`p_chart`](super::p_chart()).
#[doc(alias = "SPC")]
pub fn u_chart(
    periods: &[(Count, Population)],
    steps: &[usize],
) -> Result<ControlChart, Undefined> {
    if periods.iter().any(|(_, size)| size.get() == 0.0) {
        return Err(Undefined::DenominatorIsZero);
    }
    attribute_chart(periods, steps, f64::INFINITY, |mean, size| mean / size)
}
