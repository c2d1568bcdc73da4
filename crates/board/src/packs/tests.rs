//! Packs of evidence on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::sync::Arc;

use evidence::analysis::Against;
use evidence::catalogue::{self, Known, Polarity, Unit, ValueType};
use evidence::engine::{Engine, Source as File};
use evidence::intake::Choices;
use evidence::memory::MemoryEngine;
use evidence::observation::{Row, State};
use jiff::civil::date;
use testkit::FakeClocks;

use super::*;
use crate::asks::AskState;
use crate::documents::{
    ConsiderDocument, ConsiderDocumentError, PublishDocument, ShareDocument, ShareDocumentError,
    WriteDocument, WriteDocumentError, consider_document, document, handed_on, paper_of,
    publish_document, share_document, shared_with, shares_of, write_document,
};
use crate::indicators::{
    AddEvidenceItem, Figures, ImportData, Intervention, NewDataSet, Source, add_evidence_item,
    import_data, indicators,
};
use crate::places::{BodyType, CreateBody, create_body};
use crate::runner::{House, RunnerError, Who};
use crate::texts::blocks_of;
use crate::thread::walk;
use crate::vocabulary::{Actor, ActorKind, Grant, Origin, RecordId, Role};

const HACKNEY: &str = "E09000012";

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

fn somebody(role: Role, body: RecordId) -> Who {
    Who {
        actor: Actor {
            kind: ActorKind::Person(body),
            name: role.to_string(),
            grants: vec![Grant {
                body_id: Some(body),
                role,
            }],
        },
        ..who()
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
        origin: Origin::Entered,
    };
    create_body(house, &who(), input).await.unwrap().record.id
}

fn indicator(id: &str, name: &str) -> catalogue::Indicator {
    catalogue::Indicator {
        id: id.to_owned(),
        name: name.to_owned(),
        value_type: ValueType::Proportion,
        value_type_known: Known::Stated,
        unit: Unit {
            label: "%".to_owned(),
            multiplier: Some(100.0),
        },
        polarity: Polarity::LowIsGood,
        polarity_known: Known::Stated,
        ..catalogue::Indicator::default()
    }
}

fn row(
    indicator: &'static str,
    area: &'static str,
    year: (&'static str, u32),
    value: f64,
) -> Row<'static> {
    let is_england = area == evidence::ENGLAND;
    Row {
        indicator,
        area_code: area,
        area_name: if is_england { "England" } else { "Hackney" },
        area_type: if is_england { "England" } else { "Authority" },
        period: year.0,
        period_start: year.1,
        period_months: 12,
        sex: "Persons",
        age: "18+ yrs",
        state: State::Value,
        value: Some(value),
        limits_95: Some((value - 1.0, value + 1.0)),
        count: Some(value * 10.0),
        denominator: Some(1000.0),
        ..Row::default()
    }
}

/// Two releases of the same two indicators: in the first Hackney smokes more, in the second less, and homes are hidden.
fn engine() -> Arc<MemoryEngine> {
    let engine = MemoryEngine::new();
    let both = || {
        [
            indicator("900", "Adults who smoke"),
            indicator("901", "Cold homes"),
        ]
    };
    let rows = |smoking: f64| {
        let hidden = Row {
            state: State::Suppressed,
            value: None,
            limits_95: None,
            count: None,
            ..row("901", HACKNEY, ("2020", 202_001), 0.0)
        };
        let tenth = |label: &'static str, value: f64| Row {
            category_type: "LSOA11 deprivation deciles in England (IMD2019)",
            category: label,
            ..row("900", HACKNEY, ("2020", 202_001), value)
        };
        let ethnic = |label: &'static str, value: f64| Row {
            category_type: "Ethnic groups",
            ..tenth(label, value)
        };
        [
            row("900", evidence::ENGLAND, ("2019", 201_901), 13.5),
            row("900", HACKNEY, ("2019", 201_901), 19.0),
            row("900", evidence::ENGLAND, ("2020", 202_001), 13.0),
            row("900", HACKNEY, ("2020", 202_001), smoking),
            row("901", evidence::ENGLAND, ("2020", 202_001), 10.0),
            hidden,
            tenth("Most deprived decile", 25.0),
            tenth("Least deprived decile", 8.0),
            ethnic("White", 22.0),
            ethnic("Asian", 11.5),
            ethnic("Mixed", 12.0),
        ]
    };
    engine.prepare("2021.csv", both(), &rows(20.0));
    engine.prepare("2022.csv", both(), &rows(12.9));
    let kinds = [
        "Country of birth",
        "Disability",
        "Faith",
        "Housing",
        "Language",
        "Work",
    ];
    let of_kind = |kind: &'static str| {
        ["Yes", "No"].map(|label| Row {
            category_type: kind,
            category: label,
            ..row("900", HACKNEY, ("2020", 202_001), 12.0)
        })
    };
    let many = rows(20.0).into_iter();
    let many: Vec<Row<'_>> = many.chain(kinds.into_iter().flat_map(of_kind)).collect();
    engine.prepare("many.csv", both(), &many);
    Arc::new(engine)
}

async fn import(house: &House, engine: &MemoryEngine, name: &str) {
    let sources = vec![File::new(name, std::io::empty())];
    let intake = engine.stage(sources, Choices::default()).await.unwrap();
    let input = ImportData {
        body_id: None,
        data_set: NewDataSet::published("Survey of health"),
        origin: Origin::Imported,
        publish: true,
    };
    import_data(house, engine, &who(), &intake, input)
        .await
        .unwrap();
}

fn pack(body_id: RecordId) -> MakePack {
    MakePack {
        body_id,
        title: "Health and money".to_owned(),
        slug: None,
        area: HACKNEY.to_owned(),
        against: Against::England,
        indicators: vec!["900".to_owned(), "901".to_owned()],
        element: None,
        topic: None,
        introduction: Some("For the workshop.\n\nTo be read first.".to_owned()),
    }
}

/// A house with one release, a board, and the figures.
async fn ready(house: &House) -> (RecordId, Figures, Arc<MemoryEngine>) {
    let engine = engine();
    import(house, &engine, "2021.csv").await;
    let figures = Figures::new(engine.clone());
    (
        board(house, "Hackney Health and Wellbeing Board").await,
        figures,
        engine,
    )
}

async fn words(house: &House, made: &Made) -> String {
    let blocks = blocks_of(house, made.version.id).await.unwrap();
    let words: Vec<String> = blocks.into_iter().map(|block| block.words).collect();
    words.join("\n")
}

async fn publish(house: &House, made: &Made) {
    let input = PublishDocument {
        document_id: made.text.record.id,
        seen_version: made.version.number,
    };
    publish_document(house, &who(), input).await.unwrap();
}

testkit::store_tests! {
    in crate;

    async fn kinds_of_group_that_a_pack_has_no_room_for_are_named(house) {
        let engine = engine();
        import(&house, &engine, "many.csv").await;
        let figures = Figures::new(engine);
        let body = board(&house, "Hackney Health and Wellbeing Board").await;
        let made = make_pack(&house, &figures, &who(), pack(body)).await.unwrap();
        let words = words(&house, &made).await;
        assert!(words.contains("By Language, 2020"), "{words}");
        assert!(!words.contains("By Work, 2020"), "{words}");
        assert!(words.contains("The data also tells people apart by Work."), "{words}");
    }

    async fn a_place_beside_itself_is_said_with_when(house) {
        let (body, figures, _) = ready(&house).await;
        let input = MakePack { against: Against::Earlier(1), ..pack(body) };
        let made = make_pack(&house, &figures, &who(), input).await.unwrap();
        let words = words(&house, &made).await;
        for said in [
            "held against Hackney the year before: 1 similar and 1 not compared.",
            "Hackney is similar to Hackney the year before",
            "Hackney the year before: 19.0%",
            "Hackney the year before\t19.0%",
        ] {
            assert!(words.contains(said), "{said} is not in\n{words}");
        }
    }

    async fn a_pack_says_what_stands_out_and_what_nobody_knows(house) {
        let (body, figures, _) = ready(&house).await;
        let made = make_pack(&house, &figures, &who(), pack(body)).await.unwrap();
        let words = words(&house, &made).await;
        for said in [
            "Of 2 figures for Hackney, held against England: 1 worse and 1 not compared.",
            "Hackney does worse than England",
            "For the workshop.",
            "Hackney: 20.0%",
            "Hackney\t20.0%\t19.0%\t21.0%\tWorse than England",
            "Hackney\tHidden\tHidden\tHidden\tHidden",
            "Of 10 parts, these have no figure",
            "The limits of the highest and the lowest group of people lie apart in: Adults who smoke (by Ethnic groups).",
            "By Ethnic groups, 2020: In Hackney, “White” is 10.5 points higher than “Asian”. Their 95% limits do not meet",
            "Mixed\t12.0%",
            "Adults who smoke, by Ethnic groups",
            "Who we cannot see",
            "Nobody has said why",
            "Survey of health",
            "commonweal explain R-",
        ] {
            assert!(words.contains(said), "{said} is not in\n{words}");
        }
        assert!(words.find("What stands out").unwrap() < words.find("The figures").unwrap());
        let kept = paper_of(&house, &made.version).await.unwrap().unwrap();
        assert_eq!(kept.as_at, who().today);
        let recipe = recipe_of(&kept).unwrap();
        assert_eq!((recipe.indicators.len(), recipe.data.len()), (2, 1));
        assert!(!has_newer_figures(&house, &recipe).await.unwrap());
    }

    async fn a_pack_is_made_again_only_when_something_changed(house) {
        let (body, figures, engine) = ready(&house).await;
        let made = make_pack(&house, &figures, &who(), pack(body)).await.unwrap();
        publish(&house, &made).await;
        let again = |seen_version| MakeAgain { document_id: made.text.record.id, seen_version, recipe: None };
        let same = make_again(&house, &figures, &who(), again(1)).await.unwrap();
        assert_eq!((same.is_new, same.version.number), (false, 1));

        import(&house, &engine, "2022.csv").await;
        let kept = paper_of(&house, &made.version).await.unwrap().unwrap();
        assert!(has_newer_figures(&house, &recipe_of(&kept).unwrap()).await.unwrap());
        let stale = make_again(&house, &figures, &who(), again(7)).await;
        assert!(matches!(stale, Err(MakePackError::Runner(RunnerError::Conflict { .. }))));
        let newer = make_again(&house, &figures, &who(), again(1)).await.unwrap();
        assert_eq!((newer.is_new, newer.version.number), (true, 2));
        assert!(words(&house, &newer).await.contains("Hackney is similar to England"));
        publish(&house, &newer).await;

        let document = document(&house, body, &made.text.record.slug).await.unwrap().unwrap();
        let earlier = handed_on(&document, &document.versions[0], &kept, None).unwrap();
        assert!(earlier.status_line.contains(&"Superseded by version 2".to_owned()), "{:?}", earlier.status_line);
        let holds = paper_of(&house, &document.versions[1]).await.unwrap().unwrap();
        let holds = handed_on(&document, &document.versions[1], &holds, None).unwrap();
        assert_eq!(holds.status_line[..2], ["Evidence pack", "Version 2"]);
        assert_eq!(holds.status_line.len(), 3);
        let written = WriteDocument { document_id: made.text.record.id, seen_version: 2, words: "Mine.".to_owned() };
        assert!(matches!(write_document(&house, &who(), written).await, Err(WriteDocumentError::IsMade)));
    }

    async fn paragraphs_cite_the_statements_that_they_repeat(house) {
        let (body, figures, _) = ready(&house).await;
        let smoking = indicators(&house).await.unwrap().into_iter().find(|it| it.described.id == "900").unwrap();
        let input = AddEvidenceItem {
            body_id: Some(body),
            title: "Help to stop".to_owned(),
            slug: None,
            statement: "Help that comes to people works".to_owned(),
            source: Source::Intervention {
                document: "A review".to_owned(),
                place: Some("page 3".to_owned()),
                found: Intervention {
                    population: "Adults who smoke".to_owned(),
                    effect: "More of them stop".to_owned(),
                },
            },
            indicator_id: Some(smoking.record.id),
            area_id: None,
            strength: Some("strong".to_owned()),
            supports: Vec::new(),
            as_at: date(2022, 1, 1),
            origin: Origin::Entered,
        };
        let item = add_evidence_item(&house, &who(), input).await.unwrap();
        let made = make_pack(&house, &figures, &who(), pack(body)).await.unwrap();
        let blocks = blocks_of(&house, made.version.id).await.unwrap();
        let said = "Help that comes to people works. A review, page 3. How far to rely on it: strong.";
        let paragraph = blocks.iter().find(|block| block.words == said).unwrap();
        let found = walk(&house, &who().actor, who().today, paragraph.paragraph_id).await.unwrap().unwrap();
        assert_eq!(found.up.iter().map(|step| step.record.id).collect::<Vec<_>>(), [item.record.id]);
    }

    async fn who_has_which_version_is_known_and_who_has_considered_it(house) {
        let (body, figures, engine) = ready(&house).await;
        let city = board(&house, "City Health and Wellbeing Board").await;
        let made = make_pack(&house, &figures, &who(), pack(body)).await.unwrap();
        let due = who().today.checked_add(jiff::Span::new().days(14)).unwrap();
        let share = ShareDocument { document_id: made.text.record.id, to_body: city, due };
        let draft = share_document(&house, &who(), share).await;
        assert!(matches!(draft, Err(ShareDocumentError::NotPublished)));
        publish(&house, &made).await;
        let past = ShareDocument { due: date(2000, 1, 1), ..share };
        assert!(matches!(share_document(&house, &who(), past).await, Err(ShareDocumentError::Due)));
        let nobody = ShareDocument { to_body: made.text.record.id, ..share };
        assert!(matches!(share_document(&house, &who(), nobody).await, Err(ShareDocumentError::NotABody)));
        let member = share_document(&house, &somebody(Role::Member, body), share).await;
        assert!(matches!(member, Err(ShareDocumentError::Runner(RunnerError::Forbidden { .. }))));
        let ask = share_document(&house, &somebody(Role::Analyst, body), share).await.unwrap();
        let twice = share_document(&house, &who(), share).await;
        assert!(matches!(twice, Err(ShareDocumentError::HasIt { version: 1, .. })));

        let considered = ConsiderDocument { ask_id: ask.id, words: None };
        let stranger = consider_document(&house, &somebody(Role::Officer, body), considered.clone()).await;
        assert!(matches!(stranger, Err(ConsiderDocumentError::Runner(RunnerError::Forbidden { .. }))));
        let answered = consider_document(&house, &somebody(Role::Officer, city), considered.clone()).await.unwrap();
        assert_eq!(answered.reply.unwrap().hash, Some(made.version.hash.clone()));
        let again = consider_document(&house, &somebody(Role::Officer, city), considered).await;
        assert!(matches!(again, Err(ConsiderDocumentError::Answered)));
        let own = ShareDocument { to_body: body, ..share };
        share_document(&house, &who(), own).await.unwrap();

        import(&house, &engine, "2022.csv").await;
        let again = MakeAgain { document_id: made.text.record.id, seen_version: 1, recipe: None };
        let newer = make_again(&house, &figures, &who(), again).await.unwrap();
        publish(&house, &newer).await;
        share_document(&house, &who(), share).await.unwrap();
        share_document(&house, &who(), own).await.unwrap();
        let given = shares_of(&house, made.text.record.id, who().today).await.unwrap();
        let seen: Vec<_> = given
            .iter()
            .map(|share| (share.body.id, share.version, share.was_replaced()))
            .collect();
        assert_eq!(
            seen,
            [(city, Some(1), false), (body, Some(1), true), (city, Some(2), false), (body, Some(2), false)],
            "in the order of versions, then of names"
        );
        let received = shared_with(&house, city, who().today).await.unwrap();
        let states: Vec<_> = received.iter().map(|(_, share)| (share.version, share.state)).collect();
        assert_eq!(states, [(Some(2), AskState::ToDo), (Some(1), AskState::Answered(who().today))]);
    }

    async fn what_cannot_be_made_is_refused_with_the_reason(house) {
        let (body, figures, _) = ready(&house).await;
        let made = async |input: MakePack| make_pack(&house, &figures, &who(), input).await;
        let untitled = made(MakePack { title: " ".to_owned(), ..pack(body) }).await;
        assert!(matches!(untitled, Err(MakePackError::NoTitle)));
        let nothing = made(MakePack { indicators: Vec::new(), ..pack(body) }).await;
        assert!(matches!(nothing, Err(MakePackError::NoIndicators)));
        let unknown = made(MakePack { indicators: vec!["7".to_owned()], ..pack(body) }).await;
        assert!(matches!(unknown, Err(MakePackError::UnknownIndicator(_))));
        let twice = made(MakePack { indicators: vec!["900".to_owned(); 2], ..pack(body) }).await;
        assert!(matches!(twice, Err(MakePackError::Twice(_))));
        let many = made(MakePack { indicators: (0..31).map(|it| it.to_string()).collect(), ..pack(body) }).await;
        assert!(matches!(many, Err(MakePackError::TooMany(31))));
        let elsewhere = made(MakePack { area: "E09000099".to_owned(), ..pack(body) }).await;
        assert!(matches!(elsewhere, Err(MakePackError::NoFigures)));
        let member = make_pack(&house, &figures, &somebody(Role::Member, body), pack(body)).await;
        assert!(matches!(member, Err(MakePackError::Runner(RunnerError::Forbidden { .. }))));
        assert_eq!(crate::documents::documents_of(&house, body).await.unwrap(), []);
    }

    async fn indicators_are_chosen_by_name_by_words_or_by_what_they_carry(house) {
        ready(&house).await;
        let ids = async |choice: Choice| {
            let found = chosen(&house, &choice).await?;
            Ok::<_, ChooseError>(found.into_iter().map(|it| it.described.id).collect::<Vec<_>>())
        };
        let named = Choice::Named(vec!["901".to_owned(), "adults-who-smoke".to_owned()]);
        assert_eq!(ids(named).await.unwrap(), ["901", "900"]);
        assert_eq!(ids(Choice::Search("cold HOMES".to_owned())).await.unwrap(), ["901"]);
        let topics = Choice::Search("air, adults SMOKE,".to_owned());
        assert_eq!(ids(topics).await.unwrap(), ["900"]);
        let nothing = ids(Choice::Search("air".to_owned())).await;
        assert!(matches!(nothing, Err(ChooseError::Nothing(_))));
        let unknown = ids(Choice::Named(vec!["air".to_owned()])).await;
        assert!(matches!(unknown, Err(ChooseError::Unknown(_))));
    }
}
