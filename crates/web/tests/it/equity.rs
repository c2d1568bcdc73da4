//! Equity checks at the desk, and what the public reads of them.

use axum::http::StatusCode;
use board::delivery::{NewAction, create_action};
use board::equity::assessments;
use board::vocabulary::{Actor, Role};

use crate::site::Site;

const HERE: &str = "/desk/delivery/warm-rooms/equity";
const ANSWERS: &str = "form=short&worse-off=People+who+live+alone&left-out=People+who+work+evenings\
                       &shaped-by=Residents+were+asked&what-changes=Open+until+eight&answered-by=Public+health";

async fn site() -> Site {
    let site = Site::new().await;
    let new = NewAction::new(site.hackney, "Warm rooms");
    create_action(site.house(), &site.operator(), new)
        .await
        .unwrap();
    site
}

async fn signed_in(site: &Site, role: Role) -> String {
    let person = site
        .person(&format!("The {role}"), &[(role, Some(site.hackney))])
        .await;
    site.sign_in(&person).await
}

#[tokio::test]
async fn four_questions_are_asked_and_every_missing_answer_is_named() {
    let site = site().await;
    let cookie = signed_in(&site, Role::Analyst).await;
    let page = site.get(HERE, &cookie).await;
    assert!(page.html.contains("4 questions"), "{}", page.html);
    assert!(!page.html.contains("Set the day"), "officers set days");
    let long = site.get(&format!("{HERE}?form=long"), &cookie).await;
    assert!(long.html.contains("8 questions"), "{}", long.html);

    let page = site
        .post(
            HERE,
            &cookie,
            "form=short&left-out=Night+workers&again-day=1",
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "#worse-off",
        "#shaped-by",
        "#what-changes",
        "#changed",
        "#answered-by",
        "#again-month",
        "Night workers",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    assert!(!page.html.contains("\"#left-out\""), "{}", page.html);
    let odd = ANSWERS.replace("Residents+were+asked", "Nobody");
    let page = site.post(HERE, &cookie, &format!("{odd}&changed=no")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.html.contains("none of the choices"), "{}", page.html);
}

#[tokio::test]
async fn the_public_reads_when_by_which_office_and_what_changed() {
    let site = site().await;
    let cookie = signed_in(&site, Role::Officer).await;
    let public = "/hackney/actions/warm-rooms";
    assert!(site.get(public, "").await.html.contains("Not checked"));
    let page = site
        .post(HERE, &cookie, &format!("{ANSWERS}&changed=yes"))
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    assert_eq!(page.location(), public);
    let page = site.get(public, "").await;
    let said = "by Public health. What changed: Open until eight.";
    assert!(page.html.contains(said), "{}", page.html);
    assert!(
        !page.html.contains("People who live alone"),
        "the other answers are the board's"
    );
    let desk = site.get("/desk/delivery", &cookie).await;
    let share = "1 of 1 open actions was checked for equity, and 1 changed because of it";
    assert!(desk.html.contains(share), "{}", desk.html);
    let progress = site.get("/hackney/progress", "").await;
    assert!(progress.html.contains(share), "{}", progress.html);
    let action = site.get("/desk/delivery/warm-rooms", &cookie).await;
    assert!(action.html.contains("for equity again"), "{}", action.html);
}

#[tokio::test]
async fn a_day_is_set_and_what_is_late_is_said() {
    let site = site().await;
    let cookie = signed_in(&site, Role::Officer).await;
    let due = format!("{HERE}/due");
    let page = site.post(&due, &cookie, "due-day=").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.html.contains("#due-day"), "{}", page.html);
    let page = site
        .post(&due, &cookie, "due-day=30&due-month=6&due-year=2022")
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let desk = site.get("/desk/delivery", &cookie).await;
    for words in [
        "None of 1 open actions was checked",
        "1 check is late",
        "It was to be checked for equity by 30 June 2022",
        "70 days late",
        "was 30 June",
    ] {
        assert!(desk.html.contains(words), "{words}: {}", desk.html);
    }
    let public = site.get("/hackney/actions/warm-rooms", "").await;
    assert!(
        public
            .html
            .contains("was to be done by 30 June 2022, 70 days ago"),
        "{}",
        public.html
    );
    assert!(
        assessments(site.house(), &Actor::public(), None)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn another_boards_action_is_not_there() {
    let site = site().await;
    let person = site
        .person("Elsewhere", &[(Role::Officer, Some(site.city))])
        .await;
    let cookie = site.sign_in(&person).await;
    assert_eq!(site.get(HERE, &cookie).await.status, StatusCode::NOT_FOUND);
    let page = site
        .post(HERE, &cookie, &format!("{ANSWERS}&changed=no"))
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_analyst_finds_the_way_from_the_desk_to_a_check() {
    let site = site().await;
    let cookie = signed_in(&site, Role::Analyst).await;
    let leads = async |from: &str, to: &str| {
        let page = site.get(from, &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{from}");
        let link = format!("href=\"{to}\"");
        assert!(page.html.contains(&link), "{from} to {to}: {}", page.html);
        page.html
    };
    leads("/desk", "/desk/delivery").await;
    let desk = leads("/desk/delivery", HERE).await;
    assert!(desk.contains("Look at it"), "{desk}");
    assert!(!desk.contains("/desk/frameworks"), "they may not open it");
    let action = leads("/desk/delivery/warm-rooms", HERE).await;
    for theirs in ["Keep it", "Set milestones"] {
        assert!(
            !action.contains(theirs),
            "officers change actions: {action}"
        );
    }
    leads("/desk/delivery", "/desk/delivery/areas").await;
    let change = site
        .post("/desk/delivery/warm-rooms", &cookie, "title=Cold+rooms")
        .await;
    assert_eq!(change.status, StatusCode::FORBIDDEN);
}
