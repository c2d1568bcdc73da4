use std::sync::Arc;

use datafusion::arrow::array::{AsArray, Float64Array, RecordBatch, StringArray};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use measures::Polarity;
use proptest::prelude::*;

use super::{register, register_with};
use crate::named::named;
use crate::options::Options;
use crate::table::Table;

/// A session whose table `t` lies in several parts, so that partial states are made and merged.
fn session(batch: &RecordBatch, parts: usize) -> SessionContext {
    let config = SessionConfig::new().with_target_partitions(4);
    let session = SessionContext::new_with_config(config);
    register(&session);
    let size = batch.num_rows().div_ceil(parts).max(1);
    let pieces: Vec<Vec<RecordBatch>> = (0..parts)
        .map(|part| {
            let from = (part * size).min(batch.num_rows());
            vec![batch.slice(from, size.min(batch.num_rows() - from))]
        })
        .collect();
    let table = MemTable::try_new(batch.schema(), pieces).unwrap();
    session.register_table("t", Arc::new(table)).unwrap();
    session
}

/// The first rows of an answer: the key and the value of each group.
async fn answer(session: &SessionContext, query: &str) -> Vec<(String, Option<f64>)> {
    let batches = session.sql(query).await.unwrap().collect().await.unwrap();
    let mut rows = Vec::new();
    for batch in batches {
        let keys = batch.column(0).as_string::<i32>();
        let values = batch.column(1).as_primitive::<Float64Type>();
        for (key, value) in keys.iter().zip(values.iter()) {
            rows.push((key.unwrap().to_owned(), value));
        }
    }
    rows
}

fn counts(areas: &[String], counts: &[f64], populations: &[f64]) -> RecordBatch {
    let areas: StringArray = areas.iter().map(Some).collect();
    RecordBatch::try_from_iter([
        ("area", Arc::new(areas) as _),
        ("count", Arc::new(Float64Array::from(counts.to_vec())) as _),
        (
            "population",
            Arc::new(Float64Array::from(populations.to_vec())) as _,
        ),
    ])
    .unwrap()
}

#[tokio::test]
async fn a_query_says_how_a_measure_is_asked_and_what_is_wrong_with_a_cell() {
    let batch = counts(&["A".to_owned()], &[-1.0], &[10.0]);
    let session = session(&batch, 1);
    let error = session.sql("select rate(count) from t").await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("rate takes count, population; there are 1 arguments"),
        "{error}"
    );
    let query = session
        .sql("select rate(count, population) from t")
        .await
        .unwrap();
    let error = query.collect().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("rate: column count: a count cannot be negative, and -1 is; the row has count -1.0, population 10.0"),
        "{error}"
    );
}

/// NULL is an empty cell: a rate of some of the rows would look like a rate of all.
#[tokio::test]
async fn null_where_a_number_is_needed_ends_the_query_and_tells_the_row() {
    let areas: StringArray = ["A", "A", "B"].into_iter().map(Some).collect();
    let batch = RecordBatch::try_from_iter([
        ("area", Arc::new(areas) as _),
        (
            "count",
            Arc::new(Float64Array::from(vec![Some(1.0), None, Some(3.0)])) as _,
        ),
        (
            "population",
            Arc::new(Float64Array::from(vec![10.0, 20.0, 30.0])) as _,
        ),
    ])
    .unwrap();
    let session = session(&batch, 2);
    let query = session
        .sql("select area, rate(count, population) from t group by area")
        .await
        .unwrap();
    let error = query.collect().await.unwrap_err();
    assert!(
        error.to_string().contains(
            "rate: column count: is empty; a count is needed, and none is 0; the row has count NULL, population 20.0"
        ),
        "{error}"
    );
    let query = "select area, rate(count, population) filter (where count is not null)['value'] from t \
                 group by area order by area";
    let found = answer(&session, query).await;
    assert_eq!(
        found,
        [
            ("A".to_owned(), Some(10_000.0)),
            ("B".to_owned(), Some(10_000.0))
        ]
    );
}

/// SQL has no place for choices, so a session is given them.
#[tokio::test]
async fn a_session_can_say_which_way_is_good() {
    let names: StringArray = ["North", "South"].into_iter().map(Some).collect();
    let numbers = |numbers: [f64; 2]| Arc::new(Float64Array::from(numbers.to_vec())) as _;
    let batch = RecordBatch::try_from_iter([
        ("subgroup", Arc::new(names) as _),
        ("estimate", numbers([10.0, 20.0])),
        ("population", numbers([500.0, 500.0])),
    ])
    .unwrap();
    let session = session(&batch, 1);
    let query = "select 'all', population_attributable_risk(subgroup, estimate, population)['value'] from t";
    assert_eq!(answer(&session, query).await, [("all".to_owned(), None)]);
    let options = Options {
        polarity: Polarity::LowIsGood,
        ..Options::default()
    };
    register_with(&session, options);
    assert_eq!(
        answer(&session, query).await,
        [("all".to_owned(), Some(5.0))]
    );
}

#[tokio::test]
async fn rows_that_a_filter_leaves_out_do_not_count() {
    let areas = ["A".to_owned(), "A".to_owned(), "B".to_owned()];
    let batch = counts(&areas, &[1.0, 100.0, 3.0], &[10.0, 10.0, 30.0]);
    let session = session(&batch, 2);
    let query = "select area, rate(count, population) filter (where count < 50)['value'] from t \
                 group by area order by area";
    let found = answer(&session, query).await;
    assert_eq!(
        found,
        [
            ("A".to_owned(), Some(10_000.0)),
            ("B".to_owned(), Some(10_000.0))
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// However the rows are dealt out, a group's answer is the one from its columns.
    #[test]
    fn parts_merge_to_the_whole(
        rows in prop::collection::vec((0_u8..5, 0_u16..500, 1_u16..5000), 1..200),
        parts in 1_usize..7,
    ) {
        let areas: Vec<String> = rows.iter().map(|row| format!("area {}", row.0)).collect();
        let of = |pick: fn(&(u8, u16, u16)) -> u16| -> Vec<f64> {
            rows.iter().map(|row| f64::from(pick(row))).collect()
        };
        let batch = counts(&areas, &of(|row| row.1), &of(|row| row.2));
        let table = Table::new(&batch.schema(), std::slice::from_ref(&batch)).unwrap();
        let rate = named("rate").unwrap();
        let mut expected: Vec<(String, Option<f64>)> = table
            .groups(&["area".to_owned()])
            .unwrap()
            .iter()
            .map(|group| {
                let finding = (rate.measure)(group, &Options::default()).unwrap();
                (group.key().join(""), finding.value.ok().flatten())
            })
            .collect();
        expected.sort_by(|one, other| one.0.cmp(&other.0));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
        let found = runtime.block_on(answer(
            &session(&batch, parts),
            "select area, rate(count, population)['value'] from t group by area order by area",
        ));
        prop_assert_eq!(found, expected);
    }
}
