//! Comments on the draft of a strategy: made by members and partners, answered at the desk, read by nobody else.

use axum::http::StatusCode;
use board::vocabulary::Role;

use crate::strategy::{Desk, ROOM};

#[tokio::test]
async fn members_and_partners_comment_on_a_draft_and_the_public_reads_none_of_it() {
    let desk = Desk::new().await;
    desk.send("words", "words=%23+Homes%0A%0AHomes+that+keep+us+well.")
        .await;
    let site = &desk.site;
    let room = format!("{ROOM}/comments");
    let mut readers = Vec::new();
    for (name, role) in [
        ("Eastside Housing", Role::Partner),
        ("A member", Role::Member),
    ] {
        let person = site.person(name, &[(role, Some(site.hackney))]).await;
        let cookie = site.sign_in(&person).await;
        let work = site.get("/desk", &cookie).await;
        assert!(
            work.html
                .contains("Well together, version 1 of 8 September 2022")
                && work.html.contains(&format!("href=\"{room}\"")),
            "{}",
            work.html
        );
        let words = site.get(&format!("{ROOM}/words"), &cookie).await;
        assert_eq!(words.status, StatusCode::FORBIDDEN, "{name} does not write");
        readers.push(cookie);
    }
    let partner = &readers[0];
    let page = site.get(&room, partner).await;
    assert!(
        page.html.contains("Nobody has commented yet") && !page.html.contains("Approval</a>"),
        "{}",
        page.html
    );
    let (_, after) = page.html.split_once("Comment on paragraph 1").unwrap();
    assert!(after.contains("Add the comment"), "{after}");
    let (before, _) = page.html.split_once("Comment on paragraph 1").unwrap();
    let (_, last) = before.rsplit_once("name=\"paragraph\"").unwrap();
    let paragraph = last.split('"').nth(1).unwrap().to_owned();
    let comment =
        |words: &str| format!("version=1&paragraph={paragraph}&words-{paragraph}={words}");
    let mute = site.post(&room, partner, &comment("+")).await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        mute.html.contains(&format!("href=\"#words-{paragraph}\"")),
        "{}",
        mute.html
    );
    let said = site
        .post(&room, partner, &comment("Zebras+need+homes+too."))
        .await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.html);
    let seen = site.get(&room, &readers[1]).await;
    for words in [
        "1 comment waits for an answer",
        "Zebras need homes too.",
        "Eastside Housing, 8 September 2022",
        "Not answered yet",
    ] {
        assert!(seen.html.contains(words), "{words}: {}", seen.html);
    }
    assert!(!seen.html.contains("Answer it"), "a member does not answer");
    let (_, id) = said.location().split_once("#comment-").unwrap();
    let answer = format!("{room}/answer");
    let refused = site
        .post(
            &answer,
            partner,
            &format!("comment={id}&answer-{id}=accepted&because-{id}=Yes"),
        )
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for missing in [
        format!("comment={id}&because-{id}=Yes"),
        format!("comment={id}&answer-{id}=accepted"),
    ] {
        let page = site.post(&answer, &desk.officer, &missing).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{missing}");
    }
    // What is said of words that change stays, with the words that were read.
    desk.send(
        "words",
        "words=%23+Homes%0A%0AHomes+that+keep+everyone+well.",
    )
    .await;
    let moved = desk.see("comments").await;
    assert!(!moved.contains("&lt;span"), "{moved}");
    for words in [
        "On words that have changed since",
        "Paragraph 1, which has other words now",
        "It said: “Homes that keep us well.”",
        "on version 1 of 8 September 2022",
    ] {
        assert!(moved.contains(words), "{words}: {moved}");
    }
    let reply =
        format!("comment={id}&answer-{id}=accepted+in+part&because-{id}=Everyone+includes+them.");
    let done = site.post(&answer, &desk.officer, &reply).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let twice = site.post(&answer, &desk.officer, &reply).await;
    assert!(twice.html.contains("answered already"), "{}", twice.html);
    let answered = desk.see("comments").await;
    for words in [
        "Every comment is answered",
        "Accepted in part:",
        "Everyone includes them.",
    ] {
        assert!(answered.contains(words), "{words}: {answered}");
    }
    assert!(
        desk.see("words").await.contains("1 comment, all answered"),
        "whoever writes is told"
    );
    desk.approve().await;
    desk.send("approval/publish", "publish=").await;
    assert_eq!(
        site.public_pages_with("Zebras need", "zebras").await,
        Vec::<String>::new()
    );
    let closed = site.get(&room, partner).await;
    assert!(
        closed.html.contains("is not open to comments now")
            && !closed.html.contains("Add the comment"),
        "{}",
        closed.html
    );
    let late = site
        .post(
            &room,
            partner,
            &comment("Too+late").replace("version=1", "version=2"),
        )
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.html.contains("These words are published"),
        "{}",
        late.html
    );
    assert_eq!(
        site.get(&room, "").await.location(),
        format!("/sign-in?next={room}"),
        "nobody reads it without signing in"
    );
}
