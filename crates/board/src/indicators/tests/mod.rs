#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod described;
mod two_at_once;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use evidence::analysis::{Against, AskError, CompareAsk, Verdict};
use evidence::catalogue::{self, Known, Polarity, Unit, ValueType};
use evidence::disclosure::Policy;
use evidence::engine::{Engine, EngineError, FileHash, Filter, Integrity, Source as File};
use evidence::intake::mapping::{Field, Mapping, find_heading, propose};
use evidence::intake::{Choices, Intake, Problem};
use evidence::memory::MemoryEngine;
use evidence::observation::{Row, RowSink, State};
use evidence::receipts::Recomputed;
use testkit::FakeClocks;
use tokio::task::JoinHandle;

use super::*;
use crate::runner::{House, RunnerError, Who};
use crate::thread::broken_joins_of;
use crate::vocabulary::{Actor, ActorKind, Grant, Origin, Role};
use crate::{frameworks, places};

fn command_line() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

/// A person with a role in the whole installation; a record of theirs is made, because versions name it.
async fn person(house: &House, name: &str, role: Role) -> Who {
    let input = places::CreatePerson {
        name: name.to_owned(),
        slug: None,
        for_body: None,
        spoken_name: None,
        contact: None,
        public_contact: false,
        origin: Origin::Illustrative,
    };
    let person = places::create_person(house, &command_line(), input)
        .await
        .unwrap();
    Who {
        actor: Actor {
            kind: ActorKind::Person(person.record.id),
            name: name.to_owned(),
            grants: vec![Grant {
                body_id: None,
                role,
            }],
        },
        ..command_line()
    }
}

async fn board(house: &House) -> crate::vocabulary::RecordId {
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

fn smoking() -> catalogue::Indicator {
    catalogue::Indicator {
        id: "900".to_owned(),
        name: "Adults who smoke".to_owned(),
        value_type: ValueType::Proportion,
        value_type_known: Known::Derived,
        unit: Unit {
            label: "%".to_owned(),
            multiplier: Some(100.0),
        },
        ..catalogue::Indicator::default()
    }
}

fn row(area: &'static str, count: f64) -> Row<'static> {
    Row {
        indicator: "900",
        area_code: area,
        area_name: if area == evidence::ENGLAND {
            "England"
        } else {
            "Hackney"
        },
        area_type: if area == evidence::ENGLAND {
            "England"
        } else {
            "Authority"
        },
        period: "2020",
        period_start: 202_001,
        period_months: 12,
        sex: "Persons",
        age: "18+ yrs",
        state: State::Value,
        value: Some(count / 10.0),
        limits_95: Some((count / 10.0 - 2.0, count / 10.0 + 2.0)),
        count: Some(count),
        denominator: Some(1000.0),
        ..Row::default()
    }
}

/// An engine with two releases prepared, and one that has a problem.
fn engine() -> Arc<MemoryEngine> {
    let engine = MemoryEngine::new();
    let england = row(evidence::ENGLAND, 130.0);
    engine.prepare("2021.csv", [smoking()], &[england, row("E09000012", 200.0)]);
    engine.prepare("2022.csv", [smoking()], &[england, row("E09000012", 135.0)]);
    let problem = Problem::at("bad.csv", 3, Some("Value"), "x", "a number", "Mend it.");
    engine.prepare_problems("bad.csv", vec![problem]);
    Arc::new(engine)
}

/// An engine at which a sweep sets out while a file of an import is kept and no version names it yet.
struct SweptMeanwhile {
    engine: Arc<MemoryEngine>,
    house: House,
    sweep: Mutex<Option<JoinHandle<Result<usize, SweepFilesError>>>>,
}

#[async_trait]
impl Engine for SweptMeanwhile {
    async fn stage(&self, sources: Vec<File>, choices: Choices) -> Result<Intake, EngineError> {
        self.engine.stage(sources, choices).await
    }

    async fn keep(&self, file: FileHash) -> Result<(), EngineError> {
        self.engine.keep(file).await?;
        let (house, engine) = (self.house.clone(), Arc::clone(&self.engine));
        let sweep = async move { sweep_files(&house, engine.as_ref(), &command_line()).await };
        *self.sweep.lock().unwrap() = Some(tokio::spawn(sweep));
        // Answers of the database, so that a sweep which does not wait has long been through.
        for _ in 0..50 {
            crate::audit::heads(&self.house).await.unwrap();
        }
        Ok(())
    }

    async fn discard(&self, file: FileHash) -> Result<(), EngineError> {
        self.engine.discard(file).await
    }

    async fn remove(&self, file: FileHash) -> Result<(), EngineError> {
        self.engine.remove(file).await
    }

    async fn kept(&self) -> Result<Vec<FileHash>, EngineError> {
        self.engine.kept().await
    }

    async fn describe(&self, file: FileHash) -> Result<Arc<catalogue::Catalogue>, EngineError> {
        self.engine.describe(file).await
    }

    async fn scan(
        &self,
        file: FileHash,
        filter: &Filter,
        sink: &mut RowSink<'_>,
    ) -> Result<(), EngineError> {
        self.engine.scan(file, filter, sink).await
    }

    async fn verify(&self, file: FileHash) -> Result<Integrity, EngineError> {
        self.engine.verify(file).await
    }
}

async fn stage(engine: &MemoryEngine, name: &str) -> Intake {
    let sources = vec![File::new(name, std::io::empty())];
    engine.stage(sources, Choices::default()).await.unwrap()
}

fn input(publish: bool) -> ImportData {
    ImportData {
        body_id: None,
        data_set: NewDataSet::published("Smoking survey"),
        origin: Origin::Imported,
        publish,
    }
}

async fn import(house: &House, engine: &MemoryEngine, name: &str) -> Release {
    let intake = stage(engine, name).await;
    import_data(house, engine, &command_line(), &intake, input(true))
        .await
        .unwrap()
        .release()
        .clone()
}

fn ask() -> CompareAsk {
    CompareAsk {
        area: "E09000012".to_owned(),
        against: Against::England,
        indicators: Vec::new(),
    }
}

async fn verdict(house: &House, figures: &Figures) -> Verdict {
    let answer = figures
        .compare(house, &command_line(), &ask())
        .await
        .unwrap();
    answer.result.rows[0].judgement.verdict
}

testkit::store_tests! {
    in crate;

    async fn how_a_table_was_read_is_remembered_with_its_data_set(house) {
        let engine = MemoryEngine::new();
        let rows: Vec<Vec<String>> = ["Code|Year|Rate", "E09000012|2020|20"]
            .map(|line| line.split('|').map(str::to_owned).collect())
            .to_vec();
        let heading = find_heading(&rows).unwrap();
        let names = heading.names.clone();
        engine.prepare_proposal("falls.csv", propose(&heading, &rows[1..]), [smoking()], &[row("E09000012", 200.0)]);
        let mut said = Mapping::default();
        said.set_constant(Field::IndicatorName, "Falls");
        said.set_constant(Field::Period, "2020");
        let choices = Choices { said, ..Choices::default() };
        let sources = vec![File::new("falls.csv", std::io::empty())];
        let intake = engine.stage(sources, choices).await.unwrap();
        assert_eq!(intake.problems, []);
        let release = import_data(&house, &engine, &command_line(), &intake, input(true)).await.unwrap();
        let remembered = remembered_mappings(&house).await.unwrap();
        let found = fitting(&remembered, &names).unwrap();
        assert_eq!(found.data_set, release.release().data_set);
        assert_eq!(found.mapping.constants[&Field::IndicatorName], "Falls");
        assert!(!found.mapping.constants.contains_key(&Field::Period), "the next release states its own");
        assert_eq!(fitting(&remembered, &["Other".to_owned()]), None);
    }

    async fn a_release_is_published_replaced_and_taken_back(house) {
        let engine = engine();
        let figures = Figures::new(engine.clone());
        let first = import(&house, &engine, "2021.csv").await;
        assert_eq!(verdict(&house, &figures).await, Verdict::Higher);
        let second = import(&house, &engine, "2022.csv").await;
        assert_eq!((second.version.number, second.version.replaces_id), (2, Some(first.version.record.id)));
        assert_eq!(verdict(&house, &figures).await, Verdict::Similar);

        let who = command_line();
        undo_import(&house, &who, second.version.record.id, second.version.record.revision).await.unwrap();
        assert_eq!(verdict(&house, &figures).await, Verdict::Higher);
        let held = versions_of(&house, None).await.unwrap();
        let states: Vec<_> = held.iter().map(|version| version.record.state.as_str()).collect();
        assert_eq!(states, [UNDONE, PUBLISHED]);
        assert_eq!(engine.kept().await.unwrap().len(), 2, "receipts of the version taken back still work");
        let stale = undo_import(&house, &who, second.version.record.id, 9).await;
        assert!(matches!(stale, Err(UndoImportError::NotNewest(_))));
    }

    async fn the_same_content_again_writes_nothing(house) {
        let engine = engine();
        let first = import(&house, &engine, "2021.csv").await;
        let intake = stage(&engine, "2021.csv").await;
        let again = import_data(&house, engine.as_ref(), &command_line(), &intake, input(true)).await.unwrap();
        assert_eq!(again, Imported::Same(Box::new(Release { version: versions_of(&house, None).await.unwrap().remove(0), ..first })));
        assert_eq!(versions_of(&house, None).await.unwrap().len(), 1);
    }

    async fn a_data_set_keeps_its_hiding_rule_and_the_reason_for_it(house) {
        let engine = engine();
        let under = |policy, reason: Option<&str>| {
            let mut input = input(true);
            input.data_set.policy = policy;
            input.data_set.policy_reason = reason.map(str::to_owned);
            input
        };
        let staged = |policy| {
            let engine = Arc::clone(&engine);
            async move {
                let choices = Choices { policy, ..Choices::default() };
                engine.stage(vec![File::new("2021.csv", std::io::empty())], choices).await.unwrap()
            }
        };
        let policy = Policy::NhsEngland;
        let wanted = passage_of(&house, "Smoking survey", None, policy).await.unwrap();
        assert_eq!(wanted, (policy, Vec::new()), "a new data set takes the rule that is chosen for it");
        let who = command_line();
        let intake = staged(policy).await;
        let without = import_data(&house, engine.as_ref(), &who, &intake, under(policy, Some(" "))).await;
        assert!(matches!(without, Err(ImportDataError::NoPolicyReason)));
        let intake = staged(policy).await;
        let input = under(policy, Some("Counts that no one has published."));
        let held = import_data(&house, engine.as_ref(), &who, &intake, input).await.unwrap();
        let held = held.release().clone();
        assert_eq!(data_sets(&house).await.unwrap()[0].policy, policy);
        let next = passage_of(&house, "Smoking survey", None, Policy::AlreadyPublished).await.unwrap();
        assert_eq!(next, (policy, vec![held.version.file]), "a later release cannot loosen it");
        let intake = staged(Policy::AlreadyPublished).await;
        let loosened = import_data(&house, engine.as_ref(), &who, &intake, under(Policy::AlreadyPublished, None)).await;
        let said = loosened.unwrap_err().to_string();
        assert!(said.contains("“Smoking survey” is under another hiding rule"), "{said}");
        assert_eq!(versions_of(&house, None).await.unwrap().len(), 1);
    }

    async fn a_problem_leaves_nothing_behind(house) {
        let engine = engine();
        let intake = stage(&engine, "bad.csv").await;
        let refused = import_data(&house, engine.as_ref(), &command_line(), &intake, input(true)).await;
        assert!(matches!(refused, Err(ImportDataError::Problems)));
        assert_eq!(data_sets(&house).await.unwrap(), []);
        assert_eq!(engine.kept().await.unwrap(), []);
    }

    async fn whoever_loads_does_not_publish(house) {
        let engine = engine();
        let analyst = person(&house, "Analyst", Role::Analyst).await;
        let approver = person(&house, "Approver", Role::Approver).await;
        let intake = stage(&engine, "2021.csv").await;
        let at_once = import_data(&house, engine.as_ref(), &analyst, &intake, input(true)).await;
        assert!(matches!(at_once, Err(ImportDataError::SecondPersonNeeded)));

        let intake = stage(&engine, "2021.csv").await;
        let loaded = import_data(&house, engine.as_ref(), &analyst, &intake, input(false)).await.unwrap();
        let version = loaded.release().version.record.clone();
        assert_eq!(version.state, WAITING);
        let figures = Figures::new(engine.clone());
        let nothing = figures.compare(&house, &analyst, &ask()).await;
        assert!(matches!(nothing, Err(FiguresError::Ask(AskError::NoData))), "what waits is not used");
        let own = publish_version(&house, &analyst, version.id, version.revision).await;
        assert!(matches!(own, Err(PublishVersionError::SamePerson)));
        let other = stage(&engine, "2022.csv").await;
        let while_waiting = import_data(&house, engine.as_ref(), &analyst, &other, input(false)).await;
        assert!(matches!(while_waiting, Err(ImportDataError::AnotherWaits(1))));

        let preview = preview_version(&house, engine.as_ref(), loaded.release()).await.unwrap();
        assert_eq!((preview.result.new, preview.result.changed), (2, 0));
        publish_version(&house, &approver, version.id, version.revision).await.unwrap();
        assert_eq!(verdict(&house, &figures).await, Verdict::Higher);
        assert_eq!(indicators(&house).await.unwrap()[0].described.name, "Adults who smoke");
        let member = person(&house, "Member", Role::Member).await;
        let forbidden = undo_import(&house, &member, version.id, 2).await;
        assert!(matches!(forbidden, Err(UndoImportError::Runner(RunnerError::Forbidden { .. }))));
    }

    async fn what_a_person_says_turns_verdicts_and_survives_a_release(house) {
        let engine = engine();
        let figures = Figures::new(engine.clone());
        import(&house, &engine, "2021.csv").await;
        let indicator = indicators(&house).await.unwrap().remove(0);
        let correct = CorrectIndicator {
            body_id: None,
            id: indicator.record.id,
            seen_revision: indicator.record.revision,
            polarity: Some(Polarity::LowIsGood),
            value_type: None,
        };
        correct_indicator(&house, &command_line(), correct.clone()).await.unwrap();
        assert_eq!(verdict(&house, &figures).await, Verdict::Worse);
        let stale = correct_indicator(&house, &command_line(), correct).await;
        assert!(matches!(stale, Err(CorrectIndicatorError::Runner(RunnerError::Conflict { .. }))));
        import(&house, &engine, "2022.csv").await;
        let indicator = indicators(&house).await.unwrap().remove(0);
        assert_eq!(indicator.described.polarity_known, Known::Entered);
    }

    async fn a_receipt_is_kept_once_and_checked_without_its_answer(house) {
        let engine = engine();
        let figures = Figures::new(engine.clone());
        let release = import(&house, &engine, "2021.csv").await;
        let who = command_line();
        let answer = figures.compare(&house, &who, &ask()).await.unwrap();
        let number = keep_receipt(&house, &who, &answer.receipt).await.unwrap();
        assert_eq!(number, answer.receipt.number);
        let stored = receipt(&house, &number).await.unwrap().unwrap();
        assert_eq!(stored.receipt, answer.receipt);
        forget_result(&house, &who, &number).await.unwrap();
        assert_eq!(figures.explain(&stored).await.unwrap(), Recomputed::Same);
        engine.alter(release.version.file);
        let changed = figures.explain(&stored).await.unwrap();
        assert!(matches!(changed, Recomputed::FileChanged { file, .. } if file == release.version.file));

        let mut other = answer.receipt.clone();
        other.software = "another version".to_owned();
        let next = keep_receipt(&house, &who, &other).await.unwrap();
        assert_eq!(next, number.next(), "a number that is taken by other content is passed over");
        assert_eq!(keep_receipt(&house, &who, &other).await.unwrap(), next);
    }

    async fn a_statement_puts_its_indicator_in_use_until_all_nine_are_said(house) {
        let engine = engine();
        let figures = Figures::new(engine.clone());
        import(&house, &engine, "2021.csv").await;
        let who = command_line();
        frameworks::load_reference_frameworks(&house, &who).await.unwrap();
        let indicator = indicators(&house).await.unwrap().remove(0).record;
        let answer = figures.compare(&house, &who, &ask()).await.unwrap();
        let item = add_evidence_item(&house, &who, AddEvidenceItem {
            body_id: None,
            title: "Smoking is higher than in England".to_owned(),
            slug: None,
            statement: "One adult in five smokes.".to_owned(),
            source: Source::Computed(Box::new(answer.receipt.clone())),
            indicator_id: Some(indicator.id),
            area_id: None,
            strength: None,
            supports: Vec::new(),
            as_at: who.today,
            origin: Origin::Entered,
        }).await.unwrap();
        assert_eq!(item.receipt_number.as_deref(), Some(answer.receipt.number.as_str()));
        assert_eq!(evidence_items(&house, None).await.unwrap(), [item]);

        let framework = frameworks::framework_by_slug(&house, "characteristics").await.unwrap().unwrap();
        let elements = frameworks::elements_of(&house, framework.record.id).await.unwrap();
        let missing = async || {
            let record = indicators(&house).await.unwrap().remove(0).record;
            broken_joins_of(&house, who.today, &record).await.unwrap()
        };
        assert_eq!(missing().await[0].rule.message, "We have not said whom we cannot see");
        for element in &elements {
            let said = SetCoverage {
                body_id: None,
                subject_id: indicator.id,
                element_id: element.record.id,
                state: CoverageState::Gap,
                reason: "Not asked in this survey".to_owned(),
                owner: None,
            };
            set_coverage(&house, &who, said.clone()).await.unwrap();
            set_coverage(&house, &who, SetCoverage { owner: Some("Population Health Hub".to_owned()), ..said }).await.unwrap();
        }
        assert_eq!(missing().await, []);
        let said = coverage_of(&house, indicator.id).await.unwrap();
        assert_eq!(said.len(), 9);
        assert!(said.iter().all(|said| said.owner.is_some()));
        let since = said[0].as_at;
        let later = Who { today: since.tomorrow().unwrap(), ..command_line() };
        let insight = SetCoverage {
            body_id: None,
            subject_id: indicator.id,
            element_id: elements[0].record.id,
            state: CoverageState::InsightInstead,
            reason: "Residents told us in spring.".to_owned(),
            owner: None,
        };
        set_coverage(&house, &later, insight).await.unwrap();
        let found = blind_spots(&house, &figures, &who, "E09000012", "Hackney").await.unwrap();
        assert_eq!(found.course, [(since, 9), (later.today, 8)], "a gap was closed a day later");
        assert_eq!(found.rows.len(), 1);
        let told: Vec<_> = found.rows[0].spots.iter().filter(|spot| spot.said_on.is_some()).collect();
        assert_eq!(told.len(), 9);
        assert_eq!(told[0].words, "Residents told us in spring");
        let deprivation = found.rows[0].spots.iter().find(|spot| spot.name == "Deprivation").unwrap();
        assert_eq!((deprivation.state, deprivation.said_on), (CoverageState::Gap, None));
        assert!(deprivation.is_orphan() && found.orphans() >= 1);
        let local = &found.rows[0].spots[10..];
        assert_eq!(local.len() + 10, found.groups.len(), "every local group is listed");
    }

    async fn a_quotation_needs_its_place_and_an_illustrative_answer_marks_what_rests_on_it(house) {
        let who = command_line();
        let engine = engine();
        let figures = Figures::new(engine.clone());
        let intake = stage(&engine, "2021.csv").await;
        let illustrative = ImportData { origin: Origin::Illustrative, ..input(true) };
        import_data(&house, engine.as_ref(), &who, &intake, illustrative).await.unwrap();
        let answer = figures.compare(&house, &who, &ask()).await.unwrap();
        let new = AddEvidenceItem {
            body_id: None,
            title: String::new(),
            slug: None,
            statement: "One adult in five smokes.".to_owned(),
            source: Source::Computed(Box::new(answer.receipt.clone())),
            indicator_id: None,
            area_id: None,
            strength: None,
            supports: Vec::new(),
            as_at: who.today,
            origin: Origin::Entered,
        };
        let item = add_evidence_item(&house, &who, new.clone()).await.unwrap();
        assert_eq!(item.record.origin, Origin::Illustrative);
        let nowhere = Source::Quoted {
            document: "Guide".to_owned(),
            place: " ".to_owned(),
            words: "43%".to_owned(),
            figure: None,
            file: Some(evidence::engine::FileHash::of(b"guide")),
        };
        let refused = add_evidence_item(&house, &who, AddEvidenceItem { source: nowhere, ..new }).await;
        assert!(matches!(refused, Err(AddEvidenceItemError::NoPlace)));
    }

    async fn a_quoted_figure_is_kept_with_its_receipt_and_must_stand_in_its_words(house) {
        let who = command_line();
        let figure = QuotedFigure {
            value: " 43 ".to_owned(),
            unit: "%".to_owned(),
            period: "2017".to_owned(),
            comparator: Some(" ".to_owned()),
            worked_from: Some(" 23 / 54 ".to_owned()),
        };
        let quoted = |figure: &QuotedFigure, words: &str| AddEvidenceItem {
            body_id: None,
            title: "Two in five".to_owned(),
            slug: None,
            statement: "Two in five live in London.".to_owned(),
            source: Source::Quoted {
                document: "Guide".to_owned(),
                place: "page 13".to_owned(),
                words: words.to_owned(),
                figure: Some(figure.clone()),
                file: None,
            },
            indicator_id: None,
            area_id: None,
            strength: None,
            supports: Vec::new(),
            as_at: who.today,
            origin: Origin::Quoted,
        };
        let elsewhere = add_evidence_item(&house, &who, quoted(&figure, "34%")).await;
        assert!(matches!(elsewhere, Err(AddEvidenceItemError::NotInWords(value)) if value == "43"));
        let half = QuotedFigure { unit: String::new(), ..figure.clone() };
        let half = add_evidence_item(&house, &who, quoted(&half, "43%")).await;
        assert!(matches!(half, Err(AddEvidenceItemError::HalfAFigure)));
        assert_eq!(evidence_items(&house, None).await.unwrap(), []);

        let item = add_evidence_item(&house, &who, quoted(&figure, "43% of all")).await.unwrap();
        let held = evidence_items(&house, None).await.unwrap().remove(0);
        assert_eq!(held, item);
        let figure = held.figure.clone().unwrap();
        assert_eq!((figure.value.as_str(), &figure.comparator), ("43", &None));
        assert_eq!(figure.worked_from.as_deref(), Some("23 / 54"));
        let unclear = QuotedFigure { worked_from: Some("guessed".to_owned()), ..figure };
        let unclear = add_evidence_item(&house, &who, quoted(&unclear, "43%")).await;
        assert!(matches!(unclear, Err(AddEvidenceItemError::Arithmetic(_))));
        let number = item.receipt_number.unwrap().parse().unwrap();
        let stored = receipt(&house, &number).await.unwrap().unwrap();
        assert!(stored.receipt.is_for_words(&held.quotation.unwrap()));
        assert_eq!(stored.receipt.data, []);
        assert_eq!(items_on_receipt(&house, &number).await.unwrap().len(), 1);
    }

    async fn a_list_of_quoted_figures_is_added_whole_once_and_by_whom_may(house) {
        let who = command_line();
        let board = board(&house).await;
        let text = "Statement,Value,Unit,Period,Document,Place,Words\nOne in nine smoked,11.1,%,2020,Guide,page 13,11.1%\nTwo in five,43,%,2017,Guide,page 13,43%\n";
        let list = |knows: &QuotedKnows| read_quoted_list(text, knows);
        let knows = QuotedKnows::load(&house, board).await.unwrap();
        let input = AddQuotedFigures { body_id: board, list: list(&knows) };
        let member = person(&house, "Member", Role::Member).await;
        let refused = add_quoted_figures(&house, &member, input.clone()).await;
        assert!(matches!(refused, Err(AddQuotedFiguresError::Runner(RunnerError::Forbidden { .. }))));
        assert_eq!(add_quoted_figures(&house, &who, input).await.unwrap(), 2);
        let knows = QuotedKnows::load(&house, board).await.unwrap();
        assert_eq!(list(&knows).new_lines().count(), 0);
        let faulty = read_quoted_list("Statement\nNothing else\n", &knows);
        let refused = add_quoted_figures(&house, &who, AddQuotedFigures { body_id: board, list: faulty }).await;
        assert!(matches!(refused, Err(AddQuotedFiguresError::Problems(6))));
        assert_eq!(evidence_items(&house, Some(board)).await.unwrap().len(), 2);
    }

    async fn a_sweep_takes_what_no_version_names_and_says_so(house) {
        let engine = engine();
        let release = import(&house, &engine, "2021.csv").await;
        assert_eq!(sweep_files(&house, engine.as_ref(), &command_line()).await.unwrap(), 0);
        let stray = engine.add([smoking()], &[row("E09000030", 90.0)]);
        let analyst = person(&house, "Analyst", Role::Analyst).await;
        let refused = sweep_files(&house, engine.as_ref(), &analyst).await;
        assert!(matches!(refused, Err(SweepFilesError::Runner(RunnerError::Forbidden { .. }))));
        assert_eq!(sweep_files(&house, engine.as_ref(), &command_line()).await.unwrap(), 1);
        assert_eq!(engine.kept().await.unwrap(), [release.version.file]);
        let entry = crate::audit::newest(&house, None, 1).await.unwrap().remove(0);
        assert!(entry.detail.unwrap().contains(&stray.to_string()));
    }
    async fn only_what_its_publisher_has_published_is_given_away_row_by_row(house) {
        let engine = engine();
        let release = import(&house, &engine, "2021.csv").await;
        let counts = ImportData {
            data_set: NewDataSet {
                policy: Policy::NhsEngland,
                policy_reason: Some("Counts of one service".to_owned()),
                ..NewDataSet::published("People seen")
            },
            ..input(true)
        };
        let choices = Choices { policy: Policy::NhsEngland, ..Choices::default() };
        let intake = engine.stage(vec![File::new("2022.csv", std::io::empty())], choices).await.unwrap();
        import_data(&house, engine.as_ref(), &command_line(), &intake, counts).await.unwrap();

        let open = open_data(&house).await.unwrap();
        let given: Vec<&str> = open.parts.iter().map(|part| part.data_set.as_str()).collect();
        assert_eq!(given, ["smoking-survey"]);
        assert_eq!(open.parts[0].file.file(), release.version.file);
        assert_eq!(open.withheld[0].data_set.as_str(), "people-seen");
        assert_eq!(open.indicators.len(), 1);

        let whole = take_away_data_set(&house, "smoking-survey").await.unwrap();
        assert_eq!((whole.title.as_str(), whole.indicators.len()), ("Smoking survey", 1));
        let refused = take_away_data_set(&house, "people-seen").await;
        assert!(matches!(refused, Err(TakeAwayError::Withheld { .. })), "{refused:?}");
        let refused = take_away_data_set(&house, "nothing").await;
        assert!(matches!(refused, Err(TakeAwayError::NoSuchDataSet(_))), "{refused:?}");
        // The indicator is in both data sets, and given away from the one that is open.
        let indicator = indicators(&house).await.unwrap().remove(0);
        let one = take_away_indicator(&house, &indicator).await.unwrap();
        assert_eq!(one.parts.len(), 1);
        assert_eq!(one.name, "adults-who-smoke");
    }
    async fn a_sweep_waits_for_an_import_that_is_under_way(house) {
        let engine = SweptMeanwhile { engine: engine(), house: house.clone(), sweep: Mutex::default() };
        let intake = stage(&engine.engine, "2021.csv").await;
        let imported = import_data(&house, &engine, &command_line(), &intake, input(true)).await.unwrap();
        let sweep = engine.sweep.lock().unwrap().take().unwrap();
        assert_eq!(sweep.await.unwrap().unwrap(), 0, "the version names the file by then");
        assert_eq!(engine.kept().await.unwrap(), [imported.release().version.file]);
    }
}
