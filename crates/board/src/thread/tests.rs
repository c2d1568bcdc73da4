//! Rules as data, on both databases: added, switched off and on again, and since when a join is missing.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use jiff::civil::date;
use testkit::FakeClocks;

use super::{
    AddRuleError, Broken, Direction, JoinRecords, JoinRecordsError, JoinRule, RuleProblem,
    SwitchRuleError, SwitchRuleOff, add_rule, broken_joins, join_records, join_rules, part_records,
    switch_rule_off, switch_rule_on,
};
use crate::delivery::{self, NewAction, create_action};
use crate::joins::DELIVERS;
use crate::places::{BodyType, CreateBody, create_body};
use crate::runner::{House, Permission, RunnerError, Who};
use crate::strategy;
use crate::thread::NewRecord;
use crate::vocabulary::{Actor, ActorKind, Grant, Origin, RecordId, Role, Visibility};

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

async fn board(house: &House, name: &str) -> RecordId {
    let input = CreateBody {
        name: name.to_owned(),
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

async fn undated(house: &House, body: RecordId) -> Vec<Broken> {
    let broken = broken_joins(house, who().today, Some(body)).await.unwrap();
    broken
        .into_iter()
        .filter(|one| one.rule.expects == "due date")
        .collect()
}

fn off(body_id: RecordId) -> SwitchRuleOff {
    SwitchRuleOff {
        rule: "action/open/part/due date".to_owned(),
        body_id,
        because: "Old actions are being read in".to_owned(),
        until: Some(date(2022, 10, 1)),
    }
}

fn rule_of_our_own() -> JoinRule {
    JoinRule {
        kind: "action".to_owned(),
        states: vec!["open".to_owned()],
        direction: Direction::Up,
        expects: "arose from".to_owned(),
        other_kinds: Vec::new(),
        at_least: 1,
        message: "Nobody knows where it came from.".to_owned(),
        mended_by: "the board officer".to_owned(),
    }
}

const MAKE: Permission = Permission::open("make a record");

testkit::store_tests! {
    in crate;

    async fn a_rule_is_off_in_one_board_until_its_day(house) {
        let [hackney, city] = [board(&house, "Hackney").await, board(&house, "City").await];
        for body in [hackney, city] {
            create_action(&house, &who(), NewAction::new(body, "Open two halls")).await.unwrap();
        }
        switch_rule_off(&house, &who(), off(hackney)).await.unwrap();
        assert_eq!(undated(&house, hackney).await, []);
        assert_eq!(undated(&house, city).await.len(), 1, "the other board did not ask for this");
        let later = broken_joins(&house, date(2022, 10, 1), Some(hackney)).await.unwrap();
        assert!(later.iter().any(|one| one.rule.expects == "due date"), "on again by itself");

        let again = SwitchRuleOff { because: "Still".to_owned(), until: None, ..off(hackney) };
        switch_rule_off(&house, &who(), again).await.unwrap();
        let rules = join_rules(&house).await.unwrap();
        let rule = rules.iter().find(|one| one.rule.key() == off(hackney).rule).unwrap();
        assert_eq!(rule.pauses.len(), 1);
        assert_eq!(rule.pauses[0].because, "Still");
        assert_eq!(rule.pauses[0].by, "Command line");

        switch_rule_on(&house, &who(), &off(hackney).rule, hackney).await.unwrap();
        assert_eq!(undated(&house, hackney).await.len(), 1);
        let nothing = switch_rule_on(&house, &who(), &off(hackney).rule, hackney).await.unwrap();
        assert_eq!(nothing.entry, None);
    }

    async fn switching_off_needs_a_reason_a_day_to_come_and_the_officer_of_that_board(house) {
        let [hackney, city] = [board(&house, "Hackney").await, board(&house, "City").await];
        let no_reason = SwitchRuleOff { because: " ".to_owned(), ..off(hackney) };
        assert!(matches!(switch_rule_off(&house, &who(), no_reason).await, Err(SwitchRuleError::NoReason)));
        let passed = SwitchRuleOff { until: Some(who().today), ..off(hackney) };
        assert!(matches!(switch_rule_off(&house, &who(), passed).await, Err(SwitchRuleError::UntilPassed { .. })));
        let unknown = SwitchRuleOff { rule: "action/open/up/nonsense".to_owned(), ..off(hackney) };
        assert!(matches!(switch_rule_off(&house, &who(), unknown).await, Err(SwitchRuleError::NoSuchRule(_))));
        let officer = Who {
            actor: Actor {
                kind: ActorKind::Person(city),
                name: "Board officer".to_owned(),
                grants: vec![Grant { body_id: Some(city), role: Role::Officer }],
            },
            ..who()
        };
        let refused = switch_rule_off(&house, &officer, off(hackney)).await;
        assert!(matches!(refused, Err(SwitchRuleError::Runner(RunnerError::Forbidden { .. }))));
        let refused = add_rule(&house, &officer, rule_of_our_own()).await;
        assert!(matches!(refused, Err(AddRuleError::Runner(RunnerError::Forbidden { .. }))));
    }

    async fn a_rule_that_is_added_is_asked_at_once(house) {
        let body = board(&house, "Hackney").await;
        create_action(&house, &who(), NewAction::new(body, "Open two halls")).await.unwrap();
        add_rule(&house, &who(), rule_of_our_own()).await.unwrap();
        let broken = broken_joins(&house, who().today, Some(body)).await.unwrap();
        assert!(broken.iter().any(|one| one.rule.message == "Nobody knows where it came from"));
        let Err(AddRuleError::Problems(problems)) = add_rule(&house, &who(), rule_of_our_own()).await else {
            panic!("the same rule twice")
        };
        assert_eq!(problems, [RuleProblem::Known]);
    }

    async fn a_rule_that_could_never_be_broken_is_refused_with_everything_wrong(house) {
        let nonsense = JoinRule {
            states: vec!["forgotten".to_owned()],
            direction: Direction::Down,
            other_kinds: vec!["dragon".to_owned()],
            at_least: 0,
            message: String::new(),
            mended_by: " ".to_owned(),
            ..rule_of_our_own()
        };
        let Err(AddRuleError::Problems(problems)) = add_rule(&house, &who(), nonsense).await else {
            panic!("it was added")
        };
        assert_eq!(problems.len(), 6, "{problems:?}");
        let no_part = JoinRule { direction: Direction::Part, ..rule_of_our_own() };
        let Err(AddRuleError::Problems(problems)) = add_rule(&house, &who(), no_part).await else {
            panic!("it was added")
        };
        assert!(matches!(problems[..], [RuleProblem::Part { .. }]));
    }

    async fn a_join_is_missing_since_its_record_came_into_its_state_or_the_last_one_ended(house) {
        const JOIN: Permission = Permission::of("join", &[Role::Officer]);
        let body = board(&house, "Hackney").await;
        let made = Who { today: date(2022, 5, 19), ..who() };
        let action = create_action(&house, &made, NewAction::new(body, "Open two halls")).await.unwrap().record.id;
        let delivers = async || {
            let broken = broken_joins(&house, who().today, Some(body)).await.unwrap();
            broken.into_iter().find(|one| one.rule.expects == DELIVERS.0)
        };
        assert_eq!(delivers().await.unwrap().since, date(2022, 5, 19));

        let mut act = house.begin(&made, &JOIN, Some(body)).await.unwrap();
        let priority = NewRecord::new(crate::strategy::PRIORITY, Some(body), "A smoke-free borough", "draft");
        let priority = act.create(priority).await.unwrap().id;
        act.link(action, DELIVERS, priority, None).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(delivers().await, None);

        let parted = Who { today: date(2022, 7, 1), ..who() };
        let mut act = house.begin(&parted, &JOIN, Some(body)).await.unwrap();
        assert!(act.unlink(action, DELIVERS, priority).await.unwrap());
        act.commit().await.unwrap();
        assert_eq!(delivers().await.unwrap().since, date(2022, 7, 1));

        let record = crate::thread::by_id(&house, action).await.unwrap().unwrap();
        assert_eq!((record.made_on, record.state_since), (date(2022, 5, 19), date(2022, 5, 19)));
        let mut act = house.begin(&parted, &JOIN, Some(body)).await.unwrap();
        let finished = crate::runner::Change { state: Some(delivery::FINISHED), ..Default::default() };
        let record = act.change(action, record.revision, finished).await.unwrap();
        assert_eq!((record.made_on, record.state_since), (date(2022, 5, 19), date(2022, 7, 1)));
    }
    async fn what_one_may_not_see_is_not_joined(house) {
        let [hackney, city] = [board(&house, "Hackney").await, board(&house, "City").await];
        let action = create_action(&house, &who(), NewAction::new(hackney, "Open two halls")).await.unwrap();
        let mut act = house.begin(&who(), &MAKE, Some(city)).await.unwrap();
        let mut priority = NewRecord::new(strategy::PRIORITY, Some(city), "Warm homes", strategy::ADOPTED);
        priority.visibility = Visibility::Members;
        let priority = act.create(priority).await.unwrap();
        act.commit().await.unwrap();
        let officer = Who {
            actor: Actor {
                kind: ActorKind::Person(hackney),
                name: "Board officer".to_owned(),
                grants: vec![Grant { body_id: Some(hackney), role: Role::Officer }],
            },
            ..who()
        };
        let join = JoinRecords {
            from: action.record.id,
            relation: DELIVERS.0.to_owned(),
            to: priority.id,
            reason: None,
        };
        for refused in [
            join_records(&house, &officer, join.clone()).await,
            part_records(&house, &officer, join.clone()).await,
        ] {
            let Err(JoinRecordsError::Runner(RunnerError::NotFound { id })) = refused else {
                panic!("{refused:?}");
            };
            assert_eq!(id, priority.id);
        }
        join_records(&house, &who(), join).await.unwrap();
    }
}
