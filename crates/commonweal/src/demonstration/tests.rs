//! What the demonstration must hold. Each capability adds its rows; the figures are those of its specification.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use std::sync::Arc;

use board::places::{
    self, AreaType, BodyType, Standing, boards, bodies, body_called, current_names, footprints,
    membership, person_called, seats_of, successors, tenures_of,
};
use board::portal::installation;
use board::vocabulary::{Actor, Kind, Origin};
use board::{House, Who};
use evidence::engine::Engine;
use evidence_datafusion::{DataFolder, DataFusionEngine};
use testkit::FakeClocks;

use super::{Loaded, TODAY, load, people_to_sign_in_as};

/// So many records of a kind stand in the demonstration.
const COUNTS: &[(Kind, usize)] = &[
    // England, London, 33 authorities, 5 systems, 1 combined, 4 localities, 8 neighbourhoods, 21 wards.
    (places::AREA, 1 + 1 + 33 + 5 + 1 + 4 + 8 + 21),
    // "About 75", counted by type below.
    (places::BODY, 79),
    (places::PERSON, 34),
    (places::SEAT, 3 * 6 + 14),
    // Talking therapies and sexual health clinics, of which stock was taken.
    (places::SERVICE, 2),
    (board::indicators::INDICATOR, 24),
    // By sort in a test of its own.
    (board::indicators::EVIDENCE_ITEM, 58),
    (board::needs::NEED, 14),
    (board::strategy::PROGRAMME, 1),
    (board::strategy::PHASE, 7),
    (board::strategy::DATE_MOVE, 1),
    (board::strategy::PRIORITY, 5 + 4 + 5),
    (board::outcomes::OUTCOME, 12),
    // Twelve of them come from minutes.
    (board::delivery::ACTION, 30 + 12),
    (board::delivery::COURSE_REVIEW, 9),
    (board::equity::ASSESSMENT, 26),
    // Nine meetings that were and two to come, and six conversations about areas of work.
    (board::events::EVENT, 9 + 2 + 6),
    (board::events::ITEM, 46),
    (board::meetings::RECOMMENDATION, 23),
    // Strategies, reports, sets of minutes, documents, the pack that is made from figures.
    (board::texts::TEXT, 3 + 6 + 5 + 3 + 1),
    // Three rounds of returns, and the approval of each strategy.
    (board::asks::ROUND, 3 + 3),
];

/// So many bodies of a type, or at least so many where the specification gives no number.
const BODIES: &[(BodyType, usize)] = &[
    (BodyType::Council, 33),
    (BodyType::Board, 3),
    (BodyType::IntegratedCareBoard, 5),
    (BodyType::IntegratedCarePartnership, 5),
    (BodyType::ClinicalCommissioningGroup, 2),
    (BodyType::Committee, 1),
    (BodyType::Healthwatch, 3),
    (BodyType::PlacePartnership, 1),
    (BodyType::Network, 9),
    // The steering group, the hub and two working groups.
    (BodyType::Group, 4),
    (BodyType::National, 6),
];

fn engine(house: &House) -> Arc<dyn Engine> {
    let folder = DataFolder::open(house.data_folder().join("evidence")).unwrap();
    Arc::new(DataFusionEngine::new(folder))
}

fn who() -> Who {
    // The machine's clock says 2026 and the command line knows of no fixed date yet.
    let FakeClocks { now, .. } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today: jiff::civil::date(2026, 1, 5),
        now,
    }
}

async fn acts(house: &House) -> i64 {
    let heads = board::audit::heads(house).await.unwrap();
    heads.iter().map(|head| head.sequence).sum()
}

#[tokio::test]
async fn it_holds_what_its_specification_counts() {
    let installation = testkit::installation!(board);
    let house = &installation.house;
    load(house, engine(house), &who()).await.unwrap();
    for &(kind, count) in COUNTS {
        let found = board::thread::of_kind(house, kind, None)
            .await
            .unwrap()
            .len();
        assert_eq!(found, count, "{kind}");
    }
    let all = bodies(house).await.unwrap();
    for &(body_type, count) in BODIES {
        let found = all
            .iter()
            .filter(|body| body.body_type == body_type)
            .count();
        assert_eq!(found, count, "{body_type}");
    }
}

#[tokio::test]
async fn loading_it_twice_writes_nothing() {
    let installation = testkit::installation!(board);
    let house = &installation.house;
    let first: Vec<Loaded> = load(house, engine(house), &who()).await.unwrap();
    let before = acts(house).await;
    assert!(before > 50, "it went through {before} acts");
    assert_eq!(load(house, engine(house), &who()).await.unwrap(), first);
    assert_eq!(acts(house).await, before);
    let reports = board::audit::verify(house, &[]).await.unwrap();
    assert!(
        reports.iter().all(|report| report.faults.is_empty()),
        "{reports:?}"
    );
}

#[tokio::test]
async fn its_date_stands_still() {
    let installed = testkit::installation!(board);
    load(&installed.house, engine(&installed.house), &who())
        .await
        .unwrap();
    let known = installation(&installed.house).await.unwrap();
    assert!(known.is_demonstration);
    assert_eq!(known.today, Some(TODAY));
}

#[tokio::test]
async fn it_is_never_mixed_with_real_work() {
    let installed = testkit::installation!(board);
    places::load_london(&installed.house, &who()).await.unwrap();
    let refused = load(&installed.house, engine(&installed.house), &who())
        .await
        .unwrap_err();
    assert!(
        refused.to_string().contains("another data folder"),
        "{refused}"
    );
}

#[tokio::test]
async fn places_show_what_they_must() {
    let installation = testkit::installation!(board);
    let house = &installation.house;
    load(house, engine(house), &who()).await.unwrap();

    // Areas: a correction with its reason, and the City below the range of its level.
    let footprints = footprints(house, TODAY).await.unwrap();
    assert_eq!((footprints.as_listed(), footprints.corrected()), (31, 2));
    let areas = places::areas(house).await.unwrap();
    let city = areas
        .iter()
        .find(|area| {
            area.record.slug.as_str() == "city-of-london" && area.area_type == AreaType::Authority
        })
        .unwrap();
    assert!(city.note_on_population().is_some());

    // Bodies: an old name resolves, and one partner has merged into another.
    let steps = successors(house).await.unwrap();
    for (old, now) in [
        (
            "City and Hackney CCG",
            "NHS North East London Integrated Care Board",
        ),
        ("Hopewell Surgery", "Marsh Lane Surgeries"),
    ] {
        let old = body_called(house, old).await.unwrap().unwrap();
        let now = body_called(house, now).await.unwrap().unwrap();
        assert_eq!(current_names(&steps, old.record.id, TODAY), [now.record.id]);
    }
    assert!(
        body_called(house, "UK Health Protection Agency")
            .await
            .unwrap()
            .is_some()
    );

    // Seats: three times six, one of them vacant; one substitute; one who left; 41 tenures.
    let (mut tenures, mut statutory, mut vacant, mut substitutes) = (0, 0, Vec::new(), 0);
    for board in boards(house).await.unwrap() {
        let seats = seats_of(house, board.record.id).await.unwrap();
        statutory += seats
            .iter()
            .filter(|seat| seat.standing == Standing::Statutory)
            .count();
        let ids: Vec<_> = seats.iter().map(|seat| seat.record.id).collect();
        tenures += tenures_of(house, &ids).await.unwrap().len();
        let members = membership(house, &board, TODAY).await.unwrap();
        vacant.extend(members.missing_roles());
        assert_eq!(members.vacancies().count(), members.missing_roles().count());
        substitutes += members
            .seats
            .iter()
            .filter(|seat| seat.substitute.is_some())
            .count();
        assert!(members.quorum.is_some(), "{}", board.record.title);
    }
    assert_eq!((tenures, statutory, substitutes), (41, 18, 1));
    assert_eq!(vacant, [places::StatutoryRole::ChildrensServices]);

    // People: one alias spelling; whoever is made up is marked.
    let head = person_called(house, "Head of Population and Performance")
        .await
        .unwrap();
    assert_eq!(head.unwrap().record.origin, Origin::Quoted);
    for partner in [
        "Eastside Housing",
        "Thirtyfive Voices",
        "Canal Trust Hospital",
    ] {
        let partner = body_called(house, partner).await.unwrap().unwrap();
        assert_eq!(partner.record.origin, Origin::Illustrative);
    }
}

/// Statements by sort: quoted figures with a receipt, what residents said, and what rests on them.
#[tokio::test]
async fn statements_are_of_every_sort_and_quoted_figures_have_their_receipts() {
    use board::indicators::{EvidenceType, evidence_items, receipt};

    let installation = testkit::installation!(board);
    let house = &installation.house;
    load(house, engine(house), &who()).await.unwrap();
    let items = evidence_items(house, None).await.unwrap();
    let of_sort = |sort| items.iter().filter(move |item| item.evidence_type == sort);
    // Thirty-one from the documents, and the two points of Tower Hamlets.
    assert_eq!(of_sort(EvidenceType::Quoted).count(), 31 + 2);
    assert_eq!(of_sort(EvidenceType::Insight).count(), 8);
    assert_eq!(of_sort(EvidenceType::Computed).count(), 9);
    let studies = of_sort(EvidenceType::Finding).count();
    assert_eq!(
        (studies, of_sort(EvidenceType::Intervention).count()),
        (4, 4)
    );
    for item in of_sort(EvidenceType::Quoted) {
        assert!(item.figure.is_some(), "{}", item.statement);
        assert_eq!(item.record.origin, Origin::Quoted);
        let number = item.receipt_number.as_ref().unwrap().parse().unwrap();
        let stored = receipt(house, &number).await.unwrap().unwrap();
        assert!(
            stored
                .receipt
                .is_for_words(item.quotation.as_ref().unwrap())
        );
    }
    let invented = items
        .iter()
        .filter(|item| item.evidence_type != EvidenceType::Quoted);
    assert!(
        invented
            .into_iter()
            .all(|item| item.record.origin == Origin::Illustrative)
    );
}

/// Joins, each made because the story needs it; a pack, what a resource pack holds, and terms of reference in versions.
#[tokio::test]
async fn records_are_joined_and_documents_have_their_versions() {
    use board::documents::documents_of;
    use board::texts::{TextType, texts_of};
    use std::collections::BTreeMap;

    let installation = testkit::installation!(board);
    let house = &installation.house;
    load(house, engine(house), &who()).await.unwrap();
    let mut joins: BTreeMap<&str, usize> = BTreeMap::new();
    for spec in house.registry().all_kinds() {
        for record in board::thread::of_kind(house, spec.kind, None)
            .await
            .unwrap()
        {
            let walk = board::thread::walk(house, &Actor::command_line(), TODAY, record.id)
                .await
                .unwrap()
                .unwrap();
            for step in walk.up {
                *joins.entry(step.link.relation.0).or_default() += 1;
            }
        }
    }
    let all: usize = joins.values().sum();
    assert!((240..=300).contains(&all), "{all} joins: {joins:?}");

    let hackney = board::places::board_by_slug(house, &"hackney".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    let versions: Vec<(String, usize)> = documents_of(house, hackney.record.id)
        .await
        .unwrap()
        .into_iter()
        .map(|document| {
            assert_eq!(document.published(), document.newest());
            (
                document.text.record.slug.to_string(),
                document.versions.len(),
            )
        })
        .collect();
    let expected = [
        ("steering-group-terms", 2),
        ("covid-19-health-inequalities", 2),
        ("inequalities-evidence-pack", 3),
        ("resource-pack", 1),
    ];
    let expected = expected.map(|(slug, count)| (slug.to_owned(), count));
    assert_eq!(versions, expected);
    let mut reports = 0;
    for board in boards(house).await.unwrap() {
        let of_board = texts_of(house, board.record.id, TextType::Report).await;
        reports += of_board.unwrap().len();
    }
    assert_eq!(reports, 6);
}

/// Every quoted figure stands in the document that it names, word for word.
#[test]
fn quoted_figures_stand_in_their_documents() {
    let Some(sources) = testkit::real_data().and_then(|data| Some(data.parent()?.join("sources")))
    else {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
        return;
    };
    let plain = |text: &str| {
        let text = text.replace('*', "").replace('’', "'");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let documents: Vec<(String, String)> = std::fs::read_dir(&sources)
        .unwrap()
        .map(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            let hash = evidence::engine::FileHash::of(&bytes).to_string();
            (hash, plain(&String::from_utf8_lossy(&bytes)))
        })
        .collect();
    for quoted in super::evidence::QUOTED {
        let document = documents
            .iter()
            .find(|(hash, _)| hash == quoted.document.sha256);
        assert!(document.is_some(), "{}", quoted.document.title);
        let (_, text) = document.unwrap();
        assert!(text.contains(&plain(quoted.words)), "{}", quoted.words);
    }
}

#[tokio::test]
async fn everybody_to_sign_in_as_has_an_account() {
    let installation = testkit::installation!(board);
    let house = &installation.house;
    load(house, engine(house), &who()).await.unwrap();
    let names: Vec<&str> = people_to_sign_in_as().collect();
    assert_eq!(names.len(), 5);
    for name in names {
        let account = board::access::find_account(house, name).await.unwrap();
        assert!(
            !board::access::roles_of(house, account.person_id)
                .await
                .unwrap()
                .is_empty(),
            "{name}"
        );
    }
}

/// What the newest round, the outcomes and the meetings must show, so that no page is dead.
#[tokio::test]
async fn every_state_that_a_page_can_draw_is_there_once() {
    use board::asks::{RoundPurpose, rounds_of};
    use board::meetings::{Outcome, decisions_of_body, meetings, minutes_of, quorum_on};
    use board::outcomes::returns::standing_of;
    use board::outcomes::{PublishedFigures, Verdict, progress_of};

    let installation = testkit::installation!(board);
    let house = &installation.house;
    load(house, engine(house), &who()).await.unwrap();
    let all = boards(house).await.unwrap();
    let is_hackney = |board: &&board::places::Body| board.record.slug.as_str() == "hackney";
    let hackney = all.iter().find(is_hackney).unwrap().record.id;
    let asking = Who {
        today: TODAY,
        ..who()
    };
    let evidence = board::indicators::Figures::new(engine(house));
    let figures = PublishedFigures::new(house.clone(), evidence, Arc::new(move || asking.clone()));
    let mut verdicts = Vec::new();
    for board in boards(house).await.unwrap() {
        verdicts.extend(progress_of(house, &figures, board.record.id).await.unwrap());
    }
    let has = |verdict| {
        verdicts
            .iter()
            .any(|one| one.judgement.as_ref().map(|it| it.verdict) == verdict)
    };
    for verdict in [
        Some(Verdict::OnCourse),
        Some(Verdict::Behind),
        Some(Verdict::OffCourse),
        Some(Verdict::NoClearChange),
        None,
    ] {
        assert!(has(verdict), "{verdict:?}");
    }
    let rounds = rounds_of(house, hackney, RoundPurpose::Returns)
        .await
        .unwrap();
    let newest = standing_of(house, &rounds[0], TODAY)
        .await
        .unwrap()
        .counts();
    assert_eq!(
        (newest.answered, newest.asked, newest.not_asked),
        (38, 44, 1)
    );
    assert!(
        newest.late > 0 && newest.extended > 0 && newest.delegated > 0,
        "{newest:?}"
    );
    for earlier in &rounds[1..] {
        let counts = standing_of(house, earlier, TODAY).await.unwrap().counts();
        assert_eq!(counts.answered, counts.asked, "earlier rounds are complete");
    }
    let mut outcomes = Vec::new();
    for board in boards(house).await.unwrap() {
        let decisions = decisions_of_body(house, board.record.id).await.unwrap();
        outcomes.extend(decisions.into_iter().map(|decision| decision.outcome));
    }
    for outcome in Outcome::ALL {
        assert!(outcomes.contains(outcome), "{outcome:?}");
    }
    let (mut inquorate, mut unfinished, mut published) = (0, 0, 0);
    for meeting in meetings(house, hackney).await.unwrap() {
        let quorum = quorum_on(house, &meeting).await.unwrap();
        inquorate += usize::from(quorum.recorded && quorum.is_quorate() == Some(false));
        match minutes_of(house, &meeting).await.unwrap() {
            Some(minutes) if minutes.is_published() => published += 1,
            Some(minutes) => unfinished += usize::from(!minutes.missing().is_empty()),
            None => {}
        }
    }
    assert_eq!((inquorate, unfinished, published), (1, 1, 3));
}

/// Programmes, their parts and their milestones: what slips before its own day has passed.
#[tokio::test]
async fn programmes_and_milestones_show_what_they_must() {
    use board::delivery::{ActionType, RollUp, actions, milestones_of, parts_of, slipping};

    let installation = testkit::installation!(board);
    let house = &installation.house;
    load(house, engine(house), &who()).await.unwrap();
    let all = actions(house, None).await.unwrap();
    let ids: Vec<_> = all.iter().map(|action| action.record.id).collect();
    let milestones = milestones_of(house, &ids).await.unwrap();
    let is_programme =
        |action: &&board::delivery::Action| action.action_type == ActionType::Programme;
    let programmes: Vec<_> = all.iter().filter(is_programme).collect();
    assert_eq!(programmes.len(), 4);
    let of_programmes = |id| programmes.iter().any(|one| one.record.id == id);
    assert!(milestones.keys().all(|&id| of_programmes(id)));
    assert_eq!(milestones.values().map(Vec::len).sum::<usize>(), 9);
    assert!(
        milestones
            .values()
            .flatten()
            .all(|one| one.origin == Origin::Illustrative)
    );
    let slips = |action: &&&board::delivery::Action| {
        let own = milestones
            .get(&action.record.id)
            .map_or(&[][..], Vec::as_slice);
        !action.is_late(TODAY) && slipping(action, own, TODAY).is_some()
    };
    assert_eq!(programmes.iter().filter(slips).count(), 2);
    let counted: Vec<usize> = programmes
        .iter()
        .map(|one| RollUp::of(&parts_of(&all, one.record.id), TODAY).all)
        .collect();
    assert_eq!(counted.iter().sum::<usize>(), 11);
    assert!(counted.iter().all(|&parts| parts > 1), "{counted:?}");
}

/// The programme that two boards share: the City has moved a date and Hackney has not agreed.
#[tokio::test]
async fn a_shared_date_is_moved_and_not_yet_agreed() {
    use board::strategy::{date_moves, phases_of, programme_of};

    let installation = testkit::installation!(board);
    let house = &installation.house;
    load(house, engine(house), &who()).await.unwrap();
    let all = boards(house).await.unwrap();
    let of = |slug: &str| {
        let mut found = all
            .iter()
            .filter(|board| board.record.slug.as_str() == slug);
        found.next().unwrap().record.id
    };
    let (hackney, city) = (of("hackney"), of("city-of-london"));
    let programme = programme_of(house, city).await.unwrap().unwrap();
    assert_eq!(programme.bodies, [hackney, city]);
    let told = date_moves(house, programme.record.id, TODAY)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(told.moved.record.body_id, Some(city));
    assert_eq!(told.moved.record.origin, Origin::Illustrative);
    assert!(told.unanswered_by(hackney).is_some() && told.unanswered_by(city).is_none());
    assert!(
        told.in_words().contains("not yet agreed by"),
        "{}",
        told.in_words()
    );
    let phases = phases_of(house, programme.record.id).await.unwrap();
    let phase = phases
        .iter()
        .find(|phase| phase.record.id == told.moved.phase_id)
        .unwrap();
    assert_eq!(phase.planned(), told.moved.from, "the old date stands");
}

/// Areas of work and equity checks: who leads, what nobody looked at, what changed.
#[tokio::test]
async fn areas_and_checks_show_what_they_must() {
    use board::delivery::cross_cutting_areas;
    use board::equity::{assessments, checks_of_plan};

    let installation = testkit::installation!(board);
    let house = &installation.house;
    load(house, engine(house), &who()).await.unwrap();
    let public = Actor::public();
    let all = boards(house).await.unwrap();
    let is_hackney = |board: &&board::places::Body| board.record.slug.as_str() == "hackney";
    let hackney = all.iter().find(is_hackney).unwrap().record.id;

    let areas = cross_cutting_areas(house, &public, TODAY, hackney)
        .await
        .unwrap();
    let count = |holds: &dyn Fn(&board::delivery::CrossCuttingArea) -> bool| {
        areas.iter().filter(|area| holds(area)).count()
    };
    assert_eq!(areas.len(), 10);
    let held: usize = areas
        .iter()
        .map(|area| area.stewards.len() + area.earlier.len())
        .sum();
    assert_eq!(held, 14);
    let mut of_stewards = areas
        .iter()
        .flat_map(|area| area.stewards.iter().chain(&area.earlier));
    assert!(of_stewards.all(|one| one.stewardship.origin == Origin::Illustrative));
    let talks: Vec<_> = areas.iter().flat_map(|area| &area.conversations).collect();
    let taken_up = talks.iter().filter(|talk| talk.is_a_review()).count();
    let followed = talks
        .iter()
        .filter(|talk| !talk.follow_ups.is_empty())
        .count();
    assert_eq!((talks.len(), taken_up, followed), (6, 3, 2));
    assert_eq!(count(&|area| area.last_reviewed().is_none()), 3);
    assert_eq!(
        count(&|area| area.last_reviewed().is_none() && !area.conversations.is_empty()),
        1,
        "an offer that nobody took up is no review"
    );
    assert_eq!(count(&|area| !area.is_led()), 1);
    assert_eq!(count(&|area| area.days_late(TODAY).is_some()), 2);
    let overlaps: usize = areas.iter().map(|area| area.overlaps.len()).sum();
    assert_eq!(overlaps, 5);
    let of_reviews = areas.iter().flat_map(|area| &area.reviews);
    assert!(
        of_reviews
            .map(|review| review.record.origin)
            .all(|origin| origin == Origin::Illustrative)
    );

    let checks = assessments(house, &public, None).await.unwrap();
    let changed = checks
        .iter()
        .filter(|check| check.changed_subject())
        .count();
    assert_eq!((checks.len(), changed), (26, 7));
    assert!(
        checks
            .iter()
            .all(|check| check.record.origin == Origin::Illustrative)
    );
    let plan = checks_of_plan(house, &public, hackney).await.unwrap();
    assert_eq!(plan.late(TODAY), 1);
    assert!(
        plan.unchecked()
            .any(|action| action.due.is_some() && !action.is_late(TODAY))
    );
}

#[tokio::test]
async fn what_is_missing_in_it_is_few_enough_to_read_and_shows_every_sort() {
    let installation = testkit::installation!(board);
    let house = &installation.house;
    load(house, engine(house), &who()).await.unwrap();
    let broken = board::story::broken_joins(house, &Actor::command_line(), TODAY, None)
        .await
        .unwrap();
    let rules: std::collections::BTreeSet<_> = broken
        .iter()
        .map(|join| (&join.broken.rule.kind, &join.broken.rule.expects))
        .collect();
    assert!(rules.len() >= 11, "{rules:#?}");
    assert!(broken.len() <= 20, "{} broken joins", broken.len());
    let unanswered = broken
        .iter()
        .filter(|join| join.broken.rule.expects == "decision or reply")
        .count();
    assert_eq!(unanswered, 3);
    let strategies = board::thread::of_kind(house, board::strategy::STRATEGY, None)
        .await
        .unwrap();
    let mut states: Vec<_> = strategies
        .iter()
        .map(|strategy| strategy.state.as_str())
        .collect();
    states.sort_unstable();
    assert_eq!(states, ["adopted", "adopted", "ended"]);
    let decisions = board::thread::of_kind(house, board::meetings::DECISION, None)
        .await
        .unwrap();
    assert_eq!(decisions.len(), 15);
}
