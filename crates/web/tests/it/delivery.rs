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

#[tokio::test]
async fn milestones_of_one_day_are_put_in_another_order() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    let entered = "title=Warm+rooms&type=programme&owner-words=Libraries&due-day=31&due-month=12&due-year=2022";
    site.post("/desk/delivery/new", &cookie, entered).await;
    let here = "/desk/delivery/warm-rooms/milestones";
    let named = async || {
        let page = site.get(here, &cookie).await.html;
        let at = |words: &str| page.find(words).unwrap();
        at("Rooms are open") < at("Keys are cut")
    };
    for (revision, title) in [(1, "Rooms+are+open"), (2, "Keys+are+cut")] {
        let due =
            format!("title={title}&due-day=31&due-month=10&due-year=2022&revision={revision}");
        let page = site.post(here, &cookie, &due).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    }
    assert!(named().await);
    let second = site.get(&format!("{here}/2"), &cookie).await;
    for words in [
        "Its place among those of 31 October 2022",
        "Put it before “Rooms are open”",
    ] {
        assert!(second.html.contains(words), "{words}: {}", second.html);
    }
    assert!(!second.html.contains("Put it after"), "{}", second.html);
    let move_it = format!("{here}/2/move");
    let nowhere = site.post(&move_it, &cookie, "revision=3&way=down").await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nowhere.html.contains("It cannot move down"),
        "{}",
        nowhere.html
    );
    let stale = site.post(&move_it, &cookie, "revision=2&way=up").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let moved = site.post(&move_it, &cookie, "revision=3&way=up").await;
    assert_eq!(moved.location(), here, "{}", moved.html);
    assert!(!named().await);
}

#[tokio::test]
async fn a_milestone_is_set_slips_and_is_reached() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    let entered = "title=Warm+rooms&type=programme&owner-words=Libraries&due-day=31&due-month=12&due-year=2022";
    site.post("/desk/delivery/new", &cookie, entered).await;
    let here = "/desk/delivery/warm-rooms/milestones";
    let page = site.get(here, &cookie).await;
    assert!(page.html.contains("No milestone is set"), "{}", page.html);
    let empty = site.post(here, &cookie, "title=&due-day=40").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["#title", "#due-month"] {
        assert!(empty.html.contains(words), "{words}: {}", empty.html);
    }
    let due = "title=Five+rooms+are+open&due-day=31&due-month=8&due-year=2022&revision=1";
    let late = due.replace("year=2022", "year=2023");
    let refused = site.post(here, &cookie, &late).await;
    assert!(
        refused.html.contains("to be done by 31 December 2022"),
        "{}",
        refused.html
    );
    let page = site.post(here, &cookie, due).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let stale = site.post(here, &cookie, due).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);

    let desk = site.get("/desk/delivery", &cookie).await;
    for words in [
        "1 of 1 promises needs you",
        "Five rooms are open",
        "8 days late",
    ] {
        assert!(desk.html.contains(words), "{words}: {}", desk.html);
    }
    let public = site.get("/hackney/actions/warm-rooms", "").await;
    for words in [
        "Slipping",
        "0 of 1 milestone reached, 1 is 8 days late",
        "Programme",
    ] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    let one = format!("{here}/1");
    let page = site.get(&one, &cookie).await;
    assert!(page.html.contains("value=\"2022\""), "{}", page.html);
    let done = due.replace(
        "revision=1",
        "revision=2&done-day=6&done-month=9&done-year=2022",
    );
    let tomorrow = done.replace("done-day=6", "done-day=9");
    let refused = site.post(&one, &cookie, &tomorrow).await;
    assert!(refused.html.contains("#done-day"), "{}", refused.html);
    let page = site.post(&one, &cookie, &done).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let public = site.get("/hackney/actions/warm-rooms", "").await;
    assert!(
        public
            .html
            .contains("Reached on 6 September 2022, 6 days after its day"),
        "{}",
        public.html
    );
    assert!(!public.html.contains("Slipping"), "{}", public.html);
    assert!(
        !site.get(&one, &cookie).await.html.contains("take-off"),
        "what was reached stays"
    );
    let reached = "revision=3&because=Too+late";
    let refused = site
        .post(&format!("{one}/take-off"), &cookie, reached)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    let second = due.replace("revision=1", "revision=3");
    site.post(here, &cookie, &second).await;
    let two = format!("{here}/2");
    let mute = site
        .post(&format!("{two}/take-off"), &cookie, "revision=4")
        .await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["href=\"#because\"", "value=\"Five rooms are open\""] {
        assert!(mute.html.contains(kept), "{kept}: {}", mute.html);
    }
    let why = "revision=4&because=One+was+enough";
    let off = site.post(&format!("{two}/take-off"), &cookie, why).await;
    assert_eq!(off.location(), here, "{}", off.html);
    let nothing = site.get(&two, &cookie).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_programme_lists_its_parts_and_counts_them() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    let new = "/desk/delivery/new";
    site.post(new, &cookie, "title=Warm+rooms&type=programme")
        .await;
    let entered =
        "title=Tea+in+libraries&type=action&whole=warm-rooms&due-day=1&due-month=9&due-year=2022";
    let page = site.post(new, &cookie, entered).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let wrong = entered.replace("type=action", "type=programme");
    let refused = site.post(new, &cookie, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("#whole"), "{}", refused.html);
    let public = site.get("/hackney/actions/warm-rooms", "").await;
    for words in [
        "1 part: 1 is late and 1 has no owner",
        "/hackney/actions/tea-in-libraries",
    ] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    let part = site.get("/hackney/actions/tea-in-libraries", "").await;
    assert!(part.html.contains("Part of"), "{}", part.html);
    let desk = site.get("/desk/delivery/tea-in-libraries", &cookie).await;
    assert!(
        desk.html.contains("value=\"warm-rooms\" selected"),
        "{}",
        desk.html
    );
    let held = actions(site.house(), Some(site.hackney)).await.unwrap();
    let tea = held.iter().find(|one| one.parent_id.is_some()).unwrap();
    let change = format!(
        "revision={}&title=Tea&state=open&whole=",
        tea.record.revision
    );
    let page = site
        .post("/desk/delivery/tea-in-libraries", &cookie, &change)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let held = actions(site.house(), Some(site.hackney)).await.unwrap();
    assert!(held.iter().all(|one| one.parent_id.is_none()));
}
