//! Which counts of a table are hidden: those that the rule names, and others from which those could be worked out.
//!
//! Must not know: labels, releases. A reader is taken to know the rule, all that is shown, that totals are sums, and that no
//! count is below nought; not which hidden counts were hidden for their own sake. Every hidden count, for whatever reason,
//! must then remain uncertain by the width of the rule. That is checked exactly ([`Network`]), never guessed.
//!
//! For small tables the set with the least people in it is found by trying sets in the order of their cost. For others each
//! exposed count is covered by the cheapest way through the network, and what turns out to be hidden needlessly is shown again.

use super::network::{Network, Shape, WITHOUT_END};
use super::rules::{Rule, Totals};
use super::table::Content;

/// Positions that could be hidden, up to which every set is tried.
const MOST_TRIED: usize = 10;

/// Arcs walked at most in showing again what is hidden needlessly.
const MOST_WORK: usize = 20_000_000;

/// A table with its rule, before anything is hidden beyond what the rule names.
pub(super) struct Plan<'a> {
    pub(super) rule: &'a Rule,
    pub(super) shape: Shape,
    pub(super) contents: &'a [Content],
}

impl Plan<'_> {
    /// True for totals that say nothing beyond the parts that are shown.
    pub(super) fn is_made_of_shown(&self, position: usize) -> bool {
        let (row, column) = self.shape.row_and_column(position);
        let is_total = row == self.shape.rows || column == self.shape.columns;
        is_total && self.rule.totals == Totals::SumOfShown
    }

    /// What the rule hides for its own sake.
    pub(super) fn primary(&self) -> Vec<bool> {
        let mut hidden: Vec<bool> = (0..self.shape.positions())
            .map(|position| match self.contents[position] {
                Content::Counted { count, largest } if !self.is_made_of_shown(position) => {
                    let dominated = self.rule.dominance.is_some_and(|dominance| {
                        count > 0 && largest * 100 > count * i64::from(dominance.share)
                    });
                    dominated || u32::try_from(count).is_ok_and(|count| self.rule.hides(count))
                }
                _ => false,
            })
            .collect();
        if self.rule.hides_full_groups {
            for (_, parts) in self.shape.sums() {
                self.hide_full_group(&parts, &mut hidden);
            }
        }
        hidden
    }

    /// Everybody of a line in one category: hidden with a nought, so that a reader cannot tell which of them is everybody.
    fn hide_full_group(&self, parts: &[usize], hidden: &mut [bool]) {
        let of = |wanted: fn(i64) -> bool| {
            parts.iter().copied().filter(move |&part| {
                matches!(self.contents[part], Content::Counted { count, .. } if wanted(count))
            })
        };
        let mut full = of(|count| count > 0);
        if let (Some(only), None) = (full.next(), full.next())
            && let Some(nought) = of(|count| count == 0).next()
        {
            hidden[only] = true;
            hidden[nought] = true;
        }
    }

    /// What a reader knows of a position.
    pub(super) fn range(&self, position: usize, hidden: bool) -> (i64, i64) {
        match self.contents[position] {
            _ if self.is_made_of_shown(position) => (0, WITHOUT_END),
            Content::Counted { .. } if hidden => (self.rule.least_hidden(), WITHOUT_END),
            Content::Counted { count, .. } => {
                u32::try_from(count).map_or((count, count), |count| {
                    self.rule
                        .behind(i64::try_from(self.rule.rounded(count)).unwrap_or(WITHOUT_END))
                })
            }
            Content::Unknown | Content::NotGiven => (0, WITHOUT_END),
            Content::Empty(_) => (0, 0),
        }
    }

    /// How wide the uncertainty about a hidden position must be.
    fn need(&self, position: usize) -> i64 {
        let width = i64::from(self.rule.width());
        match (self.contents[position], self.rule.dominance) {
            (Content::Counted { count, largest }, Some(dominance))
                if largest * 100 > count * i64::from(dominance.share) =>
            {
                width.max(count * i64::from(dominance.uncertainty) / 100)
            }
            _ => width,
        }
    }

    /// True where hiding would tell a reader less.
    fn can_be_hidden(&self, position: usize) -> bool {
        matches!(self.contents[position], Content::Counted { count, .. }
            if count > 0 || self.rule.least_hidden() == 0)
            && !self.is_made_of_shown(position)
    }

    fn cost(&self, position: usize) -> u64 {
        // One more, so that a nought is not hidden for nothing.
        1 + self.contents[position].number().unsigned_abs()
    }

    fn network(&self, hidden: &[bool]) -> Network {
        let flow = self.contents.iter().map(|content| content.number());
        let mut flow: Vec<i64> = flow.collect();
        let mut ranges: Vec<_> = (0..self.shape.positions())
            .map(|position| self.range(position, hidden[position]))
            .collect();
        // Totals that are not given or that the source hides still add up.
        for (total, parts) in self.shape.sums() {
            if !matches!(self.contents[total], Content::Counted { .. }) {
                flow[total] = parts.iter().map(|&part| flow[part]).sum();
                if matches!(self.contents[total], Content::Empty(_)) {
                    ranges[total] = (0, 0);
                }
            }
        }
        Network::new(self.shape, flow, ranges)
    }

    fn exposed(&self, network: &Network, hidden: &[bool]) -> Option<usize> {
        (0..hidden.len()).find(|&position| {
            let need = self.need(position);
            hidden[position] && network.width(position, need) < need
        })
    }

    /// True where every hidden count stays uncertain enough.
    pub(super) fn is_safe(&self, hidden: &[bool]) -> bool {
        self.exposed(&self.network(hidden), hidden).is_none()
    }

    /// Hides more, until every hidden count stays uncertain enough.
    pub(super) fn protect(&self, first: &[bool]) -> Vec<bool> {
        if self.is_safe(first) {
            return first.to_vec();
        }
        let candidates: Vec<usize> = (0..first.len())
            .filter(|&position| !first[position] && self.can_be_hidden(position))
            .collect();
        if candidates.len() <= MOST_TRIED
            && let Some(least) = self.by_trying(first, &candidates)
        {
            return least;
        }
        self.by_covering(first)
    }

    fn by_trying(&self, first: &[bool], candidates: &[usize]) -> Option<Vec<bool>> {
        let chosen = |set: u32| {
            let in_set = move |&(place, _): &(usize, &usize)| set >> place & 1 == 1;
            candidates
                .iter()
                .enumerate()
                .filter(in_set)
                .map(|(_, &at)| at)
        };
        let mut sets: Vec<(u64, u32)> = (1..1_u32 << candidates.len())
            .map(|set| (chosen(set).map(|at| self.cost(at)).sum(), set))
            .collect();
        sets.sort_unstable();
        sets.into_iter().find_map(|(_, set)| {
            let mut hidden = first.to_vec();
            for position in chosen(set) {
                hidden[position] = true;
            }
            self.is_safe(&hidden).then_some(hidden)
        })
    }

    /// The cheapest cover of one exposed count after another.
    pub(super) fn by_covering(&self, first: &[bool]) -> Vec<bool> {
        let mut hidden = first.to_vec();
        let mut network = self.network(&hidden);
        while let Some(exposed) = self.exposed(&network, &hidden) {
            let hiding = |position: usize| {
                (!hidden[position] && self.can_be_hidden(position))
                    .then(|| (self.cost(position), self.range(position, true)))
            };
            let cover = network
                .cheapest_cover(exposed, self.need(exposed), &hiding)
                .filter(|cover| !cover.is_empty())
                // Everything that can be hidden is always enough.
                .unwrap_or_else(|| {
                    (0..hidden.len())
                        .filter(|&at| hiding(at).is_some())
                        .collect()
                });
            if cover.is_empty() {
                break;
            }
            for position in cover {
                hidden[position] = true;
                network.ranges[position] = self.range(position, true);
            }
        }
        self.show_again(first, &mut hidden);
        hidden
    }

    fn show_again(&self, first: &[bool], hidden: &mut [bool]) {
        let mut more: Vec<usize> = (0..hidden.len())
            .filter(|&position| hidden[position] && !first[position])
            .collect();
        more.sort_by_key(|&position| (std::cmp::Reverse(self.cost(position)), position));
        let all = hidden.iter().filter(|hidden| **hidden).count();
        let tries = MOST_WORK / (all * hidden.len()).max(1);
        for position in more.into_iter().take(tries) {
            hidden[position] = false;
            if !self.is_safe(hidden) {
                hidden[position] = true;
            }
        }
    }
}
