//! Accounts and roles on their page.

use axum::http::StatusCode;
use board::vocabulary::Role;

use crate::site::Site;

#[tokio::test]
async fn an_administrator_adds_a_person_who_then_signs_in_and_works() {
    let site = Site::new().await;
    let administrator = site
        .person("Administrator", &[(Role::Administrator, None)])
        .await;
    let cookie = site.sign_in(&administrator).await;
    let wrong = site
        .post(
            "/desk/people",
            &cookie,
            "name=&email=x&role=king&board=nowhere",
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for problem in [
        "Enter a name or an office",
        "Enter an email address like",
        "Choose a role",
        "Choose a board",
    ] {
        assert!(wrong.html.contains(problem), "{problem}: {}", wrong.html);
    }
    let added = site
        .post(
            "/desk/people",
            &cookie,
            "name=Board+officer&email=o%40council.example&role=officer&board=hackney",
        )
        .await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.html);
    let page = site.get("/desk/people", &cookie).await;
    assert!(
        page.html.contains("2 people have an account here"),
        "{}",
        page.html
    );
    assert!(
        page.html
            .contains("<strong>Officer</strong> in Hackney Health and Wellbeing Board"),
        "{}",
        page.html
    );

    let made = site
        .post("/desk/people/link", &cookie, "account=o%40council.example")
        .await;
    assert_eq!(made.status, StatusCode::OK);
    let start =
        made.html.find("http://127.0.0.1:8080/sign-in/").unwrap() + "http://127.0.0.1:8080".len();
    let link = &made.html[start..start + "/sign-in/".len() + 64];
    let officer = site.post(link, "", "").await.cookie();
    assert_eq!(
        site.get("/desk/mistakes", &officer).await.status,
        StatusCode::OK
    );
    assert_eq!(
        site.get("/desk/people", &officer).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_taken_address_adds_nobody_and_a_suspended_account_opens_nothing() {
    let site = Site::new().await;
    let administrator = site
        .person("Administrator", &[(Role::Administrator, None)])
        .await;
    let cookie = site.sign_in(&administrator).await;
    let person = site
        .person("o", &[(Role::Officer, Some(site.hackney))])
        .await;
    let officer = site.sign_in(&person).await;

    let again = site
        .post(
            "/desk/people",
            &cookie,
            "name=Another&email=o%40council.example&role=officer&board=-",
        )
        .await;
    assert!(
        again.html.contains("belongs to another account"),
        "{}",
        again.html
    );
    let people = board::places::people(site.house()).await.unwrap();
    assert!(
        people.iter().all(|person| person.record.title != "Another"),
        "all or nothing"
    );

    let suspended = site
        .post(
            "/desk/people/suspend",
            &cookie,
            "account=o%40council.example",
        )
        .await;
    assert_eq!(suspended.status, StatusCode::SEE_OTHER);
    assert_eq!(
        site.get("/desk/mistakes", &officer).await.status,
        StatusCode::SEE_OTHER
    );
    let link = site
        .post("/desk/people/link", &cookie, "account=o%40council.example")
        .await;
    assert_eq!(link.status, StatusCode::CONFLICT);
    assert!(
        link.html.contains("This account is suspended"),
        "{}",
        link.html
    );
    let own = site
        .post(
            "/desk/people/suspend",
            &cookie,
            "account=administrator%40council.example",
        )
        .await;
    assert_eq!(own.status, StatusCode::CONFLICT);
    assert_eq!(
        site.get("/desk/people", &cookie).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn an_administrator_of_one_board_gives_roles_there_alone() {
    let site = Site::new().await;
    let here = site
        .person(
            "Administrator",
            &[(Role::Administrator, Some(site.hackney))],
        )
        .await;
    site.person("Analyst", &[]).await;
    let cookie = site.sign_in(&here).await;
    let form =
        |board: &str| format!("account=analyst%40council.example&role=analyst&board={board}");
    assert_eq!(
        site.post("/desk/people/role", &cookie, &form("hackney"))
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    for elsewhere in ["city", "-"] {
        let page = site
            .post("/desk/people/role", &cookie, &form(elsewhere))
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{elsewhere}");
        assert!(
            page.html.contains("You may not change roles"),
            "{}",
            page.html
        );
    }
    let twice = site
        .post("/desk/people/role", &cookie, &form("hackney"))
        .await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        twice.html.contains("analyst there already"),
        "{}",
        twice.html
    );
}
