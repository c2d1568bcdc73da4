//! Counts, shares, crude rates and means.

use measures::interval::{self, PoissonMethod};
use measures::numeric::RandomStream;
use measures::recording::{Recorded, completeness};
use measures::{Confidence, Count, Estimate, Limits, Multiplier, Undefined, rate};

use super::draws::{Chances, exponential, normal};
use super::samples::{count, people};
use super::trial::{Cell, Found, LEVELS, Section, holds, share_of};

const BOTH: &[Confidence] = &Confidence::PUBLISHED;

/// Rare and common, in small, middle and large samples.
const SHARES: [(u32, f64); 11] = [
    (20, 0.05),
    (20, 0.5),
    (100, 0.01),
    (100, 0.1),
    (100, 0.5),
    (1_000, 0.001),
    (1_000, 0.01),
    (1_000, 0.1),
    (1_000, 0.5),
    (100_000, 0.000_1),
    (100_000, 0.1),
];

const MEANS: [f64; 10] = [
    0.5, 2.0, 5.0, 9.0, 12.0, 20.0, 50.0, 100.0, 1_000.0, 10_000.0,
];

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section {
            measures: &["rate::proportion", "interval::wilson"],
            about: "Of so many people, each has it with the given probability.",
            columns: LEVELS,
            cells: shares(|x, n| {
                rate::proportion(count(x), people(f64::from(n)), Multiplier::ONE, BOTH)
            }),
            why: "Wilson's limits hold their name on average over shares and not for each: only \
                  whole numbers can be counted, and where few are expected one count more or less \
                  decides. Exact binomial limits never fall short, and are wider.",
        },
        Section {
            measures: &["recording::completeness"],
            about: "For each of so many people it is known with the given probability.",
            columns: LEVELS,
            cells: shares(|x, n| {
                let recorded = Recorded {
                    known: count(x),
                    declined: Count::ZERO,
                    not_asked: count(f64::from(n) - x),
                    invalid: Count::ZERO,
                };
                completeness(recorded, Multiplier::ONE, BOTH)
            }),
            why: "The limits are Wilson's, and fall short where those of a proportion do.",
        },
        Section {
            measures: &["interval::exact_binomial"],
            about: "Of so many people, each has it with the given probability.",
            columns: LEVELS,
            cells: SHARES
                .iter()
                .map(|&(n, p)| {
                    Cell::of_one_count(of(n, p), Chances::binomial(n, p), move |x| {
                        limits(p, |level| {
                            interval::exact_binomial(count(x), people(f64::from(n)), level)
                        })
                    })
                })
                .collect(),
            why: "",
        },
        Section {
            measures: &["rate::crude_rate", "interval::poisson"],
            about: "Events at the given average number, by the rule that exact limits are used \
                    below ten events and Byar's from ten.",
            columns: LEVELS,
            cells: events(|x| {
                let method = PoissonMethod::ExactBelowTen;
                rate::crude_rate(count(x), people(1.0), Multiplier::ONE, method, BOTH)
            }),
            why: "From ten events the limits are Byar's, which are a hair narrower than the exact \
                  ones.",
        },
        Section {
            measures: &["interval::byar"],
            about: "Events at the given average number, with Byar's limits however few they are.",
            columns: LEVELS,
            cells: events(|x| {
                let method = PoissonMethod::ByarThroughout;
                rate::crude_rate(count(x), people(1.0), Multiplier::ONE, method, BOTH)
            }),
            why: "Byar's formula approximates the exact limits and is rough below ten events.",
        },
        Section {
            measures: &["interval::exact_poisson"],
            about: "Events at the given average number.",
            columns: LEVELS,
            cells: MEANS
                .iter()
                .map(|&mean| {
                    Cell::of_one_count(on_average(mean), Chances::poisson(mean), move |x| {
                        limits(mean, |level| Ok(interval::exact_poisson(count(x), level)))
                    })
                })
                .collect(),
            why: "",
        },
        Section {
            measures: &["rate::mean", "interval::student_t"],
            about: "So many values from a symmetric (normal) or a very skewed (exponential) \
                    distribution.",
            columns: LEVELS,
            cells: [5, 30, 200]
                .into_iter()
                .flat_map(|n| {
                    [
                        Cell::new(format!("{n} normal values"), mean(n, 0.0, normal)),
                        Cell::new(format!("{n} skewed values"), mean(n, 1.0, exponential)),
                    ]
                })
                .collect(),
            why: "Student's t is made for symmetric values. With few values from a skewed \
                  distribution the rare large ones are often missing, and both the mean and its \
                  error come out too small.",
        },
    ]
}

fn shares(
    ask: impl Fn(f64, u32) -> Result<Estimate, Undefined> + Copy + Send + Sync + 'static,
) -> Vec<Cell> {
    SHARES
        .iter()
        .map(|&(n, p)| {
            Cell::of_one_count(of(n, p), Chances::binomial(n, p), move |x| {
                holds(&ask(x, n), p)
            })
        })
        .collect()
}

fn events(
    ask: impl Fn(f64) -> Result<Estimate, Undefined> + Copy + Send + Sync + 'static,
) -> Vec<Cell> {
    MEANS
        .iter()
        .map(|&mean| {
            Cell::of_one_count(on_average(mean), Chances::poisson(mean), move |x| {
                holds(&ask(x), mean)
            })
        })
        .collect()
}

fn limits(truth: f64, ask: impl Fn(Confidence) -> Result<Limits, Undefined>) -> Found {
    Confidence::PUBLISHED.map(|level| Some(share_of(ask(level).ok()?.contain(truth))))
}

fn mean(
    n: u32,
    truth: f64,
    value: fn(&mut RandomStream) -> f64,
) -> impl Fn(&mut RandomStream) -> Found {
    move |stream| {
        let values: Vec<f64> = (0..n).map(|_| value(stream)).collect();
        holds(&rate::mean(&values, BOTH), truth)
    }
}

fn of(n: u32, p: f64) -> String {
    format!("{n} people, probability {p}")
}

fn on_average(mean: f64) -> String {
    format!("{mean} events on average")
}
