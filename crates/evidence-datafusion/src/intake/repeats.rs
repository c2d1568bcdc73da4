//! Rows for a cell that an earlier row was for already.
//!
//! Real files repeat themselves: the same row twice, once with fewer decimals, once empty. That is harmless. Two different figures for one
//! cell are not.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use evidence::observation::Row;
use xxhash_rust::xxh3::xxh3_64;

use crate::in_turn::InTurn;

/// Every cell that was seen, by its indicator: the rows of one mostly stand together, so that only its cells are looked through.
#[derive(Default)]
pub(super) struct Repeats {
    indicators: InTurn,
    /// The cells of each, in the order of their numbers.
    seen: Vec<Cells>,
    superseded: BTreeSet<u64>,
    /// What a cell is told by, in one piece; its memory is used again for each row.
    told_by: Vec<u8>,
}

/// The cells of one indicator, by 64 bits that stand for each.
struct Cells {
    held: HashMap<u64, Held, BuildHasherDefault<Hashed>>,
    withheld: HashSet<u64>,
}

/// What is held of a cell. There are millions, so that it is small; files have fewer rows than fit into its numbers.
#[derive(Clone, Copy)]
struct Held {
    row: u32,
    written: u32,
    /// Not a number where the row has none: those of rows are finite.
    value: f64,
    figures: u64,
}

impl Held {
    fn value(&self) -> Option<f64> {
        Some(self.value).filter(|value| value.is_finite())
    }
}

/// Takes what is a hash already for its hash.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// How a row stands to those before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Standing {
    /// No row for this cell before.
    First,
    /// The same figures again.
    Same,
    /// The same figure written with fewer or more places.
    Rounded,
    /// Empty, where an earlier row has a figure.
    EmptyAgain,
    /// A figure, where an earlier row was empty: this row counts.
    Fills,
    /// Another figure than this earlier row has.
    Contradicts(u64, f64),
    /// One more figure for a cell that is withheld already.
    Withheld,
}

impl Repeats {
    /// Looks a row up. `written` is the number that it would have in the data file.
    pub(super) fn look(&mut self, row: &Row<'_>, number: u64, written: u64) -> Standing {
        let new = Held {
            row: u32::try_from(number).unwrap_or(u32::MAX),
            written: u32::try_from(written).unwrap_or(u32::MAX),
            value: row.value.unwrap_or(f64::NAN),
            figures: figures(row),
        };
        let key = self.key(row);
        let at = self.at(row.indicator);
        let Some(cells) = self.seen.get_mut(at) else {
            return Standing::First;
        };
        let held = match cells.held.entry(key) {
            Entry::Vacant(free) => {
                free.insert(new);
                return Standing::First;
            }
            Entry::Occupied(held) => held.into_mut(),
        };
        if cells.withheld.contains(&key) {
            return Standing::Withheld;
        }
        if held.figures == new.figures {
            return Standing::Same;
        }
        match (held.value(), new.value()) {
            (Some(one), Some(other)) if nearly(one, other) => Standing::Rounded,
            (Some(earlier), Some(_)) => Standing::Contradicts(held.row.into(), earlier),
            (Some(_), None) => Standing::EmptyAgain,
            (None, None) => Standing::Same,
            (None, Some(_)) => {
                self.superseded.insert(held.written.into());
                *held = new;
                Standing::Fills
            }
        }
    }

    /// Withholds a cell that has two figures: the next row that is written takes the place of the first.
    pub(super) fn withhold(&mut self, row: &Row<'_>) {
        let key = self.key(row);
        let at = self.at(row.indicator);
        if let Some(cells) = self.seen.get_mut(at)
            && let Some(held) = cells.held.get(&key)
        {
            self.superseded.insert(held.written.into());
            cells.withheld.insert(key);
        }
    }

    /// Where the cells of an indicator are; a place is made for one that is met first.
    fn at(&mut self, indicator: &str) -> usize {
        let at = self.indicators.number(indicator);
        if at >= self.seen.len() {
            // Indicators of one file mostly have as many cells as one another.
            let many = self.seen.last().map_or(0, |cells| cells.held.len());
            self.seen.push(Cells {
                held: HashMap::with_capacity_and_hasher(many, BuildHasherDefault::default()),
                withheld: HashSet::new(),
            });
        }
        at
    }

    /// What stands for the cell of its indicator that a row is for.
    fn key(&mut self, row: &Row<'_>) -> u64 {
        let parts = [
            row.area_code,
            row.area_type,
            row.period,
            row.sex,
            row.age,
            row.category_type,
            row.category,
        ];
        self.told_by.clear();
        for part in parts {
            self.told_by.extend_from_slice(part.as_bytes());
            // No letter of a text in UTF-8 is this byte, so that no two rows run into one.
            self.told_by.push(0xff);
        }
        xxh3_64(&self.told_by)
    }

    /// Rows of the data file whose place a later row takes.
    pub(super) fn superseded(&self) -> &BTreeSet<u64> {
        &self.superseded
    }
}

/// Equal to four decimals.
fn nearly(one: f64, other: f64) -> bool {
    (one - other).abs() <= 5.1e-5
}

/// All figures of a row as one number.
fn figures(row: &Row<'_>) -> u64 {
    // Numbers of rows are finite, so that these bits are none.
    let bits = |number: Option<f64>| number.map_or(u64::MAX, f64::to_bits);
    let lower = |limits: Option<(f64, f64)>| limits.map(|limits| limits.0);
    let upper = |limits: Option<(f64, f64)>| limits.map(|limits| limits.1);
    let parts = [
        bits(row.value),
        bits(lower(row.limits_95)),
        bits(upper(row.limits_95)),
        bits(lower(row.limits_998)),
        bits(upper(row.limits_998)),
        bits(row.count),
        bits(row.denominator),
        row.state as u64,
    ];
    let mut bytes = [0; 8 * 8];
    for (to, from) in bytes.chunks_exact_mut(8).zip(parts) {
        to.copy_from_slice(&from.to_ne_bytes());
    }
    xxh3_64(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: Option<f64>) -> Row<'static> {
        Row {
            indicator: "1",
            area_code: "E09000012",
            period: "2020",
            value,
            ..Row::default()
        }
    }

    #[test]
    fn harmless_repeats_are_told_from_contradictions() {
        let mut repeats = Repeats::default();
        assert_eq!(repeats.look(&row(Some(0.996_726_1)), 2, 0), Standing::First);
        assert_eq!(repeats.look(&row(Some(0.996_726_1)), 3, 1), Standing::Same);
        assert_eq!(repeats.look(&row(Some(0.996_7)), 4, 1), Standing::Rounded);
        assert_eq!(repeats.look(&row(None), 5, 1), Standing::EmptyAgain);
        assert_eq!(
            repeats.look(&row(Some(0.9)), 6, 1),
            Standing::Contradicts(2, 0.996_726_1)
        );
        assert!(repeats.superseded().is_empty());
    }

    #[test]
    fn a_withheld_cell_stays_withheld() {
        let mut repeats = Repeats::default();
        repeats.look(&row(Some(1.0)), 2, 0);
        repeats.withhold(&row(Some(2.0)));
        assert_eq!(repeats.look(&row(Some(1.0)), 4, 2), Standing::Withheld);
        assert_eq!(
            repeats.superseded().iter().copied().collect::<Vec<_>>(),
            [0]
        );
    }

    #[test]
    fn a_figure_takes_the_place_of_an_empty_row() {
        let mut repeats = Repeats::default();
        assert_eq!(repeats.look(&row(None), 2, 7), Standing::First);
        assert_eq!(repeats.look(&row(Some(1.0)), 3, 8), Standing::Fills);
        assert_eq!(
            repeats.look(&row(Some(2.0)), 4, 9),
            Standing::Contradicts(3, 1.0)
        );
        assert_eq!(
            repeats.superseded().iter().copied().collect::<Vec<_>>(),
            [7]
        );
    }
}
