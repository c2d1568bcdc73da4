#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::sync::Arc;

use evidence::catalogue::Indicator;
use evidence::engine::{Engine, Source as File};
use evidence::intake::Choices;
use evidence::memory::MemoryEngine;
use evidence::observation::{Row, State};
use evidence::small_areas::Vintage;
use testkit::FakeClocks;

use super::*;
use crate::places;
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{Actor, Origin, RecordId};

fn command_line() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

async fn board(house: &House, name: &str) -> RecordId {
    let input = places::CreateBody {
        name: name.to_owned(),
        public_name: None,
        slug: None,
        body_type: places::BodyType::Board,
        area_id: None,
        responsibility: None,
        quorum: None,
        valid_from: None,
        valid_to: None,
        origin: Origin::Entered,
    };
    let made = places::create_body(house, &command_line(), input).await;
    made.unwrap().record.id
}

/// Eight small areas in one ward, loaded and published.
async fn figures(house: &House) -> Figures {
    let engine = Arc::new(MemoryEngine::new());
    let id = Vintage::Lsoa2021.lookup("ward24");
    let codes: Vec<String> = (1..=8).map(|at| format!("E0100000{at}")).collect();
    let rows: Vec<Row<'_>> = codes
        .iter()
        .map(|code| Row {
            indicator: &id,
            area_code: code,
            area_name: code,
            parent_code: "E05000001",
            parent_name: "North",
            period: "2024",
            period_start: 202_401,
            period_months: 12,
            state: State::Value,
            value: Some(1.0),
            ..Row::default()
        })
        .collect();
    let known = Indicator {
        id: id.clone(),
        name: id.clone(),
        ..Indicator::default()
    };
    engine.prepare("lookup.csv", [known], &rows);
    let sources = vec![File::new("lookup.csv", std::io::empty())];
    let intake = engine.stage(sources, Choices::default()).await.unwrap();
    let input = ImportData {
        body_id: None,
        data_set: NewDataSet::published("Lookup"),
        origin: Origin::Imported,
        publish: true,
    };
    import_data(house, engine.as_ref(), &command_line(), &intake, input)
        .await
        .unwrap();
    Figures::new(engine)
}

fn input(board: RecordId, entries: &[&str]) -> DefineLocality {
    DefineLocality {
        body_id: board,
        name: "The Marshes".to_owned(),
        entries: entries.iter().map(|&entry| entry.to_owned()).collect(),
        near_reason: None,
        seen_revision: None,
    }
}

testkit::store_tests! {
    in crate;

    async fn a_locality_is_made_and_made_anew_with_its_past(house) {
        let figures = figures(&house).await;
        let board = board(&house, "Hackney Board").await;
        let who = command_line();
        let (first, _) = define_locality(&house, &figures, &who, input(board, &["E01000002", "E01000001"])).await.unwrap();
        assert_eq!(first.made.small_areas, ["E01000001", "E01000002"]);
        assert_eq!((first.made.version, first.code()), (1, "the-marshes"));
        assert_eq!(first.area.record.body_id, Some(board));
        let (second, _) = define_locality(&house, &figures, &who, input(board, &["E01000003"])).await.unwrap();
        assert_eq!((second.made.version, &second.made.small_areas[..]), (2, &["E01000003".to_owned()][..]));
        assert_eq!(places::localities(&house).await.unwrap(), std::slice::from_ref(&second));
        let late = DefineLocality { seen_revision: Some(first.area.record.revision), ..input(board, &["E01000004"]) };
        let error = define_locality(&house, &figures, &who, late).await.unwrap_err();
        assert!(matches!(error, DefineLocalityError::Runner(RunnerError::Conflict { .. })), "{error}");
        assert_eq!(built_area(&house, "the-marshes").await.unwrap().small_areas, ["E01000003"]);
        assert!(built_area(&house, "E05000001").await.unwrap().small_areas.is_empty());
    }

    async fn what_cannot_be_a_locality_is_refused_and_leaves_nothing(house) {
        let board = board(&house, "Hackney Board").await;
        let other = self::board(&house, "Newham Board").await;
        let who = command_line();
        let nothing = Figures::new(Arc::new(MemoryEngine::new()));
        let define = |figures: Figures, input| {
            let (house, who) = (house.clone(), who.clone());
            async move { define_locality(&house, &figures, &who, input).await.map(|_| ()) }
        };
        let error = define(nothing, input(board, &["E01000001"])).await.unwrap_err();
        assert!(matches!(error, DefineLocalityError::NoLookup), "{error}");
        let figures = figures(&house).await;
        let unnamed = DefineLocality { name: " ".to_owned(), ..input(board, &["E01000001"]) };
        assert!(matches!(define(figures.clone(), unnamed).await, Err(DefineLocalityError::NoName)));
        assert!(matches!(define(figures.clone(), input(board, &[])).await, Err(DefineLocalityError::NothingListed)));
        let wrong = define(figures.clone(), input(board, &["E01000099"])).await.unwrap_err();
        assert_eq!(wrong.to_string(), "1 entry must be mended first");
        let seven = ["E01000001", "E01000002", "E01000003", "E01000004", "E01000005", "E01000006", "E01000007"];
        let near = define(figures.clone(), input(board, &seven)).await.unwrap_err();
        assert!(near.to_string().starts_with("it differs from North (by 1) by so few"), "{near}");
        assert!(places::localities(&house).await.unwrap().is_empty());

        define(figures.clone(), input(board, &["E01000001"])).await.unwrap();
        let taken = define(figures.clone(), input(other, &["E01000002"])).await.unwrap_err();
        assert!(matches!(taken, DefineLocalityError::NameTaken(_)), "{taken}");
    }
}
