//! Which counts of a release add up to which.
//!
//! Must not know: rules. A reader adds whatever adds up, so this looks for every such sum: where all counts are known it is
//! checked, where some are hidden by their source it is taken to hold if it can.

use std::collections::{BTreeMap, BTreeSet};

use crate::observation::Observation;

/// What makes a row the cell that it is. Sorted, so that results do not depend on the order of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'a> {
    indicator: &'a str,
    period: (u32, u16),
    area: &'a str,
    sex: &'a str,
    age: &'a str,
    category_type: &'a str,
    category: &'a str,
}

impl<'a> Key<'a> {
    pub(super) fn of(row: &'a Observation) -> Self {
        Self {
            indicator: &row.indicator,
            period: (row.period.start, row.period.months),
            area: &row.area.code,
            sex: &row.sex,
            age: &row.age,
            category_type: &row.category_type,
            category: &row.category,
        }
    }
}

/// A total and the numbers that make it up.
pub(super) struct Sum {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
}

impl Sum {
    /// True where it holds one of these, which are sorted.
    pub(super) fn holds_any(&self, sorted: &[usize]) -> bool {
        std::iter::once(&self.total)
            .chain(&self.parts)
            .any(|at| sorted.binary_search(at).is_ok())
    }
}

/// The way in which a total is divided.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way<'a> {
    Areas,
    Sexes,
    Ages,
    Categories(&'a str),
}

/// How files name everybody.
const ALL_SEXES: [&str; 5] = ["persons", "all", "both", "both sexes", "all persons"];
const ALL_AGES: [&str; 3] = ["all ages", "all", "total"];

fn says(words: &[&str], text: &str) -> bool {
    words
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text.trim()))
}

/// Finds the sums among rows.
///
/// `bounds` gives the least and the most that a number is known to be, and `rest` makes a number for the people of a total who are in none of its
/// parts: at least so many.
pub(super) fn find(
    rows: &[Observation],
    places: &BTreeMap<Key<'_>, usize>,
    bounds: &dyn Fn(usize) -> (i64, i64),
    rest: &mut dyn FnMut(i64) -> usize,
) -> Vec<Sum> {
    groups(rows, places)
        .into_iter()
        .filter_map(|((total, way), parts)| {
            let mut parts: Vec<usize> = parts.into_iter().collect();
            let (least, most) = parts
                .iter()
                .map(|&part| bounds(part))
                .fold((0_i64, 0_i64), |sum, (least, most)| {
                    (sum.0.saturating_add(least), sum.1.saturating_add(most))
                });
            let whole = bounds(total);
            if least > whole.1 {
                // The parts overlap: people with several answers, ages within ages.
                return None;
            }
            if most < whole.0 {
                // Ages that leave people out may leave anybody out; elsewhere they are the people of no part.
                if way == Way::Ages {
                    return None;
                }
                parts.push(rest(whole.0 - most));
            }
            Some(Sum { total, parts })
        })
        .collect()
}

type Groups<'a> = BTreeMap<(usize, Way<'a>), BTreeSet<usize>>;

/// The parts of each total in each way.
fn groups<'a>(rows: &'a [Observation], places: &BTreeMap<Key<'_>, usize>) -> Groups<'a> {
    let sexes: BTreeSet<&str> = rows.iter().map(|row| &*row.sex).collect();
    let ages: BTreeSet<&str> = rows.iter().map(|row| &*row.age).collect();
    let every_sex: Vec<&str> = sexes
        .into_iter()
        .filter(|sex| says(&ALL_SEXES, sex))
        .collect();
    let every_age: Vec<&str> = ages
        .into_iter()
        .filter(|age| says(&ALL_AGES, age))
        .collect();
    let mut groups = Groups::new();
    for row in rows {
        let key = Key::of(row);
        let Some(&at) = places.get(&key) else {
            continue;
        };
        let mut part_of = |whole: Key<'_>, way| {
            if let Some(&total) = places.get(&whole)
                && total != at
            {
                groups.entry((total, way)).or_default().insert(at);
            }
        };
        if !key.category.is_empty() {
            let everyone = Key {
                category_type: "",
                category: "",
                ..key
            };
            part_of(everyone, Way::Categories(key.category_type));
        }
        if let Some(parent) = &row.parent {
            let area = &*parent.code;
            part_of(Key { area, ..key }, Way::Areas);
        }
        if !says(&ALL_SEXES, key.sex) {
            for &sex in &every_sex {
                part_of(Key { sex, ..key }, Way::Sexes);
            }
        }
        if !says(&ALL_AGES, key.age) {
            for &age in &every_age {
                part_of(Key { age, ..key }, Way::Ages);
            }
        }
    }
    groups
}
