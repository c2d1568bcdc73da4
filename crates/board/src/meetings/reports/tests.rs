//! Reports on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use jiff::civil::date;
use testkit::FakeClocks;

use super::*;
use crate::calendar::Reading;
use crate::events::{Event, Exemption, Item, ItemType, Mode, NewItem};
use crate::meetings::{
    AddItem, ChangeItem, CreateMeeting, Recommend, RecommendError, Verb, add_item, change_item,
    create_meeting, recommend,
};
use crate::places::{BodyType, CreateBody, create_body};
use crate::runner::{House, RunnerError, Who};
use crate::thread;
use crate::vocabulary::{Actor, ActorKind, Grant, Origin, Role, Visibility};

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

async fn item(house: &House, exempt: Option<Exemption>) -> (Event, Item) {
    let board = CreateBody {
        name: "Lower Lea Board".to_owned(),
        public_name: None,
        slug: Some("lower-lea".parse().unwrap()),
        body_type: BodyType::Board,
        area_id: None,
        responsibility: None,
        quorum: None,
        valid_from: None,
        valid_to: None,
        origin: Origin::Entered,
    };
    let body_id = create_body(house, &who(), board).await.unwrap().record.id;
    let meeting = CreateMeeting {
        body_id,
        on: date(2022, 9, 22),
        starts: None,
        ends: None,
        place: None,
        mode: Mode::Both,
        in_public: true,
        reading: Reading::WorkingDays,
        origin: Origin::Entered,
    };
    let meeting = create_meeting(house, &who(), meeting).await.unwrap();
    let mut new = NewItem::new("Warm homes", ItemType::Report);
    new.exempt = exempt;
    let add = AddItem {
        meeting_id: meeting.record.id,
        item: new,
    };
    let item = add_item(house, &who(), add).await.unwrap();
    (meeting, item)
}

fn words(item: &Item, seen_version: i64, sections: &[(ReportSection, &str)]) -> WriteReport {
    WriteReport {
        item_id: item.record.id,
        seen_version,
        author: "Head of housing".to_owned(),
        sections: sections
            .iter()
            .map(|&(section, words)| (section, words.to_owned()))
            .collect(),
        origin: Origin::Entered,
    }
}

async fn ask(house: &House, item: &Item) {
    let asked = Recommend {
        from_id: item.record.id,
        verbs: vec![Verb::Consider, Verb::Approve],
        words: "Homes are found before winter.".to_owned(),
        to_body_id: None,
        origin: Origin::Entered,
    };
    recommend(house, &who(), asked).await.unwrap();
}

testkit::store_tests! {
    in crate;

    async fn paragraphs_are_numbered_from_the_first_to_the_last(house) {
        let (meeting, item) = item(&house, None).await;
        ask(&house, &item).await;
        let sections = [
            (ReportSection::Equalities, "Older people gain most."),
            (ReportSection::Summary, "Homes are cold.\r\n\r\nThey make\r\npeople ill."),
            (ReportSection::Main, "We know where.\n\n\n\nWe know how."),
        ];
        let report = write_report(&house, &who(), words(&item, 0, &sections)).await.unwrap();
        let numbers: Vec<_> = report.blocks.iter().filter_map(|block| block.number.as_deref()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4", "5"]);
        assert_eq!(report.words_of(ReportSection::Summary), "Homes are cold.\n\nThey make people ill.");
        assert_eq!(report.missing(), []);
        let paper = report_paper(&report, "Lower Lea Board", &meeting, &item, &[]).unwrap().check().unwrap();
        let text = papers::formats::text::write(&paper);
        let places: Vec<_> = ["Summary", "Recommendation", "Main report", "Equalities implications"]
            .map(|heading| text.find(heading).unwrap())
            .to_vec();
        assert!(places.is_sorted(), "{text}");
        assert!(text.contains("Consider and approve"), "{text}");
    }

    async fn a_report_without_recommendation_or_equalities_is_not_published(house) {
        let (_, item) = item(&house, None).await;
        let report = write_report(&house, &who(), words(&item, 0, &[(ReportSection::Main, "We know how.")])).await.unwrap();
        let refused = publish_report(&house, &who(), item.record.id, report.version.number).await;
        let Err(PublishReportError::Incomplete(missing)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(missing, [MissingFromReport::Summary, MissingFromReport::Recommendations, MissingFromReport::Equalities]);
        ask(&house, &item).await;
        let sections = [
            (ReportSection::Summary, "Homes are cold."),
            (ReportSection::Main, "We know how."),
            (ReportSection::Equalities, "Older people gain most."),
        ];
        let report = write_report(&house, &who(), words(&item, 1, &sections)).await.unwrap();
        publish_report(&house, &who(), item.record.id, report.version.number).await.unwrap();
        let text = thread::by_id(&house, report.text.record.id).await.unwrap().unwrap();
        assert_eq!(text.visibility, Visibility::Members, "the agenda is not out");
        let again = publish_report(&house, &who(), item.record.id, report.version.number).await;
        assert!(matches!(again, Err(PublishReportError::AlreadyPublished)));
    }

    async fn the_public_reads_the_published_words_while_new_ones_are_written(house) {
        let (meeting, item) = item(&house, None).await;
        ask(&house, &item).await;
        let with_summary = |summary| [(ReportSection::Summary, summary), (ReportSection::Equalities, "Older people gain most.")];
        let public = async || {
            let report = public_report(&house, &meeting, &item, meeting.on).await.unwrap();
            report.map(|report| report.words_of(ReportSection::Summary))
        };
        write_report(&house, &who(), words(&item, 0, &with_summary("Homes are cold."))).await.unwrap();
        assert_eq!(public().await, None);
        publish_report(&house, &who(), item.record.id, 1).await.unwrap();
        assert_eq!(public().await.as_deref(), Some("Homes are cold."));
        write_report(&house, &who(), words(&item, 1, &with_summary("Homes are cold and damp."))).await.unwrap();
        assert_eq!(public().await.as_deref(), Some("Homes are cold."));
        publish_report(&house, &who(), item.record.id, 2).await.unwrap();
        assert_eq!(public().await.as_deref(), Some("Homes are cold and damp."));
        let before_the_agenda = meeting.on.yesterday().unwrap();
        assert_eq!(public_report(&house, &meeting, &item, before_the_agenda).await.unwrap(), None);
    }

    async fn what_is_exempt_stays_with_the_members(house) {
        let exempt = Exemption { paragraph: 3, reason: "it names prices".to_owned() };
        let (meeting, item) = item(&house, Some(exempt)).await;
        ask(&house, &item).await;
        let sections = [(ReportSection::Summary, "Two firms."), (ReportSection::Equalities, "None: it buys boilers.")];
        let report = write_report(&house, &who(), words(&item, 0, &sections)).await.unwrap();
        publish_report(&house, &who(), item.record.id, report.version.number).await.unwrap();
        let text = thread::by_id(&house, report.text.record.id).await.unwrap().unwrap();
        assert_eq!(text.visibility, Visibility::Members);
        assert_eq!(public_report(&house, &meeting, &item, meeting.on).await.unwrap(), None);
    }

    async fn a_published_report_goes_with_its_item_into_private_and_back(house) {
        let (meeting, item) = item(&house, None).await;
        ask(&house, &item).await;
        let sections = [(ReportSection::Summary, "Two firms."), (ReportSection::Equalities, "None: it buys boilers.")];
        let report = write_report(&house, &who(), words(&item, 0, &sections)).await.unwrap();
        publish_report(&house, &who(), item.record.id, report.version.number).await.unwrap();
        let text = async || thread::by_id(&house, report.text.record.id).await.unwrap().unwrap();
        assert_eq!(text().await.visibility, Visibility::Members, "the agenda is not out");
        let on_the_day = Who { today: meeting.on, ..who() };
        let hear = async |seen_revision, exempt| {
            let change = ChangeItem {
                item_id: item.record.id, seen_revision, title: "Warm homes".to_owned(), item_type: ItemType::Report,
                presenter: None, minutes: None, exempt,
            };
            change_item(&house, &on_the_day, change).await.unwrap()
        };
        let exempt = Exemption { paragraph: 3, reason: "it names prices".to_owned() };
        let private = hear(1, Some(exempt)).await;
        assert_eq!(text().await.visibility, Visibility::Members);
        let open = hear(private.record.revision, None).await;
        assert_eq!(text().await.visibility, Visibility::Public);
        assert!(public_report(&house, &meeting, &open, meeting.on).await.unwrap().is_some());
    }

    async fn authors_ask_until_the_report_is_published_and_then_officers_alone(house) {
        let (_, item) = item(&house, None).await;
        let actor = Actor::command_line();
        let grants = vec![Grant { role: Role::Analyst, body_id: item.record.body_id }];
        let analyst = Who { actor: Actor { kind: ActorKind::Person(item.record.id), grants, ..actor }, ..who() };
        let asked = |words: &str| Recommend {
            from_id: item.record.id, verbs: vec![Verb::Approve], words: words.to_owned(), to_body_id: None, origin: Origin::Entered,
        };
        recommend(&house, &analyst, asked("Homes first.")).await.unwrap();
        let sections = [(ReportSection::Summary, "Homes are cold."), (ReportSection::Equalities, "Older people gain most.")];
        write_report(&house, &who(), words(&item, 0, &sections)).await.unwrap();
        recommend(&house, &analyst, asked("Then schools.")).await.unwrap();
        publish_report(&house, &who(), item.record.id, 1).await.unwrap();
        let late = recommend(&house, &analyst, asked("Then roads.")).await;
        assert!(matches!(late, Err(RecommendError::Runner(RunnerError::Forbidden { .. }))), "{late:?}");
        recommend(&house, &who(), asked("Then roads.")).await.unwrap();
    }

    async fn the_words_of_a_report_are_public_with_the_agenda_and_closed_with_the_item(house) {
        let (meeting, item) = item(&house, None).await;
        ask(&house, &item).await;
        let sections = [(ReportSection::Summary, "Homes are cold."), (ReportSection::Equalities, "Older people gain most.")];
        let report = write_report(&house, &who(), words(&item, 0, &sections)).await.unwrap();
        let seen = async || {
            let paragraph = report.blocks.last().unwrap().paragraph_id;
            thread::by_id(&house, paragraph).await.unwrap().unwrap().visibility
        };
        publish_report(&house, &who(), item.record.id, 1).await.unwrap();
        assert_eq!(seen().await, Visibility::Members, "the agenda is not out");
        let on_the_day = Who { today: meeting.on, ..who() };
        let hear = async |seen_revision, exempt| {
            let change = ChangeItem {
                item_id: item.record.id, seen_revision, title: "Warm homes".to_owned(), item_type: ItemType::Report,
                presenter: None, minutes: None, exempt,
            };
            change_item(&house, &on_the_day, change).await.unwrap().record.revision
        };
        let exempt = Exemption { paragraph: 3, reason: "it names prices".to_owned() };
        let private = hear(1, Some(exempt.clone())).await;
        assert_eq!(seen().await, Visibility::Members);
        let public = hear(private, None).await;
        assert_eq!(seen().await, Visibility::Public);
        hear(public, Some(exempt)).await;
        assert_eq!(seen().await, Visibility::Members);
    }

    async fn two_authors_do_not_overwrite_one_another(house) {
        let (_, item) = item(&house, None).await;
        let first = [(ReportSection::Main, "Mine.")];
        write_report(&house, &who(), words(&item, 0, &first)).await.unwrap();
        let second = write_report(&house, &who(), words(&item, 0, &[(ReportSection::Main, "Theirs.")])).await;
        assert!(matches!(second, Err(WriteReportError::Runner(RunnerError::Conflict { .. }))));
        let empty = write_report(&house, &who(), words(&item, 1, &[(ReportSection::Main, " \n\n ")])).await;
        assert!(matches!(empty, Err(WriteReportError::NoWords)));
    }
}
