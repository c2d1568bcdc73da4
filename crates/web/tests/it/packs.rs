//! Packs of evidence: made at the desk, published, given away, made again, and read as page and file.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use board::vocabulary::{Origin, Role};
use papers::Paper;
use papers::formats::docx::{Painter, Picture};
use web::PaperPrinter;

use crate::evidence::{import, site};
use crate::site::Site;

const MAKE: &str = "title=Smoking&area=E09000012&against=england&indicators=900&q=&element=&introduction=For+both+boards.";
const DESK: &str = "/desk/documents/smoking";

/// A site with figures, an analyst and an officer of Hackney, and an officer of the City.
async fn with_figures() -> (Site, String, String, String) {
    let (site, _) = site(Some(Origin::Imported)).await;
    let mut cookies = Vec::new();
    for (name, role, board) in [
        ("Analyst", Role::Analyst, site.hackney),
        ("Officer", Role::Officer, site.hackney),
        ("Neighbour", Role::Officer, site.city),
    ] {
        let person = site.person(name, &[(role, Some(board))]).await;
        cookies.push(site.sign_in(&person).await);
    }
    let neighbour = cookies.pop().unwrap();
    let officer = cookies.pop().unwrap();
    let analyst = cookies.pop().unwrap();
    (site, analyst, officer, neighbour)
}

async fn published(site: &Site, analyst: &str, officer: &str) {
    let made = site.post("/desk/packs", analyst, MAKE).await;
    assert_eq!(made.location(), DESK, "{}", made.html);
    let done = site
        .post(&format!("{DESK}/publish"), officer, "version=1")
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
}

#[tokio::test]
async fn a_pack_is_chosen_made_published_and_read() {
    let (site, analyst, officer, _) = with_figures().await;
    let looked = site.get("/desk/packs?q=smoke", &analyst).await;
    assert!(looked.html.contains("Adults who smoke"), "{}", looked.html);
    assert!(
        looked.html.contains("value=\"900\" checked"),
        "{}",
        looked.html
    );
    let nothing = site.get("/desk/packs?q=unicorns", &analyst).await;
    assert!(
        nothing.html.contains("No indicator fits “unicorns”."),
        "{}",
        nothing.html
    );

    published(&site, &analyst, &officer).await;
    let page = site.get("/hackney/documents/smoking", "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    for said in [
        "What stands out",
        "Hackney does worse than England",
        "For both boards.",
        "Who we cannot see",
        "How the figures were made",
        "commonweal explain R-",
        "cw-only-narrow",
        "No board or organisation was given it yet.",
        "/hackney/documents/smoking/1/paper.docx",
    ] {
        assert!(page.html.contains(said), "{said} is not in {}", page.html);
    }
    assert!(!page.html.contains("paper.pdf"), "nothing prints here");
    assert!(
        !page.html.contains("<style"),
        "the content policy refuses it"
    );
    let list = site.get("/hackney/documents", "").await;
    assert!(list.html.contains("/hackney/documents/smoking"));
}

#[tokio::test]
async fn its_files_are_handed_over_whole() {
    let (site, analyst, officer, _) = with_figures().await;
    let hidden = site
        .get("/hackney/documents/smoking/1/paper.docx", "")
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    published(&site, &analyst, &officer).await;
    for (ending, kind, first) in [
        ("docx", "wordprocessingml", "PK"),
        ("xlsx", "spreadsheetml", "PK"),
        ("txt", "text/plain", "Hackney"),
        ("html", "text/html", "<!doctype"),
    ] {
        let address = format!("/hackney/documents/smoking/1/paper.{ending}");
        let file = site.get(&address, "").await;
        assert_eq!(file.status, StatusCode::OK, "{ending}");
        let found = file.headers[header::CONTENT_TYPE].to_str().unwrap();
        assert!(found.contains(kind), "{ending}: {found}");
        assert!(file.html.starts_with(first), "{ending}");
    }
    for missing in ["1/paper.pdf", "1/paper.exe", "1/other.docx", "2/paper.docx"] {
        let address = format!("/hackney/documents/smoking/{missing}");
        assert_eq!(
            site.get(&address, "").await.status,
            StatusCode::NOT_FOUND,
            "{missing}"
        );
    }
}

/// Prints nothing and paints everything as the same few bytes.
struct Press;

impl Painter for Press {
    fn paint(&self, _drawing: &str) -> Option<Picture> {
        Some(Picture {
            png: b"picture".to_vec(),
            width: 2,
            height: 1,
        })
    }
}

impl PaperPrinter for Press {
    fn print(&self, _paper: &Paper) -> Result<Vec<u8>, String> {
        Ok(b"%PDF-".to_vec())
    }

    fn painter(&self) -> Option<&dyn Painter> {
        Some(self)
    }
}

#[tokio::test]
async fn where_something_prints_there_is_a_pdf_and_word_documents_have_pictures() {
    let (site, analyst, officer, _) = with_figures().await;
    published(&site, &analyst, &officer).await;
    let without = site
        .get("/hackney/documents/smoking/1/paper.docx", "")
        .await;
    let site = site.serving(|app| app.with_printer(Arc::new(Press)));
    let page = site.get("/hackney/documents/smoking", "").await;
    assert!(page.html.contains("paper.pdf"), "{}", page.html);
    let pdf = site.get("/hackney/documents/smoking/1/paper.pdf", "").await;
    assert!(pdf.html.starts_with("%PDF-"));
    let with = site
        .get("/hackney/documents/smoking/1/paper.docx", "")
        .await;
    assert!(with.html.contains("word/media/picture1.png"));
    assert!(!without.html.contains("word/media/picture1.png"));
}

#[tokio::test]
async fn who_was_given_which_version_stands_on_its_page_and_on_the_desks() {
    let (site, analyst, officer, neighbour) = with_figures().await;
    published(&site, &analyst, &officer).await;
    let share = format!("{DESK}/share");
    let unsaid = site.post(&share, &analyst, "to=").await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.html.contains("Choose the board"), "{}", unsaid.html);
    let form = format!("to={}&due-day=30&due-month=9&due-year=2030", site.city);
    let given = site.post(&share, &analyst, &form).await;
    assert_eq!(given.location(), DESK, "{}", given.html);
    let twice = site.post(&share, &analyst, &form).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        twice.html.contains("was given version 1 already"),
        "{}",
        twice.html
    );

    let page = site.get("/hackney/documents/smoking", "").await;
    for said in [
        "City Health and Wellbeing Board",
        "version 1, given on",
        "To be considered by 30 September 2030.",
    ] {
        assert!(page.html.contains(said), "{said}: {}", page.html);
    }
    let desk = site.get("/desk/documents", &neighbour).await;
    assert!(desk.html.contains("Given to this board"), "{}", desk.html);
    let ask = desk
        .html
        .split("name=\"ask\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap()
        .to_owned();
    let answer = format!("ask={ask}");
    let stranger = site.post("/desk/shared-documents", &officer, &answer).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN);
    let done = site
        .post("/desk/shared-documents", &neighbour, &answer)
        .await;
    assert_eq!(done.location(), "/desk/documents", "{}", done.html);
    let nothing = site
        .post("/desk/shared-documents", &neighbour, "ask=x")
        .await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = site.get("/hackney/documents/smoking", "").await;
    assert!(page.html.contains("Considered"), "{}", page.html);
}

#[tokio::test]
async fn newer_figures_are_told_and_the_older_version_says_by_what_it_was_superseded() {
    let (site, engine) = site(Some(Origin::Imported)).await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let officer = site
        .person("Officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let officer = site.sign_in(&officer).await;
    published(&site, &analyst, &officer).await;
    let again = "/desk/packs/smoking";
    let form = MAKE.replace("title=Smoking", "version=1");
    let same = site.post(again, &analyst, &form).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        same.html.contains("No word and no figure has changed"),
        "{}",
        same.html
    );

    import(&site, &engine, "2020-again.csv", Origin::Imported).await;
    let desk = site.get(DESK, &analyst).await;
    assert!(
        desk.html.contains("Newer figures are published."),
        "{}",
        desk.html
    );
    assert!(!desk.html.contains("Save a new version"), "{}", desk.html);
    let shown = site.get(again, &analyst).await;
    assert!(
        shown.html.contains("For both boards."),
        "nothing is asked again: {}",
        shown.html
    );
    let made = site.post(again, &analyst, &form).await;
    assert_eq!(made.location(), DESK, "{}", made.html);
    let stale = site
        .post(again, &analyst, &form.replace("For", "Just+for"))
        .await;
    assert_eq!(
        stale.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        stale.html
    );
    assert!(
        stale.html.contains("Just for both boards."),
        "nothing typed is lost"
    );
    let overwritten = site.post(DESK, &analyst, "version=2&words=Mine").await;
    assert_eq!(overwritten.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.post(&format!("{DESK}/publish"), &officer, "version=2")
        .await;

    let old = site.get("/hackney/documents/smoking/1", "").await;
    assert!(
        old.html.contains("These words no longer hold."),
        "{}",
        old.html
    );
    assert!(old.html.contains("Superseded by version 2"));
    let new = site.get("/hackney/documents/smoking", "").await;
    assert!(
        new.html.contains("Hackney is similar to England"),
        "{}",
        new.html
    );
    assert!(!new.html.contains("no longer hold"));
    let changes = site.get("/hackney/documents/smoking/2/changes", "").await;
    assert_eq!(changes.status, StatusCode::OK);
}

#[tokio::test]
async fn a_pack_without_what_it_needs_is_refused_and_nothing_typed_is_lost() {
    let (site, analyst, ..) = with_figures().await;
    let form = "title=&area=E09000012&against=england&introduction=Mine";
    let refused = site.post("/desk/packs", &analyst, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.html.contains("Give the pack a title"),
        "{}",
        refused.html
    );
    assert!(refused.html.contains("Mine"));
    let without = site
        .post("/desk/packs", &analyst, &form.replace("title=", "title=A"))
        .await;
    assert!(
        without.html.contains("Choose at least one indicator"),
        "{}",
        without.html
    );
    let missing = site.get("/desk/packs/nothing", &analyst).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}
