//! A table with its totals as a network, in which what a reader cannot know can flow.
//!
//! Must not know: rules, labels, what is hidden and why. Rows and columns are nodes, counts and totals are arcs, and a table
//! whose totals add up is a circulation. What a reader knows of a number is a range of its arc. As all ranges are whole
//! numbers, the least and the most of an arc over all tables that a reader must think possible are found *exactly* by
//! pushing flow from the true table (Gusfield 1988; the tables are those of Cox 1995).

use std::collections::{BTreeSet, VecDeque};

/// No bound. Small enough that sums of a few do not overflow.
pub(super) const WITHOUT_END: i64 = i64::MAX / 8;

/// Rows by columns, with a last row and a last column of totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl Shape {
    /// How many positions there are, totals among them.
    pub(super) fn positions(self) -> usize {
        (self.rows + 1) * (self.columns + 1)
    }

    /// Where a count stands; `rows` and `columns` stand for the totals.
    pub(super) fn at(self, row: usize, column: usize) -> usize {
        row * (self.columns + 1) + column
    }

    /// Row and column of a position.
    pub(super) fn row_and_column(self, position: usize) -> (usize, usize) {
        (position / (self.columns + 1), position % (self.columns + 1))
    }

    /// Every total with its parts.
    pub(super) fn sums(self) -> Vec<(usize, Vec<usize>)> {
        let across = (0..=self.rows).map(|row| {
            let parts = (0..self.columns).map(|column| self.at(row, column));
            (self.at(row, self.columns), parts.collect())
        });
        let down = (0..=self.columns).map(|column| {
            let parts = (0..self.rows).map(|row| self.at(row, column));
            (self.at(self.rows, column), parts.collect())
        });
        across.chain(down).collect()
    }

    /// The nodes that the arc of a position leads from and to.
    fn ends(self, position: usize) -> (usize, usize) {
        let (row, column) = self.row_and_column(position);
        let (source, sink) = (self.rows + self.columns, self.rows + self.columns + 1);
        match (row == self.rows, column == self.columns) {
            (false, false) => (row, self.rows + column),
            (false, true) => (source, row),
            (true, false) => (self.rows + column, sink),
            (true, true) => (sink, source),
        }
    }

    fn nodes(self) -> usize {
        self.rows + self.columns + 2
    }
}

/// The true table and what a reader knows of each number.
#[derive(Clone)]
pub(super) struct Network {
    shape: Shape,
    flow: Vec<i64>,
    pub(super) ranges: Vec<(i64, i64)>,
    arcs: Vec<Vec<usize>>,
}

impl Network {
    /// The true numbers must add up and lie in their ranges.
    pub(super) fn new(shape: Shape, flow: Vec<i64>, ranges: Vec<(i64, i64)>) -> Self {
        let mut arcs = vec![Vec::new(); shape.nodes()];
        for position in 0..shape.positions() {
            let (from, to) = shape.ends(position);
            arcs[from].push(position);
            arcs[to].push(position);
        }
        Self {
            shape,
            flow,
            ranges,
            arcs,
        }
    }

    /// How many counts wide the uncertainty about a position is, up to `enough`.
    pub(super) fn width(&self, position: usize, enough: i64) -> i64 {
        let (from, to) = self.shape.ends(position);
        let (least, most) = self.ranges[position];
        let now = self.flow[position];
        let up = self.push(position, to, from, enough.min(most - now));
        let down = self.push(position, from, to, (enough - up).min(now - least));
        up + down
    }

    /// Flow that can be pushed from node to node without the arc of a position, up to a limit.
    fn push(&self, without: usize, from: usize, to: usize, limit: i64) -> i64 {
        let mut flow = self.flow.clone();
        let mut pushed = 0;
        while pushed < limit {
            let Some(path) = self.way(&flow, without, from, to) else {
                break;
            };
            let through = path
                .iter()
                .map(|&(arc, forward)| self.room(&flow, arc, forward))
                .fold(limit - pushed, i64::min);
            for (arc, forward) in path {
                flow[arc] += if forward { through } else { -through };
            }
            pushed += through;
        }
        pushed
    }

    fn room(&self, flow: &[i64], arc: usize, forward: bool) -> i64 {
        if forward {
            self.ranges[arc].1 - flow[arc]
        } else {
            flow[arc] - self.ranges[arc].0
        }
    }

    /// The shortest way with room on every arc.
    fn way(
        &self,
        flow: &[i64],
        without: usize,
        from: usize,
        to: usize,
    ) -> Option<Vec<(usize, bool)>> {
        let mut came = vec![None; self.shape.nodes()];
        let mut waiting = VecDeque::from([from]);
        while let Some(node) = waiting.pop_front() {
            if node == to {
                return Some(Self::back(&came, from, to));
            }
            for &arc in &self.arcs[node] {
                let (tail, head) = self.shape.ends(arc);
                let forward = tail == node;
                let next = if forward { head } else { tail };
                let seen = next == from || came[next].is_some();
                if arc != without && !seen && self.room(flow, arc, forward) > 0 {
                    came[next] = Some((node, arc, forward));
                    waiting.push_back(next);
                }
            }
        }
        None
    }

    fn back(came: &[Option<(usize, usize, bool)>], from: usize, to: usize) -> Vec<(usize, bool)> {
        let mut path = Vec::new();
        let mut node = to;
        while node != from {
            let Some((before, arc, forward)) = came[node] else {
                break;
            };
            path.push((arc, forward));
            node = before;
        }
        path
    }

    /// The cheapest positions to hide so that the number at a position could be greater by `enough`.
    ///
    /// `hiding` says what hiding a position costs and which range is left then; None where it cannot be hidden. The answer
    /// is None where no hiding would do.
    pub(super) fn cheapest_cover(
        &self,
        position: usize,
        enough: i64,
        hiding: &dyn Fn(usize) -> Option<(u64, (i64, i64))>,
    ) -> Option<Vec<usize>> {
        let (to, from) = self.shape.ends(position);
        let mut best: Vec<Option<(u64, usize)>> = vec![None; self.shape.nodes()];
        let mut came = vec![None; self.shape.nodes()];
        let mut waiting = BTreeSet::from([((0, 0), from)]);
        best[from] = Some((0, 0));
        while let Some(((cost, steps), node)) = waiting.pop_first() {
            if node == to {
                let path = Self::back(&came, from, to);
                let visible = path
                    .into_iter()
                    .filter(|&(arc, forward)| self.room(&self.flow, arc, forward) < enough);
                return Some(visible.map(|(arc, _)| arc).collect());
            }
            for &arc in &self.arcs[node] {
                let (tail, head) = self.shape.ends(arc);
                let forward = tail == node;
                let next = if forward { head } else { tail };
                if arc == position {
                    continue;
                }
                let price = if self.room(&self.flow, arc, forward) >= enough {
                    0
                } else {
                    let Some((price, (least, most))) = hiding(arc) else {
                        continue;
                    };
                    let room = if forward {
                        most - self.flow[arc]
                    } else {
                        self.flow[arc] - least
                    };
                    if room < enough {
                        continue;
                    }
                    price
                };
                let total = (cost + price, steps + 1);
                if best[next].is_none_or(|before| total < before) {
                    if let Some(before) = best[next] {
                        waiting.remove(&(before, next));
                    }
                    best[next] = Some(total);
                    came[next] = Some((node, arc, forward));
                    waiting.insert((total, next));
                }
            }
        }
        None
    }
}
