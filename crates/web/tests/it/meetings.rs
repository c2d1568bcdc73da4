//! Meetings from the day that they are entered to the minute that is published. Agendas and reports have files of their own.

use axum::http::StatusCode;
use board::delivery::{DRAFT, OPEN, actions};
use board::events::items_of;
use board::meetings::{meeting, minutes_of, recommendations_of};
use board::vocabulary::Role;

use crate::site::Site;

pub(crate) const HERE: &str = "/desk/meetings/2022-09-22";

pub(crate) async fn officer(site: &Site) -> String {
    let person = site
        .person("Board officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    site.sign_in(&person).await
}

/// A meeting two weeks from the day of the tests, with one item.
pub(crate) async fn planned(site: &Site, cookie: &str) {
    let new = "on-day=22&on-month=9&on-year=2022&starts=16:00&ends=18:00&place=Town+Hall&mode=in+person&reading=working+days";
    let page = site.post("/desk/meetings", cookie, new).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    assert_eq!(page.location(), HERE);
    let item = "title=Homes+that+are+hard+to+heat&type=report&presenter=Head+of+housing&minutes=20";
    let page = site.post(&format!("{HERE}/items"), cookie, item).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
}

#[tokio::test]
async fn a_form_says_everything_that_is_wrong_and_keeps_what_was_typed() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    let page = site
        .post(
            "/desk/meetings",
            &cookie,
            "on-day=31&on-month=2&on-year=2022&starts=teatime&place=Town+Hall",
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "There is a problem",
        "16:00",
        "value=\"teatime\"",
        "value=\"Town Hall\"",
        "<title>Error: ",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    planned(&site, &cookie).await;
    let exempt = "title=A+contract&type=report&paragraph=9&reason=x";
    let page = site.post(&format!("{HERE}/items"), &cookie, exempt).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.html.contains("paragraphs 1 to 7"), "{}", page.html);
}

#[tokio::test]
async fn a_decision_needs_enough_members_and_is_made_once() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let event = meeting(site.house(), site.hackney, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let item = items_of(site.house(), event.record.id)
        .await
        .unwrap()
        .remove(0)
        .record
        .id;
    let revision = format!("revision={}", event.record.revision);
    let published = site
        .post(&format!("{HERE}/agenda"), &cookie, &revision)
        .await;
    assert_eq!(
        published.status,
        StatusCode::SEE_OTHER,
        "{}",
        published.html
    );
    let nothing = site
        .post(
            &format!("{HERE}/recommend"),
            &cookie,
            &format!("item={item}"),
        )
        .await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ask = format!("item={item}&verbs-{item}=approve&ask-{item}=Find+homes+before+winter");
    site.post(&format!("{HERE}/recommend"), &cookie, &ask).await;
    let asked = recommendations_of(site.house(), item)
        .await
        .unwrap()
        .remove(0)
        .record
        .id;
    let unchosen = format!("item={item}&recommendation={asked}");
    let page = site
        .post(&format!("{HERE}/decide"), &cookie, &unchosen)
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.html.contains("Choose what was decided"),
        "{}",
        page.html
    );
    let agreed = format!("item={item}&recommendation={asked}&outcome-{asked}=deferred");
    let page = site.post(&format!("{HERE}/decide"), &cookie, &agreed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let again = site.post(&format!("{HERE}/decide"), &cookie, &agreed).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = site.get(&format!("{HERE}/decisions"), &cookie).await;
    assert!(shown.html.contains("Put off"), "{}", shown.html);

    let public = site.get("/hackney/decisions", "").await;
    for words in [
        "1 decision",
        "Find homes before winter",
        "Put off",
        "href=\"/hackney/meetings/2022-09-22\"",
    ] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    let other = site.get("/city/decisions", "").await;
    assert!(
        other.html.contains("has not decided anything yet"),
        "{}",
        other.html
    );
}

const MINUTES: &str = "5.1 The chair opened the meeting.\n\n5.1 Options would be drawn up.\n\nAction: Director of public health\n";

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one story, from pasting to publishing"
)]
async fn minutes_are_published_when_they_are_complete_and_not_before() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let here = format!("{HERE}/minutes");
    let page = site
        .send_form(&here, &cookie, &[("words", MINUTES)], None)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let read = site.get(&here, &cookie).await;
    for words in [
        "one action found",
        "no words",
        "no date",
        "Two paragraphs are numbered 5.1",
        "Stops publication",
    ] {
        assert!(read.html.contains(words), "{words}: {}", read.html);
    }
    let event = meeting(site.house(), site.hackney, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let minutes = async || minutes_of(site.house(), &event).await.unwrap().unwrap();
    let now = minutes().await;
    let version = now.version.number;
    let refused = site
        .post(
            &format!("{here}/publish"),
            &cookie,
            &format!("version={version}"),
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let action = now.actions[0].id;
    for link in [
        format!("href=\"#words-{action}\""),
        format!("href=\"#due-{action}-day\""),
    ] {
        assert!(refused.html.contains(&link), "{link}: {}", refused.html);
    }
    assert!(
        refused.html.contains("value=\"Director of public health\""),
        "what is known of an action stands in its fields all the same: {}",
        refused.html
    );
    assert!(
        !site
            .get("/hackney/meetings/2022-09-22", "")
            .await
            .html
            .contains("Options would")
    );

    let revision = now.actions[0].action.record.revision;
    let early = format!(
        "action={action}&revision={revision}&owner-{action}=Director+of+public+health&words-{action}=Draw+up+options\
         &due-{action}-day=1&due-{action}-month=9&due-{action}-year=2022"
    );
    let page = site.post(&format!("{here}/action"), &cookie, &early).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "due before the meeting"
    );
    let mended = early.replace("month=9", "month=11");
    let page = site.post(&format!("{here}/action"), &cookie, &mended).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let finding = now
        .findings
        .iter()
        .find(|finding| finding.is_duplicate_number())
        .unwrap()
        .id;
    let settle = format!(
        "finding={finding}&version={version}&mend-{finding}=number&mend-words-{finding}=5.2"
    );
    let page = site
        .post(&format!("{here}/finding"), &cookie, &settle)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let overtaken = site
        .post(&format!("{here}/finding"), &cookie, &settle)
        .await;
    assert_ne!(
        overtaken.status,
        StatusCode::SEE_OTHER,
        "somebody else has settled it"
    );

    let held = actions(site.house(), Some(site.hackney)).await.unwrap();
    assert_eq!(
        held[0].record.state, DRAFT,
        "not promised before it is published"
    );
    let version = minutes().await.version.number;
    let published = site
        .post(
            &format!("{here}/publish"),
            &cookie,
            &format!("version={version}"),
        )
        .await;
    assert_eq!(
        published.status,
        StatusCode::SEE_OTHER,
        "{}",
        published.html
    );
    let held = actions(site.house(), Some(site.hackney)).await.unwrap();
    assert_eq!(held[0].record.state, OPEN);
    let public = site.get("/hackney/meetings/2022-09-22", "").await;
    assert!(
        public.html.contains("Options would be drawn up"),
        "{}",
        public.html
    );
    assert!(public.html.contains("id=\"m-5.2\""), "{}", public.html);
}

#[tokio::test]
async fn a_file_of_minutes_is_text_or_is_refused_with_what_to_do() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let here = format!("{HERE}/minutes");
    for (content, words) in [
        (&b"%PDF-1.7"[..], "This is a PDF"),
        (b"PK\x03\x04", "word processor"),
        (b"5.1 Caf\xe9", "not in UTF-8"),
    ] {
        let page = site
            .send_form(&here, &cookie, &[], Some(("minutes.txt", content)))
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let nothing = site
        .send_form(&here, &cookie, &[("words", " ")], None)
        .await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let file = site
        .send_form(
            &here,
            &cookie,
            &[],
            Some(("minutes.txt", MINUTES.as_bytes())),
        )
        .await;
    assert_eq!(file.status, StatusCode::SEE_OTHER, "{}", file.html);
}

#[tokio::test]
async fn a_moved_meeting_says_from_where_and_a_cancelled_one_where_its_items_went() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let desk = site.get(HERE, &cookie).await;
    assert!(
        desk.html.contains(&format!("href=\"{HERE}/move\"")),
        "{}",
        desk.html
    );
    let form = site.get(&format!("{HERE}/move"), &cookie).await;
    assert!(form.html.contains("value=\"16:00\""), "{}", form.html);
    let to = "revision=1&on-day=6&on-month=10&on-year=2022&starts=17:00&ends=18:00&place=Library&mode=in+person";
    let refused = site.post(&format!("{HERE}/move"), &cookie, to).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.html.contains("Say why the meeting is moved")
            && refused.html.contains("value=\"Library\""),
        "{}",
        refused.html
    );
    let stale = format!("{to}&because=Floods").replace("revision=1", "revision=7");
    let stale = site.post(&format!("{HERE}/move"), &cookie, &stale).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let moved = site
        .post(
            &format!("{HERE}/move"),
            &cookie,
            &format!("{to}&because=The+hall+floods."),
        )
        .await;
    assert_eq!(
        moved.location(),
        "/desk/meetings/2022-10-06",
        "{}",
        moved.html
    );
    let old = site.get("/hackney/meetings/2022-09-22", "").await;
    assert_eq!(old.location(), "/hackney/meetings/2022-10-06");
    let public = site.get("/hackney/meetings/2022-10-06", "").await;
    for words in [
        "Moved on",
        "from 22 September 2022, Thursday, 4pm to 6pm, Town Hall",
        "The hall floods.",
        "Library",
    ] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    assert!(!public.html.contains("floods.."));

    let next = "on-day=10&on-month=11&on-year=2022&mode=in+person&reading=working+days";
    site.post("/desk/meetings", &cookie, next).await;
    let here = "/desk/meetings/2022-10-06";
    let event = meeting(site.house(), site.hackney, &"2022-10-06".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let revision = event.record.revision;
    let refused = site
        .post(
            &format!("{here}/cancel"),
            &cookie,
            &format!("revision={revision}"),
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = format!("revision={revision}&why=Nobody+can+come");
    let cancelled = site.post(&format!("{here}/cancel"), &cookie, &why).await;
    assert_eq!(cancelled.location(), here, "{}", cancelled.html);
    let public = site.get("/hackney/meetings/2022-10-06", "").await;
    for words in [
        "This meeting was cancelled",
        "Nobody can come",
        "1 item goes to the meeting of 10 November 2022",
    ] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    let minuted = site
        .send_form(
            &format!("{here}/minutes"),
            &cookie,
            &[("words", "1.1 Homes are cold.")],
            None,
        )
        .await;
    assert_eq!(minuted.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        minuted
            .html
            .contains("was cancelled; nothing happened at it"),
        "{}",
        minuted.html
    );
    let home = site.get("/hackney", "").await;
    let (_, card) = home.html.split_once("id=\"next-meeting\"").unwrap();
    assert!(
        card.contains("2022-11-10") && !card.contains("2022-10-06"),
        "{card}"
    );
}
