//! Which counts of a release add up to which.
//!
//! Must not know: rules. A reader adds whatever adds up, so this looks for every such sum: where all counts are known it is
//! checked, where some are hidden by their source it is taken to hold if it can.

use std::collections::{BTreeMap, BTreeSet};

use crate::ENGLAND;
use crate::observation::{Observation, starts_on};

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
    /// Whether the parts are the categories of one kind.
    pub(super) is_of_categories: bool,
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
    /// Areas of one kind, as their codes tell.
    Kind(&'static str),
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
            Some(Sum {
                total,
                parts,
                is_of_categories: matches!(way, Way::Categories(_)),
            })
        })
        .collect()
}

/// Finds periods that are made up of others of one length, one after the other: three years pooled, a year of four quarters.
/// Only where the counts can add up: what is an average of the years, or a state at the end of each, does not.
pub(super) fn over_periods(
    places: &BTreeMap<Key<'_>, usize>,
    bounds: &dyn Fn(usize) -> (i64, i64),
) -> Vec<Sum> {
    let mut series: BTreeMap<Key<'_>, BTreeMap<(u16, u32), usize>> = BTreeMap::new();
    for (key, &at) in places {
        let (start, months) = key.period;
        // A day has no length in months.
        if let Some(first) = month(start).filter(|_| months > 0) {
            let of_all_time = Key {
                period: (0, 0),
                ..*key
            };
            series
                .entry(of_all_time)
                .or_default()
                .insert((months, first), at);
        }
    }
    let mut sums = Vec::new();
    for periods in series.values() {
        let lengths: BTreeSet<u16> = periods.keys().map(|(months, _)| *months).collect();
        for (&(months, first), &total) in periods {
            for &length in lengths
                .iter()
                .filter(|&&length| length < months && months.is_multiple_of(length))
            {
                let parts: Option<Vec<usize>> = (0..months / length)
                    .map(|nth| {
                        let start = first + u32::from(nth) * u32::from(length);
                        periods.get(&(length, start)).copied()
                    })
                    .collect();
                let Some(parts) = parts else { continue };
                let (least, most) = parts
                    .iter()
                    .map(|&part| bounds(part))
                    .fold((0_i64, 0_i64), |sum, (least, most)| {
                        (sum.0.saturating_add(least), sum.1.saturating_add(most))
                    });
                let whole = bounds(total);
                if least <= whole.1 && most >= whole.0 {
                    sums.push(Sum {
                        total,
                        parts,
                        is_of_categories: false,
                    });
                }
            }
        }
    }
    sums
}

/// The months since year 0 of a start that is written as 202204; none for a day.
fn month(start: u32) -> Option<u32> {
    let (year, month, _) = starts_on(start);
    (start < 1_000_000 && month > 0).then(|| year * 12 + month - 1)
}

/// The larger areas that an area lies in by its code, with the kind that it is one of. Regions, integrated care boards and
/// authorities make up England, boroughs with a code of their own kind make up London.
fn larger_areas(code: &str) -> &'static [(&'static str, &'static str)] {
    const LONDON: &str = "E12000007";
    const UPPER: (&str, &str) = ("upper tier", ENGLAND);
    const LOWER: (&str, &str) = ("lower tier", ENGLAND);
    match code.get(..3) {
        Some("E12") => &[("region", ENGLAND)],
        Some("E54") => &[("integrated care board", ENGLAND)],
        Some("E09") => &[("borough", LONDON), UPPER, LOWER],
        Some("E06" | "E08") => &[UPPER, LOWER],
        Some("E10") => &[UPPER],
        Some("E07") => &[LOWER],
        _ => &[],
    }
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
        for &(kind, area) in larger_areas(key.area) {
            let is_named = row
                .parent
                .as_ref()
                .is_some_and(|parent| *parent.code == *area);
            if !is_named {
                part_of(Key { area, ..key }, Way::Kind(kind));
            }
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
