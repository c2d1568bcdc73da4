//! The agenda at the desk: built, mended, moved about and published; what is exempt, and what changed afterwards.

use axum::http::StatusCode;
use board::events::items_of;
use board::meetings::meeting;

use crate::meetings::{HERE, officer, planned};
use crate::site::Site;

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
