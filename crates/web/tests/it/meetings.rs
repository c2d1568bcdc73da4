//! Meetings from the day that they are entered to the minute that is published.

use axum::http::StatusCode;
use board::delivery::{DRAFT, OPEN, actions};
use board::events::items_of;
use board::meetings::{meeting, minutes_of, recommendations_of};
use board::vocabulary::Role;

use crate::site::Site;

const HERE: &str = "/desk/meetings/2022-09-22";

async fn officer(site: &Site) -> String {
    let person = site
        .person("Board officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    site.sign_in(&person).await
}

/// A meeting two weeks from the day of the tests, with one item.
async fn planned(site: &Site, cookie: &str) {
    let new = "on-day=22&on-month=9&on-year=2022&starts=16:00&ends=18:00&place=Town+Hall&mode=in+person&reading=working+days";
    let page = site.post("/desk/meetings", cookie, new).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    assert_eq!(page.location(), HERE);
    let item = "title=Homes+that+are+hard+to+heat&type=report&presenter=Head+of+housing&minutes=20";
    let page = site.post(&format!("{HERE}/items"), cookie, item).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
}

#[tokio::test]
async fn an_agenda_is_built_counted_and_published() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let desk = site.get(HERE, &cookie).await;
    assert!(
        desk.html.contains("One item, not published yet"),
        "{}",
        desk.html
    );
    assert!(desk.html.contains("5 clear days"), "{}", desk.html);
    let public = site.get("/hackney/meetings/2022-09-22", "").await;
    assert_eq!(public.status, StatusCode::OK);
    assert!(
        !public.html.contains("hard to heat"),
        "nothing is public before the agenda is"
    );

    let board = site.hackney;
    let event = meeting(site.house(), board, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let stale = site
        .post(&format!("{HERE}/agenda"), &cookie, "revision=999")
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.html);
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
    let public = site.get("/hackney/meetings/2022-09-22", "").await;
    assert!(
        public.html.contains("Homes that are hard to heat"),
        "{}",
        public.html
    );
    assert!(public.html.contains("Head of housing"));
    let item = site.get("/hackney/meetings/2022-09-22/1", "").await;
    assert_eq!(item.location(), "/hackney/meetings/2022-09-22#item-1");

    // What comes after publication says why it cannot wait.
    let late = site
        .post(
            &format!("{HERE}/items"),
            &cookie,
            "title=Measles&type=report",
        )
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.html.contains("say why this item cannot wait")
            || late.html.contains("Say why this item cannot wait")
            || late.html.contains("cannot wait"),
        "{}",
        late.html
    );
    assert!(
        late.html.contains("value=\"Measles\""),
        "what was typed is kept"
    );
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
async fn what_is_exempt_shows_its_title_and_reason_and_nothing_else() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let exempt = "title=A+contract&type=report&paragraph=3&reason=it+names+what+two+firms+offered";
    site.post(&format!("{HERE}/items"), &cookie, exempt).await;
    let event = meeting(site.house(), site.hackney, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let secret = items_of(site.house(), event.record.id)
        .await
        .unwrap()
        .pop()
        .unwrap();
    let id = secret.record.id;
    let ask = format!("item={id}&verbs-{id}=approve&ask-{id}=Take+the+cheaper+offer");
    let put = site.post(&format!("{HERE}/recommend"), &cookie, &ask).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.html);
    let revision = format!("revision={}", event.record.revision);
    site.post(&format!("{HERE}/agenda"), &cookie, &revision)
        .await;
    let public = site.get("/hackney/meetings/2022-09-22", "").await;
    assert!(public.html.contains("A contract"));
    assert!(public.html.contains("it names what two firms offered"));
    assert!(!public.html.contains("cheaper"), "{}", public.html);
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
async fn a_report_is_written_refused_while_it_asks_nothing_and_read_by_the_public() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let here = format!("{HERE}/report/1");
    let public = "/hackney/meetings/2022-09-22/1/report";
    let words = "version=0&author=Head+of+housing&summary=Homes+are+cold.&main=We+know+where.%0D%0A%0D%0AWe+know+how.";
    let page = site.post(&here, &cookie, words).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let stale = site.post(&here, &cookie, words).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.html);
    assert!(
        stale.html.contains("Homes are cold."),
        "what was typed is kept"
    );

    let refused = site
        .post(&format!("{here}/publish"), &cookie, "version=1")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["#equalities", "#recommendations"] {
        assert!(
            refused.html.contains(&format!("href=\"{field}\"")),
            "{field}: {}",
            refused.html
        );
    }
    assert_eq!(site.get(public, "").await.status, StatusCode::NOT_FOUND);

    let board = site.hackney;
    let event = meeting(site.house(), board, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let item = items_of(site.house(), event.record.id)
        .await
        .unwrap()
        .remove(0);
    let id = item.record.id;
    let asked = format!("item={id}&verbs-{id}=approve&ask-{id}=Homes+are+found+before+winter.");
    let page = site
        .post(&format!("{HERE}/recommend"), &cookie, &asked)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let whole =
        format!("{words}&equalities=Older+people+gain+most.").replace("version=0", "version=1");
    let page = site.post(&here, &cookie, &whole).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let page = site
        .post(&format!("{here}/publish"), &cookie, "version=2")
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let early = site.get(public, "").await;
    assert_eq!(
        early.status,
        StatusCode::NOT_FOUND,
        "the agenda is not out yet"
    );
    let number = site.get("/hackney/meetings/2022-09-22/1", "").await;
    assert_eq!(number.status, StatusCode::NOT_FOUND, "nor are its numbers");
    let event = meeting(site.house(), board, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let revision = format!("revision={}", event.record.revision);
    let page = site
        .post(&format!("{HERE}/agenda"), &cookie, &revision)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let agenda = site.get("/hackney/meetings/2022-09-22", "").await;
    assert!(
        agenda.html.contains(&format!("href=\"{public}\"")),
        "{}",
        agenda.html
    );
    let read = site.get(public, "").await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.html);
    assert!(read.html.contains("Older people gain most."));
    let text = site.get(&format!("{public}.txt"), "").await;
    assert!(
        text.html.contains("Homes are found before winter."),
        "{}",
        text.html
    );
    let rewritten = whole
        .replace("version=1", "version=2")
        .replace("are+cold", "are+damp");
    let page = site.post(&here, &cookie, &rewritten).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let read = site.get(public, "").await;
    assert_eq!(read.status, StatusCode::OK, "a draft hides nothing");
    assert!(read.html.contains("Homes are cold.") && !read.html.contains("Homes are damp."));
    let nothing = site.get(&format!("{public}.exe"), "").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_item_is_mended_and_two_people_see_both_versions() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let here = format!("{HERE}/items/1");
    let shown = site.get(&here, &cookie).await;
    assert!(
        shown.html.contains("Homes that are hard to heat"),
        "{}",
        shown.html
    );
    let words =
        "revision=1&title=Homes+that+stay+cold&type=report&presenter=Head+of+housing&minutes=25";
    let saved = site.post(&here, &cookie, words).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let slower = site
        .post(&here, &cookie, &words.replace("stay+cold", "cost+a+lot"))
        .await;
    assert_eq!(slower.status, StatusCode::CONFLICT);
    for words in ["Homes that stay cold", "Homes that cost a lot"] {
        assert!(slower.html.contains(words), "{words}: {}", slower.html);
    }
    for (wrong, field) in [
        ("title=", "#title"),
        ("title=A&minutes=soon", "#minutes"),
        ("title=A&minutes=0", "#minutes"),
    ] {
        let refused = site
            .post(&here, &cookie, &format!("revision=2&type=report&{wrong}"))
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(
            refused.html.contains(&format!("href=\"{field}\"")),
            "{wrong}: {}",
            refused.html
        );
    }
    let event = meeting(site.house(), site.hackney, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let item = items_of(site.house(), event.record.id)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(
        (
            item.record.title.as_str(),
            item.minutes,
            item.number.as_str()
        ),
        ("Homes that stay cold", Some(25), "1")
    );
}

/// The items of the meeting: number, title, identity, revision.
async fn agenda(site: &Site) -> Vec<(String, String, String, i64)> {
    let event = meeting(site.house(), site.hackney, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let items = items_of(site.house(), event.record.id).await.unwrap();
    items
        .into_iter()
        .map(|item| {
            let record = item.record;
            (
                item.number,
                record.title,
                record.id.to_string(),
                record.revision,
            )
        })
        .collect()
}

#[tokio::test]
async fn items_move_and_come_off_with_a_reason_until_the_agenda_is_out() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let more = "title=Measles&type=report";
    site.post(&format!("{HERE}/items"), &cookie, more).await;
    let desk = site.get(HERE, &cookie).await;
    for words in [
        "Move down<span class=\"govuk-visually-hidden\">: Homes",
        "Move up<span class=\"govuk-visually-hidden\">: Measles",
    ] {
        assert!(desk.html.contains(words), "{words}: {}", desk.html);
    }
    let before = agenda(&site).await;
    let (_, _, id, revision) = &before[1];
    let up = format!("item={id}&revision={revision}&way=up");
    let moved = site
        .post(&format!("{HERE}/items/2/move"), &cookie, &up)
        .await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.html);
    let after = agenda(&site).await;
    assert_eq!(
        (after[0].0.as_str(), after[0].1.as_str()),
        ("1", "Measles"),
        "the numbers keep their order"
    );
    let twice = site
        .post(&format!("{HERE}/items/2/move"), &cookie, &up)
        .await;
    assert_eq!(twice.status, StatusCode::CONFLICT, "{}", twice.html);
    assert!(twice.html.contains("Nothing was moved"), "{}", twice.html);
    let page = site.get(&format!("{HERE}/items/1"), &cookie).await;
    assert!(page.html.contains("Take it off the agenda"));

    // A form opened before the move still means the item that it showed.
    let (_, _, homes, revision) = &after[1];
    let stale = format!("item={homes}&revision={revision}&title=Cold+homes&type=report");
    let saved = site.post(&format!("{HERE}/items/1"), &cookie, &stale).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    assert_eq!(agenda(&site).await[1].1, "Cold homes");

    let off = async |reason: &str| {
        let (_, _, id, revision) = &agenda(&site).await[0];
        let words = format!("item={id}&revision={revision}&why={reason}");
        site.post(&format!("{HERE}/items/1/take-off"), &cookie, &words)
            .await
    };
    let unexplained = off("").await;
    assert_eq!(unexplained.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unexplained.html.contains("href=\"#why\"")
            && unexplained.html.contains("value=\"Measles\""),
        "{}",
        unexplained.html
    );
    let done = off("The+figures+are+not+in").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let left = agenda(&site).await;
    assert_eq!((left.len(), left[0].0.as_str()), (1, "1"));

    let event = meeting(site.house(), site.hackney, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let publish = format!("revision={}", event.record.revision);
    site.post(&format!("{HERE}/agenda"), &cookie, &publish)
        .await;
    let late = off("Too+late").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.html.contains("the public was told"), "{}", late.html);
}

#[tokio::test]
async fn an_exemption_is_changed_before_the_agenda_is_out_and_a_later_change_is_said() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let here = format!("{HERE}/items/1");
    let save = async |more: &str| {
        let revision = agenda(&site).await[0].3;
        let words = format!("revision={revision}&title=A+contract&type=report&{more}");
        site.post(&here, &cookie, &words).await
    };
    for (wrong, field) in [
        ("heard=private", "#paragraph"),
        ("heard=private&paragraph=9&reason=x", "#paragraph"),
        ("heard=private&paragraph=3", "#reason"),
    ] {
        let refused = save(wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(
            refused.html.contains(&format!("href=\"{field}\"")),
            "{wrong}: {}",
            refused.html
        );
    }
    let private = save("heard=private&paragraph=3&reason=it+names+two+offers").await;
    assert_eq!(private.status, StatusCode::SEE_OTHER, "{}", private.html);
    let desk = site.get(HERE, &cookie).await;
    assert!(desk.html.contains("it names two offers"), "{}", desk.html);
    let open = save("heard=public&paragraph=3&reason=it+names+two+offers").await;
    assert_eq!(open.status, StatusCode::SEE_OTHER, "{}", open.html);
    let desk = site.get(HERE, &cookie).await;
    assert!(!desk.html.contains("it names two offers"));

    let event = meeting(site.house(), site.hackney, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let publish = format!("revision={}", event.record.revision);
    site.post(&format!("{HERE}/agenda"), &cookie, &publish)
        .await;
    let told = save("heard=private&paragraph=3&reason=it+names+two+offers").await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        told.html.contains("for the meeting to resolve"),
        "{}",
        told.html
    );
    let public = async || site.get("/hackney/meetings/2022-09-22", "").await.html;
    assert!(!public().await.contains("has been changed"));
    let changed = save("presenter=Director+of+housing").await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.html);
    let shown = public().await;
    assert!(
        shown.contains("This item has been changed since the agenda was published"),
        "{shown}"
    );
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

#[tokio::test]
async fn an_analyst_finds_the_agenda_and_writes_a_report_that_an_officer_publishes() {
    let site = Site::new().await;
    let officer = officer(&site).await;
    planned(&site, &officer).await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let list = site.get("/desk/meetings", &analyst).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(
        list.html.contains("Look at it") && !list.html.contains("Build the agenda"),
        "{}",
        list.html
    );
    let desk = site.get(HERE, &analyst).await;
    let report = format!("{HERE}/report/1");
    assert!(
        desk.html.contains(&format!("href=\"{report}\"")),
        "{}",
        desk.html
    );
    for words in ["Change it", "Who was there", "Add an item", "Move down"] {
        assert!(!desk.html.contains(words), "{words}: {}", desk.html);
    }
    let words =
        "version=0&author=Public+health+analyst&summary=Homes+are+cold.&main=We+know+where.";
    let saved = site.post(&report, &analyst, words).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let written = site.get(&report, &analyst).await;
    assert!(
        written.html.contains("The board officer publishes it.")
            && !written.html.contains("Publish these words"),
        "{}",
        written.html
    );
    let publish = format!("{report}/publish");
    let refused = site.post(&publish, &analyst, "version=1").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let recommend = format!("{report}/recommend");
    let mute = site.post(&recommend, &analyst, "ask=Homes+first.").await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["href=\"#verbs\"", "Homes first.", "Homes are cold."] {
        assert!(mute.html.contains(kept), "{kept}: {}", mute.html);
    }
    let asked = "verbs=approve&ask=Homes+first.";
    let put = site.post(&recommend, &analyst, asked).await;
    assert_eq!(
        put.location(),
        format!("{report}#recommendations"),
        "{}",
        put.html
    );
    let written = site.get(&report, &analyst).await;
    assert!(written.html.contains("Homes first."), "{}", written.html);
    let incomplete = site.post(&publish, &officer, "version=1").await;
    assert_eq!(
        incomplete.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "an officer may, once it is whole"
    );
    for page in ["attendance", "decisions", "minutes", "items/1"] {
        let page = site.get(&format!("{HERE}/{page}"), &analyst).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }

    let event = meeting(site.house(), site.hackney, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let revision = format!("revision={}", event.record.revision);
    let out = site
        .post(&format!("{HERE}/agenda"), &officer, &revision)
        .await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.html);
    let late = site.post(&recommend, &analyst, asked).await;
    assert_eq!(
        late.status,
        StatusCode::FORBIDDEN,
        "the public was told what is asked"
    );
    let written = site.get(&report, &analyst).await;
    assert!(
        !written.html.contains("Put the recommendation")
            && written
                .html
                .contains("only the board officer puts a recommendation now"),
        "{}",
        written.html
    );
    let officers = site.post(&recommend, &officer, asked).await;
    assert_eq!(officers.status, StatusCode::SEE_OTHER, "{}", officers.html);
}

#[tokio::test]
async fn what_is_drafted_of_a_public_report_is_found_nowhere_until_it_is_published() {
    let site = Site::new().await;
    let cookie = officer(&site).await;
    planned(&site, &cookie).await;
    let nowhere: Vec<String> = Vec::new();
    let here = format!("{HERE}/report/1");
    let publish = async |version: i64| {
        let version = format!("version={version}");
        let page = site
            .post(&format!("{here}/publish"), &cookie, &version)
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    };
    let write = async |words: &str| {
        let page = site.post(&here, &cookie, words).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    };
    let event = meeting(site.house(), site.hackney, &"2022-09-22".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let items = items_of(site.house(), event.record.id).await.unwrap();
    let id = items[0].record.id;
    let asked = format!("item={id}&verbs-{id}=approve&ask-{id}=Homes+are+found.");
    let page = site
        .post(&format!("{HERE}/recommend"), &cookie, &asked)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let words =
        "version=0&author=Head+of+housing&summary=Homes+are+cold.&equalities=Older+people+gain.";
    write(words).await;
    publish(1).await;
    assert_eq!(
        site.public_pages_with("Homes are cold", "homes").await,
        nowhere,
        "it waits for the agenda"
    );
    let revision = format!("revision={}", event.record.revision);
    let page = site
        .post(&format!("{HERE}/agenda"), &cookie, &revision)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let first = site.public_pages_with("Homes are cold", "homes").await;
    assert!(
        first
            .iter()
            .any(|page| page.starts_with("/thread/hackney/paragraph/")),
        "{first:?}"
    );
    write(&format!("{words}&main=Zebras+graze+here.").replace("version=0", "version=1")).await;
    assert_eq!(
        site.public_pages_with("graze here", "zebras").await,
        nowhere
    );
    publish(2).await;
    let second = site.public_pages_with("graze here", "zebras").await;
    assert!(
        second
            .iter()
            .any(|page| page.starts_with("/thread/hackney/paragraph/")),
        "{second:?}"
    );
}
