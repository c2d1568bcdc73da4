//! Funnels and control charts: how often a place or a point that is like all others lies within.

use measures::control::{
    Baseline, ControlChart, CountFunnel, Extremes, FunnelScale, ProportionFunnel, Screening,
    TrendPoint, Verdict, YearGaps, c_chart, count_beyond_chance, overdispersion, p_chart,
    share_beyond_chance, trend, u_chart, xmr_chart,
};
use measures::numeric::RandomStream;
use measures::{Confidence, Count, Limits, Polarity, Population, Undefined, numeric};

use super::draws::{Chances, normal};
use super::samples::{count, people};
use super::trial::{Cell, Column, Found, LEVELS, Section, share_of};

/// How many places draw the middle of a funnel.
const PLACES: usize = 30;

/// Charts promise no share; what they find is shown as it is.
const ALARMS: [Column; 2] = [
    Column {
        heading: "Points within the limits",
        promised: None,
    },
    Column {
        heading: "Points that no rule flags",
        promised: None,
    },
];

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section {
            measures: &["control::ProportionFunnel"],
            about: "Thirty places with one true share, of which one of the given size is judged.",
            columns: LEVELS,
            cells: proportions(),
            why: "The limits are those of the normal distribution, which is even where shares of \
                  small places are not: where few are expected, high counts are more frequent than \
                  it says, and only whole numbers can be counted.",
        },
        Section {
            measures: &["control::CountFunnel"],
            about: "Thirty places with one true rate, of which one with the given number expected \
                    is judged.",
            columns: LEVELS,
            cells: rates(),
            why: "The middle of the funnel is drawn from the same places and errs a little.",
        },
        Section {
            measures: &["control::share_beyond_chance"],
            about: "A place of the given size whose true share is that of the benchmark: how often it \
                    is judged similar.",
            columns: LEVELS,
            cells: shares_like_the_benchmark(),
            why: "Only whole numbers can be counted: where few are expected, one person more or less \
                  is the difference between within and beyond, and more lies beyond on one side than \
                  Wilson's approximation says.",
        },
        Section {
            measures: &["control::count_beyond_chance"],
            about: "A place with the given number expected whose true rate is that of the benchmark: \
                    how often it is judged similar.",
            columns: LEVELS,
            cells: counts_like_the_benchmark(),
            why: "The limits are those of a count, laid around what is expected. Around 1 they begin at \
                  0.03, so that none seen lies beyond them, though chance makes it so in 37 of 100. \
                  From about four expected on this no longer matters.",
        },
        Section {
            measures: &["control::overdispersion"],
            about: "A hundred places of 20 to 2,000 expected whose true values scatter by a tenth, \
                    of which one of the given size is judged. Shares are of about 2%.",
            columns: LEVELS,
            cells: dispersed(),
            why: "Drawing in the ten per cent of extremes at each end, or leaving them out, makes \
                  the scatter between places look smaller than it is, also where all of it is \
                  real, and the limits of large places, which rest on it, too narrow. In small \
                  places logarithms and roots of few events err unevenly.",
        },
        Section {
            measures: &["control::xmr_chart"],
            about: "A steady series of so many normal values, all of which set the limits. Three \
                    standard deviations would leave 99.73% within.",
            columns: ALARMS,
            cells: series(),
            why: "",
        },
        Section {
            measures: &["control::p_chart", "control::u_chart", "control::c_chart"],
            about: "A steady series of twenty-four counts, all of which set the limits.",
            columns: ALARMS,
            cells: charts(),
            why: "",
        },
        Section {
            measures: &["control::trend"],
            about: "Five yearly values of a steady series with a known error: how often no trend \
                    is found, which the rule promises for 99.8%.",
            columns: [
                Column {
                    heading: "No significant change",
                    promised: Some(0.998),
                },
                Column {
                    heading: "-",
                    promised: None,
                },
            ],
            cells: vec![
                Cell::new("even errors", |stream| steady(stream, [1.0; 5])),
                Cell::new("errors of 1, 2 and 4", |stream| {
                    steady(stream, [1.0, 4.0, 2.0, 2.0, 1.0])
                }),
            ],
            why: "",
        },
    ]
}

fn within(ask: impl Fn(Confidence) -> Result<Limits, Undefined>, value: f64) -> Found {
    Confidence::PUBLISHED.map(|level| Some(share_of(ask(level).ok()?.contain(value))))
}

fn proportions() -> Vec<Cell> {
    let mut cells = Vec::new();
    for size in [50_u32, 500, 5_000] {
        for share in [0.02, 0.2, 0.5] {
            let (judged, others) = (
                Chances::binomial(size, share),
                Chances::binomial(2_000, share),
            );
            let setting = format!("{size} people, share {share}");
            cells.push(Cell::new(setting, move |stream| {
                let place = (count(judged.draw(stream)), people(f64::from(size)));
                let mut places = vec![place];
                for _ in 1..PLACES {
                    places.push((count(others.draw(stream)), people(2_000.0)));
                }
                let funnel = ProportionFunnel::of(&places).unwrap();
                let value = place.0.get() / place.1.get();
                within(|level| funnel.limits(place.1, level), value)
            }));
        }
    }
    cells
}

fn shares_like_the_benchmark() -> Vec<Cell> {
    let mut cells = Vec::new();
    for size in [50_u32, 500, 5_000] {
        for share in [0.02, 0.2, 0.5] {
            cells.push(Cell::of_one_count(
                format!("{size} people, share {share}"),
                Chances::binomial(size, share),
                move |with| {
                    similar(|level, polarity| {
                        let (with, all) = (count(with), people(f64::from(size)));
                        share_beyond_chance(with, all, Some(share), level, polarity)
                    })
                },
            ));
        }
    }
    cells
}

fn counts_like_the_benchmark() -> Vec<Cell> {
    [1.0, 5.0, 20.0, 100.0, 1_000.0]
        .into_iter()
        .map(|expected| {
            let setting = format!("{expected} expected");
            Cell::of_one_count(setting, Chances::poisson(expected), move |seen| {
                similar(|level, polarity| {
                    count_beyond_chance(count(seen), count(expected), level, polarity)
                })
            })
        })
        .collect()
}

/// Whether a place is judged similar at either level.
fn similar(judge: impl Fn(Confidence, Polarity) -> Verdict) -> Found {
    Confidence::PUBLISHED.map(|level| {
        let verdict = judge(level, Polarity::NoJudgement);
        Some(share_of(verdict == Verdict::Similar))
    })
}

fn rates() -> Vec<Cell> {
    [1.0, 5.0, 20.0, 100.0, 1_000.0]
        .into_iter()
        .map(|expected| {
            let (judged, others) = (Chances::poisson(expected), Chances::poisson(200.0));
            Cell::new(format!("{expected} expected"), move |stream| {
                let place = (count(judged.draw(stream)), expected);
                let mut places = vec![place];
                for _ in 1..PLACES {
                    places.push((count(others.draw(stream)), 200.0));
                }
                let funnel = CountFunnel::of(&places).unwrap();
                within(
                    |level| funnel.limits(place.1, level),
                    place.0.get() / place.1,
                )
            })
        })
        .collect()
}

fn dispersed() -> Vec<Cell> {
    let mut cells = Vec::new();
    for (name, scale, share) in [
        ("logarithm of the ratio", FunnelScale::LogRatio, 1.0),
        ("root of the ratio", FunnelScale::RootRatio, 1.0),
        ("arc sine of the share", FunnelScale::ArcSine, 0.02),
        ("logarithm of counts", FunnelScale::LogCounts, 0.02),
    ] {
        for (treated, extremes) in [
            ("extremes drawn in", Extremes::DrawnIn),
            ("extremes left out", Extremes::LeftOut),
            ("extremes kept", Extremes::Kept),
        ] {
            for expected in [50.0, 1_000.0] {
                let setting = format!("{name}, {treated}, {expected} expected");
                cells.push(Cell::new(setting, move |stream| {
                    scattered(stream, scale, extremes, share, expected)
                }));
            }
        }
    }
    cells
}

fn scattered(
    stream: &mut RandomStream,
    scale: FunnelScale,
    extremes: Extremes,
    share: f64,
    expected: f64,
) -> Found {
    let places: Vec<(Count, Population)> = (0_u8..100)
        .map(|place| {
            let expected = if place == 0 {
                expected
            } else {
                20.0 * numeric::exp(f64::from(place) / 99.0 * numeric::ln(100.0))
            };
            let events = expected * numeric::exp(0.1 * normal(stream));
            let size = (expected / share).floor();
            let drawn = stream.poisson(events);
            (count(drawn), people(size))
        })
        .collect();
    let Ok(found) = overdispersion(&places, scale, extremes) else {
        return [None, None];
    };
    let (events, size) = places[0];
    within(|level| found.limits(size, level), events.get() / size.get())
}

fn flagged(chart: &ControlChart) -> Found {
    let points = chart.points();
    let number = f64::from(u32::try_from(points.len()).unwrap());
    let share = |of: fn(&measures::control::ChartPoint) -> bool| {
        let found = points.iter().filter(|point| of(point)).count();
        Some(f64::from(u32::try_from(found).unwrap()) / number)
    };
    [
        share(|point| point.lower <= point.value && point.value <= point.upper),
        share(|point| point.cause.is_none()),
    ]
}

fn series() -> Vec<Cell> {
    let mut cells = Vec::new();
    for number in [12_u32, 24, 60] {
        for (name, screening) in [
            ("jumps kept", Screening::Kept),
            ("jumps left out", Screening::LeftOut),
        ] {
            cells.push(Cell::new(
                format!("{number} values, {name}"),
                move |stream| {
                    let values: Vec<f64> = (0..number).map(|_| normal(stream)).collect();
                    let chart = xmr_chart(&values, &[], Baseline::Everything, screening);
                    flagged(&chart.unwrap())
                },
            ));
        }
    }
    cells
}

fn charts() -> Vec<Cell> {
    let mut cells = Vec::new();
    for (size, share) in [(50_u32, 0.04), (50, 0.4), (1_000, 0.1)] {
        let chances = Chances::binomial(size, share);
        let setting = format!("p chart, {size} people, share {share}");
        cells.push(Cell::new(setting, move |stream| {
            let periods: Vec<(Count, Population)> = (0..24)
                .map(|_| (count(chances.draw(stream)), people(f64::from(size))))
                .collect();
            flagged(&p_chart(&periods, &[]).unwrap())
        }));
    }
    for mean in [2.0, 20.0, 200.0] {
        let chances = Chances::poisson(mean);
        let setting = format!("c chart, {mean} events on average");
        cells.push(Cell::new(setting, move |stream| {
            let counts: Vec<Count> = (0..24).map(|_| count(chances.draw(stream))).collect();
            flagged(&c_chart(&counts, &[]).unwrap())
        }));
        let sizes = [0.5, 1.0, 2.0];
        let chances = sizes.map(|size| Chances::poisson(mean * size));
        let setting = format!("u chart, {mean} events on average for each size of one");
        cells.push(Cell::new(setting, move |stream| {
            let periods: Vec<(Count, Population)> = (0..24)
                .map(|period| {
                    let events = chances[period % 3].draw(stream);
                    (count(events), people(sizes[period % 3]))
                })
                .collect();
            flagged(&u_chart(&periods, &[]).unwrap())
        }));
    }
    cells
}

fn steady(stream: &mut RandomStream, errors: [f64; 5]) -> Found {
    let z = Confidence::NINETY_FIVE.z();
    let points: Vec<TrendPoint> = (2020..)
        .zip(errors)
        .map(|(year, error)| {
            let value = 50.0 + error * normal(stream);
            let (lower, upper) = (value - z * error, value + z * error);
            TrendPoint {
                year,
                value,
                limits: Limits::new(Confidence::NINETY_FIVE, lower, upper).unwrap(),
            }
        })
        .collect();
    let found = trend(&points, YearGaps::Refused).unwrap();
    let none = measures::control::Direction::NoSignificantChange;
    [Some(share_of(found.direction == none)), None]
}
