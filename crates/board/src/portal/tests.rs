//! Reports of mistakes on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use testkit::FakeClocks;

use super::*;
use crate::access::{Letter, NotSent, Postman};
use crate::runner::{RunnerError, Who};
use crate::vocabulary::Actor;

fn who(actor: Actor) -> Who {
    let clocks = FakeClocks::default();
    Who {
        actor,
        today: clocks.today,
        now: clocks.now,
    }
}

fn report(words: &str) -> ReportMistake {
    ReportMistake {
        body_id: None,
        page: "/data".to_owned(),
        words: words.to_owned(),
        contact: Some("reader@home.example".to_owned()),
    }
}

/// Takes letters to all mailboxes but one.
#[derive(Default)]
struct Choosy(std::sync::atomic::AtomicUsize);

#[async_trait::async_trait]
impl Postman for Choosy {
    async fn send(&self, letter: &Letter) -> Result<(), NotSent> {
        self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if letter.to.as_str().starts_with("refused") {
            return Err(NotSent("no such mailbox".to_owned()));
        }
        Ok(())
    }
}

testkit::store_tests! {
    in crate;

    async fn anybody_reports_and_officers_alone_read(house) {
        let public = who(Actor::public());
        let made = report_mistake(&house, &public, report(" The rate is wrong ")).await.unwrap();
        assert_eq!(made.words, "The rate is wrong");
        assert_eq!(mistake_reports(&house, &Actor::command_line()).await.unwrap(), std::slice::from_ref(&made));
        assert!(mistake_reports(&house, &Actor::public()).await.unwrap().is_empty());
        let entry = crate::audit::newest(&house, Some(made.record.id), 1).await.unwrap().remove(0);
        assert_eq!(entry.actor, "Somebody without an account");
        assert!(!entry.detail.unwrap().contains("reader@home.example"), "the contact can be erased");
    }

    async fn an_empty_or_endless_report_is_refused(house) {
        let public = who(Actor::public());
        assert!(matches!(report_mistake(&house, &public, report("  ")).await, Err(ReportMistakeError::NoWords)));
        let endless = report(&"x".repeat(5_001));
        assert!(matches!(report_mistake(&house, &public, endless).await, Err(ReportMistakeError::TooLong)));
        let mut far = report("x");
        far.page = "/".repeat(501);
        assert!(matches!(report_mistake(&house, &public, far).await, Err(ReportMistakeError::TooLong)));
    }

    async fn an_answer_takes_it_off_the_list_once(house) {
        let made = report_mistake(&house, &who(Actor::public()), report("Wrong")).await.unwrap();
        let input = AnswerMistakeReport { report_id: made.record.id, seen_revision: 1, answer: "Mended".to_owned() };
        let refused = answer_mistake_report(&house, &who(Actor::public()), input.clone()).await;
        assert!(matches!(refused, Err(AnswerMistakeReportError::Runner(RunnerError::Forbidden { .. }))));
        let operator = who(Actor::command_line());
        answer_mistake_report(&house, &operator, input.clone()).await.unwrap();
        let [done] = mistake_reports(&house, &operator.actor).await.unwrap().try_into().unwrap();
        assert_eq!((done.record.state.as_str(), done.answer.as_deref()), (ANSWERED, Some("Mended")));
        let late = answer_mistake_report(&house, &operator, input).await;
        assert!(matches!(late, Err(AnswerMistakeReportError::Runner(RunnerError::Conflict { .. }))));
    }
    async fn what_cannot_leave_stays_with_the_reason_and_stops_nothing(house) {
        let operator = who(Actor::command_line());
        let mut act = house.begin(&operator, &policy::SEND_MESSAGES, None).await.unwrap();
        for to in ["refused@partner.example", "taken@partner.example"] {
            let new = NewMessage {
                board_id: None,
                about_id: None,
                for_body_id: None,
                to_name: "A partner".to_owned(),
                to: to.parse().unwrap(),
                subject: "A return".to_owned(),
                words: format!("https://board.example/r/{}", "a1".repeat(32)),
            };
            queue_message(&mut act, new).await.unwrap();
        }
        act.commit().await.unwrap();
        let choosy = Choosy::default();
        let public = send_messages(&house, &who(Actor::public()), &choosy, Waiting::New).await;
        assert!(matches!(public, Err(RunnerError::Forbidden { .. })), "{public:?}");
        assert_eq!(choosy.0.load(std::sync::atomic::Ordering::Relaxed), 0, "nothing left before the right was asked");

        let first = send_messages(&house, &operator, &choosy, Waiting::New).await.unwrap();
        assert_eq!((first.left.len(), first.stayed.len()), (1, 1));
        let waiting = messages_waiting(&house).await.unwrap();
        let [stayed] = waiting.as_slice() else { panic!("{waiting:?}") };
        assert_eq!(stayed.to_address, "refused@partner.example");
        assert_eq!(stayed.problem.as_deref(), Some("no such mailbox"));
        assert!(stayed.words.contains("a1a1"), "its link still works");
        let second = send_messages(&house, &operator, &choosy, Waiting::New).await.unwrap();
        assert_eq!((second.left.len(), second.stayed.len()), (0, 0), "it is not tried at every look");
        let third = send_messages(&house, &operator, &choosy, Waiting::All).await.unwrap();
        assert_eq!((third.left.len(), third.stayed.len()), (0, 1));
    }
}
