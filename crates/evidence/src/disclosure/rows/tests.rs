use std::collections::BTreeMap;

use super::super::rules;
use super::*;
use crate::catalogue::{Unit, ValueType};

pub(super) fn indicators() -> BTreeMap<String, Indicator> {
    let visits = Indicator {
        id: "visits".to_owned(),
        value_type: ValueType::Count,
        unit: Unit::default(),
        ..Indicator::default()
    };
    [("visits".to_owned(), visits)].into()
}

pub(super) fn row<'a>(
    area: &'a str,
    parent: &'a str,
    sex: &'a str,
    group: &'a str,
    count: f64,
) -> Row<'a> {
    Row {
        indicator: "visits",
        area_code: area,
        area_name: area,
        parent_code: parent,
        period: "2021",
        period_start: 202_101,
        period_months: 12,
        sex,
        age: "All ages",
        category_type: if group.is_empty() {
            ""
        } else {
            "Ethnic groups"
        },
        category: group,
        state: State::Value,
        value: Some(count),
        count: Some(count),
        ..Row::default()
    }
}

/// Releases rows and gives what is shown: none where it is hidden.
fn shown(policy: Policy, rows: &[Row<'_>]) -> Vec<Option<f64>> {
    let mut hold = Hold::new(policy);
    for row in rows {
        hold.take(row);
    }
    let mut shown = Vec::new();
    hold.release(&indicators(), |row| {
        shown.push(row.value);
        Ok::<(), NotSafe>(())
    })
    .unwrap();
    shown
}

#[test]
fn what_is_published_comes_out_as_it_went_in() {
    let rows = [
        row("A", "", "Persons", "", 3.0),
        row("A", "", "Male", "", 1.0),
    ];
    assert_eq!(
        shown(Policy::AlreadyPublished, &rows),
        [Some(3.0), Some(1.0)]
    );
}

#[test]
fn a_count_that_its_total_gives_away_takes_another_with_it() {
    let rows = [
        row("A", "", "Persons", "", 143.0),
        row("A", "", "Persons", "Asian", 60.0),
        row("A", "", "Persons", "Black", 3.0),
        row("A", "", "Persons", "White", 80.0),
    ];
    assert_eq!(
        shown(Policy::UkHealthSecurityAgency, &rows),
        [Some(143.0), None, None, Some(80.0)],
        "the smallest of the others goes, the total stays"
    );
}

#[test]
fn a_plain_count_that_is_given_once_is_its_own_count() {
    let rows = [
        row("A", "", "Persons", "", 143.0),
        row("A", "", "Persons", "Asian", 60.0),
        row("A", "", "Persons", "Black", 3.0),
        row("A", "", "Persons", "White", 80.0),
    ]
    .map(|row| Row { count: None, ..row });
    assert_eq!(
        shown(Policy::UkHealthSecurityAgency, &rows),
        [Some(143.0), None, None, Some(80.0)]
    );
}

#[test]
fn a_cell_that_stands_twice_is_hidden_twice() {
    let again = |row: Row<'static>| Row {
        area_type: "Another type",
        ..row
    };
    let rows = [
        row("A", "", "Persons", "", 143.0),
        row("A", "", "Persons", "Asian", 60.0),
        row("A", "", "Persons", "Black", 3.0),
        row("A", "", "Persons", "White", 80.0),
        again(row("A", "", "Persons", "Asian", 60.0)),
    ];
    assert_eq!(
        shown(Policy::UkHealthSecurityAgency, &rows),
        [Some(143.0), None, None, Some(80.0), None]
    );
}

#[test]
fn what_is_no_count_of_people_is_not_shown() {
    let rows = [
        row("A", "", "Persons", "", 143.0),
        row("A", "", "Persons", "Asian", 60.5),
    ];
    assert_eq!(
        shown(Policy::UkHealthSecurityAgency, &rows),
        [Some(143.0), None]
    );
}

#[test]
fn what_the_release_before_hid_stays_hidden() {
    let rows = [
        row("A", "", "Persons", "", 188.0),
        row("A", "", "Persons", "Asian", 60.0),
        row("A", "", "Persons", "Black", 48.0),
        row("A", "", "Persons", "White", 80.0),
    ];
    let mut hold = Hold::new(Policy::UkHealthSecurityAgency);
    for row in &rows {
        hold.take(row);
    }
    hold.shown_before(&hidden(&rows[2], State::Suppressed));
    let mut shown = Vec::new();
    hold.release(&indicators(), |row| {
        shown.push(row.value);
        Ok::<(), NotSafe>(())
    })
    .unwrap();
    assert_eq!(shown, [Some(188.0), None, None, Some(80.0)]);
}

#[test]
fn rounding_may_be_enough_and_then_no_more_is_hidden() {
    let groups = ["A", "B", "C", "D", "E"];
    let mut rows = vec![row("A", "", "Persons", "", 406.0)];
    rows.extend(groups.map(|group| row("A", "", "Persons", group, 80.0)));
    rows.push(row("A", "", "Persons", "F", 6.0));
    let shown = shown(Policy::NhsEngland, &rows);
    assert_eq!(
        shown.iter().filter(|value| value.is_none()).count(),
        1,
        "{shown:?}"
    );
}

#[test]
fn sexes_areas_and_groups_are_looked_at_together() {
    // The 2 women of group B in the north stand in three sums: with the men, with the other group, with the south.
    let mut rows = Vec::new();
    let counts = [
        ("North", [[30.0, 41.0], [28.0, 2.0]]),
        ("South", [[25.0, 26.0], [31.0, 44.0]]),
    ];
    for (area, by_sex) in counts {
        for (sex, by_group) in ["Male", "Female"].into_iter().zip(by_sex) {
            for (group, count) in ["A", "B"].into_iter().zip(by_group) {
                rows.push(row(area, "Both", sex, group, count));
            }
            rows.push(row(area, "Both", sex, "", by_group.iter().sum()));
        }
        for group in 0..2 {
            rows.push(row(
                area,
                "Both",
                "Persons",
                ["A", "B"][group],
                by_sex[0][group] + by_sex[1][group],
            ));
        }
        rows.push(row(
            area,
            "Both",
            "Persons",
            "",
            by_sex.iter().flatten().sum(),
        ));
    }
    for (sex, group) in [
        ("Male", "A"),
        ("Male", "B"),
        ("Female", "A"),
        ("Female", "B"),
        ("Persons", ""),
    ] {
        let all = rows
            .iter()
            .filter(|row| row.sex == sex && row.category == group)
            .filter_map(|row| row.count)
            .sum();
        rows.push(row("Both", "", sex, group, all));
    }
    let before = rows.len();
    let shown = shown(Policy::UkHealthSecurityAgency, &rows);
    let hidden = shown.iter().filter(|value| value.is_none()).count();
    // Two by two by two with margins: whatever is hidden of so few numbers takes most of the others with it.
    assert!(shown[rows.iter().position(|row| row.count == Some(2.0)).unwrap()].is_none());
    assert!((4..before).contains(&hidden), "{hidden} of {before}");
}

#[test]
fn people_of_no_listed_group_are_people_too() {
    // 100 in all and 98 in listed groups: the two others are in none.
    let rows = [
        row("A", "", "Persons", "", 100.0),
        row("A", "", "Persons", "Asian", 58.0),
        row("A", "", "Persons", "Black", 40.0),
    ];
    assert_eq!(
        shown(Policy::UkHealthSecurityAgency, &rows),
        [Some(100.0), Some(58.0), None]
    );
}

#[test]
fn answers_that_overlap_are_no_sum() {
    let rows = [
        row("A", "", "Persons", "", 100.0),
        row("A", "", "Persons", "Walked", 90.0),
        row("A", "", "Persons", "Cycled", 3.0),
        row("A", "", "Persons", "Rode", 60.0),
    ];
    assert_eq!(
        shown(Policy::UkHealthSecurityAgency, &rows),
        [Some(100.0), Some(90.0), None, Some(60.0)]
    );
}

#[test]
fn what_the_release_before_has_shown_counts() {
    let rows = [
        row("A", "", "Persons", "", 143.0),
        row("A", "", "Persons", "Asian", 60.0),
        row("A", "", "Persons", "Black", 3.0),
        row("A", "", "Persons", "White", 80.0),
    ];
    let policy = Policy::UkHealthSecurityAgency;
    let mut hold = Hold::new(policy);
    for row in &rows {
        hold.take(row);
    }
    // Last time another count was hidden beside the small one, so that hiding the same as alone would tell it.
    hold.shown_before(&rows[0]);
    hold.shown_before(&rows[1]);
    hold.shown_before(&hidden(&rows[2], State::Suppressed));
    hold.shown_before(&hidden(&rows[3], State::Suppressed));
    let mut shown = Vec::new();
    let protection = hold
        .release(&indicators(), |row| {
            shown.push(row.value);
            Ok::<(), NotSafe>(())
        })
        .unwrap();
    assert_eq!(shown, [Some(143.0), Some(60.0), None, None]);
    assert_eq!(
        (
            protection.figures,
            protection.hidden,
            protection.hidden_beside
        ),
        (4, 1, 1)
    );
    let words = protection.notes(policy);
    assert!(
        words[0]
            .words
            .starts_with("Disclosure control over the whole release: 2 of 4 figures are hidden.")
    );
    assert!(words[1].words.starts_with("1 of them"));
}

/// Releases rows beside earlier releases, the latest first, and gives what is shown.
fn shown_after(
    policy: Policy,
    earlier: &[Vec<Row<'_>>],
    rows: &[Row<'_>],
) -> Result<Vec<Option<f64>>, NotSafe> {
    let mut hold = Hold::new(policy);
    for row in rows {
        hold.take(row);
    }
    for release in earlier {
        hold.earlier_release();
        for row in release {
            hold.shown_before(row);
        }
    }
    let mut shown = Vec::new();
    hold.release(&indicators(), |row| {
        shown.push(row.value);
        Ok::<(), NotSafe>(())
    })?;
    Ok(shown)
}

#[test]
fn every_earlier_release_counts_and_not_the_last_alone() {
    let rows = [
        row("A", "", "Persons", "", 143.0),
        row("A", "", "Persons", "Asian", 60.0),
        row("A", "", "Persons", "Black", 3.0),
        row("A", "", "Persons", "White", 80.0),
    ];
    let policy = Policy::UkHealthSecurityAgency;
    // The first release hid White beside the small count. A second without groups showed the total alone.
    let first = vec![
        rows[0],
        rows[1],
        hidden(&rows[2], State::Suppressed),
        hidden(&rows[3], State::Suppressed),
    ];
    let second = vec![rows[0]];
    let after_second = shown_after(policy, std::slice::from_ref(&second), &rows).unwrap();
    assert_eq!(
        after_second,
        [Some(143.0), None, None, Some(80.0)],
        "beside the second alone, what the first hid is shown: with it, 3 is known"
    );
    let after_both = shown_after(policy, &[second, first], &rows).unwrap();
    assert_eq!(after_both, [Some(143.0), Some(60.0), None, None]);
}

fn of(period: &str, count: f64) -> Row<'_> {
    let read = crate::observation::Period::read(period).unwrap();
    Row {
        period,
        period_start: read.start,
        period_months: read.months,
        ..row("A", "", "Persons", "", count)
    }
}

#[test]
fn years_and_the_years_pooled_are_a_sum() {
    let policy = Policy::UkHealthSecurityAgency;
    let rows = [
        of("2019", 30.0),
        of("2020", 3.0),
        of("2021", 40.0),
        of("2019 - 21", 73.0),
    ];
    assert_eq!(shown(policy, &rows), [None, None, Some(40.0), Some(73.0)]);
    // An average of the years is no sum of them.
    let mut average = rows;
    average[3] = of("2019 - 21", 24.0);
    assert_eq!(
        shown(policy, &average),
        [Some(30.0), None, Some(40.0), Some(24.0)]
    );
    // The pooled years may be in another release than the years.
    let pooled = vec![rows[3]];
    assert_eq!(
        shown_after(policy, &[pooled], &rows[..3]).unwrap(),
        [None, None, Some(40.0)]
    );
    let quarters = [
        of("2021 Q1", 30.0),
        of("2021 Q2", 3.0),
        of("2021 Q3", 40.0),
        of("2021 Q4", 50.0),
        of("2021", 123.0),
    ];
    assert_eq!(
        shown(policy, &quarters),
        [None, None, Some(40.0), Some(50.0), Some(123.0)]
    );
}

#[test]
fn areas_are_parts_of_what_their_codes_say() {
    let rows = [
        row("E12000007", "", "Persons", "", 143.0),
        row("E09000001", "", "Persons", "", 3.0),
        row("E09000012", "", "Persons", "", 60.0),
        row("E09000025", "", "Persons", "", 80.0),
    ];
    assert_eq!(
        shown(Policy::UkHealthSecurityAgency, &rows),
        [Some(143.0), None, None, Some(80.0)]
    );
}

#[test]
fn everybody_of_a_group_in_one_category_is_hidden_with_a_nought() {
    let rows = [
        row("A", "", "Persons", "", 40.0),
        row("A", "", "Persons", "Yes", 40.0),
        row("A", "", "Persons", "No", 0.0),
        row("A", "", "Persons", "Perhaps", 0.0),
    ];
    let shown_of = |policy| shown(policy, &rows);
    assert_eq!(
        shown_of(Policy::UkHealthSecurityAgency),
        [Some(40.0), None, None, Some(0.0)]
    );
    assert_eq!(
        shown_of(Policy::NhsEngland),
        [Some(40.0), Some(40.0), Some(0.0), Some(0.0)],
        "a rule that does not ask for it"
    );
}

#[test]
fn a_release_that_cannot_be_made_safe_is_refused() {
    // Everything round the small count was shown before.
    let rows = [
        row("A", "", "Persons", "", 143.0),
        row("A", "", "Persons", "Asian", 140.0),
        row("A", "", "Persons", "Black", 3.0),
    ];
    let mut hold = Hold::new(Policy::UkHealthSecurityAgency);
    for row in &rows {
        hold.take(row);
    }
    hold.shown_before(&rows[0]);
    hold.shown_before(&rows[1]);
    let refused = hold
        .release(&indicators(), |_| Ok::<(), NotSafe>(()))
        .unwrap_err();
    assert_eq!(refused, NotSafe(1));
    assert!(refused.to_string().contains("Publish fewer breakdowns"));
}

#[test]
fn what_came_out_passes_the_gate_unchanged() {
    for policy in Policy::ALL {
        let rule = policy.rule();
        for count in 0..200 {
            let before = row("A", "", "Persons", "", f64::from(count));
            let indicator = &indicators()["visits"];
            let once = screen(policy, &before, indicator);
            let twice = screen(policy, &once, indicator);
            assert_eq!(
                (once.state, once.value),
                (twice.state, twice.value),
                "{} {count}",
                rule.name
            );
        }
    }
    assert_eq!(Policy::ALL.map(Policy::rule), rules::ALL);
    assert_eq!(Policy::named("open_safely"), Some(Policy::OpenSafely));
    for policy in Policy::ALL {
        let word = serde_json::to_value(policy).unwrap();
        assert_eq!(word, policy.rule().name);
    }
    let old: Policy = serde_json::from_str("\"counts_over_people\"").unwrap();
    assert_eq!(
        old,
        Policy::NhsEngland,
        "receipts of earlier versions are read"
    );
}

#[test]
fn a_release_of_all_boroughs_by_sex_and_group_is_made_safe() {
    let areas: Vec<String> = (1..=33).map(|at| format!("E09{at:06}")).collect();
    let groups = ["Asian", "Black", "Mixed", "Other", "White", ""];
    let drawn = super::super::attacker::drawn(7, 33 * 2 * 5, 90);
    let count =
        |area: usize, sex: usize, group: usize| f64::from(drawn[(area * 2 + sex) * 5 + group]);
    let mut rows = Vec::new();
    for area in 0..=33 {
        for (sex, name) in ["Male", "Female", "Persons"].into_iter().enumerate() {
            for (group, category) in groups.into_iter().enumerate() {
                let all =
                    |whole: bool, at: usize, last: usize| if whole { 0..last } else { at..at + 1 };
                let mut total = 0.0;
                for area in all(area == 33, area, 33) {
                    for sex in all(sex == 2, sex, 2) {
                        for group in all(group == 5, group, 5) {
                            total += count(area, sex, group);
                        }
                    }
                }
                let (code, parent) = match areas.get(area) {
                    Some(code) => (code.as_str(), "E12000007"),
                    None => ("E12000007", ""),
                };
                rows.push(row(code, parent, name, category, total));
            }
        }
    }
    for policy in [Policy::NhsEngland, Policy::UkHealthSecurityAgency] {
        let shown = shown(policy, &rows);
        let hidden = shown.iter().filter(|value| value.is_none()).count();
        assert!(
            hidden > 10 && hidden < 130,
            "{policy:?} hides {hidden} of {}",
            rows.len()
        );
    }
}
