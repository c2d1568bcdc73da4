//! Tables that no publisher's layout describes: what is proposed, what is said, what is remembered, what is read.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int64Array, StringArray};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use evidence::analysis::{IndicatorAsk, Over, indicator};
use evidence::catalogue::{Known, Polarity, ValueType};
use evidence::cell::Figure;
use evidence::engine::Engine;
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

#[tokio::test]
async fn areas_are_found_by_their_names_and_what_is_not_clear_is_asked() {
    let bench = bench();
    let table = "Local authority,Year,Rate\nHackney Council,2020,1\nNewcastle,2020,2\nNewcastle,2021,3\nShangri-La,2020,4\n";
    let falls = [("indicator name", "Falls")];
    let intake = bench.stage_with("a.csv", table, choices(&[], &falls)).await;
    assert_eq!(intake.staged, None);
    let all: Vec<String> = intake.problems.iter().map(ToString::to_string).collect();
    assert_eq!(all.len(), 2, "once for each name: {all:?}");
    assert!(
        all[0].contains("row 3, column Local authority: found Newcastle"),
        "{all:?}"
    );
    assert!(
        all[0].contains("Newcastle-under-Lyme (E07000195) or Newcastle upon Tyne (E08000021)"),
        "{all:?}"
    );
    assert!(all[1].contains("the name of an area of England"), "{all:?}");
    let asked = &intake.proposal.as_ref().unwrap().named_areas;
    let may_be: Vec<(&str, usize)> = asked
        .iter()
        .map(|area| (area.name.as_str(), area.may_be.len()))
        .collect();
    assert_eq!(
        may_be,
        [("Hackney Council", 1), ("Newcastle", 2), ("Shangri-La", 0)]
    );

    let mut answered = choices(&[], &falls);
    for (name, code) in [("newcastle", "E08000021"), ("Shangri-La", "E07000195")] {
        answered.said.areas.insert(name.to_owned(), code.to_owned());
    }
    let intake = bench.stage_with("a.csv", table, answered).await;
    assert_eq!(intake.problems, []);
    assert!(
        words(&intake).contains(
            &"Areas have no code in the table and were found by their names: Hackney Council as Hackney (E09000012)."
        ),
        "{:?}",
        intake.notes
    );
    assert!(
        words(&intake).contains(
            &"Areas have no code in the table and were read as somebody said: Newcastle as Newcastle upon Tyne (E08000021); \
              Shangri-La as Newcastle-under-Lyme (E07000195)."
        ),
        "{:?}",
        intake.notes
    );
    assert_eq!(
        value(&bench, &intake, "falls", "E09000012").await,
        Some(1.0)
    );
    assert_eq!(
        value(&bench, &intake, "falls", "E08000021").await,
        Some(3.0)
    );
    // The next release asks nothing.
    let next = Choices {
        remembered: intake.mapping(),
        ..Choices::default()
    };
    let intake = bench.stage_with("a.csv", table, next).await;
    assert_eq!(intake.problems, []);
}

#[tokio::test]
async fn rows_are_read_that_are_asked_for() {
    let bench = bench();
    let table = "Code,Level,Year,Rate\nE09000012,Borough,2020,1\nE05009367,Ward,2020,2\nE12000007,Region,2020,3\n";
    let mut wanted = choices(&[], &[("indicator name", "Falls")]);
    wanted.said.only = vec!["level=borough|region".parse().unwrap()];
    let intake = bench.stage_with("a.csv", table, wanted.clone()).await;
    assert_eq!(intake.problems, []);
    assert_eq!((intake.rows, intake.sound_rows), (2, 2));
    assert_eq!(
        words(&intake),
        ["Rows were not read, because only those with level=borough|region were asked for."]
    );
    assert_eq!(intake.mapping().unwrap().only, wanted.said.only);
    wanted.said.only = vec!["Tier=Borough".parse().unwrap()];
    let intake = bench.stage_with("a.csv", table, wanted).await;
    assert_eq!(intake.problems[0].column.as_deref(), Some("Tier"));
}

#[tokio::test]
async fn figures_under_each_other_in_one_column_of_groups_are_two_indicators() {
    let bench = bench();
    let table = "Code,Ethnic group,Value\n\
        E09000012,White: Irish (number),1200\nE09000012,White: Irish  (percent),2.5\n\
        E09000012,White: Roma (number),100\nE09000012,White: Roma (percent),0.1\n";
    let stated = [("indicator name", "Residents"), ("period", "2021")];
    let intake = bench
        .stage_with("a.csv", table, choices(&[], &stated))
        .await;
    assert_eq!(intake.problems, []);
    let indicators = &intake.catalogue.indicators;
    assert_eq!(indicators["residents-number"].name, "Residents (number)");
    assert_eq!(indicators["residents-number"].value_type, ValueType::Count);
    assert_eq!(indicators["residents-per-cent"].unit.label, "%");
    assert!(words(&intake).is_empty(), "{:?}", intake.notes);
}

#[tokio::test]
async fn a_category_within_a_category_is_told_from_others() {
    let bench = bench();
    let table = "Code,Year,Breakdown,Variable_A,Variable_B,Value\n\
        E09000012,2021,Ethnic group,White,All,10\nE09000012,2021,Ethnic group,White,Irish,1\n\
        E09000012,2021,Ethnic group,Mixed,All,5\nE09000012,2021,Total,NULL,NULL,15\n";
    let intake = bench
        .stage_with(
            "a.csv",
            table,
            choices(&[], &[("indicator name", "Referrals")]),
        )
        .await;
    assert_eq!(intake.problems, []);
    assert_eq!(intake.sound_rows, 4);
    assert_eq!(
        value(&bench, &intake, "referrals", "E09000012").await,
        Some(15.0)
    );
}

#[tokio::test]
async fn windows_1252_is_read_where_somebody_says_so() {
    let bench = bench();
    let table = b"Code,Name,Year,Rate\nE08000013,St. Helen\x92s,2020,1\nE09000012,Hackney,2020,2\n"
        .to_vec();
    let mut choice = choices(&[], &[("indicator name", "Falls")]);
    let intake = bench
        .stage_with("a.csv", table.clone(), choice.clone())
        .await;
    assert_eq!(intake.problems.len(), 1);
    assert!(intake.problems[0].mend.contains("choose “Windows-1252”"));
    choice.windows_1252 = true;
    let intake = bench.stage_with("a.csv", table, choice).await;
    assert_eq!(intake.problems, []);
    assert_eq!(
        (
            intake.notes[0].words.as_str(),
            intake.notes[0].rows,
            intake.notes[0].first_row
        ),
        (
            "Text that is not UTF-8 was read as Windows-1252.",
            1,
            Some(2)
        )
    );
    let over = Over::published(intake.staged);
    let ask = IndicatorAsk::new("falls", "E08000013");
    let answer = indicator(&bench.engine, &ask, &over).await.unwrap();
    assert_eq!(&*answer.result.value.area().name, "St. Helen’s");
}
