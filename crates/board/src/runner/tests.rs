#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use serde_json::json;
use testkit::FakeClocks;

use super::{House, Permission, Who};
use crate::audit;
use crate::vocabulary::Actor;

const TRY: Permission = Permission::open("try something");

fn command_line() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

async fn entries(house: &House) -> u64 {
    let reports = audit::verify(house, &[]).await.unwrap();
    assert!(reports.iter().all(|report| report.faults.is_empty()));
    reports.iter().map(|report| report.entries).sum()
}

testkit::store_tests! {
    in crate;

    async fn installing_again_writes_nothing(house) {
        assert_eq!(entries(&house).await, 1);
        house.install(&command_line()).await.unwrap();
        assert_eq!(entries(&house).await, 1);
    }

    async fn an_act_is_audited_when_it_is_committed_and_leaves_nothing_when_it_is_dropped(house) {
        let before = entries(&house).await;

        let mut dropped = house.begin(&command_line(), &TRY, None).await.unwrap();
        dropped.note(json!({ "tried": "in vain" }));
        drop(dropped);
        assert_eq!(entries(&house).await, before);

        let mut committed = house.begin(&command_line(), &TRY, None).await.unwrap();
        committed.note(json!({ "tried": "with success" }));
        assert!(committed.commit().await.unwrap().entry.is_some());
        assert_eq!(entries(&house).await, before + 1);
    }

    async fn an_act_without_a_change_writes_no_entry(house) {
        let before = entries(&house).await;
        let act = house.begin(&command_line(), &TRY, None).await.unwrap();
        assert_eq!(act.commit().await.unwrap().entry, None);
        assert_eq!(entries(&house).await, before);
    }
}
