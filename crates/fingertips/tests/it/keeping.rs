//! What is kept, and what is asked again.

use std::fs;

use fingertips::{Cache, Found};
use testkit::{Answer, AnsweringServer};

use crate::standing_clock::StandingClock;
use crate::{fetch, table};

#[tokio::test]
async fn what_is_fresh_is_not_asked_for_and_what_is_not_is_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let server = AnsweringServer::start(|asked, _| match asked.header("if-none-match") {
        Some("\"one\"") => Answer::new(304, ""),
        _ => Answer::new(200, table(3)).header("ETag", "\"one\""),
    });
    let clock = StandingClock::new();
    let first = fetch(&server, folder.path(), &clock).await.unwrap();
    assert_eq!(first.found, Found::New);
    assert_eq!(fs::read_to_string(&first.file).unwrap(), table(3));
    assert_eq!(
        server.asked()[0].header("user-agent"),
        Some("Commonweal/test (contact: nobody)")
    );
    let second = fetch(&server, folder.path(), &clock).await.unwrap();
    assert_eq!((second.found, server.asked().len()), (Found::Fresh, 1));
    let later = StandingClock::at("2026-03-02T12:00:00Z");
    let third = fetch(&server, folder.path(), &later).await.unwrap();
    assert_eq!((third.found, server.asked().len()), (Found::Unchanged, 2));
    assert_eq!(third.entry.sha256, first.entry.sha256);
    assert!(third.entry.fetched_at > first.entry.fetched_at);
}

#[tokio::test]
async fn the_same_content_without_a_validator_is_no_news() {
    let folder = tempfile::tempdir().unwrap();
    let server =
        AnsweringServer::start(|_, before| Answer::new(200, table(if before < 2 { 3 } else { 4 })));
    for (hour, found) in [(10, Found::New), (12, Found::Unchanged), (14, Found::New)] {
        let clock = StandingClock::at(&format!("2026-03-02T{hour}:00:00Z"));
        assert_eq!(
            fetch(&server, folder.path(), &clock).await.unwrap().found,
            found
        );
    }
}

#[tokio::test]
async fn content_that_was_spoilt_is_fetched_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = AnsweringServer::start(|_, _| Answer::new(200, table(3)));
    let clock = StandingClock::new();
    let first = fetch(&server, folder.path(), &clock).await.unwrap();
    fs::write(&first.file, "spoilt").unwrap();
    let second = fetch(&server, folder.path(), &clock).await.unwrap();
    assert_eq!(second.found, Found::New);
    assert_eq!(fs::read_to_string(&second.file).unwrap(), table(3));
}

#[test]
fn two_do_not_write_into_one_cache() {
    let folder = tempfile::tempdir().unwrap();
    let held = Cache::open(folder.path().to_owned()).unwrap();
    let refused = Cache::open(folder.path().to_owned()).unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::WouldBlock);
    drop(held);
    Cache::open(folder.path().to_owned()).unwrap();
}
