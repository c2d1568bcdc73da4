//! The strategy at the desk: from a name to the end.

use axum::http::StatusCode;
use board::vocabulary::Role;

use crate::site::Site;

#[tokio::test]
async fn a_strategy_is_approved_published_and_ended_at_the_desk() {
    let site = Site::new().await;
    let officer = site
        .person(
            "Board officer",
            &[
                (Role::Officer, Some(site.hackney)),
                (Role::Approver, Some(site.hackney)),
            ],
        )
        .await;
    let officer = site.sign_in(&officer).await;
    let new = "title=Well+together&from-day=1&from-month=4&from-year=2022&to-day=31&to-month=3&to-year=2026";
    let page = site.post("/desk/strategy/new", &officer, new).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let desk = site.get("/desk/strategy", &officer).await;
    assert!(
        !desk.html.contains("/desk/strategy/end"),
        "what nobody follows cannot end"
    );
    let field = |html: &str, name: &str| -> String {
        let (_, after) = html.split_once(&format!("name=\"{name}\"")).unwrap();
        let (_, value) = after.split_once("value=\"").unwrap();
        value.split('"').next().unwrap().to_owned()
    };
    let id = field(&desk.html, "strategy");
    let send = async |path: &str, words: String| {
        let page = site
            .post(path, &officer, &format!("strategy={id}&{words}"))
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}: {}", page.html);
    };
    send(
        "/desk/strategy/text",
        "words=Homes+that+keep+us+well.".to_owned(),
    )
    .await;
    send(
        "/desk/strategy/ask",
        "approvers=Chair+of+the+board&due-day=1&due-month=10&due-year=2030".to_owned(),
    )
    .await;
    let desk = site.get("/desk/strategy", &officer).await;
    let (ask, hash) = (field(&desk.html, "ask"), field(&desk.html, "hash"));
    send("/desk/strategy/approve", format!("ask={ask}&hash={hash}")).await;
    send("/desk/strategy/publish", String::new()).await;

    let desk = site.get("/desk/strategy", &officer).await;
    let revision = field(&desk.html, "revision");
    let here = "/desk/strategy/end";
    let mute = site
        .post(
            here,
            &officer,
            &format!("strategy={id}&revision={revision}&because="),
        )
        .await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(mute.html.contains("href=\"#because\""), "{}", mute.html);
    send(here, format!("revision={revision}&because=It+ran+out")).await;
    let desk = site.get("/desk/strategy", &officer).await;
    assert!(
        desk.html.contains("The board follows no strategy now"),
        "{}",
        desk.html
    );
    assert!(
        desk.html.contains("Well together has ended"),
        "{}",
        desk.html
    );
}
