//! The board's day on every version of a text, and comments on paragraphs of a version. What earlier versions of the product
//! had left open is closed: paragraphs that no published version has, and reports whose agenda is not out.

use sea_orm_migration::prelude::*;

use crate::database::schema::{added_date, table};
use crate::texts::CommentAnswer;

pub(super) struct DaysOfVersionsAndComments;

/// Paragraphs that the public was never shown: no version that has them is or was published.
const CLOSE_PARAGRAPHS_OF_DRAFTS: &str = "\
    UPDATE record SET visibility = 'members' WHERE kind = 'paragraph' AND visibility = 'public' AND NOT EXISTS ( \
        SELECT 1 FROM block JOIN text_version ON text_version.id = block.version_id \
        WHERE block.paragraph_id = record.id AND text_version.state IN ('published', 'replaced'))";

/// Reports that are joined to an item, where no item that they are joined to is on an agenda that was published. What is
/// shown of a meeting that was held without one, its page decides on the day.
const REPORTS_WITHOUT_AGENDA: &str = "\
    SELECT text.id FROM text WHERE text.text_type = 'report' AND EXISTS ( \
        SELECT 1 FROM link WHERE link.from_id = text.id AND link.relation = 'reported in') AND NOT EXISTS ( \
        SELECT 1 FROM link JOIN item ON item.id = link.to_id JOIN event ON event.id = item.event_id \
        WHERE link.from_id = text.id AND link.relation = 'reported in' AND event.agenda_published_on IS NOT NULL)";

impl MigrationName for DaysOfVersionsAndComments {
    fn name(&self) -> &'static str {
        "m0018_days_of_versions_and_comments"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for DaysOfVersionsAndComments {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        added_date("text_version", "made_on", "made_at")
            .add(manager)
            .await?;
        table("comment")
            .id()
            .reference("version_id", "text_version")
            .reference("paragraph_id", "paragraph")
            .reference_null("person_id", "person")
            .text("made_by")
            .moment("made_at")
            .date("made_on")
            .text("words")
            .one_of_null("answer", CommentAnswer::WORDS)
            .text_null("answer_words")
            .text_null("answered_by")
            .moment_null("answered_at")
            .date_null("answered_on")
            .index(&["version_id"])
            .create(manager)
            .await?;
        let connection = manager.get_connection();
        connection
            .execute_unprepared(CLOSE_PARAGRAPHS_OF_DRAFTS)
            .await?;
        let close = "UPDATE record SET visibility = 'members' WHERE visibility = 'public' AND";
        for closed in [
            format!("{close} id IN ({REPORTS_WITHOUT_AGENDA})"),
            format!(
                "{close} id IN (SELECT paragraph.id FROM paragraph WHERE paragraph.text_id IN ({REPORTS_WITHOUT_AGENDA}))"
            ),
        ] {
            connection.execute_unprepared(&closed).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail loudly")]

    use jiff::civil::date;
    use testkit::FakeClocks;

    use super::*;
    use crate::calendar::Reading;
    use crate::documents::{
        CreateDocument, PublishDocument, WriteDocument, create_document, publish_document,
        write_document,
    };
    use crate::events::{ItemType, Mode, NewItem};
    use crate::meetings::reports::{ReportSection, WriteReport, write_report};
    use crate::meetings::{AddItem, CreateMeeting, add_item, create_meeting};
    use crate::migrations::Migrations;
    use crate::places::{BodyType, CreateBody, create_body};
    use crate::runner::{House, Who};
    use crate::texts::{TextType, blocks_of, newest_version, versions_of};
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

    async fn board(house: &House) -> RecordId {
        let board = CreateBody {
            name: "Lower Lea Board".to_owned(),
            public_name: None,
            slug: None,
            body_type: BodyType::Board,
            area_id: None,
            responsibility: None,
            quorum: None,
            valid_from: None,
            valid_to: None,
            origin: Origin::Entered,
        };
        create_body(house, &who(), board).await.unwrap().record.id
    }

    /// A document with a published version and a draft that adds a paragraph.
    async fn document(house: &House, body_id: RecordId) -> RecordId {
        let new = CreateDocument {
            body_id,
            text_type: TextType::Terms,
            title: "Terms of reference".to_owned(),
            slug: None,
            words: "Homes are warm.".to_owned(),
            origin: Origin::Entered,
        };
        let document_id = create_document(house, &who(), new).await.unwrap().record.id;
        let ready = PublishDocument {
            document_id,
            seen_version: 1,
        };
        publish_document(house, &who(), ready).await.unwrap();
        let next = WriteDocument {
            document_id,
            seen_version: 1,
            words: "Homes are warm.\n\nStreets are quiet.".to_owned(),
        };
        write_document(house, &who(), next).await.unwrap();
        document_id
    }

    /// A report for a meeting whose agenda is not out.
    async fn report(house: &House, body_id: RecordId) -> RecordId {
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
        let add = AddItem {
            meeting_id: meeting.record.id,
            item: NewItem::new("Warm homes", ItemType::Report),
        };
        let item = add_item(house, &who(), add).await.unwrap();
        let words = WriteReport {
            item_id: item.record.id,
            seen_version: 0,
            author: "Head of housing".to_owned(),
            sections: vec![(ReportSection::Summary, "Homes are cold.".to_owned())],
            origin: Origin::Entered,
        };
        let report = write_report(house, &who(), words).await.unwrap();
        report.text.record.id
    }

    async fn seen_by(house: &House, id: RecordId) -> Visibility {
        thread::by_id(house, id).await.unwrap().unwrap().visibility
    }

    testkit::store_tests! {
        in crate;

        async fn what_was_open_is_closed_and_every_version_has_its_day(house) {
            let body_id = board(&house).await;
            let document = document(&house, body_id).await;
            let report = report(&house, body_id).await;
            // As the version of the product before this migration left it.
            for before in [
                "UPDATE record SET visibility = 'public' WHERE kind IN ('paragraph', 'text')",
                "DROP TABLE comment",
                "ALTER TABLE text_version DROP COLUMN made_on",
                "DELETE FROM seaql_migrations WHERE version = 'm0018_days_of_versions_and_comments'",
            ] {
                house.database().writer().execute_unprepared(before).await.unwrap();
            }
            Migrations::up(house.database().writer(), None).await.unwrap();

            let mut days = Vec::new();
            for version in versions_of(&house, document).await.unwrap() {
                days.push(version.made_on);
            }
            assert_eq!(days, [date(2026, 1, 5); 2], "the machine’s day, for no other was kept");
            let newest = newest_version(&house, document).await.unwrap().unwrap();
            let mut seen = Vec::new();
            for block in blocks_of(&house, newest.id).await.unwrap() {
                seen.push((block.words, seen_by(&house, block.paragraph_id).await));
            }
            assert_eq!(seen, [
                ("Homes are warm.".to_owned(), Visibility::Public),
                ("Streets are quiet.".to_owned(), Visibility::Members),
            ]);
            assert_eq!(seen_by(&house, document).await, Visibility::Public);
            let words = newest_version(&house, report).await.unwrap().unwrap();
            assert_eq!(seen_by(&house, report).await, Visibility::Members);
            for block in blocks_of(&house, words.id).await.unwrap() {
                assert_eq!(seen_by(&house, block.paragraph_id).await, Visibility::Members);
            }
        }
    }
}
