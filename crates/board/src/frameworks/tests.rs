#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use testkit::FakeClocks;

use super::{coverage, elements_of, framework_by_slug, frameworks, load_reference_frameworks, tag};
use crate::runner::{Permission, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Actor, Role};

const TRY: Permission = Permission::of("try something", &[Role::Administrator]);

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

testkit::store_tests! {
    in crate;

    async fn reference_frameworks_keep_order_numbers_and_gaps(house) {
        load_reference_frameworks(&house, &who()).await.unwrap();
        let areas = framework_by_slug(&house, "ten-areas").await.unwrap().unwrap();
        let codes: Vec<String> = elements_of(&house, areas.record.id).await.unwrap()
            .into_iter().filter_map(|element| element.code).collect();
        assert_eq!(codes, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);

        let outcomes = framework_by_slug(&house, "corporate-outcomes").await.unwrap().unwrap();
        let codes: Vec<String> = elements_of(&house, outcomes.record.id).await.unwrap()
            .into_iter().filter_map(|element| element.code).collect();
        assert_eq!(codes, ["1", "2", "3", "4", "5", "8", "9", "11", "12"]);
    }

    async fn loading_twice_changes_nothing(house) {
        load_reference_frameworks(&house, &who()).await.unwrap();
        let before = frameworks(&house).await.unwrap();
        load_reference_frameworks(&house, &who()).await.unwrap();
        assert_eq!(frameworks(&house).await.unwrap(), before);
    }

    async fn what_carries_no_element_is_a_gap(house) {
        load_reference_frameworks(&house, &who()).await.unwrap();
        let pillars = framework_by_slug(&house, "pillars").await.unwrap().unwrap();
        let first = elements_of(&house, pillars.record.id).await.unwrap().remove(0);
        let mut act = house.begin(&who(), &TRY, None).await.unwrap();
        let place = act.create(NewRecord::new(crate::places::AREA, None, "Wick", "current")).await.unwrap();
        tag(&mut act, place.id, first.record.id, None).await.unwrap();
        tag(&mut act, place.id, first.record.id, None).await.unwrap();
        act.commit().await.unwrap();

        let found = coverage(&house, &Actor::public(), pillars.record.id, &[crate::places::AREA], None)
            .await.unwrap();
        assert_eq!(found.gaps(), 3);
        assert_eq!(found.rows[0].carriers[0].len(), 1);
    }
}
