//! Comments on the draft of a strategy: made by members and partners, answered at the desk, read by nobody else.

use axum::http::StatusCode;
use board::vocabulary::Role;

use crate::strategy::{Desk, ROOM};

/// A draft that a partner and a member may comment on.
struct Draft {
    desk: Desk,
    room: String,
    partner: String,
    member: String,
    paragraph: String,
}

impl Draft {
    async fn new() -> Self {
        let desk = Desk::new().await;
        desk.send("words", "words=%23+Homes%0A%0AHomes+that+keep+us+well.")
            .await;
        let site = &desk.site;
        let mut readers = Vec::new();
        for (name, role) in [
            ("Eastside Housing", Role::Partner),
            ("A member", Role::Member),
        ] {
            let person = site.person(name, &[(role, Some(site.hackney))]).await;
            readers.push(site.sign_in(&person).await);
        }
        let member = readers.pop().unwrap();
        let partner = readers.pop().unwrap();
        let room = format!("{ROOM}/comments");
        let page = site.get(&room, &partner).await;
        let (before, _) = page.html.split_once("Comment on paragraph 1").unwrap();
        let (_, last) = before.rsplit_once("name=\"paragraph\"").unwrap();
        Self {
            paragraph: last.split('"').nth(1).unwrap().to_owned(),
            desk,
            room,
            partner,
            member,
        }
    }

    /// The form with a comment on the only paragraph.
    fn comment(&self, version: i64, words: &str) -> String {
        let paragraph = &self.paragraph;
        format!("version={version}&paragraph={paragraph}&words-{paragraph}={words}")
    }

    /// Comments as the partner, and returns what the comment is called.
    async fn said(&self, words: &str) -> String {
        let form = self.comment(1, words);
        let said = self.desk.site.post(&self.room, &self.partner, &form).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.html);
        let (_, id) = said.location().split_once("#comment-").unwrap();
        id.to_owned()
    }
}

#[tokio::test]
async fn members_and_partners_find_a_draft_and_comment_on_its_paragraphs() {
    let draft = Draft::new().await;
    let (site, room) = (&draft.desk.site, &draft.room);
    for cookie in [&draft.partner, &draft.member] {
        let work = site.get("/desk", cookie).await;
        for words in [
            "Well together, version 1 of 8 September 2022",
            &format!("href=\"{room}\""),
        ] {
            assert!(work.html.contains(words), "{words}: {}", work.html);
        }
        let words = site.get(&format!("{ROOM}/words"), cookie).await;
        assert_eq!(words.status, StatusCode::FORBIDDEN, "they do not write");
    }
    let page = site.get(room, &draft.partner).await;
    assert!(
        page.html.contains("Nobody has commented yet") && !page.html.contains("Approval</a>"),
        "{}",
        page.html
    );
    let mute = site
        .post(room, &draft.partner, &draft.comment(1, "+"))
        .await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    let beside = format!("href=\"#words-{}\"", draft.paragraph);
    assert!(mute.html.contains(&beside), "{}", mute.html);
    draft.said("Zebras+need+homes+too.").await;
    let seen = site.get(room, &draft.member).await;
    for words in [
        "1 comment waits for an answer",
        "Zebras need homes too.",
        "Eastside Housing, 8 September 2022",
        "Not answered yet",
    ] {
        assert!(seen.html.contains(words), "{words}: {}", seen.html);
    }
    assert!(!seen.html.contains("Answer it"), "a member does not answer");
    let nobody = site.get(room, "").await;
    assert_eq!(nobody.location(), format!("/sign-in?next={room}"));
}

#[tokio::test]
async fn an_officer_answers_with_a_reason_also_where_the_words_have_changed() {
    let draft = Draft::new().await;
    let desk = &draft.desk;
    let id = draft.said("Zebras+need+homes+too.").await;
    let answer = format!("{}/answer", draft.room);
    let reply =
        format!("comment={id}&answer-{id}=accepted+in+part&because-{id}=Everyone+includes+them.");
    let refused = desk.site.post(&answer, &draft.partner, &reply).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for missing in [
        format!("comment={id}&because-{id}=Yes"),
        format!("comment={id}&answer-{id}=accepted"),
    ] {
        let page = desk.site.post(&answer, &desk.officer, &missing).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{missing}");
    }
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
    let done = desk.site.post(&answer, &desk.officer, &reply).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let twice = desk.site.post(&answer, &desk.officer, &reply).await;
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
}

#[tokio::test]
async fn no_comment_is_public_and_none_comes_after_publication() {
    let draft = Draft::new().await;
    let (desk, room) = (&draft.desk, &draft.room);
    draft.said("Zebras+need+homes+too.").await;
    desk.approve().await;
    desk.send("approval/publish", "publish=").await;
    assert_eq!(
        desk.site.public_pages_with("Zebras need", "zebras").await,
        Vec::<String>::new()
    );
    let closed = desk.site.get(room, &draft.partner).await;
    assert!(
        closed.html.contains("is not open to comments now")
            && !closed.html.contains("Add the comment"),
        "{}",
        closed.html
    );
    let late = desk
        .site
        .post(room, &draft.partner, &draft.comment(1, "Too+late"))
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.html.contains("These words are published"),
        "{}",
        late.html
    );
}
