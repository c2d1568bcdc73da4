//! Fewer corners, and neighbours that stay neighbours.
//!
//! Rings are cut into arcs where three boundaries meet or where two areas begin to share one. Each arc is made simpler once,
//! from the same end whichever ring asks, so that both its sides get the same corners (Visvalingam and Whyatt 1993: the
//! corner with the smallest triangle goes first).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

type Point = (i32, i32);

/// A closed ring without its repeated last point.
pub(super) type Ring = Vec<Point>;

/// All rings of all areas with fewer corners: those whose triangle with their neighbours is smaller than `least`, twice the
/// area in square steps, are left out. A ring keeps at least three corners, or is given back as it was.
pub(super) fn simpler(rings: &[Ring], least: i64) -> Vec<Ring> {
    let joints = joints(rings);
    let mut known: BTreeMap<Vec<Point>, Vec<Point>> = BTreeMap::new();
    rings
        .iter()
        .map(|ring| {
            let mut made: Ring = Vec::new();
            for arc in arcs(ring, &joints) {
                let (key, is_turned) = in_one_direction(&arc);
                let kept = known
                    .entry(key)
                    .or_insert_with_key(|arc| without_small_corners(arc, least))
                    .clone();
                let kept: Vec<Point> = if is_turned {
                    kept.into_iter().rev().collect()
                } else {
                    kept
                };
                // The end of one arc is the start of the next.
                made.extend(kept.split_last().map_or(&[][..], |(_, rest)| rest));
            }
            made.dedup();
            if made.len() < 3 { ring.clone() } else { made }
        })
        .collect()
}

/// Points at which an arc must end: those whose neighbours are not the same two in every ring through them.
fn joints(rings: &[Ring]) -> BTreeSet<Point> {
    let mut beside: BTreeMap<Point, BTreeSet<(Point, Point)>> = BTreeMap::new();
    for ring in rings {
        for (before, at, after) in corners(ring) {
            let pair = (before.min(after), before.max(after));
            beside.entry(at).or_default().insert(pair);
        }
    }
    // Where a boundary is shared for a stretch only, its first point has another neighbour in one of the rings.
    beside
        .into_iter()
        .filter(|(_, pairs)| pairs.len() > 1)
        .map(|(at, _)| at)
        .collect()
}

fn corners(ring: &[Point]) -> impl Iterator<Item = (Point, Point, Point)> + '_ {
    let all = ring.iter().copied();
    let before = all.clone().cycle().skip(ring.len().saturating_sub(1));
    let after = all.clone().cycle().skip(1);
    before
        .zip(all)
        .zip(after)
        .map(|((before, at), after)| (before, at, after))
}

/// The ring in pieces from joint to joint. A ring without a joint is one piece that ends where it starts, at its least point,
/// so that a ring that stands twice (an island in a lake) is cut alike.
fn arcs(ring: &[Point], joints: &BTreeSet<Point>) -> Vec<Vec<Point>> {
    let start = ring
        .iter()
        .position(|point| joints.contains(point))
        .or_else(|| (0..ring.len()).min_by_key(|place| ring.get(*place).copied()));
    let Some(start) = start else {
        return Vec::new();
    };
    let mut arcs = Vec::new();
    let mut arc: Vec<Point> = Vec::new();
    for point in ring.iter().cycle().skip(start).take(ring.len() + 1) {
        arc.push(*point);
        if arc.len() > 1 && joints.contains(point) {
            arcs.push(std::mem::replace(&mut arc, vec![*point]));
        }
    }
    if arc.len() > 1 {
        arcs.push(arc);
    }
    arcs
}

/// The arc in the direction that is its own whoever walks it, and whether it was turned for that.
fn in_one_direction(arc: &[Point]) -> (Vec<Point>, bool) {
    let turned: Vec<Point> = arc.iter().rev().copied().collect();
    if turned.as_slice() < arc {
        (turned, true)
    } else {
        (arc.to_vec(), false)
    }
}

/// Leaves out corners, the smallest triangle first, until every one is at least `least`. Ends stay.
fn without_small_corners(arc: &[Point], least: i64) -> Vec<Point> {
    let end = arc.len().saturating_sub(1);
    // A closed arc keeps the corner furthest from its ends, or it would fold onto itself.
    let is_closed = arc.first() == arc.last();
    let far = arc.first().filter(|_| is_closed).and_then(|start| {
        (0..arc.len()).max_by_key(|place| arc.get(*place).map(|at| distance(*start, *at)))
    });
    let mut before: Vec<usize> = (0..arc.len())
        .map(|place| place.saturating_sub(1))
        .collect();
    let mut after: Vec<usize> = (0..arc.len()).map(|place| (place + 1).min(end)).collect();
    let mut is_kept = vec![true; arc.len()];
    let size =
        |one: usize, at: usize, other: usize| match (arc.get(one), arc.get(at), arc.get(other)) {
            (Some(one), Some(at), Some(other)) => triangle(*one, *at, *other),
            _ => i64::MAX,
        };
    let mut waiting: BinaryHeap<Reverse<(i64, usize, usize, usize)>> = (1..end)
        .filter(|place| Some(*place) != far)
        .map(|place| {
            Reverse((
                size(place - 1, place, place + 1),
                place,
                place - 1,
                place + 1,
            ))
        })
        .collect();
    let mut floor = 0;
    while let Some(Reverse((area, place, one, other))) = waiting.pop() {
        let is_current = is_kept.get(place) == Some(&true)
            && before.get(place) == Some(&one)
            && after.get(place) == Some(&other);
        if !is_current {
            continue;
        }
        if area >= least {
            break;
        }
        floor = floor.max(area);
        set(&mut is_kept, place, false);
        set(&mut after, one, other);
        set(&mut before, other, one);
        for next in [one, other] {
            if next == 0 || next == end || Some(next) == far {
                continue;
            }
            let (left, right) = (
                before.get(next).copied().unwrap_or(0),
                after.get(next).copied().unwrap_or(end),
            );
            // A corner never counts as smaller than one that went before it.
            let area = size(left, next, right).max(floor);
            waiting.push(Reverse((area, next, left, right)));
        }
    }
    arc.iter()
        .zip(is_kept)
        .filter(|(_, kept)| *kept)
        .map(|(point, _)| *point)
        .collect()
}

fn set<T>(list: &mut [T], place: usize, value: T) {
    if let Some(slot) = list.get_mut(place) {
        *slot = value;
    }
}

/// Twice the area of a triangle.
fn triangle(a: Point, b: Point, c: Point) -> i64 {
    let (ax, ay) = (i64::from(a.0), i64::from(a.1));
    let side = |p: Point| (i64::from(p.0) - ax, i64::from(p.1) - ay);
    let ((bx, by), (cx, cy)) = (side(b), side(c));
    (bx * cy - by * cx).abs()
}

fn distance(a: Point, b: Point) -> i64 {
    let (x, y) = (
        i64::from(a.0) - i64::from(b.0),
        i64::from(a.1) - i64::from(b.1),
    );
    x * x + y * y
}

/// Twice the area of a ring.
pub(super) fn size(ring: &[Point]) -> i64 {
    let sum: i64 = ring
        .iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1))
        .sum();
    sum.abs()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Two areas left and right of one wavy boundary.
    fn neighbours(waves: &[i32]) -> [Ring; 2] {
        let boundary: Vec<Point> = (0..)
            .zip(waves)
            .map(|(row, wave)| (1_000 + wave, row * 10))
            .collect();
        let bottom = boundary.last().unwrap().1;
        let mut left = boundary.clone();
        left.extend([(0, bottom), (0, 0)]);
        let mut right: Ring = boundary.into_iter().rev().collect();
        right.extend([(2_000, 0), (2_000, bottom)]);
        [left, right]
    }

    fn edges(ring: &[Point]) -> BTreeSet<(Point, Point)> {
        corners(ring)
            .map(|(_, at, after)| (at.min(after), at.max(after)))
            .collect()
    }

    proptest! {
        #[test]
        fn a_shared_boundary_stays_shared(waves in prop::collection::vec(-40..40_i32, 3..40), least in 0..4_000_i64) {
            let rings = neighbours(&waves);
            let made = simpler(&rings, least);
            let inner = |ring: &Ring| -> BTreeSet<_> {
                edges(ring)
                    .into_iter()
                    .filter(|(a, b)| a.0 > 0 && a.0 < 2_000 && b.0 > 0 && b.0 < 2_000)
                    .collect()
            };
            prop_assert_eq!(inner(&made[0]), inner(&made[1]));
            for (ring, before) in made.iter().zip(&rings) {
                prop_assert!(ring.len() >= 3 && ring.len() <= before.len());
                prop_assert!(ring.iter().all(|point| before.contains(point)));
            }
        }

        #[test]
        fn nothing_is_left_out_of_nothing(waves in prop::collection::vec(-40..40_i32, 3..40)) {
            let rings = neighbours(&waves);
            let made = simpler(&rings, 0);
            for (ring, before) in made.iter().zip(&rings) {
                prop_assert_eq!(edges(ring), edges(before));
            }
        }
    }

    #[test]
    fn small_corners_go_and_large_ones_stay() {
        let ring = vec![(0, 0), (50, 1), (100, 0), (100, 100), (50, 99), (0, 100)];
        let made = simpler(&[ring], 200);
        let corners: BTreeSet<Point> = made[0].iter().copied().collect();
        assert_eq!(corners, [(0, 0), (100, 0), (100, 100), (0, 100)].into());
    }

    #[test]
    fn an_area_that_would_vanish_stays_as_it_was() {
        let ring = vec![(0, 0), (2, 0), (2, 2), (0, 2)];
        assert_eq!(
            simpler(std::slice::from_ref(&ring), 1_000_000),
            std::slice::from_ref(&ring)
        );
        assert_eq!(size(&ring), 8);
    }
}
