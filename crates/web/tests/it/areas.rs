//! The areas of work, in public and at the desk, and the matrix of a framework.

use axum::http::StatusCode;
use board::delivery::{
    AppointSteward, NewAction, appoint_steward, create_action, cross_cutting_areas,
};
use board::frameworks::load_reference_frameworks;
use board::vocabulary::{Origin, Role};

use crate::site::Site;

const NINTH: &str = "/desk/delivery/areas/9";

async fn site() -> (Site, String) {
    let site = Site::new().await;
    load_reference_frameworks(site.house(), &site.operator())
        .await
        .unwrap();
    let new = NewAction::new(site.hackney, "Data for residents");
    create_action(site.house(), &site.operator(), new)
        .await
        .unwrap();
    let person = site
        .person("Board officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let cookie = site.sign_in(&person).await;
    (site, cookie)
}

#[tokio::test]
async fn without_frameworks_the_page_says_so() {
    let site = Site::new().await;
    let page = site.get("/hackney/areas", "").await;
    assert!(
        page.html.contains("No areas of work are loaded"),
        "{}",
        page.html
    );
    assert_eq!(
        site.get("/hackney/areas/1", "").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_area_gets_a_lead_and_a_review_and_stands_after_those_without() {
    let (site, cookie) = site().await;
    let page = site.get("/hackney/areas", "").await;
    let finding = "Of 10 areas, 10 were never reviewed and 10 have nobody leading them";
    assert!(page.html.contains(finding), "{}", page.html);

    let nobody = site
        .post(&format!("{NINTH}/steward"), &cookie, "body=")
        .await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nobody.html.contains("Say which body or person"),
        "{}",
        nobody.html
    );
    let form = "body=hackney&position=lead&start-day=1&start-month=5&start-year=2022";
    let page = site.post(&format!("{NINTH}/steward"), &cookie, form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let again = site.post(&format!("{NINTH}/steward"), &cookie, form).await;
    assert!(
        again.html.contains("They look after it already"),
        "{}",
        again.html
    );

    let empty = site
        .post(&format!("{NINTH}/review"), &cookie, "reason=")
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        empty.html.contains("#decision") && empty.html.contains("#reason"),
        "{}",
        empty.html
    );
    let review = "decision=change&reason=Nobody+came+to+the+desk&reviewed-day=9&reviewed-month=6&reviewed-year=2022\
                  &next-day=19&next-month=8&next-year=2022";
    let stop = review.replace("=change", "=stop");
    let refused = site.post(&format!("{NINTH}/review"), &cookie, &stop).await;
    assert!(
        refused.html.contains("no next review") && refused.html.contains("Nobody came to the desk"),
        "{}",
        refused.html
    );
    let page = site.post(&format!("{NINTH}/review"), &cookie, review).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let page = site
        .post(
            &format!("{NINTH}/action"),
            &cookie,
            "action=data-for-residents&how=carries",
        )
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let page = site
        .post(&format!("{NINTH}/action"), &cookie, "how=overlaps")
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = site
        .post(
            &format!("{NINTH}/action"),
            &cookie,
            "action=data-for-residents&how=overlaps",
        )
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);

    let page = site.get("/hackney/areas/9", "").await;
    for words in [
        "lead, since 1 May 2022",
        "9 June 2022: change course",
        "Nobody came to the desk",
        "days late",
        "/hackney/actions/data-for-residents",
        "Somebody has confirmed each",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let list = site.get("/hackney/areas", "").await;
    let place = |words: &str| list.html.find(words).unwrap();
    assert!(
        place("Area 10 of 10") < place("Area 9 of 10"),
        "the neglected come first"
    );
    let other = site.get("/city/areas/9", "").await;
    assert!(other.html.contains("Never reviewed"), "{}", other.html);
}

#[tokio::test]
async fn a_lead_who_leaves_is_said_in_words() {
    let (site, cookie) = site().await;
    let steward = format!("{NINTH}/steward");
    site.post(&steward, &cookie, "body=hackney").await;
    let page = site.get(NINTH, &cookie).await;
    let id = page
        .html
        .split("name=\"stewardship\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap()
        .to_owned();
    let end = format!("{NINTH}/end");
    let elsewhere = "/desk/delivery/areas/8/end";
    let form = format!("stewardship={id}");
    let page = site.post(elsewhere, &cookie, &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = site.post(&end, &cookie, &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let page = site.get("/hackney/areas/9", "").await;
    assert!(page.html.contains("Nobody leads it"), "{}", page.html);
    let desk = site.get("/desk/delivery/areas", &cookie).await;
    assert!(desk.html.contains("No lead"), "{}", desk.html);
}

#[tokio::test]
async fn a_matrix_says_none_where_nothing_carries_an_element() {
    let (site, cookie) = site().await;
    let list = site.get("/desk/frameworks", &cookie).await;
    assert!(
        list.html.contains("/desk/frameworks/ten-areas"),
        "{}",
        list.html
    );
    let here = "/desk/frameworks/ten-areas";
    let page = site.get(here, &cookie).await;
    assert!(
        page.html
            .contains("10 of 10 elements are carried by nothing"),
        "{}",
        page.html
    );
    site.post(
        &format!("{NINTH}/action"),
        &cookie,
        "action=data-for-residents&how=carries",
    )
    .await;
    let page = site.get(here, &cookie).await;
    for words in [
        "9 of 10 elements are carried by nothing",
        "href=\"#of-9-2\"",
        "id=\"of-9-2\"",
        "Data for residents",
        "none",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let page = site.get("/desk/frameworks/nothing", &cookie).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_steward_who_is_made_up_is_marked_where_it_stands() {
    for (origin, marks) in [(Origin::Entered, 0), (Origin::Illustrative, 1)] {
        let (site, cookie) = site().await;
        let who = site.operator();
        let areas = cross_cutting_areas(site.house(), &who.actor, who.today, site.hackney)
            .await
            .unwrap();
        let input = AppointSteward {
            board_id: site.hackney,
            element_id: areas[8].element.record.id,
            body_id: Some(site.city),
            person_id: None,
            start: who.today,
            position: None,
            origin,
        };
        appoint_steward(site.house(), &who, input).await.unwrap();
        let counted = |html: &str| html.matches("cw-illus").count();
        let list = site.get("/hackney/areas", "").await;
        assert_eq!(counted(&list.html), marks, "{}", list.html);
        // The lead in short, and the same among those who look after it.
        let area = site.get("/hackney/areas/9", "").await;
        assert_eq!(counted(&area.html), 2 * marks, "{}", area.html);
        let other = site.get("/hackney/areas/8", "").await;
        assert_eq!(counted(&other.html), 0, "{}", other.html);
        let desk = site.get(NINTH, &cookie).await;
        assert_eq!(counted(&desk.html), marks, "{}", desk.html);
    }
}

#[tokio::test]
async fn an_offer_of_support_is_recorded_and_counts_once_it_is_taken_up() {
    let (site, cookie) = site().await;
    let here = format!("{NINTH}/conversation");
    let empty = site.post(&here, &cookie, "offer=&talked-day=40").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["#offer", "#talked-month"] {
        assert!(empty.html.contains(words), "{words}: {}", empty.html);
    }
    let form = "with=city&offer=Forty+tablets&talked-day=1&talked-month=8&talked-year=2022&taken-up=not+known\
                &follow-up=data-for-residents";
    let early = form.replace("talked-year=2022", "talked-year=2032");
    let refused = site.post(&here, &cookie, &early).await;
    assert!(
        refused.html.contains("still to come") && refused.html.contains("Forty tablets"),
        "{}",
        refused.html
    );
    let page = site.post(&here, &cookie, form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let page = site.get("/hackney/areas/9", "").await;
    for words in [
        "1 August 2022, with City Health and Wellbeing Board",
        "Offered: Forty tablets. They have not said yet",
        "/hackney/actions/data-for-residents",
        "Never reviewed",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let found = site.get("/search?q=conversation", "").await;
    let (_, after) = found.html.split_once("/hackney/meetings/").unwrap();
    let address = format!("/hackney/meetings/{}", after.split('"').next().unwrap());
    let page = site.get(&address, "").await;
    assert_eq!(page.location(), "/hackney/areas/9", "{}", page.html);

    let desk = site.get(NINTH, &cookie).await;
    let field = |name: &str| {
        let (_, after) = desk
            .html
            .split_once(&format!("name=\"{name}\" value=\""))
            .unwrap();
        after.split('"').next().unwrap().to_owned()
    };
    let (id, revision) = (field("conversation"), field("revision"));
    let said = format!("conversation={id}&revision={revision}&taken-up=yes");
    let elsewhere = site
        .post("/desk/delivery/areas/8/offer", &cookie, &said)
        .await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    let page = site.post(&format!("{NINTH}/offer"), &cookie, &said).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let page = site.get("/hackney/areas/9", "").await;
    assert!(page.html.contains("It was taken up"), "{}", page.html);
    assert!(!page.html.contains("Never reviewed"), "{}", page.html);
    let desk = site.get(NINTH, &cookie).await;
    assert!(!desk.html.contains("They took it up"), "{}", desk.html);
}
