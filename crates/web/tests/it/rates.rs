//! Rates of every place, made at the desk of counts and people.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use board::indicators::{ImportData, NewDataSet, WAITING, data_sets, import_data, versions_of};
use board::vocabulary::{Origin, Role};
use evidence::catalogue::{Indicator, ValueType};
use evidence::engine::{Engine, Source};
use evidence::intake::Choices;
use evidence::memory::MemoryEngine;
use evidence::observation::{Row, State};

use crate::site::Site;

const HERE: &str = "/desk/evidence/rates";
const WANTED: &str = "counts=falls&population=people&method=crude&per=1000&name=";

fn row(indicator: &'static str, number: f64) -> Row<'static> {
    Row {
        indicator,
        area_code: "E09000012",
        area_name: "Hackney",
        period: "2020",
        period_start: 202_001,
        period_months: 12,
        sex: "Persons",
        state: State::Value,
        value: Some(number),
        ..Row::default()
    }
}

fn counted(id: &str, name: &str) -> Indicator {
    Indicator {
        id: id.to_owned(),
        name: name.to_owned(),
        value_type: ValueType::Count,
        ..Indicator::default()
    }
}

/// A site with the falls and the people of Hackney, the falls of an origin.
async fn site(falls: Origin) -> Site {
    let engine = Arc::new(MemoryEngine::new());
    engine.prepare(
        "falls.csv",
        [counted("falls", "Falls")],
        &[row("falls", 30.0)],
    );
    engine.prepare(
        "people.csv",
        [counted("people", "People")],
        &[row("people", 1_000.0)],
    );
    // Of files that come together this engine takes the last.
    for file in ["rates.csv", "definition.json"] {
        let rate = counted("falls-crude", "Rate");
        engine.prepare(file, [rate], &[row("falls-crude", 30.0)]);
    }
    let plugged: Arc<dyn Engine> = engine.clone();
    let site = Site::new().await.serving(|app| app.with_engine(plugged));
    for (file, title, origin) in [
        ("falls.csv", "Falls", falls),
        ("people.csv", "People", Origin::Imported),
    ] {
        let files = vec![Source::new(file, std::io::empty())];
        let intake = engine.stage(files, Choices::default()).await.unwrap();
        let input = ImportData {
            body_id: None,
            data_set: NewDataSet::published(title),
            origin,
            publish: true,
        };
        import_data(site.house(), &*engine, &site.operator(), &intake, input)
            .await
            .unwrap();
    }
    site
}

async fn signed_in(site: &Site, role: Role) -> String {
    let person = site.person("Somebody", &[(role, Some(site.hackney))]).await;
    site.sign_in(&person).await
}

#[tokio::test]
async fn those_who_load_data_make_rates() {
    let site = site(Origin::Imported).await;
    let analyst = signed_in(&site, Role::Analyst).await;
    let approver = signed_in(&site, Role::Approver).await;
    let desk = site.get("/desk/evidence", &analyst).await;
    assert!(desk.html.contains(HERE), "{}", desk.html);
    let page = site.get(HERE, &analyst).await;
    for words in ["What is counted?", "value=\"falls\"", "value=\"people\""] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let refused = site.post(HERE, &approver, WANTED).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // Whoever only reads is not led there.
    let one = "/hackney/places/E09000012/rate?counts=falls&population=people";
    assert!(!site.get(one, "").await.html.contains(HERE));
    assert!(site.get(one, &analyst).await.html.contains(HERE));
    assert_eq!(data_sets(site.house()).await.unwrap().len(), 2);
}

#[tokio::test]
async fn rates_of_illustrative_counts_are_illustrative() {
    for origin in [Origin::Imported, Origin::Illustrative] {
        let site = site(origin).await;
        let analyst = signed_in(&site, Role::Analyst).await;
        let done = site.post(HERE, &analyst, WANTED).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
        let address = done.headers[header::LOCATION].to_str().unwrap();
        assert_eq!(address, "/desk/evidence/falls-crude-rate/new");
        let versions = versions_of(site.house(), None).await.unwrap();
        let made = versions
            .iter()
            .find(|version| version.indicator_ids == ["falls-crude"])
            .unwrap();
        assert_eq!(made.record.state, WAITING);
        assert_eq!(made.record.origin, origin);
    }
}
