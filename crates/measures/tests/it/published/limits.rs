//! Values and limits from counts and denominators.

use std::collections::{BTreeMap, HashMap};

use measures::interval::{PoissonMethod, exact_poisson};
use measures::{Confidence, Count, Estimate, Limits, Measured, Multiplier, Population, rate};

use super::files::{Row, extract, native};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

/// A row with everything that is needed to derive it again.
struct Complete<'a> {
    row: &'a Row,
    indicator: &'a str,
    count: Count,
    population: Population,
    value: f64,
    lower: f64,
    upper: f64,
}

fn complete<'a>(
    row: &'a Row,
    indicator: &'a str,
    [lower, upper]: [&str; 2],
) -> Option<Complete<'a>> {
    Some(Complete {
        row,
        indicator: row.text(indicator),
        count: Count::new(row.number("Count")?).unwrap(),
        population: Population::new(row.number("Denominator").filter(|n| *n > 0.0)?).unwrap(),
        value: row.number("Value")?,
        lower: row.number(lower)?,
        upper: row.number(upper)?,
    })
}

fn of_extract<'a>(
    rows: &'a [Row],
    metadata: &HashMap<String, serde_json::Value>,
    wanted: impl Fn(&serde_json::Value) -> bool,
) -> Vec<Complete<'a>> {
    rows.iter()
        .filter(|row| metadata.get(row.text("IndicatorId")).is_some_and(&wanted))
        .filter_map(|row| complete(row, "IndicatorId", ["LowerCI", "UpperCI"]))
        .collect()
}

fn percentage(row: &Complete) -> Estimate {
    rate::proportion(row.count, row.population, Multiplier::PERCENT, &[LEVEL]).unwrap()
}

fn limits_near(found: Limits, row: &Complete, tolerance: f64) -> bool {
    (found.lower() - row.lower).abs() < tolerance && (found.upper() - row.upper).abs() < tolerance
}

/// How many rows of each kind.
fn tally<'a>(kinds: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut tally = BTreeMap::new();
    for kind in kinds {
        *tally.entry(kind).or_default() += 1;
    }
    tally
}

#[test]
fn wilson_limits_of_5084_proportions() {
    let Some((rows, metadata)) = extract() else {
        return;
    };
    let rows = of_extract(&rows, &metadata, |entry| {
        entry["ciMethod"] == "Wilson Score method"
    });
    assert_eq!(rows.len(), 5_361);
    let missed: Vec<&Complete> = rows
        .iter()
        .filter(|row| !limits_near(percentage(row).limits_at(LEVEL).unwrap(), row, 0.005))
        .collect();
    assert_eq!(rows.len() - missed.len(), 5_084);
    // 93701: the limits come from something other than count and denominator.
    // 93085: limits of parts of integrated care boards are printed with one decimal.
    let by_indicator = tally(missed.iter().map(|row| row.indicator));
    assert_eq!(
        by_indicator,
        BTreeMap::from([("93085", 32), ("93701", 245)])
    );
    let outside = |row: &&Complete| !row.row.text("AreaCode").starts_with("E38");
    assert!(
        missed
            .iter()
            .copied()
            .filter(|row| row.indicator == "93085")
            .find(outside)
            .is_none()
    );
}

#[test]
fn values_of_4864_proportions() {
    let Some((rows, metadata)) = extract() else {
        return;
    };
    let rows = of_extract(&rows, &metadata, |entry| {
        entry["ciMethod"] == "Wilson Score method"
    });
    let missed: Vec<&Complete> = rows
        .iter()
        .filter(|row| (percentage(row).value() - row.value).abs() >= 0.005)
        .collect();
    assert_eq!(rows.len() - missed.len(), 4_864);
    // All are printed with one decimal, and agree with it.
    let by_indicator = tally(missed.iter().map(|row| row.indicator));
    assert_eq!(
        by_indicator,
        BTreeMap::from([("30302", 4), ("93085", 275), ("93701", 218)])
    );
    assert!(
        missed
            .iter()
            .all(|row| (percentage(row).value() - row.value).abs() < 0.1)
    );
}

#[test]
fn exact_and_byar_limits_of_934_crude_rates() {
    let Some((rows, metadata)) = extract() else {
        return;
    };
    let rows = of_extract(&rows, &metadata, |entry| {
        entry["ciMethod"] == "Byar's method" && entry["valueType"] == "Crude rate"
    });
    assert_eq!(rows.len(), 972);
    let missed: Vec<&Complete> = rows
        .iter()
        .filter(|row| {
            let multiplier = match metadata[row.indicator]["unitLabel"].as_str() {
                Some("per 1,000") => Multiplier::PER_1_000,
                Some("per 100,000") => Multiplier::PER_100_000,
                other => unreachable!("a unit that no crude rate here has: {other:?}"),
            };
            let method = PoissonMethod::ExactBelowTen;
            let estimate =
                rate::crude_rate(row.count, row.population, multiplier, method, &[LEVEL]).unwrap();
            !limits_near(
                estimate.limits_at(LEVEL).unwrap(),
                row,
                0.005 * row.value.max(1.0),
            )
        })
        .collect();
    assert_eq!(rows.len() - missed.len(), 934);
    // The publisher printed the exact limits of the count and never divided them.
    assert_eq!(
        tally(missed.iter().map(|row| row.indicator)),
        BTreeMap::from([("93124", 38)])
    );
    for row in &missed {
        assert!(
            limits_near(exact_poisson(row.count, LEVEL), row, 0.005),
            "{}",
            row.count.get()
        );
    }
    let outside = |row: &&Complete| {
        let limits = Limits::new(LEVEL, row.lower, row.upper).unwrap();
        !Measured::with_limits(row.value, limits)
            .unwrap()
            .lies_within_its_limits()
    };
    let outside: Vec<&Complete> = rows.iter().filter(outside).collect();
    assert_eq!(
        tally(outside.iter().map(|row| row.indicator)),
        BTreeMap::from([("93124", 30)])
    );
}

#[test]
fn byars_limits_throughout_in_a_release_of_2018() {
    let Some(rows) = native("native_93356_campylobacter_utla_2015-2017.csv") else {
        return;
    };
    let columns = ["Lower CI 95.0 limit", "Upper CI 95.0 limit"];
    let rows: Vec<Complete> = rows
        .iter()
        .filter(|row| row.text("Category Type").is_empty())
        .filter_map(|row| complete(row, "Indicator ID", columns))
        .collect();
    let matches = |method: PoissonMethod| {
        let near = |row: &&Complete| {
            let multiplier = Multiplier::PER_100_000;
            let estimate =
                rate::crude_rate(row.count, row.population, multiplier, method, &[LEVEL]).unwrap();
            (estimate.value() - row.value).abs() < 0.01
                && limits_near(estimate.limits_at(LEVEL).unwrap(), row, 0.01)
        };
        rows.iter().filter(near).count()
    };
    assert_eq!(rows.len(), 755);
    assert_eq!(matches(PoissonMethod::ByarThroughout), 755);
    // The twenty others have counts below 10.
    assert_eq!(matches(PoissonMethod::ExactBelowTen), 735);
}
