//! How long a measure takes in SQL over a table in memory, on one core. Run with `cargo bench -p measures-sql --bench sql`.
//!
//! The figure is the least of several runs, beside the time that the engine takes to read the same columns once.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench fails loudly and prints its figures"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use datafusion::arrow::array::{ArrayRef, AsArray, Float64Array, Int32Array, RecordBatch};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use measures_sql::sql::register;
use tokio::runtime::{Builder, Runtime};

const RUNS: usize = 5;
const PLACES: u32 = 52_631;
const ROWS: u32 = 1_000_000;
const PLEDGED: Duration = Duration::from_millis(200);

/// The European Standard Population of 2013 in nineteen bands, the last of 90 and over.
const STANDARD: [u32; 19] = [
    5_000, 5_500, 5_500, 5_500, 6_000, 6_000, 6_500, 7_000, 7_000, 7_000, 7_000, 6_500, 6_000,
    5_500, 5_000, 4_000, 2_500, 1_500, 1_000,
];

const RATES: &str =
    "select area, dsr(count, population, standard_population) as rate from deaths group by area";
const READING: &str =
    "select sum(area), sum(count), sum(population), sum(standard_population) from deaths";

/// A number that differs from place to place and is the same in every run.
fn varied(at: u32, up_to: u32) -> u32 {
    (at.wrapping_mul(2_654_435_761) >> 8) % up_to
}

/// Deaths and people by area and age, in batches of the engine's usual size. The eleven rows that
/// nineteen bands leave over are a twentieth band of the first areas.
fn deaths(size: usize) -> Vec<RecordBatch> {
    let mut areas = Vec::new();
    let mut numbers: [Vec<f64>; 3] = Default::default();
    for row in 0..ROWS {
        let band = (row / PLACES).min(18);
        let people = 900 + varied(row + 7, 2_000);
        let deaths = people * band * band * band / 30_000 + varied(row, 3);
        areas.push(i32::try_from(row % PLACES).unwrap());
        let cells = [deaths, people, STANDARD[band as usize]];
        for (column, cell) in numbers.iter_mut().zip(cells) {
            column.push(f64::from(cell));
        }
    }
    let [counts, populations, standard] = numbers;
    let column = |cells: Vec<f64>| Arc::new(Float64Array::from(cells)) as ArrayRef;
    let whole = RecordBatch::try_from_iter([
        ("area", Arc::new(Int32Array::from(areas)) as ArrayRef),
        ("count", column(counts)),
        ("population", column(populations)),
        ("standard_population", column(standard)),
    ])
    .unwrap();
    (0..whole.num_rows())
        .step_by(size)
        .map(|from| whole.slice(from, size.min(whole.num_rows() - from)))
        .collect()
}

fn session() -> SessionContext {
    let config = SessionConfig::new().with_target_partitions(1);
    let size = config.batch_size();
    let session = SessionContext::new_with_config(config);
    register(&session);
    let batches = deaths(size);
    let schema = batches.first().unwrap().schema();
    let table = MemTable::try_new(schema, vec![batches]).unwrap();
    session.register_table("deaths", Arc::new(table)).unwrap();
    session
}

fn run(runtime: &Runtime, session: &SessionContext, query: &str) -> Vec<RecordBatch> {
    runtime.block_on(async { session.sql(query).await.unwrap().collect().await.unwrap() })
}

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

/// Every area has a rate with limits, so that what is timed is the whole work.
fn check(answer: &[RecordBatch]) {
    let mut places = 0;
    for batch in answer {
        let rate = batch.column(1).as_struct();
        for name in ["value", "lower95", "upper95"] {
            let numbers = rate.column_by_name(name).unwrap();
            assert_eq!(
                numbers
                    .as_primitive::<Float64Type>()
                    .iter()
                    .flatten()
                    .count(),
                batch.num_rows()
            );
        }
        places += batch.num_rows();
    }
    assert_eq!(places, PLACES as usize);
}

fn main() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let session = session();
    check(&run(&runtime, &session, RATES));
    let reading = least(|| drop(run(&runtime, &session, READING)));
    let took = least(|| drop(run(&runtime, &session, RATES)));
    println!(
        "directly standardised rates in SQL, 1,000,000 rows in 52,631 groups on one core: {:.1} ms (pledged {:.0} ms), \
         {:.1} times reading its columns once ({:.1} ms)",
        took.as_secs_f64() * 1e3,
        PLEDGED.as_secs_f64() * 1e3,
        took.as_secs_f64() / reading.as_secs_f64(),
        reading.as_secs_f64() * 1e3,
    );
}
