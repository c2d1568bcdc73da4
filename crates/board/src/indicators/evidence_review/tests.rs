#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use testkit::FakeClocks;

use super::*;
use crate::indicators::{AddEvidenceItem, Source, add_evidence_item};
use crate::places::{BodyType, CreateBody, area_by_code, create_body, load_london};
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

async fn statement(house: &House, about: Option<&str>) -> RecordId {
    let area_id = match about {
        Some(code) => Some(area_by_code(house, code).await.unwrap().unwrap().record.id),
        None => None,
    };
    let new = AddEvidenceItem {
        body_id: None,
        title: format!("What is known of {}", about.unwrap_or("nowhere")),
        slug: None,
        statement: "Something is known.".to_owned(),
        source: Source::Study {
            document: "A study".to_owned(),
            place: None,
        },
        indicator_id: None,
        area_id,
        strength: None,
        supports: Vec::new(),
        as_at: who().today,
        origin: Origin::Illustrative,
    };
    let item = add_evidence_item(house, &who(), new).await.unwrap();
    item.record.id
}

async fn opened(house: &House) -> RecordId {
    load_london(house, &who()).await.unwrap();
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
    let body_id = create_body(house, &who(), board).await.unwrap().record.id;
    let new = OpenEvidenceReview {
        body_id,
        title: "Priorities, first workshop".to_owned(),
        working_group: "Strategy working group".to_owned(),
        workshop_on: who().today,
        origin: Origin::Illustrative,
    };
    open_evidence_review(house, &who(), new).await.unwrap();
    body_id
}

async fn newest(house: &House, body_id: RecordId) -> EvidenceReview {
    let reviews = evidence_reviews(house, body_id, who().today).await.unwrap();
    reviews.into_iter().next().unwrap()
}

async fn gather(house: &House, review: &EvidenceReview, items: Vec<RecordId>) {
    let review = review.clone();
    gather_evidence(house, &who(), GatherEvidence { review, items })
        .await
        .unwrap();
}

testkit::store_tests! {
    in crate;

    async fn a_workshop_is_ready_when_every_level_has_a_statement_or_a_reason(house) {
        let board = opened(&house).await;
        let review = newest(&house, board).await;
        assert_eq!(review.missing(), EvidenceLevel::ALL);

        let ward_or_borough = statement(&house, Some("E09000012")).await;
        let country = statement(&house, Some("E92000001")).await;
        let nowhere = statement(&house, None).await;
        gather(&house, &review, vec![ward_or_borough, country, nowhere]).await;
        let review = newest(&house, board).await;
        assert_eq!(review.missing(), [EvidenceLevel::Regional]);
        assert_eq!(review.without_place.len(), 1, "what is about no place stands at no level");
        let refused = mark_evidence_ready(&house, &who(), &review).await.unwrap_err();
        assert!(refused.to_string().starts_with("there is no regional evidence yet"), "{refused}");

        let gap = |reason: &str| RecordGapOfLevel {
            review: review.clone(),
            level: EvidenceLevel::Regional,
            reason: reason.to_owned(),
        };
        let silent = record_gap_of_level(&house, &who(), gap(" ")).await.unwrap_err();
        assert!(matches!(silent, RecordGapOfLevelError::NoReason));
        record_gap_of_level(&house, &who(), gap("London has not published it.")).await.unwrap();
        record_gap_of_level(&house, &who(), gap("London publishes it in June.")).await.unwrap();
        let review = newest(&house, board).await;
        assert_eq!(review.levels[1].gap.as_ref().unwrap().reason, "London publishes it in June.");
        mark_evidence_ready(&house, &who(), &review).await.unwrap();
        assert!(newest(&house, board).await.is_ready());
    }

    async fn what_was_ready_keeps_what_was_read(house) {
        let board = opened(&house).await;
        let review = newest(&house, board).await;
        let mut items = Vec::new();
        for code in ["E09000012", "E12000007", "E92000001"] {
            items.push(statement(&house, Some(code)).await);
        }
        gather(&house, &review, items.clone()).await;
        // Before it is ready, what was gathered by mistake is taken away again.
        gather(&house, &newest(&house, board).await, items[..2].to_vec()).await;
        assert_eq!(newest(&house, board).await.missing(), [EvidenceLevel::National]);
        gather(&house, &newest(&house, board).await, items.clone()).await;
        mark_evidence_ready(&house, &who(), &newest(&house, board).await).await.unwrap();

        let review = newest(&house, board).await;
        let less = GatherEvidence { review: review.clone(), items: items[..1].to_vec() };
        let refused = gather_evidence(&house, &who(), less).await.unwrap_err();
        assert!(matches!(refused, GatherEvidenceError::IsReady));
        items.push(statement(&house, None).await);
        gather(&house, &review, items).await;
        assert_eq!(newest(&house, board).await.items().count(), 4);
        let other = GatherEvidence { review: review.clone(), items: vec![review.record.id] };
        assert!(gather_evidence(&house, &who(), other).await.is_err());
    }
}
