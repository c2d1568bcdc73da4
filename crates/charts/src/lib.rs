//! Accessible charts drawn on the server as SVG.
//!
//! Each chart is a typed input with one method, `draw`, that gives a [`Drawn`]: the drawing for wide
//! pages, the same chart drawn again (not shrunk) for a 360 pixel page, a title and a description
//! that hold the numbers that matter, a key, and the table behind the chart.
//!
//! The rules of every drawing:
//! - a verdict is a colour **and** a shape **and** a word;
//! - limits are always drawn, and a hidden figure is hatched and says "hidden";
//! - nothing is shown as zero or left blank because there is no figure;
//! - every text is escaped, and no style or script is written into the drawing, only class names.
//!   Their rules are in [`STYLE`].
//!
//! What it must not know: indicators, boards, people, databases, the web. It takes cells and labels
//! of its own, and whoever fills them has already decided what may be shown.
//!
//! Start reading at [`Caterpillar`], then `frame.rs`.

mod boundary_map;
mod canvas;
mod caterpillar;
mod cell;
mod dumbbell;
mod frame;
mod funnel;
mod gap;
mod gradient;
mod heat_grid;
mod key;
mod lettering;
mod notes;
mod parts;
mod pyramid;
mod range_strip;
mod ratios;
mod rows;
pub mod samples;
mod scale;
mod shapes;
mod small_multiples;
mod spacing;
mod sparkline;
mod strip;
mod table;
mod tile_map;
mod trend;
mod unit;
mod xmr;

#[cfg(test)]
mod tests;

pub use boundary_map::{BoundaryMap, MapArea};
pub use caterpillar::{Caterpillar, Place};
pub use cell::{Cell, ChartError, Estimate, Limits, Number, Reference, Verdict};
pub use dumbbell::{Dumbbell, DumbbellRow};
pub use frame::{Drawn, Heading, Origin, STYLE, Width};
pub use funnel::{Funnel, FunnelGrade, FunnelLimits, FunnelPoint};
pub use gap::{Gap, GapEnd};
pub use gradient::{Gradient, Group, Slope};
pub use heat_grid::{HeatGrid, HeatRow};
pub use key::KeyEntry;
pub use parts::{Part, PartState, Parts};
pub use pyramid::{AgeBand, Pyramid, Side};
pub use range_strip::{RangeStrip, Spread};
pub use ratios::{RatioGroup, Ratios};
pub use small_multiples::{Panel, SmallMultiples};
pub use sparkline::Sparkline;
pub use table::{Column, Entry, Table};
pub use tile_map::{Tile, TileMap};
pub use trend::{DefinitionBreak, Trend, TrendPoint};
pub use unit::Unit;
pub use xmr::{Assurance, Cause, Variation, Xmr, XmrPhase, XmrPoint};
