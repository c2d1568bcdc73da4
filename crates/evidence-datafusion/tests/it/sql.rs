//! SQL over open data: what is answered, and what is refused.

use std::time::Duration;

use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use evidence::analysis::DataVersion;
use evidence::cell::Origin;
use evidence::disclosure::Policy;
use evidence::engine::Engine;
use evidence::open_data::{
    OBSERVATIONS, OpenFile, Package, ParquetWriter, Part, Wanted, write_csv,
};
use evidence_datafusion::sql::{SqlError, SqlFormat, SqlLimits, SqlSession};
use serde_json::{Value, json};

use crate::export::{Bench, bench, export, export_with};

/// A bench whose two releases are two data sets.
async fn loaded() -> (Bench, Vec<Part>) {
    let bench = bench();
    let mut parts = Vec::new();
    for (name, text, origin) in [
        ("smoking-survey", export(), Origin::Imported),
        (
            "areas",
            export_with("Area Code", "E09000099"),
            Origin::Illustrative,
        ),
    ] {
        let file = bench.stage(name, text).await.staged.unwrap();
        bench.engine.keep(file).await.unwrap();
        let version = DataVersion {
            file,
            policy: Policy::AlreadyPublished,
            origin,
        };
        parts.push(Part {
            file: OpenFile::of(version).unwrap(),
            data_set: name.to_owned(),
            title: name.to_owned(),
            version: 3,
            source: Some("A publisher".to_owned()),
            licence: None,
            attribution: None,
            as_at: "2022-09-08".to_owned(),
            published_on: None,
            next_due: None,
        });
    }
    (bench, parts)
}

async fn session(bench: &Bench, parts: &[Part], limits: SqlLimits) -> SqlSession {
    let mut indicators = Vec::new();
    for part in parts {
        let catalogue = bench.engine.describe(part.file.file()).await.unwrap();
        indicators.extend(catalogue.indicators.values().cloned());
    }
    indicators.dedup_by(|a, b| a.id == b.id);
    SqlSession::open(&bench.engine, parts, &indicators, limits)
        .await
        .unwrap()
}

async fn write(session: &SqlSession, query: &str, format: SqlFormat) -> Result<Vec<u8>, SqlError> {
    let mut out = Vec::new();
    session.ask(query).await?.write(format, &mut out).await?;
    Ok(out)
}

async fn rows(session: &SqlSession, query: &str) -> Value {
    let out = write(session, query, SqlFormat::Json).await.unwrap();
    serde_json::from_slice(&out).unwrap()
}

#[tokio::test]
async fn the_tables_hold_what_they_promise() {
    let (bench, parts) = loaded().await;
    let session = session(&bench, &parts, SqlLimits::default()).await;
    assert_eq!(
        session.tables(),
        [
            "areas",
            "data_set_areas",
            "data_sets",
            "indicators",
            "observations",
            "smoking_survey"
        ]
    );
    let one = rows(
        &session,
        "select * from smoking_survey where area_code = 'E09000001' and period = '2020'",
    )
    .await;
    assert_eq!(
        one,
        json!([{
            "data_set": "smoking-survey", "version": 3, "indicator": "900", "area_code": "E09000001",
            "area_name": "A borough", "area_type": "Borough", "parent_code": "E12000007",
            "parent_name": "A region", "period": "2020", "period_start": "2020-01-01", "period_months": 12,
            "sex": "Persons", "age": "18+ yrs", "category_type": null, "category": null, "state": "value",
            "value": 26.0, "lower_95": null, "upper_95": null, "lower_99_8": null, "upper_99_8": null,
            "count": 260.0, "denominator": 1000.0, "note": null, "origin": "imported",
        }])
    );
    let headings: Vec<&str> = one[0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(headings, OBSERVATIONS.map(|column| column.name));
    for (query, found) in [
        (
            "select count(*) as n from observations",
            json!([{ "n": 8 }]),
        ),
        (
            "select origin, count(*) as n from observations group by origin order by origin",
            json!([{ "origin": "illustrative", "n": 4 }, { "origin": "imported", "n": 4 }]),
        ),
        (
            "select name, unit from indicators",
            json!([{ "name": "Adults who smoke", "unit": "%" }]),
        ),
        (
            "select area_code from areas where area_type = 'England'",
            json!([{ "area_code": "E92000001" }]),
        ),
        (
            "select data_set, source, licence from data_sets where version = 3 order by data_set limit 1",
            json!([{ "data_set": "areas", "source": "A publisher", "licence": null }]),
        ),
        (
            "select area_code from observations where value > 1e9",
            json!([]),
        ),
    ] {
        assert_eq!(rows(&session, query).await, found, "{query}");
    }
}

#[tokio::test]
async fn nothing_but_reading_is_carried_out() {
    let (bench, parts) = loaded().await;
    let session = session(&bench, &parts, SqlLimits::default()).await;
    let outside = bench.folder.path().join("outside.csv");
    std::fs::write(&outside, "a,b\n1,2\n").unwrap();
    let path = outside.to_str().unwrap();
    let copied = bench.folder.path().join("copied.csv");
    for query in [
        "create table t as select 1".to_owned(),
        "create view v as select 1".to_owned(),
        "create schema s".to_owned(),
        format!("create external table t stored as csv location '{path}'"),
        format!("copy observations to '{}'", copied.display()),
        format!("explain copy observations to '{}'", copied.display()),
        "insert into indicators values (1)".to_owned(),
        "delete from indicators".to_owned(),
        "update indicators set name = 'x'".to_owned(),
        "drop table observations".to_owned(),
        "set datafusion.execution.batch_size = 1".to_owned(),
        "prepare p as select 1".to_owned(),
        "begin".to_owned(),
    ] {
        let refused = session.ask(&query).await.unwrap_err();
        assert!(
            matches!(refused, SqlError::NotReading(_) | SqlError::Query(_)),
            "{query}: {refused}"
        );
    }
    let refused = session.ask("drop table observations").await.unwrap_err();
    assert!(matches!(refused, SqlError::NotReading(_)), "{refused}");
    // No file becomes a table by being named, whatever it holds.
    for query in [
        format!("select * from '{path}'"),
        format!("select * from \"{path}\""),
        format!("select * from read_csv('{path}')"),
        format!("select * from read_parquet('{path}')"),
        format!("select * from 'file://{path}'"),
    ] {
        let refused = session.ask(&query).await.unwrap_err();
        assert!(matches!(refused, SqlError::Query(_)), "{query}: {refused}");
    }
    assert!(!copied.exists());
    assert_eq!(
        rows(&session, "select count(*) as n from observations").await,
        json!([{ "n": 8 }])
    );
}

#[tokio::test]
async fn what_cannot_be_understood_is_told_in_plain_words() {
    let (bench, parts) = loaded().await;
    let session = session(&bench, &parts, SqlLimits::default()).await;
    for (query, words) in [
        ("selct 1", "selct"),
        ("select * from observation", "table 'observation' not found"),
        ("select nothing from observations", "nothing"),
        ("select 1; select 2", "statement"),
        ("select cast('x' as int)", "x"),
    ] {
        let refused = match session.ask(query).await {
            Err(refused) => refused,
            Ok(answer) => answer.into_words().await.unwrap_err(),
        };
        assert!(
            matches!(refused, SqlError::Query(_)),
            "{query}: {refused:?}"
        );
        let said = refused.to_string();
        assert!(said.contains(words), "{query}: {said}");
        assert!(!said.contains("datafusion"), "{query}: {said}");
    }
}

#[tokio::test]
async fn a_query_ends_when_its_memory_rows_or_time_are_used_up() {
    let (bench, parts) = loaded().await;
    let little = SqlLimits {
        memory: 1024 * 1024,
        ..SqlLimits::default()
    };
    let large =
        "select value, count(*) from generate_series(1, 3000000) as t(value) group by value";
    let refused = write(
        &session(&bench, &parts, little).await,
        large,
        SqlFormat::Csv,
    )
    .await
    .unwrap_err();
    assert!(matches!(refused, SqlError::Memory(_)), "{refused}");

    let short = SqlLimits {
        time: Duration::from_millis(50),
        ..SqlLimits::default()
    };
    let endless = "select count(*) from generate_series(1, 1000000000000000) a(x) where x % 7 = 8";
    let refused = write(
        &session(&bench, &parts, short).await,
        endless,
        SqlFormat::Csv,
    )
    .await
    .unwrap_err();
    assert!(matches!(refused, SqlError::Time(_)), "{refused}");

    let few = SqlLimits {
        rows: Some(3),
        ..SqlLimits::default()
    };
    let session = session(&bench, &parts, few).await;
    let (table, written) = session
        .ask("select area_code, value from observations")
        .await
        .unwrap()
        .into_words()
        .await
        .unwrap();
    assert_eq!((table.len(), written.rows, written.is_cut), (4, 3, true));
    let (_, written) = session
        .ask("select 1 union all select 2 union all select 3")
        .await
        .unwrap()
        .into_words()
        .await
        .unwrap();
    assert!(!written.is_cut, "three of three rows are all");
}

#[tokio::test]
async fn every_form_says_the_same() {
    let (bench, parts) = loaded().await;
    let session = session(&bench, &parts, SqlLimits::default()).await;
    let query = "select area_code, value, period_start, note from smoking_survey order by area_code, period";
    let table = write(&session, query, SqlFormat::Csv).await.unwrap();
    assert_eq!(
        String::from_utf8(table).unwrap(),
        "area_code,value,period_start,note\r\nE09000001,20,2019-01-01,\r\nE09000001,26,2020-01-01,\r\n\
         E92000001,15,2019-01-01,\r\nE92000001,14,2020-01-01,\r\n"
    );
    let parquet = write(&session, query, SqlFormat::Parquet).await.unwrap();
    let read = ParquetRecordBatchReaderBuilder::try_new(bytes(&parquet))
        .unwrap()
        .build()
        .unwrap();
    let read: usize = read.map(|batch| batch.unwrap().num_rows()).sum();
    assert_eq!(read, 4);
    let guarded = write(&session, "select '=1+1' as a, -5 as b", SqlFormat::Csv)
        .await
        .unwrap();
    assert_eq!(String::from_utf8(guarded).unwrap(), "a,b\r\n'=1+1,-5\r\n");
}

#[tokio::test]
async fn a_day_begins_on_itself_and_has_no_length_in_months() {
    let bench = bench();
    let text = export()
        .replace(",2019,", ",2021-08-11,")
        .replace(",2020,", ",12 Aug 2021,");
    let file = bench.stage("days.csv", text).await.staged.unwrap();
    bench.engine.keep(file).await.unwrap();
    let (_, mut parts) = loaded().await;
    parts.truncate(1);
    parts[0].file = OpenFile::of(DataVersion::published(file)).unwrap();
    let session = session(&bench, &parts, SqlLimits::default()).await;
    let query = "select distinct period, period_start, period_months from smoking_survey order by period_start";
    let table = write(&session, query, SqlFormat::Csv).await.unwrap();
    assert_eq!(
        String::from_utf8(table).unwrap(),
        "period,period_start,period_months\r\n2021-08-11,2021-08-11,\r\n12 Aug 2021,2021-08-12,\r\n"
    );
}

fn bytes(content: &[u8]) -> std::fs::File {
    use std::io::{Seek, Write};
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(content).unwrap();
    file.rewind().unwrap();
    file
}

#[tokio::test]
async fn the_parquet_file_to_take_away_holds_what_the_table_holds() {
    let (bench, parts) = loaded().await;
    let package = Package {
        name: "both".to_owned(),
        title: "Both".to_owned(),
        parts,
        indicators: Vec::new(),
        wanted: Wanted::indicator("900"),
    };
    let file = tempfile::NamedTempFile::new().unwrap();
    let out = Box::new(file.reopen().unwrap());
    let written = bench.engine.write_parquet(&package, out).await.unwrap();
    let mut table = Vec::new();
    let lines = write_csv(&bench.engine, &package, &mut table)
        .await
        .unwrap();
    // The second data set repeats all but one of the figures of the first.
    assert_eq!((written, lines), (5, 5));
    let read = ParquetRecordBatchReaderBuilder::try_new(file.reopen().unwrap()).unwrap();
    let said = read
        .metadata()
        .file_metadata()
        .key_value_metadata()
        .unwrap();
    let word = |key: &str| {
        let entry = said.iter().find(|entry| entry.key == key);
        entry.and_then(|entry| entry.value.clone()).unwrap()
    };
    assert_eq!(word("origin"), "illustrative");
    assert!(word("description").starts_with("Illustrative: made up"));
    let described: Value = serde_json::from_str(&word("datapackage")).unwrap();
    assert_eq!(described["name"], "both");
    let batches: Vec<_> = read.build().unwrap().map(Result::unwrap).collect();
    let names: Vec<String> = batches[0]
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect();
    assert_eq!(names, OBSERVATIONS.map(|column| column.name));
    assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), 5);
}
