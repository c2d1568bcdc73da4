//! Charts on the pages of evidence: places by size, as a map, over time as a process; groups beside those in England.

use std::sync::Arc;

use axum::http::StatusCode;
use board::vocabulary::{Origin, Role};
use evidence::catalogue::{Indicator, Known, Polarity, Unit, ValueType};
use evidence::engine::Engine;
use evidence::memory::MemoryEngine;
use evidence::observation::{Period, Row, State};

use crate::evidence::import;
use crate::site::Site;

const HACKNEY: &str = "E09000012";
const PAGE: &str = "/hackney/evidence/adults-who-smoke?area=E09000012";

/// The authorities of London from the eleventh on.
const CODES: [&str; 12] = [
    "E09000011",
    "E09000012",
    "E09000013",
    "E09000014",
    "E09000015",
    "E09000016",
    "E09000017",
    "E09000018",
    "E09000019",
    "E09000020",
    "E09000021",
    "E09000022",
];
const QUARTERS: [&str; 13] = [
    "2017 Q1", "2017 Q2", "2017 Q3", "2017 Q4", "2018 Q1", "2018 Q2", "2018 Q3", "2018 Q4",
    "2019 Q1", "2019 Q2", "2019 Q3", "2019 Q4", "2020 Q1",
];

fn smoking() -> Indicator {
    Indicator {
        id: "900".to_owned(),
        name: "Adults who smoke".to_owned(),
        value_type: ValueType::Proportion,
        value_type_known: Known::Stated,
        polarity: Polarity::LowIsGood,
        polarity_known: Known::Stated,
        unit: Unit {
            label: "%".to_owned(),
            multiplier: Some(100.0),
        },
        ..Indicator::default()
    }
}

fn row(area: &'static str, period: &'static str, value: f64) -> Row<'static> {
    let read = Period::read(period).unwrap();
    let (name, kind) = match area {
        HACKNEY => ("Hackney", "Authority"),
        evidence::ENGLAND => ("England", "England"),
        other => (other, "Authority"),
    };
    Row {
        indicator: "900",
        area_code: area,
        area_name: name,
        area_type: kind,
        period,
        period_start: read.start,
        period_months: read.months,
        sex: "Persons",
        age: "18+ yrs",
        state: State::Value,
        value: Some(value),
        limits_95: Some((value - 1.5, value + 1.5)),
        count: Some(value * 100.0),
        denominator: Some(10_000.0),
        ..Row::default()
    }
}

/// Twelve authorities around 13%; Hackney is far above in the last of thirteen quarters. Hackney and England have ethnic groups.
fn rows() -> Vec<Row<'static>> {
    let last = QUARTERS[12];
    let mut rows = vec![row(evidence::ENGLAND, last, 13.0)];
    for (place, code) in (0_u8..).zip(CODES) {
        let value = if code == HACKNEY {
            18.0
        } else {
            12.8 + f64::from(place % 3) * 0.2
        };
        rows.push(row(code, last, value));
    }
    for (place, quarter) in (0_u8..).zip(&QUARTERS[..12]) {
        rows.push(row(HACKNEY, quarter, 13.0 + f64::from(place % 2) * 0.4));
    }
    for (group, here, there) in [
        ("Asian", 12.0, 11.0),
        ("Black", 16.0, 12.0),
        ("White", 19.0, 14.0),
    ] {
        for (area, value) in [(HACKNEY, here), (evidence::ENGLAND, there)] {
            rows.push(Row {
                category_type: "Ethnic groups",
                category: group,
                ..row(area, last, value)
            });
        }
    }
    rows
}

async fn site() -> Site {
    let engine = Arc::new(MemoryEngine::new());
    engine.prepare("2020.csv", [smoking()], &rows());
    let plugged: Arc<dyn Engine> = engine.clone();
    let site = Site::new().await.serving(|app| app.with_engine(plugged));
    import(&site, &engine, "2020.csv", Origin::Imported).await;
    site
}

#[tokio::test]
async fn places_are_drawn_by_size_when_somebody_asks() {
    let site = site().await;
    let ranked = site.get(PAGE, "").await;
    assert_eq!(ranked.status, StatusCode::OK, "{}", ranked.html);
    let link = "/hackney/evidence/adults-who-smoke?area=E09000012&amp;view=funnel#places-nav";
    assert!(ranked.html.contains(link), "{}", ranked.html);
    assert!(!ranked.html.contains("funnel-wide"));

    let page = site.get(&format!("{PAGE}&view=funnel"), "").await;
    for words in [
        "Hackney alone lies outside what chance explains",
        "beside the average of 12 places",
        "id=\"funnel-wide-title\"",
        "Outside 99.8% limits",
        "<strong aria-current=\"true\">By size</strong>",
        "own-ring",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let csv = site
        .get(
            "/hackney/evidence/adults-who-smoke/figures.csv?area=E09000012",
            "",
        )
        .await;
    let judged = csv
        .html
        .lines()
        .find(|row| row.starts_with("by size,E09000012"));
    assert!(
        judged.unwrap().contains("\"Outside 99.8% limits, Worse\""),
        "{}",
        csv.html
    );
    let json = site
        .get(
            "/hackney/evidence/adults-who-smoke/figures.json?area=E09000012",
            "",
        )
        .await;
    let json: serde_json::Value = serde_json::from_str(&json.html).unwrap();
    assert_eq!(json["by_size"]["places"][0]["grade"], "outside_99_8");
    assert_eq!(json["as_a_process"]["variation"], "concern_high");
}

#[tokio::test]
async fn the_authorities_of_london_are_drawn_as_a_map() {
    let site = site().await;
    let page = site.get(&format!("{PAGE}&view=tiles"), "").await;
    assert!(
        page.html.contains("id=\"tiles-wide-title\""),
        "{}",
        page.html
    );
    assert!(page.html.contains(">HCK</text>"));
}

#[tokio::test]
async fn a_long_series_is_drawn_as_a_process() {
    let site = site().await;
    let page = site.get(PAGE, "").await;
    for words in [
        "It has changed for the worse in Hackney, by more than it varies by chance",
        "Variation: concern, values are high",
        "Assurance: not judged",
        "marks stand out by the rules of Making Data Count",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
}

#[tokio::test]
async fn a_short_series_is_not_and_a_funnel_of_few_says_why() {
    let (site, _) = crate::evidence::site(Some(Origin::Imported)).await;
    let page = site.get(crate::evidence::PAGE, "").await;
    assert!(!page.html.contains("as a process over time"));
    let funnel = site
        .get(&format!("{}&view=funnel", crate::evidence::PAGE), "")
        .await;
    assert_eq!(funnel.status, StatusCode::OK);
    let why = "The places cannot be judged by their size: with a count and a denominator there are 2 places, and a funnel needs 5.";
    assert!(funnel.html.contains(why), "{}", funnel.html);
}

#[tokio::test]
async fn groups_stand_beside_the_same_groups_in_england() {
    let site = site().await;
    let page = site
        .get(
            "/hackney/evidence/adults-who-smoke/gap?area=E09000012&by=Ethnic+groups",
            "",
        )
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    for words in [
        "“White” lies furthest from the same group in England: 5.0 points above it",
        "id=\"beside-england-wide-title\"",
        "England’s figures have the receipt R-",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let england = site
        .get(
            "/hackney/evidence/adults-who-smoke/gap?area=E92000001&by=Ethnic+groups",
            "",
        )
        .await;
    assert!(!england.html.contains("beside-england"), "{}", england.html);
}

/// Six authorities side by side as a publisher gives them.
fn boundaries(codes: &[&str]) -> Vec<u8> {
    let features: Vec<serde_json::Value> = (0_u8..)
        .zip(codes)
        .map(|(place, code)| {
            let (x, y) = (f64::from(place) / 100.0, 51.5);
            let ring = [
                (0.0, 0.0),
                (0.01, 0.0),
                (0.01, 0.01),
                (0.0, 0.01),
                (0.0, 0.0),
            ]
            .map(|(across, up)| [x + across, y + up]);
            serde_json::json!({
                "type": "Feature", "properties": { "LAD24CD": code },
                "geometry": { "type": "Polygon", "coordinates": [ring] },
            })
        })
        .collect();
    let whole = serde_json::json!({ "type": "FeatureCollection", "features": features });
    whole.to_string().into_bytes()
}

#[tokio::test]
async fn boundaries_are_loaded_at_the_desk_and_drawn_with_their_source() {
    const DESK: &str = "/desk/evidence/boundaries";
    let site = site().await;
    let map = format!("{PAGE}&view=map");
    let before = site.get(&map, "").await;
    assert!(
        before
            .html
            .contains("Nobody has loaded boundaries of these places yet"),
        "{}",
        before.html
    );

    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let desk = site.get(DESK, &analyst).await;
    assert!(
        desk.html.contains("No boundaries have been loaded yet"),
        "{}",
        desk.html
    );
    assert!(
        desk.html
            .contains("Contains OS data © Crown copyright and database right")
    );

    let fields = [
        ("level", "authority"),
        ("vintage", "2024"),
        ("licence", "Open Government Licence v3.0"),
        (
            "attribution",
            "Contains OS data © Crown copyright and database right",
        ),
        ("code-property", ""),
    ];
    let ward = boundaries(&["E05000001", "E05000002"]);
    let refused = site
        .send_form(
            DESK,
            &analyst,
            &fields,
            Some(("wards.geojson", ward.as_slice())),
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.html.contains("Codes of authorities begin with E06"),
        "{}",
        refused.html
    );
    let file = boundaries(&CODES[..8]);
    let loaded = site
        .send_form(
            DESK,
            &analyst,
            &fields,
            Some(("authorities.geojson", file.as_slice())),
        )
        .await;
    assert_eq!(loaded.location(), DESK, "{}", loaded.html);
    let desk = site.get(DESK, &analyst).await;
    assert!(
        desk.html.contains("Boundaries of authorities, 2024"),
        "{}",
        desk.html
    );

    let page = site.get(&map, "").await;
    for words in [
        "id=\"map-wide-title\"",
        "area area-worse",
        "area-own",
        "Contains OS data © Crown copyright and database right. Licence: Open Government Licence v3.0",
        "Not in this file of boundaries: ",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let member = site
        .person("Member", &[(Role::Member, Some(site.hackney))])
        .await;
    let member = site.sign_in(&member).await;
    let forbidden = site
        .send_form(
            DESK,
            &member,
            &fields,
            Some(("authorities.geojson", file.as_slice())),
        )
        .await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
}
