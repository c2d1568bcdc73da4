//! The charts of an indicator as figures of its page.

use board::indicators::drawings::Chart;

use crate::components::Figure;

/// A chart with its finding above and its source below.
pub(super) fn figure(chart: Chart) -> Figure {
    Figure::new(chart.finding, chart.counted, chart.drawn).with_note(chart.source)
}
