//! Evidence: one indicator, a place compared, receipts, downloads. A new release has a file of its own.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use board::indicators::{
    AddEvidenceItem, CoverageState, EvidenceItem, ImportData, NewDataSet, SetCoverage, Source,
    add_evidence_item, import_data, indicators, set_coverage,
};
use board::places::{AreaType, CreateArea, JoinAreas, PartKind, create_area, join_areas};
use board::vocabulary::{Origin, Role};
use evidence::catalogue::{Indicator, Known, Polarity, Unit, ValueType};
use evidence::engine::{Engine, Source as File};
use evidence::intake::mapping::{NamedArea, Proposal, find_heading, propose};
use evidence::intake::{Choices, Problem};
use evidence::memory::MemoryEngine;
use evidence::observation::{Row, State};

use crate::site::Site;

const HACKNEY: &str = "E09000012";

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

const YEARS: [(&str, u32); 5] = [
    ("2016", 201_601),
    ("2017", 201_701),
    ("2018", 201_801),
    ("2019", 201_901),
    ("2020", 202_001),
];

const TENTHS: [&str; 10] = [
    "Most deprived decile (IMD2019)",
    "Second most deprived decile (IMD2019)",
    "Third more deprived decile (IMD2019)",
    "Fourth more deprived decile (IMD2019)",
    "Fifth more deprived decile (IMD2019)",
    "Fifth less deprived decile (IMD2019)",
    "Fourth less deprived decile (IMD2019)",
    "Third less deprived decile (IMD2019)",
    "Second least deprived decile (IMD2019)",
    "Least deprived decile (IMD2019)",
];

fn row(area: &'static str, name: &'static str, year: usize, value: f64) -> Row<'static> {
    let (period, period_start) = YEARS[year];
    Row {
        indicator: "900",
        area_code: area,
        area_name: name,
        area_type: if name == "England" {
            "England"
        } else {
            "Authority"
        },
        period,
        period_start,
        period_months: 12,
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

/// Hackney falls from 26% to 18%, England stays at 13%; one place is hidden; Hackney has tenths.
fn rows(newest: f64) -> Vec<Row<'static>> {
    let mut rows = Vec::new();
    for (year, value) in [26.0, 24.0, 22.0, 20.0, newest].into_iter().enumerate() {
        rows.push(row(HACKNEY, "Hackney", year, value));
        rows.push(row(evidence::ENGLAND, "England", year, 13.0));
        rows.push(row("E09000030", "Tower Hamlets", year, 13.5));
    }
    rows.push(Row {
        state: State::Suppressed,
        value: None,
        limits_95: None,
        count: None,
        denominator: None,
        ..row("E09000001", "City of London", 4, 0.0)
    });
    for (at, label) in (0_u8..).zip(TENTHS) {
        rows.push(Row {
            category_type: "Deprivation deciles within area",
            category: label,
            denominator: Some(1_000.0),
            ..row(HACKNEY, "Hackney", 4, 24.0 - f64::from(at))
        });
    }
    rows
}

fn engine() -> Arc<MemoryEngine> {
    let engine = MemoryEngine::new();
    engine.prepare("2020.csv", [smoking()], &rows(18.0));
    engine.prepare("2020-again.csv", [smoking()], &rows(13.2));
    let problem = Problem::at(
        "bad.csv",
        118,
        Some("Value"),
        "<5",
        "a number",
        "Leave it empty.",
    );
    engine.prepare_problems("bad.csv", vec![problem]);
    engine.prepare_proposal("foreign.csv", foreign(), [smoking()], &rows(18.0));
    engine.prepare_proposal("sheets.xlsx", names(), [smoking()], &rows(18.0));
    Arc::new(engine)
}

/// What is proposed for a table of no known layout: the name of its indicator is missing.
fn foreign() -> Proposal {
    let rows: Vec<Vec<String>> = ["Code|Year|Rate|Phone", "E09000012|2020|18|none"]
        .iter()
        .map(|line| line.split('|').map(str::to_owned).collect())
        .collect();
    let heading = find_heading(&rows).unwrap();
    Proposal {
        heading_row: 4,
        ..propose(&heading, &rows[1..])
    }
}

/// What is proposed for a workbook of two sheets whose areas have names alone, of which one is not clear.
fn names() -> Proposal {
    let may_be = [
        ("E07000195", "Newcastle-under-Lyme"),
        ("E08000021", "Newcastle upon Tyne"),
    ];
    Proposal {
        sheet: Some("Boroughs".to_owned()),
        other_sheets: vec!["Wards".to_owned()],
        named_areas: vec![NamedArea {
            name: "Newcastle".to_owned(),
            may_be: may_be
                .map(|(code, name)| (code.to_owned(), name.to_owned()))
                .to_vec(),
        }],
        ..foreign()
    }
}

/// A site whose Hackney has a place, and data of an origin.
pub(crate) async fn site(origin: Option<Origin>) -> (Site, Arc<MemoryEngine>) {
    let engine = engine();
    let plugged: Arc<dyn Engine> = engine.clone();
    let site = Site::new().await.serving(|app| app.with_engine(plugged));
    if let Some(origin) = origin {
        import(&site, &engine, "2020.csv", origin).await;
    }
    (site, engine)
}

/// Loads and publishes a release that the engine has prepared.
pub(crate) async fn import(site: &Site, engine: &MemoryEngine, file: &str, origin: Origin) {
    let files = vec![File::new(file, std::io::empty())];
    let intake = engine.stage(files, Choices::default()).await.unwrap();
    let input = ImportData {
        body_id: None,
        data_set: NewDataSet::published("Smoking survey"),
        origin,
        publish: true,
    };
    import_data(site.house(), engine, &site.operator(), &intake, input)
        .await
        .unwrap();
}

pub(crate) const PAGE: &str = "/hackney/evidence/adults-who-smoke?area=E09000012";

#[tokio::test]
async fn the_finding_is_the_title_and_every_part_is_there() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let page = site.get(PAGE, "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    for words in [
        "Adults who smoke: Hackney does worse than England, but is getting better",
        "Hackney: 18.0%, about 1 in 6. England: 13.0%.",
        "It fell by 8.0% points from 2016 to 2020.",
        "95% limits 16.5 to 19.5",
        "Worse than England",
        "Falling, getting better",
        "Unequal inside Hackney",
        "Highest of 2 places with figures",
        "Who we cannot see",
        "hidden: too few people",
        "From the poorest to the richest end of Hackney it falls by",
        "Nothing of ours rests on this indicator",
        "commonweal explain R-",
        "Show as a table",
        "Compare with itself 5 years before",
    ] {
        let words = words.replace("8.0% points", "8.0 points");
        assert!(page.html.contains(&words), "{words}: {}", page.html);
    }
    assert!(
        !page.html.contains("Illustrative"),
        "nothing here is made up"
    );
}

#[tokio::test]
async fn one_illustrative_origin_marks_page_chart_and_downloads() {
    let (site, _) = site(Some(Origin::Illustrative)).await;
    let page = site.get(PAGE, "").await;
    assert!(
        page.html.matches("Illustrative").count() > 5,
        "{}",
        page.html
    );
    assert!(
        page.html.contains("Values marked with this diamond"),
        "the band under the header"
    );
    let csv = site
        .get(
            "/hackney/evidence/adults-who-smoke/figures.csv?area=E09000012",
            "",
        )
        .await;
    assert!(csv.html.starts_with("# ILLUSTRATIVE"), "{}", csv.html);
    assert!(csv.html.contains(",illustrative,"), "{}", csv.html);
    let json = site
        .get(
            "/hackney/evidence/adults-who-smoke/figures.json?area=E09000012",
            "",
        )
        .await;
    let json: serde_json::Value = serde_json::from_str(&json.html).unwrap();
    assert_eq!(json["origin"], "illustrative");
    assert_eq!(json["figures"]["value"]["origin"], "illustrative");
    let compare = site
        .get("/hackney/evidence/compare?area=E09000012", "")
        .await;
    assert!(compare.html.contains("Illustrative"));
}

#[tokio::test]
async fn downloads_carry_what_is_needed_to_check_them() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let csv = site
        .get(
            "/hackney/evidence/adults-who-smoke/figures.csv?area=E09000012",
            "",
        )
        .await;
    assert_eq!(csv.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert!(
        csv.html.contains("# Recompute: commonweal explain R-"),
        "{}",
        csv.html
    );
    assert!(!csv.html.contains("ILLUSTRATIVE"));
    let hackney = csv
        .html
        .lines()
        .find(|line| line.starts_with("place,E09000012"))
        .unwrap();
    assert_eq!(
        hackney,
        "place,E09000012,Hackney,2020,Persons,18+ yrs,,value,18,16.5,19.5,,,1800,10000,Worse,imported,"
    );
    let hidden = csv
        .html
        .lines()
        .find(|line| line.starts_with("place,E09000001"))
        .unwrap();
    assert!(
        hidden.contains(",suppressed,,,,,,,,Not compared,"),
        "{hidden}"
    );
}

#[tokio::test]
async fn a_place_is_compared_and_the_receipt_comes_out_the_same() {
    let (site, engine) = site(Some(Origin::Imported)).await;
    let page = site
        .get("/hackney/evidence/compare?area=E09000012", "")
        .await;
    assert!(
        page.html.contains("Hackney stands out on 1 of 1 measure"),
        "{}",
        page.html
    );
    assert!(
        page.html
            .contains("Worse than England, the most important first")
    );
    for words in [
        "500 more people than if it were like England (at least 350)",
        "between “Most deprived decile",
        "1st of 1 by importance",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let far = site
        .get(
            "/hackney/evidence/compare?area=E09000012&order=distance",
            "",
        )
        .await;
    assert!(far.html.contains("Worse than England, furthest first"));
    let past = site
        .get(
            "/hackney/evidence/compare?area=E09000012&against=earlier:3",
            "",
        )
        .await;
    assert!(past.html.contains("Down by"), "{}", past.html);
    let never = site
        .get(
            "/hackney/evidence/compare?area=E09000012&against=earlier:99",
            "",
        )
        .await;
    assert_eq!(never.status, StatusCode::NOT_FOUND);
    let at = page.html.find("/receipt/R-").unwrap();
    let address = &page.html[at..at + "/receipt/R-0000-0000".len()];
    let receipt = site.get(address, "").await;
    assert_eq!(receipt.status, StatusCode::OK);
    assert!(
        receipt
            .html
            .contains("Smoking survey, version 1, published"),
        "{}",
        receipt.html
    );
    let checked = site.get(&format!("{address}?check=yes"), "").await;
    assert!(
        checked.html.contains("The same answer came out again"),
        "{}",
        checked.html
    );
    engine.alter(engine.kept().await.unwrap()[0]);
    let changed = site.get(&format!("{address}?check=yes"), "").await;
    assert!(
        changed.html.contains("A data file was changed since"),
        "{}",
        changed.html
    );
    assert_eq!(
        site.get("/receipt/R-0000-0000", "").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        site.get("/receipt/nonsense", "").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_board_without_data_says_so_and_the_search_finds_by_words() {
    let (site, engine) = site(None).await;
    let empty = site.get("/hackney/evidence", "").await;
    assert_eq!(empty.status, StatusCode::OK, "{}", empty.html);
    assert!(empty.html.contains("has no figures yet"), "{}", empty.html);
    let none = site.get("/hackney/evidence/compare", "").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert!(
        none.html.contains("No data is published yet"),
        "{}",
        none.html
    );
    assert_eq!(site.get("/data", "").await.status, StatusCode::OK);

    import(&site, &engine, "2020.csv", Origin::Imported).await;
    let found = site
        .get("/hackney/evidence?q=SMOKE+adults&area=E09000012", "")
        .await;
    assert!(found.html.contains("1 indicator matches"), "{}", found.html);
    assert!(found.html.contains("Worse than England"));
    let missed = site.get("/hackney/evidence?q=%3Cscript%3E", "").await;
    assert!(missed.html.contains("Nothing matches"), "{}", missed.html);
    assert!(!missed.html.contains("<script>"));
    let data = site.get("/data", "").await;
    assert!(
        data.html.contains("1 data set is open to everybody"),
        "{}",
        data.html
    );
}

#[tokio::test]
async fn what_people_say_about_groups_stands_before_what_the_data_shows() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let who = site.operator();
    board::frameworks::load_reference_frameworks(site.house(), &who)
        .await
        .unwrap();
    let framework = board::frameworks::framework_by_slug(site.house(), "characteristics")
        .await
        .unwrap()
        .unwrap();
    let elements = board::frameworks::elements_of(site.house(), framework.record.id)
        .await
        .unwrap();
    let disability = elements
        .iter()
        .find(|it| it.record.title == "Disability")
        .unwrap();
    let indicator = indicators(site.house()).await.unwrap().remove(0);
    let said = SetCoverage {
        body_id: None,
        subject_id: indicator.record.id,
        element_id: disability.record.id,
        state: CoverageState::Gap,
        reason: "Not asked in this survey".to_owned(),
        owner: Some("Population Health Hub".to_owned()),
    };
    set_coverage(site.house(), &who, said).await.unwrap();
    let page = site.get(PAGE, "").await;
    assert!(
        page.html
            .contains("Not asked in this survey. Owner: Population Health Hub."),
        "{}",
        page.html
    );
    assert!(
        page.html.contains("Nobody has said why"),
        "the rest is said by the data"
    );
}

#[tokio::test]
async fn a_gap_gets_its_reason_and_its_owner_and_everybody_sees_it() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let who = site.operator();
    board::frameworks::load_reference_frameworks(site.house(), &who)
        .await
        .unwrap();
    let nothing = site.get("/hackney/evidence/blind-spots", "").await;
    assert!(
        nothing.html.contains("Nothing to look at yet"),
        "{}",
        nothing.html
    );
    let indicator = indicators(site.house()).await.unwrap().remove(0);
    put_in_use(&site, indicator.record.id).await;

    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let desk = site.get("/desk/evidence/blind-spots", &analyst).await;
    assert!(desk.html.contains("gaps have no owner"), "{}", desk.html);
    let slug = indicator.record.slug.as_str();
    let chosen = format!("/desk/evidence/blind-spots?indicator={slug}&amp;group=Disability#say");
    assert!(desk.html.contains(&chosen), "{chosen}: {}", desk.html);
    let form = |reason: &str| {
        format!(
            "indicator={slug}&group=Disability&state=gap&reason={reason}&owner=Population+Health+Hub"
        )
    };
    let bare = site
        .post("/desk/evidence/blind-spots", &analyst, &form(""))
        .await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bare.html.contains("Say why, in a sentence") && bare.html.contains("Population Health Hub")
    );
    let said = site
        .post(
            "/desk/evidence/blind-spots",
            &analyst,
            &form("Not+asked+in+this+survey"),
        )
        .await;
    assert_eq!(
        said.location(),
        "/desk/evidence/blind-spots",
        "{}",
        said.html
    );
    let public = site.get("/hackney/evidence/blind-spots", "").await;
    for words in [
        "Not asked in this survey. Owner: Population Health Hub.",
        "Who we cannot see",
        "Indicator by indicator",
        // The same in the grid, a row for each group and a column for each indicator.
        "<th scope=\"row\">Disability</th><td class=\"cw-matrix__cell cw-matrix__cell--gap\">",
    ] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    assert!(
        !public.html.contains("/desk/"),
        "readers are not led to the desk"
    );
}

#[tokio::test]
async fn the_gap_page_says_which_measures_do_not_apply() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let address = format!("/hackney/evidence/adults-who-smoke/gap?area={HACKNEY}");
    let page = site.get(&address, "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    for words in [
        "How wide the gap is",
        "Slope index of inequality",
        "Theil index",
        "95% limits",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    assert!(
        !page.html.contains("What cannot be measured here"),
        "tenths have every measure"
    );
    let other = site.get(&format!("{address}&by=Hair"), "").await;
    assert!(other.html.contains("“Hair”"), "{}", other.html);
}

/// Rests a statement on an indicator.
async fn put_in_use(site: &Site, indicator: board::vocabulary::RecordId) -> EvidenceItem {
    let who = site.operator();
    let item = AddEvidenceItem {
        body_id: Some(site.hackney),
        title: "Smoking is high".to_owned(),
        slug: None,
        statement: "One adult in six smokes.".to_owned(),
        source: Source::Insight {
            heard: "A meeting".to_owned(),
            at: None,
        },
        indicator_id: Some(indicator),
        area_id: None,
        strength: None,
        supports: Vec::new(),
        as_at: who.today,
        origin: Origin::Entered,
    };
    add_evidence_item(site.house(), &who, item).await.unwrap()
}

#[tokio::test]
async fn the_thread_leads_from_the_indicator_to_what_is_missing() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let who = site.operator();
    let indicator = indicators(site.house()).await.unwrap().remove(0);
    let item = put_in_use(&site, indicator.record.id).await;
    let need = board::needs::create_need(
        site.house(),
        &who,
        board::needs::CreateNeed {
            body_id: site.hackney,
            title: "Smoking is highest where money is tightest".to_owned(),
            slug: None,
            statement: "People in poor streets smoke most.".to_owned(),
            now: None,
            later: None,
            area_id: None,
            origin: Origin::Entered,
        },
    )
    .await
    .unwrap();
    let mut act = site
        .house()
        .begin(&who, &board::needs::policy::WRITE_NEED, Some(site.hackney))
        .await
        .unwrap();
    act.link(need.record.id, board::joins::CITES, item.record.id, None)
        .await
        .unwrap();
    act.commit().await.unwrap();
    board::needs::publish_need(site.house(), &who, need.record.id, need.record.revision)
        .await
        .unwrap();
    let page = site.get(PAGE, "").await;
    assert!(
        page.html
            .contains("Smoking is highest where money is tightest"),
        "{}",
        page.html
    );
    assert!(page.html.contains("Not recorded"), "no priority answers it");
    assert!(page.html.contains("1 need"), "used in");
}

#[tokio::test]
async fn a_board_with_a_place_shows_it_without_being_asked() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let area = create_area(
        site.house(),
        &site.operator(),
        CreateArea {
            name: "Hackney".to_owned(),
            slug: None,
            code: Some(HACKNEY.to_owned()),
            area_type: AreaType::Authority,
            level: None,
            population: None,
            origin: Origin::Entered,
        },
    )
    .await
    .unwrap();
    let board = site
        .board_in("Wick Board", "wick", Some(area.record.id))
        .await;
    assert_ne!(board, site.hackney);
    let page = site.get("/wick/evidence/adults-who-smoke", "").await;
    assert!(
        page.html.contains("Hackney does worse than England"),
        "{}",
        page.html
    );
}

#[tokio::test]
async fn a_ward_stands_beside_the_best_off_ward() {
    let engine = Arc::new(MemoryEngine::new());
    let ward = |code, name, value| Row {
        area_type: "Ward",
        ..row(code, name, 4, value)
    };
    let rows = [
        row(evidence::ENGLAND, "England", 4, 13.0),
        ward("E05000001", "Lower Lea", 19.8),
        ward("E05000002", "Upper Lea", 8.9),
    ];
    engine.prepare("2020.csv", [smoking()], &rows);
    let plugged: Arc<dyn Engine> = engine.clone();
    let site = Site::new().await.serving(|app| app.with_engine(plugged));
    import(&site, &engine, "2020.csv", Origin::Illustrative).await;
    let area = async |name: &str, code: &str, area_type| {
        let new = CreateArea {
            name: name.to_owned(),
            slug: None,
            code: Some(code.to_owned()),
            area_type,
            level: None,
            population: None,
            origin: Origin::Entered,
        };
        let area = create_area(site.house(), &site.operator(), new).await;
        area.unwrap().record.id
    };
    let borough = area("Lea", "E09000099", AreaType::Authority).await;
    for (name, code) in [("Lower Lea", "E05000001"), ("Middle Lea", "E05000003")] {
        let part = JoinAreas {
            whole_id: borough,
            part_id: area(name, code, AreaType::Ward).await,
            kind: PartKind::Locality,
            share: None,
            from: jiff::civil::date(2020, 1, 1),
            to: None,
            correction: None,
        };
        join_areas(site.house(), &site.operator(), part)
            .await
            .unwrap();
    }
    site.board_in("Lea Health and Wellbeing Board", "lea", Some(borough))
        .await;

    let page = site.get("/lea/wards/lower-lea", "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    for words in [
        "Adults who smoke</a>: 19.8%",
        "95% limits 18.3 to 21.3",
        "Best-off of 2 wards: Upper Lea, 8.9%.",
        "Illustrative",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let without = site.get("/lea/wards/middle-lea", "").await;
    assert!(
        without.html.contains("No figures for Middle Lea alone"),
        "{}",
        without.html
    );
}
