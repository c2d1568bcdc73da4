//! Equity checks, on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use testkit::FakeClocks;

use super::{
    Form, RecordCheck, RecordCheckError, SetDue, assessments, checks_of_plan, prompts,
    record_check, set_check_due,
};
use crate::delivery::{NewAction, action as action_with_id, create_action};
use crate::places::{BodyType, CreateBody, create_body};
use crate::questions::{Answers, answers_of};
use crate::runner::{House, RunnerError, Who};
use crate::thread::broken_joins_of;
use crate::vocabulary::{Actor, Grant, Origin, RecordId, Role};

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

async fn action(house: &House) -> RecordId {
    let input = CreateBody {
        name: "Marsh Lane Health and Wellbeing Board".to_owned(),
        public_name: None,
        slug: None,
        body_type: BodyType::Board,
        area_id: None,
        responsibility: None,
        quorum: None,
        valid_from: None,
        valid_to: None,
        origin: Origin::Illustrative,
    };
    let board = create_body(house, &who(), input).await.unwrap().record.id;
    create_action(house, &who(), NewAction::new(board, "A bus"))
        .await
        .unwrap()
        .record
        .id
}

/// An officer, but of another body.
fn of_another_body(body_id: RecordId) -> Actor {
    Actor {
        grants: vec![Grant {
            body_id: Some(body_id),
            role: Role::Officer,
        }],
        ..Actor::public()
    }
}

fn answers(form: Form) -> Answers {
    prompts(form)
        .iter()
        .map(|prompt| {
            let answer = prompt
                .options
                .first()
                .unwrap_or(&"People who work evenings");
            (prompt.id.to_owned(), (*answer).to_owned())
        })
        .collect()
}

fn check(about_id: RecordId, form: Form) -> RecordCheck {
    RecordCheck {
        about_id,
        form,
        answers: answers(form),
        answered_by: "Public health".to_owned(),
        changes_it: true,
        review_due: None,
        origin: Origin::Illustrative,
    }
}

async fn is_missing(house: &House, id: RecordId) -> bool {
    let record = crate::thread::by_id(house, id).await.unwrap().unwrap();
    broken_joins_of(house, who().today, &record)
        .await
        .unwrap()
        .iter()
        .any(|broken| broken.rule.expects == "equity check")
}

testkit::store_tests! {
    in crate;

    async fn both_forms_keep_the_answers_and_what_changed(house) {
        let about = action(&house).await;
        for form in [Form::Short, Form::Long] {
            let made = record_check(&house, &who(), check(about, form)).await.unwrap();
            assert!(made.changed_subject());
            assert_eq!(answers_of(&house, made.sheet_id).await.unwrap(), answers(form));
        }
        assert_eq!(assessments(&house, &who().actor, Some(about)).await.unwrap().len(), 2);
    }

    async fn every_missing_answer_is_named(house) {
        let about = action(&house).await;
        let mut wanted = check(about, Form::Short);
        wanted.answers.clear();
        let refused = record_check(&house, &who(), wanted).await.unwrap_err();
        let RecordCheckError::Answers(problems) = refused else { unreachable!("{refused}") };
        assert_eq!(problems.len(), 4);
        assert_eq!(assessments(&house, &who().actor, None).await.unwrap(), []);
    }

    async fn it_is_missing_only_once_its_date_has_passed(house) {
        let about = action(&house).await;
        let today = who().today;
        assert!(!is_missing(&house, about).await);
        set_check_due(&house, &who(), SetDue { about_id: about, due: today }).await.unwrap();
        assert!(!is_missing(&house, about).await);
        let passed = today.yesterday().unwrap();
        set_check_due(&house, &who(), SetDue { about_id: about, due: passed }).await.unwrap();
        assert!(is_missing(&house, about).await);
        record_check(&house, &who(), check(about, Form::Short)).await.unwrap();
        assert!(!is_missing(&house, about).await);
    }

    async fn a_late_check_counts_from_the_day_set_for_it(house) {
        let Who { today, .. } = who();
        let about = action(&house).await;
        let due = today.checked_sub(jiff::ToSpan::days(70)).unwrap();
        set_check_due(&house, &who(), SetDue { about_id: about, due }).await.unwrap();
        let record = crate::thread::by_id(&house, about).await.unwrap().unwrap();
        assert_eq!(record.state_since, today, "the action is new");
        let all = crate::story::broken_joins(&house, &who().actor, today, record.body_id).await.unwrap();
        let late = all.iter().find(|join| join.broken.rule.expects == "equity check").unwrap();
        assert_eq!((late.broken.since, late.days), (due, 70));
        let plan = checks_of_plan(&house, &Actor::public(), record.body_id.unwrap()).await.unwrap();
        assert_eq!(plan.actions[0].days_late(today), Some(70));
        assert_eq!(plan.actions[0].days_late(due), None);
    }

    async fn the_share_counts_each_open_action_once(house) {
        let about = action(&house).await;
        let board = action_with_id(&house, about).await.unwrap().unwrap().record.body_id.unwrap();
        create_action(&house, &who(), NewAction::new(board, "A hall")).await.unwrap();
        let passed = who().today.yesterday().unwrap();
        set_check_due(&house, &who(), SetDue { about_id: about, due: passed }).await.unwrap();
        let plan = checks_of_plan(&house, &Actor::public(), board).await.unwrap();
        assert_eq!((plan.actions.len(), plan.checked(), plan.late(who().today)), (2, 0, 1));
        assert_eq!(plan.actions[0].record.id, about);

        for changes_it in [false, true] {
            let wanted = RecordCheck { changes_it, ..check(about, Form::Short) };
            record_check(&house, &who(), wanted).await.unwrap();
        }
        let plan = checks_of_plan(&house, &Actor::public(), board).await.unwrap();
        assert_eq!((plan.checked(), plan.changed(), plan.late(who().today)), (1, 1, 0));
        assert_eq!(plan.unchecked().count(), 1);
        assert_eq!(plan.finding(), "1 of 2 open actions was checked for equity, and 1 changed because of it");
    }

    async fn drafts_and_other_boards_are_left_alone(house) {
        let about = action(&house).await;
        let board = action_with_id(&house, about).await.unwrap().unwrap().record.body_id.unwrap();
        let draft = NewAction { draft: true, ..NewAction::new(board, "Not yet") };
        let draft = create_action(&house, &who(), draft).await.unwrap().record.id;
        let refused = record_check(&house, &who(), check(draft, Form::Short)).await;
        assert!(matches!(refused, Err(RecordCheckError::Draft)));
        let nothing = record_check(&house, &who(), check(board, Form::Short)).await;
        assert!(matches!(nothing, Err(RecordCheckError::Runner(RunnerError::NotFound { .. }))));

        let stranger = Who { actor: of_another_body(about), ..who() };
        let refused = record_check(&house, &stranger, check(about, Form::Short)).await;
        assert!(matches!(refused, Err(RecordCheckError::Runner(RunnerError::Forbidden { .. }))));
        let refused = set_check_due(&house, &stranger, SetDue { about_id: about, due: who().today }).await;
        assert!(matches!(refused, Err(RunnerError::Forbidden { .. })));
    }

    async fn the_same_day_again_writes_nothing(house) {
        let about = action(&house).await;
        let due = SetDue { about_id: about, due: who().today };
        set_check_due(&house, &who(), due).await.unwrap();
        let before = crate::thread::by_id(&house, about).await.unwrap();
        set_check_due(&house, &who(), due).await.unwrap();
        assert_eq!(crate::thread::by_id(&house, about).await.unwrap(), before);
    }
}
