//! Supporting documents: attached at the desk, listed where their record is, and handed over to whoever may read that.

use axum::http::{Method, StatusCode, header};
use board::documents::document;
use board::events::{Item, items_of};
use board::files::attachments_of;
use board::meetings::meeting;
use board::vocabulary::{RecordId, Role};

use crate::site::{Page, Site};

const HERE: &str = "/desk/meetings/2022-09-22";
const PUBLIC: &str = "/hackney/meetings/2022-09-22";

/// Somebody with a role, signed in.
async fn signed_in(site: &Site, role: Role, board: RecordId) -> String {
    let person = site
        .person(&format!("Some {role}"), &[(role, Some(board))])
        .await;
    site.sign_in(&person).await
}

/// A meeting two weeks from the day of the tests, with an item; the board officer’s cookie and the page of its attachments.
async fn planned(exempt: &str) -> (Site, String, Item) {
    let site = Site::new().await;
    let officer = signed_in(&site, Role::Officer, site.hackney).await;
    let new =
        "on-day=22&on-month=9&on-year=2022&place=Town+Hall&mode=in+person&reading=working+days";
    site.post("/desk/meetings", &officer, new).await;
    let item = format!("title=Homes+that+are+hard+to+heat&type=report{exempt}");
    let made = site.post(&format!("{HERE}/items"), &officer, &item).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html);
    let item = first_item(&site).await;
    (site, officer, item)
}

async fn first_item(site: &Site) -> Item {
    let day = "2022-09-22".parse().unwrap();
    let event = meeting(site.house(), site.hackney, &day)
        .await
        .unwrap()
        .unwrap();
    items_of(site.house(), event.record.id)
        .await
        .unwrap()
        .remove(0)
}

async fn publish(site: &Site, officer: &str) {
    let day = "2022-09-22".parse().unwrap();
    let event = meeting(site.house(), site.hackney, &day)
        .await
        .unwrap()
        .unwrap();
    let revision = format!("revision={}", event.record.revision);
    let done = site
        .post(&format!("{HERE}/agenda"), officer, &revision)
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
}

fn desk(record: RecordId) -> String {
    format!("/desk/attachments/{record}")
}

const MAP: [(&str, &str); 6] = [
    ("title", "Cold homes by ward"),
    ("role", "appendix"),
    ("version", "2"),
    ("dated-day", "4"),
    ("dated-month", "July"),
    ("dated-year", "2022"),
];

async fn attach(site: &Site, cookie: &str, record: RecordId, content: &[u8]) -> Page {
    site.send_form(&desk(record), cookie, &MAP, Some(("map.csv", content)))
        .await
}

/// The identity of the only attachment of a record.
async fn only(site: &Site, record: RecordId) -> String {
    let found = attachments_of(site.house(), &[record]).await.unwrap();
    found[&record][0].id.to_string()
}

#[tokio::test]
async fn a_file_is_attached_listed_with_title_date_and_version_and_handed_over_to_be_saved() {
    let (site, officer, item) = planned("").await;
    let record = item.record.id;
    let empty = site.get(&desk(record), &officer).await;
    assert!(
        empty.html.contains("Supporting documents: none"),
        "{}",
        empty.html
    );
    let attached = attach(&site, &officer, record, b"ward,homes\nWick,12\n").await;
    assert_eq!(attached.location(), desk(record), "{}", attached.html);
    let file = format!("/hackney/attachments/{}", only(&site, record).await);
    let before = site.get(&file, "").await;
    assert_eq!(
        before.status,
        StatusCode::NOT_FOUND,
        "not before the agenda is out"
    );
    let at_desk = format!("{}/files/{}", desk(record), only(&site, record).await);
    assert_eq!(site.get(&at_desk, &officer).await.status, StatusCode::OK);
    publish(&site, &officer).await;

    let page = site.get(PUBLIC, "").await;
    for words in [
        "Supporting documents:",
        "Cold homes by ward",
        "Appendix, 4 July 2022, version 2, CSV, 19 bytes",
        file.as_str(),
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let saved = site.get(&file, "").await;
    assert_eq!(
        (saved.status, saved.html.as_str()),
        (StatusCode::OK, "ward,homes\nWick,12\n")
    );
    for (name, value) in [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"cold-homes-by-ward.csv\"",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ),
    ] {
        assert_eq!(saved.headers[&name], value, "{name}");
    }
    for (wanted_for, status) in [
        ("document", StatusCode::OK),
        ("empty", StatusCode::OK),
        ("script", StatusCode::FORBIDDEN),
        ("image", StatusCode::FORBIDDEN),
        ("iframe", StatusCode::FORBIDDEN),
    ] {
        let asked = site
            .ask(
                Method::GET,
                &file,
                "",
                "",
                &[("sec-fetch-dest", wanted_for)],
            )
            .await;
        assert_eq!(asked.status, status, "{wanted_for}");
    }
    let of_another_board = file.replace("/hackney/", "/city/");
    assert_eq!(
        site.get(&of_another_board, "").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn no_supporting_documents_is_said_and_a_missing_one_stands_with_its_reason() {
    let (site, officer, item) = planned("").await;
    publish(&site, &officer).await;
    let none = site.get(PUBLIC, "").await;
    assert!(
        none.html.contains("Supporting documents: none."),
        "{}",
        none.html
    );
    let missing = format!("{}/missing", desk(item.record.id));
    let silent = site
        .post(
            &missing,
            &officer,
            "missing-title=Appendix+1&missing-role=appendix",
        )
        .await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["value=\"Appendix 1\"", "Say why it is missing"] {
        assert!(silent.html.contains(words), "{words}: {}", silent.html);
    }
    let said = "missing-title=Appendix+1&missing-role=appendix&missing-why=Its+link+is+dead";
    let done = site.post(&missing, &officer, said).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let page = site.get(PUBLIC, "").await;
    assert!(page.html.contains("Its link is dead"), "{}", page.html);
    let file = format!("/hackney/attachments/{}", only(&site, item.record.id).await);
    let gone = site.get(&file, "").await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.html.contains("Its link is dead"), "{}", gone.html);
}

#[tokio::test]
async fn papers_of_an_item_heard_in_private_are_for_those_who_write_it_alone() {
    let (site, officer, item) =
        planned("&paragraph=3&reason=it+names+what+two+firms+offered").await;
    let record = item.record.id;
    attach(&site, &officer, record, b"firm,price\nOne,12\n").await;
    publish(&site, &officer).await;
    let id = only(&site, record).await;
    let page = site.get(PUBLIC, "").await;
    assert!(page.html.contains("two firms offered"), "{}", page.html);
    for secret in ["Cold homes by ward", "Supporting documents"] {
        assert!(!page.html.contains(secret), "{secret}: {}", page.html);
    }
    let file = format!("/hackney/attachments/{id}");
    let at_desk = format!("{}/files/{id}", desk(record));
    let analyst = signed_in(&site, Role::Analyst, site.hackney).await;
    let member = signed_in(&site, Role::Member, site.hackney).await;
    let stranger = signed_in(&site, Role::Officer, site.city).await;
    for cookie in [
        "",
        officer.as_str(),
        analyst.as_str(),
        member.as_str(),
        stranger.as_str(),
    ] {
        assert_eq!(site.get(&file, cookie).await.status, StatusCode::NOT_FOUND);
    }
    for (cookie, status) in [
        (officer.as_str(), StatusCode::OK),
        (analyst.as_str(), StatusCode::FORBIDDEN),
        (member.as_str(), StatusCode::FORBIDDEN),
        (stranger.as_str(), StatusCode::NOT_FOUND),
        ("", StatusCode::SEE_OTHER),
    ] {
        assert_eq!(site.get(&at_desk, cookie).await.status, status);
        assert_eq!(site.get(&desk(record), cookie).await.status, status);
    }
    let refused = attach(&site, &analyst, record, b"another").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_that_lacks_something_comes_back_as_it_was_typed() {
    let (site, officer, item) = planned("").await;
    let here = desk(item.record.id);
    let nothing = site
        .send_form(&here, &officer, &[("version", "draft 3")], None)
        .await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["#file", "#title", "#role", "value=\"draft 3\""] {
        assert!(nothing.html.contains(words), "{words}: {}", nothing.html);
    }
    let page = site
        .send_form(&here, &officer, &MAP, Some(("a.csv", b"<script>")))
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.html.contains("A file of this sort cannot be attached"),
        "{}",
        page.html
    );
    assert!(
        page.html.contains("value=\"Cold homes by ward\""),
        "{}",
        page.html
    );
    let large = vec![b'a'; board::files::MOST_BYTES + 1];
    let large = site
        .send_form(&here, &officer, &MAP, Some(("a.csv", &large)))
        .await;
    assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(large.html.contains("larger than 25 MB"), "{}", large.html);
}

#[tokio::test]
async fn an_attachment_is_removed_with_a_reason() {
    let (site, officer, item) = planned("").await;
    let record = item.record.id;
    attach(&site, &officer, record, b"ward\n").await;
    let id = only(&site, record).await;
    let remove = format!("{}/remove", desk(record));
    let silent = site
        .post(&remove, &officer, &format!("attachment={id}"))
        .await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        silent.html.contains("Say why it is removed"),
        "{}",
        silent.html
    );
    let done = site
        .post(
            &remove,
            &officer,
            &format!("attachment={id}&why-{id}=it+names+a+home"),
        )
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let again = site
        .post(
            &remove,
            &officer,
            &format!("attachment={id}&why-{id}=again"),
        )
        .await;
    assert_eq!(
        again.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        again.html
    );
}

#[tokio::test]
async fn a_report_says_which_appendix_its_words_name_and_nobody_attached() {
    let (site, officer, item) = planned("").await;
    let report = format!("{HERE}/report/1");
    let words = "version=0&author=Head+of+housing&summary=Appendix+1+counts+them.&equalities=Older+people+gain.";
    let saved = site.post(&report, &officer, words).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let form = site.get(&report, &officer).await;
    assert!(
        form.html
            .contains("the words name Appendix 1, and no such appendix is attached"),
        "{}",
        form.html
    );
    let page = form.html.split("href=\"/desk/attachments/").nth(1).unwrap();
    let record: RecordId = RecordId(page.split('"').next().unwrap().parse().unwrap());
    attach(&site, &officer, record, b"ward\n").await;
    let form = site.get(&report, &officer).await;
    assert!(
        !form.html.contains("the words name Appendix 1"),
        "{}",
        form.html
    );

    let id = item.record.id;
    let ask = format!("item={id}&verbs-{id}=approve&ask-{id}=Find+them.");
    site.post(&format!("{HERE}/recommend"), &officer, &ask)
        .await;
    let published = site
        .post(&format!("{report}/publish"), &officer, "version=1")
        .await;
    assert_eq!(
        published.status,
        StatusCode::SEE_OTHER,
        "{}",
        published.html
    );
    publish(&site, &officer).await;
    let paper = site.get(&format!("{PUBLIC}/1/report"), "").await;
    let file = format!("/hackney/attachments/{}", only(&site, record).await);
    for words in [
        "Appendices",
        "Cold homes by ward",
        file.as_str(),
        "Background papers",
    ] {
        assert!(paper.html.contains(words), "{words}: {}", paper.html);
    }
    assert_eq!(site.get(&file, "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_document_keeps_its_source_file_and_shows_it_once_it_is_published() {
    let site = Site::new().await;
    let analyst = signed_in(&site, Role::Analyst, site.hackney).await;
    let officer = signed_in(&site, Role::Officer, site.hackney).await;
    site.post(
        "/desk/documents",
        &analyst,
        "type=terms&title=Terms&words=To+meet.",
    )
    .await;
    let terms = document(site.house(), site.hackney, &"terms".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let record = terms.text.record.id;
    let attached = attach(&site, &analyst, record, b"ward\n").await;
    assert_eq!(attached.status, StatusCode::SEE_OTHER, "{}", attached.html);
    let file = format!("/hackney/attachments/{}", only(&site, record).await);
    assert_eq!(site.get(&file, "").await.status, StatusCode::NOT_FOUND);
    site.post("/desk/documents/terms/publish", &officer, "version=1")
        .await;
    assert_eq!(site.get(&file, "").await.status, StatusCode::OK);
    let page = site.get("/hackney/documents/terms", "").await;
    assert!(page.html.contains(&file), "{}", page.html);
    let found = site.get("/search?q=ward", "").await;
    assert!(found.html.contains(&file), "{}", found.html);
}
