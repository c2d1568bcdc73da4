//! What every act guarantees, on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use jiff::civil::date;
use testkit::FakeClocks;

use super::{Change, House, Permission, RunnerError, Who};
use crate::audit;
use crate::thread::{self, Direction, JoinRule, NewRecord};
use crate::vocabulary::{Actor, RecordId, Role};

const MAKE: Permission = Permission::of("make something", &[Role::Administrator]);

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

async fn entries(house: &House) -> usize {
    audit::newest(house, None, 1_000).await.unwrap().len()
}

async fn make(house: &House, title: &str) -> RecordId {
    let mut act = house.begin(&who(), &MAKE, None).await.unwrap();
    let record = act
        .create(NewRecord::new(crate::places::AREA, None, title, "current"))
        .await
        .unwrap();
    act.commit().await.unwrap();
    record.id
}

testkit::store_tests! {
    in crate;

    async fn what_was_not_committed_is_not_there(house) {
        let before = entries(&house).await;
        let mut act = house.begin(&who(), &MAKE, None).await.unwrap();
        let record = act.create(NewRecord::new(crate::places::AREA, None, "Wick", "current")).await.unwrap();
        drop(act);
        assert_eq!(thread::by_id(&house, record.id).await.unwrap(), None);
        assert_eq!(entries(&house).await, before);
    }

    async fn records_made_together_are_as_if_made_one_by_one(house) {
        make(&house, "Wick").await;
        let new = |title: &str| NewRecord::new(crate::places::AREA, None, title, "current");
        let mut act = house.begin(&who(), &MAKE, None).await.unwrap();
        // More than one question takes, with names that are taken, twice in one question, and in both.
        let mut titles: Vec<String> = (0..600).map(|number| format!("Ward {number}")).collect();
        for at in [3, 7, 550] {
            titles[at] = "Wick".to_owned();
        }
        titles[520] = "Ward 1".to_owned();
        let made = act.create_many(titles.iter().map(|title| new(title)).collect()).await.unwrap();
        act.commit().await.unwrap();
        let names: Vec<&str> = made.iter().map(|record| record.title.as_str()).collect();
        assert_eq!(names, titles);
        let slug = |at: usize| made[at].slug.as_str();
        assert_eq!(
            [slug(0), slug(3), slug(7), slug(520), slug(550)],
            ["ward-0", "wick-2", "wick-3", "ward-1-2", "wick-4"]
        );
        let newest = audit::newest(&house, None, 1).await.unwrap();
        let detail = newest[0].detail.as_deref().unwrap();
        for record in [&made[0], &made[7], &made[599]] {
            assert!(detail.contains(&record.id.to_string()));
            let kept = thread::by_id(&house, record.id).await.unwrap().unwrap();
            assert_eq!(&kept, record);
        }
    }

    async fn a_committed_change_has_one_entry_that_says_what_changed(house) {
        let before = entries(&house).await;
        let id = make(&house, "Wick").await;
        assert_eq!(entries(&house).await, before + 1);
        let newest = audit::newest(&house, Some(id), 1).await.unwrap();
        assert_eq!(newest[0].act, "make something");
        assert!(newest[0].detail.as_deref().unwrap().contains("Wick"));
    }

    async fn an_act_that_changes_nothing_writes_nothing(house) {
        let before = entries(&house).await;
        let act = house.begin(&who(), &MAKE, None).await.unwrap();
        assert_eq!(act.commit().await.unwrap().entry, None);
        assert_eq!(entries(&house).await, before);
    }

    async fn the_public_may_not(house) {
        let public = Who { actor: Actor::public(), ..who() };
        let refused = house.begin(&public, &MAKE, None).await.err().unwrap();
        assert!(matches!(refused, RunnerError::Forbidden { act: "make something", .. }));
    }

    async fn the_slower_of_two_people_sees_what_the_faster_one_saved(house) {
        let id = make(&house, "Wick").await;
        let seen = thread::by_id(&house, id).await.unwrap().unwrap().revision;
        let retitle = |title: &str| Change { title: Some(title.to_owned()), ..Change::default() };

        let mut act = house.begin(&who(), &MAKE, None).await.unwrap();
        act.change(id, seen, retitle("Hackney Wick")).await.unwrap();
        act.commit().await.unwrap();

        let mut act = house.begin(&who(), &MAKE, None).await.unwrap();
        let conflict = act.change(id, seen, retitle("Wick Village")).await.err().unwrap();
        assert!(matches!(conflict, RunnerError::Conflict { current } if current.title == "Hackney Wick"));
    }

    async fn two_records_of_one_name_get_two_addresses(house) {
        let one = make(&house, "Wick").await;
        let two = make(&house, "Wick").await;
        let slug = async |id| thread::by_id(&house, id).await.unwrap().unwrap().slug.to_string();
        assert_eq!((slug(one).await, slug(two).await), ("wick".to_owned(), "wick-2".to_owned()));
    }

    async fn installing_again_writes_nothing(house) {
        let before = entries(&house).await;
        house.install(&who()).await.unwrap();
        assert_eq!(entries(&house).await, before);
    }

    async fn a_rule_that_is_inserted_changes_the_report(house) {
        make(&house, "Wick").await;
        let about_areas = |broken: &[thread::Broken]| broken.iter().filter(|one| one.rule.kind == "area").count();
        assert_eq!(about_areas(&thread::broken_joins(&house, date(2022, 9, 8), None).await.unwrap()), 0);
        let rule = JoinRule {
            kind: "area".to_owned(),
            states: Vec::new(),
            direction: Direction::Down,
            expects: "cites".to_owned(),
            other_kinds: Vec::new(),
            at_least: 1,
            message: "Nobody mentions this place".to_owned(),
            mended_by: "the analyst".to_owned(),
        };
        thread::store::insert_rule(house.database().writer(), uuid::Uuid::from_u128(7), &rule, false).await.unwrap();
        let broken = thread::broken_joins(&house, date(2022, 9, 8), None).await.unwrap();
        assert_eq!(about_areas(&broken), 1);
        assert!(broken.iter().any(|one| one.rule.message == "Nobody mentions this place"));
    }
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    use sea_orm::ConnectionTrait;

    let installation = testkit::installation!(crate);
    let house = &installation.house;
    let kept = make(house, "Wick").await;
    let allow = async |pages: u32| {
        let limit = format!("PRAGMA max_page_count = {pages}");
        house
            .database()
            .writer()
            .execute_unprepared(&limit)
            .await
            .unwrap();
    };
    // SQLite never goes below what the file has, so this is a disk with no room left.
    allow(1).await;
    let refused = loop {
        let mut act = house.begin(&who(), &MAKE, None).await.unwrap();
        let large = "x".repeat(100_000);
        let made = act
            .create(NewRecord::new(crate::places::AREA, None, large, "current"))
            .await;
        match made {
            Ok(_) => {
                act.commit().await.unwrap();
            }
            Err(error) => break error,
        }
    };
    assert!(
        matches!(
            refused,
            RunnerError::Database(crate::database::DatabaseError::DiskFull)
        ),
        "{refused:?}"
    );
    assert!(thread::by_id(house, kept).await.unwrap().is_some());
    allow(u32::MAX / 2).await;
    make(house, "Leabridge").await;
    let reports = audit::verify(house, &[]).await.unwrap();
    assert!(
        reports.iter().all(|report| report.faults.is_empty()),
        "{reports:?}"
    );
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_unharmed() {
    use sea_orm::ConnectionTrait;

    use crate::database::{Database, DatabaseAddress, OpenError};

    let installation = testkit::installation!(crate);
    let house = &installation.house;
    let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)";
    house
        .database()
        .writer()
        .execute_unprepared(later)
        .await
        .unwrap();
    let refused = Database::open(&DatabaseAddress::in_folder(installation.data_folder())).await;
    let Err(OpenError::NewerDatabase { migration }) = refused else {
        panic!("it was opened")
    };
    assert_eq!(migration, "m9999_later");
}
