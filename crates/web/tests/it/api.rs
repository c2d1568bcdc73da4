//! The interface for programs.

use axum::http::{Method, StatusCode, header};
use board::vocabulary::Origin;
use serde_json::{Value, json};

use crate::evidence::site;
use crate::site::{Page, Site};

async fn ask(site: &Site, path: &str) -> Page {
    let headers = [("accept", "application/json")];
    site.ask(Method::GET, path, "", "", &headers).await
}

async fn found(site: &Site, path: &str) -> Value {
    let page = ask(site, path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.html);
    assert_eq!(page.headers[header::CONTENT_TYPE], "application/json");
    serde_json::from_str(&page.html).unwrap()
}

async fn problem(site: &Site, path: &str, status: StatusCode) -> Value {
    let page = ask(site, path).await;
    assert_eq!(page.status, status, "{path}: {}", page.html);
    assert_eq!(
        page.headers[header::CONTENT_TYPE],
        "application/problem+json",
        "{path}"
    );
    let problem: Value = serde_json::from_str(&page.html).unwrap();
    assert_eq!(problem["status"], status.as_u16());
    assert_eq!(problem["type"], "/developers#problems");
    assert!(!problem["title"].as_str().unwrap().is_empty());
    problem
}

#[tokio::test]
async fn an_indicator_is_found_described_and_given_with_its_figures() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let list = found(&site, "/api/v1/indicators?q=SMOKE").await;
    assert_eq!((&list["total"], &list["next"]), (&json!(1), &Value::Null));
    let one = found(&site, "/api/v1/indicators/900").await;
    assert_eq!(list["items"][0], one);
    assert_eq!(one["name"], "Adults who smoke");
    assert_eq!(one["polarity"], "low_is_good");
    let figures = one["figures"].as_str().unwrap().to_owned();
    let all = found(&site, &figures).await;
    assert_eq!(all["total"], 26);
    let newest = found(
        &site,
        &format!("{figures}?area=E09000012&period=2020&categories=none"),
    )
    .await;
    assert_eq!(
        newest["items"],
        json!([{
            "data_set": "smoking-survey", "version": 1, "indicator": "900", "area_code": "E09000012",
            "area_name": "Hackney", "area_type": "Authority", "parent_code": null, "parent_name": null,
            "period": "2020", "period_start": "2020-01-01", "period_months": 12, "sex": "Persons",
            "age": "18+ yrs", "category_type": null, "category": null, "state": "value", "value": 18.0,
            "limits": { "95": [16.5, 19.5], "99.8": null }, "count": 1800.0, "denominator": 10000.0,
            "note": null, "origin": "imported",
        }])
    );
    let tenths = found(
        &site,
        &format!("{figures}?categories=only&per_page=4&page=3"),
    )
    .await;
    assert_eq!(tenths["total"], 10);
    assert_eq!(tenths["items"].as_array().unwrap().len(), 2);
    let first = found(&site, &format!("{figures}?categories=only&per_page=4")).await;
    assert_eq!(
        first["next"],
        format!("{figures}?categories=only&per_page=4&page=2")
    );
    let hidden = found(&site, &format!("{figures}?area=E09000001")).await;
    assert_eq!(hidden["items"][0]["state"], "suppressed");
    assert_eq!(hidden["items"][0]["value"], Value::Null);
}

#[tokio::test]
async fn figures_come_as_a_table_too() {
    let (site, _) = site(Some(Origin::Illustrative)).await;
    let table = site
        .get("/api/v1/indicators/900/figures.csv?area=E09000001", "")
        .await;
    assert_eq!(table.status, StatusCode::OK, "{}", table.html);
    assert!(
        table.headers[header::CONTENT_TYPE]
            .to_str()
            .unwrap()
            .starts_with("text/csv")
    );
    let lines: Vec<&str> = table.html.lines().collect();
    assert_eq!(lines.len(), 2, "{}", table.html);
    assert!(
        lines[1].ends_with(",suppressed,,,,,,,,,illustrative"),
        "{}",
        lines[1]
    );
    problem(
        &site,
        "/api/v1/indicators/900/figures.csv?page=2",
        StatusCode::BAD_REQUEST,
    )
    .await;
}

#[tokio::test]
async fn a_comparison_and_a_gap_carry_receipts_that_can_be_looked_up() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let compared = found(&site, "/api/v1/compare?area=E09000012&outliers=true").await;
    assert_eq!(compared["against"], "E92000001");
    let row = &compared["rows"][0];
    assert_eq!(
        (
            &row["indicator"],
            &row["verdict"],
            &row["value"],
            &row["against_value"]
        ),
        (&json!("900"), &json!("Worse"), &json!(18.0), &json!(13.0))
    );
    let number = compared["receipt"].as_str().unwrap();
    let receipt = found(&site, &format!("/api/v1/receipts/{number}")).await;
    assert_eq!(receipt["receipt"], number);
    assert_eq!(receipt["type"], "computed");
    assert_eq!(receipt["question"]["ask"], "compare");
    assert_eq!(receipt["data"][0]["version"], "Smoking survey, version 1");
    assert_eq!(receipt["recompute"], format!("commonweal explain {number}"));
    assert_eq!(row["importance"], Value::Null);
    let ordered = found(&site, "/api/v1/compare?area=E09000012&order=importance").await;
    let important = &ordered["rows"][0]["importance"];
    assert_eq!(
        (&important["place"], &important["of"]),
        (&json!(1), &json!(1)),
        "{ordered}"
    );
    assert!(important["people_at_least"].as_f64().unwrap() > 0.0);
    assert!(important["gap_share"].as_f64().unwrap() > 0.0);
    let other = found(&site, "/api/v1/compare?area=E09000030&against=E09000012").await;
    assert_eq!(other["rows"][0]["verdict"], "Better");
    let gap = found(&site, "/api/v1/gap?indicator=900&area=E09000012").await;
    assert_eq!(gap["measured"]["parts"], 10);
    assert_eq!(gap["measured"]["groups"][0]["order"], 1);
    assert!(gap["measured"]["slope_index"]["value"].is_number());
    let small = number.to_lowercase();
    found(&site, &format!("/api/v1/receipts/{small}")).await;
}

#[tokio::test]
async fn records_of_the_public_are_listed() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let index = found(&site, "/api/v1").await;
    for list in index["lists"].as_object().unwrap().values() {
        found(&site, list.as_str().unwrap()).await;
    }
    let sets = found(&site, "/api/v1/data-sets").await;
    let one = found(&site, "/api/v1/data-sets/smoking-survey").await;
    assert_eq!(sets, json!([one]));
    assert_eq!((&one["open"], &one["rows"]), (&json!(true), &json!(26)));
    let boards = found(&site, "/api/v1/boards").await;
    assert_eq!(boards.as_array().unwrap().len(), 2);
    assert_eq!(
        found(&site, "/api/v1/boards/hackney/meetings").await,
        json!([])
    );
    assert_eq!(found(&site, "/api/v1/areas").await["total"], 0);
}

#[tokio::test]
async fn a_slip_is_a_problem_that_says_what_to_do() {
    let (site, _) = site(Some(Origin::Imported)).await;
    for (path, words) in [
        ("/api/v1/indicators?qq=smoke", "unknown field `qq`"),
        ("/api/v1/indicators?q=a&q=b", "duplicate field `q`"),
        ("/api/v1/indicators?q=", "a filter is empty"),
        ("/api/v1/indicators?page=0", "counted from 1"),
        ("/api/v1/indicators?page=1000001", "none after 1000000"),
        ("/api/v1/indicators?per_page=1001", "1 to 1000"),
        ("/api/v1/indicators?page=two", "invalid digit"),
        ("/api/v1/compare", "missing field `area`"),
        ("/api/v1/compare?area=", "a filter is empty"),
        (
            "/api/v1/compare?area=E09000012&outliers=yes",
            "provided string was not",
        ),
        (
            "/api/v1/indicators/900/figures?categories=some",
            "unknown variant",
        ),
        (
            "/api/v1/compare?area=E09000012&order=name",
            "unknown variant",
        ),
    ] {
        let problem = problem(&site, path, StatusCode::BAD_REQUEST).await;
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(words), "{path}: {detail}");
    }
    for path in [
        "/api/v1/indicators/901",
        "/api/v1/indicators/901/figures",
        "/api/v1/indicators/901/figures.csv",
        "/api/v1/compare?area=X",
        "/api/v1/compare?area=E09000012&theme=weather",
        "/api/v1/gap?indicator=901&area=E09000012",
        "/api/v1/receipts/R-0000-0000",
        "/api/v1/receipts/nonsense",
        "/api/v1/data-sets/none",
        "/api/v1/boards/none/meetings",
        "/api/v1/none",
        "/api/v2",
        "/api",
    ] {
        problem(&site, path, StatusCode::NOT_FOUND).await;
    }
    // A browser that asks for a page gets a problem too: the interface has no pages.
    let page = site.get("/api/v1/none", "").await;
    assert_eq!(
        page.headers[header::CONTENT_TYPE],
        "application/problem+json"
    );
    let put = site.ask(Method::PUT, "/api/v1", "", "", &[]).await;
    assert_eq!(put.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(
        put.headers[header::CONTENT_TYPE],
        "application/problem+json"
    );
    assert!(put.headers.contains_key(header::ALLOW));
}

#[tokio::test]
async fn any_site_may_read_and_asks_again_only_for_what_has_changed() {
    let (site, _) = site(Some(Origin::Imported)).await;
    for path in [
        "/api/v1/indicators/900",
        "/data/smoking-survey/observations.csv",
        "/data/indicators/adults-who-smoke/datapackage.json",
    ] {
        // The second answer comes from what is kept.
        for _ in 0..2 {
            let page = ask(&site, path).await;
            assert_eq!(page.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
            assert_eq!(page.headers[header::CACHE_CONTROL], "public, no-cache");
            let tag = page.headers[header::ETAG].to_str().unwrap();
            let again = [("if-none-match", tag)];
            let same = site.ask(Method::GET, path, "", "", &again).await;
            assert_eq!(same.status, StatusCode::NOT_MODIFIED, "{path}");
            assert_eq!(
                (same.html.as_str(), &same.headers[header::ETAG]),
                ("", &page.headers[header::ETAG])
            );
            let other = [("if-none-match", "\"other\"")];
            let whole = site.ask(Method::GET, path, "", "", &other).await;
            assert_eq!(whole.status, StatusCode::OK);
        }
    }
    let asks_first = [
        ("origin", "https://elsewhere.example"),
        ("access-control-request-method", "GET"),
    ];
    let may = site
        .ask(Method::OPTIONS, "/api/v1/compare", "", "", &asks_first)
        .await;
    assert_eq!(may.status, StatusCode::NO_CONTENT);
    assert_eq!(
        may.headers[header::ACCESS_CONTROL_ALLOW_METHODS],
        "GET, HEAD"
    );
    let page = site.get("/data", "").await;
    assert!(
        !page
            .headers
            .contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN)
    );
    let refused = ask(&site, "/api/v1/none").await;
    assert_eq!(refused.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
}

#[tokio::test]
async fn the_description_and_the_routes_are_the_same() {
    let site = Site::new().await;
    let described = found(&site, "/api/v1/openapi.json").await;
    assert_eq!(described["openapi"], "3.1.0");
    let mut paths: Vec<&str> = described["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let table = web::server::table(site.app.clone());
    let mut routes: Vec<&str> = table
        .iter()
        .map(|route| route.path)
        .filter(|path| path.starts_with("/api/") && !path.ends_with("openapi.json"))
        .collect();
    paths.sort_unstable();
    routes.sort_unstable();
    assert_eq!(paths, routes);
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in described["paths"].as_object().unwrap() {
        let operation = &item["get"];
        let name = operation["operationId"].as_str().unwrap();
        assert!(names.insert(name), "two functions are called {name}");
        assert!(operation["summary"].is_string(), "{path}");
        assert!(operation["responses"]["default"].is_object(), "{path}");
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(parameter["description"].is_string(), "{path}: {parameter}");
        }
    }
    let page = site.get("/developers", "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    for path in paths {
        assert!(page.html.contains(path), "{path}");
    }
}

#[tokio::test]
async fn counts_over_people_are_never_given_away_row_by_row() {
    use evidence::engine::{Engine, Source as File};
    use evidence::intake::Choices;

    let (site, engine) = site(None).await;
    let files = vec![File::new("2020.csv", std::io::empty())];
    let choices = Choices {
        policy: evidence::disclosure::Policy::NhsEngland,
        ..Choices::default()
    };
    let intake = engine.stage(files, choices).await.unwrap();
    let input = board::indicators::ImportData {
        body_id: None,
        data_set: board::indicators::NewDataSet {
            policy: evidence::disclosure::Policy::NhsEngland,
            policy_reason: Some("Counts of one service".to_owned()),
            ..board::indicators::NewDataSet::published("People seen")
        },
        origin: Origin::Imported,
        publish: true,
    };
    board::indicators::import_data(
        site.house(),
        engine.as_ref(),
        &site.operator(),
        &intake,
        input,
    )
    .await
    .unwrap();
    let set = found(&site, "/api/v1/data-sets/people-seen").await;
    assert_eq!((&set["open"], &set["files"]), (&json!(false), &Value::Null));
    for path in ["figures", "figures.csv"] {
        let path = format!("/api/v1/indicators/900/{path}");
        let refused = problem(&site, &path, StatusCode::FORBIDDEN).await;
        assert!(
            refused["detail"]
                .as_str()
                .unwrap()
                .contains("1 to 7 are hidden")
        );
    }
    let page = site.get("/data", "").await;
    assert!(
        page.html.contains("not given away one by one"),
        "{}",
        page.html
    );
    assert!(!page.html.contains("observations.csv"), "{}", page.html);
    for file in [
        "observations.csv",
        "observations.json",
        "datapackage.zip",
        "datapackage.json",
    ] {
        for of in ["people-seen", "indicators/adults-who-smoke"] {
            let page = site.get(&format!("/data/{of}/{file}"), "").await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{of}/{file}");
        }
    }
    // Its figures are shown all the same, as disclosure control leaves them.
    let compared = found(&site, "/api/v1/compare?area=E09000012").await;
    assert_eq!(compared["rows"][0]["state"], "value");
}
