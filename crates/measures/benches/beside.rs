//! This crate as one of several that are timed beside one another: `scripts/measures-beside.py` asks, this answers.
//!
//! `cargo bench -p measures --bench beside -- FOLDER` reads the tables in the folder into memory. Then for each line on
//! standard input, the name of a task, it does the task once and prints one line of JSON: `seconds`, and `answers`, some
//! of the numbers, so that it can be seen that all did the same.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench fails loudly and prints its figures"
)]

use std::hint::black_box;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::time::Instant;

use measures::control::{FunnelLabel, ProportionFunnel};
use measures::gradient::{Quantile, QuantileGroup, relative_index, slope_index};
use measures::mortality::{LifeTable, life_expectancy};
use measures::rate::{StandardPopulation, directly_standardised_rate};
use measures::{
    AgeBand, AgeGroup, Confidence, Count, Estimate, Measured, Multiplier, Population, Undefined,
};

const LEVEL: &[Confidence] = &[Confidence::NINETY_FIVE];

/// Of so many places one is told.
const TOLD: usize = 97;

/// The tables of all tasks, as types of this crate.
struct Tables {
    rates: Vec<Vec<AgeGroup>>,
    standard: StandardPopulation,
    slopes: Vec<Vec<QuantileGroup>>,
    lives: Vec<Vec<AgeGroup>>,
    funnel: Vec<(Count, Population)>,
}

/// The rows of a file as numbers.
fn rows(folder: &Path, name: &str) -> Vec<Vec<f64>> {
    let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            record.iter().map(|cell| cell.parse().unwrap()).collect()
        })
        .collect()
}

/// Rows cut where the first number, the area, changes.
fn by_area(rows: &[Vec<f64>]) -> impl Iterator<Item = &[Vec<f64>]> {
    rows.chunk_by(|one, other| one[0].total_cmp(&other[0]).is_eq())
}

fn whole(number: f64) -> u8 {
    format!("{number}").parse().unwrap()
}

/// Area, age at which the band begins, events and people.
fn age_groups(rows: &[Vec<f64>]) -> Vec<AgeGroup> {
    rows.iter()
        .enumerate()
        .map(|(place, row)| AgeGroup {
            age: match rows.get(place + 1) {
                Some(next) => AgeBand::between(whole(row[1]), whole(next[1])).unwrap(),
                None => AgeBand::and_over(whole(row[1])).unwrap(),
            },
            count: Count::new(row[2]).unwrap(),
            population: Population::new(row[3]).unwrap(),
        })
        .collect()
}

impl Tables {
    fn read(folder: &Path) -> Self {
        let (rates, slopes, lives) = (
            rows(folder, "rates.csv"),
            rows(folder, "slopes.csv"),
            rows(folder, "lives.csv"),
        );
        let first = by_area(&rates).next().unwrap();
        let ages = age_groups(first);
        let weights = ages.iter().zip(first);
        let weights = weights.map(|(band, row)| (band.age, Population::new(row[4]).unwrap()));
        Self {
            standard: StandardPopulation::new(weights).unwrap(),
            rates: by_area(&rates).map(age_groups).collect(),
            slopes: by_area(&slopes)
                .map(|place| {
                    let parts = u8::try_from(place.len()).unwrap();
                    let groups = place.iter().map(|row| QuantileGroup {
                        quantile: Quantile::new(whole(row[1]), parts).unwrap(),
                        population: Population::new(row[2]).unwrap(),
                        measured: Measured::with_standard_error(row[3], row[4]).unwrap(),
                    });
                    groups.collect()
                })
                .collect(),
            lives: by_area(&lives).map(age_groups).collect(),
            funnel: rows(folder, "funnel.csv")
                .iter()
                .map(|row| {
                    (
                        Count::new(row[1]).unwrap(),
                        Population::new(row[2]).unwrap(),
                    )
                })
                .collect(),
        }
    }

    /// Does a task once; all numbers that it makes.
    fn run(&self, task: &str) -> Vec<f64> {
        match task {
            "rates" => of_each(&self.rates, |place| {
                directly_standardised_rate(place, &self.standard, Multiplier::PER_100_000, LEVEL)
            }),
            "slopes" => {
                let mut answers = of_each(&self.slopes, |place| {
                    slope_index(place, Multiplier::ONE, LEVEL)
                });
                answers.extend(of_each(&self.slopes, |place| {
                    relative_index(place, Multiplier::ONE, LEVEL)
                }));
                answers
            }
            "lives" => of_each(&self.lives, |place| {
                life_expectancy(&LifeTable::new(place)?, 0, LEVEL)
            }),
            "funnel" => {
                let funnel = ProportionFunnel::of(&self.funnel).unwrap();
                for &(_, size) in &self.funnel {
                    for level in Confidence::PUBLISHED {
                        black_box(funnel.limits(size, level)).unwrap();
                    }
                }
                let labels = self.funnel.iter();
                labels
                    .map(|&(count, size)| match funnel.label(count, size).unwrap() {
                        FunnelLabel::LowOuter => -2.0,
                        FunnelLabel::LowInner => -1.0,
                        FunnelLabel::NotSignificant => 0.0,
                        FunnelLabel::HighInner => 1.0,
                        FunnelLabel::HighOuter => 2.0,
                    })
                    .collect()
            }
            other => unreachable!("no such task: {other}"),
        }
    }
}

/// Value and limits of each place.
fn of_each<Place>(
    places: &[Place],
    measure: impl Fn(&Place) -> Result<Estimate, Undefined>,
) -> Vec<f64> {
    let mut answers = Vec::with_capacity(places.len() * 3);
    for place in places {
        let estimate = measure(place).unwrap();
        let limits = estimate.limits_at(LEVEL[0]).unwrap();
        answers.extend([estimate.value(), limits.lower(), limits.upper()]);
    }
    answers
}

/// Some of the answers: of every so manieth place.
fn told(answers: &[f64]) -> Vec<f64> {
    answers.chunks(3).step_by(TOLD).flatten().copied().collect()
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn main() {
    let folder = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(folder) = folder.into_iter().find(|folder| folder.is_dir()) else {
        println!("scripts/measures-beside.py runs this beside other packages");
        return;
    };
    let tables = Tables::read(&folder);
    println!("ready");
    for task in std::io::stdin().lock().lines() {
        let task = task.unwrap();
        let start = Instant::now();
        let answers = black_box(tables.run(&task));
        let seconds = start.elapsed().as_secs_f64();
        let answers = if task == "funnel" {
            answers
        } else {
            told(&answers)
        };
        println!(
            "{}",
            serde_json::json!({ "seconds": seconds, "answers": answers })
        );
    }
}
