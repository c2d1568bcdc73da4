//! Places that are built of small areas: the page of a ward, how deprived it is, and localities at the desk.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use board::indicators::{ImportData, NewDataSet, import_data};
use board::vocabulary::{Origin, Role};
use evidence::catalogue::{Indicator, ValueType};
use evidence::engine::{Engine, Source};
use evidence::intake::Choices;
use evidence::memory::MemoryEngine;
use evidence::observation::{Row, State};
use evidence::small_areas::Vintage;

use crate::site::Site;

const CODES: [&str; 4] = ["E01000001", "E01000002", "E01000003", "E01000004"];
const RANKS: [f64; 4] = [100.0, 6_000.0, 20_000.0, 33_755.0];

fn row<'a>(indicator: &'a str, area: &'a str, value: f64) -> Row<'a> {
    Row {
        indicator,
        area_code: area,
        area_name: area,
        period: "2021",
        period_start: 202_101,
        period_months: 12,
        state: State::Value,
        value: Some(value),
        count: Some(value),
        ..Row::default()
    }
}

/// A borough of two wards with two small areas each.
async fn site() -> Site {
    site_with(&Arc::new(MemoryEngine::new())).await
}

async fn site_with(engine: &Arc<MemoryEngine>) -> Site {
    let v = Vintage::Lsoa2021;
    let ids = [
        v.lookup("ward24"),
        v.lookup("ltla24"),
        v.rank("imd"),
        v.residents(),
        v.residents_by("disability"),
    ];
    let mut rows = Vec::new();
    for (at, code) in CODES.into_iter().enumerate() {
        let (ward, name) = if at < 2 {
            ("E05000001", "North")
        } else {
            ("E05000002", "South")
        };
        rows.push(Row {
            parent_code: ward,
            parent_name: name,
            ..row(&ids[0], code, 1.0)
        });
        rows.push(Row {
            parent_code: "E09000099",
            parent_name: "Borough",
            ..row(&ids[1], code, 1.0)
        });
        rows.push(row(&ids[2], code, RANKS[at]));
        for age in ["0 to 4", "5 and over"] {
            rows.push(Row {
                age,
                ..row(&ids[3], code, 500.0)
            });
        }
        for category in ["Disabled", "Not disabled"] {
            rows.push(Row {
                category_type: "Disability",
                category,
                ..row(&ids[4], code, 250.0)
            });
        }
    }
    let known = ids.iter().map(|id| Indicator {
        id: id.clone(),
        name: id.clone(),
        value_type: if id.contains("residents") {
            ValueType::Count
        } else {
            ValueType::Other
        },
        ..Indicator::default()
    });
    engine.prepare("small.csv", known, &rows);
    let plugged: Arc<dyn Engine> = engine.clone();
    let site = Site::new().await.serving(|app| app.with_engine(plugged));
    publish(&site, engine, "small.csv", "Small areas").await;
    site
}

/// Publishes what the engine has prepared under a name.
async fn publish(site: &Site, engine: &MemoryEngine, file: &str, title: &str) {
    let files = vec![Source::new(file, std::io::empty())];
    let intake = engine.stage(files, Choices::default()).await.unwrap();
    let input = ImportData {
        body_id: None,
        data_set: NewDataSet::published(title),
        origin: Origin::Imported,
        publish: true,
    };
    import_data(site.house(), engine, &site.operator(), &intake, input)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_ward_is_on_one_page_with_its_receipt() {
    let site = site().await;
    let page = site.get("/hackney/places/E05000001", "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    for words in [
        "North: 100% of residents live in the most deprived fifth of England",
        "Ward in Borough, E05000001",
        "2,000 people lived here in 2021. North is built of 2 small areas (LSOA 2021).",
        "2 of 2 small areas are in the most deprived fifth of England",
        "Residents in the most deprived fifth of England: 100.0% in North, 0.0% in South, the best-off of 2 wards.",
        "No indicator has figures for this place",
        "commonweal explain R-",
    ] {
        assert!(page.html.contains(words), "{words}\n{}", page.html);
    }
    let nowhere = site.get("/hackney/places/E05009999", "").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert!(
        nowhere
            .html
            .contains("No loaded lookup says of which small areas E05009999 is made"),
        "{}",
        nowhere.html
    );
}

#[tokio::test]
async fn how_deprived_a_place_is_can_be_taken_away() {
    let site = site().await;
    let page = site
        .get("/hackney/places/E09000099/deprivation?parts=5", "")
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    assert!(
        page.html
            .contains("In Borough, 50% of residents live in the most deprived fifth of England"),
        "{}",
        page.html
    );
    assert!(page.html.contains("not cut into 5 parts"), "{}", page.html);
    let table = site
        .get("/hackney/places/E09000099/deprivation.csv", "")
        .await;
    assert_eq!(
        table.headers[header::CONTENT_TYPE],
        "text/csv; charset=utf-8"
    );
    assert!(
        table
            .html
            .contains("\r\nE01000003,E01000003,20000,6,,,1000\r\n"),
        "{}",
        table.html
    );
    for wrong in ["domain=weather", "parts=7"] {
        let page = site
            .get(
                &format!("/hackney/places/E09000099/deprivation?{wrong}"),
                "",
            )
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn a_rate_is_made_of_counts_or_says_why_not_and_keeps_what_was_chosen() {
    let engine = Arc::new(MemoryEngine::new());
    let site = site_with(&engine).await;
    let deaths = Indicator {
        id: "deaths".to_owned(),
        name: "Deaths".to_owned(),
        value_type: ValueType::Count,
        ..Indicator::default()
    };
    let counted = CODES.map(|code| Row {
        count: None,
        ..row("deaths", code, 3.0)
    });
    engine.prepare("deaths.csv", [deaths], &counted);
    publish(&site, &engine, "deaths.csv", "Deaths").await;
    let here = "/hackney/places/E05000001/rate";
    let offered = site.get(here, "").await;
    assert_eq!(offered.status, StatusCode::OK, "{}", offered.html);
    assert!(offered.html.contains("What over what"), "{}", offered.html);
    // Two small areas with 3 deaths and 1,000 residents each.
    let rate = site.get(&format!("{here}?counts=deaths"), "").await;
    assert_eq!(rate.status, StatusCode::OK, "{}", rate.html);
    for words in [
        "300.0 per 100,000",
        "6 events in 2021, among 2,000 people.",
        "Summed over 2 small areas; rates are never averaged.",
        "/receipt/R-",
        "value=\"deaths\" selected",
    ] {
        assert!(rate.html.contains(words), "{words}: {}", rate.html);
    }
    // Deaths without ages cannot be standardised by age.
    let ages = site
        .get(&format!("{here}?counts=deaths&method=standardised"), "")
        .await;
    assert!(ages.html.contains("No rate, and why"), "{}", ages.html);
    let england = site
        .get(
            &format!("{here}?counts=deaths&method=expected&period=2021"),
            "",
        )
        .await;
    for words in [
        "This needs England’s figures by age. There are no counts for England.",
        "value=\"expected\" selected",
        "name=\"period\" value=\"2021\"",
    ] {
        assert!(england.html.contains(words), "{words}: {}", england.html);
    }
    for wrong in [
        "counts=900",
        "counts=deaths&method=indirect",
        "counts=deaths&period=1999",
        "counts=deaths&sex=Female",
    ] {
        let refused = site.get(&format!("{here}?{wrong}"), "").await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{wrong}");
        assert!(
            refused.html.contains("No rate, and why") && refused.html.contains("What over what"),
            "{wrong}: {}",
            refused.html
        );
    }
}

#[tokio::test]
async fn without_files_the_page_says_what_to_load() {
    let site = Site::new().await;
    let page = site.get("/hackney/places/E05000001", "").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(
        page.html
            .contains("No loaded lookup says of which small areas E05000001 is made")
            && page.html.contains("An analyst loads a lookup"),
        "{}",
        page.html
    );
}

#[tokio::test]
async fn a_locality_is_seen_before_it_is_made() {
    let site = site().await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let cookie = site.sign_in(&analyst).await;
    let address = "/desk/evidence/localities";
    let empty = site.get(address, &cookie).await;
    assert!(
        empty.html.contains("No locality has been made yet"),
        "{}",
        empty.html
    );

    let wrong = site
        .send_form(
            address,
            &cookie,
            &[("name", "The Marshes"), ("list", "E01000009")],
            None,
        )
        .await;
    assert_eq!(
        wrong.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        wrong.html
    );
    assert!(
        wrong.html.contains("No loaded area lookup has E01000009"),
        "{}",
        wrong.html
    );

    let fields = [("name", "The Marshes"), ("list", "E01000002\nE01000003")];
    let seen = site.send_form(address, &cookie, &fields, None).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.html);
    assert!(
        seen.html
            .contains("The list makes a locality of 2 small areas where 2,000 people live"),
        "{}",
        seen.html
    );
    assert!(
        seen.html
            .contains("1 of 2 small areas of North; 1 left over"),
        "{}",
        seen.html
    );
    assert!(
        seen.html
            .contains("It differs from North by 2 small areas where 2,000 people live"),
        "{}",
        seen.html
    );

    let sure = [fields[0], fields[1], ("sure", "yes")];
    let refused = site.send_form(address, &cookie, &sure, None).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.html
    );
    let reason = [
        sure[0],
        sure[1],
        sure[2],
        ("near-reason", "Services share this patch."),
    ];
    let made = site.send_form(address, &cookie, &reason, None).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html);
    let listed = site.get(address, &cookie).await;
    assert!(
        listed.html.contains("/hackney/places/the-marshes"),
        "{}",
        listed.html
    );
    let page = site.get("/hackney/places/the-marshes", "").await;
    assert!(
        page.html.contains("Locality in Borough, the-marshes"),
        "{}",
        page.html
    );
}
