//! Life expectancy and its gap from deaths and people by tenth of deprivation, England, 2010 to 2012.

use std::collections::BTreeMap;

use measures::gradient::{Quantile, QuantileGroup, slope_index};
use measures::mortality::{
    Bootstrap, DeathsByCause, LifeTable, life_expectancy, life_expectancy_gap,
};
use measures::{AgeBand, AgeGroup, Confidence, Count, Measured, Multiplier, Population};

use super::files::{Row, deaths_by_tenth, published};

const BANDS: [&str; 20] = [
    "<1", "1-4", "5-9", "10-14", "15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49",
    "50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90+",
];

/// Deaths by cause and people of one sex, in one tenth or in all, three years together.
fn by_cause(
    [deaths, people]: &[Vec<Row>; 2],
    sex: &str,
    tenth: Option<u8>,
) -> Vec<DeathsByCause<String>> {
    let wanted = |row: &&Row| {
        let tenth = tenth.map(|tenth| tenth.to_string());
        row.text("sex") == sex
            && ["2010", "2011", "2012"].contains(&row.text("year"))
            && tenth.is_none_or(|tenth| row.text("imd") == tenth)
    };
    BANDS
        .iter()
        .map(|label| {
            let mut causes: BTreeMap<String, f64> = BTreeMap::new();
            for row in deaths.iter().filter(wanted) {
                *causes.entry(row.text("cause").to_owned()).or_default() +=
                    row.number(label).unwrap();
            }
            let people: f64 = people
                .iter()
                .filter(wanted)
                .map(|row| row.number(label).unwrap())
                .sum();
            DeathsByCause {
                age: label.parse().unwrap(),
                population: Population::new(people).unwrap(),
                deaths: Count::new(causes.values().sum()).unwrap(),
                causes: causes
                    .into_iter()
                    .map(|(cause, deaths)| (cause, Count::new(deaths).unwrap()))
                    .collect(),
            }
        })
        .collect()
}

fn table(groups: &[DeathsByCause<String>]) -> LifeTable {
    let groups: Vec<AgeGroup> = groups
        .iter()
        .map(|group| AgeGroup {
            age: group.age,
            count: group.deaths,
            population: group.population,
        })
        .collect();
    LifeTable::new(&groups).unwrap()
}

#[test]
fn life_expectancy_of_england_and_its_slope_over_tenths() {
    let Some(files) = deaths_by_tenth() else {
        return;
    };
    let slopes = published("published_slope_index_of_inequality_2010-2018.csv.gz").unwrap();
    for (sex, england) in [("Male", "79.09"), ("Female", "82.88")] {
        let all = life_expectancy(&table(&by_cause(&files, sex, None)), 0, &[]).unwrap();
        assert_eq!(format!("{:.2}", all.value()), england);
        let tenths: Vec<QuantileGroup> = (1..=10)
            .map(|tenth| {
                let table = table(&by_cause(&files, sex, Some(tenth)));
                let born = table.rows()[0];
                let people: f64 = table.rows().iter().map(|row| row.population).sum();
                QuantileGroup {
                    quantile: Quantile::new(tenth, 10).unwrap(),
                    population: Population::new(people).unwrap(),
                    measured: Measured::with_standard_error(born.expectation, born.standard_error)
                        .unwrap(),
                }
            })
            .collect();
        let slope = slope_index(&tenths, Multiplier::ONE, &[]).unwrap().value();
        let wanted = |row: &&Row| {
            row.text("area_code") == "E92000001"
                && row.text("period") == "2010-12"
                && row.text("group") == sex
        };
        let published = slopes.iter().find(wanted).unwrap().number("value").unwrap();
        assert!(
            (slope - published).abs() < 0.15,
            "{sex}: {slope}, published {published}"
        );
    }
}

#[test]
fn the_gap_between_the_ends_of_deprivation_by_age_and_cause() {
    let Some(files) = deaths_by_tenth() else {
        return;
    };
    let [most, least] = [1, 10].map(|tenth| by_cause(&files, "Male", Some(tenth)));
    let bootstrap = Bootstrap {
        seed: 1,
        draws: 400,
    };
    let level = Confidence::NINETY_FIVE;
    let parts = life_expectancy_gap(&most, &least, 0, bootstrap, &[level]).unwrap();
    let gap = parts.gap.value();
    let apart = table(&least).rows()[0].expectation - table(&most).rows()[0].expectation;
    assert!((gap - apart).abs() < 1e-12 && gap > 8.0);
    let causes: f64 = parts.by_cause.iter().map(|(_, part)| part.value()).sum();
    let ages: f64 = parts.by_age.iter().map(|(_, part)| part.value()).sum();
    assert!((causes - gap).abs() < 1e-11 && (ages - gap).abs() < 1e-11);
    assert_eq!((parts.by_cause.len(), parts.by_age.len()), (10, 20));
    // Nobody above one year of age dies of what newborns die of, at equal rates of zero.
    let old: AgeBand = "90+".parse().unwrap();
    let (_, _, neonatal) = parts
        .by_age_and_cause
        .iter()
        .find(|(age, cause, _)| *age == old && cause == "10 Neonatal")
        .unwrap();
    assert_eq!(neonatal.value().to_bits(), 0.0_f64.to_bits());
    for (cause, part) in &parts.by_cause {
        let limits = part.limits_at(level).unwrap();
        // Among millions of person-years no cause is uncertain by a quarter of a year.
        assert!(
            limits.contain(part.value()) && limits.width() < 0.25,
            "{cause}"
        );
    }
}
