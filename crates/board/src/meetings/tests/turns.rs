//! Meetings that are moved and cancelled, on both databases.

use super::*;

/// The same meeting on another day.
fn to(meeting: &Event, day: Date, because: &str) -> MoveMeeting {
    MoveMeeting {
        meeting_id: meeting.record.id,
        seen_revision: meeting.record.revision,
        to: Appointed {
            on: day,
            ..meeting.appointed()
        },
        because: because.to_owned(),
        late_reason: None,
    }
}

async fn shifted(
    house: &House,
    meeting: &Event,
    day: Date,
    because: &str,
) -> Result<Event, MoveMeetingError> {
    move_meeting(house, &who(), to(meeting, day, because)).await
}

fn cancelling(meeting: &Event, because: &str) -> CancelMeeting {
    CancelMeeting {
        meeting_id: meeting.record.id,
        seen_revision: meeting.record.revision,
        because: because.to_owned(),
    }
}

testkit::store_tests! {
    in crate;

    async fn a_meeting_is_moved_with_a_reason_and_its_address_follows(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 9, 22)).await;
        meet(&house, body_id, date(2022, 11, 10)).await;
        let moved = |day, because| shifted(&house, &meeting, day, because);
        assert!(matches!(moved(date(2022, 10, 6), " ").await, Err(MoveMeetingError::NoReason)));
        assert!(matches!(moved(date(2022, 9, 22), "x").await, Err(MoveMeetingError::NothingMoves)));
        assert!(matches!(moved(date(2022, 11, 10), "x").await, Err(MoveMeetingError::SameDay(_))));
        assert!(matches!(moved(date(2022, 1, 6), "x").await, Err(MoveMeetingError::Passed(_))));
        let public = Who { actor: Actor::public(), ..who() };
        let refused = move_meeting(&house, &public, to(&meeting, date(2022, 10, 6), "x")).await;
        assert!(matches!(refused, Err(MoveMeetingError::Runner(RunnerError::Forbidden { .. }))));

        let later = moved(date(2022, 10, 6), "The hall floods").await.unwrap();
        assert_eq!(later.record.slug.as_str(), "2022-10-06");
        assert_eq!(later.record.title, "Meeting of 6 October 2022");
        assert_eq!(again(&house, &meeting).await.on, date(2022, 10, 6), "the earlier address leads on");
        let known = holidays(&house, ENGLAND).await.unwrap();
        assert_eq!(notice_of(&later, &known).publish_by, date(2022, 9, 28));
        let turns = turns_of(&house, later.record.id).await.unwrap();
        assert_eq!((turns[0].was.on, turns[0].because.as_str()), (date(2022, 9, 22), "The hall floods"));
        assert!(matches!(moved(date(2022, 10, 7), "x").await, Err(MoveMeetingError::Runner(RunnerError::Conflict { .. }))));

        let back = move_meeting(&house, &who(), to(&later, date(2022, 9, 22), "It is dry again")).await.unwrap();
        assert_eq!(back.record.slug.as_str(), "2022-09-22", "an address that was its own is its own again");
    }

    async fn an_agenda_that_came_too_late_for_the_new_day_needs_the_chairs_reason(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 9, 22)).await;
        add(&house, &meeting, NewItem::new("Homes", ItemType::Report)).await.unwrap();
        let publishing = PublishAgenda { meeting_id: meeting.record.id, seen_revision: 1, late_reason: None };
        let on_the_13th = Who { today: date(2022, 9, 13), ..who() };
        publish_agenda(&house, &on_the_13th, publishing).await.unwrap();
        let meeting = again(&house, &meeting).await;
        let earlier = to(&meeting, date(2022, 9, 16), "The chair is away");
        let refused = move_meeting(&house, &on_the_13th, earlier.clone()).await;
        assert!(matches!(refused, Err(MoveMeetingError::ShortNotice { published, .. }) if published == date(2022, 9, 13)));
        let with_reason = MoveMeeting { late_reason: Some("It cannot wait".to_owned()), ..earlier };
        let sooner = move_meeting(&house, &on_the_13th, with_reason).await.unwrap();
        assert_eq!(sooner.late_reason.as_deref(), Some("It cannot wait"));
        assert_eq!(sooner.agenda_published, Some(date(2022, 9, 13)), "what is out stays out");
        let in_time = move_meeting(&house, &on_the_13th, to(&sooner, date(2022, 10, 6), "She is back")).await.unwrap();
        assert_eq!(in_time.late_reason, None);
    }

    async fn what_was_to_be_heard_at_a_cancelled_meeting_goes_to_the_next(house) {
        let (body_id, people) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 9, 22)).await;
        let next = meet(&house, body_id, date(2022, 11, 10)).await;
        add(&house, &next, NewItem::new("Welcome", ItemType::Procedure)).await.unwrap();
        add(&house, &meeting, NewItem::new("Apologies", ItemType::Procedure)).await.unwrap();
        let homes = add(&house, &meeting, NewItem::new("Homes", ItemType::Report)).await.unwrap();
        let none = cancel_meeting(&house, &who(), cancelling(&meeting, "")).await;
        assert!(matches!(none, Err(CancelMeetingError::NoReason)));
        let public = Who { actor: Actor::public(), ..who() };
        let refused = cancel_meeting(&house, &public, cancelling(&meeting, "x")).await;
        assert!(matches!(refused, Err(CancelMeetingError::Runner(RunnerError::Forbidden { .. }))));
        cancel_meeting(&house, &who(), cancelling(&meeting, "No quorum")).await.unwrap();

        let meeting = again(&house, &meeting).await;
        assert_eq!(meeting.record.state, CANCELLED);
        let carried = items_of(&house, next.record.id).await.unwrap();
        assert_eq!((carried[1].record.id, carried[1].number.as_str()), (homes.record.id, "2"));
        assert_eq!(items_of(&house, meeting.record.id).await.unwrap().len(), 1, "procedure stays behind");
        let turns = turns_of(&house, meeting.record.id).await.unwrap();
        assert_eq!((turns[0].carried_to, turns[0].carried_items), (Some(next.record.id), 1));
        let all = meetings(&house, body_id).await.unwrap();
        assert_eq!(next_meeting(&all, who().today).unwrap().on, date(2022, 11, 10));

        let twice = cancel_meeting(&house, &who(), cancelling(&meeting, "x")).await;
        assert!(matches!(twice, Err(CancelMeetingError::Cancelled(_))));
        let moved = move_meeting(&house, &who(), to(&meeting, date(2022, 10, 6), "x")).await;
        assert!(matches!(moved, Err(MoveMeetingError::Cancelled(_))));
        let minutes = paste(&house, &meeting, FAULTY).await;
        assert!(matches!(minutes, Err(PasteMinutesError::Cancelled(_))));
        let came = attend(&house, &meeting, vec![NewAttendance::member(people[0], Presence::Present)]).await;
        assert!(matches!(came, Err(RecordAttendanceError::Cancelled(_))));
        let late = add(&house, &meeting, NewItem::new("More", ItemType::Report)).await;
        assert!(matches!(late, Err(AddItemError::Cancelled(_))));
    }
}
