//! Real files, read from the folder that `COMMONWEAL_REAL_DATA` names.

use std::fs::File;
use std::path::{Path, PathBuf};

use evidence::analysis::{
    Against, Beside, CompareAsk, DataNote, Direction, IndicatorAsk, Judgement, Neighbours, Order,
    OutliersAsk, Over, Verdict, compare, indicator, outliers,
};
use evidence::catalogue::{LimitsMethod, Polarity, ValueType};
use evidence::cell::LimitsBy;
use evidence::engine::{Engine, Source};
use evidence::intake::{Choices, Intake};

use crate::export::{Bench, bench};

#[expect(clippy::disallowed_methods, reason = "the tests' own configuration")]
fn fingertips() -> Option<PathBuf> {
    let Some(root) = std::env::var_os("COMMONWEAL_REAL_DATA") else {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
        return None;
    };
    Some(Path::new(&root).join("fingertips"))
}

async fn stage(bench: &Bench, folder: &Path, names: &[&str]) -> Intake {
    let sources = names
        .iter()
        .map(|name| Source::new(*name, File::open(folder.join(name)).unwrap()))
        .collect();
    bench
        .engine
        .stage(sources, Choices::default())
        .await
        .unwrap()
}

const NEXT: [&str; 4] = [
    "next_healthdata_dev.csv.gz",
    "next_indicator_metadata.json",
    "next_indicators.csv",
    "next_areas.csv.gz",
];

fn words(intake: &Intake) -> Vec<(&str, u64)> {
    intake
        .notes
        .iter()
        .map(|note| (note.words.as_str(), note.rows))
        .collect()
}

#[tokio::test]
async fn oddities_of_native_files_are_noted() {
    let Some(folder) = fingertips() else { return };
    let bench = bench();
    let short = stage(
        &bench,
        &folder,
        &["native_93356_campylobacter_utla_2015-2017.csv"],
    )
    .await;
    let left_over =
        "Rows are shorter than the heading; the columns left over at the end were read as empty.";
    assert_eq!(words(&short), [(left_over, 852)]);
    assert_eq!(
        short.catalogue.indicators["93356"].name,
        "Campylobacter incidence rate/100,000"
    );
    let twice = stage(&bench, &folder, &["native_lambeth_hypertension_qof.csv"]).await;
    assert_eq!(
        words(&twice),
        [("Rows repeat an earlier row and were read once.", 9)]
    );
    let web = stage(
        &bench,
        &folder,
        &["native_90988_chd_admissions_utla_2022-23.csv"],
    )
    .await;
    assert_eq!(
        words(&web),
        [(
            "Rows have limits and no value; the limits were left out.",
            5
        )]
    );
}

#[tokio::test]
async fn what_native_files_do_not_say_is_derived() {
    let Some(folder) = fingertips() else { return };
    let bench = bench();
    let intake = stage(
        &bench,
        &folder,
        &["native_93356_campylobacter_utla_2015-2017.csv"],
    )
    .await;
    let old = &intake.catalogue.indicators["93356"];
    assert_eq!(
        (old.value_type, old.polarity),
        (ValueType::CrudeRate, Polarity::LowIsGood)
    );
    assert_eq!(old.unit.label, "per 100,000");
    // The vintage of 2018 used Byar's approximation at every count: all 755 rows fit.
    assert_eq!(old.limits_method, LimitsMethod::ByarThroughout);
    assert_eq!(
        (old.limits_agreement.agree, old.limits_agreement.of),
        (755, 755)
    );
    let intake = stage(&bench, &folder, &["native_lambeth_30309_mmr1_age2.csv"]).await;
    let vaccination = &intake.catalogue.indicators["30309"];
    assert_eq!(
        (vaccination.value_type, vaccination.polarity),
        (ValueType::Proportion, Polarity::HighIsGood)
    );
    let intake = stage(
        &bench,
        &folder,
        &["native_suicide_london_boroughs_2012-2017.csv"],
    )
    .await;
    assert_eq!(
        intake.catalogue.indicators["91390"].polarity,
        Polarity::NoJudgement
    );
}

/// How many printed verdicts there are, and with how many of them ours agrees.
fn agreement<'a>(judgements: impl Iterator<Item = &'a Judgement>) -> (usize, usize) {
    let printed: Vec<_> = judgements
        .filter(|judgement| {
            judgement
                .printed
                .is_some_and(|printed| printed != Verdict::NotCompared)
        })
        .collect();
    let agree = printed
        .iter()
        .filter(|judgement| judgement.printed == Some(judgement.verdict));
    (agree.count(), printed.len())
}

#[tokio::test]
async fn verdicts_of_93356_are_the_publishers() {
    let Some(folder) = fingertips() else { return };
    let bench = bench();
    let intake = stage(
        &bench,
        &folder,
        &["native_93356_campylobacter_utla_2015-2017.csv"],
    )
    .await;
    let over = Over::published(intake.staged);
    let mut england = (0, 0);
    let mut region = (0, 0);
    for age in ["All ages", "0-9 yrs"] {
        for period in ["2015", "2016", "2017"] {
            for (against, sum) in [
                (Against::England, &mut england),
                (Against::Region, &mut region),
            ] {
                // Hackney for the boroughs, London for the regions, which are printed with a verdict as well.
                for area in ["E09000012", "E12000007"] {
                    let ask = IndicatorAsk {
                        against: against.clone(),
                        age: Some(age.to_owned()),
                        period: Some(period.to_owned()),
                        ..IndicatorAsk::new("93356", area)
                    };
                    let Ok(answer) = indicator(&bench.engine, &ask, &over).await else {
                        continue;
                    };
                    let judgements = answer.result.places.iter().map(|place| &place.judgement);
                    let (agree, of) = agreement(judgements);
                    sum.0 += agree;
                    sum.1 += of;
                }
            }
        }
    }
    assert_eq!(england, (750, 750));
    assert_eq!(region, (450, 450));
}

#[tokio::test]
async fn hackney_is_compared_with_its_neighbours_and_its_past() {
    let Some(folder) = fingertips() else { return };
    let bench = bench();
    let intake = stage(
        &bench,
        &folder,
        &["native_93356_campylobacter_utla_2015-2017.csv"],
    )
    .await;
    let over = Over::published(intake.staged);
    let ask = |against: Against| CompareAsk {
        against,
        ..CompareAsk::new("E09000012")
    };
    let near = |value: f64, worked_out: f64| (value - worked_out).abs() < 1e-6;

    // Tower Hamlets, Newham and Islington in 2017: 92 + 53 + 165 cases among 304,854 + 340,978 + 232,865 people.
    let neighbours = Neighbours {
        name: "Near Hackney".to_owned(),
        areas: ["E09000030", "E09000025", "E09000019"]
            .map(str::to_owned)
            .to_vec(),
    };
    let answer = compare(&bench.engine, &ask(Against::Neighbours(neighbours)), &over)
        .await
        .unwrap();
    let row = answer
        .result
        .rows
        .iter()
        .find(|row| &*row.age == "All ages")
        .unwrap();
    let level = row.judgement.benchmark.as_ref().unwrap();
    assert_eq!(&*level.period().label, "2017");
    assert!(
        near(level.value().unwrap(), 35.279_510_456_960_7),
        "{level:?}"
    );
    let Some(Beside::Neighbours(among)) = row.beside else {
        unreachable!("it is compared with neighbours")
    };
    assert_eq!((among.rank, among.not_pooled), (Some((3, 4)), None));

    // 24.74 in 2017 less 59.40 in 2015, and its limits, from the printed limits of both.
    let answer = compare(&bench.engine, &ask(Against::Earlier(2)), &over)
        .await
        .unwrap();
    let row = answer
        .result
        .rows
        .iter()
        .find(|row| &*row.age == "All ages")
        .unwrap();
    let Some(Beside::Earlier(moved)) = row.beside else {
        unreachable!("it is compared with its past")
    };
    assert!(near(moved.difference, -34.660_512_719_105_2), "{moved:?}");
    let (lower, upper) = moved.limits_95.unwrap();
    assert!(
        (lower + 45.680_677).abs() < 0.01 && (upper + 23.640_347).abs() < 0.01,
        "{moved:?}"
    );

    // (24.74 - 96.61) × 282,927 ÷ 100,000 fewer cases than at the rate of England; at least, from the upper limit.
    let by_importance = OutliersAsk {
        compare: CompareAsk::new("E09000012"),
        order: Some(Order::Importance),
    };
    let answer = outliers(&bench.engine, &by_importance, &over)
        .await
        .unwrap();
    let result = &answer.result;
    let all = [&result.worse, &result.better, &result.lower_or_higher];
    let found = all
        .into_iter()
        .flatten()
        .find(|it| &*it.row.age == "All ages")
        .unwrap();
    let size = found.importance.as_ref().unwrap().size.answer.unwrap();
    assert!(near(size.people, 203.338_439_084_544), "{size:?}");
    assert!(near(size.at_least, 184.897_650_253_224), "{size:?}");
    assert!(!size.more);
}

#[tokio::test]
async fn verdicts_of_other_native_files_are_the_publishers() {
    let Some(folder) = fingertips() else { return };
    let bench = bench();
    let admissions = stage(
        &bench,
        &folder,
        &["native_90988_chd_admissions_utla_2022-23.csv"],
    )
    .await;
    let over = Over::published(admissions.staged);
    let ask = IndicatorAsk::new("90988", "E09000012");
    let answer = indicator(&bench.engine, &ask, &over).await.unwrap();
    assert_eq!(
        agreement(answer.result.places.iter().map(|place| &place.judgement)),
        (146, 146)
    );
    assert_eq!(
        answer.result.value.note(),
        Some("Value for Hackney and City of London combined")
    );

    let suicide = stage(
        &bench,
        &folder,
        &["native_suicide_london_boroughs_2012-2017.csv"],
    )
    .await;
    let over = Over::published(suicide.staged);
    let mut sum = (0, 0);
    let boroughs = (1..=33).map(|number| format!("E09{number:06}"));
    for area in boroughs.chain(["E12000007".to_owned()]) {
        let ask = CompareAsk::new(area);
        let answer = compare(&bench.engine, &ask, &over).await.unwrap();
        let (agree, of) = agreement(answer.result.rows.iter().map(|row| &row.judgement));
        sum = (sum.0 + agree, sum.1 + of);
    }
    assert_eq!(sum, (164, 164));
}

#[tokio::test]
async fn the_new_pair_is_read_with_exactly_these_notes() {
    let Some(folder) = fingertips() else { return };
    let bench = bench();
    let intake = stage(&bench, &folder, &NEXT).await;
    assert_eq!(intake.problems, []);
    assert_eq!(intake.rows, 37_757);
    let described = &intake.catalogue.indicators["241"];
    assert_eq!(
        (described.polarity, described.value_type),
        (Polarity::NoJudgement, ValueType::Proportion)
    );
    assert!(described.definition.is_some());
    let unnamed =
        |id: &str| format!("Nothing describes indicator {id}: it has no name, unit or polarity.");
    let differ = |id: &str, agree: u64| {
        format!(
            "The printed limits of indicator {id} are not those that its counts and denominators give, and are shown as \
             printed; in {agree} rows they agree."
        )
    };
    let quarterly = "Indicator 91040 is published quarterly, and this layout gives only the year: its rows were left out.";
    assert_eq!(
        words(&intake),
        [
            ("Rows repeat an earlier row and were read once.", 2_052),
            (
                "Rows repeat an earlier row with fewer or more decimals; the earlier counts.",
                16
            ),
            (
                "Rows give another figure for a cell than an earlier row; neither is shown.",
                18
            ),
            (quarterly, 1_166),
            (
                "Rows are empty where an earlier row has the figure; the figure counts.",
                50
            ),
            (unnamed("92026").as_str(), 1),
            (
                "Values of indicator 93124 lie outside their own limits, as printed.",
                30
            ),
            (
                "Values of indicator 93701 lie outside their own limits, as printed.",
                1
            ),
            (differ("93085", 302).as_str(), 15),
            (differ("93124", 140).as_str(), 8),
            (differ("93701", 4).as_str(), 191),
            (differ("94103", 0).as_str(), 27),
        ]
    );
    let alone = stage(&bench, &folder, &NEXT[..1]).await;
    assert_eq!(alone.problems, []);
    assert!(words(&alone).contains(&(unnamed("241").as_str(), 1)));
}

#[tokio::test]
async fn recent_trends_are_the_publishers() {
    let Some(folder) = fingertips() else { return };
    let bench = bench();
    let intake = stage(&bench, &folder, &NEXT).await;
    let over = Over::published(intake.staged);
    let codes: Vec<String> = {
        let areas = File::open(folder.join("next_healthdata_dev.csv.gz")).unwrap();
        let mut table = csv::Reader::from_reader(flate2::read::MultiGzDecoder::new(areas));
        let at = table
            .headers()
            .unwrap()
            .iter()
            .position(|name| name == "AreaCode")
            .unwrap();
        let codes: std::collections::BTreeSet<String> = table
            .records()
            .map(|record| record.unwrap()[at].to_owned())
            .collect();
        codes.into_iter().collect()
    };
    // With the publisher's limits, and with ours where the file has none.
    let mut printed_limits = (0, 0);
    let mut own_limits = (0, 0);
    for area in codes {
        let ask = CompareAsk::new(area);
        // Two practices have nothing but rows that were left out.
        let Ok(answer) = compare(&bench.engine, &ask, &over).await else {
            continue;
        };
        for row in &answer.result.rows {
            let Some(printed) = &row.trend.printed else {
                continue;
            };
            if printed.starts_with("Cannot") || row.trend.direction == Direction::CannotBeCalculated
            {
                continue;
            }
            let by = row.value.limits().unwrap().by;
            let sum = if by == LimitsBy::Publisher {
                &mut printed_limits
            } else {
                &mut own_limits
            };
            let differs = |note: &DataNote| matches!(note, DataNote::PrintedTrendDiffers { .. });
            sum.0 += usize::from(!row.notes.iter().any(differs));
            sum.1 += 1;
        }
    }
    assert_eq!(printed_limits, (637, 639));
    assert_eq!(own_limits, (155, 158));
}
