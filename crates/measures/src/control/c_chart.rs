//! The chart of counts.

use super::control_chart::ControlChart;
use super::u_chart::u_chart;
use crate::{Count, Population, Undefined};

/// The chart of counts in periods of the same size.
///
/// # What it shows
/// As [`xmr_chart`](super::xmr_chart()), for how often something happens where there is always the
/// same opportunity.
///
/// # Interpretation
/// As there; the icons come from the latest point.
///
/// # Type
/// Judgement of a long series of counts.
///
/// # Applies when
/// Events are independent, and every period has as many people and as much time; twelve or more
/// periods in each phase.
///
/// # Warning
/// A February of 28 days or a growing population is another opportunity: use
/// [`u_chart`](super::u_chart()).
///
/// # Formula
/// `c̄ ± 3 √c̄`, the lower limit not below zero; rules as there.
///
/// # Example
/// ```
/// use measures::Count;
/// use measures::control::c_chart;
///
/// let weeks = [4, 9, 2, 5, 6, 7, 3, 5, 4, 6, 5, 4].map(Count::from);
/// let chart = c_chart(&weeks, &[])?;
/// let point = chart.points()[0];
/// assert_eq!(format!("{:.2} {:.2} {:.2}", point.lower, point.mean, point.upper), "0.00 5.00 11.71");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// As [`p_chart`](super::p_chart()).
#[doc(alias = "SPC")]
pub fn c_chart(counts: &[Count], steps: &[usize]) -> Result<ControlChart, Undefined> {
    let once = Population::from(1);
    let periods: Vec<_> = counts.iter().map(|count| (*count, once)).collect();
    u_chart(&periods, steps)
}
