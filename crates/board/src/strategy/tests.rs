//! Approval is bound to exact words, on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use jiff::civil::date;
use testkit::FakeClocks;

use super::{
    ADOPTED, ApprovalError, Approve, Approver, CreateStrategy, ENDED, EndStrategy,
    EndStrategyError, RequestApproval, StepState, Strategy, approval_route, approve,
    create_strategy, end_strategy, publish_strategy, published_version, request_approval,
    set_strategy_text,
};
use crate::places::{BodyType, CreateBody, create_body};
use crate::runner::{House, RunnerError, Who};
use crate::texts::{NewBlock, blocks_of};
use crate::vocabulary::{Actor, Origin};

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

fn paragraph(words: &str) -> Vec<NewBlock> {
    vec![NewBlock::paragraph(Some("1".to_owned()), words)]
}

async fn strategy_with(house: &House, words: &str) -> Strategy {
    let board = CreateBody {
        name: "Marsh Lane Health and Wellbeing Board".to_owned(),
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
    let board = create_body(house, &who(), board).await.unwrap();
    let strategy = CreateStrategy {
        body_id: board.record.id,
        title: "Living well, 2022 to 2026".to_owned(),
        slug: None,
        from: date(2022, 4, 1),
        to: date(2026, 4, 1),
        origin: Origin::Illustrative,
    };
    let strategy = create_strategy(house, &who(), strategy).await.unwrap();
    set_strategy_text(house, &who(), &strategy, paragraph(words))
        .await
        .unwrap();
    strategy
}

async fn ask_two(house: &House, strategy: &Strategy) {
    let approver = |role: &str| Approver {
        role: role.to_owned(),
        person_id: None,
        body_id: None,
    };
    let input = RequestApproval {
        strategy_id: strategy.record.id,
        approvers: vec![
            approver("Director of public health"),
            approver("Chair of the board"),
        ],
        due: date(2030, 1, 1),
    };
    request_approval(house, &who(), input).await.unwrap();
}

/// Everybody asked approves the newest words.
async fn approve_all(house: &House, strategy: &Strategy) {
    let hash = crate::texts::newest_version(house, strategy.text_id.unwrap())
        .await
        .unwrap()
        .unwrap()
        .hash;
    let route = approval_route(house, strategy, who().today)
        .await
        .unwrap()
        .unwrap();
    for step in route.steps {
        let input = Approve {
            strategy_id: strategy.record.id,
            ask_id: step.ask.id,
            hash: hash.clone(),
            send_back_because: None,
        };
        approve(house, &who(), input).await.unwrap();
    }
}

async fn public_words(house: &House, strategy: &Strategy) -> Option<String> {
    let version = published_version(house, strategy).await.unwrap()?;
    Some(blocks_of(house, version.id).await.unwrap().remove(0).words)
}

testkit::store_tests! {
    in crate;

    async fn what_everybody_approved_can_be_published(house) {
        let strategy = strategy_with(&house, "Homes that keep us well.").await;
        ask_two(&house, &strategy).await;
        let refused = publish_strategy(&house, &who(), strategy.record.id).await.err().unwrap();
        assert!(matches!(refused, ApprovalError::NotApproved));
        approve_all(&house, &strategy).await;
        publish_strategy(&house, &who(), strategy.record.id).await.unwrap();
        assert_eq!(public_words(&house, &strategy).await.as_deref(), Some("Homes that keep us well."));
    }

    async fn one_changed_character_voids_every_approval_and_the_public_keeps_the_approved_words(house) {
        let strategy = strategy_with(&house, "Homes that keep us well.").await;
        ask_two(&house, &strategy).await;
        approve_all(&house, &strategy).await;
        publish_strategy(&house, &who(), strategy.record.id).await.unwrap();

        set_strategy_text(&house, &who(), &strategy, paragraph("Homes that keep us well!")).await.unwrap();
        let route = approval_route(&house, &strategy, who().today).await.unwrap().unwrap();
        assert_eq!(route.void(), 2);
        assert!(route.steps.iter().all(|step| matches!(step.state, StepState::Void { .. })));
        assert!(!route.is_complete());
        let refused = publish_strategy(&house, &who(), strategy.record.id).await.err().unwrap();
        assert!(matches!(refused, ApprovalError::NotApproved));
        assert_eq!(public_words(&house, &strategy).await.as_deref(), Some("Homes that keep us well."));
    }

    async fn words_that_were_not_read_cannot_be_approved(house) {
        let strategy = strategy_with(&house, "Homes that keep us well.").await;
        ask_two(&house, &strategy).await;
        let route = approval_route(&house, &strategy, who().today).await.unwrap().unwrap();
        set_strategy_text(&house, &who(), &strategy, paragraph("Other words.")).await.unwrap();
        let read = crate::texts::hash_of(&paragraph("Homes that keep us well."));
        let input = Approve {
            strategy_id: strategy.record.id,
            ask_id: route.steps[0].ask.id,
            hash: read,
            send_back_because: None,
        };
        let refused = approve(&house, &who(), input).await.err().unwrap();
        assert!(matches!(refused, ApprovalError::OtherWords));
    }
    async fn a_strategy_ends_with_its_priorities_and_a_reason(house) {
        let strategy = strategy_with(&house, "Homes that keep us well.").await;
        let state = async || crate::thread::by_id(&house, strategy.record.id).await.unwrap().unwrap();
        let end = |seen_revision, because: &str| EndStrategy {
            strategy_id: strategy.record.id,
            seen_revision,
            because: because.to_owned(),
        };
        let early = end_strategy(&house, &who(), end(1, "It ran out")).await;
        assert!(matches!(early, Err(EndStrategyError::NotFollowed)));
        ask_two(&house, &strategy).await;
        approve_all(&house, &strategy).await;
        publish_strategy(&house, &who(), strategy.record.id).await.unwrap();
        let followed = state().await;
        assert_eq!(followed.state, ADOPTED);
        let mute = end_strategy(&house, &who(), end(followed.revision, " ")).await;
        assert!(matches!(mute, Err(EndStrategyError::NoReason)));
        let stale = end_strategy(&house, &who(), end(followed.revision - 1, "It ran out")).await;
        assert!(matches!(stale, Err(EndStrategyError::Runner(RunnerError::Conflict { .. }))));
        end_strategy(&house, &who(), end(followed.revision, "It ran out")).await.unwrap();
        assert_eq!(state().await.state, ENDED);
        assert!(public_words(&house, &strategy).await.is_some(), "its words stay where they were");
    }
}
