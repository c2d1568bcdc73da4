//! The story of records on both databases: steps, silences, what is missing, and the strip.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use jiff::civil::date;
use testkit::FakeClocks;

use super::{Stage, Story, Strip, StripState};
use crate::asks::{self, AskAct, AskEventKind, NewAsk, NewRound, RoundPurpose};
use crate::delivery::{NewAction, create_action};
use crate::joins::{ADDRESSES, DELIVERS, EXPRESSES};
use crate::places::{BodyType, CreateBody, create_body};
use crate::runner::{House, Permission, Who};
use crate::strategy::PRIORITY;
use crate::thread::{self, NewRecord};
use crate::vocabulary::{Actor, Kind, Origin, RecordId, Role, Visibility};

const ANYTHING: Permission = Permission::of("test a story", &[Role::Officer]);

fn on(today: jiff::civil::Date) -> Who {
    Who {
        actor: Actor::command_line(),
        today,
        now: FakeClocks::default().now,
    }
}

fn who() -> Who {
    on(FakeClocks::default().today)
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

struct Thread {
    board: RecordId,
    need: RecordId,
    priority: RecordId,
    action: RecordId,
}

/// A need, a priority that answers it and an action that delivers it; nothing else.
async fn thread_of_three(house: &House) -> Thread {
    let board = body(house, "Hackney Health and Wellbeing Board", BodyType::Board).await;
    let action = create_action(
        house,
        &on(date(2022, 5, 19)),
        NewAction::new(board, "Stop smoking help on estates"),
    )
    .await
    .unwrap()
    .record
    .id;
    let mut act = house
        .begin(&on(date(2022, 3, 14)), &ANYTHING, Some(board))
        .await
        .unwrap();
    let mut make = async |kind: Kind, title: &str, state: &'static str| {
        act.create(NewRecord::new(kind, Some(board), title, state))
            .await
            .unwrap()
            .id
    };
    let need = make(
        crate::needs::NEED,
        "Smoking is highest where money is tightest",
        "published",
    )
    .await;
    let priority = make(PRIORITY, "A smoke-free borough", "adopted").await;
    act.link(priority, ADDRESSES, need, None).await.unwrap();
    act.link(
        action,
        DELIVERS,
        priority,
        Some("The halls are on the estates.".to_owned()),
    )
    .await
    .unwrap();
    act.commit().await.unwrap();
    Thread {
        board,
        need,
        priority,
        action,
    }
}

/// Asks a body about a record in a round that opened on 1 July, and reminds it twice.
async fn asked(house: &House, thread: &Thread, name: &str) -> (asks::Round, asks::Ask) {
    let partner = body(house, name, BodyType::Partner).await;
    let mut act = house
        .begin(&on(date(2022, 7, 1)), &ANYTHING, Some(thread.board))
        .await
        .unwrap();
    let new = NewRound {
        body_id: thread.board,
        title: "Summer 2022".to_owned(),
        slug: None,
        purpose: RoundPurpose::Returns,
        opens: date(2022, 7, 1),
        closes: date(2022, 8, 31),
        origin: Origin::Illustrative,
    };
    let round = asks::open_round(&mut act, new).await.unwrap();
    let ask = NewAsk {
        round_id: Some(round.record.id),
        about_id: thread.action,
        act: AskAct::Answer,
        to_body: Some(partner),
        to_person: None,
        to_role: None,
        due: date(2022, 8, 31),
        step: 0,
    };
    let ask = asks::ask(&mut act, ask).await.unwrap();
    for kind in [
        AskEventKind::Sent,
        AskEventKind::Reminded,
        AskEventKind::Reminded,
    ] {
        asks::record_event(&mut act, &ask, kind, None)
            .await
            .unwrap();
    }
    act.commit().await.unwrap();
    (round, ask)
}

async fn story(house: &House, actor: &Actor, id: RecordId) -> Story {
    Story::of(house, actor, who().today, id)
        .await
        .unwrap()
        .unwrap()
}

fn states(strip: &Strip) -> Vec<&'static str> {
    strip.steps.iter().map(|step| step.state.as_str()).collect()
}

testkit::store_tests! {
    in crate;

    async fn an_action_is_told_with_why_so_what_and_who_did_not_answer(house) {
        let thread = thread_of_three(&house).await;
        let (round, _) = asked(&house, &thread, "Canal Trust Hospital").await;
        let told = story(&house, &Actor::public(), thread.action).await;
        assert_eq!(told.finding(), "We can say why this action exists, but not yet whether it helps");
        assert_eq!(told.up.len(), 1);
        assert_eq!(told.up[0].how(), "Delivers: a priority");
        assert_eq!(
            told.up[0].sentence(),
            "Adopted since 14 March 2022. Joined on 14 March 2022: The halls are on the estates."
        );
        assert_eq!(told.asked[0].finding(), "Canal Trust Hospital is 8 days late");
        assert_eq!(told.asked[0].sentence(), "Asked on 1 July 2022, reminded twice, due on 31 August 2022.");
        let messages: Vec<_> = told.missing.iter().map(|one| one.broken.rule.message.as_str()).collect();
        assert!(messages.contains(&"Nobody owns it"), "{messages:?}");
        assert_eq!(told.gaps(), messages.len() + 1);
        let oldest = told.missing.iter().find(|one| one.broken.rule.expects == "due date").unwrap();
        assert_eq!(
            oldest.sentence(),
            "An open action. No date by which it is to be done. The board officer could mend it."
        );
        assert_eq!(oldest.how_long(), ("112 days".to_owned(), "since 19 May".to_owned()));

        let mut act = house.begin(&who(), &ANYTHING, Some(thread.board)).await.unwrap();
        asks::close_round(&mut act, &round, "0".repeat(64)).await.unwrap();
        act.commit().await.unwrap();
        let told = story(&house, &Actor::public(), thread.action).await;
        assert_eq!(told.asked[0].finding(), "Canal Trust Hospital did not answer");
        assert_eq!(told.asked[0].status(), "Did not answer");
    }

    async fn an_answer_is_for_the_board_until_its_round_is_closed(house) {
        let thread = thread_of_three(&house).await;
        let (round, ask) = asked(&house, &thread, "Eastside Housing").await;
        let mut act = house.begin(&on(date(2022, 7, 14)), &ANYTHING, Some(thread.board)).await.unwrap();
        asks::reply(&mut act, &ask, "answered", Some("Both halls are open.".to_owned()), None).await.unwrap();
        act.commit().await.unwrap();
        let public = story(&house, &Actor::public(), thread.action).await;
        assert_eq!(public.asked[0].finding(), "Eastside Housing answered on 14 July 2022");
        assert!(!public.asked[0].sentence().contains("halls"));
        let officer = story(&house, &Actor::command_line(), thread.action).await;
        assert!(officer.asked[0].sentence().starts_with("“Both halls are open.”"));
        let mut act = house.begin(&who(), &ANYTHING, Some(thread.board)).await.unwrap();
        asks::close_round(&mut act, &round, "0".repeat(64)).await.unwrap();
        act.commit().await.unwrap();
        let public = story(&house, &Actor::public(), thread.action).await;
        assert!(public.asked[0].sentence().starts_with("“Both halls are open.”"));
    }

    async fn the_strip_is_the_same_thread_from_every_stage(house) {
        let thread = thread_of_three(&house).await;
        for (id, here) in [(thread.need, Stage::Need), (thread.priority, Stage::Priority), (thread.action, Stage::Action)] {
            let strip = story(&house, &Actor::public(), id).await.strip.unwrap();
            let stages: Vec<Stage> = strip.steps.iter().map(|step| step.stage).collect();
            assert_eq!(stages, Stage::ALL);
            for step in &strip.steps[..3] {
                let expected = if step.stage == here { StripState::Here } else { StripState::Done };
                assert_eq!(step.state, expected, "{step:?} from {here}");
            }
            assert_eq!(&states(&strip)[3..], ["broken", "ahead", "ahead"], "from {here}");
            assert!(strip.steps[3].note.contains("outcome"), "{}", strip.steps[3].note);
        }
    }

    async fn a_silent_partner_breaks_the_strip_at_the_return(house) {
        let thread = thread_of_three(&house).await;
        asked(&house, &thread, "Canal Trust Hospital").await;
        let strip = story(&house, &Actor::public(), thread.action).await.strip.unwrap();
        let step = &strip.steps[4];
        assert_eq!((step.state, step.title.as_str()), (StripState::Broken, "Not recorded"));
        assert_eq!(step.note, "Canal Trust Hospital is 8 days late");
    }

    async fn a_record_beside_the_thread_gets_the_strip_of_what_it_is_joined_to(house) {
        let thread = thread_of_three(&house).await;
        let mut act = house.begin(&who(), &ANYTHING, Some(thread.board)).await.unwrap();
        let paragraph = NewRecord::new(crate::texts::PARAGRAPH, Some(thread.board), "Help on the doorstep", "current");
        let paragraph = act.create(paragraph).await.unwrap().id;
        act.link(paragraph, EXPRESSES, thread.priority, None).await.unwrap();
        act.commit().await.unwrap();
        let strip = story(&house, &Actor::public(), paragraph).await.strip.unwrap();
        assert_eq!(states(&strip), ["done", "done", "done", "broken", "ahead", "ahead"]);
        assert!(story(&house, &Actor::public(), thread.board).await.strip.is_none());
    }

    async fn what_one_may_not_see_is_told_to_nobody_and_drawn_nowhere(house) {
        let thread = thread_of_three(&house).await;
        let record = thread::by_id(&house, thread.priority).await.unwrap().unwrap();
        let mut act = house.begin(&who(), &ANYTHING, Some(thread.board)).await.unwrap();
        let hide = crate::runner::Change { visibility: Some(Visibility::Restricted), ..Default::default() };
        act.change(record.id, record.revision, hide).await.unwrap();
        act.commit().await.unwrap();
        let told = story(&house, &Actor::public(), thread.action).await;
        assert_eq!(told.up, []);
        assert_eq!(states(&told.strip.unwrap())[..2], ["ahead", "ahead"]);
        assert!(Story::of(&house, &Actor::public(), who().today, thread.priority).await.unwrap().is_none());
        let need = story(&house, &Actor::public(), thread.need).await;
        assert!(!format!("{:?}", need.strip).contains("smoke-free"));
    }
}
