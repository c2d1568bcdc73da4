//! Figures: a drawing that never stands without its words and its table.

use serde::{Deserialize, Serialize};

use super::{Anchor, Origin, Table};

/// A drawing with everything that a reader who cannot see it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The name that links use.
    pub anchor: Anchor,
    /// The finding, as a sentence; formats put the figure's number in front.
    pub title: String,
    /// What the drawing shows, for a reader who cannot see it.
    pub alternative: String,
    /// The drawing as SVG, complete in itself: a `style` element or presentation attributes, no script, no picture
    /// or address from outside. The HTML fragment leaves `style` elements out, so that the page's own rules for
    /// the same classes apply and the content policy holds.
    pub drawing: String,
    /// The same drawn again for a page of 360 pixels, on which the other's letters would be too small; pages alone use it.
    pub narrow: Option<String>,
    /// The figures behind the drawing.
    pub table: Table,
    /// Where its values come from.
    pub origin: Origin,
}
