//! Every rule that ships: its join is made and nothing is missing, the join is broken and the rule's own sentence is
//! said. A rule about a part needs a case in [`mend_part`]; one without a case fails.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use jiff::civil::date;
use testkit::FakeClocks;

use super::BrokenJoin;
use crate::delivery::{self, ActionLevel, ChangeAction, NewAction, create_action};
use crate::equity;
use crate::frameworks::{self, load_reference_frameworks};
use crate::indicators::{CoverageState, SetCoverage, set_coverage};
use crate::needs::{CreateNeed, create_need, explain_unanswered, publish_need};
use crate::places::{BodyType, CreateBody, create_body};
use crate::runner::{House, Permission, Who};
use crate::thread::{self, Direction, NewRecord, ShippedRule};
use crate::vocabulary::{Actor, Kind, Origin, RecordId, Role};

const ANYTHING: Permission = Permission::of("test a rule", &[Role::Officer]);

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
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

async fn record(house: &House, body: RecordId, kind: Kind, state: &'static str) -> RecordId {
    let mut act = house.begin(&who(), &ANYTHING, Some(body)).await.unwrap();
    let new = NewRecord::new(kind, Some(body), format!("A {kind}"), state);
    let id = act.create(new).await.unwrap().id;
    act.commit().await.unwrap();
    id
}

/// The sentence of the rule about the record, if it is broken.
async fn sentence(house: &House, id: RecordId, rule: &ShippedRule) -> Option<String> {
    let record = thread::by_id(house, id).await.unwrap().unwrap();
    let broken = thread::broken_joins_of(house, who().today, &record)
        .await
        .unwrap();
    broken
        .into_iter()
        .find(|one| one.rule.expects == rule.expects && one.rule.message == rule.message)
        .map(|one| BrokenJoin::new(house, who().today, one).sentence())
}

/// A kind that the relation may join to the rule's kind; `None` while no capability has registered one.
fn other_kind(house: &House, rule: &ShippedRule) -> Option<Kind> {
    let registry = house.registry();
    let spec = registry.relation(rule.expects).unwrap();
    if spec.joins.is_empty() {
        return Some(rule.kind);
    }
    spec.joins
        .iter()
        .filter_map(|&(from, to)| match rule.direction {
            Direction::Up => (from == rule.kind).then_some(to),
            _ => (to == rule.kind).then_some(from),
        })
        .filter(|kind| rule.other_kinds.is_empty() || rule.other_kinds.contains(kind))
        .find(|kind| registry.kind(kind.0).is_some())
}

async fn link(house: &House, body: RecordId, rule: &ShippedRule, own: RecordId, made: bool) {
    let mut act = house.begin(&who(), &ANYTHING, Some(body)).await.unwrap();
    let relation = house.registry().relation(rule.expects).unwrap().relation;
    let Some(kind) = other_kind(house, rule) else {
        return;
    };
    if made {
        let state = house.registry().kind(kind.0).unwrap().states[0];
        for _ in 0..rule.at_least {
            let other = act
                .create(NewRecord::new(kind, Some(body), "The other end", state))
                .await
                .unwrap()
                .id;
            let (from, to) = if rule.direction == Direction::Up {
                (own, other)
            } else {
                (other, own)
            };
            act.link(from, relation, to, None).await.unwrap();
        }
    } else {
        let links = thread::store::links_of_many(act.connection(), house.registry(), &[own])
            .await
            .unwrap();
        for link in links.iter().filter(|link| link.relation == relation) {
            assert!(
                act.unlink(link.from_id, relation, link.to_id)
                    .await
                    .unwrap()
            );
        }
    }
    act.commit().await.unwrap();
}

/// Makes a record without the part that a rule expects.
async fn without_part(house: &House, body: RecordId, rule: &ShippedRule) -> RecordId {
    match rule.kind.0 {
        "action" => {
            let new = NewAction::new(body, "Open two halls");
            let id = create_action(house, &who(), new).await.unwrap().record.id;
            // The board wanted it checked by yesterday.
            let due = who().today.yesterday().unwrap();
            equity::set_check_due(house, &who(), equity::SetDue { about_id: id, due })
                .await
                .unwrap();
            id
        }
        "need" => {
            let input = CreateNeed {
                body_id: body,
                title: "Night workers cannot see a nurse".to_owned(),
                slug: None,
                statement: "People who work at night find every surgery closed.".to_owned(),
                now: None,
                later: None,
                area_id: None,
                origin: Origin::Illustrative,
            };
            let need = create_need(house, &who(), input).await.unwrap().record;
            publish_need(house, &who(), need.id, need.revision)
                .await
                .unwrap();
            need.id
        }
        _ => record(house, body, rule.kind, rule.states[0]).await,
    }
}

async fn change_action(house: &House, id: RecordId, change: impl FnOnce(&mut ChangeAction)) {
    let action = delivery::action(house, id).await.unwrap().unwrap();
    let mut input = ChangeAction {
        id,
        seen_revision: action.record.revision,
        title: action.record.title.clone(),
        parent_id: None,
        state: delivery::OPEN,
        owner_body_id: None,
        owner_person_id: None,
        owner_words: None,
        due: None,
        level: None,
        level_reason: None,
        resident_led: false,
    };
    change(&mut input);
    delivery::change_action(house, &who(), input).await.unwrap();
}

/// Gives a record the part that it lacks. One case for each part that a shipped rule expects.
async fn mend_part(house: &House, body: RecordId, rule: &ShippedRule, id: RecordId) {
    match (rule.kind.0, rule.expects) {
        ("action", "owner") => {
            change_action(house, id, |to| {
                to.owner_words = Some("Head of performance".to_owned());
            })
            .await;
        }
        ("action", "due date") => {
            change_action(house, id, |to| to.due = Some(date(2023, 3, 31))).await;
        }
        ("action", "level with reason") => {
            change_action(house, id, |to| {
                to.level = Some(ActionLevel::Place);
                to.level_reason = Some("The estates share one landlord".to_owned());
            })
            .await;
        }
        ("action", "equity check") => {
            let answers = equity::prompts(equity::Form::Short)
                .iter()
                .map(|prompt| {
                    let answer = prompt.options.first().unwrap_or(&"Nobody was asked");
                    (prompt.id.to_owned(), (*answer).to_owned())
                })
                .collect();
            let check = equity::RecordCheck {
                about_id: id,
                form: equity::Form::Short,
                answers,
                answered_by: "Public health".to_owned(),
                changes_it: false,
                review_due: None,
                origin: Origin::Illustrative,
            };
            equity::record_check(house, &who(), check).await.unwrap();
        }
        ("need", "priority or reason") => {
            explain_unanswered(house, &who(), id, "The London plan answers it")
                .await
                .unwrap();
        }
        ("priority", "pillar") => {
            load_reference_frameworks(house, &who()).await.unwrap();
            let pillars = frameworks::framework_by_slug(house, "pillars")
                .await
                .unwrap()
                .unwrap();
            let pillar = frameworks::elements_of(house, pillars.record.id)
                .await
                .unwrap()[0]
                .record
                .id;
            let mut act = house.begin(&who(), &ANYTHING, Some(body)).await.unwrap();
            frameworks::tag(&mut act, id, pillar, None).await.unwrap();
            act.commit().await.unwrap();
        }
        ("indicator", "coverage") => {
            load_reference_frameworks(house, &who()).await.unwrap();
            let nine = frameworks::framework_by_slug(house, "characteristics")
                .await
                .unwrap()
                .unwrap();
            for element in frameworks::elements_of(house, nine.record.id)
                .await
                .unwrap()
            {
                let said = SetCoverage {
                    body_id: Some(body),
                    subject_id: id,
                    element_id: element.record.id,
                    state: CoverageState::Gap,
                    reason: "The survey does not ask".to_owned(),
                    owner: None,
                };
                set_coverage(house, &who(), said).await.unwrap();
            }
        }
        (kind, part) => {
            panic!("the rule about “{part}” of a {kind} has no case: show how it is mended")
        }
    }
}

testkit::store_tests! {
    in crate;

    async fn each_says_its_sentence_when_its_join_is_broken(house) {
        let body = board(&house).await;
        let rules = house.registry().shipped_rules().to_vec();
        assert!(rules.len() >= 11, "only {} rules ship", rules.len());
        for rule in &rules {
            let expected = |said: Option<String>| {
                let said = said.unwrap_or_else(|| panic!("{rule:?} is not missed"));
                assert!(said.contains(rule.message), "{said}");
                assert!(said.ends_with(" could mend it."), "{said}");
            };
            if rule.direction == Direction::Part {
                let id = without_part(&house, body, rule).await;
                expected(sentence(&house, id, rule).await);
                // The tests of returns and of meetings mend these: they have the measure, the lead, the round and the
                // decision that it takes.
                if ["outcome", "recommendation", "decision", "event"].contains(&rule.kind.0) {
                    continue;
                }
                mend_part(&house, body, rule, id).await;
                assert_eq!(sentence(&house, id, rule).await, None, "{rule:?} is still missed");
            } else {
                let state = rule.states.first().copied().unwrap_or("current");
                let id = record(&house, body, rule.kind, state).await;
                // Where nobody has registered the kind at the other end yet, the rule can only be broken.
                if other_kind(&house, rule).is_some() {
                    link(&house, body, rule, id, true).await;
                    assert_eq!(sentence(&house, id, rule).await, None, "{rule:?} is missed all the same");
                    link(&house, body, rule, id, false).await;
                }
                expected(sentence(&house, id, rule).await);
            }
        }
    }
}
