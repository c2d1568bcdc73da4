//! Figures that were rounded before they were published: what can still be said of them.

use std::collections::{BTreeMap, HashMap};

use measures::{Count, Multiplier, Population, numeric, rate};

use super::files::{Row, zipped};

/// A percentage of counts, each of which may be more or less than it is by what rounding hides.
fn percentage(count: f64, all: f64) -> f64 {
    let all = all.max(1.0);
    let (count, all) = (
        Count::new(count.clamp(0.0, all)).unwrap(),
        Population::new(all).unwrap(),
    );
    let share = rate::proportion(count, all, Multiplier::PERCENT, &[]);
    share.unwrap().value()
}

/// A number, where it is not hidden by a mark.
fn shown(text: &str) -> Option<f64> {
    text.parse().ok()
}

#[test]
fn percentages_of_talking_therapies_lie_where_rounded_counts_allow() {
    let Some(rows) = zipped("services/nhs_talking_therapies_annual_london_2022-24.csv.gz") else {
        return;
    };
    let columns = [
        "reporting_period",
        "org_type",
        "org_code",
        "variable_type",
        "variable_a",
        "variable_b",
    ];
    let mut figures: BTreeMap<[&str; 6], HashMap<(&str, &str), &str>> = BTreeMap::new();
    for row in &rows {
        let name = (row.text("measure_name"), row.text("measure_statistic"));
        let group = figures.entry(columns.map(|column| row.text(column)));
        group.or_default().entry(name).or_insert(row.text("value"));
    }
    for (name, less_those_not_at_caseness, expected) in [
        ("improvement", false, 1_430),
        ("deterioration", false, 1_243),
        ("recovery", true, 1_203),
        ("reliable_recovery", true, 1_203),
    ] {
        let (mut all, mut within) = (0, 0);
        for group in figures.values() {
            let number = |name: &str, kind| shown(group.get(&(name, kind))?);
            let base = number("finished_course_treatment", "count").and_then(|finished| {
                if less_those_not_at_caseness {
                    Some(finished - number("not_at_caseness", "count")?)
                } else {
                    Some(finished)
                }
            });
            let (Some(count), Some(base), Some(printed)) = (
                number(name, "count"),
                base.filter(|base| *base > 0.0),
                number(name, "percentage"),
            ) else {
                continue;
            };
            // Counts are rounded to five, so that the difference of two hides twice as much; percentages to one.
            let hidden = if less_those_not_at_caseness { 5.0 } else { 2.5 };
            let lowest = percentage(count - 2.5, base + hidden) - 0.5;
            let highest = percentage(count + 2.5, base - hidden) + 0.5;
            all += 1;
            within += usize::from(lowest <= printed && printed <= highest);
        }
        assert_eq!((all, within), (expected, expected), "{name}");
    }
}

/// The counts of some rows by place and group.
fn totals<'a>(
    rows: impl Iterator<Item = (&'a str, &'a str, f64)>,
) -> BTreeMap<(&'a str, &'a str), f64> {
    let mut lists: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    for (place, group, number) in rows {
        lists.entry((place, group)).or_default().push(number);
    }
    lists
        .into_iter()
        .map(|(key, numbers)| (key, numeric::sum(numbers)))
        .collect()
}

#[test]
fn small_areas_of_the_census_add_up_to_boroughs_but_for_what_protects_people() {
    let Some(small_areas) = zipped("population/census2021_ethnicity5_lsoa21_london.csv.gz") else {
        return;
    };
    let lookup = zipped("geo/lookup_lsoa21_msoa21_ward24_ltla24_icb24_london.csv.gz").unwrap();
    let lookup: HashMap<&str, &str> = lookup
        .iter()
        .map(|row| (row.text("lsoa21_code"), row.text("ltla24_code")))
        .collect();
    let boroughs = zipped("population/census2021_ethnicity_ltla21_ew.csv.gz").unwrap();
    let count = |row: &Row, column: &str| row.number(column).unwrap();
    let summed = totals(small_areas.iter().map(|row| {
        let place = lookup[row.text("lsoa21_code")];
        (place, row.text("ethnic_group"), count(row, "n"))
    }));
    let printed = totals(boroughs.iter().filter_map(|row| {
        let (code, label) = (row.text("ltla21_code"), row.text("ethnic_group"));
        let is_count = code.starts_with("E09") && label.contains("number");
        let group = label.split(':').next()?;
        is_count.then(|| (code, group, count(row, "value")))
    }));
    let (mut all, mut near) = (0, 0);
    for (key, printed) in &printed {
        let Some(summed) = summed.get(key) else {
            continue;
        };
        all += 1;
        near += usize::from((summed - printed).abs() <= (0.005 * printed).max(30.0));
    }
    assert_eq!((all, near), (165, 165));
}
