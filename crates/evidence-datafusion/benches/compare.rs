//! How long a place compared on 1,000 indicators takes, and one indicator of many places. Pledged, in a release build with the
//! data at hand: 50 ms and 5 ms.
//!
//! Run with `cargo bench -p evidence-datafusion --bench compare`. Each figure is the middle one of several runs; the first, which reads
//! the file from disk, is printed beside it.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench fails loudly and prints its figures"
)]

use std::fmt::Write;
use std::future::Future;
use std::io::Cursor;
use std::time::{Duration, Instant};

use evidence::analysis::{
    CompareAsk, IndicatorAsk, Order, OutliersAsk, Over, compare, indicator, outliers,
};
use evidence::engine::{Engine, Source};
use evidence::intake::Choices;
use evidence_datafusion::{DataFolder, DataFusionEngine};
use tokio::runtime::Runtime;

const INDICATORS: u32 = 1_000;
const PLACES: u32 = 33;
const YEARS: u32 = 6;
/// Of these indicators each place has five ethnic groups in the last year.
const WITH_GROUPS: u32 = 100;
const RUNS: usize = 15;

/// A share that looks drawn and is the same everywhere.
fn drawn(indicator: u32, place: u32, year: u32) -> u32 {
    let number = (indicator * 64 + place) * 64 + year;
    100 + (number.wrapping_mul(2_654_435_761) >> 20) % 200
}

fn export() -> Vec<u8> {
    let mut text = String::from(
        "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,\
         Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note,Recent Trend,\
         Compared to England value or percentiles\n",
    );
    for indicator in 0..INDICATORS {
        for place in 0..=PLACES {
            let of = match place {
                0 => "E92000001,England,E92000001,England,England".to_owned(),
                place => {
                    format!("E12000007,London region,E09{place:06},Borough {place},County & UA")
                }
            };
            let mut row = |category: &str, year: u32, count: u32| {
                writeln!(
                    text,
                    "{indicator},Indicator number {indicator},{of},Persons,All ages,{category},{},{}.{},{}.5,{}.5,{count},1000,,,",
                    2015 + year,
                    count / 10,
                    count % 10,
                    count / 10 - 3,
                    count / 10 + 3,
                )
                .unwrap();
            };
            for year in 0..YEARS {
                row(",", year, drawn(indicator, place, year));
            }
            if indicator < WITH_GROUPS {
                for group in 0..5 {
                    let category = format!("Ethnic groups,Group {group}");
                    row(&category, YEARS - 1, drawn(indicator, place, 10 + group));
                }
            }
        }
    }
    text.into_bytes()
}

/// The time of the first run, and the middle one of those after it.
#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn timed<F: Future>(runtime: &Runtime, mut work: impl FnMut(u32) -> F) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..)
        .take(RUNS + 1)
        .map(|run| {
            let start = Instant::now();
            runtime.block_on(work(run));
            start.elapsed()
        })
        .collect();
    let first = times.remove(0);
    times.sort();
    (first, times[RUNS / 2])
}

fn report(what: &str, (first, middle): (Duration, Duration), pledged: f64) {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{what}: {:.2} ms (pledged {pledged:.0} ms), the first time {:.1} ms",
        milliseconds(middle),
        milliseconds(first)
    );
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let engine = DataFusionEngine::new(DataFolder::open(folder.path()).unwrap());
    let source = Source::new("export.csv", Cursor::new(export()));
    let intake = runtime
        .block_on(engine.stage(vec![source], Choices::default()))
        .unwrap();
    assert_eq!(intake.problems, []);
    let over = Over::published([intake.staged.unwrap()]);
    // Every run asks of another place, so that nothing but the data is at hand.
    let place = |run: u32| format!("E09{:06}", 1 + run % PLACES);

    let one_place = timed(&runtime, |run| {
        let (engine, over) = (&engine, &over);
        async move {
            let answer = compare(engine, &CompareAsk::new(place(run)), over)
                .await
                .unwrap();
            assert_eq!(
                answer.result.rows.len(),
                usize::try_from(INDICATORS).unwrap()
            );
        }
    });
    report("compare: a place on 1,000 indicators", one_place, 50.0);
    let by_importance = timed(&runtime, |run| {
        let (engine, over) = (&engine, &over);
        async move {
            let ask = OutliersAsk {
                compare: CompareAsk::new(place(run)),
                order: Some(Order::Importance),
            };
            outliers(engine, &ask, over).await.unwrap();
        }
    });
    report(
        "compare: where it stands out, by importance",
        by_importance,
        50.0,
    );
    let one_indicator = timed(&runtime, |run| {
        let (engine, over) = (&engine, &over);
        async move {
            let ask = IndicatorAsk::new((run * 37 % INDICATORS).to_string(), place(run));
            indicator(engine, &ask, over).await.unwrap();
        }
    });
    report("indicator: one of 33 places", one_indicator, 5.0);
}
