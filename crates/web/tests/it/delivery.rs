//! Promises at the desk: entered, changed, brought as a list; and joined to the thread.

use axum::http::StatusCode;
use board::delivery::{FINISHED, actions};
use board::vocabulary::Role;

use crate::site::Site;

async fn officer(site: &Site) -> String {
    let person = site
        .person("Board officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    site.sign_in(&person).await
}

#[tokio::test]
async fn an_action_is_entered_mended_and_finished() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    let empty = site
        .post(
            "/desk/delivery/new",
            &cookie,
            "title=&level=place&due-day=40",
        )
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = site
        .post(
            "/desk/delivery/new",
            &cookie,
            "title=Warm+rooms&type=action&level=place",
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.html.contains("best done at that level"),
        "{}",
        page.html
    );
    let page = site
        .post(
            "/desk/delivery/new",
            &cookie,
            "title=Warm+rooms&type=action",
        )
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let desk = site.get("/desk/delivery", &cookie).await;
    for words in ["1 of 1 promises needs you", "Nobody owns it", "No date"] {
        assert!(desk.html.contains(words), "{words}: {}", desk.html);
    }
    let held = actions(site.house(), Some(site.hackney))
        .await
        .unwrap()
        .remove(0);
    let revision = held.record.revision;
    let change = format!(
        "revision={revision}&title=Warm+rooms&owner-words=Head+of+libraries&due-day=31&due-month=10&due-year=2022&state=open"
    );
    let page = site
        .post("/desk/delivery/warm-rooms", &cookie, &change)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    // Somebody else has the page open as it was before.
    let theirs = change.replace("libraries", "parks");
    let page = site
        .post("/desk/delivery/warm-rooms", &cookie, &theirs)
        .await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.html);
    for version in ["value=\"Head of parks\"", "<dd>Head of libraries</dd>"] {
        assert!(page.html.contains(version), "{version}: {}", page.html);
    }
    let held = actions(site.house(), Some(site.hackney))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(held.owner_words.as_deref(), Some("Head of libraries"));
    let done = change
        .replace(
            &format!("revision={revision}"),
            &format!("revision={}", held.record.revision),
        )
        .replace("state=open", "state=finished");
    site.post("/desk/delivery/warm-rooms", &cookie, &done).await;
    let held = actions(site.house(), Some(site.hackney))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(held.record.state, FINISHED);
}

#[tokio::test]
async fn a_list_is_seen_before_anything_is_added() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    let here = "/desk/delivery/list";
    let faulty = "Action\tDue\nWarm rooms\tsoon\n";
    let page = site
        .send_form(here, &cookie, &[("list", faulty)], None)
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.html.contains("Row 2, column Due"), "{}", page.html);
    assert!(page.html.contains("Warm rooms"), "what was pasted is kept");
    let list = "Action\tDue\nWarm rooms\t31/10/2022\nGrab rails\t\n";
    let page = site.send_form(here, &cookie, &[("list", list)], None).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.html.contains("2 actions would be added"),
        "{}",
        page.html
    );
    assert!(
        actions(site.house(), Some(site.hackney))
            .await
            .unwrap()
            .is_empty()
    );
    let page = site
        .send_form(here, &cookie, &[("list", list), ("sure", "yes")], None)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    assert_eq!(
        actions(site.house(), Some(site.hackney))
            .await
            .unwrap()
            .len(),
        2
    );
    let again = site.send_form(here, &cookie, &[("list", list)], None).await;
    assert!(again.html.contains("in the plan already"), "{}", again.html);
}

#[tokio::test]
async fn records_are_joined_and_parted_on_a_page() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    site.post(
        "/desk/delivery/new",
        &cookie,
        "title=Warm+rooms&type=action",
    )
    .await;
    let outcome = "title=Fewer+people+are+cold&words=Nobody+sits+at+home+in+a+coat&state=live";
    let made = site.post("/desk/outcomes/new", &cookie, outcome).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html);
    let about = "hackney/action/warm-rooms";
    let page = site
        .get(&format!("/desk/joins/new?about={about}"), &cookie)
        .await;
    assert!(page.html.contains("Serves an outcome"), "{}", page.html);
    let nothing = format!("about={about}&way=serves-up-outcome&serves-up-outcome-other=");
    let page = site.post("/desk/joins/new", &cookie, &nothing).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let join = format!(
        "about={about}&way=serves-up-outcome&serves-up-outcome-other=hackney/outcome/fewer-people-are-cold"
    );
    let page = site.post("/desk/joins/new", &cookie, &join).await;
    assert_eq!(
        page.location(),
        "/thread/hackney/action/warm-rooms",
        "{}",
        page.html
    );
    let thread = site.get("/thread/hackney/action/warm-rooms", "").await;
    assert!(
        thread.html.contains("Fewer people are cold"),
        "{}",
        thread.html
    );
    let twice = site.post("/desk/joins/new", &cookie, &join).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        twice.html.contains("joined like this already"),
        "{}",
        twice.html
    );
    // Nobody may reach into another board's records.
    let other = site
        .person("City officer", &[(Role::Officer, Some(site.city))])
        .await;
    let other = site.sign_in(&other).await;
    let page = site.post("/desk/joins/new", &other, &join).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_search_finds_by_words_and_hides_what_is_not_public() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    site.post("/desk/delivery/new", &cookie, "title=Warm+rooms+in+libraries&type=action&owner-words=X&due-day=1&due-month=11&due-year=2022").await;
    site.post(
        "/desk/needs",
        &cookie,
        "title=Warm+homes&statement=Homes+are+cold",
    )
    .await;
    let found = site.get("/search?q=LIBRARIES+warm", "").await;
    assert!(found.html.contains("1 result"), "{}", found.html);
    let hidden = site.get("/search?q=homes", "").await;
    assert!(
        hidden.html.contains("Nothing is called"),
        "a draft is not public: {}",
        hidden.html
    );
    assert_eq!(site.get("/search", "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_damaged_workbook_is_refused_beside_its_field() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    let page = site
        .send_form(
            "/desk/delivery/list",
            &cookie,
            &[],
            Some(("plan.xlsx", b"PK\x03\x04 and nothing more".as_slice())),
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.html.contains("href=\"#file\""), "{}", page.html);
    assert!(
        page.html.contains("Save it again as .xlsx"),
        "{}",
        page.html
    );
}
