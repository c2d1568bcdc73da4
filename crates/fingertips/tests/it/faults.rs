//! Servers that are busy, cut off, send something else or send us elsewhere.

use std::fs;
use std::io::Write;

use fingertips::{FetchError, Found};
use flate2::Compression;
use flate2::write::GzEncoder;
use testkit::{Answer, AnsweringServer};

use crate::standing_clock::StandingClock;
use crate::{fetch, table};

#[tokio::test]
async fn a_server_that_asks_for_a_wait_gets_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = AnsweringServer::start(|_, before| match before {
        0 => Answer::new(429, "").header("Retry-After", "37"),
        1 => Answer::new(503, "").header("Retry-After", "Mon, 02 Mar 2026 10:02:00 GMT"),
        2 => Answer::new(503, ""),
        _ => Answer::new(200, table(1)),
    });
    let clock = StandingClock::new();
    fetch(&server, folder.path(), &clock).await.unwrap();
    // 37 as asked and the pause; until two minutes past ten, of which 38 seconds have gone, and the pause; 8 of our own.
    assert_eq!(clock.waits(), [37, 1, 82, 1, 8, 1]);
}

#[tokio::test]
async fn a_wait_beyond_patience_ends_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let server = AnsweringServer::start(|_, _| Answer::new(429, "").header("Retry-After", "86400"));
    let clock = StandingClock::new();
    let error = fetch(&server, folder.path(), &clock).await.unwrap_err();
    assert!(
        matches!(error, FetchError::AskedToWait { seconds: 86400, .. }),
        "{error}"
    );
    assert_eq!(clock.waits(), [0; 0]);
}

#[tokio::test]
async fn a_server_that_stays_broken_is_left_alone_after_five_tries() {
    let folder = tempfile::tempdir().unwrap();
    let server = AnsweringServer::start(|_, _| Answer::new(500, ""));
    let clock = StandingClock::new();
    let error = fetch(&server, folder.path(), &clock).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("asked 5 times without success; the last time it answered 500"),
        "{error}"
    );
    assert_eq!(server.asked().len(), 5);
    assert_eq!(clock.waits(), [2, 1, 4, 1, 8, 1, 16, 1]);
}

#[tokio::test]
async fn what_is_refused_is_asked_once() {
    let folder = tempfile::tempdir().unwrap();
    for status in [400, 403, 404] {
        let server = AnsweringServer::start(move |_, _| Answer::new(status, ""));
        let error = fetch(&server, folder.path(), &StandingClock::new())
            .await
            .unwrap_err();
        assert!(
            matches!(error, FetchError::Refused { status: said, .. } if said == status),
            "{error}"
        );
        assert_eq!(server.asked().len(), 1);
    }
}

#[tokio::test]
async fn an_answer_that_is_cut_goes_on_where_it_ended() {
    let folder = tempfile::tempdir().unwrap();
    let whole = table(500);
    let at = whole.len() * 4 / 5;
    let sent = whole.clone();
    let server = AnsweringServer::start(move |asked, before| {
        let with_validator = |answer: Answer| {
            answer
                .header("ETag", "\"one\"")
                .header("Accept-Ranges", "bytes")
        };
        match asked.header("range") {
            Some(range) => {
                assert_eq!(range, format!("bytes={at}-"));
                assert_eq!(asked.header("if-range"), Some("\"one\""));
                let range = format!("bytes {at}-{}/{}", sent.len() - 1, sent.len());
                with_validator(Answer::new(206, &sent.as_bytes()[at..]))
                    .header("Content-Range", &range)
            }
            None if before == 0 => with_validator(Answer::new(200, sent.as_str())).cut_after(at),
            None => panic!("the beginning was asked for again"),
        }
    });
    let fetched = fetch(&server, folder.path(), &StandingClock::new())
        .await
        .unwrap();
    assert_eq!(fs::read_to_string(&fetched.file).unwrap(), whole);
    assert_eq!(fetched.entry.etag.as_deref(), Some("\"one\""));
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn a_cut_answer_that_has_changed_or_cannot_be_continued_begins_anew() {
    for validator in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let server = AnsweringServer::start(move |_, before| {
            let answer = Answer::new(200, table(if before == 0 { 500 } else { 400 }));
            let answer = if validator {
                answer
                    .header("ETag", &format!("\"{before}\""))
                    .header("Accept-Ranges", "bytes")
            } else {
                answer
            };
            if before == 0 {
                answer.cut_after(5000)
            } else {
                answer
            }
        });
        let fetched = fetch(&server, folder.path(), &StandingClock::new())
            .await
            .unwrap();
        assert_eq!(fs::read_to_string(&fetched.file).unwrap(), table(400));
        assert_eq!(server.asked()[1].header("range").is_some(), validator);
    }
}

#[tokio::test]
async fn a_second_command_goes_on_where_the_first_gave_up() {
    let folder = tempfile::tempdir().unwrap();
    let whole = table(500);
    let sent = whole.clone();
    let server = AnsweringServer::start(move |asked, before| {
        let from = asked
            .header("range")
            .and_then(|range| {
                range
                    .strip_prefix("bytes=")?
                    .strip_suffix('-')?
                    .parse()
                    .ok()
            })
            .unwrap_or(0_usize);
        let answer = Answer::new(if from == 0 { 200 } else { 206 }, &sent.as_bytes()[from..])
            .header("ETag", "\"one\"")
            .header("Accept-Ranges", "bytes")
            .header(
                "Content-Range",
                &format!("bytes {from}-{}/{}", sent.len() - 1, sent.len()),
            );
        if before < 5 {
            answer.cut_after(100)
        } else {
            answer
        }
    });
    let clock = StandingClock::new();
    let error = fetch(&server, folder.path(), &clock).await.unwrap_err();
    assert!(
        matches!(error, FetchError::GaveUp { tries: 5, .. }),
        "{error}"
    );
    let fetched = fetch(&server, folder.path(), &clock).await.unwrap();
    assert_eq!(server.asked()[5].header("range"), Some("bytes=500-"));
    assert_eq!(fs::read_to_string(&fetched.file).unwrap(), whole);
}

#[tokio::test]
async fn what_is_no_table_is_not_kept() {
    let cut = table(3);
    let answers = [
        (
            "web page",
            Answer::new(200, "<html>Sorry</html>")
                .header("Content-Type", "text/html; charset=utf-8"),
        ),
        ("web page", Answer::new(200, "<!DOCTYPE html><p>Sorry")),
        (
            "probably cut",
            Answer::new(200, &cut.as_bytes()[..cut.len() - 10]),
        ),
        ("no figures", Answer::new(200, table(0))),
        ("empty", Answer::new(200, "")),
    ];
    for (words, answer) in answers {
        let folder = tempfile::tempdir().unwrap();
        let server = AnsweringServer::start(move |_, _| answer.clone());
        let error = fetch(&server, folder.path(), &StandingClock::new())
            .await
            .unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(
            fs::read_dir(folder.path().join("content")).unwrap().count(),
            0
        );
        assert_eq!(
            fs::read_dir(folder.path().join("partial")).unwrap().count(),
            0
        );
    }
}

#[tokio::test]
async fn a_body_without_end_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    // Packed, so that the length which it states is small.
    let server = AnsweringServer::start(|_, _| packed(&table(100_000)));
    let error = fetch(&server, folder.path(), &StandingClock::new())
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            FetchError::TooLarge {
                most: 1_000_000,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(
        fs::read_dir(folder.path().join("partial")).unwrap().count(),
        0
    );
    let server = AnsweringServer::start(|_, _| Answer::new(200, table(100_000)));
    let error = fetch(&server, folder.path(), &StandingClock::new())
        .await
        .unwrap_err();
    assert!(matches!(error, FetchError::TooLarge { .. }), "{error}");
}

#[tokio::test]
async fn a_packed_answer_is_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let server = AnsweringServer::start(|asked, before| {
        assert!(
            asked
                .header("accept-encoding")
                .is_some_and(|taken| taken.contains("gzip"))
        );
        let answer = packed(&table(500))
            .header("ETag", "\"packed\"")
            .header("Accept-Ranges", "bytes");
        if before == 0 {
            answer.cut_after(300)
        } else {
            answer
        }
    });
    let fetched = fetch(&server, folder.path(), &StandingClock::new())
        .await
        .unwrap();
    assert_eq!(fetched.found, Found::New);
    assert_eq!(fs::read_to_string(&fetched.file).unwrap(), table(500));
    // A part of what is packed cannot be joined to what was unpacked.
    assert_eq!(server.asked()[1].header("range"), None);
}

#[tokio::test]
async fn redirects_are_followed_within_the_host_alone() {
    let elsewhere = AnsweringServer::start(|_, _| Answer::new(200, table(1)));
    let away = format!("{}/api", elsewhere.address());
    let folder = tempfile::tempdir().unwrap();
    let server = AnsweringServer::start(move |_, _| Answer::new(302, "").header("Location", &away));
    let error = fetch(&server, folder.path(), &StandingClock::new())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, FetchError::Elsewhere { to, .. } if to.starts_with(&elsewhere.address())),
        "{error}"
    );
    assert_eq!(elsewhere.asked(), []);
    let server = AnsweringServer::start(|asked, _| match asked.path.as_str() {
        "/moved" => Answer::new(200, table(1)),
        _ => Answer::new(301, "").header("Location", "/moved"),
    });
    fetch(&server, folder.path(), &StandingClock::new())
        .await
        .unwrap();
    let round = AnsweringServer::start(|_, _| Answer::new(302, "").header("Location", "/round"));
    let error = fetch(&round, folder.path(), &StandingClock::new())
        .await
        .unwrap_err();
    assert!(matches!(error, FetchError::Elsewhere { .. }), "{error}");
}

fn packed(text: &str) -> Answer {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    Answer::new(200, encoder.finish().unwrap()).header("Content-Encoding", "gzip")
}
