//! Documents in versions: written and published at the desk, read and compared by everybody.

use axum::http::StatusCode;
use board::vocabulary::Role;

use crate::site::Site;

const DESK: &str = "/desk/documents/terms-of-reference";

/// Hackney with a draft of its terms of reference; whoever wrote it, and whoever may publish it.
async fn with_a_draft() -> (Site, String, String) {
    let site = Site::new().await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let officer = site
        .person("Officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let officer = site.sign_in(&officer).await;
    let made = site
        .post(
            "/desk/documents",
            &analyst,
            "type=terms&title=Terms+of+reference&words=%23+Aims%0D%0A%0D%0ATo+meet+four+times.",
        )
        .await;
    assert_eq!(made.location(), DESK, "{}", made.html);
    (site, analyst, officer)
}

#[tokio::test]
async fn a_draft_is_refused_without_words_and_hidden_until_an_officer_publishes_it() {
    let (site, analyst, officer) = with_a_draft().await;
    let empty = site.post("/desk/documents", &analyst, "title=Terms").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["#type", "#words"] {
        assert!(empty.html.contains(field), "{field}: {}", empty.html);
    }
    assert!(
        empty.html.contains("value=\"Terms\""),
        "nothing typed is lost"
    );
    let hidden = site.get("/hackney/documents/terms-of-reference", "").await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let list = site.get("/hackney/documents", "").await;
    assert!(
        list.html.contains("has published no documents yet"),
        "{}",
        list.html
    );
    let desk = site.get("/desk/documents", &officer).await;
    assert!(
        desk.html
            .contains("1 document has words that are not published"),
        "{}",
        desk.html
    );

    let publish = format!("{DESK}/publish");
    let refused = site.post(&publish, &analyst, "version=1").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let unread = site.post(&publish, &officer, "version=7").await;
    assert_eq!(unread.status, StatusCode::CONFLICT, "{}", unread.html);
    let done = site.post(&publish, &officer, "version=1").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let again = site.post(&publish, &officer, "version=1").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.html.contains("These words are published already"),
        "{}",
        again.html
    );
}

#[tokio::test]
async fn a_second_version_takes_the_place_of_the_first_which_says_so() {
    let (site, analyst, officer) = with_a_draft().await;
    let publish = format!("{DESK}/publish");
    let done = site.post(&publish, &officer, "version=1").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let words = "version=1&words=%23+Aims%0D%0A%0D%0ATo+meet+six+times.%0D%0A%0D%0ATo+report.";
    let saved = site.post(DESK, &analyst, words).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let stale = site.post(DESK, &analyst, "version=1&words=Mine.").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.html.contains("Mine."), "nothing typed is lost");
    let public = site.get("/hackney/documents/terms-of-reference", "").await;
    assert!(
        public.html.contains("To meet four times."),
        "what is written is not public"
    );
    let done = site.post(&publish, &officer, "version=2").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);

    let newest = site.get("/hackney/documents/terms-of-reference", "").await;
    for words in [
        "version 2 of 8 September 2022",
        "To meet six times.",
        "SHA-256",
        "What changed since version 1",
    ] {
        assert!(newest.html.contains(words), "{words}: {}", newest.html);
    }
    assert!(!newest.html.contains("superseded by"), "{}", newest.html);
    let older = site
        .get("/hackney/documents/terms-of-reference/1", "")
        .await;
    for words in [
        "They were superseded by",
        "version 2",
        "To meet four times.",
    ] {
        assert!(older.html.contains(words), "{words}: {}", older.html);
    }
    let changes = site
        .get("/hackney/documents/terms-of-reference/2/changes", "")
        .await;
    for words in ["2 paragraphs changed", "<del>", "<ins>"] {
        assert!(changes.html.contains(words), "{words}: {}", changes.html);
    }
    for nothing in ["/1/changes", "/3", "/x"] {
        let path = format!("/hackney/documents/terms-of-reference{nothing}");
        assert_eq!(
            site.get(&path, "").await.status,
            StatusCode::NOT_FOUND,
            "{nothing}"
        );
    }
    let list = site.get("/hackney/documents", "").await;
    assert!(
        list.html
            .contains("with 1 earlier version to compare it with"),
        "{}",
        list.html
    );
}

#[tokio::test]
async fn what_is_drafted_of_a_public_document_is_found_nowhere_until_it_is_published() {
    let (site, analyst, officer) = with_a_draft().await;
    let nowhere: Vec<String> = Vec::new();
    let publish = format!("{DESK}/publish");
    assert_eq!(site.public_pages_with("four times", "meet").await, nowhere);
    let done = site.post(&publish, &officer, "version=1").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    assert_ne!(site.public_pages_with("four times", "meet").await, nowhere);
    let draft =
        "version=1&words=%23+Aims%0D%0A%0D%0ATo+meet+four+times.%0D%0A%0D%0AZebras+graze+here.";
    let saved = site.post(DESK, &analyst, draft).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let other = draft
        .replace("version=1", "version=2")
        .replace("Zebras+graze", "Zebras+sleep");
    let saved = site.post(DESK, &analyst, &other).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    assert_eq!(
        site.public_pages_with("sleep here", "zebras").await,
        nowhere
    );
    let done = site.post(&publish, &officer, "version=3").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let found = site.public_pages_with("Zebras sleep here", "zebras").await;
    assert!(
        found
            .iter()
            .any(|page| page.starts_with("/thread/hackney/paragraph/")),
        "{found:?}"
    );
    assert_eq!(
        site.public_pages_with("graze", "zebras").await,
        nowhere,
        "an earlier draft of the same paragraph is not its title"
    );
}
