//! What a tampered log looks like, on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use sea_orm::ConnectionTrait;
use testkit::FakeClocks;

use super::{Fault, heads, verify};
use crate::places::{self, BodyType, CreateBody};
use crate::runner::{House, Who};
use crate::vocabulary::{Actor, Origin};

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

async fn make_body(house: &House, name: &str, body_type: BodyType) -> places::Body {
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
    places::create_body(house, &who(), input).await.unwrap()
}

async fn three_bodies(house: &House) {
    for name in [
        "Eastside Housing",
        "Wick Family Centre",
        "Canal Trust Hospital",
    ] {
        make_body(house, name, BodyType::Partner).await;
    }
}

async fn tamper(house: &House, statement: &str) {
    house
        .database()
        .writer()
        .execute_unprepared(statement)
        .await
        .unwrap();
}

async fn faults(house: &House) -> Vec<Fault> {
    verify(house, &[])
        .await
        .unwrap()
        .into_iter()
        .flat_map(|report| report.faults)
        .collect()
}

testkit::store_tests! {
    in crate;

    async fn an_untouched_log_verifies(house) {
        three_bodies(&house).await;
        let reports = verify(&house, &[]).await.unwrap();
        assert_eq!(reports.len(), 1);
        assert!(reports[0].entries >= 4, "installing and three bodies");
        assert_eq!(faults(&house).await, []);
    }

    async fn a_board_has_a_chain_of_its_own(house) {
        make_body(&house, "Hackney Health and Wellbeing Board", BodyType::Board).await;
        assert_eq!(heads(&house).await.unwrap().len(), 2);
        assert_eq!(faults(&house).await, []);
    }

    async fn a_changed_entry_is_found(house) {
        three_bodies(&house).await;
        tamper(&house, "UPDATE audit_entry SET actor = 'Somebody else' WHERE sequence = 3").await;
        assert_eq!(faults(&house).await, [Fault::Changed { sequence: 3 }]);
    }

    async fn a_changed_detail_is_found(house) {
        three_bodies(&house).await;
        tamper(
            &house,
            "UPDATE audit_detail SET detail = '[]' WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 2)",
        ).await;
        assert_eq!(faults(&house).await, [Fault::DetailChanged { sequence: 2 }]);
    }

    async fn a_detail_erased_on_the_record_breaks_nothing(house) {
        three_bodies(&house).await;
        tamper(
            &house,
            "UPDATE audit_detail SET detail = NULL, erased_why = 'asked by the person' \
             WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 2)",
        ).await;
        let reports = verify(&house, &[]).await.unwrap();
        assert_eq!(reports[0].erased, 1);
        assert_eq!(reports[0].faults, []);
    }

    async fn a_chain_deleted_whole_is_found_though_its_records_forget_it(house) {
        three_bodies(&house).await;
        let kept = heads(&house).await.unwrap();
        for table in ["audit_detail", "audit_entry", "audit_chain"] {
            tamper(&house, &format!("DELETE FROM {table}")).await;
        }
        let reports = verify(&house, &kept).await.unwrap();
        assert_eq!(reports[0].faults[0], Fault::TailCut { found: 0, expected: kept[0].sequence });
        assert!(matches!(reports[0].faults[1], Fault::RecordsWithoutEntry { .. }));
    }

    async fn records_that_forget_their_entries_are_found(house) {
        three_bodies(&house).await;
        tamper(&house, "UPDATE record SET last_entry = NULL").await;
        assert_eq!(faults(&house).await, [Fault::RecordsWithoutEntry { records: 3 }]);
    }

    async fn a_removed_entry_is_found(house) {
        three_bodies(&house).await;
        tamper(&house, "DELETE FROM audit_detail WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 2)").await;
        tamper(&house, "DELETE FROM audit_entry WHERE sequence = 2").await;
        assert!(faults(&house).await.contains(&Fault::OutOfOrder { sequence: 3 }));
    }

    async fn reordered_entries_are_found(house) {
        three_bodies(&house).await;
        tamper(&house, "UPDATE audit_entry SET sequence = 99 WHERE sequence = 2").await;
        tamper(&house, "UPDATE audit_entry SET sequence = 2 WHERE sequence = 3").await;
        tamper(&house, "UPDATE audit_entry SET sequence = 3 WHERE sequence = 99").await;
        assert!(faults(&house).await.contains(&Fault::OutOfOrder { sequence: 2 }));
    }

    async fn a_cut_tail_is_found_and_so_is_one_whose_head_was_rewritten(house) {
        three_bodies(&house).await;
        let kept = heads(&house).await.unwrap();
        let last = kept[0].sequence;
        tamper(&house, &format!("DELETE FROM audit_detail WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = {last})")).await;
        tamper(&house, &format!("DELETE FROM audit_entry WHERE sequence = {last}")).await;
        let found = faults(&house).await;
        assert!(found.contains(&Fault::TailCut { found: last - 1, expected: last }));
        assert!(found.iter().any(|fault| matches!(fault, Fault::RecordsWithoutEntry { .. })));

        tamper(
            &house,
            "UPDATE audit_chain SET head_sequence = head_sequence - 1, \
             head_hash = (SELECT hash FROM audit_entry ORDER BY sequence DESC LIMIT 1)",
        ).await;
        let reports = verify(&house, &kept).await.unwrap();
        assert!(reports[0].faults.contains(&Fault::TailCut { found: last - 1, expected: last }));
    }
}
