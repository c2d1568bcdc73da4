//! Rows with one name each: the name stands beside the marks on a wide page, and above them on a
//! phone, where both would not fit side by side.

use crate::canvas::Canvas;
use crate::frame::Room;
use crate::lettering;

/// Height that the name takes when it stands above its row.
const NAME: f64 = 20.0;

/// Where rows and their names stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows {
    /// Where the marks may begin.
    pub(crate) left: f64,
    top: f64,
    height: f64,
    room: Room,
}

impl Rows {
    /// Rows of `height` below `top`, their names no wider than a third of a wide page.
    pub(crate) fn of<'a>(
        names: impl IntoIterator<Item = &'a str>,
        (top, height): (f64, f64),
        room: Room,
    ) -> Self {
        let widest = names
            .into_iter()
            .map(|name| lettering::width(&lettering::clean(name), false))
            .fold(40.0, f64::max);
        let (left, height) = if room.is_narrow {
            (0.0, height + NAME)
        } else {
            (widest.min(room.width / 3.0) + 12.0, height)
        };
        Self {
            left,
            top,
            height,
            room,
        }
    }

    /// The middle line of the marks of a row.
    pub(crate) fn middle(&self, place: usize) -> f64 {
        let above = if self.room.is_narrow { NAME } else { 0.0 };
        self.top + counted(place) * self.height + above + (self.height - above) / 2.0
    }

    /// The lower edge of so many rows.
    pub(crate) fn bottom(&self, rows: usize) -> f64 {
        self.top + counted(rows) * self.height
    }

    /// Writes the name of a row, cut where it is too wide.
    pub(crate) fn write_name(&self, canvas: &mut Canvas, place: usize, name: &str) {
        if self.room.is_narrow {
            let name = lettering::fit(name, self.room.width, true);
            let y = self.top + counted(place) * self.height + 14.0;
            canvas.text((0.0, y), &name, "t-strong t-halo");
        } else {
            let name = lettering::fit(name, self.left - 12.0, false);
            canvas.text((self.left - 12.0, self.middle(place) + 5.0), &name, "t-end");
        }
    }
}

/// A place in a list as a number; no chart has more rows than fit into 32 bits.
pub(crate) fn counted(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
