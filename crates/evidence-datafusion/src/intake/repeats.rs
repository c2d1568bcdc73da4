//! Rows for a cell that an earlier row was for already.
//!
//! Real files repeat themselves: the same row twice, once with fewer decimals, once empty. That is harmless. Two different figures for one
//! cell are not.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use evidence::observation::Row;
use siphasher::sip128::{Hasher128 as _, SipHasher13};

/// Every cell that was seen, by 128 bits that stand for it.
#[derive(Default)]
pub(super) struct Repeats {
    seen: HashMap<u128, Held>,
    superseded: BTreeSet<u64>,
}

#[derive(Clone, Copy)]
struct Held {
    row: u64,
    written: u64,
    value: Option<f64>,
    figures: u64,
    withheld: bool,
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
            row: number,
            written,
            value: row.value,
            figures: figures(row),
            withheld: false,
        };
        let held = match self.seen.entry(key(row)) {
            Entry::Vacant(free) => {
                free.insert(new);
                return Standing::First;
            }
            Entry::Occupied(held) => held.into_mut(),
        };
        if held.withheld {
            return Standing::Withheld;
        }
        if held.figures == new.figures {
            return Standing::Same;
        }
        match (held.value, new.value) {
            (Some(one), Some(other)) if nearly(one, other) => Standing::Rounded,
            (Some(earlier), Some(_)) => Standing::Contradicts(held.row, earlier),
            (Some(_), None) => Standing::EmptyAgain,
            (None, None) => Standing::Same,
            (None, Some(_)) => {
                self.superseded.insert(held.written);
                *held = new;
                Standing::Fills
            }
        }
    }

    /// Withholds a cell that has two figures: a row written as number `written` takes the place of the first.
    pub(super) fn withhold(&mut self, row: &Row<'_>, written: u64) {
        if let Some(held) = self.seen.get_mut(&key(row)) {
            self.superseded.insert(held.written);
            held.written = written;
            held.withheld = true;
        }
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

fn key(row: &Row<'_>) -> u128 {
    let parts = (
        row.indicator,
        row.area_code,
        row.area_type,
        row.period,
        row.sex,
        row.age,
        row.category_type,
        row.category,
    );
    let mut hasher = SipHasher13::new();
    parts.hash(&mut hasher);
    hasher.finish128().as_u128()
}

fn figures(row: &Row<'_>) -> u64 {
    let bits = |number: Option<f64>| number.map(f64::to_bits);
    let pair = |limits: Option<(f64, f64)>| {
        limits.map(|(lower, upper)| (lower.to_bits(), upper.to_bits()))
    };
    let mut hasher = DefaultHasher::new();
    (
        row.state,
        bits(row.value),
        pair(row.limits_95),
        pair(row.limits_998),
        bits(row.count),
        bits(row.denominator),
    )
        .hash(&mut hasher);
    hasher.finish()
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
        repeats.withhold(&row(Some(2.0)), 1);
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
