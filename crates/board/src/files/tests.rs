//! Attachments on both databases, with their files.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use evidence::engine::{FileHash, Integrity};
use jiff::civil::date;
use testkit::FakeClocks;

use super::*;
use crate::audit;
use crate::calendar::Reading;
use crate::documents::{CreateDocument, PublishDocument, create_document, publish_document};
use crate::events::{Event, Exemption, Item, ItemType, Mode, NewItem};
use crate::meetings::reports::{
    ReportSection, WriteReport, publish_report, report_of, report_paper, write_report,
};
use crate::meetings::{
    AddItem, CreateMeeting, PublishAgenda, Recommend, TakeOffItem, Verb, add_item, create_meeting,
    publish_agenda, recommend, take_off_item,
};
use crate::places::{BodyType, CreateBody, create_body};
use crate::runner::{House, RunnerError, Who};
use crate::texts::TextType;
use crate::thread;
use crate::vocabulary::{Actor, ActorKind, Grant, Origin, RecordId, Role};

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

/// Somebody with one role in a board.
fn somebody(role: Role, body: RecordId) -> Who {
    Who {
        actor: Actor {
            kind: ActorKind::Person(body),
            name: role.to_string(),
            grants: vec![Grant {
                body_id: Some(body),
                role,
            }],
        },
        ..who()
    }
}

async fn board(house: &House) -> RecordId {
    let input = CreateBody {
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
    create_body(house, &who(), input).await.unwrap().record.id
}

/// A document that nobody has published.
async fn document(house: &House) -> RecordId {
    let input = CreateDocument {
        body_id: board(house).await,
        text_type: TextType::Terms,
        title: "Terms of reference".to_owned(),
        slug: None,
        words: "To meet. Appendix 1 says when.".to_owned(),
        origin: Origin::Entered,
    };
    create_document(house, &who(), input)
        .await
        .unwrap()
        .record
        .id
}

async fn meeting(house: &House) -> Event {
    let create = CreateMeeting {
        body_id: board(house).await,
        on: date(2022, 9, 22),
        starts: None,
        ends: None,
        place: None,
        mode: Mode::Both,
        in_public: true,
        reading: Reading::WorkingDays,
        origin: Origin::Entered,
    };
    create_meeting(house, &who(), create).await.unwrap()
}

async fn publish(house: &House, meeting: &Event) {
    let input = PublishAgenda {
        meeting_id: meeting.record.id,
        seen_revision: meeting.record.revision,
        late_reason: None,
    };
    publish_agenda(house, &who(), input).await.unwrap();
}

/// An item of a meeting whose agenda is out.
async fn item(house: &House, exempt: Option<Exemption>) -> Item {
    let meeting = meeting(house).await;
    let mut new = NewItem::new("Warm homes", ItemType::Report);
    new.exempt = exempt;
    let add = AddItem {
        meeting_id: meeting.record.id,
        item: new,
    };
    let item = add_item(house, &who(), add).await.unwrap();
    publish(house, &meeting).await;
    let read = crate::events::item(house, item.record.id).await;
    read.unwrap().unwrap()
}

fn file(record_id: RecordId, title: &str, name: &str, bytes: &[u8]) -> AddAttachment {
    AddAttachment {
        record_id,
        role: AttachmentRole::Appendix,
        title: title.to_owned(),
        version: Some(" final ".to_owned()),
        dated: Some(date(2022, 7, 4)),
        name: name.to_owned(),
        bytes: bytes.to_vec(),
        origin: Origin::Entered,
    }
}

fn missing(record_id: RecordId, title: &str, reason: &str) -> NoteMissingAttachment {
    NoteMissingAttachment {
        record_id,
        role: AttachmentRole::Appendix,
        title: title.to_owned(),
        version: None,
        dated: None,
        reason: reason.to_owned(),
        origin: Origin::Entered,
    }
}

async fn attached(house: &House, record: RecordId) -> Vec<Attachment> {
    let found = attachments_of(house, &[record]).await.unwrap();
    found.into_values().flatten().collect()
}

async fn is_public(house: &House, record: RecordId) -> bool {
    let record = thread::by_id(house, record).await.unwrap().unwrap();
    terms_of(house, &record, who().today)
        .await
        .unwrap()
        .unwrap()
        .is_public
}

testkit::store_tests! {
    in crate;

    async fn a_file_is_kept_under_its_hash_and_named_by_its_title(house) {
        let record = document(&house).await;
        let made = add_attachment(&house, &who(), file(record, " Appendix 1: dates ", "../etc/C:\\x.csv", b"day\n1\n")).await.unwrap();
        assert_eq!(attached(&house, record).await, std::slice::from_ref(&made));
        assert_eq!(made.file_name().as_deref(), Some("appendix-1-dates.csv"));
        assert_eq!(made.particulars(), "Appendix, 4 July 2022, version final, CSV, 6 bytes");
        let folder = AttachmentFolder::of(&house);
        let hash = FileHash::of(b"day\n1\n");
        assert_eq!(folder.kept().unwrap(), [hash]);
        assert_eq!(folder.verify(hash).unwrap(), Integrity::Same);
        assert_eq!(folder.read(hash).unwrap(), b"day\n1\n");
        assert_eq!(std::fs::read_dir(house.data_folder().join("attachments/staged")).unwrap().count(), 0);
        let entry = audit::newest(&house, Some(record), 1).await.unwrap().remove(0);
        assert_eq!(entry.act, "attach a file");
        let said = audit::changes_in_words(entry.detail.as_deref().unwrap()).join("; ");
        assert!(said.contains("attachment: “Appendix 1: dates”") && said.contains("CSV, 6 bytes"), "{said}");
    }

    async fn what_cannot_be_attached_leaves_no_file(house) {
        let record = document(&house).await;
        let untitled = add_attachment(&house, &who(), file(record, " ", "a.txt", b"x")).await;
        assert!(matches!(untitled, Err(AddAttachmentError::NoTitle)));
        let page = add_attachment(&house, &who(), file(record, "Page", "a.html", b"<html>")).await;
        assert!(matches!(page, Err(AddAttachmentError::Content(ContentError::NotAllowed))));
        let no_such = add_attachment(&house, &who(), file(RecordId(uuid::Uuid::nil()), "A", "a.txt", b"x")).await;
        assert!(matches!(no_such, Err(AddAttachmentError::Runner(RunnerError::NotFound { .. }))));
        let body = thread::by_id(&house, record).await.unwrap().unwrap().body_id.unwrap();
        let to_a_board = add_attachment(&house, &who(), file(body, "A", "a.txt", b"x")).await;
        assert!(matches!(to_a_board, Err(AddAttachmentError::TakesNone)));
        assert_eq!(AttachmentFolder::of(&house).kept().unwrap(), []);

        add_attachment(&house, &who(), file(record, "Dates", "a.txt", b"x")).await.unwrap();
        let again = add_attachment(&house, &who(), file(record, "Days", "b.txt", b"x")).await;
        assert!(matches!(again, Err(AddAttachmentError::AttachedAlready(title)) if title == "Dates"));
    }

    async fn whoever_may_write_the_record_may_attach_to_it(house) {
        let item = item(&house, None).await;
        let (record, body) = (item.record.id, item.record.body_id.unwrap());
        for role in [Role::Analyst, Role::Member, Role::Administrator] {
            let refused = add_attachment(&house, &somebody(role, body), file(record, "Map", "a.txt", b"x")).await;
            assert!(
                matches!(refused, Err(AddAttachmentError::Runner(RunnerError::Forbidden { act: "change an item", .. }))),
                "{role}: {refused:?}"
            );
        }
        add_attachment(&house, &somebody(Role::Officer, body), file(record, "Map", "a.txt", b"x")).await.unwrap();
        let stranger = somebody(Role::Officer, RecordId(uuid::Uuid::nil()));
        let held = attached(&house, record).await.remove(0);
        let remove = RemoveAttachment { record_id: record, attachment_id: held.id, reason: "mine".to_owned() };
        let refused = remove_attachment(&house, &stranger, remove).await;
        assert!(matches!(refused, Err(RemoveAttachmentError::Runner(RunnerError::Forbidden { .. }))));
    }

    async fn what_is_missing_stands_in_its_place_until_it_is_found(house) {
        let record = document(&house).await;
        let silent = note_missing_attachment(&house, &who(), missing(record, "Appendix 1", " ")).await;
        assert!(matches!(silent, Err(NoteMissingAttachmentError::NoReason)));
        let lost = note_missing_attachment(&house, &who(), missing(record, "Appendix 1", "the link is dead")).await.unwrap();
        let again = note_missing_attachment(&house, &who(), missing(record, "appendix 1", "lost")).await;
        assert!(matches!(again, Err(NoteMissingAttachmentError::StandsAlready(_))));
        assert_eq!((lost.lost_reason(), lost.file_name()), (Some("the link is dead"), None));
        add_attachment(&house, &who(), file(record, "Map", "a.txt", b"x")).await.unwrap();
        let found = add_attachment(&house, &who(), file(record, "APPENDIX 1", "a.txt", b"y")).await.unwrap();
        assert_eq!((found.id, found.position), (lost.id, lost.position));
        assert_eq!(attached(&house, record).await.len(), 2);
    }

    async fn what_is_removed_is_swept_unless_another_record_names_it(house) {
        let item = item(&house, None).await;
        let report = write_report(&house, &who(), WriteReport {
            item_id: item.record.id, seen_version: 0, author: "Head of housing".to_owned(),
            sections: vec![(ReportSection::Main, "Cold homes.".to_owned())], origin: Origin::Entered,
        }).await.unwrap().text.record.id;
        let one = add_attachment(&house, &who(), file(item.record.id, "Map", "a.txt", b"secret address")).await.unwrap();
        let two = add_attachment(&house, &who(), file(report, "Map", "a.txt", b"secret address")).await.unwrap();
        assert_eq!(one.file(), two.file(), "one file for the same content");
        let remove = |record_id, id, reason: &str| RemoveAttachment { record_id, attachment_id: id, reason: reason.to_owned() };
        let silent = remove_attachment(&house, &who(), remove(report, two.id, "")).await;
        assert!(matches!(silent, Err(RemoveAttachmentError::NoReason)));
        let other = remove_attachment(&house, &who(), remove(report, one.id, "wrong")).await;
        assert!(matches!(other, Err(RemoveAttachmentError::NotAttached)));
        remove_attachment(&house, &who(), remove(item.record.id, one.id, "it names a home")).await.unwrap();
        assert_eq!(sweep_attachments(&house, &who()).await.unwrap(), 0);
        remove_attachment(&house, &who(), remove(report, two.id, "it names a home")).await.unwrap();
        let found = search_attachments(&house, &who().actor, who().today, &["secret".to_owned()]).await.unwrap();
        assert_eq!(found, [], "its words are gone at once");
        assert_eq!(stored_files(&house).await.unwrap(), []);
        assert_eq!(sweep_attachments(&house, &who()).await.unwrap(), 1);
        assert_eq!(AttachmentFolder::of(&house).kept().unwrap(), []);
    }

    async fn each_word_is_found_in_the_title_or_the_text_and_means_itself(house) {
        let record = document(&house).await;
        for (title, words) in [("Damp", &b"50% of HOMES"[..]), ("Mould", b"500 homes"), ("Path", b"C:\\homes")] {
            add_attachment(&house, &who(), file(record, title, "a.txt", words)).await.unwrap();
        }
        let actor = who().actor;
        let found = async |words: &[&str]| -> Vec<String> {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            let found = search_attachments(&house, &actor, who().today, &words).await.unwrap();
            found.into_iter().map(|one| one.attachment.title).collect()
        };
        assert_eq!(found(&["homes"]).await, ["Damp", "Mould", "Path"]);
        assert_eq!(found(&["50%"]).await, ["Damp"]);
        assert_eq!(found(&["damp", "homes"]).await, ["Damp"], "one in the title, one in the text");
        assert_eq!(found(&["c:\\h"]).await, ["Path"]);
        assert_eq!(found(&["_"]).await, [""; 0]);
    }

    async fn attachments_are_as_public_as_their_document(house) {
        let record = document(&house).await;
        assert!(!is_public(&house, record).await);
        let publish = PublishDocument { document_id: record, seen_version: 1 };
        publish_document(&house, &who(), publish).await.unwrap();
        assert!(is_public(&house, record).await);
    }

    async fn papers_of_an_item_heard_in_private_are_never_public(house) {
        let exempt = Exemption { paragraph: 3, reason: "it names prices".to_owned() };
        let item = item(&house, Some(exempt)).await;
        let words = |seen_version| WriteReport {
            item_id: item.record.id, seen_version, author: "Head of housing".to_owned(),
            sections: vec![
                (ReportSection::Summary, "Two firms.".to_owned()),
                (ReportSection::Equalities, "None: it buys boilers.".to_owned()),
            ],
            origin: Origin::Entered,
        };
        let report = write_report(&house, &who(), words(0)).await.unwrap().text.record.id;
        recommend(&house, &who(), Recommend {
            from_id: item.record.id, verbs: vec![Verb::Approve], words: "Buy them.".to_owned(), to_body_id: None,
            origin: Origin::Entered,
        }).await.unwrap();
        publish_report(&house, &who(), item.record.id, 1).await.unwrap();
        add_attachment(&house, &who(), file(item.record.id, "Prices", "a.txt", b"prices of the item")).await.unwrap();
        add_attachment(&house, &who(), file(report, "Prices", "a.txt", b"prices of the report")).await.unwrap();
        assert!(!is_public(&house, item.record.id).await && !is_public(&house, report).await);
        let words = ["prices".to_owned()];
        let public = search_attachments(&house, &Actor::public(), who().today, &words).await.unwrap();
        assert_eq!(public, []);
        let officer = somebody(Role::Officer, item.record.body_id.unwrap());
        assert_eq!(search_attachments(&house, &officer.actor, who().today, &words).await.unwrap().len(), 2);
    }

    async fn a_text_is_found_by_its_words_and_a_report_says_what_it_lacks(house) {
        let item = item(&house, None).await;
        let input = WriteReport {
            item_id: item.record.id, seen_version: 0, author: "Head of housing".to_owned(),
            sections: vec![(ReportSection::Main, "Appendix 1 maps them; Appendix 2 counts them.".to_owned())],
            origin: Origin::Entered,
        };
        let report = write_report(&house, &who(), input).await.unwrap();
        assert_eq!(report.unattached_appendices(), ["1", "2"]);
        add_attachment(&house, &who(), file(report.text.record.id, "Map", "a.txt", "Cold homes in Café Row".as_bytes())).await.unwrap();
        let report = report_of(&house, &item).await.unwrap().unwrap();
        assert_eq!(report.unattached_appendices(), ["2"]);
        let lost = NoteMissingAttachment { origin: Origin::Illustrative, ..missing(report.text.record.id, "Appendix 2", "nobody kept it") };
        note_missing_attachment(&house, &who(), lost).await.unwrap();
        let report = report_of(&house, &item).await.unwrap().unwrap();
        assert_eq!(report.unattached_appendices(), Vec::<String>::new());
        let meeting = crate::events::event(&house, item.event_id).await.unwrap().unwrap();
        let paper = report_paper(&report, "Lower Lea Board", &meeting, &item, &[]).unwrap().check().unwrap();
        let text = papers::formats::text::write(&paper).split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [
            "Map. Appendix, 4 July 2022, version final, Plain text, 23 bytes",
            "Appendix 2. Appendix (illustrative). Missing: nobody kept it",
            "Background papers ================= None",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let words = ["café".to_owned(), "cold".to_owned()];
        let found = search_attachments(&house, &who().actor, who().today, &words).await.unwrap();
        assert_eq!(found.len(), 1);
        assert!(!found[0].is_public);
        let public = search_attachments(&house, &Actor::public(), who().today, &words).await.unwrap();
        assert_eq!(public, []);
    }

    async fn papers_of_an_item_are_not_public_before_its_agenda_is(house) {
        let meeting = meeting(&house).await;
        let add = AddItem { meeting_id: meeting.record.id, item: NewItem::new("Warm homes", ItemType::Report) };
        let item = add_item(&house, &who(), add).await.unwrap().record.id;
        add_attachment(&house, &who(), file(item, "Map", "a.txt", b"x")).await.unwrap();
        assert!(!is_public(&house, item).await);
        publish(&house, &meeting).await;
        assert!(is_public(&house, item).await);
        let read = crate::events::item(&house, item).await.unwrap().unwrap();
        let off = TakeOffItem { item_id: item, seen_revision: read.record.revision, reason: "not ready".to_owned() };
        assert!(take_off_item(&house, &who(), off).await.is_err(), "what is out stands");
    }
}
