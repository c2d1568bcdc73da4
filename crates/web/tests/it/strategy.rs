//! The strategy at the desk: from a name to the end; and the dates that two boards share.

use axum::http::StatusCode;
use board::strategy::{
    CreatePhase, CreateProgramme, create_phase, create_programme, phases_of, programme_of,
};
use board::vocabulary::{Origin, Role};
use jiff::civil::date;

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

/// A programme of both boards with one phase, from April to June 2022.
async fn shared_programme(site: &Site) {
    let programme = CreateProgramme {
        body_id: site.hackney,
        title: "Two strategies".to_owned(),
        slug: None,
        from: date(2022, 1, 1),
        to: date(2026, 1, 1),
        shared_with: vec![site.city],
        origin: Origin::Entered,
    };
    let programme = create_programme(site.house(), &site.operator(), programme)
        .await
        .unwrap();
    let phase = CreatePhase {
        programme_id: programme.record.id,
        title: "Agree it".to_owned(),
        position: 1,
        planned_start: date(2022, 4, 1),
        planned_end: date(2022, 7, 1),
        actual_start: Some(date(2022, 4, 1)),
        actual_end: None,
        words: None,
        origin: Origin::Entered,
    };
    create_phase(site.house(), &site.operator(), phase)
        .await
        .unwrap();
}

const PHASE: &str = "/desk/strategy/dates/agree-it";
const LATER: &str = "start-day=1&start-month=4&start-year=2022&last-day=30&last-month=9&last-year=2022\
                     &because=The+words+were+changed&until-day=22&until-month=9&until-year=2022";

/// The two boards with their programme, and an officer of the City's and of Hackney's board who are signed in.
async fn two_officers() -> (Site, String, String) {
    let site = Site::new().await;
    shared_programme(&site).await;
    let officer = async |name: &str, board| {
        let person = site.person(name, &[(Role::Officer, Some(board))]).await;
        site.sign_in(&person).await
    };
    let city = officer("City officer", site.city).await;
    let hackney = officer("Hackney officer", site.hackney).await;
    (site, city, hackney)
}

#[tokio::test]
async fn a_move_is_looked_over_before_it_is_asked() {
    let (site, city, _) = two_officers().await;
    let page = site.get(PHASE, &city).await;
    for words in [
        "value=\"30\"",
        "value=\"22\"",
        "proposal to Hackney Health and Wellbeing Board",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let empty = site.post(PHASE, &city, "start-day=40&because=").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["#start-month", "#last-day", "#because"] {
        assert!(empty.html.contains(words), "{words}: {}", empty.html);
    }
    let moved = format!("{LATER}&revision=1");
    let backwards = moved.replace("last-year=2022", "last-year=2021");
    let refused = site.post(PHASE, &city, &backwards).await;
    assert!(
        refused.html.contains("must come after the first"),
        "{}",
        refused.html
    );
    let page = site.post(PHASE, &city, &moved).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let twice = site.post(PHASE, &city, &moved).await;
    assert_eq!(
        twice.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        twice.html
    );
}

#[tokio::test]
async fn a_shared_date_that_one_board_moves_waits_for_the_other() {
    let (site, city, hackney) = two_officers().await;
    site.post(PHASE, &city, &format!("{LATER}&revision=1"))
        .await;
    let said = "Last day moved by City Health and Wellbeing Board from 30 June 2022 to 30 September 2022, \
                not yet agreed by Hackney Health and Wellbeing Board";
    for (path, cookie) in [
        ("/desk/strategy", &city),
        ("/desk/strategy", &hackney),
        ("/city/programme", &String::new()),
        ("/hackney/programme", &String::new()),
    ] {
        let page = site.get(path, cookie).await;
        assert!(page.html.contains(said), "{path}: {}", page.html);
        assert!(
            page.html.contains("1 April 2022 to 30 June 2022"),
            "the old date stands: {}",
            page.html
        );
    }
    let work = site.get("/desk", &hackney).await;
    assert!(
        work.html.contains("Every board that shares this date"),
        "{}",
        work.html
    );
    let theirs = site.get("/desk", &city).await;
    assert!(
        !theirs.html.contains("Every board that shares this date"),
        "{}",
        theirs.html
    );
}

#[tokio::test]
async fn the_other_board_agrees_and_the_date_moves() {
    let (site, city, hackney) = two_officers().await;
    site.post(PHASE, &city, &format!("{LATER}&revision=1"))
        .await;
    let desk = site.get(PHASE, &hackney).await;
    let field = |name: &str| {
        let (_, after) = desk
            .html
            .split_once(&format!("name=\"{name}\" value=\""))
            .unwrap();
        after.split('"').next().unwrap().to_owned()
    };
    let (id, revision) = (field("move"), field("revision"));
    let answer = format!("{PHASE}/answer");
    let form = format!("move={id}&revision={revision}");
    let own = site
        .post(&answer, &city, &format!("{form}&answer=agree"))
        .await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", own.html);
    for (words, field) in [("", "#answer"), ("&answer=refuse&reason=", "#reason")] {
        let page = site
            .post(&answer, &hackney, &format!("{form}{words}"))
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.html.contains(field), "{field}: {}", page.html);
    }
    let page = site
        .post(&answer, &hackney, &format!("{form}&answer=agree"))
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let public = site.get("/hackney/programme", "").await;
    for words in ["1 April 2022 to 30 September 2022", "agreed by all boards"] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    let programme = programme_of(site.house(), site.city)
        .await
        .unwrap()
        .unwrap();
    let phase = phases_of(site.house(), programme.record.id)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(phase.planned_end, date(2022, 10, 1));
}

#[tokio::test]
async fn a_refused_date_says_why_and_a_board_without_a_programme_has_no_page_of_it() {
    let site = Site::new().await;
    assert_eq!(
        site.get("/city/programme", "").await.status,
        StatusCode::NOT_FOUND
    );
    shared_programme(&site).await;
    let both = site
        .person(
            "Officer of both",
            &[
                (Role::Officer, Some(site.hackney)),
                (Role::Officer, Some(site.city)),
            ],
        )
        .await;
    let cookie = site.sign_in(&both).await;
    let page = site
        .post(PHASE, &cookie, &format!("{LATER}&revision=1"))
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let programme = programme_of(site.house(), site.city)
        .await
        .unwrap()
        .unwrap();
    let told = board::strategy::date_moves(site.house(), programme.record.id, date(2022, 9, 8))
        .await
        .unwrap()
        .remove(0);
    let refuse = board::strategy::AnswerMove {
        board_id: told.asked[0].1.to_body.unwrap(),
        move_id: told.moved.record.id,
        seen_revision: told.moved.record.revision,
        refuse_because: Some("Our election is in May".to_owned()),
    };
    board::strategy::answer_move(site.house(), &site.operator(), refuse)
        .await
        .unwrap();
    let public = site.get("/hackney/programme", "").await;
    for words in [
        "refused by",
        "Our election is in May",
        "1 April 2022 to 30 June 2022",
    ] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    let desk = site.get(PHASE, &cookie).await;
    assert!(
        desk.html.contains("Propose these days"),
        "it can be asked anew: {}",
        desk.html
    );
}
