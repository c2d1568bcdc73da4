//! Tables that no publisher's layout describes: what is proposed, what is said, what is remembered, what is read.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int64Array, StringArray};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use evidence::analysis::{IndicatorAsk, Over, indicator};
use evidence::catalogue::{Known, Polarity, ValueType};
use evidence::cell::Figure;
use evidence::engine::{Engine, Source};
use evidence::intake::mapping::{Field, Mapping};
use evidence::intake::{Choices, Intake};

use crate::export::{Bench, bench};

/// What somebody says: columns and statements.
fn said(columns: &[(&str, &str)], constants: &[(&str, &str)]) -> Mapping {
    let mut mapping = Mapping::default();
    for (heading, role) in columns {
        mapping.set_column(heading, role.parse().unwrap());
    }
    for (field, text) in constants {
        mapping.set_constant(Field::from_word(field).unwrap(), text);
    }
    mapping
}

fn choices(columns: &[(&str, &str)], constants: &[(&str, &str)]) -> Choices {
    Choices {
        said: said(columns, constants),
        ..Choices::default()
    }
}

fn words(intake: &Intake) -> Vec<&str> {
    intake
        .notes
        .iter()
        .map(|note| note.words.as_str())
        .collect()
}

const LONG: &str = "LA code,LA name,Year,Indicator,Sex,Rate,LCL,UCL,Numerator,Denominator\n\
    E92000001,England,2020,Falls,Persons,13,12.9,13.1,13000,100000\n\
    E09000012,Hackney,2020,Falls,Persons,26,24,28,260,1000\n\
    E09000012,Hackney,2020,Falls,M,20,17,23,100,500\n";

async fn value(bench: &Bench, intake: &Intake, id: &str, area: &str) -> Option<f64> {
    let over = Over::published(intake.staged);
    let answer = indicator(&bench.engine, &IndicatorAsk::new(id, area), &over)
        .await
        .unwrap();
    answer.result.value.value()
}

#[tokio::test]
async fn a_long_table_is_proposed_before_it_is_read() {
    let bench = bench();
    let intake = bench.stage("falls.csv", LONG).await;
    assert_eq!(intake.staged, None);
    assert_eq!(intake.problems.len(), 1);
    let problem = &intake.problems[0];
    assert_eq!(problem.row, Some(1));
    assert!(
        problem.mend.contains("Look at what each column"),
        "{problem}"
    );
    let proposal = intake.proposal.as_ref().unwrap();
    let roles: Vec<String> = proposal
        .columns
        .iter()
        .map(|column| column.role.to_string())
        .collect();
    assert_eq!(
        roles,
        [
            "area code",
            "area name",
            "period",
            "indicator name",
            "sex",
            "value",
            "lower limit",
            "upper limit",
            "count",
            "denominator"
        ]
    );
    assert_eq!(proposal.missing, []);
    assert_eq!(bench.files(), 0);

    let accepted = Choices {
        as_proposed: true,
        ..Choices::default()
    };
    let intake = bench.stage_with("falls.csv", LONG, accepted).await;
    assert_eq!(intake.problems, []);
    assert_eq!((intake.rows, intake.sound_rows, intake.areas), (3, 3, 2));
    let falls = &intake.catalogue.indicators["falls"];
    assert_eq!(falls.name, "Falls");
    assert_eq!(
        (falls.value_type, falls.value_type_known),
        (ValueType::Proportion, Known::Derived)
    );
    assert_eq!(
        value(&bench, &intake, "falls", "E09000012").await,
        Some(26.0)
    );
}

#[tokio::test]
async fn what_is_said_counts_and_statements_describe_the_indicator() {
    let bench = bench();
    let table = "Place,When,Figure,Remark\nE09000012,2020,12.5,fine\nE09000012,2021,13.5,\n";
    let intake = bench
        .stage_with(
            "a.csv",
            table,
            choices(
                &[("When", "period"), ("Remark", "note")],
                &[
                    ("indicator name", "Homes too cold"),
                    ("unit", "%"),
                    ("polarity", "low is good"),
                    ("value type", "proportion"),
                    ("age", "All ages"),
                ],
            ),
        )
        .await;
    assert_eq!(intake.problems, []);
    let homes = &intake.catalogue.indicators["homes-too-cold"];
    assert_eq!(homes.unit.label, "%");
    assert_eq!(
        (homes.polarity, homes.polarity_known),
        (Polarity::LowIsGood, Known::Entered)
    );
    assert_eq!(homes.value_type, ValueType::Proportion);
    let mapping = intake.mapping().unwrap();
    assert_eq!(mapping.constants[&Field::Unit], "%");
}

#[tokio::test]
async fn the_next_release_is_read_without_a_word_and_a_changed_heading_is_reported() {
    let bench = bench();
    let first = bench
        .stage_with(
            "2020.csv",
            "Code,Year,Figure\nE09000012,2020,12\n",
            choices(&[], &[("indicator name", "Falls")]),
        )
        .await;
    assert_eq!(first.problems, []);
    let next = |table: &'static str| {
        let choices = Choices {
            remembered: first.mapping(),
            ..Choices::default()
        };
        bench.stage_with("2021.csv", table, choices)
    };
    let intake = next("Code,Year,Figure,New\nE09000012,2021,13,x\n").await;
    assert_eq!(intake.problems, []);
    assert!(intake.catalogue.indicators.contains_key("falls"));
    let intake = next("Code,Year,Rate per 1000\nE09000012,2021,13\n").await;
    assert_eq!(intake.staged, None);
    let problem = &intake.problems[0];
    assert_eq!(problem.column.as_deref(), Some("Figure"));
    assert_eq!(problem.found, "no such column");
    assert!(problem.mend.contains("Rate per 1000"), "{problem}");
    // One word mends it.
    let choices = Choices {
        remembered: first.mapping(),
        said: said(&[("Rate per 1000", "value")], &[]),
        ..Choices::default()
    };
    let intake = bench
        .stage_with(
            "2021.csv",
            "Code,Year,Rate per 1000\nE09000012,2021,13\n",
            choices,
        )
        .await;
    assert_eq!(intake.problems, []);
}

#[tokio::test]
async fn a_wide_table_becomes_long() {
    let bench = bench();
    let table = "Falls in people aged 65 and over,,,,,\n\
        Published in May,,,,,\n\
        ,,,,,\n\
        ,,2020,,2021,\n\
        Area code,Area,Male,Female,Male,Female\n\
        E09000012,Hackney,12.3%,\"1,480\",[c],<5\n\
        London boroughs,,,,,\n\
        E09000001,City of London,1,..,-,[z]\n\
        ,,,,,\n\
        Note: [c] is hidden,,,,,\n";
    let hidden = Choices {
        less_than_is_hidden: true,
        as_proposed: true,
        ..Choices::default()
    };
    let intake = bench.stage_with("a.csv", table, hidden).await;
    assert_eq!(intake.problems, []);
    assert_eq!((intake.rows, intake.sound_rows), (2, 8));
    let (id, falls) = intake.catalogue.indicators.iter().next().unwrap();
    assert_eq!(falls.name, "Falls in people aged 65 and over");
    assert_eq!(falls.unit.label, "%");
    assert!(
        words(&intake).contains(
            &"Rows with words in one cell alone were taken for headings or notes and not read."
        ),
        "{:?}",
        intake.notes
    );
    let over = Over::published(intake.staged);
    let mut ask = IndicatorAsk::new(id.as_str(), "E09000012");
    ask.sex = Some("Male".to_owned());
    ask.period = Some("2020".to_owned());
    let answer = indicator(&bench.engine, &ask, &over).await.unwrap();
    assert_eq!(answer.result.value.value(), Some(12.3));
    ask.period = Some("2021".to_owned());
    let answer = indicator(&bench.engine, &ask, &over).await.unwrap();
    assert_eq!(answer.result.value.figure(), Figure::Suppressed);
}

#[tokio::test]
async fn groups_across_have_their_denominators() {
    let bench = bench();
    let table = "Black,White,Black_total,White_total\n12,13,1000,5000\n";
    let intake = bench
        .stage_with(
            "a.csv",
            table,
            choices(
                &[
                    ("Black", "value by category"),
                    ("White", "value by category"),
                    ("Black_total", "denominator by category"),
                    ("White_total", "denominator by category"),
                ],
                &[
                    ("area code", "E92000001"),
                    ("period", "2022"),
                    ("indicator name", "Uptake"),
                    ("category type", "Ethnic group"),
                ],
            ),
        )
        .await;
    assert_eq!(intake.problems, []);
    assert_eq!((intake.rows, intake.sound_rows), (1, 2));
}

#[tokio::test]
async fn one_group_spelled_five_ways_is_one_and_told() {
    let bench = bench();
    let rows = [
        ("Asian or Asian British", 2016),
        ("asian / asian british", 2017),
        ("\"Asian, Asian British\"", 2018),
        ("ASIAN AND ASIAN BRITISH", 2019),
        ("Asian/Asian British", 2020),
        ("White", 2020),
        ("All", 2020),
    ]
    .map(|(spelling, year)| format!("E09000012,{year},{spelling},12\n"));
    let table = format!("Area code,Year,Ethnic group,Value\n{}", rows.concat());
    let intake = bench
        .stage_with("a.csv", table, choices(&[], &[("indicator name", "Falls")]))
        .await;
    assert_eq!(intake.problems, []);
    let told = words(&intake)
        .into_iter()
        .find(|words| words.starts_with("Spelled in more than one way"))
        .unwrap();
    assert!(
        told.contains("read as one group, “Asian or Asian British”"),
        "{told}"
    );
    assert_eq!(told.matches('“').count(), 5, "{told}");
    assert!(words(&intake).contains(&"Rows for a total were read as rows for everybody."));
}

#[tokio::test]
async fn codes_that_have_ended_are_told_and_read_as_today_where_the_place_is_the_same() {
    let bench = bench();
    let table = "Code,Year,Value\nE08000020,2010,1\nE07000004,2010,2\nE09000012,2010,3\n";
    let intake = bench
        .stage_with("a.csv", table, choices(&[], &[("indicator name", "Falls")]))
        .await;
    assert_eq!(intake.problems, []);
    let all = words(&intake).join("\n");
    assert!(
        all.contains("E08000020 is E08000037 (Gateshead, 2013)"),
        "{all}"
    );
    assert!(
        all.contains("E07000004 is E06000060 (Buckinghamshire, 2020)"),
        "{all}"
    );
    assert_eq!(
        value(&bench, &intake, "falls", "E08000020").await,
        Some(1.0)
    );
    let today = Choices {
        areas_as_today: true,
        ..choices(&[], &[("indicator name", "Falls")])
    };
    let intake = bench.stage_with("a.csv", table, today).await;
    assert_eq!(
        value(&bench, &intake, "falls", "E08000037").await,
        Some(1.0)
    );
    assert!(!words(&intake).join("\n").contains("E08000020"));
}

#[tokio::test]
async fn shares_that_are_called_per_cent_are_told_and_can_be_multiplied() {
    let bench = bench();
    let table = "Code,Year,Value\nE09000012,2010,0.12\nE09000012,2011,0.13\n";
    let stated = [("indicator name", "Falls"), ("unit", "%")];
    let intake = bench
        .stage_with("a.csv", table, choices(&[], &stated))
        .await;
    assert!(
        words(&intake)[0].contains("“multiply by” 100"),
        "{:?}",
        intake.notes
    );
    let hundred = [stated[0], stated[1], ("multiply by", "100")];
    let intake = bench
        .stage_with("a.csv", table, choices(&[], &hundred))
        .await;
    assert_eq!(intake.notes, []);
    assert_eq!(
        value(&bench, &intake, "falls", "E09000012").await,
        Some(13.0)
    );
}

#[tokio::test]
async fn faults_of_foreign_tables_are_named_by_row_and_column() {
    let bench = bench();
    let table = "Title,,\n\nCode,Year,Rate\nHackney,2020,12\nE09000012,2020-13,12\nE09000012,2020,many\nE09000012,2019,1\nE09000012,2019,2\n";
    let intake = bench
        .stage_with(
            "a.csv",
            table,
            choices(&[("Code", "area code")], &[("indicator name", "Falls")]),
        )
        .await;
    let places: Vec<_> = intake
        .problems
        .iter()
        .map(|problem| (problem.row.unwrap(), problem.column.clone().unwrap()))
        .collect();
    let place = |row: u64, column: &str| (row, column.to_owned());
    assert_eq!(
        places,
        [
            place(4, "Code"),
            place(5, "Year"),
            place(6, "Rate"),
            place(8, "Rate")
        ]
    );
    assert!(
        intake.problems[3].expected.contains("row 7"),
        "{}",
        intake.problems[3]
    );
    let intake = bench
        .stage_with(
            "a.csv",
            "Code,Year\nE09000012,2020\n",
            choices(&[("Rate", "value")], &[]),
        )
        .await;
    let all: Vec<String> = intake.problems.iter().map(ToString::to_string).collect();
    let all = all.join("\n");
    assert!(all.contains("column Rate: found no such column"), "{all}");
    assert!(all.contains("no column for the indicator name"), "{all}");
}

/// A Parquet file of three columns.
fn parquet() -> Vec<u8> {
    let columns: Vec<(&str, ArrayRef)> = vec![
        (
            "area_code",
            Arc::new(StringArray::from(vec!["E09000012", "E09000001"])),
        ),
        ("year", Arc::new(Int64Array::from(vec![2020, 2020]))),
        ("rate", Arc::new(Float64Array::from(vec![Some(12.5), None]))),
    ];
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns
            .into_iter()
            .map(|(name, column)| (name, column, true)),
    )
    .unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

#[tokio::test]
async fn parquet_is_read_through_the_same_mapping() {
    let bench = bench();
    let falls = choices(&[], &[("indicator name", "Falls")]);
    let intake = bench
        .stage_with("a.parquet", parquet(), falls.clone())
        .await;
    assert_eq!(intake.problems, []);
    assert_eq!((intake.rows, intake.sound_rows), (2, 2));
    assert_eq!(
        value(&bench, &intake, "falls", "E09000012").await,
        Some(12.5)
    );
    let text = "area_code,year,rate\nE09000012,2020,12.5\nE09000001,2020,\n";
    let as_text = bench.stage_with("a.csv", text, falls.clone()).await;
    assert_eq!(
        as_text.staged, intake.staged,
        "the same figures have the same hash"
    );
    let mut cut = parquet();
    cut.truncate(cut.len() / 2);
    let intake = bench.stage_with("a.parquet", cut, falls.clone()).await;
    assert_eq!(
        intake.problems[0].found,
        "a Parquet file that is damaged or cut off"
    );
    for at in (4..parquet().len()).step_by(7) {
        let mut bytes = parquet();
        bytes[at] ^= 0x55;
        let intake = bench.stage_with("a.parquet", bytes, falls.clone()).await;
        assert_eq!(intake.staged.is_some(), intake.problems.is_empty());
        if let Some(staged) = intake.staged {
            bench.engine.discard(staged).await.unwrap();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the tests' own configuration")]
fn real_data() -> Option<PathBuf> {
    let root = std::env::var_os("COMMONWEAL_REAL_DATA");
    if root.is_none() {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
    }
    root.map(PathBuf::from)
}

async fn real(root: &Path, file: &str, choices: Choices) -> (Bench, Intake) {
    let bench = bench();
    let source = Source::new(file, File::open(root.join(file)).unwrap());
    let intake = bench.engine.stage(vec![source], choices).await.unwrap();
    (bench, intake)
}

#[tokio::test]
async fn real_long_tables_are_read() {
    let Some(root) = real_data() else { return };
    // Everything is understood by itself; 298 blanks are kept as missing.
    let proposed = Choices {
        as_proposed: true,
        ..Choices::default()
    };
    let (_, intake) = real(
        &root,
        "services/oflog_adult_social_care_utla_2015-23.csv.gz",
        proposed,
    )
    .await;
    assert_eq!(intake.problems, []);
    assert_eq!(intake.rows, 6_376);
    assert_eq!(intake.catalogue.indicators.len(), 7);
    assert_eq!(intake.areas, 157);
    let periods = intake.periods.unwrap();
    assert_eq!(
        (periods.first.as_str(), periods.last.as_str()),
        ("2015/16", "2022/23")
    );

    let (_, intake) = real(
        &root,
        "population/census2021_ethnicity5_lsoa21_london.csv.gz",
        choices(
            &[],
            &[
                ("indicator name", "Residents by ethnic group"),
                ("period", "2021"),
                ("unit", "%"),
                ("multiply by", "100"),
            ],
        ),
    )
    .await;
    assert_eq!(intake.problems, []);
    assert_eq!((intake.sound_rows, intake.areas), (24_970, 4_994));

    let (_, intake) = real(
        &root,
        "population/census2021_disability_lsoa21_london.csv.gz",
        choices(
            &[],
            &[("indicator name", "Disabled residents"), ("period", "2021")],
        ),
    )
    .await;
    assert_eq!(intake.problems, []);
    assert_eq!(intake.sound_rows, 9_988);

    for (file, rows) in [
        ("services/covid_vacc_table_80plus.csv", 65),
        ("services/covid_vacc_table_learning_disability.csv", 18),
    ] {
        let (_, intake) = real(
            &root,
            file,
            choices(
                &[
                    ("Category", "category type"),
                    ("Group", "category"),
                    ("Vaccinated at 22 Jun 2022 (%)", "value"),
                ],
                &[
                    ("indicator name", "Vaccinated against Covid-19"),
                    ("area code", "E92000001"),
                    ("period", "Jun 2022"),
                ],
            ),
        )
        .await;
        assert_eq!(intake.problems, [], "{file}");
        assert_eq!(intake.rows, rows, "{file}");
    }
}

#[tokio::test]
async fn real_wide_tables_are_read() {
    let Some(root) = real_data() else { return };
    let people = |name: &str, period: Option<&str>| {
        let mut stated = vec![("indicator name", name), ("value type", "count")];
        stated.extend(period.map(|period| ("period", period)));
        choices(&[], &stated)
    };
    for (file, period, rows, observations) in [
        (
            "population/pop_mid2020_ltla21_persons_sya.csv.gz",
            Some("2020"),
            331,
            331 * 92,
        ),
        (
            "population/pop_mid2020_lsoa11_london_persons_sya.csv.gz",
            Some("2020"),
            4_835,
            4_835 * 92,
        ),
        (
            "population/mye_london_boroughs_persons_sya_1997plus.csv.gz",
            None,
            792,
            792 * 91,
        ),
        (
            "population/census2021_ts007a_age5_lsoa21_london.csv.gz",
            Some("2021"),
            4_994,
            4_994 * 19,
        ),
    ] {
        let (_, intake) = real(&root, file, people("Residents", period)).await;
        assert_eq!(intake.problems, [], "{file}");
        assert_eq!(
            (intake.rows, intake.sound_rows),
            (rows, observations),
            "{file}"
        );
    }

    // Deaths by cause: line ends are CR alone, headings end in spaces; deprivation is a group of England.
    for (file, observations) in [
        (
            "mortality/ons_deaths_by_imd_decile_cause_2001-2012.csv.gz",
            2_400 * 21,
        ),
        (
            "mortality/ons_pops_by_imd_decile_2001-2012.csv.gz",
            240 * 21,
        ),
    ] {
        let mut choices = people("Deaths", None);
        choices.said.set_constant(Field::AreaCode, "E92000001");
        if file.contains("cause") {
            choices.said.constants.remove(&Field::IndicatorName);
        }
        let (_, intake) = real(&root, file, choices).await;
        assert_eq!(intake.problems, [], "{file}");
        assert_eq!(intake.sound_rows, observations, "{file}");
    }
    for file in [
        "mortality/masi_mort_imd10_sex_sya_2001-2016.csv.gz",
        "mortality/masi_pop_imd10_sex_sya_2001-2016.csv.gz",
    ] {
        let mut choices = people("Deaths", None);
        choices.said.set_constant(Field::AreaCode, "E92000001");
        let (_, intake) = real(&root, file, choices).await;
        assert_eq!(intake.problems, [], "{file}");
        assert_eq!(intake.sound_rows, 320 * 75, "{file}");
    }

    // Every summary of deprivation is an indicator of its own.
    for (file, period, indicators) in [
        ("deprivation/imd2019_england_ltla19.csv", "2019", 17),
        ("deprivation/imd2025_england_ltla24.csv", "2025", 56),
    ] {
        let (_, intake) = real(
            &root,
            file,
            choices(&[("*", "value by indicator")], &[("period", period)]),
        )
        .await;
        assert_eq!(intake.problems, [], "{file}");
        assert_eq!(intake.catalogue.indicators.len(), indicators, "{file}");
    }

    // Years run from right to left, and two names have letters of Windows-1252.
    let file = "mortality/ons_drug_poisoning_deaths_by_la_1993-2020.csv";
    let (_, intake) = real(&root, file, people("Deaths from drug poisoning", None)).await;
    assert_eq!(intake.problems.len(), 2);
    assert!(
        intake.problems[0].mend.contains("CSV UTF-8"),
        "{}",
        intake.problems[0]
    );
    let mut without = people("Deaths from drug poisoning", None);
    without.leave_out_faulty_rows = true;
    let (_, intake) = real(&root, file, without).await;
    assert_eq!(intake.periods.as_ref().unwrap().first, "1993");
    assert_eq!(intake.sound_rows, 373 * 28);
}
