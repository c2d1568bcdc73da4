//! High-precision values from `tests/golden`; see `SOURCES.md` there.

use measures::control::{
    CountFunnel, Direction, Extremes, FunnelScale, TrendPoint, YearGaps, overdispersion, trend,
};
use measures::gradient::{
    Fit, Quantile, QuantileGroup, logistic_relative_index, logistic_slope_index, relative_index,
    relative_index_by, slope_index, slope_index_by,
};
use measures::mortality::{Bootstrap, DeathsByCause, LifeTable, life_expectancy_gap};
use measures::numeric::{self, beta, chi_square, gamma, normal, student_t};
use measures::rate::{StandardPopulation, directly_standardised_rate};
use measures::spread::{self, DistanceFrom};
use measures::{
    AgeGroup, Confidence, Count, Estimate, Limits, Measured, Multiplier, Polarity, Population,
    Simulation, Subgroup, Weighting, interval,
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

/// The groups of one case with 95% limits.
fn uneven(rows: &[Vec<&str>], case: &str) -> Vec<QuantileGroup> {
    rows.iter()
        .filter(|group| group[0] == case)
        .map(|group| {
            let (lower, upper) = (number(group[4]), number(group[5]));
            let limits = Limits::new(Confidence::NINETY_FIVE, lower, upper).unwrap();
            QuantileGroup {
                quantile: Quantile::new(group[1].parse().unwrap(), 5).unwrap(),
                population: Population::new(number(group[2])).unwrap(),
                measured: Measured::with_limits(number(group[3]), limits).unwrap(),
            }
        })
        .collect()
}

#[test]
fn gradients_of_rates_and_shares() {
    let groups = rows(include_str!("../golden/uneven_groups.csv"));
    let expected = rows(include_str!("../golden/uneven.csv"));
    assert_eq!((groups.len(), expected.len()), (20, 16));
    for row in &expected {
        let groups = uneven(&groups, row[0]);
        let fit = Fit::ALL
            .into_iter()
            .find(|fit| fit.code() == row[1])
            .unwrap();
        let confidence = Confidence::new(number(row[2])).unwrap();
        let check = |estimate: Estimate, expected: &[&str]| {
            let limits = estimate.limits_at(confidence).unwrap();
            agree(estimate.value(), number(expected[0]), 1e-12, row);
            // The integrals of the shares keep twelve digits or so of their fourth cumulant.
            agree(limits.lower(), number(expected[1]), 1e-10, row);
            agree(limits.upper(), number(expected[2]), 1e-10, row);
        };
        let slope = slope_index_by(&groups, fit, Multiplier::ONE, &[confidence]).unwrap();
        check(slope, &row[3..6]);
        let relative = relative_index_by(&groups, fit, Multiplier::ONE, &[confidence]).unwrap();
        check(relative, &row[6..9]);
    }
}

#[test]
fn logistic_curves() {
    let groups = rows(include_str!("../golden/uneven_groups.csv"));
    let expected = rows(include_str!("../golden/logistic.csv"));
    assert_eq!(expected.len(), 4);
    let level = Confidence::NINETY_FIVE;
    for row in &expected {
        let groups = uneven(&groups, row[0]);
        let value = number(row[2]);
        if row[1] == "slope" {
            let found = logistic_slope_index(&groups, Multiplier::ONE, &[level]).unwrap();
            agree(found.value(), value, 1e-12, row);
            let error = found.limits_at(level).unwrap().width() / 2.0 / level.z();
            agree(error, number(row[3]), 1e-12, row);
        } else {
            let found = logistic_relative_index(&groups, Multiplier::ONE, &[level]).unwrap();
            agree(numeric::ln(found.value()), value, 1e-12, row);
            let limits = found.limits_at(level).unwrap();
            let error = numeric::ln(limits.upper() / limits.lower()) / 2.0 / level.z();
            agree(error, number(row[3]), 1e-12, row);
        }
    }
}

#[test]
fn spreads() {
    let groups = rows(include_str!("../golden/spread_groups.csv"));
    let expected = rows(include_str!("../golden/spread.csv"));
    assert_eq!((groups.len(), expected.len()), (9, 22));
    let level = Confidence::NINETY_FIVE;
    for row in &expected {
        let groups: Vec<Subgroup> = groups
            .iter()
            .filter(|group| group[0] == row[0])
            .map(|group| Subgroup {
                population: Population::new(number(group[1])).unwrap(),
                measured: Measured::with_standard_error(number(group[2]), number(group[3]))
                    .unwrap(),
            })
            .collect();
        let (simulation, percent) = (Simulation::with_seed(1), Multiplier::PERCENT);
        let difference = |from, weighting| {
            spread::mean_difference(&groups, from, weighting, None, simulation, &[])
        };
        let disparity = |weighting| {
            spread::index_of_disparity(&groups, weighting, None, simulation, percent, &[])
        };
        let best = DistanceFrom::Best(Polarity::HighIsGood);
        let found = match row[1] {
            "between_group_variance" => spread::between_group_variance(&groups, &[level]),
            "between_group_deviation" => {
                spread::between_group_deviation(&groups, None, simulation, &[])
            }
            "coefficient_of_variation" => {
                spread::coefficient_of_variation(&groups, None, simulation, percent, &[])
            }
            "mean_difference" => difference(DistanceFrom::Mean, Weighting::Population),
            "mean_difference_equal" => difference(DistanceFrom::Mean, Weighting::Equal),
            "mean_difference_best" => difference(best, Weighting::Population),
            "index_of_disparity" => disparity(Weighting::Population),
            "index_of_disparity_equal" => disparity(Weighting::Equal),
            "disproportion_index" => {
                spread::disproportion_index(&groups, None, simulation, percent, &[])
            }
            "theil_index" => spread::theil_index(&groups, Multiplier::PER_1_000, &[level]),
            _ => spread::mean_log_deviation(&groups, Multiplier::PER_1_000, &[level]),
        }
        .unwrap();
        // Near-equal values cancel to a thousandth of their size.
        agree(found.value(), number(row[2]), 1e-12, row);
        if !row[3].is_empty() {
            let upper = found.limits_at(level).unwrap().upper();
            let error = (upper - found.value()) / level.z();
            agree(error, number(row[3]), 1e-12, row);
        }
    }
}

#[test]
fn funnels() {
    let rows = rows(include_str!("../golden/funnels.csv"));
    assert_eq!(rows.len(), 14);
    for row in &rows {
        let confidence = Confidence::new(number(row[1])).unwrap();
        let limits = CountFunnel::of_ratios()
            .limits(number(row[0]), confidence)
            .unwrap();
        // Where none only just stands out the limit is the difference of close numbers.
        agree(limits.lower(), number(row[2]), 1e-11, row);
        agree(limits.upper(), number(row[3]), 1e-12, row);
    }
}

#[test]
fn scatter_beyond_chance() {
    let places = rows(include_str!("../golden/places.csv"));
    let expected = rows(include_str!("../golden/dispersion.csv"));
    assert_eq!((places.len(), expected.len()), (13, 12));
    for row in &expected {
        let (scale, times) = match row[0] {
            "log_ratio" => (FunnelScale::LogRatio, 1.0),
            "root_ratio" => (FunnelScale::RootRatio, 1.0),
            "arc_sine" => (FunnelScale::ArcSine, 4.0),
            _ => (FunnelScale::LogCounts, 1.0),
        };
        let extremes = match row[1] {
            "kept" => Extremes::Kept,
            "drawn_in" => Extremes::DrawnIn,
            _ => Extremes::LeftOut,
        };
        let places: Vec<(Count, Population)> = places
            .iter()
            .map(|place| {
                let size = Population::new(number(place[1]) * times);
                (Count::new(number(place[0])).unwrap(), size.unwrap())
            })
            .collect();
        let found = overdispersion(&places, scale, extremes).unwrap();
        agree(found.ratio(), number(row[2]), 1e-11, row);
        agree(found.between(), number(row[3]), 1e-11, row);
        let limits = found
            .limits(Population::from(400), Confidence::NINETY_FIVE)
            .unwrap();
        agree(limits.lower(), number(row[4]), 1e-11, row);
        agree(limits.upper(), number(row[5]), 1e-11, row);
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
