//! Who sits on a board, and the desk pages for members, bodies and areas (capability C1).

use axum::http::StatusCode;
use board::places::{load_london, seats_of};
use board::vocabulary::Role;

use crate::site::Site;

#[expect(clippy::too_many_lines, reason = "one journey through many pages")]
#[tokio::test]
async fn a_board_is_filled_from_nothing_through_its_pages() {
    let site = Site::new().await;
    let officer = site
        .person("Board officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let cookie = site.sign_in(&officer).await;
    let empty = site.get("/desk/members", &cookie).await;
    assert!(
        empty
            .html
            .contains("Nobody has entered yet who sits on the board"),
        "{}",
        empty.html
    );

    let refused = site.post("/desk/members/new", &cookie, "name=+").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("Enter the person’s name or office"));
    let form = "name=Director+of+public+health&contact=dph%40council.example";
    let added = site.post("/desk/members/new", &cookie, form).await;
    assert_eq!(added.location(), "/desk/members", "{}", added.html);

    let refused = site
        .post(
            "/desk/members/seats/new",
            &cookie,
            "role=DPH&standing=statutory",
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for problem in [
        "Choose which of the six it is",
        "Say whether the seat votes",
    ] {
        assert!(refused.html.contains(problem), "{}", refused.html);
    }
    assert!(
        refused.html.contains("value=\"DPH\""),
        "what was typed is kept"
    );
    let form = "role=Director+of+public+health&standing=statutory&statutory-role=director+of+public+health&votes=yes";
    let added = site.post("/desk/members/seats/new", &cookie, form).await;
    let seat = "/desk/members/seats/director-of-public-health";
    assert_eq!(added.location(), seat, "{}", added.html);
    assert!(
        site.get(seat, &cookie)
            .await
            .html
            .contains("Nobody holds this seat")
    );

    let refused = site
        .post(
            seat,
            &cookie,
            "person=&start-day=1&start-month=&start-year=2022",
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.html.contains("Choose who takes the seat"),
        "{}",
        refused.html
    );
    assert!(
        refused.html.contains("must include a month"),
        "{}",
        refused.html
    );
    let form =
        "person=-%2Fperson%2Fdirector-of-public-health&start-day=1&start-month=5&start-year=2022";
    let taken = site.post(seat, &cookie, form).await;
    assert_eq!(taken.location(), "/desk/members", "{}", taken.html);
    let twice = site.post(seat, &cookie, form).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        twice.html.contains("until further notice"),
        "{}",
        twice.html
    );

    let about = site.get("/hackney/about", "").await;
    assert!(about.html.contains("One member, and 5"), "{}", about.html);
    assert!(
        about
            .html
            .contains("5 of the six that the law asks for are missing")
    );
    assert!(
        !about.html.contains("dph@council.example"),
        "the contact is not for the public"
    );

    let tenure = board::places::tenures_of(
        site.house(),
        &[seats_of(site.house(), site.hackney).await.unwrap()[0]
            .record
            .id],
    )
    .await
    .unwrap()[0]
        .id;
    let end = format!("{seat}/end");
    let wrong = format!("tenure={tenure}&end-day=1&end-month=4&end-year=2022");
    let refused = site.post(&end, &cookie, &wrong).await;
    assert!(
        refused
            .html
            .contains("the last day must come after the first"),
        "{}",
        refused.html
    );
    let form = format!("tenure={tenure}&end-day=1&end-month=9&end-year=2022");
    let ended = site.post(&end, &cookie, &form).await;
    assert_eq!(ended.location(), "/desk/members", "{}", ended.html);
    let list = site.get("/desk/members", &cookie).await;
    assert!(
        list.html.contains("One seat waits for somebody"),
        "{}",
        list.html
    );
    let home = site.get("/hackney", "").await;
    assert!(
        home.html
            .contains("The seat of director of public health fell vacant"),
        "{}",
        home.html
    );
    assert!(
        home.html
            .contains("Director of public health took the seat"),
        "{}",
        home.html
    );
    assert!(
        !home.html.contains("Board officer"),
        "who recorded it is not for the public"
    );
}

#[tokio::test]
async fn seats_of_another_board_are_not_there() {
    let site = Site::new().await;
    let officer = site
        .person("Board officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let cookie = site.sign_in(&officer).await;
    let form = "role=Adviser&standing=invited&votes=no";
    site.post("/desk/members/seats/new", &cookie, form).await;
    let other = site
        .person("Officer of the City", &[(Role::Officer, Some(site.city))])
        .await;
    let cookie = site.sign_in(&other).await;
    let seat = "/desk/members/seats/adviser";
    assert_eq!(site.get(seat, &cookie).await.status, StatusCode::NOT_FOUND);
    let form = "person=-%2Fperson%2Fboard-officer&start-day=1&start-month=5&start-year=2022";
    assert_eq!(
        site.post(seat, &cookie, form).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_administrator_loads_london_and_adds_a_board() {
    let site = Site::new().await;
    let administrator = site
        .person("Administrator", &[(Role::Administrator, None)])
        .await;
    let cookie = site.sign_in(&administrator).await;
    let empty = site.get("/desk/areas", &cookie).await;
    assert!(empty.html.contains("Load London"), "{}", empty.html);
    let loaded = site.post("/desk/areas", &cookie, "region=london").await;
    assert_eq!(loaded.location(), "/desk/areas", "{}", loaded.html);
    let areas = site.get("/desk/areas", &cookie).await.html;
    assert!(
        areas.contains("All 33 authorities belong to a care system, two of them by a correction"),
        "{areas}"
    );
    assert!(areas.contains("leaves Ealing out"), "{areas}");
    assert!(
        areas.contains("North East London covers 8 authorities"),
        "{areas}"
    );
    assert!(
        areas.contains("City of London has 10,938 residents"),
        "{areas}"
    );

    let bodies = site.get("/desk/bodies", &cookie).await.html;
    assert!(
        bodies.contains("Merged into</strong> North East London Clinical Commissioning Group"),
        "{bodies}"
    );
    assert!(
        bodies.contains("Now NHS North East London Integrated Care Board"),
        "{bodies}"
    );
    assert!(bodies.contains("UK Health Protection Agency"), "{bodies}");

    let form = "name=Newham+Board&type=board&slug=&area=-%2Farea%2Fnewham&quorum=a+quarter";
    let refused = site.post("/desk/bodies/new", &cookie, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for problem in ["Enter the short name", "is not a quorum rule"] {
        assert!(refused.html.contains(problem), "{}", refused.html);
    }
    for taken in ["hackney", "desk"] {
        let form = format!("name=Newham+Board&type=board&slug={taken}");
        let refused = site.post("/desk/bodies/new", &cookie, &form).await;
        assert!(
            refused.html.contains("is taken; choose another"),
            "{}",
            refused.html
        );
    }
    let form = "name=Newham+Board&type=board&slug=newham&area=-%2Farea%2Fnewham&quorum=1%2F4%2C+at+least+3";
    let added = site.post("/desk/bodies/new", &cookie, form).await;
    assert_eq!(added.location(), "/desk/bodies", "{}", added.html);
    let home = site.get("/newham", "").await.html;
    assert!(
        home.contains("What Newham needs, what was promised"),
        "{home}"
    );
    let all = site.get("/", "").await.html;
    assert!(all.contains("355,266 residents"), "{all}");
}

#[tokio::test]
async fn officers_see_areas_and_bodies_and_do_not_change_them() {
    let site = Site::new().await;
    load_london(site.house(), &site.operator()).await.unwrap();
    let officer = site
        .person("Board officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let cookie = site.sign_in(&officer).await;
    for page in ["/desk/areas", "/desk/bodies"] {
        let page = site.get(page, &cookie).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.html.contains("Add a body"), "{}", page.html);
    }
    let refused = site.post("/desk/areas", &cookie, "region=london").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = site.get("/desk/bodies/new", &cookie).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_board_without_anything_says_so_and_makes_nothing_up() {
    let site = Site::new().await;
    let home = site.get("/hackney", "").await;
    assert_eq!(home.status, StatusCode::OK);
    for block in [
        "Where we are",
        "how each is going",
        "Your ward",
        "Illustrative",
    ] {
        assert!(!home.html.contains(block), "{block}: {}", home.html);
    }
    assert!(
        home.html.contains("Nothing has been recorded yet"),
        "{}",
        home.html
    );
    let about = site.get("/hackney/about", "").await;
    assert!(
        about.html.contains("Nobody has entered yet"),
        "{}",
        about.html
    );
    // The board serves no area, so it has no wards.
    assert_eq!(
        site.get("/hackney/wards", "").await.status,
        StatusCode::NOT_FOUND
    );
}
