#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use evidence::analysis::Characteristic;
use evidence::cell::Origin as Made;
use evidence::disclosure::{Choice, Publishable, rules};
use evidence::engine::FileHash;
use evidence::stocktake::{
    Asked, CodeList, Counted, Counts, GapKind, Line, People, Reach, Residents, Stocktake, take,
};
use jiff::civil::{Date, date};
use serde_json::json;
use testkit::FakeClocks;

use super::*;
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{Actor, Origin, RecordId};
use crate::{frameworks, places};

fn command_line() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

async fn board(house: &House) -> RecordId {
    frameworks::load_reference_frameworks(house, &command_line())
        .await
        .unwrap();
    let input = places::CreateBody {
        name: "Hackney Health and Wellbeing Board".to_owned(),
        public_name: None,
        slug: None,
        body_type: places::BodyType::Board,
        area_id: None,
        responsibility: None,
        quorum: None,
        valid_from: None,
        valid_to: None,
        origin: Origin::Illustrative,
    };
    places::create_body(house, &command_line(), input)
        .await
        .unwrap()
        .record
        .id
}

/// Sex is known for all, disability for so many in a hundred.
fn stock(service: &str, known: u64) -> Publishable<Stocktake> {
    let lists = ["sex", "disability"].map(|name| CodeList::named(name).unwrap());
    let mut counts = Counts::new(lists.to_vec(), Vec::new(), Reach::Furthest);
    for (list, code, people) in [
        (lists[0], "1", 400),
        (lists[0], "2", 600),
        (lists[1], "NN", known * 10),
        (lists[1], "", 1_000 - known * 10),
    ] {
        let people = People::Count(people);
        counts.add(
            list,
            Line {
                service,
                stage: None,
                code,
                people,
            },
        );
    }
    let asked = Asked {
        source: "Made for a test".to_owned(),
        counted: Counted::People,
        origin: Made::Illustrative,
        choice: Choice::new("Test", rules::NHS_ENGLAND, "Nobody has published them.").unwrap(),
        threshold: 80.0,
    };
    take(&counts, &Residents::default(), &asked).unwrap()
}

fn kept(board: RecordId, as_at: Date, known: u64) -> KeepStocktake {
    KeepStocktake {
        board,
        as_at,
        stocktake: stock("Talking therapies", known),
        asked: json!({ "by": ["sex", "disability"] }),
        files: vec![FileHash::of(format!("{as_at} {known}").as_bytes())],
    }
}

async fn element(house: &House, title: &str) -> RecordId {
    let elements = stocktake::characteristics(house).await.unwrap();
    let element = elements
        .into_iter()
        .find(|element| element.record.title == title);
    element.unwrap().record.id
}

async fn heads(house: &House) -> i64 {
    let heads = crate::audit::heads(house).await.unwrap();
    heads.iter().map(|head| head.sequence).sum()
}

const FIRST: Date = date(2020, 3, 31);
const SECOND: Date = date(2020, 6, 30);

testkit::store_tests! {
    in crate;

    async fn a_stocktake_is_kept_with_its_receipt_and_makes_its_service(house) {
        let board = board(&house).await;
        let who = command_line();
        let services = keep_stocktake(&house, &who, kept(board, FIRST, 61)).await.unwrap();
        assert_eq!(services.len(), 1);
        assert_eq!(services[0].record.title, "Talking therapies");
        assert!(services[0].record.origin.is_illustrative(), "made of illustrative records");
        assert_eq!(places::services(&house, board).await.unwrap(), services);
        let stocktakes = stocktakes_of(&house, services[0].record.id).await.unwrap();
        assert_eq!(stocktakes.len(), 1);
        assert_eq!(stocktakes[0].as_at, FIRST);
        assert_eq!(stocktakes[0].found().unwrap().people.value, Some(1_000.0));
        let receipt = receipt(&house, &stocktakes[0].receipt).await.unwrap().unwrap();
        assert_eq!(receipt.receipt.data, [FileHash::of(b"2020-03-31 61")]);
        assert!(receipt.receipt.question.contains("Talking therapies"));
    }

    async fn the_same_again_writes_nothing_and_another_count_of_the_day_takes_its_place(house) {
        let board = board(&house).await;
        let who = command_line();
        let service = keep_stocktake(&house, &who, kept(board, FIRST, 61)).await.unwrap().remove(0);
        let before = heads(&house).await;
        keep_stocktake(&house, &who, kept(board, FIRST, 61)).await.unwrap();
        assert_eq!(heads(&house).await, before);
        keep_stocktake(&house, &who, kept(board, FIRST, 62)).await.unwrap();
        let stocktakes = stocktakes_of(&house, service.record.id).await.unwrap();
        assert_eq!(stocktakes.len(), 1);
        assert!(heads(&house).await > before);
    }

    async fn a_gap_keeps_its_owner_until_it_closes_and_says_since_when(house) {
        let board = board(&house).await;
        let who = command_line();
        let service = keep_stocktake(&house, &who, kept(board, FIRST, 45)).await.unwrap().remove(0).record.id;
        let gaps = gaps_of_service(&house, service).await.unwrap();
        assert_eq!(gaps.len(), 9, "eight never asked, disability known for 45%");
        assert!(gaps.iter().all(|gap| gap.owner.is_none() && gap.since == FIRST));
        let disability = element(&house, "Disability").await;
        let said = SetCoverage {
            body_id: Some(board),
            subject_id: service,
            element_id: disability,
            state: CoverageState::Gap,
            reason: "The code is not sent with referrals".to_owned(),
            owner: Some("Data lead".to_owned()),
        };
        set_coverage(&house, &who, said).await.unwrap();

        keep_stocktake(&house, &who, kept(board, SECOND, 61)).await.unwrap();
        let gaps = gaps_of_service(&house, service).await.unwrap();
        let gap = gaps.iter().find(|gap| gap.gap.characteristic == Characteristic::Disability).unwrap();
        assert_eq!(gap.gap.words, "Disability, 61% known");
        assert_eq!((gap.owner.as_deref(), gap.since, gap.before), (Some("Data lead"), FIRST, Some(45.0)));
        assert_eq!(gap.reason.as_deref(), Some("The code is not sent with referrals"));
        assert!(gaps.first().unwrap().owner.is_none(), "those without an owner come first");
        let deprivation = gaps.iter().find(|gap| gap.gap.characteristic == Characteristic::Deprivation).unwrap();
        assert_eq!((deprivation.gap.kind, deprivation.element_id), (GapKind::NotAsked, None));

        keep_stocktake(&house, &who, kept(board, date(2020, 9, 1), 90)).await.unwrap();
        let coverage = coverage_of(&house, service).await.unwrap();
        let closed = coverage.iter().find(|said| said.element_id == disability).unwrap();
        assert_eq!((closed.state, closed.owner.as_deref()), (CoverageState::Figures, None));
        assert_eq!(coverage.len(), 9);
    }

    async fn the_stock_of_services_says_how_far_how_often_and_what_rests_on_it(house) {
        let board = board(&house).await;
        let who = command_line();
        let stock = |actor: Actor| {
            let house = &house;
            async move { stock_of_services(house, &actor, who.today, board).await.unwrap() }
        };
        assert_eq!(stock(Actor::public()).await, []);
        keep_stocktake(&house, &who, kept(board, FIRST, 45)).await.unwrap();
        keep_stocktake(&house, &who, kept(board, SECOND, 61)).await.unwrap();
        let found = stock(Actor::public()).await.remove(0);
        assert_eq!(found.service.record.title, "Talking therapies");
        assert_eq!((found.cadence.times, found.cadence.days_between), (2, Some(91)));
        assert_eq!(found.gaps.len(), 9);
        assert_eq!(found.used_in, []);
        let known = found.known();
        assert_eq!(known.len(), 10);
        let of = |characteristic| known.iter().find(|known| known.characteristic == characteristic).unwrap();
        let disability = of(Characteristic::Disability);
        assert_eq!((disability.now.value, disability.before), (Some(61.0), Some(45.0)));
        assert_eq!(of(Characteristic::Age).now.state, evidence::observation::State::NotAsked);

        // A statement that is made of the older of the two, and a need that rests on it.
        let older = receipt(&house, &found.stocktakes[1].receipt).await.unwrap().unwrap();
        let statement = "Disability is known for 45 in a hundred who use talking therapies";
        let said = AddEvidenceItem {
            body_id: Some(board),
            title: statement.to_owned(),
            slug: None,
            statement: statement.to_owned(),
            source: Source::Computed(Box::new(older.receipt)),
            indicator_id: None,
            area_id: None,
            strength: None,
            supports: Vec::new(),
            as_at: FIRST,
            origin: Origin::Illustrative,
        };
        let said = add_evidence_item(&house, &who, said).await.unwrap();
        let need = crate::needs::CreateNeed {
            body_id: board,
            title: "Services that know whom they serve".to_owned(),
            slug: None,
            statement: "Nobody can say whether disabled people are treated".to_owned(),
            now: None,
            later: None,
            area_id: None,
            origin: Origin::Illustrative,
        };
        let need = crate::needs::create_need(&house, &who, need).await.unwrap();
        let join = crate::thread::JoinRecords {
            from: need.record.id,
            relation: crate::joins::CITES.0.to_owned(),
            to: said.record.id,
            reason: None,
        };
        crate::thread::join_records(&house, &who, join).await.unwrap();
        let titles = |stock: Vec<ServiceInStock>| -> Vec<String> {
            stock[0].used_in.iter().map(|record| record.title.clone()).collect()
        };
        assert_eq!(titles(stock(who.actor.clone()).await), ["Services that know whom they serve"]);
        assert_eq!(titles(stock(Actor::public()).await), Vec::<String>::new(), "a draft is not for the public");
    }

    async fn what_cannot_be_kept_says_why(house) {
        let board = board(&house).await;
        let who = command_line();
        let tomorrow = who.today.tomorrow().unwrap();
        let error = keep_stocktake(&house, &who, kept(board, tomorrow, 61)).await.unwrap_err();
        assert!(matches!(error, KeepStocktakeError::InTheFuture { .. }), "{error}");
        let unnamed = KeepStocktake { stocktake: stock("All records", 61), ..kept(board, FIRST, 61) };
        assert!(matches!(keep_stocktake(&house, &who, unnamed).await, Err(KeepStocktakeError::NoName)));
        let nobody = Who { actor: Actor::public(), ..who };
        let refused = keep_stocktake(&house, &nobody, kept(board, FIRST, 61)).await;
        assert!(matches!(refused, Err(KeepStocktakeError::Runner(RunnerError::Forbidden { .. }))), "{refused:?}");
        assert_eq!(places::services(&house, board).await.unwrap(), []);
    }
}
