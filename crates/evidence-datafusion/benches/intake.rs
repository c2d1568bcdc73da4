//! How many rows a second are read, checked and written. The limit to reach is 200,000, in a release build.
//!
//! Run with `cargo bench -p evidence-datafusion`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench fails loudly and prints its figure"
)]

use std::io::Cursor;
use std::time::Instant;

use evidence::engine::{Engine, Source};
use evidence::intake::Choices;
use evidence_datafusion::{DataFolder, DataFusionEngine};

/// Rows of an export with the variety of a real one: 300 places, 20 years, two ages, three sexes, many indicators.
const ROWS: u32 = 500_000;
const PLEDGED: f64 = 200_000.0;

fn export() -> Vec<u8> {
    use std::fmt::Write;
    let mut text = String::from(
        "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,\
         Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note,Recent Trend,\
         Compared to England value or percentiles\n",
    );
    for number in 0..ROWS {
        let (area, rest) = (number % 300, number / 300);
        let (year, rest) = (2000 + rest % 20, rest / 20);
        let (sex, rest) = (rest % 3, rest / 3);
        let (age, indicator) = (rest % 2, rest / 2);
        let count = 100 + (number.wrapping_mul(2_654_435_761) >> 20) % 800;
        let share = f64::from(count) / 10.0;
        let sex = ["Persons", "Male", "Female"]
            .get(usize::try_from(sex).unwrap())
            .unwrap();
        let age = ["All ages", "65+ yrs"]
            .get(usize::try_from(age).unwrap())
            .unwrap();
        writeln!(
            text,
            "{indicator},Indicator number {indicator},E12000007,London region,E09{area:06},Borough {area},County & UA,{sex},{age},,,\
             {year},{share}261896202678,{}.9129396546008,{}.5447303303505,{count},1000,,No significant change,Similar",
            count / 10 - 3,
            count / 10 + 3,
        )
        .unwrap();
    }
    text.into_bytes()
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let engine = DataFusionEngine::new(DataFolder::open(folder.path()).unwrap());
    let bytes = export();
    let size = bytes.len() / 1_000_000;
    let source = Source::new("export.csv", Cursor::new(bytes));
    let start = Instant::now();
    let intake = runtime
        .block_on(engine.stage(vec![source], Choices::default()))
        .unwrap();
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(intake.problems, []);
    assert_eq!(intake.sound_rows, u64::from(ROWS));
    let rate = f64::from(ROWS) / seconds;
    println!(
        "intake: {ROWS} rows, {size} MB, in {seconds:.2} s: {rate:.0} rows a second (pledged {PLEDGED:.0})"
    );
}
