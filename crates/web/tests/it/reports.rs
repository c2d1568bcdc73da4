//! Reports to a meeting: written, refused, published and read.

use axum::http::StatusCode;
use board::events::items_of;
use board::meetings::meeting;
use board::vocabulary::Role;

use crate::meetings::{HERE, officer, planned};
use crate::site::Site;

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
    assert_eq!(
        site.public_pages_with("that are hard to heat", "heat")
            .await,
        nowhere,
        "and so does what it is called"
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
    let called = site
        .public_pages_with("that are hard to heat", "heat")
        .await;
    assert!(
        called
            .iter()
            .any(|page| page.starts_with("/thread/hackney/text/")),
        "{called:?}"
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
