//! Stocktakes of services: what the public reads, and how a gap gets its owner at the desk.

use std::fmt::Write;

use axum::http::{StatusCode, header};
use board::frameworks::load_reference_frameworks;
use board::indicators::{KeepStocktake, keep_stocktake};
use board::vocabulary::Role;
use evidence::cell::Origin;
use evidence::disclosure::{Choice, rules};
use evidence::engine::{FileHash, Source};
use evidence::stocktake::{
    Asked, CodeList, Counted, Counts, Line, People, Reach, Residents, StockTaken, StockTaker,
    StockTakerError, StocktakeAsk, take,
};
use jiff::civil::{Date, date};
use serde_json::json;

use crate::site::Site;

const PUBLIC: &str = "/hackney/evidence/services/talking-therapies";
const DESK: &str = "/desk/evidence/services/talking-therapies";

/// People by code: ethnicity known for so many in a hundred, one group too small to show.
async fn keep(site: &Site, as_at: Date, known: u64) {
    let lists = ["ethnic-category", "deprivation"].map(|name| CodeList::named(name).unwrap());
    let stages = ["Referred", "Treated"].map(str::to_owned).to_vec();
    let mut counts = Counts::new(lists.to_vec(), stages, Reach::Furthest);
    let mut residents = Residents::default();
    let mut add = |list, code: &str, stage, people| {
        let people = People::Count(people);
        let service = "Talking therapies";
        counts.add(
            list,
            Line {
                service,
                stage: Some(stage),
                code,
                people,
            },
        );
    };
    for (code, hundredths, people) in [
        ("A", 60, 40_000.0),
        ("M", 20, 40_000.0),
        ("K", 19, 18_000.0),
    ] {
        residents.add(lists[0], code, people).unwrap();
        add(lists[0], code, "Treated", known * 10 * hundredths / 100);
    }
    residents.add(lists[0], "R", 2_000.0).unwrap();
    add(lists[0], "R", "Treated", 4);
    add(lists[0], "99", "Referred", 1_000 - known * 10);
    for tenth in 1..=10_u64 {
        add(lists[1], &tenth.to_string(), "Treated", 40 + tenth * 5);
        add(lists[1], &tenth.to_string(), "Referred", 60 - tenth * 5);
    }
    let asked = Asked {
        source: "extract.csv".to_owned(),
        counted: Counted::People,
        origin: Origin::Illustrative,
        choice: Choice::new("Test", rules::NHS_ENGLAND, "Nobody has published them.").unwrap(),
        threshold: 80.0,
    };
    let input = KeepStocktake {
        board: site.hackney,
        as_at,
        stocktake: take(&counts, &residents, &asked).unwrap(),
        asked: json!({}),
        files: vec![FileHash::of(as_at.to_string().as_bytes())],
    };
    keep_stocktake(site.house(), &site.operator(), input)
        .await
        .unwrap();
}

async fn site() -> Site {
    let site = Site::new().await;
    load_reference_frameworks(site.house(), &site.operator())
        .await
        .unwrap();
    keep(&site, date(2020, 3, 31), 71).await;
    keep(&site, date(2020, 6, 30), 88).await;
    site
}

async fn signed_in(site: &Site, role: Role) -> String {
    let person = site
        .person(&format!("The {role}"), &[(role, Some(site.hackney))])
        .await;
    site.sign_in(&person).await
}

#[tokio::test]
async fn the_public_reads_who_is_seen_who_is_lost_and_who_closes_the_gaps() {
    let site = site().await;
    let page = site.get(PUBLIC, "").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "Caribbean: seen less often than their share of residents",
        "88% of records say a person’s ethnicity, up from 71%",
        "2 of 10",
        "Illustrative",
        "Known answers by stocktake",
        "Share of users over share of residents",
        "hidden",
        "If every unknown belonged to one group",
        "Who is lost on the way",
        "Treated, by deprivation",
        "Sex is not asked",
        "No owner",
        "White: Gypsy or Irish Traveller; White: Roma",
        "Counts of 1 to 7 are hidden",
        "/receipt/R-",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    assert!(
        !page.html.contains("Give a gap its owner"),
        "that is for the desk"
    );
    let list = site.get("/hackney/evidence/services", "").await;
    assert!(
        list.html
            .contains("1 service has 9 gaps in what they know about their users; 9 have no owner"),
        "{}",
        list.html
    );
    assert!(list.html.contains(PUBLIC));
    for words in [
        "How far each service knows its users",
        "88%, up from 71%",
        "never asked",
        "Stock was taken 2 times, every 3 months or so",
        " ago: the next is overdue",
        "Nothing that was decided or written rests on it yet",
    ] {
        assert!(list.html.contains(words), "{words}: {}", list.html);
    }
    assert!(
        site.get("/hackney/evidence", "")
            .await
            .html
            .contains("/hackney/evidence/services")
    );
    assert_eq!(
        site.get("/city/evidence/services/talking-therapies", "")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert!(
        site.get("/city/evidence/services", "")
            .await
            .html
            .contains("No service is here yet")
    );
}

#[tokio::test]
async fn the_receipt_names_what_was_counted() {
    let site = site().await;
    let page = site.get(PUBLIC, "").await;
    let at = page.html.find("/receipt/").unwrap();
    let address = page.html[at..].split('"').next().unwrap();
    let receipt = site.get(address, "").await;
    assert_eq!(receipt.status, StatusCode::OK);
    assert!(
        receipt.html.contains("Talking therapies"),
        "{}",
        receipt.html
    );
}

#[tokio::test]
async fn a_gap_gets_its_owner_at_the_desk_and_what_is_missing_is_named() {
    let site = site().await;
    let cookie = signed_in(&site, Role::Analyst).await;
    let desk = site.get("/desk/evidence/services", &cookie).await;
    assert!(desk.html.contains(DESK), "{}", desk.html);
    let page = site.get(DESK, &cookie).await;
    assert!(page.html.contains("Which gap?"), "{}", page.html);
    let refused = site.post(DESK, &cookie, "owner=Data+lead").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["#gap", "#reason", "Data lead"] {
        assert!(refused.html.contains(words), "{words}: {}", refused.html);
    }
    let before = page
        .html
        .find("Sex is not asked</label>")
        .unwrap_or_else(|| page.html.rfind("Sex is not asked").unwrap());
    let value = page.html[..before]
        .rsplit("value=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let form = format!("gap={value}&owner=Data+lead&reason=It+comes+with+the+new+form");
    let done = site.post(DESK, &cookie, &form).await;
    assert_eq!(
        (done.status, done.location()),
        (StatusCode::SEE_OTHER, DESK),
        "{}",
        done.html
    );
    let public = site.get(PUBLIC, "").await;
    for words in ["Data lead", "It comes with the new form"] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    let approver = signed_in(&site, Role::Approver).await;
    let page = site.get(DESK, &approver).await;
    assert!(!page.html.contains("Which gap?"), "approvers look on");
}

/// Counts as somebody has prepared it, and remembers what it was asked.
struct Counting;

#[async_trait::async_trait]
impl StockTaker for Counting {
    async fn headings(&self, file: Source) -> Result<Vec<String>, StockTakerError> {
        let (name, text) = (file.name, std::io::read_to_string(file.content).unwrap());
        let head = text.lines().next().unwrap_or_default();
        if head.is_empty() {
            return Err(StockTakerError::Mend(format!("{name} is empty")));
        }
        Ok(head.split(',').map(str::to_owned).collect())
    }

    async fn take_stock(
        &self,
        ask: &StocktakeAsk,
        records: Source,
        residents: Option<Source>,
    ) -> Result<StockTaken, StockTakerError> {
        assert!(residents.is_none());
        let text = std::io::read_to_string(records.content).unwrap();
        let lists: Vec<_> = ask.columns.iter().map(|(list, _)| *list).collect();
        let mut counts = Counts::new(lists, Vec::new(), Reach::Furthest);
        let head: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            for (list, column) in &ask.columns {
                let at = head.iter().position(|heading| heading == column);
                let at = at.ok_or_else(|| {
                    StockTakerError::Mend(format!("{} has no column “{column}”", records.name))
                })?;
                counts.add(
                    list,
                    Line {
                        service: &ask.service,
                        stage: None,
                        code: cells[at],
                        people: People::Count(1),
                    },
                );
            }
        }
        let asked = Asked {
            source: records.name.clone(),
            counted: Counted::Records,
            origin: ask.origin,
            choice: ask.choice.clone(),
            threshold: ask.threshold,
        };
        let stocktake = take(&counts, &Residents::default(), &asked)
            .map_err(|error| StockTakerError::Mend(error.to_string()))?;
        Ok(StockTaken {
            stocktake,
            files: vec![FileHash::of(text.as_bytes())],
        })
    }
}

const TAKE: &str = "/desk/evidence/take-stock";

/// A site whose records are counted as above, with an analyst who is signed in.
async fn counting() -> (Site, String) {
    let site = Site::new()
        .await
        .serving(|app| app.with_stock_taker(std::sync::Arc::new(Counting)));
    load_reference_frameworks(site.house(), &site.operator())
        .await
        .unwrap();
    let analyst = signed_in(&site, Role::Analyst).await;
    (site, analyst)
}

/// 200 records of a clinic.
fn records() -> Vec<u8> {
    let mut records = "Person,Gender,Ethnicity\n".to_owned();
    for at in 0..200 {
        let sex = if at % 4 == 0 { "1" } else { "2" };
        let group = if at % 10 == 0 { "Z" } else { "A" };
        writeln!(records, "{at},{sex},{group}").unwrap();
    }
    records.into_bytes()
}

fn file(content: &[u8]) -> (&str, &str, &[u8]) {
    ("records", "clinic.csv", content)
}

fn fields(name: &str) -> [(&str, &str); 7] {
    [
        ("name", name),
        ("as-at-day", "30"),
        ("as-at-month", "6"),
        ("as-at-year", "2020"),
        ("lists", "sex"),
        ("lists", "ethnic-category"),
        ("policy", "nhs_england"),
    ]
}

#[tokio::test]
async fn what_is_wrong_with_records_is_said_where_they_are_brought() {
    let (site, analyst) = counting().await;
    let member = signed_in(&site, Role::Member).await;
    let records = records();
    let refused = site
        .send_files(TAKE, &member, &fields("Clinics"), &[file(&records)])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = site
        .send_files(TAKE, &analyst, &fields(""), &[file(&records)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("href=\"#name\""), "{}", refused.html);
    let later = fields("Clinics").map(|(name, value)| match name {
        "as-at-year" => (name, "2031"),
        _ => (name, value),
    });
    let refused = site
        .send_files(TAKE, &analyst, &later, &[file(&records)])
        .await;
    assert!(
        refused.html.contains("href=\"#as-at-day\"")
            && refused.html.contains("give the last day that they cover"),
        "{}",
        refused.html
    );
    let refused = site
        .send_files(TAKE, &analyst, &fields("Clinics"), &[file(b"\n")])
        .await;
    assert!(
        refused.html.contains("clinic.csv is empty"),
        "{}",
        refused.html
    );
    let refused = site
        .send_files(TAKE, &analyst, &fields("Clinics"), &[])
        .await;
    assert!(
        refused.html.contains("Choose the file with the records"),
        "{}",
        refused.html
    );
}

#[tokio::test]
async fn stock_is_taken_at_the_desk_and_kept_only_when_told_to() {
    let (site, analyst) = counting().await;
    let records = records();
    let held = site
        .send_files(TAKE, &analyst, &fields("Clinics"), &[file(&records)])
        .await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.html);
    let here = held.headers[header::LOCATION].to_str().unwrap().to_owned();
    let page = site.get(&here, &analyst).await;
    for proposed in ["value=\"Gender\" selected", "value=\"Ethnicity\" selected"] {
        assert!(page.html.contains(proposed), "{proposed}: {}", page.html);
    }
    let columns = "column-sex=Gender&column-ethnic-category=Ethnicity";
    let unclear = site
        .post(&here, &analyst, &format!("{columns}&stage=Person"))
        .await;
    assert_eq!(unclear.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unclear.html.contains("href=\"#stages\""),
        "{}",
        unclear.html
    );
    let counted = site
        .post(&here, &analyst, &format!("{columns}&act=count"))
        .await;
    assert_eq!(counted.status, StatusCode::OK, "{}", counted.html);
    for words in ["200 counted", "90%", "nothing is stored yet"] {
        assert!(counted.html.contains(words), "{words}: {}", counted.html);
    }
    let public = site.get("/hackney/evidence/services", "").await;
    assert!(public.html.contains("No service is here yet"));

    let kept = site
        .post(&here, &analyst, &format!("{columns}&act=keep"))
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.html);
    let public = site.get("/hackney/evidence/services/clinics", "").await;
    assert_eq!(public.status, StatusCode::OK, "{}", public.html);
    assert!(
        public
            .html
            .contains("90% of records say a person’s ethnicity"),
        "{}",
        public.html
    );
    let gone = site.get(&here, &analyst).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "what is kept is let go");
}
