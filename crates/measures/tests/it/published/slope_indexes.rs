//! Slope and relative indexes of the publisher's package, whose limits are simulated.

use std::collections::BTreeMap;

use measures::gradient::{
    Fit, Quantile, QuantileGroup, fitted_line_by, relative_index_by, simulated_slope_index,
    slope_index_by,
};
use measures::numeric::exp;
use measures::{
    Confidence, Estimate, Limits, Measured, Multiplier, Population, Simulation, Undefined,
};

use super::files::{Row, life_expectancy_by_tenth, plain};
use super::workbooks::sheet;

/// A call of the package: its groups, and what it answered.
struct Case<'a> {
    name: String,
    first: &'a Row,
    groups: Vec<QuantileGroup>,
    fit: Fit,
    multiplier: Multiplier,
    confidences: Vec<Confidence>,
}

fn group(row: &Row, parts: u8) -> Option<QuantileGroup> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small whole number"
    )]
    let number = row.number("Quantile")? as u8;
    let limits = Limits::new(
        Confidence::NINETY_FIVE,
        row.number("LowerCL")?,
        row.number("UpperCL")?,
    );
    Some(QuantileGroup {
        quantile: Quantile::new(number, parts).ok()?,
        population: Population::new(row.number("Population")?).ok()?,
        measured: Measured::with_limits(row.number("Value")?, limits.ok()?).ok()?,
    })
}

fn cases(all: &[Row]) -> Vec<Case<'_>> {
    let mut rows: BTreeMap<(String, String), Vec<&Row>> = BTreeMap::new();
    for row in all {
        let key = (
            row.text("TestDescription").to_owned(),
            row.text("Area").to_owned(),
        );
        rows.entry(key).or_default().push(row);
    }
    rows.into_iter()
        .filter(|(_, rows)| rows[0].number("sii").is_some())
        .map(|((description, area), rows)| {
            let bends = description.contains("transform");
            let fit = match (rows[0].text("ValueType"), bends) {
                ("0", _) => Fit::Plain,
                ("1", false) => Fit::Rates,
                ("1", true) => Fit::LogRates,
                (_, false) => Fit::Shares,
                (_, true) => Fit::LogOdds,
            };
            let multiplier = match &description {
                text if text.contains("(x 100)") => 100.0,
                text if text.contains("(x -100)") => -100.0,
                text if text.contains("negative multiplier") => -1.0,
                _ => 1.0,
            };
            let levels = rows[0].text("Confidence");
            let levels: &[f64] = match levels {
                "99" => &[0.99],
                "c(95, 99)" => &[0.95, 0.99],
                _ if description.contains("95 and 98") || description.contains("95% and 98%") => {
                    &[0.95, 0.98]
                }
                _ if description.contains("98%") => &[0.98],
                _ => &[0.95],
            };
            let parts = u8::try_from(rows.len()).unwrap();
            Case {
                name: format!("{description}, {area}"),
                first: rows[0],
                groups: rows.iter().map(|row| group(row, parts).unwrap()).collect(),
                fit,
                multiplier: Multiplier::new(multiplier).unwrap(),
                confidences: levels
                    .iter()
                    .map(|level| Confidence::new(*level).unwrap())
                    .collect(),
            }
        })
        .collect()
}

/// Simulated limits against ours, in Monte Carlo standard errors of the further one.
fn apart(case: &Case, estimate: &Estimate, index: &str) -> Vec<f64> {
    let mut apart = Vec::new();
    for (limits, place) in estimate.limits().unwrap().iter().zip(1..) {
        let z = limits.confidence().z();
        let tail = limits.confidence().tail();
        let density = exp(-z * z / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
        let draws = case.first.number("Repetitions").unwrap();
        // The error of an order statistic, with the width as the standard deviation.
        let error = limits.width() / (2.0 * z) * (tail * (1.0 - tail) / draws).sqrt() / density;
        for (column, ours) in [("lower", limits.lower()), ("upper", limits.upper())] {
            if let Some(theirs) = case.first.number(&format!("{index}_{column}cl_{place}")) {
                apart.push((ours - theirs).abs() / error);
            }
        }
    }
    apart
}

#[test]
fn indexes_and_intercepts_of_every_case() {
    let Some(rows) = sheet("testdata_SII.xlsx", "testdata_SII") else {
        return;
    };
    let (mut slopes, mut ratios, mut ends) = (0, 0, 0);
    for case in cases(&rows) {
        let near = |found: f64, expected: f64| {
            assert!(
                (found / expected - 1.0).abs() < 1e-12,
                "{}: {found} {expected}",
                case.name
            );
        };
        let slope = slope_index_by(&case.groups, case.fit, case.multiplier, &[]).unwrap();
        near(slope.value(), case.first.number("sii").unwrap());
        slopes += 1;
        if let Some(expected) = case.first.number("rii") {
            let ratio = relative_index_by(&case.groups, case.fit, case.multiplier, &[]).unwrap();
            near(ratio.value(), expected);
            ratios += 1;
        }
        if let Some(expected) = case.first.number("Intercept") {
            let line = fitted_line_by(&case.groups, case.fit).unwrap();
            near(
                line.most_deprived_end * case.multiplier.get().abs(),
                expected,
            );
            ends += 1;
        }
    }
    assert_eq!((slopes, ratios, ends), (44, 40, 26));
}

#[test]
fn closed_form_limits_are_where_the_simulated_ones_scatter() {
    let Some(rows) = sheet("testdata_SII.xlsx", "testdata_SII") else {
        return;
    };
    let mut all = Vec::new();
    for case in cases(&rows) {
        let slope =
            slope_index_by(&case.groups, case.fit, case.multiplier, &case.confidences).unwrap();
        let mut of_case = apart(&case, &slope, "sii");
        let ratio =
            relative_index_by(&case.groups, case.fit, case.multiplier, &case.confidences).unwrap();
        of_case.extend(apart(&case, &ratio, "rii"));
        for errors in &of_case {
            assert!(
                *errors < 5.0,
                "{}: {errors} standard errors apart",
                case.name
            );
        }
        all.extend(of_case);
    }
    let mean_square = all.iter().map(|errors| errors * errors).sum::<f64>()
        / f64::from(u32::try_from(all.len()).unwrap());
    eprintln!(
        "{} simulated limits, mean square {mean_square:.2}",
        all.len()
    );
    assert_eq!(all.len(), 184);
}

#[test]
fn cases_that_the_package_refuses_have_a_reason() {
    let Some(all) = sheet("testdata_SII.xlsx", "testdata_SII") else {
        return;
    };
    let rows = |description: &str| -> Vec<&Row> {
        all.iter()
            .filter(|row| row.text("TestDescription").ends_with(description))
            .collect()
    };
    // Input that our types do not let in: a negative population or standard error, a missing value.
    let negative = rows("negative populations");
    assert!(Population::new(negative[1].number("Population").unwrap()).is_err());
    let negative = rows("negative counts/standard error");
    let (value, error) = (
        negative[2].number("Value").unwrap(),
        negative[2].number("StandardError").unwrap(),
    );
    assert!(Measured::with_standard_error(value, error).is_err());
    assert!(
        rows("missing value field")
            .iter()
            .all(|row| row.number("Value").is_none())
    );
    let invalid = rows("invalid proportion in CLs");
    assert!(
        group(invalid[6], 10).is_none(),
        "the lower limit lies above the upper"
    );
    let eleven = group(invalid[3], 10).unwrap();
    let mut groups: Vec<_> = invalid.iter().filter_map(|row| group(row, 10)).collect();
    groups.push(QuantileGroup {
        quantile: Quantile::tenth(7).unwrap(),
        ..groups[7]
    });
    assert!(eleven.measured.limits().unwrap().upper() > 1.0);
    let index = slope_index_by(
        &groups,
        Fit::Shares,
        Multiplier::ONE,
        &[Confidence::NINETY_FIVE],
    )
    .unwrap();
    assert_eq!(index.limits(), Err(Undefined::GroupOffScale { number: 4 }));
    // Missing limits leave the index and take its limits; missing groups take the index.
    let missing: Vec<_> = rows("missing confidence limits and se")
        .into_iter()
        .map(|row| {
            let whole = group(row, 10);
            whole.unwrap_or_else(|| QuantileGroup {
                quantile: Quantile::new(row.text("Quantile").parse().unwrap(), 10).unwrap(),
                population: Population::new(row.number("Population").unwrap()).unwrap(),
                measured: Measured::new(row.number("Value").unwrap()).unwrap(),
            })
        })
        .collect();
    let index = slope_index_by(
        &missing,
        Fit::Plain,
        Multiplier::ONE,
        &[Confidence::NINETY_FIVE],
    )
    .unwrap();
    assert_eq!(index.limits(), Err(Undefined::LimitsMissing));
    let holes: Vec<_> = rows("missing populations, counts or values")
        .into_iter()
        .filter_map(|row| group(row, 10))
        .collect();
    assert_eq!(
        slope_index_by(&holes, Fit::Plain, Multiplier::ONE, &[]),
        Err(Undefined::GroupMissing { number: 5 })
    );
    let fifteen = rows("large number of quantiles (>10)");
    let groups: Vec<_> = fifteen.iter().filter_map(|row| group(row, 15)).collect();
    assert!(slope_index_by(&groups, Fit::Plain, Multiplier::ONE, &[]).is_ok());
}

#[test]
fn our_simulation_scatters_around_our_closed_form_as_theirs_does() {
    let Some(rows) = sheet("testdata_SII.xlsx", "testdata_SII") else {
        return;
    };
    for case in cases(&rows)
        .iter()
        .filter(|case| case.name.contains("default parameters"))
    {
        let simulation = Simulation::with_seed(20_240_101);
        let drawn = simulated_slope_index(
            &case.groups,
            case.fit,
            simulation,
            case.multiplier,
            &case.confidences,
        )
        .unwrap();
        let exact =
            slope_index_by(&case.groups, case.fit, case.multiplier, &case.confidences).unwrap();
        let (drawn, exact) = (drawn.limits().unwrap()[0], exact.limits().unwrap()[0]);
        // Five standard errors of a 2.5% point from 10,000 draws.
        let near = 5.0 * 2.67 * exact.width() / 3.92 / 100.0;
        assert!(
            (drawn.lower() - exact.lower()).abs() < near,
            "{}",
            case.name
        );
        assert!(
            (drawn.upper() - exact.upper()).abs() < near,
            "{}",
            case.name
        );
    }
}

#[test]
fn life_expectancy_722_of_724() {
    let Some(rows) = life_expectancy_by_tenth() else {
        return;
    };
    let mut places: BTreeMap<(&str, &str), Vec<QuantileGroup>> = BTreeMap::new();
    for row in &rows {
        let (value, error) = (row.number("LifeExp").unwrap(), row.number("SE").unwrap());
        let group = QuantileGroup {
            quantile: Quantile::tenth(row.text("Decile").parse().unwrap()).unwrap(),
            population: Population::new(row.number("Pop").unwrap()).unwrap(),
            measured: Measured::with_standard_error(value, error).unwrap(),
        };
        let place = (row.text("GeoCode"), row.text("Sex"));
        places.entry(place).or_default().push(group);
    }
    let level = Confidence::NINETY_FIVE;
    let (mut indexes, mut beyond_chance) = (0, 0);
    let mut missing = Vec::new();
    for (place, groups) in &places {
        match slope_index_by(groups, Fit::Plain, Multiplier::ONE, &[level]) {
            Ok(index) => {
                indexes += 1;
                let limits = index.limits_at(level).unwrap();
                assert!(limits.contain(index.value()));
                beyond_chance += usize::from(!limits.contain(0.0));
            }
            // A place without people in some tenth has no index, and which is said.
            Err(Undefined::GroupMissing { number }) => missing.push((*place, number)),
            Err(reason) => unreachable!("{reason}"),
        }
    }
    assert_eq!((places.len(), indexes, beyond_chance), (724, 722, 669));
    // The Isles of Scilly have one small area, which is in one tenth.
    let scilly = "E06000053";
    assert_eq!(missing, [((scilly, "1"), 2), ((scilly, "2"), 2)]);
}

/// Indexes of the thirty standardised rates, by year.
struct OfYear {
    year: &'static str,
    /// Through rates: the slope and its limits, and the ratio.
    straight: [f64; 3],
    ratio: f64,
    /// Straight on logarithms: both with their limits.
    log_slope: [f64; 3],
    log_ratio: [f64; 3],
}

/// No answers come with these rates. The same formulas were worked out with fifty digits from the file, the error of a
/// rate being the width of its limits on the log scale.
const OF_YEARS: [OfYear; 6] = [
    OfYear {
        year: "2010",
        straight: [
            -14.848_682_584_798_343,
            -18.961_600_555_457_615,
            -10.754_696_532_394_115,
        ],
        ratio: 0.895_675_788_987_981_8,
        log_slope: [
            -14.036_843_481_138_185,
            -17.956_984_065_883_71,
            -10.119_665_573_997_617,
        ],
        log_ratio: [
            0.901_065_456_556_349_6,
            0.875_260_931_844_173_3,
            0.927_630_752_681_250_1,
        ],
    },
    OfYear {
        year: "2011",
        straight: [
            -13.528_326_011_468_63,
            -17.608_845_921_550_962,
            -9.466_360_314_485_936,
        ],
        ratio: 0.903_992_355_074_563_4,
        log_slope: [
            -12.831_957_153_810_29,
            -16.718_570_807_502_775,
            -8.948_037_206_212_3,
        ],
        log_ratio: [
            0.908_664_080_766_715_3,
            0.882_711_466_618_117_5,
            0.935_379_728_144_876_4,
        ],
    },
    OfYear {
        year: "2012",
        straight: [
            -11.680_044_585_733_048,
            -15.715_503_193_264_626,
            -7.662_401_420_037_286,
        ],
        ratio: 0.915_938_896_047_344_7,
        log_slope: [
            -11.092_339_784_535_742,
            -14.936_436_312_263_183,
            -7.250_557_852_944_501,
        ],
        log_ratio: [
            0.919_945_472_317_012_1,
            0.893_748_205_262_908_8,
            0.946_910_625_445_809_2,
        ],
    },
    OfYear {
        year: "2013",
        straight: [
            -10.544_273_168_169_779,
            -14.537_422_665_097_088,
            -6.568_339_350_421_409,
        ],
        ratio: 0.923_298_397_029_105_4,
        log_slope: [
            -10.060_410_419_646_647,
            -13.864_948_663_947_674,
            -6.257_957_224_053_696,
        ],
        log_ratio: [
            0.926_634_219_821_457_5,
            0.900_334_709_428_757,
            0.953_701_960_339_746_1,
        ],
    },
    OfYear {
        year: "2014",
        straight: [
            -10.591_213_985_207_597,
            -14.551_587_902_227_816,
            -6.647_590_822_810_327,
        ],
        ratio: 0.922_643_955_724_144_9,
        log_slope: [
            -10.060_849_192_725_955,
            -13.822_879_618_373_767,
            -6.300_876_232_685_235,
        ],
        log_ratio: [
            0.926_308_560_705_028_3,
            0.900_190_844_157_116_5,
            0.953_184_044_477_64,
        ],
    },
    OfYear {
        year: "2015",
        straight: [
            -9.042_367_258_115_963,
            -12.954_200_378_918_23,
            -5.146_278_891_362_371,
        ],
        ratio: 0.933_267_024_502_418_6,
        log_slope: [
            -8.530_770_229_679_426,
            -12.243_958_407_357_129,
            -4.819_299_127_813_824,
        ],
        log_ratio: [
            0.936_853_395_799_005_1,
            0.910_644_317_768_732_1,
            0.963_816_792_236_359_4,
        ],
    },
];

#[test]
fn thirty_standardised_rates_in_six_years() {
    let Some(rows) = plain("conformance/phe/DSR_testdata.csv") else {
        return;
    };
    let mut years: BTreeMap<&str, Vec<QuantileGroup>> = BTreeMap::new();
    for row in &rows {
        let limits = row.limits("lowercl", "uppercl").unwrap();
        let group = QuantileGroup {
            quantile: Quantile::new(row.text("Quintile").parse().unwrap(), 5).unwrap(),
            population: Population::new(row.number("total_pop").unwrap()).unwrap(),
            measured: Measured::with_limits(row.number("value").unwrap(), limits).unwrap(),
        };
        years.entry(row.text("Period")).or_default().push(group);
    }
    assert_eq!((rows.len(), years.len()), (30, 6));
    let levels = [Confidence::NINETY_FIVE];
    let all = |estimate: Estimate| {
        let limits = estimate.limits().unwrap()[0];
        [estimate.value(), limits.lower(), limits.upper()]
    };
    let near = |found: &[f64], expected: &[f64], year: &str| {
        for (found, expected) in found.iter().zip(expected) {
            let apart = (found / expected - 1.0).abs();
            assert!(apart < 1e-12, "{year}: {found} {expected}");
        }
    };
    let one = Multiplier::ONE;
    for of in &OF_YEARS {
        let (groups, year) = (&years[of.year], of.year);
        let slope = |fit| all(slope_index_by(groups, fit, one, &levels).unwrap());
        let ratio = |fit| all(relative_index_by(groups, fit, one, &levels).unwrap());
        near(&slope(Fit::Rates), &of.straight, year);
        near(&ratio(Fit::Rates)[..1], &[of.ratio], year);
        near(&slope(Fit::LogRates), &of.log_slope, year);
        near(&ratio(Fit::LogRates), &of.log_ratio, year);
    }
}
