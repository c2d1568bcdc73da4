//! An attacker on whole releases: tries every table that agrees with what is shown, within reach, and shares no code with
//! what it attacks but the rule's own numbers.

use proptest::prelude::*;

use super::super::attacker::{Puzzle, candidates, drawn};
use super::super::rules::Rule;
use super::tests::{indicators, row};
use super::*;
use crate::cell::Figure;

/// Sexes by groups by areas, with all margins.
const WAYS: [[&str; 3]; 3] = [
    ["Male", "Female", "Persons"],
    ["A", "B", ""],
    ["North", "South", "Both"],
];

/// The 27 counts of a cube of 8 with its margins, in the order of `places`.
fn cube(counts: [u32; 8]) -> Vec<i64> {
    places()
        .map(|place| {
            (0..8)
                .filter(|inner| (0..3).all(|way| place[way] == 2 || place[way] == inner >> way & 1))
                .map(|inner| i64::from(counts[inner]))
                .sum()
        })
        .collect()
}

fn places() -> impl Iterator<Item = [usize; 3]> {
    (0..27).map(|at| [at % 3, at / 3 % 3, at / 9])
}

/// What the third way of a cube is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Third {
    /// Two areas and both.
    Areas,
    /// Two years and both pooled.
    Years,
    /// Two years; both were pooled in an earlier release, all of which is shown.
    YearsAfterPooled,
}

/// What is shown of a cube: a number, or none where it is hidden.
fn released(policy: Policy, counts: &[i64], third: Third, secondary: bool) -> Vec<Option<i64>> {
    let mut hold = Hold::new(policy);
    #[expect(clippy::cast_precision_loss, reason = "counts of a test")]
    let rows: Vec<Row<'_>> = places()
        .zip(counts)
        .map(|(place, &count)| {
            let (sex, group) = (WAYS[0][place[0]], WAYS[1][place[1]]);
            if third == Third::Areas {
                let parent = if place[2] == 2 { "" } else { "Both" };
                return row(WAYS[2][place[2]], parent, sex, group, count as f64);
            }
            let (period, start, months) = [
                ("2019", 201_901, 12),
                ("2020", 202_001, 12),
                ("2019 - 20", 201_901, 24),
            ][place[2]];
            Row {
                period,
                period_start: start,
                period_months: months,
                ..row("A", "", sex, group, count as f64)
            }
        })
        .collect();
    let read = |row: &Row<'_>| row.value.and_then(whole);
    if !secondary {
        let indicator = &indicators()["visits"];
        return rows
            .iter()
            .map(|row| read(&screen(policy, row, indicator)))
            .collect();
    }
    let indicator = &indicators()["visits"];
    let mut pooled = Vec::new();
    for (row, place) in rows.iter().zip(places()) {
        if third == Third::YearsAfterPooled && place[2] == 2 {
            let before = screen(policy, row, indicator);
            pooled.push(read(&before));
            hold.shown_before(&before);
        } else {
            hold.take(row);
        }
    }
    let mut shown = Vec::new();
    hold.release(&indicators(), |row| {
        shown.push(read(row));
        Ok::<(), NotSafe>(())
    })
    .unwrap();
    shown.extend(pooled);
    shown
}

/// Hidden counts that can be worked out closer than the rule allows, by searching through all cubes that agree with what is shown.
fn found(rule: &Rule, shown: &[Option<i64>]) -> usize {
    let mut puzzle = Puzzle::default();
    #[expect(clippy::cast_precision_loss, reason = "counts of a test")]
    let figures = shown
        .iter()
        .map(|shown| shown.map_or(Figure::Suppressed, |count| Figure::Value(count as f64)));
    puzzle.ranges = figures
        .map(|figure| candidates(figure, rule, false))
        .collect();
    let at = |place: [usize; 3]| place[0] + 3 * place[1] + 9 * place[2];
    for way in 0..3 {
        for mut place in places().filter(|place| place[way] == 2) {
            let total = at(place);
            let parts = [0, 1].map(|part| {
                place[way] = part;
                at(place)
            });
            puzzle.sums.push((total, parts.to_vec()));
        }
    }
    (0..shown.len())
        .filter(|&at| shown[at].is_none() && puzzle.is_pinned(at, i64::from(rule.width())))
        .count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_hidden_in_a_cube_is_found(
        truth in proptest::array::uniform8(prop_oneof![1 => Just(0_u32), 3 => 1_u32..8, 6 => 8_u32..70]),
    ) {
        for policy in [Policy::NhsEngland, Policy::UkHealthSecurityAgency, Policy::MentalHealthServices] {
            for third in [Third::Areas, Third::Years] {
                let shown = released(policy, &cube(truth), third, true);
                prop_assert_eq!(found(policy.rule(), &shown), 0, "{:?} {:?} {:?} {:?}", policy, third, truth, shown);
            }
        }
    }
}

#[test]
fn the_attacker_succeeds_on_the_same_cubes_without_secondary_suppression() {
    let policy = Policy::UkHealthSecurityAgency;
    let mut fallen = 0;
    for seed in 1..=30 {
        let mut truth: [u32; 8] = drawn(seed, 8, 60).try_into().unwrap();
        truth[0] = truth[0] % 4 + 1;
        for third in [Third::Areas, Third::Years] {
            let shown = released(policy, &cube(truth), third, false);
            fallen += usize::from(found(policy.rule(), &shown) > 0);
            let safe = released(policy, &cube(truth), third, true);
            assert_eq!(found(policy.rule(), &safe), 0, "{truth:?} {safe:?}");
        }
    }
    assert!(fallen >= 50, "{fallen} of 60 cubes fall");
}

#[test]
fn pooled_years_of_an_earlier_release_give_nothing_away() {
    let policy = Policy::UkHealthSecurityAgency;
    for seed in 1..=30 {
        let mut truth: [u32; 8] = drawn(seed, 8, 60).try_into().unwrap();
        // No pooled count is small, so that all of them may have been shown.
        for count in &mut truth {
            *count += 8;
        }
        truth[0] = truth[0] % 4 + 1;
        let counts = cube(truth);
        let safe = released(policy, &counts, Third::YearsAfterPooled, true);
        assert_eq!(found(policy.rule(), &safe), 0, "{truth:?} {safe:?}");
    }
}
