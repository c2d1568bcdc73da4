//! Reviews and stewards, on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use jiff::civil::date;
use testkit::FakeClocks;

use super::{
    AppointSteward, AreaJoin, CourseDecision, EndStewardship, JoinArea, NewAction, RecordReview,
    RecordReviewError, STOPPED, StewardshipError, appoint_steward, create_action,
    cross_cutting_areas, end_stewardship, finding_of_areas, join_area, neglected_first,
    record_review,
};
use crate::frameworks::{load_reference_frameworks, tag};
use crate::places::{BodyType, CreateBody, create_body};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{Actor, Origin, RecordId};

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

async fn body(house: &House, name: &str, body_type: BodyType) -> RecordId {
    let input = CreateBody {
        name: name.to_owned(),
        public_name: None,
        slug: None,
        body_type,
        area_id: None,
        responsibility: None,
        quorum: None,
        valid_from: None,
        valid_to: None,
        origin: Origin::Illustrative,
    };
    create_body(house, &who(), input).await.unwrap().record.id
}

async fn board(house: &House) -> RecordId {
    body(
        house,
        "Marsh Lane Health and Wellbeing Board",
        BodyType::Board,
    )
    .await
}

fn review(board: RecordId, about: RecordId, decision: CourseDecision) -> RecordReview {
    RecordReview {
        body_id: board,
        about_id: about,
        decision,
        reason: "Nobody came".to_owned(),
        reviewed_on: who().today,
        next_review: None,
        origin: Origin::Illustrative,
    }
}

testkit::store_tests! {
    in crate;

    async fn stopping_needs_a_reason_and_says_so_for_good(house) {
        let board = board(&house).await;
        let action = create_action(&house, &who(), NewAction::new(board, "A bus")).await.unwrap();
        let mut wanted = review(board, action.record.id, CourseDecision::Stop);
        wanted.reason = " ".to_owned();
        let refused = record_review(&house, &who(), wanted).await;
        assert!(matches!(refused, Err(RecordReviewError::NoReason)));
        let wanted = review(board, action.record.id, CourseDecision::Stop);
        record_review(&house, &who(), wanted.clone()).await.unwrap();
        let stopped = crate::delivery::action(&house, action.record.id).await.unwrap().unwrap();
        assert_eq!(stopped.record.state, STOPPED);
        let again = record_review(&house, &who(), wanted).await;
        assert!(matches!(again, Err(RecordReviewError::NotToStop)));
    }

    async fn an_area_says_who_leads_it_and_when_anybody_looked(house) {
        load_reference_frameworks(&house, &who()).await.unwrap();
        let board = board(&house).await;
        let other = body(&house, "Canal Trust Hospital", BodyType::Trust).await;
        let today = who().today;
        let areas = cross_cutting_areas(&house, &who().actor, today, board).await.unwrap();
        assert_eq!(areas.len(), 10);
        assert!(areas.iter().all(|area| area.stewards.is_empty() && area.last_reviewed().is_none()));
        let element = areas[8].element.record.id;

        let appoint = AppointSteward {
            board_id: board, element_id: element, body_id: Some(other), person_id: None,
            start: date(2020, 1, 1), position: None,
        };
        let held = appoint_steward(&house, &who(), appoint.clone()).await.unwrap();
        let again = appoint_steward(&house, &who(), appoint).await;
        assert!(matches!(again, Err(StewardshipError::Already)));
        record_review(&house, &who(), review(board, element, CourseDecision::Continue)).await.unwrap();
        let action = create_action(&house, &who(), NewAction::new(board, "A bus")).await.unwrap();
        let mut act = house.begin(&who(), &crate::delivery::policy::JOIN_ACTION, Some(board)).await.unwrap();
        tag(&mut act, action.record.id, element, None).await.unwrap();
        act.commit().await.unwrap();

        let areas = cross_cutting_areas(&house, &who().actor, today, board).await.unwrap();
        assert_eq!(areas[8].stewards.iter().map(|one| one.stewardship.id).collect::<Vec<_>>(), [held.id]);
        assert_eq!(areas[8].last_reviewed(), Some(today));
        assert_eq!(areas[8].actions, [action.record]);

        let end = EndStewardship { board_id: board, id: held.id, end: today };
        end_stewardship(&house, &who(), end).await.unwrap();
        let areas = cross_cutting_areas(&house, &who().actor, today, board).await.unwrap();
        assert!(areas[8].stewards.is_empty());
        assert_eq!(areas[8].lead_in_words(), "Nobody leads it since Canal Trust Hospital left");
        assert_eq!(finding_of_areas(&areas), "Of 10 areas, 9 were never reviewed and 10 have nobody leading them");
        assert_eq!(neglected_first(areas)[9].element.position, 10);
    }

    async fn a_board_speaks_only_for_itself(house) {
        load_reference_frameworks(&house, &who()).await.unwrap();
        let ours = board(&house).await;
        let theirs = body(&house, "Canal Bank Health and Wellbeing Board", BodyType::Board).await;
        let today = who().today;
        let areas = cross_cutting_areas(&house, &who().actor, today, ours).await.unwrap();
        let element = areas[0].element.record.id;
        let appoint = AppointSteward {
            board_id: ours, element_id: element, body_id: Some(ours), person_id: None,
            start: date(2020, 1, 1), position: Some(" lead ".to_owned()),
        };
        let held = appoint_steward(&house, &who(), appoint.clone()).await.unwrap();
        assert_eq!(held.position.as_deref(), Some("lead"));
        record_review(&house, &who(), review(ours, element, CourseDecision::ChangeCourse)).await.unwrap();
        let seen = cross_cutting_areas(&house, &who().actor, today, theirs).await.unwrap();
        assert!(!seen[0].is_led() && seen[0].reviews.is_empty());

        let end = EndStewardship { board_id: theirs, id: held.id, end: today };
        let refused = end_stewardship(&house, &who(), end).await;
        assert!(matches!(refused, Err(StewardshipError::NotInPlace)));
        let action = create_action(&house, &who(), NewAction::new(ours, "A bus")).await.unwrap();
        let refused = record_review(&house, &who(), review(theirs, action.record.id, CourseDecision::Stop)).await;
        assert!(matches!(refused, Err(RecordReviewError::Runner(RunnerError::NotFound { .. }))));
        let wrong = AppointSteward { element_id: ours, ..appoint };
        let refused = appoint_steward(&house, &who(), wrong).await;
        assert!(matches!(refused, Err(StewardshipError::NotFitting)));
        let stranger = Who { actor: Actor::public(), ..who() };
        let refused = record_review(&house, &stranger, review(ours, element, CourseDecision::Continue)).await;
        assert!(matches!(refused, Err(RecordReviewError::Runner(RunnerError::Forbidden { .. }))));
    }

    async fn an_area_is_late_from_the_day_after_its_next_review(house) {
        load_reference_frameworks(&house, &who()).await.unwrap();
        let board = board(&house).await;
        let today = who().today;
        let areas = cross_cutting_areas(&house, &who().actor, today, board).await.unwrap();
        let element = areas[0].element.record.id;
        let next = today.yesterday().unwrap();
        let wanted = RecordReview {
            reviewed_on: next.yesterday().unwrap(), next_review: Some(next),
            ..review(board, element, CourseDecision::Continue)
        };
        record_review(&house, &who(), wanted.clone()).await.unwrap();
        let areas = cross_cutting_areas(&house, &who().actor, today, board).await.unwrap();
        assert_eq!((areas[0].days_late(today), areas[0].days_late(next)), (Some(1), None));
        let stopped = RecordReview { decision: CourseDecision::Stop, ..wanted };
        let refused = record_review(&house, &who(), stopped.clone()).await;
        assert!(matches!(refused, Err(RecordReviewError::NextAfterStop)));
        let stopped = RecordReview { next_review: None, reviewed_on: today, ..stopped };
        record_review(&house, &who(), stopped).await.unwrap();
        let areas = cross_cutting_areas(&house, &who().actor, today, board).await.unwrap();
        assert_eq!(areas[0].days_late(today), None);
    }

    async fn an_action_carries_an_area_or_also_does_its_work(house) {
        load_reference_frameworks(&house, &who()).await.unwrap();
        let board = board(&house).await;
        let theirs = body(&house, "Canal Bank Health and Wellbeing Board", BodyType::Board).await;
        let action = create_action(&house, &who(), NewAction::new(board, "A bus")).await.unwrap().record;
        let today = who().today;
        let areas = cross_cutting_areas(&house, &who().actor, today, board).await.unwrap();
        let mut input = JoinArea {
            board_id: board, action_id: action.id, element_id: areas[0].element.record.id,
            how: AreaJoin::Carries,
        };
        join_area(&house, &who(), input).await.unwrap();
        input.how = AreaJoin::Overlaps;
        for _ in 0..2 {
            join_area(&house, &who(), input).await.unwrap();
        }
        let areas = cross_cutting_areas(&house, &Actor::public(), today, board).await.unwrap();
        assert_eq!(areas[0].actions.len(), 1);
        assert_eq!(areas[0].overlaps.len(), 1);
        let elsewhere = JoinArea { board_id: theirs, ..input };
        let refused = join_area(&house, &who(), elsewhere).await;
        assert!(matches!(refused, Err(RunnerError::NotFound { .. })));
    }
}
