//! Proves that hidden counts cannot be worked out, by integer programming over everything that is shown.
//!
//! Must not know: rows, rules. Numbers with ranges, sums between them, and how uncertain some of them must stay. A group of numbers that
//! sums entangle is looked at on its own. Every solution that is found bears witness for all numbers of its group at once,
//! and the true counts are the first, so that few programs need solving.
//!
//! Source: the shuttle algorithm's programs, Fischetti and Salazar, "Solving the cell suppression problem on tabular data with
//! linear constraints" (Management Science, 2001): least and most of a hidden number over all tables that agree with what is shown.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome, Variable};

use super::UNKNOWN;

/// Above so many entangled numbers, shown ones are taken for exactly known, as a reader never does: that hides more, never less.
const MOST_ENTANGLED: usize = 2_000;
/// How far above its true count a hidden one is tried: enough for any rule, and a bound for the search.
const ROOM: i64 = 1_000;

/// The protected numbers for which no two tables were found that differ by the width and agree with everything shown.
pub(super) fn not_proved(
    ranges: &[(i64, i64)],
    sums: &[(usize, Vec<usize>)],
    protected: &[usize],
    width: i64,
    truth: &[i64],
) -> Vec<usize> {
    let mut ranges = ranges.to_vec();
    let mut groups = entangled(&ranges, sums);
    if groups.values().any(|group| group.len() > MOST_ENTANGLED) {
        let is_protected = |at: usize| protected.binary_search(&at).is_ok();
        for (at, range) in ranges.iter_mut().enumerate() {
            // Shown: narrow and not protected. Its true count lies within its range.
            if !is_protected(at) && range.1 - range.0 < ROOM && truth[at] != UNKNOWN {
                *range = (truth[at], truth[at]);
            }
        }
        groups = entangled(&ranges, sums);
    }
    groups
        .into_values()
        .flat_map(|group| {
            let wanted: Vec<usize> = group
                .iter()
                .copied()
                .filter(|at| protected.binary_search(at).is_ok())
                .collect();
            not_proved_in(&ranges, sums, &group, wanted, width, truth)
        })
        .collect()
}

/// Numbers that are not fixed, in groups that share sums.
fn entangled(ranges: &[(i64, i64)], sums: &[(usize, Vec<usize>)]) -> BTreeMap<usize, Vec<usize>> {
    let mut leaders: Vec<usize> = (0..ranges.len()).collect();
    let open = |at: usize| ranges[at].0 < ranges[at].1;
    for (total, parts) in sums {
        let mut members = std::iter::once(total).chain(parts).filter(|&&at| open(at));
        let Some(&first) = members.next() else {
            continue;
        };
        for &member in members {
            let (a, b) = (leader(&mut leaders, first), leader(&mut leaders, member));
            leaders[b] = a;
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in (0..ranges.len()).filter(|&at| open(at)) {
        groups.entry(leader(&mut leaders, at)).or_default().push(at);
    }
    groups
}

/// Who leads the group of a number; paths are shortened on the way.
fn leader(leaders: &mut [usize], mut at: usize) -> usize {
    while leaders[at] != at {
        leaders[at] = leaders[leaders[at]];
        at = leaders[at];
    }
    at
}

fn not_proved_in(
    ranges: &[(i64, i64)],
    sums: &[(usize, Vec<usize>)],
    group: &[usize],
    wanted: Vec<usize>,
    width: i64,
    truth: &[i64],
) -> Vec<usize> {
    if wanted.is_empty() {
        return wanted;
    }
    let program = Program::new(ranges, sums, group, truth);
    // What has been seen of each number: the true counts first, where all are known.
    let mut seen: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
    if group.iter().all(|&at| truth[at] != UNKNOWN) {
        seen.extend(group.iter().map(|&at| (at, (truth[at], truth[at]))));
    }
    let mut open = Vec::new();
    for at in wanted {
        let is_wide = |seen: &BTreeMap<usize, (i64, i64)>| {
            seen.get(&at)
                .is_some_and(|range| range.1 - range.0 >= width)
        };
        for direction in [
            OptimizationDirection::Maximize,
            OptimizationDirection::Minimize,
        ] {
            if is_wide(&seen) {
                break;
            }
            let Some(table) = program.solve(at, direction) else {
                continue;
            };
            for (number, count) in table {
                let range = seen.entry(number).or_insert((count, count));
                *range = (range.0.min(count), range.1.max(count));
            }
        }
        if !is_wide(&seen) {
            open.push(at);
        }
    }
    open
}

/// Everything that is shown about a group of numbers, as a program.
struct Program<'a> {
    group: &'a [usize],
    bounds: Vec<(i32, i32)>,
    /// Places in the group with +1 for parts and -1 for the total, and what they add up to.
    equations: Vec<(Vec<(usize, f64)>, f64)>,
}

impl<'a> Program<'a> {
    fn new(
        ranges: &[(i64, i64)],
        sums: &[(usize, Vec<usize>)],
        group: &'a [usize],
        truth: &[i64],
    ) -> Self {
        let bounds = group
            .iter()
            .map(|&at| {
                let (least, most) = ranges[at];
                let most = most.min(least.max(truth[at]) + ROOM);
                (end(least), end(most))
            })
            .collect();
        let mut equations = Vec::new();
        for (total, parts) in sums {
            let signed = parts
                .iter()
                .map(|&part| (part, 1_i64))
                .chain([(*total, -1)]);
            let mut terms = Vec::new();
            let mut fixed = 0;
            for (at, sign) in signed {
                match group.binary_search(&at) {
                    Ok(place) => terms.push((place, if sign > 0 { 1.0 } else { -1.0 })),
                    Err(_) => fixed += sign * ranges[at].0,
                }
            }
            if !terms.is_empty() {
                equations.push((terms, f64::from(end(-fixed))));
            }
        }
        Self {
            group,
            bounds,
            equations,
        }
    }

    /// A table in which this number is as large or as small as it can be. None where the solver gives none, which proves nothing.
    fn solve(&self, at: usize, direction: OptimizationDirection) -> Option<Vec<(usize, i64)>> {
        let mut problem = Problem::new(direction);
        let variables: Vec<Variable> = self
            .group
            .iter()
            .zip(&self.bounds)
            .map(|(&number, &bounds)| {
                problem.add_integer_var(if number == at { 1.0 } else { 0.0 }, bounds)
            })
            .collect();
        for (terms, right) in &self.equations {
            let terms: Vec<(Variable, f64)> = terms
                .iter()
                .map(|&(place, sign)| (variables[place], sign))
                .collect();
            problem.add_constraint(&terms[..], ComparisonOp::Eq, *right);
        }
        let solution = match problem.solve().ok()? {
            SolveOutcome::Solution(solution) => solution,
            SolveOutcome::Interrupted(_) => return None,
        };
        Some(
            self.group
                .iter()
                .zip(&variables)
                .map(|(&number, &variable)| (number, nearest(solution.var_value(variable))))
                .collect(),
        )
    }
}

/// Counts of people end far below where 32 bits do; what is above is cut, which narrows the search and never widens it.
fn end(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(if count > 0 { i32::MAX } else { i32::MIN })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the solver's integers lie within 32 bits"
)]
fn nearest(value: f64) -> i64 {
    value.round() as i64
}
