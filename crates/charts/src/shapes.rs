//! Shapes with holes: lines cut to them, and where a name has most room in them.

use crate::canvas::At;

/// A shape with holes: inside is what an odd number of rings surround.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    rings: Vec<Vec<At>>,
}

/// Which way lines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Across,
    Upright,
    /// From the lower left to the upper right.
    Slanting,
}

impl Shape {
    /// Rings of three corners or more. Corners that the drawing cannot tell apart are one.
    pub(crate) fn of(rings: Vec<Vec<At>>) -> Self {
        let rings = rings
            .into_iter()
            .map(|ring| {
                let mut kept: Vec<At> = Vec::with_capacity(ring.len());
                for at in ring {
                    let is_new = kept.last().is_none_or(|last| {
                        (last.0 - at.0).abs() > 0.25 || (last.1 - at.1).abs() > 0.25
                    });
                    if is_new {
                        kept.push(at);
                    }
                }
                kept
            })
            .filter(|ring| ring.len() > 2)
            .collect();
        Self { rings }
    }

    pub(crate) fn rings(&self) -> &[Vec<At>] {
        &self.rings
    }

    /// Lines `apart` from one another, cut to the shape. They lie at multiples of `apart` of the whole drawing, so that they
    /// run on from one shape into the next.
    pub(crate) fn ruled(&self, way: Way, apart: f64) -> Vec<(At, At)> {
        let turned = self.turned(way);
        let (top, bottom) = extent(&turned);
        let mut lines = Vec::new();
        let mut y = (top / apart).floor() * apart + apart / 2.0;
        while y < bottom {
            for (from, to) in crossings(&turned, y) {
                if to - from > 0.5 {
                    lines.push((back((from, y), way), back((to, y), way)));
                }
            }
            y += apart;
        }
        lines
    }

    /// The middle of a wide stretch near the middle of the shape, and how wide it is over the height of a line of words.
    pub(crate) fn widest(&self) -> Option<(At, f64)> {
        const STEPS: i16 = 24;
        let (top, bottom) = extent(&self.rings);
        let step = (bottom - top) / f64::from(STEPS);
        let mut best: Option<(At, f64)> = None;
        let mut most = 0.0;
        for place in 1..STEPS {
            let y = top + step * f64::from(place);
            for (from, to) in crossings(&self.rings, y) {
                // Words are some ten units tall, so the shape must be as wide above and below.
                let (mut from, mut to) = (from, to);
                for near in [y - 6.0, y + 6.0] {
                    let middle = f64::midpoint(from, to);
                    let over = crossings(&self.rings, near)
                        .into_iter()
                        .find(|(left, right)| *left <= middle && middle <= *right);
                    match over {
                        Some((left, right)) => (from, to) = (from.max(left), to.min(right)),
                        None => to = from,
                    }
                }
                let room = to - from;
                // Of stretches that are nearly as wide, the one nearer the middle.
                let off = (y - f64::midpoint(top, bottom)).abs() / (bottom - top);
                let worth = room * (1.0 - 0.8 * off);
                if best.is_none() || worth > most {
                    most = worth;
                    best = Some(((f64::midpoint(from, to), y), room));
                }
            }
        }
        best
    }

    /// The rings turned so that lines of a way run across.
    fn turned(&self, way: Way) -> Vec<Vec<At>> {
        let turn = |at: &At| match way {
            Way::Across => *at,
            Way::Upright => (at.1, at.0),
            Way::Slanting => ((at.0 - at.1) / 2.0, f64::midpoint(at.0, at.1)),
        };
        self.rings
            .iter()
            .map(|ring| ring.iter().map(turn).collect())
            .collect()
    }
}

/// The inverse of [`Shape::turned`].
fn back(at: At, way: Way) -> At {
    match way {
        Way::Across => at,
        Way::Upright => (at.1, at.0),
        Way::Slanting => (at.1 + at.0, at.1 - at.0),
    }
}

fn extent(rings: &[Vec<At>]) -> (f64, f64) {
    rings
        .iter()
        .flatten()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(top, bottom), at| {
            (top.min(at.1), bottom.max(at.1))
        })
}

/// The stretches of a line across that lie inside, from left to right.
fn crossings(rings: &[Vec<At>], y: f64) -> Vec<(f64, f64)> {
    let mut at = Vec::new();
    for ring in rings {
        let next = ring.iter().cycle().skip(1);
        for (one, other) in ring.iter().zip(next) {
            // Half open, so that a corner counts once.
            if (one.1 <= y) != (other.1 <= y) {
                let part = (y - one.1) / (other.1 - one.1);
                at.push(one.0 + part * (other.0 - one.0));
            }
        }
    }
    at.sort_by(f64::total_cmp);
    at.chunks_exact(2)
        .filter_map(|pair| match pair {
            [from, to] => Some((*from, *to)),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should fail loudly"
)]
mod tests {
    use super::*;

    /// A square of 20 with a square hole of 10 in its middle.
    fn ring() -> Shape {
        let square = |from: f64, to: f64| vec![(from, from), (to, from), (to, to), (from, to)];
        Shape::of(vec![square(0.0, 20.0), square(5.0, 15.0)])
    }

    #[test]
    fn lines_are_cut_to_the_shape_and_leave_the_hole_free() {
        let across = ring().ruled(Way::Across, 10.0);
        // At 5 and 15 down: the upper edge of the hole counts as in it, its lower edge does not.
        assert_eq!(
            across,
            [
                ((0.0, 5.0), (5.0, 5.0)),
                ((15.0, 5.0), (20.0, 5.0)),
                ((0.0, 15.0), (20.0, 15.0))
            ]
        );
        let upright = ring().ruled(Way::Upright, 10.0);
        assert_eq!(upright[0], ((5.0, 0.0), (5.0, 5.0)));
        for (from, to) in ring().ruled(Way::Slanting, 3.0) {
            assert!(
                (from.0 - to.0 - (to.1 - from.1)).abs() < 1e-9,
                "one across for one up"
            );
            let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
            let in_hole = (5.0..15.0).contains(&middle.0) && (5.0..15.0).contains(&middle.1);
            assert!(!in_hole, "{middle:?}");
        }
    }

    #[test]
    fn a_name_stands_where_the_shape_is_widest() {
        // A flag: narrow at the left, wide at the right and below.
        let flag = Shape::of(vec![vec![
            (0.0, 0.0),
            (30.0, 0.0),
            (30.0, 40.0),
            (120.0, 40.0),
            (120.0, 80.0),
            (0.0, 80.0),
        ]]);
        let (middle, room) = flag.widest().unwrap();
        assert!((room - 120.0).abs() < 1e-9);
        assert!(middle.1 > 46.0 && middle.1 < 74.0, "{middle:?}");
        assert_eq!(Shape::of(vec![vec![(0.0, 0.0), (1.0, 1.0)]]).widest(), None);
    }

    #[test]
    fn corners_that_cannot_be_told_apart_are_one() {
        let shape = Shape::of(vec![vec![(0.0, 0.0), (0.1, 0.1), (9.0, 0.0), (9.0, 9.0)]]);
        assert_eq!(shape.rings()[0].len(), 3);
    }
}
