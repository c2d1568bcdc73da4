//! How long the measures take that are asked for by the thousand. Run with `cargo bench -p measures`.
//!
//! Each figure is the least of several runs, beside the time to read the same numbers once.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench fails loudly and prints its figures"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use measures::control::ProportionFunnel;
use measures::gradient::{Quantile, QuantileGroup, slope_index};
use measures::mortality::{LifeTable, life_expectancy};
use measures::rate::{StandardPopulation, directly_standardised_rate};
use measures::{AgeBand, AgeGroup, Confidence, Count, Measured, Multiplier, Population};

const RUNS: usize = 7;
const LEVEL: &[Confidence] = &[Confidence::NINETY_FIVE];

/// The least time of several runs.
#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn least(mut work: impl FnMut()) -> Duration {
    (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap()
}

fn report(what: &str, took: Duration, pledged: Duration, reading: Option<Duration>) {
    let ratio = reading.map_or_else(String::new, |reading| {
        format!(
            ", {:.1} times reading its numbers once",
            took.as_secs_f64() / reading.as_secs_f64()
        )
    });
    println!(
        "{what}: {:.3} ms (pledged {:.3} ms){ratio}",
        took.as_secs_f64() * 1e3,
        pledged.as_secs_f64() * 1e3
    );
}

/// The nineteen bands of the abridged standard: 0-4, 5-9 ... 90+.
fn bands() -> Vec<AgeBand> {
    (0..18)
        .map(|band| AgeBand::between(band * 5, band * 5 + 5).unwrap())
        .chain([AgeBand::and_over(90).unwrap()])
        .collect()
}

/// A number that differs from place to place and is the same in every run.
fn varied(at: u32, up_to: u32) -> u32 {
    (at.wrapping_mul(2_654_435_761) >> 8) % up_to
}

/// Deaths and people of some places by age: few deaths in childhood, a fifth of the oldest.
fn by_age(places: u32) -> Vec<AgeGroup> {
    let bands = bands();
    (0..places)
        .flat_map(|place| {
            bands.iter().zip(0_u32..).map(move |(&age, band)| {
                let people = 900 + varied(place * 19 + band + 7, 2_000);
                let deaths = people * band * band * band / 30_000 + varied(place * 19 + band, 3);
                AgeGroup {
                    age,
                    count: Count::from(deaths),
                    population: Population::from(people),
                }
            })
        })
        .collect()
}

fn standardised() {
    let rows = by_age(52_631);
    let standard = StandardPopulation::european_2013();
    let reading = least(|| {
        let sum: f64 = rows
            .iter()
            .map(|row| row.count.get() + row.population.get())
            .sum();
        black_box(sum);
    });
    let took = least(|| {
        for place in rows.chunks(19) {
            black_box(directly_standardised_rate(
                place,
                &standard,
                Multiplier::PER_100_000,
                LEVEL,
            ))
            .unwrap();
        }
    });
    report(
        "directly standardised rates, 999,989 rows in 52,631 places",
        took,
        Duration::from_millis(20),
        Some(reading),
    );
}

fn slopes() {
    let places: Vec<Vec<QuantileGroup>> = (0..153_u32)
        .map(|place| {
            (1..=10_u8)
                .map(|tenth| QuantileGroup {
                    quantile: Quantile::tenth(tenth).unwrap(),
                    population: Population::from(20_000 + varied(place, 9_000)),
                    measured: Measured::with_standard_error(74.0 + f64::from(tenth) * 0.8, 0.4)
                        .unwrap(),
                })
                .collect()
        })
        .collect();
    let took = least(|| {
        for place in &places {
            black_box(slope_index(place, Multiplier::ONE, LEVEL)).unwrap();
        }
    });
    report(
        "slope indexes with limits, 153 places",
        took,
        Duration::from_micros(100),
        None,
    );
}

fn lives() {
    let rows = by_age(5_000);
    let took = least(|| {
        for place in rows.chunks(19) {
            let table = LifeTable::new(place).unwrap();
            black_box(life_expectancy(&table, 0, LEVEL)).unwrap();
        }
    });
    report(
        "life expectancy, 5,000 places",
        took,
        Duration::from_millis(10),
        None,
    );
}

fn funnel() {
    let places: Vec<(Count, Population)> = (0..100)
        .map(|place| {
            let size = 50 + varied(place, 5_000);
            (Count::from(varied(place + 3, size)), Population::from(size))
        })
        .collect();
    let took = least(|| {
        let funnel = ProportionFunnel::of(&places).unwrap();
        for &(_, size) in &places {
            for level in Confidence::PUBLISHED {
                black_box(funnel.limits(size, level)).unwrap();
            }
        }
    });
    report(
        "funnel of 100 places, both limits",
        took,
        Duration::from_millis(1),
        None,
    );
}

fn main() {
    standardised();
    slopes();
    lives();
    funnel();
}
