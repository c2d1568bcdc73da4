//! Disclosure control over a whole release of rows, before any of it is stored.
//!
//! Must not know: file formats, where rows come from. A release whose figures nobody has published yet is held here row by row; when
//! it is complete, small counts are hidden, then whatever would let them be worked out: from the sexes and all
//! persons, the categories and everyone, the ages and all ages, the areas and the area they make up, the years and the years pooled,
//! and from what every earlier release has shown of the same people. The rows that come out are the only ones that are ever written,
//! so that no later question, filter, download or fault can reach what was hidden.
//!
//! How it is made safe. Every count is a number with a range that a reader must think possible: shown counts by the rule and its rounding,
//! hidden ones from the least that the rule hides upwards. [`sums`] finds which counts add up to which. Ranges are narrowed
//! by all sums; what stays narrower than the rule's own range is protected by hiding the smallest count beside it; and what then
//! seems safe is proved by integer programming ([`proof`]), group of entangled counts by group. What cannot be proved is hidden.
//!
//! What is not promised: of areas that overlap without one being named as the parent of the other, only those are known whose
//! codes tell: boroughs of London, regions, authorities and integrated care boards of England. Nor does a row say who contributed
//! to its count, so that nothing is hidden because one contributor dominates it.

#[cfg(test)]
mod attacker;
mod proof;
mod sums;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::Indicator;
use crate::cell::Origin;
use crate::intake::Note;
use crate::observation::{Interner, Observation, Row, State};

use super::bounds::narrow;
use super::network::WITHOUT_END;
use super::screen::{count_of, hidden, screen};
use super::{Policy, Rule};
use sums::{Key, Sum};

/// So many hidden counts are tried whether they need be, for each is a proof of its own.
const MOST_TRIED: usize = 100;
/// Of so many exposed counts, neighbours are hidden before all are looked at again.
const AT_A_TIME: usize = 8;

/// Holds the rows of a release until the whole of it is safe.
pub struct Hold {
    policy: Policy,
    interner: Interner,
    rows: Vec<Observation>,
    /// The rows of each earlier release, as it showed them; the latest first.
    before: Vec<Vec<Observation>>,
}

/// What was done to a release. Counts of figures, never the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Protection {
    /// Rows that had a figure.
    pub figures: u64,
    /// Hidden for their own size, because they cannot be judged, or because they tell something about everybody in a group.
    pub hidden: u64,
    /// Hidden because others could be worked out from them.
    pub hidden_beside: u64,
}

impl Protection {
    /// The same as sentences for the people who look at a release.
    #[must_use]
    pub fn notes(&self, policy: Policy) -> Vec<Note> {
        let note = |words: String, rows: u64| Note {
            words,
            rows,
            first_row: None,
        };
        let mut notes = vec![note(
            format!(
                "Disclosure control over the whole release: {} of {} figures {} hidden. {}",
                self.hidden + self.hidden_beside,
                self.figures,
                if self.hidden + self.hidden_beside == 1 {
                    "is"
                } else {
                    "are"
                },
                policy.words()
            ),
            self.hidden + self.hidden_beside,
        )];
        if self.hidden_beside > 0 {
            notes.push(note(
                match self.hidden_beside {
                    1 => "1 of them is hidden only because small counts could be worked out from it."
                        .to_owned(),
                    many => format!(
                        "{many} of them are hidden only because small counts could be worked out from them."
                    ),
                },
                self.hidden_beside,
            ));
        }
        notes
    }
}

/// Why a release cannot be made safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0} hidden counts could be worked out from this release together with those before, whatever is hidden now. \
     Publish fewer breakdowns, or the same ones as before"
)]
pub struct NotSafe(pub u64);

/// One count of people, shown or hidden, in this release or an earlier one.
struct Number {
    range: (i64, i64),
    /// Must stay as uncertain as the rule asks for.
    protected: bool,
    /// The row of this release that can still be hidden for it.
    row: Option<usize>,
    /// The true count; of an earlier release the least that it can be, or [`UNKNOWN`].
    count: i64,
    /// Whether a row of this release has it, so that the true count is known to us.
    is_of_this_release: bool,
    /// Whether an earlier release has shown it, so that hiding it now would protect nobody.
    is_out: bool,
}

impl Number {
    /// Whether an earlier release may have had the same count for the cell, rather than one that was revised since.
    fn is_the_same(&self, earlier: &Self) -> bool {
        if earlier.protected {
            return true;
        }
        if self.is_of_this_release {
            return self.count >= earlier.range.0 && self.count <= earlier.range.1;
        }
        self.protected || self.range == earlier.range
    }

    /// What we know of it ourselves, which no reader does.
    fn known(&self) -> (i64, i64) {
        if self.count == UNKNOWN {
            (0, WITHOUT_END)
        } else {
            (self.count, self.count)
        }
    }
}

impl Hold {
    /// An empty hold under a policy.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self {
            policy,
            interner: Interner::default(),
            rows: Vec::new(),
            before: Vec::new(),
        }
    }

    /// Takes a row of the release.
    pub fn take(&mut self, row: &Row<'_>) {
        let row = self.interner.observe(row, Origin::Imported);
        self.rows.push(row);
    }

    /// Forgets rows by their number from 0, in whose place later ones came.
    pub fn leave_out(&mut self, rows: &BTreeSet<u64>) {
        let mut number = 0;
        self.rows.retain(|_| {
            number += 1;
            !rows.contains(&(number - 1))
        });
    }

    /// Begins another earlier release, older than those before it.
    pub fn earlier_release(&mut self) {
        self.before.push(Vec::new());
    }

    /// Takes a row as the earlier release that was begun last has shown it.
    pub fn shown_before(&mut self, row: &Row<'_>) {
        let row = self.interner.observe(row, Origin::Imported);
        match self.before.last_mut() {
            Some(release) => release.push(row),
            None => self.before.push(vec![row]),
        }
    }

    /// Makes the release safe and hands out its rows, in the order in which they came. No row comes out where it cannot be made safe.
    pub fn release<E: From<NotSafe>>(
        mut self,
        indicators: &BTreeMap<String, Indicator>,
        mut out: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<Protection, E> {
        let rule = self.policy.rule();
        let unknown = Indicator::default();
        for seen in self.rows.iter_mut().chain(self.before.iter_mut().flatten()) {
            let indicator = indicators.get(&*seen.indicator).unwrap_or(&unknown);
            seen.count = count_of(seen.count, seen.value, indicator);
        }
        let screened: Vec<Row<'_>> = self
            .rows
            .iter()
            .map(|seen| {
                let indicator = indicators.get(&*seen.indicator).unwrap_or(&unknown);
                screen(self.policy, &seen.row(), indicator)
            })
            .collect();
        let mut hides: Vec<bool> = screened
            .iter()
            .zip(&self.rows)
            .map(|(after, before)| before.state == State::Value && after.state == State::Suppressed)
            .collect();
        let mut protection = Protection {
            figures: tally(self.rows.iter().filter(|row| row.state == State::Value)),
            hidden: tally(hides.iter().filter(|hidden| **hidden)),
            ..Protection::default()
        };
        if rule.hidden.is_some() {
            protection.hidden = self.hide_beside(rule, &mut hides)?;
            let all = tally(hides.iter().filter(|hidden| **hidden));
            protection.hidden_beside = all.saturating_sub(protection.hidden);
        }
        for (after, hide) in screened.iter().zip(&hides) {
            if *hide {
                out(&hidden(after, State::Suppressed))?;
            } else {
                out(after)?;
            }
        }
        Ok(protection)
    }

    /// Hides more until nothing hidden can be worked out. Gives how many rows were hidden for what they tell by themselves.
    fn hide_beside(&self, rule: &Rule, hides: &mut [bool]) -> Result<u64, NotSafe> {
        let mut places: BTreeMap<Key<'_>, usize> = BTreeMap::new();
        let mut numbers: Vec<Number> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let Some(number) = number(rule, row, at, hides[at]) else {
                continue;
            };
            // Of two rows for the same cell the first counts, as everywhere.
            places.entry(Key::of(row)).or_insert_with(|| {
                numbers.push(number);
                numbers.len() - 1
            });
        }
        let known: Vec<(i64, i64)> = numbers.iter().map(Number::known).collect();
        let mut sums = sums::find(&self.rows, &places, &|at| known[at], &mut |count| {
            people_of_no_part(&mut numbers, is_hidden(rule, count), count)
        });
        if rule.hides_full_groups {
            hide_full_groups(rule, &mut numbers, &sums, hides);
        }
        let primary = tally(hides.iter().filter(|hidden| **hidden));
        for release in &self.before {
            add_release(rule, release, &mut places, &mut numbers, &mut sums, hides);
        }
        // Years of one release and the same years pooled in another are sums too.
        let bounds: Vec<(i64, i64)> = numbers
            .iter()
            .map(|number| {
                if number.is_of_this_release && number.count != UNKNOWN {
                    number.known()
                } else {
                    number.range
                }
            })
            .collect();
        sums.extend(sums::over_periods(&places, &|at| bounds[at]));

        let mut beside_them: Vec<Beside> = Vec::new();
        loop {
            let (exposed, ranges) = exposed(rule, &numbers, &sums);
            if exposed.is_empty() {
                break;
            }
            let mut helped = false;
            // A few at a time: what is hidden for one protects others.
            for &at in exposed.iter().take(AT_A_TIME) {
                if let Some(chosen) = beside(&numbers, &sums, &ranges, rule, at) {
                    let number = &mut numbers[chosen];
                    if let Some(row) = number.row.take() {
                        hides[row] = true;
                        let shown = number.range;
                        beside_them.push(Beside { chosen, shown, row });
                    }
                    number.range = (rule.least_hidden(), WITHOUT_END);
                    number.protected = true;
                    helped = true;
                }
            }
            if !helped {
                return Err(NotSafe(tally(exposed.iter())));
            }
        }
        show_again(rule, &mut numbers, &sums, beside_them, hides);
        self.hide_again(hides);
        Ok(primary)
    }

    /// Hides every other row of a hidden cell: the same county stands in files under several types of area.
    fn hide_again(&self, hides: &mut [bool]) {
        let hidden: BTreeSet<Key<'_>> = self
            .rows
            .iter()
            .zip(&*hides)
            .filter(|(_, hide)| **hide)
            .map(|(row, _)| Key::of(row))
            .collect();
        for (row, hide) in self.rows.iter().zip(hides) {
            *hide |= row.state == State::Value && hidden.contains(&Key::of(row));
        }
    }
}

/// Adds what an earlier release has shown: the same cell is the same count unless its number was revised. What it hid stays
/// hidden. `places` has the cells of this release and of those after the earlier one, and gets those that only it has.
fn add_release<'a>(
    rule: &Rule,
    release: &'a [Observation],
    places: &mut BTreeMap<Key<'a>, usize>,
    numbers: &mut Vec<Number>,
    sums: &mut Vec<Sum>,
    hides: &mut [bool],
) {
    let mut of_release: BTreeMap<Key<'a>, usize> = BTreeMap::new();
    for row in release {
        let key = Key::of(row);
        if of_release.contains_key(&key) {
            continue;
        }
        let Some(held) = number_before(rule, row) else {
            continue;
        };
        if let Some(&at) = places.get(&key)
            && numbers[at].is_the_same(&held)
        {
            let now = &mut numbers[at];
            if now.is_out && held.protected {
                // A release in between has shown what this one hid.
            } else if held.protected {
                if let Some(row) = now.row.take() {
                    hides[row] = true;
                }
                now.range = held.range;
                now.protected = true;
            } else {
                now.is_out = true;
                now.range = (now.range.0.max(held.range.0), now.range.1.min(held.range.1));
                now.protected = false;
                now.row = None;
            }
            of_release.insert(key, at);
            continue;
        }
        numbers.push(held);
        let at = numbers.len() - 1;
        of_release.insert(key, at);
        places.entry(key).or_insert(at);
    }
    let shown: Vec<(i64, i64)> = numbers.iter().map(|number| number.range).collect();
    sums.extend(sums::find(
        release,
        &of_release,
        &|at| shown[at],
        &mut |count| people_of_no_part(numbers, false, count),
    ));
}

/// Hides a group that falls wholly into one category, for it tells that about everybody in it; with a nought beside it, so
/// that a reader cannot tell which of the two is everybody.
fn hide_full_groups(rule: &Rule, numbers: &mut [Number], sums: &[Sum], hides: &mut [bool]) {
    for sum in sums.iter().filter(|sum| sum.is_of_categories) {
        let with = |wanted: fn(i64) -> bool| {
            let mut parts = sum.parts.iter().copied();
            let first = parts.find(|&part| wanted(numbers[part].count));
            let second = parts.find(|&part| wanted(numbers[part].count));
            (first, second)
        };
        // What its source hides may be anybody.
        let (full, nought) = (
            with(|count| count > 0 || count == UNKNOWN),
            with(|count| count == 0),
        );
        let ((Some(full), None), (Some(nought), _)) = (full, nought) else {
            continue;
        };
        for at in [full, nought] {
            let number = &mut numbers[at];
            if let Some(row) = number.row.take() {
                hides[row] = true;
            }
            number.range = (rule.least_hidden(), WITHOUT_END);
            number.protected = true;
        }
    }
}

/// A number that was hidden for others, and how it was shown before.
struct Beside {
    chosen: usize,
    shown: (i64, i64),
    row: usize,
}

/// Shows again what turned out not to be needed, the largest first: what was hidden early may be covered by what was hidden late.
fn show_again(
    rule: &Rule,
    numbers: &mut [Number],
    sums: &[Sum],
    mut beside_them: Vec<Beside>,
    hides: &mut [bool],
) {
    beside_them.sort_by_key(|beside| (std::cmp::Reverse(numbers[beside.chosen].count), beside.row));
    for beside in beside_them.into_iter().take(MOST_TRIED) {
        let number = &mut numbers[beside.chosen];
        let hidden = std::mem::replace(&mut number.range, beside.shown);
        number.protected = false;
        if exposed(rule, numbers, sums).0.is_empty() {
            hides[beside.row] = false;
        } else {
            numbers[beside.chosen].range = hidden;
            numbers[beside.chosen].protected = true;
        }
    }
}

/// A number that no row shows: people in a total who are in none of its parts.
fn people_of_no_part(numbers: &mut Vec<Number>, protected: bool, count: i64) -> usize {
    numbers.push(Number {
        range: (0, WITHOUT_END),
        protected,
        row: None,
        count,
        is_of_this_release: false,
        is_out: false,
    });
    numbers.len() - 1
}

fn is_hidden(rule: &Rule, count: i64) -> bool {
    u32::try_from(count).is_ok_and(|count| count > 0 && rule.hides(count))
}

/// The count of a row of this release; none where it holds no count of people.
fn number(rule: &Rule, row: &Observation, at: usize, hide: bool) -> Option<Number> {
    match row.state {
        State::Suppressed => Some(Number {
            range: (0, WITHOUT_END),
            protected: false,
            row: None,
            count: UNKNOWN,
            is_of_this_release: true,
            is_out: false,
        }),
        State::Value => {
            let count = whole(row.count?)?;
            let range = if hide {
                (rule.least_hidden(), WITHOUT_END)
            } else {
                rule.behind(i64::try_from(rule.rounded(u32::try_from(count).ok()?)).ok()?)
            };
            Some(Number {
                range,
                protected: hide,
                row: (!hide).then_some(at),
                count,
                is_of_this_release: true,
                is_out: false,
            })
        }
        _ => None,
    }
}

/// The count of a row as an earlier release has shown it.
fn number_before(rule: &Rule, row: &Observation) -> Option<Number> {
    match row.state {
        State::Suppressed => Some(Number {
            range: (rule.least_hidden(), WITHOUT_END),
            protected: true,
            row: None,
            count: UNKNOWN,
            is_of_this_release: false,
            is_out: false,
        }),
        State::Value => {
            let range = rule.behind(whole(row.count?)?);
            Some(Number {
                range,
                protected: false,
                row: None,
                count: range.0,
                is_of_this_release: false,
                is_out: true,
            })
        }
        _ => None,
    }
}

/// Stands for a count that its source hides.
const UNKNOWN: i64 = -1;

/// A count of people; none where it is not a whole number (a fraction counts no people).
#[expect(
    clippy::cast_possible_truncation,
    reason = "the number is whole and within the range that is checked"
)]
fn whole(count: f64) -> Option<i64> {
    let is_whole = count.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&count);
    is_whole.then_some(count as i64)
}

/// The protected numbers that are more certain than the rule allows, with what a reader knows of every number.
fn exposed(rule: &Rule, numbers: &[Number], sums: &[Sum]) -> (Vec<usize>, Vec<(i64, i64)>) {
    let width = i64::from(rule.width());
    let mut ranges: Vec<(i64, i64)> = numbers.iter().map(|number| number.range).collect();
    let parts: Vec<(usize, Vec<usize>)> = sums
        .iter()
        .map(|sum| (sum.total, sum.parts.clone()))
        .collect();
    narrow(&mut ranges, &parts);
    let is_narrow = |at: &usize| ranges[*at].1 - ranges[*at].0 < width;
    let found: Vec<usize> = (0..numbers.len())
        .filter(|at| numbers[*at].protected)
        .filter(is_narrow)
        .collect();
    if !found.is_empty() {
        return (found, ranges);
    }
    let protected: Vec<usize> = (0..numbers.len())
        .filter(|&at| numbers[at].protected)
        .collect();
    let truth: Vec<i64> = numbers.iter().map(|number| number.count).collect();
    let found = proof::not_proved(&ranges, &parts, &protected, width, &truth);
    (found, ranges)
}

/// What to hide so that a number becomes less certain: the smallest shown count, above nought, in a sum that pins it; a total
/// only where no part is left, for totals are what most people come for.
fn beside(
    numbers: &[Number],
    sums: &[Sum],
    ranges: &[(i64, i64)],
    rule: &Rule,
    at: usize,
) -> Option<usize> {
    let can =
        |&other: &usize| other != at && numbers[other].row.is_some() && numbers[other].count > 0;
    // What is hidden must be protected itself: best is what stands in sums where something is hidden already.
    let is_hidden = |other: usize| numbers[other].range.1 == WITHOUT_END;
    let alone = |candidate: usize| {
        let mine = sums
            .iter()
            .filter(|sum| sum.total == candidate || sum.parts.contains(&candidate));
        mine.filter(|sum| {
            !std::iter::once(&sum.total)
                .chain(&sum.parts)
                .any(|&other| other != candidate && is_hidden(other))
        })
        .count()
    };
    let smallest = |candidates: &mut dyn Iterator<Item = usize>| {
        candidates.min_by_key(|&other| (alone(other), numbers[other].count, other))
    };
    // A sum pins a number where it alone, with what the rule tells, leaves less room than the rule asks for.
    let pins = |sum: &&Sum| {
        let (least, most) = sum
            .parts
            .iter()
            .filter(|&&part| part != at)
            .map(|&part| ranges[part])
            .fold((0_i64, 0_i64), |(least, most), range| {
                (least.saturating_add(range.0), most.saturating_add(range.1))
            });
        let told = if sum.total == at {
            (least, most)
        } else if sum.parts.contains(&at) {
            let whole = ranges[sum.total];
            (whole.0.saturating_sub(most), whole.1.saturating_sub(least))
        } else {
            return false;
        };
        let own = numbers[at].range;
        told.1.min(own.1) - told.0.max(own.0) < i64::from(rule.width())
    };
    for sum in sums.iter().filter(pins) {
        let part = smallest(&mut sum.parts.iter().copied().filter(can));
        let total = Some(sum.total).filter(can);
        if let Some(chosen) = part.or(total) {
            return Some(chosen);
        }
    }
    // One step away first; then further, for a number may be pinned by sums that it is not itself a part of.
    let mut reached = vec![at];
    let mut seen = vec![false; sums.len()];
    loop {
        let near: Vec<usize> = (0..sums.len())
            .filter(|&sum| !seen[sum] && sums[sum].holds_any(&reached))
            .collect();
        if near.is_empty() {
            return None;
        }
        let mut parts = near
            .iter()
            .flat_map(|&sum| sums[sum].parts.iter().copied())
            .filter(can);
        if let Some(part) = smallest(&mut parts) {
            return Some(part);
        }
        let mut totals = near.iter().map(|&sum| sums[sum].total).filter(can);
        if let Some(total) = smallest(&mut totals) {
            return Some(total);
        }
        for sum in near {
            seen[sum] = true;
            reached.push(sums[sum].total);
            reached.extend(&sums[sum].parts);
        }
        reached.sort_unstable();
        reached.dedup();
    }
}

fn tally<T>(items: impl Iterator<Item = T>) -> u64 {
    u64::try_from(items.count()).unwrap_or(u64::MAX)
}
