//! Meetings on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod turns;

use jiff::civil::{Date, date, time};
use testkit::FakeClocks;

use super::*;
use crate::calendar::{ENGLAND, Reading, holidays, load_reference_holidays};
use crate::delivery::{self, OPEN};
use crate::events::{
    Appointed, CANCELLED, CHANGED, CURRENT, Event, Exemption, HELD, Item, ItemType, Mode,
    NewAttendance, NewItem, PLANNED, Presence, TAKEN_OFF, Way, items_of, turns_of,
};
use crate::places::{
    Appointment, BodyType, CreateBody, CreatePerson, CreateSeat, QuorumRule, Standing, appoint,
    create_body, create_person, create_seat,
};
use crate::runner::{House, RunnerError, Who};
use crate::thread;
use crate::vocabulary::{Actor, Origin, RecordId, Visibility};

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

/// A board of three voting members of whom two are needed, with the people who hold the seats.
async fn board(house: &House) -> (RecordId, Vec<RecordId>) {
    let who = who();
    load_reference_holidays(house, &who).await.unwrap();
    let new = CreateBody {
        name: "Hackney Health and Wellbeing Board".to_owned(),
        public_name: None,
        slug: Some("hackney".parse().unwrap()),
        body_type: BodyType::Board,
        area_id: None,
        responsibility: None,
        quorum: Some(QuorumRule {
            one_in: None,
            at_least: 2,
        }),
        valid_from: None,
        valid_to: None,
        origin: Origin::Entered,
    };
    let body_id = create_body(house, &who, new).await.unwrap().record.id;
    let mut people = Vec::new();
    for office in ["Chair", "Deputy", "Director of public health"] {
        let new = CreatePerson {
            name: office.to_owned(),
            slug: None,
            spoken_name: None,
            contact: None,
            public_contact: false,
            for_body: None,
            origin: Origin::Entered,
        };
        let person = create_person(house, &who, new).await.unwrap().record.id;
        let seat = CreateSeat {
            of_body_id: body_id,
            role: office.to_owned(),
            statutory_role: None,
            standing: Standing::Additional,
            votes: true,
            portfolio: None,
            origin: Origin::Entered,
        };
        let seat = create_seat(house, &who, seat).await.unwrap();
        let appointment = Appointment {
            seat_id: seat.record.id,
            person_id: Some(person),
            holder_body_id: None,
            for_body_id: None,
            start: date(2020, 1, 1),
            end: None,
            substitute_for: None,
        };
        appoint(house, &who, appointment).await.unwrap();
        people.push(person);
    }
    (body_id, people)
}

fn on(body_id: RecordId, on: Date) -> CreateMeeting {
    CreateMeeting {
        body_id,
        on,
        starts: Some(time(16, 0, 0, 0)),
        ends: Some(time(18, 0, 0, 0)),
        place: Some("Town hall".to_owned()),
        mode: Mode::Both,
        in_public: true,
        reading: Reading::WorkingDays,
        origin: Origin::Entered,
    }
}

async fn meet(house: &House, body_id: RecordId, day: Date) -> Event {
    create_meeting(house, &who(), on(body_id, day))
        .await
        .unwrap()
}

async fn add(house: &House, meeting: &Event, item: NewItem) -> Result<Item, AddItemError> {
    let input = AddItem {
        meeting_id: meeting.record.id,
        item,
    };
    add_item(house, &who(), input).await
}

async fn attend(
    house: &House,
    meeting: &Event,
    list: Vec<NewAttendance>,
) -> Result<(), RecordAttendanceError> {
    let input = RecordAttendance {
        meeting_id: meeting.record.id,
        list,
    };
    record_attendance(house, &who(), input).await
}

async fn again(house: &House, meeting: &Event) -> Event {
    let body = meeting.record.body_id.unwrap();
    super::meeting(house, body, &meeting.record.slug)
        .await
        .unwrap()
        .unwrap()
}

async fn paste(house: &House, meeting: &Event, words: &str) -> Result<Minutes, PasteMinutesError> {
    let input = PasteMinutes {
        meeting_id: meeting.record.id,
        words: words.to_owned(),
        file_name: None,
        origin: Origin::Entered,
    };
    paste_minutes(house, &who(), input).await
}

/// An action with its owner alone, two paragraphs 12.1, and a question that nobody answers.
const FAULTY: &str = "12.1 The officer introduced the report.\n\n\
    12.1 A member asked what was known about inequalities.\n\n\
    12.2 Options would be drawn up and a way forward chosen.\n\n\
    Action: The Head of Performance\n\n\
    12.3 The strategist thanked everyone.\n";

async fn complete(house: &House, meeting: &Event, due: Date) {
    let minutes = minutes_of(house, meeting).await.unwrap().unwrap();
    for minuted in &minutes.actions {
        let input = MendAction {
            meeting_id: meeting.record.id,
            minuted_id: minuted.id,
            seen_revision: minuted.action.record.revision,
            owner: minuted.action.owner_words.clone(),
            words: Some("Draw up options".to_owned()),
            due: Some(due),
        };
        mend_action(house, &who(), input).await.unwrap();
    }
    for finding in minutes.findings.iter().filter(|finding| finding.stops()) {
        let version = minutes_of(house, meeting)
            .await
            .unwrap()
            .unwrap()
            .version
            .number;
        settle(
            house,
            meeting,
            finding,
            version,
            Mend::Renumber("12.1A".to_owned()),
        )
        .await
        .unwrap();
    }
}

async fn settle(
    house: &House,
    meeting: &Event,
    finding: &Finding,
    seen_version: i64,
    mend: Mend,
) -> Result<(), SettleFindingError> {
    let input = SettleFinding {
        meeting_id: meeting.record.id,
        finding_id: finding.id,
        seen_version,
        mend,
    };
    settle_finding(house, &who(), input).await
}

async fn publish(house: &House, meeting: &Event) -> Result<(), PublishMinutesError> {
    let seen_version = minutes_of(house, meeting)
        .await
        .unwrap()
        .unwrap()
        .version
        .number;
    let input = PublishMinutes {
        meeting_id: meeting.record.id,
        seen_version,
    };
    publish_minutes(house, &who(), input).await
}

testkit::store_tests! {
    in crate;

    async fn a_meeting_has_its_day_in_its_address_and_a_lawful_publication_date(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 9, 22)).await;
        assert_eq!(meeting.record.slug.as_str(), "2022-09-22");
        assert_eq!(meeting.record.title, "Meeting of 22 September 2022");
        let known = holidays(&house, ENGLAND).await.unwrap();
        assert_eq!(notice_of(&meeting, &known).publish_by, date(2022, 9, 13));
        let twice = create_meeting(&house, &who(), on(body_id, date(2022, 9, 22))).await;
        assert!(matches!(twice, Err(CreateMeetingError::SameDay(_))));
        let mut backwards = on(body_id, date(2022, 10, 22));
        backwards.ends = Some(time(9, 0, 0, 0));
        let backwards = create_meeting(&house, &who(), backwards).await;
        assert!(matches!(backwards, Err(CreateMeetingError::Times)));
        assert_eq!(again(&house, &meeting).await, meeting);
    }

    async fn only_officers_change_meetings(house) {
        let (body_id, _) = board(&house).await;
        let public = Who { actor: Actor::public(), ..who() };
        let refused = create_meeting(&house, &public, on(body_id, date(2022, 9, 22))).await;
        assert!(matches!(refused, Err(CreateMeetingError::Runner(RunnerError::Forbidden { .. }))));
    }

    async fn an_agenda_is_shown_when_it_is_published_and_late_ones_say_why(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 9, 22)).await;
        let late = |reason: Option<&str>| PublishAgenda {
            meeting_id: meeting.record.id,
            seen_revision: 1,
            late_reason: reason.map(str::to_owned),
        };
        let in_time = who();
        let empty = publish_agenda(&house, &in_time, late(None)).await;
        assert!(matches!(empty, Err(PublishAgendaError::NoItems)));
        let item = add(&house, &meeting, NewItem::new("Welcome", ItemType::Procedure)).await.unwrap();
        assert_eq!((item.number.as_str(), item.record.visibility), ("1", Visibility::Restricted));

        let tardy = Who { today: date(2022, 9, 14), ..who() };
        let refused = publish_agenda(&house, &tardy, late(Some("  "))).await;
        assert!(matches!(refused, Err(PublishAgendaError::LateWithoutReason { publish_by })
            if publish_by == date(2022, 9, 13)));
        publish_agenda(&house, &in_time, late(None)).await.unwrap();
        assert_eq!(items_of(&house, meeting.record.id).await.unwrap()[0].record.visibility, Visibility::Public);
        assert_eq!(again(&house, &meeting).await.agenda_published, Some(in_time.today));

        let afterwards = add(&house, &meeting, NewItem::new("Supplement", ItemType::Report)).await;
        assert!(matches!(afterwards, Err(AddItemError::NoUrgency)));
        let mut urgent = NewItem::new("Supplement", ItemType::Report);
        urgent.urgent_reason = Some("The figures came out on Friday".to_owned());
        let urgent = add(&house, &meeting, urgent).await.unwrap();
        assert_eq!((urgent.number.as_str(), urgent.record.visibility), ("2", Visibility::Public));
    }

    async fn an_exempt_item_names_its_ground_and_why(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 9, 22)).await;
        let exempt = |paragraph, reason: &str| {
            let mut item = NewItem::new("Contract", ItemType::Report);
            item.exempt = Some(Exemption { paragraph, reason: reason.to_owned() });
            item
        };
        assert!(matches!(add(&house, &meeting, exempt(8, "x")).await, Err(AddItemError::Exemption(ExemptionError::NoSuchParagraph(8)))));
        assert!(matches!(add(&house, &meeting, exempt(3, " ")).await, Err(AddItemError::Exemption(ExemptionError::NoPublicInterest))));
        add(&house, &meeting, exempt(3, "Prices are being negotiated")).await.unwrap();
        assert!(matches!(add(&house, &meeting, NewItem::new(" ", ItemType::Report)).await, Err(AddItemError::NoTitle)));
    }

    async fn an_exemption_is_changed_until_the_agenda_is_published(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 9, 22)).await;
        let item = add(&house, &meeting, NewItem::new("Contract", ItemType::Report)).await.unwrap();
        let exempt = |paragraph, reason: &str| Some(Exemption { paragraph, reason: reason.to_owned() });
        let change = async |seen_revision, title: &str, exempt| {
            let input = ChangeItem {
                item_id: item.record.id, seen_revision, title: title.to_owned(), item_type: ItemType::Report,
                presenter: None, minutes: None, exempt,
            };
            change_item(&house, &who(), input).await
        };
        let nowhere = change(1, "Contract", exempt(8, "x")).await;
        assert!(matches!(nowhere, Err(ChangeItemError::Exemption(ExemptionError::NoSuchParagraph(8)))));
        let private = change(1, "Contract", exempt(3, "Prices are being negotiated")).await.unwrap();
        assert_eq!(private.exempt, exempt(3, "Prices are being negotiated"));
        assert_eq!(private.record.state, CURRENT, "nobody had seen it before");
        let overtaken = change(1, "Contract", None).await;
        assert!(matches!(overtaken, Err(ChangeItemError::Runner(RunnerError::Conflict { .. }))));

        let publish = PublishAgenda { meeting_id: meeting.record.id, seen_revision: 1, late_reason: None };
        publish_agenda(&house, &who(), publish).await.unwrap();
        let items = items_of(&house, meeting.record.id).await.unwrap();
        let seen = items[0].record.revision;
        let told = change(seen, "Contract", None).await;
        assert!(matches!(told, Err(ChangeItemError::ExemptionStands(AgendaStands::Published(_)))));
        let same = change(seen, "Contract", private.exempt.clone()).await.unwrap();
        assert_eq!(same.record.state, CURRENT, "it says what it said");
        let changed = change(same.record.revision, "Two contracts", private.exempt.clone()).await.unwrap();
        assert_eq!((changed.record.state.as_str(), changed.record.state_since), (CHANGED, who().today));
    }

    async fn items_move_and_come_off_while_the_agenda_is_built(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 9, 22)).await;
        for title in ["Welcome", "Homes", "Measles", "Questions"] {
            add(&house, &meeting, NewItem::new(title, ItemType::Report)).await.unwrap();
        }
        let agenda = async || -> Vec<(String, String)> {
            let items = items_of(&house, meeting.record.id).await.unwrap();
            items.into_iter().map(|item| (item.number, item.record.title)).collect()
        };
        let called = async |title: &str| {
            let items = items_of(&house, meeting.record.id).await.unwrap();
            items.into_iter().find(|item| item.record.title == title).unwrap()
        };
        let shift = async |item: &Item, way| {
            let input = MoveItem { item_id: item.record.id, seen_revision: item.record.revision, way };
            move_item(&house, &who(), input).await
        };
        let off = async |item: &Item, reason: &str| {
            let input = TakeOffItem {
                item_id: item.record.id, seen_revision: item.record.revision, reason: reason.to_owned(),
            };
            take_off_item(&house, &who(), input).await
        };
        let numbered = |titles: &[&str]| -> Vec<(String, String)> {
            (1..).zip(titles).map(|(number, title): (u32, _)| (number.to_string(), (*title).to_owned())).collect()
        };
        let measles = called("Measles").await;
        shift(&measles, Way::Up).await.unwrap();
        assert_eq!(agenda().await, numbered(&["Welcome", "Measles", "Homes", "Questions"]));
        let twice = shift(&measles, Way::Up).await;
        assert!(matches!(twice, Err(MoveItemError::Runner(RunnerError::Conflict { .. }))), "pressed by two people");
        let top = shift(&called("Welcome").await, Way::Up).await;
        assert!(matches!(top, Err(MoveItemError::AtTheEnd(Way::Up))));

        let measles = called("Measles").await;
        let put = Recommend {
            from_id: measles.record.id, verbs: vec![Verb::Note], words: "Note the cases".to_owned(), to_body_id: None,
            origin: Origin::Entered,
        };
        let put = recommend(&house, &who(), put).await.unwrap();
        assert!(matches!(off(&measles, " ").await, Err(TakeOffItemError::NoReason)));
        off(&measles, "The figures are not in yet").await.unwrap();
        assert_eq!(agenda().await, numbered(&["Welcome", "Homes", "Questions"]));
        let kept = thread::by_id(&house, measles.record.id).await.unwrap().unwrap();
        assert_eq!(kept.state, TAKEN_OFF);
        let asked = thread::by_id(&house, put.record.id).await.unwrap().unwrap();
        assert_eq!(asked.state, WITHDRAWN);
        assert!(matches!(off(&measles, "Again").await, Err(TakeOffItemError::Runner(RunnerError::NotFound { .. }))));
        add(&house, &meeting, NewItem::new("Winter", ItemType::Report)).await.unwrap();
        let mut by_hand = NewItem::new("Money", ItemType::Report);
        by_hand.number = Some("4a".to_owned());
        add(&house, &meeting, by_hand).await.unwrap();
        off(&called("Homes").await, "It is heard in November").await.unwrap();
        let numbers: Vec<String> = agenda().await.into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, ["1", "3", "4", "4a"], "numbers that somebody chose stay");

        let publish = PublishAgenda { meeting_id: meeting.record.id, seen_revision: 1, late_reason: None };
        publish_agenda(&house, &who(), publish).await.unwrap();
        let winter = called("Winter").await;
        assert!(matches!(shift(&winter, Way::Up).await, Err(MoveItemError::Stands(AgendaStands::Published(_)))));
        assert!(matches!(off(&winter, "x").await, Err(TakeOffItemError::Stands(AgendaStands::Published(_)))));
    }

    async fn minutes_that_name_items_by_number_hold_them_in_place(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 7, 14)).await;
        let item = add(&house, &meeting, NewItem::new("Contract", ItemType::Report)).await.unwrap();
        paste(&house, &meeting, "1.1 Two firms made offers.\n").await.unwrap();
        let input = TakeOffItem { item_id: item.record.id, seen_revision: 1, reason: "x".to_owned() };
        let refused = take_off_item(&house, &who(), input).await;
        assert!(matches!(refused, Err(TakeOffItemError::Stands(AgendaStands::Minuted))));
    }

    async fn a_meeting_without_a_quorum_can_only_put_things_off(house) {
        let (body_id, people) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 7, 14)).await;
        let item = add(&house, &meeting, NewItem::new("Timetable", ItemType::Report)).await.unwrap();
        let input = Recommend {
            from_id: item.record.id,
            verbs: vec![Verb::Consider, Verb::Approve],
            words: "the timetable of the strategy".to_owned(),
            to_body_id: None,
            origin: Origin::Entered,
        };
        let put = recommend(&house, &who(), input).await.unwrap();
        let open = thread::broken_joins_of(&house, who().today, &put.record).await.unwrap();
        assert_eq!(open[0].rule.message, "Nobody has answered");

        let decide_as = |outcome| Decide {
            item_id: item.record.id,
            recommendation_id: Some(put.record.id),
            outcome,
            words: String::new(),
            votes: None,
            calls_for_action: false,
            origin: Origin::Entered,
        };
        attend(&house, &meeting, vec![
            NewAttendance::member(people[0], Presence::Present),
            NewAttendance::member(people[1], Presence::Apologies),
        ]).await.unwrap();
        assert_eq!(again(&house, &meeting).await.record.state, HELD);
        let quorum = quorum_on(&house, &meeting).await.unwrap();
        assert_eq!((quorum.present, quorum.needed, quorum.is_quorate()), (1, Some(2), Some(false)));
        for formal in [Outcome::Agreed, Outcome::Amended, Outcome::Rejected, Outcome::Noted] {
            let refused = decide(&house, &who(), decide_as(formal)).await;
            assert!(matches!(refused, Err(DecideError::Inquorate { present: 1, needed: 2 })), "{formal}");
        }
        let put_off = decide(&house, &who(), decide_as(Outcome::Deferred)).await.unwrap();
        assert_eq!(put_off.words_as_decided, "the timetable of the strategy");

        // Two more seats are filled: by a substitute for the deputy.
        attend(&house, &meeting, vec![
            NewAttendance::member(people[0], Presence::Present),
            NewAttendance { in_place_of: Some(people[1]), ..NewAttendance::member(people[2], Presence::Substitute) },
        ]).await.unwrap();
        let quorum = quorum_on(&house, &meeting).await.unwrap();
        assert_eq!(quorum.is_quorate(), Some(true));
        let twice = decide(&house, &who(), decide_as(Outcome::Agreed)).await;
        assert!(matches!(twice, Err(DecideError::AlreadyDecided(Outcome::Deferred))));
        assert_eq!(decisions_of(&house, &[item.record.id]).await.unwrap(), [put_off]);
        assert!(thread::broken_joins_of(&house, who().today, &put.record).await.unwrap().is_empty());
    }

    async fn what_was_put_off_is_decided_at_a_later_meeting_and_an_amendment_has_words(house) {
        let (body_id, people) = board(&house).await;
        let first = meet(&house, body_id, date(2022, 7, 14)).await;
        let item = add(&house, &first, NewItem::new("Fund", ItemType::Report)).await.unwrap();
        let all = || people.iter().map(|&person| NewAttendance::member(person, Presence::Present)).collect();
        attend(&house, &first, all()).await.unwrap();
        let input = Recommend {
            from_id: item.record.id,
            verbs: vec![Verb::Approve],
            words: "the fund by November".to_owned(),
            to_body_id: None,
            origin: Origin::Entered,
        };
        let put = recommend(&house, &who(), input).await.unwrap();
        let mut amended = Decide {
            item_id: item.record.id,
            recommendation_id: Some(put.record.id),
            outcome: Outcome::Amended,
            words: " ".to_owned(),
            votes: Some("2 for, 1 against".to_owned()),
            calls_for_action: true,
            origin: Origin::Entered,
        };
        assert!(matches!(decide(&house, &who(), amended.clone()).await, Err(DecideError::NoWords)));
        amended.words = "the fund by 30 November 2022".to_owned();
        let decided = decide(&house, &who(), amended).await.unwrap();
        assert_eq!(decided.record.state, TO_ACT);
        let nothing_followed = thread::broken_joins_of(&house, who().today, &decided.record).await.unwrap();
        assert_eq!(nothing_followed[0].rule.message, "Agreed, and nothing followed");
        let found = decision_by_slug(&house, body_id, &decided.record.slug).await.unwrap();
        assert_eq!(found, Some(decided.clone()));
        assert_eq!(decisions_of_body(&house, body_id).await.unwrap(), [decided]);
        assert_eq!(recommendations_of(&house, item.record.id).await.unwrap(), [put]);
    }

    async fn the_attendance_list_is_held_to_sense(house) {
        let (body_id, people) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 9, 22)).await;
        let early = attend(&house, &meeting, vec![NewAttendance::member(people[0], Presence::Present)]).await;
        assert!(matches!(early, Err(RecordAttendanceError::NotYet)));
        let apologies = NewAttendance::member(people[0], Presence::Apologies);
        attend(&house, &meeting, vec![apologies.clone()]).await.unwrap();
        assert_eq!(again(&house, &meeting).await.record.state, PLANNED);
        let twice = attend(&house, &meeting, vec![apologies.clone(), apologies.clone()]).await;
        assert!(matches!(twice, Err(RecordAttendanceError::Twice)));
        let nobody = NewAttendance { person_id: None, ..apologies.clone() };
        assert!(matches!(attend(&house, &meeting, vec![nobody]).await, Err(RecordAttendanceError::Nobody)));
        let lost = NewAttendance { presence: Presence::Substitute, ..apologies };
        assert!(matches!(attend(&house, &meeting, vec![lost]).await, Err(RecordAttendanceError::InNobodysPlace)));
    }

    async fn pasted_minutes_become_paragraphs_draft_actions_and_findings(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 7, 14)).await;
        assert!(matches!(paste(&house, &meeting, " \n").await, Err(PasteMinutesError::NoWords)));
        let minutes = paste(&house, &meeting, FAULTY).await.unwrap();
        assert_eq!(minutes.source.as_pasted, FAULTY);
        assert_eq!(minutes.version.number, 1);
        let numbers: Vec<_> = minutes.blocks.iter().map(|block| block.number.as_deref()).collect();
        assert_eq!(numbers, [Some("12.1"), Some("12.1"), Some("12.2"), None, Some("12.3")]);
        assert_eq!(minutes.blocks[3].words, "Action: The Head of Performance");

        let [minuted] = minutes.actions.as_slice() else { panic!("{:?}", minutes.actions) };
        assert_eq!(minuted.lacks(), [Lack::Words, Lack::Due]);
        assert_eq!(minuted.place, "12.2");
        assert_eq!(minuted.paragraph_id, Some(minutes.blocks[2].paragraph_id));
        assert_eq!(minuted.action.record.state, delivery::DRAFT);
        assert_eq!(minuted.action.record.visibility, Visibility::Restricted);
        let walk = thread::walk(&house, &who().actor, who().today, minuted.action.record.id).await.unwrap().unwrap();
        assert_eq!(walk.up[0].phrase, "arose from");
        assert_eq!(walk.up[0].record.id, minutes.blocks[2].paragraph_id);
        assert!(minutes.findings.iter().any(Finding::is_duplicate_number));
        assert_eq!(minutes_of(&house, &meeting).await.unwrap(), Some(minutes));
    }

    async fn minutes_are_published_when_nothing_is_missing_and_no_sooner(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 7, 14)).await;
        let minutes = paste(&house, &meeting, FAULTY).await.unwrap();
        let Err(PublishMinutesError::Incomplete(missing)) = publish(&house, &meeting).await else {
            panic!("an action without words was published")
        };
        let told: Vec<String> = missing.iter().map(|part| format!("{}: {}", part.place, part.words)).collect();
        assert_eq!(told, [
            "12.2: write what the Head of Performance is to do",
            "12.2: enter the date it is to be done by",
            "12.1: choose a number for the second of two paragraphs",
        ]);
        complete(&house, &meeting, date(2022, 9, 30)).await;
        publish(&house, &meeting).await.unwrap();

        let published = minutes_of(&house, &meeting).await.unwrap().unwrap();
        assert!(published.is_published());
        assert_eq!(published.blocks[1].number.as_deref(), Some("12.1A"));
        assert_eq!(published.blocks[1].paragraph_id, minutes.blocks[1].paragraph_id, "it is the same paragraph");
        assert_eq!(published.original_of(&published.blocks[1]), Some(&minutes.blocks[1]));
        assert_eq!(published.original_of(&published.blocks[0]), None);
        assert_eq!(published.source.as_pasted, FAULTY);
        let action = &published.actions[0].action;
        assert_eq!((action.record.state.as_str(), action.record.visibility), (OPEN, Visibility::Public));
        assert_eq!(action.record.title, "Draw up options");
        assert_eq!(published.actions[0].as_written, "Action: The Head of Performance");
        assert_eq!(published.text.record.visibility, Visibility::Public);
        assert_eq!(again(&house, &meeting).await.record.state, HELD);

        assert!(matches!(paste(&house, &meeting, FAULTY).await, Err(PasteMinutesError::AlreadyPublished)));
        assert!(matches!(publish(&house, &meeting).await, Err(PublishMinutesError::AlreadyPublished)));
        let finding = &published.findings[0];
        let late = settle(&house, &meeting, finding, 2, Mend::LeaveOpen).await;
        assert!(late.is_err());
        let promised = MendAction {
            meeting_id: meeting.record.id,
            minuted_id: published.actions[0].id,
            seen_revision: action.record.revision,
            owner: None,
            words: None,
            due: None,
        };
        assert!(matches!(mend_action(&house, &who(), promised).await, Err(MendActionError::Promised)));
    }

    async fn what_was_minuted_in_private_stays_private(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 7, 14)).await;
        add(&house, &meeting, NewItem::new("Welcome", ItemType::Procedure)).await.unwrap();
        let mut contract = NewItem::new("Contract", ItemType::Report);
        contract.exempt = Some(Exemption { paragraph: 3, reason: "Prices".to_owned() });
        add(&house, &meeting, contract).await.unwrap();
        let words = "1.1 The chair welcomed everyone.\n\n2.1 The price was high.\n\n\
            Action: Board officer to write to the bidder by 30 September 2022\n";
        paste(&house, &meeting, words).await.unwrap();
        publish(&house, &meeting).await.unwrap();
        let minutes = minutes_of(&house, &meeting).await.unwrap().unwrap();
        let mut seen = Vec::new();
        for block in &minutes.blocks {
            let record = thread::by_id(&house, block.paragraph_id).await.unwrap().unwrap();
            seen.push(record.visibility);
        }
        assert_eq!(seen, [Visibility::Public, Visibility::Restricted, Visibility::Restricted]);
        assert_eq!(minutes.actions[0].action.record.visibility, Visibility::Restricted);
    }

    async fn pasting_again_keeps_what_a_person_added_and_withdraws_what_is_gone(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 7, 14)).await;
        let two = format!("{FAULTY}\nAction: Board officer to send the papers by 1 August 2022\n");
        let first = paste(&house, &meeting, &two).await.unwrap();
        assert_eq!(first.actions.len(), 2);
        let gone = first.actions[1].action.record.id;
        complete(&house, &meeting, date(2022, 9, 30)).await;

        let second = paste(&house, &meeting, FAULTY).await.unwrap();
        assert_eq!(second.source.number, 2);
        let [kept] = second.actions.as_slice() else { panic!("{:?}", second.actions) };
        assert_eq!(kept.action.record.id, first.actions[0].action.record.id);
        assert_eq!(kept.action.record.title, "Draw up options");
        assert_eq!(kept.lacks(), []);
        let withdrawn = delivery::action(&house, gone).await.unwrap().unwrap();
        assert_eq!(withdrawn.record.state, delivery::STOPPED);
        assert_eq!(second.findings.iter().filter(|finding| finding.settlement.is_some()).count(), 0);
    }

    async fn two_people_who_mend_one_thing_meet(house) {
        let (body_id, _) = board(&house).await;
        let meeting = meet(&house, body_id, date(2022, 7, 14)).await;
        let minutes = paste(&house, &meeting, FAULTY).await.unwrap();
        let duplicate = minutes.findings.iter().find(|finding| finding.is_duplicate_number()).unwrap();
        let taken = settle(&house, &meeting, duplicate, 1, Mend::Renumber("12.2".to_owned())).await;
        assert!(matches!(taken, Err(SettleFindingError::NumberTaken(_))));
        let wrong = settle(&house, &meeting, duplicate, 1, Mend::Carry).await;
        assert!(matches!(wrong, Err(SettleFindingError::NotForThis)));
        settle(&house, &meeting, duplicate, 1, Mend::Renumber("12.1A".to_owned())).await.unwrap();
        let stale = settle(&house, &meeting, duplicate, 1, Mend::Renumber("12.1B".to_owned())).await;
        assert!(matches!(stale, Err(SettleFindingError::Runner(RunnerError::Conflict { .. }))));

        let minuted = &minutes.actions[0];
        let mend = |due| MendAction {
            meeting_id: meeting.record.id,
            minuted_id: minuted.id,
            seen_revision: minuted.action.record.revision,
            owner: None,
            words: Some("Draw up options".to_owned()),
            due,
        };
        let before = mend_action(&house, &who(), mend(Some(date(2022, 7, 13)))).await;
        assert!(matches!(before, Err(MendActionError::DueBeforeMeeting(_))));
        mend_action(&house, &who(), mend(None)).await.unwrap();
        let stale = mend_action(&house, &who(), mend(None)).await;
        assert!(matches!(stale, Err(MendActionError::Runner(RunnerError::Conflict { .. }))));
        let after = minutes_of(&house, &meeting).await.unwrap().unwrap();
        assert_eq!(after.actions[0].lacks(), [Lack::Owner, Lack::Due], "an owner can be taken off again");
    }

    async fn open_actions_and_carried_questions_come_to_the_next_agenda_by_age(house) {
        let (body_id, _) = board(&house).await;
        let older = meet(&house, body_id, date(2022, 3, 10)).await;
        let newer = meet(&house, body_id, date(2022, 7, 14)).await;
        let next = meet(&house, body_id, date(2022, 9, 22)).await;
        paste(&house, &newer, FAULTY).await.unwrap();
        paste(&house, &older, "4.1 Figures were shown.\n\nAction: Board officer to send the figures by 1 April 2022\n")
            .await.unwrap();
        let nothing = matters_arising(&house, body_id, next.on, who().today).await.unwrap();
        assert_eq!(nothing, MattersArising::default(), "drafts are nobody's promise");

        publish(&house, &older).await.unwrap();
        complete(&house, &newer, date(2022, 9, 30)).await;
        let minutes = minutes_of(&house, &newer).await.unwrap().unwrap();
        if let Some(question) = minutes.findings.iter().find(|finding| finding.is_question()) {
            settle(&house, &newer, question, minutes.version.number, Mend::Carry).await.unwrap();
        }
        publish(&house, &newer).await.unwrap();
        let found = matters_arising(&house, body_id, next.on, who().today).await.unwrap();
        let told: Vec<_> = found.actions.iter()
            .map(|open| (open.action.record.title.as_str(), open.age_days, open.late)).collect();
        assert_eq!(told, [("Send the figures", 182, true), ("Draw up options", 56, false)]);
        assert_eq!(found.questions.len(), 1);
        assert_eq!(found.questions[0].finding.place, "12.1");

        let before = matters_arising(&house, body_id, newer.on, who().today).await.unwrap();
        assert_eq!(before.actions.len(), 1, "a meeting is not told of its own actions");
    }
}
