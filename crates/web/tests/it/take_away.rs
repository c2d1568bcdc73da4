//! Open data to take away, whole and described.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use board::indicators::{ImportData, NewDataSet, import_data};
use board::vocabulary::Origin;
use evidence::engine::{Engine, Source as File};
use evidence::intake::Choices;
use evidence::memory::MemoryEngine;

use crate::evidence::site;
use crate::site::Site;

#[tokio::test]
async fn a_data_set_is_taken_away_from_its_page() {
    let (site, _) = site(Some(Origin::Illustrative)).await;
    let page = site.get("/data", "").await;
    let indicator = site.get(crate::evidence::PAGE, "").await;
    for file in ["observations.csv", "observations.json", "datapackage.zip"] {
        let set = format!("/data/smoking-survey/{file}");
        let one = format!("/data/indicators/adults-who-smoke/{file}");
        assert!(
            page.html.contains(&format!("href=\"{set}\"")),
            "{}",
            page.html
        );
        assert!(indicator.html.contains(&format!("href=\"{one}\"")));
        for path in [set, one] {
            let got = site.get(&path, "").await;
            assert_eq!(got.status, StatusCode::OK, "{path}: {}", got.html);
            assert!(!got.html.is_empty());
        }
    }
    let table = site.get("/data/smoking-survey/observations.csv", "").await;
    assert_eq!(table.html.lines().count(), 27);
    assert!(table.html.contains(",illustrative\r\n"));
    assert_eq!(
        table.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"smoking-survey.csv\""
    );
    let metadata =
        "<observations.csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\"";
    assert_eq!(table.headers[header::LINK], metadata);
    let described = site.get("/data/smoking-survey/datapackage.json", "").await;
    let described: serde_json::Value = serde_json::from_str(&described.html).unwrap();
    assert_eq!(described["origin"], "illustrative");
    for resource in described["resources"].as_array().unwrap() {
        let path = format!(
            "/data/smoking-survey/{}",
            resource["path"].as_str().unwrap()
        );
        assert_eq!(site.get(&path, "").await.status, StatusCode::OK, "{path}");
    }
    for path in [
        "/data/smoking-survey/other.csv",
        "/data/none/observations.csv",
        "/data/indicators/none/observations.csv",
        "/data/indicators/observations.csv",
    ] {
        let page = site.get(path, "").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            page.headers[header::CONTENT_TYPE],
            "text/html; charset=utf-8"
        );
    }
}

#[tokio::test]
async fn a_long_file_is_sent_piece_by_piece_and_whole() {
    let engine = Arc::new(MemoryEngine::new());
    let areas: Vec<String> = (0..12_000).map(|at| format!("E{at:08}")).collect();
    let rows: Vec<_> = areas
        .iter()
        .map(|area| evidence::observation::Row {
            indicator: "900",
            area_code: area,
            area_name: "A place with a name of some length",
            area_type: "Authority",
            period: "2020",
            period_start: 202_001,
            period_months: 12,
            sex: "Persons",
            age: "18+ yrs",
            ..Default::default()
        })
        .collect();
    let indicator = evidence::catalogue::Indicator {
        id: "900".to_owned(),
        name: "Adults who smoke".to_owned(),
        ..Default::default()
    };
    engine.prepare("long.csv", [indicator], &rows);
    let plugged: Arc<dyn Engine> = engine.clone();
    let site = Site::new().await.serving(|app| app.with_engine(plugged));
    let files = vec![File::new("long.csv", std::io::empty())];
    let intake = engine.stage(files, Choices::default()).await.unwrap();
    let input = ImportData {
        body_id: None,
        data_set: NewDataSet::published("Long"),
        origin: Origin::Imported,
        publish: true,
    };
    import_data(
        site.house(),
        engine.as_ref(),
        &site.operator(),
        &intake,
        input,
    )
    .await
    .unwrap();
    let table = site.get("/data/long/observations.csv", "").await;
    assert!(table.html.len() > 1024 * 1024, "{} bytes", table.html.len());
    assert_eq!(
        table.headers[header::CONTENT_LENGTH],
        table.html.len().to_string()
    );
    assert_eq!(table.html.lines().count(), 12_001);
    assert!(table.html.ends_with(",imported\r\n"));
}
