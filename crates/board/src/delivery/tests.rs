//! Reviews and stewards, on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use jiff::civil::date;
use testkit::FakeClocks;

use super::{
    ActionType, AddMilestone, AppointSteward, AreaJoin, ChangeMilestone, ConversationError,
    CourseDecision, CreateActionError, EndStewardship, JoinArea, Milestone, MilestoneError,
    MoveMilestone, NewAction, RecordConversation, RecordReview, RecordReviewError, RollUp, STOPPED,
    SettleOffer, StewardshipError, TakeOffMilestone, TakenUp, action, actions, add_milestone,
    appoint_steward, change_milestone, create_action, cross_cutting_areas, end_stewardship,
    finding_of_areas, join_area, milestones_in_words, milestones_of, move_milestone,
    neglected_first, parts_of, record_conversation, record_review, settle_offer, slipping,
    take_off_milestone,
};
use crate::events::Way;
use crate::frameworks::{load_reference_frameworks, tag};
use crate::places::{BodyType, CreateBody, CreatePerson, create_body, create_person};
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

/// A milestone of an action, set for a day of September 2022.
async fn milestone(house: &House, id: RecordId, day: i8) -> Result<Milestone, MilestoneError> {
    let seen_revision = action(house, id).await.unwrap().unwrap().record.revision;
    let input = AddMilestone {
        action_id: id,
        seen_revision,
        title: format!(" Seats by {day} September "),
        due: date(2022, 9, day),
        origin: Origin::Illustrative,
    };
    add_milestone(house, &who(), input).await
}

testkit::store_tests! {
    in crate;

    async fn an_action_slips_by_its_milestones_before_its_own_day(house) {
        let board = board(&house).await;
        let today = who().today;
        let new = NewAction { due: Some(date(2022, 9, 30)), ..NewAction::new(board, "A bus") };
        let id = create_action(&house, &who(), new).await.unwrap().record.id;
        for day in [20, 1] {
            milestone(&house, id, day).await.unwrap();
        }
        let last = milestone(&house, id, 30).await;
        assert!(last.is_ok(), "the day of the action itself is in time");
        let bus = action(&house, id).await.unwrap().unwrap();
        let held = milestones_of(&house, &[id]).await.unwrap().remove(&id).unwrap();
        let order: Vec<(i64, &str)> = held.iter().map(|one| (one.position, one.title.as_str())).collect();
        assert_eq!(order, [(2, "Seats by 1 September"), (1, "Seats by 20 September"), (3, "Seats by 30 September")]);
        assert_eq!(slipping(&bus, &held, today).map(|(one, late)| (one.position, late)), Some((2, 7)));
        assert_eq!(
            milestones_in_words(&bus, &held, today).as_deref(),
            Some("0 of 3 milestones reached, 1 is 7 days late")
        );

        let change = ChangeMilestone {
            action_id: id, seen_revision: bus.record.revision, position: 2,
            title: held[0].title.clone(), due: held[0].due, done: Some(date(2022, 9, 9)),
        };
        let early = change_milestone(&house, &who(), change.clone()).await;
        assert!(matches!(early, Err(MilestoneError::StillToCome(_))));
        let change = ChangeMilestone { done: Some(today), ..change };
        let done = change_milestone(&house, &who(), change.clone()).await.unwrap();
        assert_eq!(done.reached_late(), Some(7));
        let stale = change_milestone(&house, &who(), ChangeMilestone { done: None, ..change.clone() }).await;
        assert!(matches!(stale, Err(MilestoneError::Runner(RunnerError::Conflict { .. }))));
        change_milestone(&house, &who(), change).await.unwrap();
        let bus = action(&house, id).await.unwrap().unwrap();
        let held = milestones_of(&house, &[id]).await.unwrap().remove(&id).unwrap();
        assert_eq!(slipping(&bus, &held, today), None);
        assert!(held.iter().all(|one| one.origin == Origin::Illustrative));
    }

    async fn a_milestone_comes_off_with_a_reason_unless_it_was_reached(house) {
        let board = board(&house).await;
        let new = NewAction { due: Some(date(2022, 9, 30)), ..NewAction::new(board, "A bus") };
        let id = create_action(&house, &who(), new).await.unwrap().record.id;
        for day in [6, 20] {
            milestone(&house, id, day).await.unwrap();
        }
        let seen = async || action(&house, id).await.unwrap().unwrap().record.revision;
        let reached = ChangeMilestone {
            action_id: id, seen_revision: seen().await, position: 1, title: "Seats".to_owned(), due: date(2022, 9, 6),
            done: Some(date(2022, 9, 7)),
        };
        change_milestone(&house, &who(), reached).await.unwrap();
        let off = async |position, because: &str| {
            let because = because.to_owned();
            let input = TakeOffMilestone { action_id: id, seen_revision: seen().await, position, because };
            take_off_milestone(&house, &who(), input).await
        };
        assert!(matches!(off(2, " ").await, Err(MilestoneError::NoReason)));
        assert!(matches!(off(1, "No bus").await, Err(MilestoneError::Reached(_))));
        assert!(matches!(off(3, "No bus").await, Err(MilestoneError::Runner(RunnerError::NotFound { .. }))));
        off(2, "One day is enough").await.unwrap();
        let held = milestones_of(&house, &[id]).await.unwrap().remove(&id).unwrap();
        assert_eq!(held.iter().map(|one| one.position).collect::<Vec<_>>(), [1]);
        let log = crate::audit::newest(&house, Some(id), 1).await.unwrap();
        assert!(format!("{log:?}").contains("One day is enough"), "{log:?}");
    }

    async fn milestones_of_one_day_change_places_and_no_others(house) {
        let board = board(&house).await;
        let id = create_action(&house, &who(), NewAction::new(board, "A bus")).await.unwrap().record.id;
        for day in [20, 6, 20, 20] {
            milestone(&house, id, day).await.unwrap();
        }
        let seen = async || action(&house, id).await.unwrap().unwrap().record.revision;
        let held = async || {
            let all = milestones_of(&house, &[id]).await.unwrap().remove(&id).unwrap();
            all.iter().map(|one| (one.position, one.id)).collect::<Vec<_>>()
        };
        let go = async |position, way| {
            let input = MoveMilestone { action_id: id, seen_revision: seen().await, position, way };
            move_milestone(&house, &who(), input).await
        };
        let before = held().await;
        assert_eq!(before.iter().map(|one| one.0).collect::<Vec<_>>(), [2, 1, 3, 4]);
        for (position, way) in [(2, Way::Up), (2, Way::Down), (1, Way::Up), (4, Way::Down)] {
            let refused = go(position, way).await;
            assert!(matches!(refused, Err(MilestoneError::AloneOnItsDay(_))), "{position} {way}: {refused:?}");
        }
        assert!(matches!(go(9, Way::Up).await, Err(MilestoneError::Runner(RunnerError::NotFound { .. }))));
        assert_eq!(held().await, before, "what is refused changes nothing");
        go(4, Way::Up).await.unwrap();
        let ids: Vec<_> = before.iter().map(|one| one.1).collect();
        assert_eq!(held().await, [(2, ids[0]), (1, ids[1]), (3, ids[3]), (4, ids[2])]);
        go(3, Way::Down).await.unwrap();
        assert_eq!(held().await, before, "there and back");
        let stale = MoveMilestone { action_id: id, seen_revision: seen().await - 1, position: 3, way: Way::Up };
        let refused = move_milestone(&house, &who(), stale).await;
        assert!(matches!(refused, Err(MilestoneError::Runner(RunnerError::Conflict { .. }))), "{refused:?}");
    }

    async fn a_milestone_fits_its_action(house) {
        let board = board(&house).await;
        let new = NewAction { due: Some(date(2022, 9, 10)), ..NewAction::new(board, "A bus") };
        let id = create_action(&house, &who(), new).await.unwrap().record.id;
        let refused = milestone(&house, id, 11).await;
        assert!(matches!(refused, Err(MilestoneError::AfterAction(_))));
        let mute = AddMilestone {
            action_id: id, seen_revision: 1, title: " ".to_owned(), due: date(2022, 9, 9),
            origin: Origin::Entered,
        };
        let refused = add_milestone(&house, &who(), mute.clone()).await;
        assert!(matches!(refused, Err(MilestoneError::NoWords)));
        let stranger = Who { actor: Actor::public(), ..who() };
        let input = AddMilestone { title: "Seats".to_owned(), ..mute };
        let refused = add_milestone(&house, &stranger, input).await;
        assert!(matches!(refused, Err(MilestoneError::Runner(RunnerError::Forbidden { .. }))));
        let stop = review(board, id, CourseDecision::Stop);
        record_review(&house, &who(), stop).await.unwrap();
        let refused = milestone(&house, id, 9).await;
        assert!(matches!(refused, Err(MilestoneError::NotUnderWay(_))));
        assert!(milestones_of(&house, &[id]).await.unwrap().is_empty());
    }

    async fn a_programme_counts_the_parts_of_its_projects_too(house) {
        let ours = board(&house).await;
        let theirs = body(&house, "Canal Bank Health and Wellbeing Board", BodyType::Board).await;
        let today = who().today;
        let part = |board, title: &str, action_type, parent_id| NewAction {
            parent_id, action_type, ..NewAction::new(board, title)
        };
        let make = async |new| create_action(&house, &who(), new).await;
        let programme = make(part(ours, "Buses", ActionType::Programme, None)).await.unwrap().record.id;
        let project = make(part(ours, "A line", ActionType::Project, Some(programme))).await.unwrap().record.id;
        let late = NewAction {
            due: Some(today.yesterday().unwrap()), owner_words: Some("Head of streets".to_owned()),
            ..part(ours, "A stop", ActionType::Action, Some(project))
        };
        let stop = make(late).await.unwrap().record.id;
        for (board, sort, whole) in [
            (ours, ActionType::Programme, programme),
            (ours, ActionType::Project, project),
            (ours, ActionType::Action, stop),
            (theirs, ActionType::Action, programme),
            (ours, ActionType::Action, ours),
        ] {
            let refused = make(part(board, "Not a part", sort, Some(whole))).await;
            assert!(matches!(refused, Err(CreateActionError::NotAPart)), "{sort}");
        }
        let all = actions(&house, Some(ours)).await.unwrap();
        let parts = parts_of(&all, programme);
        let seen: Vec<(&str, usize)> =
            parts.iter().map(|part| (part.action.record.title.as_str(), part.depth)).collect();
        assert_eq!(seen, [("A line", 1), ("A stop", 2)]);
        let counted = RollUp::of(&parts, today);
        assert_eq!(counted, RollUp { all: 2, late: 1, no_date: 1, no_owner: 1, ..RollUp::default() });
        assert_eq!(counted.in_words().as_deref(), Some("2 parts: 1 is late, 1 has no date and 1 has no owner"));
        assert_eq!(RollUp::default().in_words(), None);
    }

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
            start: date(2020, 1, 1), position: None, origin: Origin::Entered,
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

    async fn what_is_held_by_somebody_made_up_is_made_up(house) {
        load_reference_frameworks(&house, &who()).await.unwrap();
        let board = board(&house).await;
        let invented = body(&house, "Canal Trust Hospital", BodyType::Trust).await;
        let person = CreatePerson {
            name: "Director of public health".to_owned(), slug: None, spoken_name: None, contact: None,
            public_contact: true, for_body: None, origin: Origin::Entered,
        };
        let person = create_person(&house, &who(), person).await.unwrap().record.id;
        let today = who().today;
        let areas = cross_cutting_areas(&house, &who().actor, today, board).await.unwrap();
        for (place, body_id, person_id, said, told) in [
            (0, None, Some(person), Origin::Entered, Origin::Entered),
            (1, None, Some(person), Origin::Illustrative, Origin::Illustrative),
            (2, Some(invented), None, Origin::Entered, Origin::Illustrative),
        ] {
            let appoint = AppointSteward {
                board_id: board, element_id: areas[place].element.record.id, body_id, person_id,
                start: today, position: None, origin: said,
            };
            assert_eq!(appoint_steward(&house, &who(), appoint).await.unwrap().origin, said);
            let areas = cross_cutting_areas(&house, &who().actor, today, board).await.unwrap();
            assert_eq!(areas[place].stewards[0].origin, told);
        }
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
            origin: Origin::Entered,
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

    async fn an_offer_alone_is_no_review_of_an_area(house) {
        load_reference_frameworks(&house, &who()).await.unwrap();
        let ours = board(&house).await;
        let theirs = body(&house, "Canal Bank Health and Wellbeing Board", BodyType::Board).await;
        let partner = body(&house, "Canal Trust Hospital", BodyType::Trust).await;
        let today = who().today;
        let area = async |of: RecordId| cross_cutting_areas(&house, &Actor::public(), today, of).await.unwrap().remove(5);
        let offered = RecordConversation {
            board_id: ours, element_id: area(ours).await.element.record.id, with_body_id: Some(partner),
            on: date(2022, 8, 1), offer: " An analyst for a day a week ".to_owned(), taken_up: TakenUp::NotKnown,
            follow_up: None, origin: Origin::Entered,
        };
        let mute = RecordConversation { offer: " ".to_owned(), ..offered.clone() };
        let refused = record_conversation(&house, &who(), mute).await;
        assert!(matches!(refused, Err(ConversationError::NoOffer)));
        let early = RecordConversation { on: today.tomorrow().unwrap(), ..offered.clone() };
        let refused = record_conversation(&house, &who(), early).await;
        assert!(matches!(refused, Err(ConversationError::StillToCome(_))));
        let wrong = RecordConversation { follow_up: Some(partner), ..offered.clone() };
        let refused = record_conversation(&house, &who(), wrong).await;
        assert!(matches!(refused, Err(ConversationError::NotFitting)));
        let stranger = Who { actor: Actor::public(), ..who() };
        let refused = record_conversation(&house, &stranger, offered.clone()).await;
        assert!(matches!(refused, Err(ConversationError::Runner(RunnerError::Forbidden { .. }))));

        let action = create_action(&house, &who(), NewAction::new(ours, "A bus")).await.unwrap().record;
        let offered = RecordConversation { follow_up: Some(action.id), ..offered };
        let talk = record_conversation(&house, &who(), offered).await.unwrap();
        let seen = area(ours).await;
        let one = &seen.conversations[0];
        assert_eq!((one.offer.as_str(), one.with.as_slice()), ("An analyst for a day a week", ["Canal Trust Hospital".to_owned()].as_slice()));
        assert_eq!(one.origin, Origin::Illustrative, "the partner is made up");
        assert_eq!((seen.last_reviewed(), seen.is_neglected()), (None, true));
        assert!(area(theirs).await.conversations.is_empty());

        let settle = SettleOffer {
            board_id: ours, conversation_id: talk.id, seen_revision: talk.revision, taken_up: TakenUp::Yes,
        };
        let elsewhere = settle_offer(&house, &who(), SettleOffer { board_id: theirs, ..settle }).await;
        assert!(matches!(elsewhere, Err(ConversationError::Runner(RunnerError::NotFound { .. }))));
        settle_offer(&house, &who(), settle).await.unwrap();
        let stale = settle_offer(&house, &who(), settle).await;
        assert!(matches!(stale, Err(ConversationError::Runner(RunnerError::Conflict { .. }))));
        let seen = area(ours).await;
        assert_eq!(seen.last_reviewed(), Some(date(2022, 8, 1)));
        assert_eq!(seen.conversations[0].follow_ups, [action]);
        assert!(seen.actions.is_empty(), "a follow-up is not thereby work of the area");
    }

    async fn a_taken_up_offer_settles_a_review_that_was_due(house) {
        load_reference_frameworks(&house, &who()).await.unwrap();
        let board = board(&house).await;
        let today = who().today;
        let area = async || cross_cutting_areas(&house, &who().actor, today, board).await.unwrap().remove(0);
        let element_id = area().await.element.record.id;
        let due = date(2022, 8, 19);
        let looked = RecordReview {
            reviewed_on: date(2022, 6, 9), next_review: Some(due),
            ..review(board, element_id, CourseDecision::Continue)
        };
        record_review(&house, &who(), looked).await.unwrap();
        for (on, late) in [(date(2022, 8, 18), Some(20)), (due, None)] {
            let talk = RecordConversation {
                board_id: board, element_id, with_body_id: None, on, offer: "A room".to_owned(),
                taken_up: TakenUp::Yes, follow_up: None, origin: Origin::Entered,
            };
            record_conversation(&house, &who(), talk).await.unwrap();
            assert_eq!(area().await.days_late(today), late);
            assert_eq!(area().await.last_reviewed(), Some(on));
        }
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
