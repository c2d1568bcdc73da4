//! An attacker who knows the rule and everything that is shown, and wants the hidden counts.
//!
//! Shares no code with what it attacks: it reads figures, works out ranges of its own, narrows them by all sums, and settles
//! what is left by searching for tables. Where secondary suppression is off the same attacker must succeed.

use proptest::prelude::*;

use crate::cell::Figure;

use super::release::{Choice, Release, publish};
use super::rules::{self, Rule};
use super::secondary::Plan;
use super::table::{Entry, Table};
use super::{Relation, publish_beside};

/// Above every count in these tests, and room for more.
const ABOVE: i64 = 100_000;

/// Numbers with sums between them: (total, parts).
#[derive(Clone, Default)]
pub(super) struct Puzzle {
    pub(super) ranges: Vec<(i64, i64)>,
    pub(super) sums: Vec<(usize, Vec<usize>)>,
}

impl Puzzle {
    /// Adds a release; gives the place of its first number.
    fn read(&mut self, release: &Release, rule: &Rule) -> usize {
        let start = self.ranges.len();
        let (rows, columns) = (release.rows().len(), release.columns().len());
        let at = |row: usize, column: usize| start + row * (columns + 1) + column;
        for row in 0..=rows {
            for column in 0..=columns {
                let is_total = row == rows || column == columns;
                self.ranges.push(candidates(
                    release.figure(row, column).unwrap(),
                    rule,
                    is_total,
                ));
            }
        }
        for row in 0..=rows {
            let parts = (0..columns).map(|column| at(row, column)).collect();
            self.sums.push((at(row, columns), parts));
        }
        for column in 0..=columns {
            let parts = (0..rows).map(|row| at(row, column)).collect();
            self.sums.push((at(rows, column), parts));
        }
        start
    }

    /// False where the numbers cannot be.
    fn narrow(&mut self) -> bool {
        loop {
            let before = self.ranges.clone();
            for (total, parts) in &self.sums {
                let least: i64 = parts.iter().map(|&part| self.ranges[part].0).sum();
                let most: i64 = parts.iter().map(|&part| self.ranges[part].1).sum();
                let whole = &mut self.ranges[*total];
                *whole = (whole.0.max(least), whole.1.min(most));
                let whole = *whole;
                for &part in parts {
                    let range = &mut self.ranges[part];
                    let others = (least - range.0, most - range.1);
                    // The sums are of before this line: looser, never wrong.
                    *range = (
                        range.0.max(whole.0 - others.1),
                        range.1.min(whole.1 - others.0),
                    );
                }
            }
            if self.ranges.iter().any(|(least, most)| least > most) {
                return false;
            }
            if self.ranges == before {
                return true;
            }
        }
    }

    /// True where there are numbers that fit; also where the search gives up, so that it never claims too much.
    fn can_be(mut self, budget: &mut u32) -> bool {
        if !self.narrow() {
            return false;
        }
        *budget = budget.saturating_sub(1);
        let open = (0..self.ranges.len())
            .filter(|&at| self.ranges[at].0 < self.ranges[at].1)
            .min_by_key(|&at| self.ranges[at].1 - self.ranges[at].0);
        let Some(open) = open else {
            return true;
        };
        if *budget == 0 {
            return true;
        }
        let (least, most) = self.ranges[open];
        let middle = least + (most - least) / 2;
        [(least, middle), (middle + 1, most)]
            .into_iter()
            .any(|half| {
                let mut half_way = self.clone();
                half_way.ranges[open] = half;
                half_way.can_be(budget)
            })
    }

    /// Least and most that a number can be, searched for tables up to a width that is of interest.
    pub(super) fn is_pinned(&self, at: usize, width: i64) -> bool {
        let mut puzzle = self.clone();
        assert!(puzzle.narrow(), "what is published is not even possible");
        let (mut least, most) = puzzle.ranges[at];
        let fits = |from: i64, to: i64| {
            let mut guess = puzzle.clone();
            guess.ranges[at] = (from, to);
            guess.can_be(&mut 2_000)
        };
        while least < most && !fits(least, least) {
            least += 1;
        }
        !fits(least + width, most.max(least + width)) || most - least < width
    }
}

/// The counts that can stand behind a figure, by trying them all.
pub(super) fn candidates(figure: Figure, rule: &Rule, is_total: bool) -> (i64, i64) {
    let sums_of_shown = is_total && rule.totals == rules::Totals::SumOfShown;
    match figure {
        _ if sums_of_shown => (0, ABOVE),
        Figure::Suppressed if rule.hides_full_groups || rule.hides(0) => (0, ABOVE),
        Figure::Suppressed => (1, ABOVE),
        Figure::NotApplicable if is_total => (0, ABOVE),
        Figure::Value(value) => {
            let fits = |count: &u32| {
                #[expect(clippy::cast_precision_loss, reason = "counts of a test")]
                let shown = rule.rounded(*count) as f64;
                !rule.hides(*count) && shown.to_bits() == value.to_bits()
            };
            let mut fitting = (0..5_000).filter(fits).map(i64::from);
            let first = fitting.next().unwrap();
            (first, fitting.next_back().unwrap_or(first))
        }
        _ => (0, 0),
    }
}

fn pinned(release: &Release, rule: &Rule) -> Vec<(usize, usize)> {
    let mut puzzle = Puzzle::default();
    puzzle.read(release, rule);
    let (rows, columns) = (release.rows().len(), release.columns().len());
    (0..=rows)
        .flat_map(|row| (0..=columns).map(move |column| (row, column)))
        .filter(|&(row, column)| {
            release.figure(row, column) == Some(Figure::Suppressed)
                && puzzle.is_pinned(row * (columns + 1) + column, i64::from(rule.width()))
        })
        .collect()
}

fn labels(kind: &str, many: usize) -> Vec<String> {
    (1..=many)
        .map(|number| format!("{kind} {number}"))
        .collect()
}

fn table(rows: usize, counts: &[u32]) -> Table {
    let columns = counts.len() / rows;
    let entries = counts.iter().copied().map(Entry::Count).collect();
    if columns == 1 {
        return Table::one_way(labels("Row", rows), entries).unwrap();
    }
    Table::two_way(labels("Row", rows), labels("Column", columns), entries).unwrap()
}

fn choice(rule: &Rule) -> Choice {
    Choice::new("Made up", *rule, "It is attacked.").unwrap()
}

/// What would be published without secondary suppression.
fn primary_only(table: &Table, rule: &Rule) -> Release {
    let contents = table.contents();
    let plan = Plan {
        rule,
        shape: table.shape(),
        contents: &contents,
    };
    Release::show(table, "Primary", &plan, &plan.primary())
}

/// Counts of people as tables over groups have them: noughts, few, and many.
fn counts() -> impl Strategy<Value = (usize, Vec<u32>)> {
    let count = prop_oneof![1 => Just(0_u32), 4 => 1_u32..8, 5 => 8_u32..60, 1 => 60_u32..900];
    (1_usize..5, 1_usize..5).prop_flat_map(move |(rows, columns)| {
        (
            Just(rows),
            proptest::collection::vec(count.clone(), rows * columns),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_hidden_count_is_pinned_under_any_rule((rows, counts) in counts()) {
        let table = table(rows, &counts);
        for rule in rules::ALL {
            let release = publish(&table, "Attacked", &choice(rule)).into_inner();
            prop_assert_eq!(pinned(&release, rule), vec![], "{} {:?}", rule.name, counts);
        }
    }

    #[test]
    fn the_least_hiding_is_never_dearer_than_the_greedy_one((rows, counts) in counts()) {
        let table = table(rows, &counts);
        let contents = table.contents();
        let rule = &rules::UK_HEALTH_SECURITY_AGENCY;
        let plan = Plan { rule, shape: table.shape(), contents: &contents };
        let cost = |hidden: &[bool]| -> i64 {
            let hidden = hidden.iter().zip(&contents).filter(|(hidden, _)| **hidden);
            hidden.map(|(_, content)| content.number() + 1).sum()
        };
        let primary = plan.primary();
        let (chosen, greedy) = (plan.protect(&primary), plan.by_covering(&primary));
        prop_assert!(plan.is_safe(&chosen) && plan.is_safe(&greedy));
        prop_assert!(cost(&chosen) <= cost(&greedy));
        prop_assert_eq!(chosen, plan.protect(&primary), "the same table is hidden in the same way");
    }

    #[test]
    fn nothing_is_pinned_by_a_filter_beside_the_whole(
        (rows, whole) in counts(),
        left_out in proptest::collection::vec(0_u32..9, 16),
    ) {
        let part: Vec<u32> = whole.iter().zip(&left_out).map(|(all, out)| all.saturating_sub(*out)).collect();
        for rule in [&rules::NHS_ENGLAND, &rules::UK_HEALTH_SECURITY_AGENCY] {
            let before = publish(&table(rows, &whole), "All", &choice(rule)).into_inner();
            let pair = [(Relation::PartOf, &before)];
            let Ok(filtered) = publish_beside(&table(rows, &part), "Some", &choice(rule), &pair) else {
                continue;
            };
            prop_assert!(!tells_together(&before, &filtered.into_inner(), rule));
        }
    }
}

/// Reads both releases together with the people between them.
fn tells_together(whole: &Release, part: &Release, rule: &Rule) -> bool {
    let mut puzzle = Puzzle::default();
    puzzle.read(whole, rule);
    let start = puzzle.read(part, rule);
    let gap = puzzle.ranges.len();
    for at in 0..start {
        puzzle.ranges.push((0, ABOVE));
        puzzle.sums.push((at, vec![start + at, gap + at]));
    }
    assert!(puzzle.narrow());
    let width = i64::from(rule.width());
    let most_hidden = rule.hidden.map_or(0, |(_, most)| i64::from(most));
    let columns = whole.columns().len() + 1;
    (0..start).any(|at| {
        let wide = |at: usize| puzzle.ranges[at].1 - puzzle.ranges[at].0 >= width;
        let hidden = |release: &Release| {
            release.figure(at / columns, at % columns) == Some(Figure::Suppressed)
        };
        let between = puzzle.ranges[gap + at];
        hidden(whole) && !wide(at)
            || hidden(part) && !wide(start + at)
            || between.0 >= 1 && between.0 <= most_hidden && !wide(gap + at)
    })
}

/// Numbers that look drawn and are the same in every run.
pub(super) fn drawn(seed: u64, many: usize, below: u32) -> Vec<u32> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    (0..many)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            u32::try_from((state >> 33) % u64::from(below)).unwrap()
        })
        .collect()
}

#[test]
fn the_attacker_succeeds_without_secondary_suppression_and_never_with_it() {
    let mut fallen = Vec::new();
    for rule in [
        &rules::UK_HEALTH_SECURITY_AGENCY,
        &rules::NHS_ENGLAND,
        &rules::MENTAL_HEALTH_SERVICES,
    ] {
        let mut without = 0;
        for seed in 1..=300 {
            let table = table(3, &drawn(seed, 12, 40));
            without += usize::from(!pinned(&primary_only(&table, rule), rule).is_empty());
            let release = publish(&table, "Attacked", &choice(rule)).into_inner();
            assert_eq!(pinned(&release, rule), [], "{} {seed}", rule.name);
        }
        fallen.push(without);
    }
    let enough = fallen[0] > 200 && fallen[1] > 100 && fallen[2] > 10;
    assert!(enough, "{fallen:?} of 300 tables fall");
}

#[test]
fn the_attacker_finds_small_groups_between_releases_that_are_not_checked() {
    let rule = &rules::UK_HEALTH_SECURITY_AGENCY;
    let (mut unchecked, mut published) = (0, 0);
    for seed in 1..=200 {
        let whole: Vec<u32> = drawn(seed, 9, 90).iter().map(|count| count + 10).collect();
        let out = drawn(seed + 1_000, 9, 6);
        let part: Vec<u32> = whole.iter().zip(&out).map(|(all, out)| all - out).collect();
        let before = publish(&table(3, &whole), "All", &choice(rule)).into_inner();
        let alone = publish(&table(3, &part), "Some", &choice(rule)).into_inner();
        unchecked += usize::from(tells_together(&before, &alone, rule));
        let pair = [(Relation::PartOf, &before)];
        if let Ok(beside) = publish_beside(&table(3, &part), "Some", &choice(rule), &pair) {
            published += 1;
            assert!(
                !tells_together(&before, &beside.into_inner(), rule),
                "{seed}"
            );
        }
    }
    assert!(unchecked > 190, "{unchecked} of 200 pairs fall");
    assert!(published > 100, "{published} of 200 are published");
}

#[test]
fn the_largest_table_ends_and_is_safe() {
    let rule = &rules::UK_HEALTH_SECURITY_AGENCY;
    let table = table(49, &drawn(7, 49 * 49, 60));
    let contents = table.contents();
    let plan = Plan {
        rule,
        shape: table.shape(),
        contents: &contents,
    };
    assert!(plan.is_safe(&plan.protect(&plan.primary())));
}
