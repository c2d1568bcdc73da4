//! Reporting a mistake, and dealing with it.

use axum::http::{Method, StatusCode};
use board::vocabulary::Role;

use crate::site::Site;

#[tokio::test]
async fn a_report_reaches_the_officers_of_its_board_and_nobody_else() {
    let site = Site::new().await;
    let [hackney, city] = [
        site.person("Officer of Hackney", &[(Role::Officer, Some(site.hackney))])
            .await,
        site.person("Officer of the City", &[(Role::Officer, Some(site.city))])
            .await,
    ];
    let member = site
        .person("Member", &[(Role::Member, Some(site.hackney))])
        .await;

    let empty = site
        .post("/report-a-mistake", "", "page=%2Fhackney&words=+")
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.html.contains("Say what is wrong"), "{}", empty.html);
    assert!(
        empty.html.contains("value=\"/hackney\""),
        "what was typed is kept"
    );

    let form = "page=%2Fhackney%2Fpriorities%2Fhomes&words=The+rate+is+%3Cb%3Ewrong%3C%2Fb%3E&contact=a%40b.example";
    let sent = site.post("/report-a-mistake", "", form).await;
    assert_eq!(sent.location(), "/report-a-mistake/sent");
    assert_eq!(site.get(sent.location(), "").await.status, StatusCode::OK);

    let officer = site.sign_in(&hackney).await;
    let list = site.get("/desk/mistakes", &officer).await;
    assert!(list.html.contains("1 mistake waits"), "{}", list.html);
    assert!(
        list.html.contains("The rate is &lt;b&gt;wrong&lt;/b&gt;"),
        "{}",
        list.html
    );
    assert!(list.html.contains("a@b.example"));

    let other = site.sign_in(&city).await;
    let list = site.get("/desk/mistakes", &other).await;
    assert!(!list.html.contains("wrong"), "{}", list.html);
    let reference = "reference=hackney%2Fmistake-report%2Freported-on-2022-09-08&revision=1";
    let answer = "&answer-reported-on-2022-09-08=Mended";
    let theirs = site
        .post("/desk/mistakes", &other, &format!("{reference}{answer}"))
        .await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let member = site.sign_in(&member).await;
    assert_eq!(
        site.get("/desk/mistakes", &member).await.status,
        StatusCode::FORBIDDEN
    );

    let nothing = site.post("/desk/mistakes", &officer, reference).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = site
        .post("/desk/mistakes", &officer, &format!("{reference}{answer}"))
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let list = site.get("/desk/mistakes", &officer).await;
    assert!(
        list.html.contains("No report of a mistake is waiting"),
        "{}",
        list.html
    );
    assert!(list.html.contains("Mended"));
    let again = site
        .post("/desk/mistakes", &officer, &format!("{reference}{answer}"))
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT, "somebody was faster");
}

#[tokio::test]
async fn the_page_that_one_came_from_is_filled_in() {
    let site = Site::new().await;
    let from = [("referer", "http://127.0.0.1:8080/hackney/evidence?q=1")];
    let page = site
        .ask(Method::GET, "/report-a-mistake", "", "", &from)
        .await;
    assert!(
        page.html.contains("value=\"/hackney/evidence?q=1\""),
        "{}",
        page.html
    );
    let from = [("referer", "https://elsewhere.example/hackney")];
    let page = site
        .ask(Method::GET, "/report-a-mistake", "", "", &from)
        .await;
    assert!(!page.html.contains("value=\"/hackney"), "{}", page.html);
}

#[tokio::test]
async fn pages_for_everybody_say_what_they_must() {
    let site = Site::new().await;
    let home = site.get("/", "").await;
    assert!(home.html.contains("href=\"/hackney\""), "{}", home.html);
    let privacy = site.get("/privacy", "").await;
    assert!(
        privacy.html.contains("after 2 hours without use"),
        "{}",
        privacy.html
    );
    let statement = site.get("/accessibility", "").await;
    assert!(statement.html.contains("partially compliant"));
}
