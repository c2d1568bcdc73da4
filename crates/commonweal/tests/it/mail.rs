//! Letters to a real mail server: the outbox, sign-in links, and what a server refuses.

use crate::machine::{Machine, commonweal, output};
use crate::mail_catcher::MailCatcher;

const FROM: &str = "Board office <board@council.example>";

/// An installation with the demonstration, whose newest round left letters in the outbox.
fn demonstration() -> Machine {
    let machine = Machine::new();
    machine.run(&["demo"]).done();
    machine
}

#[test]
fn the_outbox_is_sent_and_what_the_server_refuses_stays_with_the_reason() {
    let machine = demonstration();
    let waiting = machine.run(&["outbox", "--json"]).done().json();
    let waiting = waiting.as_array().unwrap();
    assert!(waiting.len() > 1, "{waiting:?}");
    let refused = waiting[0]["mailbox"].as_str().unwrap();
    let refused: &'static str = refused.to_owned().leak();
    let to_it = waiting
        .iter()
        .filter(|one| one["mailbox"] == refused)
        .count();

    let catcher = MailCatcher::refusing(refused);
    let url = catcher.url();
    let send = [
        "outbox",
        "--send",
        "--mail-server",
        &url,
        "--mail-from",
        FROM,
        "--json",
    ];
    let said = machine.run(&send);
    assert_eq!(said.code, 1, "{said:?}");
    let stayed = said.json();
    let stayed = stayed.as_array().unwrap();
    assert_eq!(stayed.len(), to_it, "{said:?}");
    for one in stayed {
        assert!(
            one["problem"].as_str().unwrap().contains("no such mailbox"),
            "{one}"
        );
    }
    for _ in to_it..waiting.len() {
        let letter = catcher.letter();
        assert!(
            letter.contains("From: \"Board office\" <board@council.example>"),
            "{letter}"
        );
    }
    assert!(catcher.is_empty());

    let open_to_all = MailCatcher::refusing("nobody-at-all");
    let url = open_to_all.url();
    let send = [
        "outbox",
        "--send",
        "--mail-server",
        &url,
        "--mail-from",
        FROM,
        "--json",
    ];
    let said = machine.run(&send).done();
    assert_eq!(said.json().as_array().unwrap().len(), 0);
    for _ in 0..to_it {
        open_to_all.letter();
    }
    machine.run(&send).done();
    assert!(open_to_all.is_empty(), "nothing is sent twice");
}

#[test]
fn a_server_that_does_not_answer_is_told_by_the_outbox_and_the_doctor() {
    let machine = demonstration();
    let (nowhere, from) = (
        ["--mail-server", "smtp://127.0.0.1:1"],
        ["--mail-from", FROM],
    );
    let doctor = machine.run(&["doctor", nowhere[0], nowhere[1], from[0], from[1]]);
    assert_eq!(doctor.code, 1, "{doctor:?}");
    assert!(doctor.out.contains("BROKEN   Mail: "), "{}", doctor.out);
    assert!(doctor.out.contains("Check --mail-server"), "{}", doctor.out);

    let catcher = MailCatcher::refusing("nobody-at-all");
    let url = catcher.url();
    let doctor = machine
        .run(&["doctor", "--mail-server", &url, from[0], from[1]])
        .done();
    assert!(
        doctor.out.contains("Mail: the server answers"),
        "{}",
        doctor.out
    );
    for line in [
        "Clock",
        "Room on the disk",
        "Who may read the data folder: nobody but",
    ] {
        assert!(doctor.out.contains(line), "{line}: {}", doctor.out);
    }
}

#[test]
fn a_mail_server_is_named_with_whom_letters_come_from_and_its_password_is_not_repeated() {
    let machine = Machine::new();
    for (words, says) in [
        (
            &["--mail-server", "smtps://mail.example"][..],
            "--mail-from",
        ),
        (
            &[
                "--mail-server",
                "smtp://board:s3cret@mail.example",
                "--mail-from",
                FROM,
            ][..],
            "in the clear",
        ),
        (
            &["--mail-server", "mail:s3cret", "--mail-from", FROM][..],
            "write it like smtps://",
        ),
        (
            &[
                "--mail-server",
                "smtps://mail.example",
                "--mail-from",
                "the board",
            ][..],
            "is no mailbox",
        ),
    ] {
        let mut serve = commonweal(&machine.data());
        let (code, _, err) = output(serve.args(["serve", "--listen", "127.0.0.1:0"]).args(words));
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains(says), "{says}: {err}");
        assert!(!err.contains("s3cret"), "{err}");
    }
}
