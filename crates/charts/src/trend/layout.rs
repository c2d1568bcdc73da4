//! Where the parts of a trend stand: axes, points across, and labels that keep apart.

use super::{Latest, Trend};
use crate::cell::{Cell, Estimate};
use crate::frame::Room;
use crate::lettering;
use crate::notes::Run;
use crate::scale::{Direction, Scale};

/// Top of the axis.
pub(super) const TOP: f64 = 20.0;
/// A label at the end of a line has two lines of text.
const LABEL: f64 = 36.0;

/// Where the parts of the drawing stand.
pub(super) struct Frame {
    pub(super) scale: Scale,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
    /// The points across.
    pub(super) across: Vec<f64>,
    /// Between two points.
    pub(super) apart: f64,
}

impl Frame {
    pub(super) fn of(chart: &Trend, room: Room) -> Self {
        let bottom = if room.is_narrow { 226.0 } else { 246.0 };
        let estimates = chart
            .own()
            .chain(chart.compared())
            .filter_map(Cell::estimate);
        let scale = Scale::over(
            estimates.flat_map(Estimate::reach),
            (bottom, TOP),
            Direction::Up,
            &chart.unit,
        );
        let left = (scale.widest_label() + 8.0).max(12.0);
        let right = room.width - 12.0 - chart.label_width().min(room.width * 0.32);
        let gaps = chart.points.len().saturating_sub(1);
        let (first, apart) = if gaps == 0 {
            (f64::midpoint(left, right), right - left)
        } else {
            (left, (right - left) / counted(gaps))
        };
        let across = (0..=gaps)
            .map(|place| first + apart * counted(place))
            .collect();
        Self {
            scale,
            left,
            right,
            bottom,
            across,
            apart,
        }
    }

    /// What a run of places covers across, within the axes.
    pub(super) fn covers(&self, run: &Run) -> (f64, f64) {
        let at = |place: usize| self.across.get(place).copied().unwrap_or(self.left);
        let half = self.apart / 2.0;
        (
            (at(run.first) - half).max(self.left),
            (at(run.last) + half).min(self.right),
        )
    }
}

impl Trend {
    fn label_width(&self) -> f64 {
        let widest = |name: &str, latest: Option<Latest>, bold| {
            let value = latest.map_or(0.0, |latest| lettering::width(&latest.short, bold));
            lettering::width(&lettering::clean(name), bold).max(value)
        };
        let own = widest(&self.name, self.latest(self.own()), true);
        let compared = self.comparator.as_ref().map_or(0.0, |name| {
            widest(name, self.latest(self.compared()), false)
        });
        own.max(compared) + 2.0
    }
}

/// Two labels, each kept between the ends of an axis down to `bottom`, at least one label apart.
/// When both ends lie at one height, ours is above.
pub(super) fn moved_apart(
    (own, compared): (Option<f64>, Option<f64>),
    bottom: f64,
) -> (Option<f64>, Option<f64>) {
    let (top, bottom) = (TOP - 4.0, bottom - 8.0);
    let kept = |y: f64| y.min(bottom).max(top);
    let (Some(own), Some(compared)) = (own, compared) else {
        return (own.map(kept), compared.map(kept));
    };
    let half = LABEL / 2.0;
    let middle = f64::midpoint(own, compared)
        .min(bottom - half)
        .max(top + half);
    let reach = ((own - compared).abs() / 2.0).max(half);
    let (upper, lower) = (kept(middle - reach), kept(middle + reach));
    if own <= compared {
        (Some(upper), Some(lower))
    } else {
        (Some(lower), Some(upper))
    }
}

/// A number of points; no chart has more than fit into 32 bits.
fn counted(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
