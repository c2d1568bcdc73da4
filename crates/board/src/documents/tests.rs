//! Documents on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use testkit::FakeClocks;

use super::*;
use crate::places::{BodyType, CreateBody, create_body};
use crate::runner::{House, RunnerError, Who};
use crate::texts::{TextType, VersionState, blocks_of};
use crate::thread;
use crate::vocabulary::{Actor, ActorKind, Grant, Origin, RecordId, Role, Visibility};

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
        name: "Hackney Health and Wellbeing Board".to_owned(),
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
    create_body(house, &who(), input).await.unwrap().record.id
}

fn terms(body_id: RecordId) -> CreateDocument {
    CreateDocument {
        body_id,
        text_type: TextType::Terms,
        title: "Terms of reference".to_owned(),
        slug: None,
        words: "# Aims\n\nTo meet.\n\nTo agree.".to_owned(),
        origin: Origin::Entered,
    }
}

async fn only(house: &House, body: RecordId) -> Document {
    documents_of(house, body).await.unwrap().remove(0)
}

async fn write(
    house: &House,
    body: RecordId,
    seen: i64,
    words: &str,
) -> Result<i64, WriteDocumentError> {
    let document = only(house, body).await;
    let input = WriteDocument {
        document_id: document.text.record.id,
        seen_version: seen,
        words: words.to_owned(),
    };
    Ok(write_document(house, &who(), input).await?.number)
}

async fn publish(
    house: &House,
    who: &Who,
    body: RecordId,
    seen: i64,
) -> Result<(), PublishDocumentError> {
    let document = only(house, body).await;
    let input = PublishDocument {
        document_id: document.text.record.id,
        seen_version: seen,
    };
    publish_document(house, who, input).await
}

testkit::store_tests! {
    in crate;

    async fn a_version_takes_the_place_of_the_one_before_and_both_are_read(house) {
        let body = board(&house).await;
        create_document(&house, &who(), terms(body)).await.unwrap();
        let document = only(&house, body).await;
        assert_eq!((document.public_versions().count(), document.published()), (0, None));
        assert_eq!(document.text.record.visibility, Visibility::Members);
        publish(&house, &who(), body, 1).await.unwrap();
        let again = publish(&house, &who(), body, 1).await;
        assert!(matches!(again, Err(PublishDocumentError::AlreadyPublished)));

        let second = "# Aims\n\nTo meet.\n\nTo agree in public.\n\nTo report.";
        assert_eq!(write(&house, body, 1, second).await.unwrap(), 2);
        let document = only(&house, body).await;
        assert_eq!(document.published().unwrap().number, 1, "what is written is not public yet");
        assert_eq!(document.public_versions().count(), 1);
        publish(&house, &who(), body, 2).await.unwrap();
        let document = only(&house, body).await;
        let states: Vec<VersionState> = document.versions.iter().map(|version| version.state).collect();
        assert_eq!(states, [VersionState::Replaced, VersionState::Published]);
        let newest = document.published().unwrap();
        assert_eq!(document.public_before(newest).unwrap().number, 1);
        assert_eq!(document.public_before(&document.versions[0]), None);
    }

    async fn a_paragraph_is_public_once_its_version_is(house) {
        let body = board(&house).await;
        create_document(&house, &who(), terms(body)).await.unwrap();
        publish(&house, &who(), body, 1).await.unwrap();
        write(&house, body, 1, "# Aims\n\nTo meet.\n\nTo agree.\n\nSomething not yet said aloud.").await.unwrap();
        let seen = async || {
            let document = only(&house, body).await;
            let blocks = blocks_of(&house, document.newest().unwrap().id).await.unwrap();
            let mut seen = Vec::new();
            for block in blocks {
                seen.push(thread::by_id(&house, block.paragraph_id).await.unwrap().unwrap().visibility);
            }
            seen
        };
        assert_eq!(seen().await, [Visibility::Public, Visibility::Public, Visibility::Public, Visibility::Members]);
        publish(&house, &who(), body, 2).await.unwrap();
        assert_eq!(seen().await, [Visibility::Public; 4]);
    }

    async fn what_cannot_be_a_document_is_refused(house) {
        let body = board(&house).await;
        let untitled = CreateDocument { title: " ".to_owned(), ..terms(body) };
        assert!(matches!(create_document(&house, &who(), untitled).await, Err(CreateDocumentError::NoTitle)));
        let empty = CreateDocument { words: "\n\n".to_owned(), ..terms(body) };
        assert!(matches!(create_document(&house, &who(), empty).await, Err(CreateDocumentError::NoWords)));
        let report = CreateDocument { text_type: TextType::Report, ..terms(body) };
        assert!(matches!(create_document(&house, &who(), report).await, Err(CreateDocumentError::NotADocument)));
        assert_eq!(documents_of(&house, body).await.unwrap(), []);

        create_document(&house, &who(), terms(body)).await.unwrap();
        assert!(matches!(write(&house, body, 1, " ").await, Err(WriteDocumentError::NoWords)));
        assert_eq!(write(&house, body, 1, "Other words.").await.unwrap(), 2);
        let stale = write(&house, body, 1, "Mine.").await;
        assert!(matches!(stale, Err(WriteDocumentError::Runner(RunnerError::Conflict { .. }))));
        let unread = publish(&house, &who(), body, 1).await;
        assert!(matches!(unread, Err(PublishDocumentError::Runner(RunnerError::Conflict { .. }))));
        assert_eq!(write(&house, body, 2, "Other words.").await.unwrap(), 2, "the same words are no new version");
    }

    async fn an_analyst_writes_and_an_officer_publishes(house) {
        let body = board(&house).await;
        let member = create_document(&house, &somebody(Role::Member, body), terms(body)).await;
        assert!(matches!(member, Err(CreateDocumentError::Runner(RunnerError::Forbidden { .. }))));
        let analyst = somebody(Role::Analyst, body);
        create_document(&house, &analyst, terms(body)).await.unwrap();
        let refused = publish(&house, &analyst, body, 1).await;
        assert!(matches!(refused, Err(PublishDocumentError::Runner(RunnerError::Forbidden { .. }))));
        publish(&house, &somebody(Role::Officer, body), body, 1).await.unwrap();
    }
}
