//! High-precision values from `tests/golden`; see `SOURCES.md` there.

use measures::control::{Direction, TrendPoint, YearGaps, trend};
use measures::gradient::{Quantile, QuantileGroup, relative_index, slope_index};
use measures::mortality::{Bootstrap, DeathsByCause, LifeTable, life_expectancy_gap};
use measures::numeric::{beta, chi_square, gamma, normal, student_t};
use measures::rate::{StandardPopulation, directly_standardised_rate};
use measures::{
    AgeGroup, Confidence, Count, Estimate, Limits, Measured, Multiplier, Population, interval,
};

/// The rows of a file that hold no quotes, without the header.
fn rows(file: &str) -> Vec<Vec<&str>> {
    file.lines()
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

/// Fails unless two numbers agree to so much of the larger; two zeros agree.
#[track_caller]
fn agree(found: f64, expected: f64, tolerance: f64, what: &[&str]) {
    let apart = (found - expected).abs();
    let size = found.abs().max(expected.abs());
    assert!(
        apart <= tolerance * size,
        "{what:?}: {found:e}, expected {expected:e}"
    );
}

#[test]
fn normal_quantiles() {
    let rows = rows(include_str!("../golden/normal.csv"));
    assert_eq!(rows.len(), 33);
    for row in &rows {
        agree(
            normal::upper_quantile(number(row[0])),
            number(row[1]),
            1e-15 * 4.0,
            row,
        );
    }
}

#[test]
fn gamma_tails() {
    let rows = rows(include_str!("../golden/gamma.csv"));
    assert_eq!(rows.len(), 314);
    for row in &rows {
        let (shape, x) = (number(row[0]), number(row[1]));
        // The golden x is exact, so only the arithmetic counts: tails are as small as 1e-300.
        agree(gamma::lower(shape, x), number(row[2]), 1e-12, row);
        agree(gamma::upper(shape, x), number(row[3]), 1e-12, row);
    }
}

#[test]
fn chi_square_quantiles() {
    let rows = rows(include_str!("../golden/chi_square.csv"));
    assert_eq!(rows.len(), 740);
    for row in &rows {
        let (tail, degrees) = (number(row[1]), number(row[2]));
        let found = match row[0] {
            "lower" => chi_square::quantile(tail, degrees),
            _ => chi_square::upper_quantile(tail, degrees),
        };
        agree(found, number(row[3]), 1e-10, row);
        if degrees >= 1.0 {
            agree(found, number(row[3]), 1e-12, row);
        }
    }
}

#[test]
fn beta_tails() {
    let rows = rows(include_str!("../golden/beta.csv"));
    assert_eq!(rows.len(), 161);
    for row in &rows {
        let (a, b, x) = (number(row[0]), number(row[1]), number(row[2]));
        agree(beta::lower(a, b, x), number(row[3]), 1e-12, row);
        agree(beta::upper(a, b, x), number(row[4]), 1e-12, row);
    }
}

#[test]
fn beta_quantiles() {
    let rows = rows(include_str!("../golden/beta_quantiles.csv"));
    assert_eq!(rows.len(), 287);
    for row in &rows {
        let (tail, a, b) = (number(row[1]), number(row[2]), number(row[3]));
        let found = match row[0] {
            "lower" => beta::quantile(tail, a, b),
            _ => beta::upper_quantile(tail, a, b),
        };
        agree(found, number(row[4]), 1e-10, row);
    }
}

#[test]
fn student_t_quantiles() {
    let rows = rows(include_str!("../golden/student_t.csv"));
    assert_eq!(rows.len(), 306);
    for row in &rows {
        let (tail, degrees) = (number(row[0]), number(row[1]));
        let found = student_t::upper_quantile(tail, degrees);
        agree(found, number(row[2]), 1e-10, row);
        agree(
            student_t::quantile(tail, degrees),
            -number(row[2]),
            1e-10,
            row,
        );
    }
}

#[test]
fn intervals() {
    let rows = rows(include_str!("../golden/intervals.csv"));
    assert_eq!(rows.len(), 138);
    for row in &rows {
        let count = Count::new(number(row[1])).unwrap();
        let confidence = Confidence::new(number(row[3])).unwrap();
        let limits = match row[0] {
            "wilson" => {
                let denominator = Population::new(number(row[2])).unwrap();
                interval::wilson(count, denominator, confidence).unwrap()
            }
            "exact_binomial" => {
                let denominator = Population::new(number(row[2])).unwrap();
                interval::exact_binomial(count, denominator, confidence).unwrap()
            }
            "byar" => interval::byar(count, confidence),
            _ => interval::exact_poisson(count, confidence),
        };
        // The high-precision Wilson lower limit of none is 1e-50 or so. Byar's lower limit of a half
        // is the cube of a difference that cancels to 0.2%, which costs three digits.
        let lower = number(row[4]);
        let lower = if lower < 1e-30 { 0.0 } else { lower };
        agree(limits.lower(), lower, 1e-12, row);
        agree(limits.upper(), number(row[5]), 1e-13, row);
    }
}

/// The two invented places, by age and cause.
fn places() -> [Vec<DeathsByCause<&'static str>>; 2] {
    let rows = rows(include_str!("../golden/deaths.csv"));
    assert_eq!(rows.len(), 40);
    let groups: Vec<DeathsByCause<&'static str>> = rows
        .iter()
        .map(|row| {
            let causes: Vec<(&'static str, Count)> = ["cancer", "heart", "other"]
                .into_iter()
                .zip(&row[3..])
                .map(|(cause, deaths)| (cause, Count::new(number(deaths)).unwrap()))
                .collect();
            let deaths = causes.iter().map(|(_, deaths)| deaths.get()).sum();
            DeathsByCause {
                age: row[1].parse().unwrap(),
                population: Population::new(number(row[2])).unwrap(),
                deaths: Count::new(deaths).unwrap(),
                causes,
            }
        })
        .collect();
    [groups[..20].to_vec(), groups[20..].to_vec()]
}

fn by_age(groups: &[DeathsByCause<&'static str>]) -> Vec<AgeGroup> {
    groups
        .iter()
        .map(|group| AgeGroup {
            age: group.age,
            count: group.deaths,
            population: group.population,
        })
        .collect()
}

#[test]
fn life_expectancies() {
    let expected = rows(include_str!("../golden/life_expectancies.csv"));
    assert_eq!(expected.len(), 40);
    let tables = places().map(|place| LifeTable::new(&by_age(&place)).unwrap());
    let found = tables.iter().flat_map(LifeTable::rows);
    for (found, row) in found.zip(&expected) {
        assert_eq!(found.age.to_string(), row[1]);
        agree(found.expectation, number(row[2]), 1e-14, row);
        agree(found.standard_error, number(row[3]), 1e-13, row);
    }
}

#[test]
fn parts_of_a_gap_in_life_expectancy() {
    let expected = rows(include_str!("../golden/gap_parts.csv"));
    assert_eq!(expected.len(), 60);
    let [first, second] = places();
    let bootstrap = Bootstrap { seed: 0, draws: 0 };
    let parts = life_expectancy_gap(&first, &second, 0, bootstrap, &[]).unwrap();
    for ((age, cause, part), row) in parts.by_age_and_cause.iter().zip(&expected) {
        assert_eq!((age.to_string().as_str(), *cause), (row[0], row[1]));
        // Rates of rare causes differ in few digits.
        let apart = (part.value() - number(row[2])).abs();
        assert!(apart < 1e-14, "{row:?}: {:e}", part.value());
    }
}

/// The same bits on every platform: written down once, and compared to the last.
#[test]
fn limits_by_drawing_deaths_again() {
    let [first, second] = places();
    let bootstrap = Bootstrap {
        seed: 2_026,
        draws: 400,
    };
    let level = Confidence::NINETY_FIVE;
    let parts = life_expectancy_gap(&first, &second, 0, bootstrap, &[level]).unwrap();
    let bits: Vec<(u64, u64)> = parts
        .by_cause
        .iter()
        .map(|(_, part)| part.limits_at(level).unwrap())
        .map(|limits| (limits.lower().to_bits(), limits.upper().to_bits()))
        .collect();
    assert_eq!(
        bits,
        [
            (4_604_309_930_429_552_697, 4_608_229_989_884_889_764),
            (4_608_566_049_212_827_831, 4_610_599_290_611_159_871),
            (4_611_150_692_239_313_165, 4_613_029_182_843_356_095),
        ]
    );
}

#[test]
fn directly_standardised_rates() {
    let expected = rows(include_str!("../golden/standardised_rates.csv"));
    assert_eq!(expected.len(), 4);
    for (place, rows) in places().iter().zip(expected.chunks(2)) {
        let mut groups = by_age(place);
        // The standard has the ages 0 and 1-4 in one band.
        let infants = groups.remove(0);
        groups[0] = AgeGroup {
            age: "0-4".parse().unwrap(),
            count: Count::new(infants.count.get() + groups[0].count.get()).unwrap(),
            population: Population::new(infants.population.get() + groups[0].population.get())
                .unwrap(),
        };
        let estimate = directly_standardised_rate(
            &groups,
            &StandardPopulation::european_2013(),
            Multiplier::PER_100_000,
            &Confidence::PUBLISHED,
        )
        .unwrap();
        for (limits, row) in estimate.limits().unwrap().iter().zip(rows) {
            agree(estimate.value(), number(row[2]), 1e-14, row);
            agree(limits.lower(), number(row[3]), 1e-13, row);
            agree(limits.upper(), number(row[4]), 1e-13, row);
        }
    }
}

#[test]
fn gradients() {
    let groups = rows(include_str!("../golden/gradient_groups.csv"));
    let expected = rows(include_str!("../golden/gradients.csv"));
    assert_eq!((groups.len(), expected.len()), (25, 12));
    for row in &expected {
        let of_case = || groups.iter().filter(|group| group[0] == row[0]);
        let parts = u8::try_from(of_case().count()).unwrap();
        let groups: Vec<QuantileGroup> = of_case()
            .map(|group| QuantileGroup {
                quantile: Quantile::new(group[1].parse().unwrap(), parts).unwrap(),
                population: Population::new(number(group[2])).unwrap(),
                measured: Measured::with_standard_error(number(group[3]), number(group[4]))
                    .unwrap(),
            })
            .collect();
        let multiplier = Multiplier::new(number(row[1])).unwrap();
        let confidence = Confidence::new(number(row[2])).unwrap();
        let check = |estimate: Estimate, expected: &[&str]| {
            let limits = estimate.limits_at(confidence).unwrap();
            agree(estimate.value(), number(expected[0]), 1e-12, row);
            agree(limits.lower(), number(expected[1]), 1e-12, row);
            agree(limits.upper(), number(expected[2]), 1e-12, row);
        };
        check(
            slope_index(&groups, multiplier, &[confidence]).unwrap(),
            &row[3..6],
        );
        check(
            relative_index(&groups, multiplier, &[confidence]).unwrap(),
            &row[6..9],
        );
    }
}

#[test]
fn trends() {
    let points = rows(include_str!("../golden/trend_points.csv"));
    let expected = rows(include_str!("../golden/trends.csv"));
    assert_eq!((points.len(), expected.len()), (20, 4));
    for row in &expected {
        let points: Vec<TrendPoint> = points
            .iter()
            .filter(|point| point[0] == row[0])
            .map(|point| TrendPoint {
                year: point[1].parse().unwrap(),
                value: number(point[2]),
                limits: Limits::new(Confidence::NINETY_FIVE, number(point[3]), number(point[4]))
                    .unwrap(),
            })
            .collect();
        let found = trend(&points, YearGaps::Refused).unwrap();
        // Widths are differences of decimals, which costs two digits or so.
        agree(found.change_per_year, number(row[1]), 1e-12, row);
        agree(found.chi_square, number(row[2]), 1e-11, row);
        assert_eq!(found.steady, row[3] == "true", "{row:?}");
        let direction = match row[4] {
            "increasing" => Direction::Increasing,
            "decreasing" => Direction::Decreasing,
            _ => Direction::NoSignificantChange,
        };
        assert_eq!(found.direction, direction, "{row:?}");
    }
}
