//! Files that are read, with everything that real ones do.

use evidence::analysis::{CompareAsk, IndicatorAsk, Over, Verdict, compare, indicator};
use evidence::catalogue::{Known, LimitsMethod, Polarity, ValueType};
use evidence::cell::Figure;
use evidence::engine::{Engine, Source};
use evidence::intake::Choices;

use crate::export::{HEADING, bench, export, export_with, packed, row};

fn ask(area: &str) -> CompareAsk {
    CompareAsk::new(area)
}

#[tokio::test]
async fn an_export_becomes_an_answer() {
    let bench = bench();
    let intake = bench.stage("smoking.csv", export()).await;
    assert_eq!(intake.problems, []);
    assert_eq!((intake.rows, intake.sound_rows, intake.areas), (4, 4, 2));
    assert_eq!(intake.periods.as_ref().unwrap().last, "2020");
    let smoking = &intake.catalogue.indicators["900"];
    assert_eq!(smoking.name, "Adults who smoke");
    assert_eq!(
        (smoking.value_type, smoking.value_type_known),
        (ValueType::Proportion, Known::Derived)
    );
    assert_eq!(smoking.limits_method, LimitsMethod::Wilson);
    let over = Over::published(intake.staged);
    let answer = compare(&bench.engine, &ask("E09000001"), &over)
        .await
        .unwrap();
    let row = &answer.result.rows[0];
    assert_eq!(row.value.value(), Some(26.0));
    assert_eq!(row.judgement.verdict, Verdict::Higher);
    assert_eq!(&*row.value.area().kind, "Borough");
}

#[tokio::test]
async fn three_spellings_of_the_heading_are_one() {
    let bench = bench();
    let spellings = [
        HEADING.to_owned(),
        HEADING
            .replace("AreaName", "Area Name")
            .replace("to parent", "to Region"),
        HEADING
            .replace("Indicator ID", "IndicatorID")
            .replace(' ', "_"),
    ];
    let mut hashes = Vec::new();
    for heading in spellings {
        let intake = bench
            .stage("a.csv", export().replace(HEADING, &heading))
            .await;
        assert_eq!(intake.problems, [], "{heading}");
        hashes.push(intake.staged.unwrap());
    }
    hashes.dedup();
    assert_eq!(hashes.len(), 1, "the same figures have the same hash");
}

#[tokio::test]
async fn marks_line_ends_and_packing_make_no_difference() {
    let bench = bench();
    let plain = bench.stage("a.csv", export()).await.staged.unwrap();
    let with_mark = format!("\u{feff}{}", export());
    let quoted = export().replace("Adults who smoke", "\"Adults who smoke\n\"");
    for (what, bytes) in [
        ("byte order mark", with_mark.into_bytes()),
        ("CRLF", export().replace('\n', "\r\n").into_bytes()),
        ("CR alone", export().replace('\n', "\r").into_bytes()),
        ("gzip", packed(export().as_bytes())),
        ("line feed in a quoted name", quoted.into_bytes()),
        (
            "empty lines at the end",
            format!("{}\n\n\n", export()).into_bytes(),
        ),
    ] {
        let intake = bench.stage("a.csv", bytes).await;
        assert_eq!(intake.problems, [], "{what}");
        assert_eq!(intake.staged, Some(plain), "{what}");
    }
}

#[tokio::test]
async fn short_rows_are_read_and_noted() {
    let bench = bench();
    let short = export().replace(",,1y", "");
    let intake = bench.stage("a.csv", short).await;
    assert_eq!(intake.problems, []);
    let note = &intake.notes[0];
    assert!(note.words.starts_with("Rows are shorter"), "{}", note.words);
    assert_eq!((note.rows, note.first_row), (4, Some(2)));
}

#[tokio::test]
async fn counts_with_commas_and_marks_of_the_web_are_read() {
    let bench = bench();
    let commas = export_with("Count", "\"1,480\"");
    let intake = bench.stage("a.csv", commas).await;
    assert_eq!(intake.problems, []);
    let empty = export_with("Value", "").replace(",200,1000", ",<div class=\"no-data\">-</div>,");
    let intake = bench.stage("a.csv", empty).await;
    assert_eq!(intake.problems, []);
}

/// Figures that stand far into a file are read ahead of its rows, those at its beginning are not.
#[tokio::test]
async fn a_figure_means_the_same_at_the_beginning_of_a_file_and_far_into_it() {
    let cells = [
        "12.5",
        "-3",
        "-.5",
        " 12.5 ",
        "1e2",
        "\"1,480\"",
        "*",
        "[c]",
        "-",
        "",
        "[z]",
        "..",
    ];
    let odd: Vec<String> = (1_u32..)
        .zip(cells)
        .map(|(number, cell)| {
            let mut row = row(&format!("E0900{number:04}"), "2020", 100);
            row = row.replacen(",10,", &format!(",{cell},"), 1);
            row
        })
        .collect();
    let plain: Vec<String> = (1_u32..=6_000)
        .map(|number| row(&format!("E0800{number:04}"), "2020", 100 + number % 700))
        .collect();
    let bench = bench();
    let mut staged = Vec::new();
    for rows in [[&odd[..], &plain[..]], [&plain[..], &odd[..]]] {
        let file = format!("{HEADING}\n{}\n", rows.concat().join("\n"));
        let intake = bench.stage("a.csv", file).await;
        assert_eq!(intake.problems, []);
        assert_eq!(intake.sound_rows, 6_012);
        staged.push(intake.staged);
    }
    for (number, cell) in (1_u32..).zip(cells) {
        let ask = IndicatorAsk::new("900", format!("E0900{number:04}"));
        let mut found = Vec::new();
        for file in &staged {
            let over = Over::published(*file);
            let answer = indicator(&bench.engine, &ask, &over).await.unwrap();
            found.push(answer.result.value.figure());
        }
        assert_eq!(found[0], found[1], "{cell}");
    }
    let far = export_with("Value", "inf");
    let bad: Vec<&str> = far.lines().skip(2).take(1).collect();
    let file = format!("{HEADING}\n{}\n{}\n", plain.join("\n"), bad.join("\n"));
    let intake = bench.stage("a.csv", file).await;
    assert_eq!(intake.problems.len(), 1, "{:?}", intake.problems);
    assert_eq!(intake.problems[0].row, Some(6_002));
}

#[tokio::test]
async fn a_place_without_a_figure_of_its_own_says_where_it_is_counted() {
    let bench = bench();
    let mut lines = vec![
        HEADING.to_owned(),
        row("E92000001", "2020", 140),
        row("E09000012", "2020", 200),
    ];
    lines.push(row("E09000001", "2020", 0).replace(
        ",0,,,,,0,1000,,",
        ",,,,,,,,Value for Hackney and City of London combined,",
    ));
    let intake = bench.stage("a.csv", lines.join("\n")).await;
    assert_eq!(intake.problems, []);
    let over = Over::published(intake.staged);
    let answer = compare(&bench.engine, &ask("E09000001"), &over)
        .await
        .unwrap();
    let city = &answer.result.rows[0].value;
    assert_eq!(city.figure(), Figure::Missing);
    assert_eq!(
        city.note(),
        Some("Value for Hackney and City of London combined")
    );
}

#[tokio::test]
async fn hidden_and_missing_are_told_apart() {
    let bench = bench();
    let mut lines = vec![HEADING.to_owned(), row("E92000001", "2020", 140)];
    for (area, value) in [
        ("E09000001", "*"),
        ("E09000002", "[x]"),
        ("E09000003", "[z]"),
    ] {
        lines.push(row(area, "2020", 0).replace(",0,,,,,0,1000", &format!(",{value},,,,,,")));
    }
    let intake = bench.stage("a.csv", lines.join("\n")).await;
    assert_eq!(intake.problems, []);
    let over = Over::published(intake.staged);
    for (area, figure) in [
        ("E09000001", Figure::Suppressed),
        ("E09000002", Figure::Missing),
        ("E09000003", Figure::NotApplicable),
    ] {
        let answer = compare(&bench.engine, &ask(area), &over).await.unwrap();
        assert_eq!(answer.result.rows[0].value.figure(), figure);
    }
}

#[tokio::test]
async fn repeated_rows_are_read_once() {
    let bench = bench();
    let plain = bench.stage("a.csv", export()).await.staged;
    let twice = format!("{}{}\n", export(), row("E09000001", "2020", 260));
    let intake = bench.stage("a.csv", twice).await;
    assert_eq!(intake.staged, plain);
    assert_eq!((intake.rows, intake.sound_rows), (5, 4));
    let empty_first = row("E09000001", "2020", 260).replace(",26,,,,,260,1000", ",,,,,,,");
    let mut lines: Vec<_> = export().lines().map(str::to_owned).collect();
    lines.insert(4, empty_first);
    let intake = bench.stage("a.csv", lines.join("\n")).await;
    assert_eq!(intake.problems, []);
    assert_eq!(intake.staged, plain, "the empty row gave way to the figure");
    assert_eq!(intake.sound_rows, 4);
}

#[tokio::test]
async fn verdicts_in_the_file_tell_which_way_is_good() {
    let bench = bench();
    let worse = export_with("Compared to England value or percentiles", "Worse");
    let intake = bench.stage("a.csv", worse).await;
    let smoking = &intake.catalogue.indicators["900"];
    assert_eq!(
        (smoking.polarity, smoking.polarity_known),
        (Polarity::LowIsGood, Known::Derived)
    );
}

#[tokio::test]
async fn data_and_descriptions_come_together() {
    let bench = bench();
    let data = "IndicatorId,Category,CategoryType,Age,Sex,Trend,Denominator,CategoryTypeId,UpperCI,Value,Count,AreaCode,SexID,AgeID,Year,LowerCI,CategoryId\n\
        900,,,18+ yrs,Persons,,1000,,,14,140,E92000001,4,1,2020,,\n\
        900,,,18+ yrs,Persons,,1000,,,26,260,E09000001,4,1,2020,,\n\
        900,Most deprived decile,\"\"\"Deprivation deciles, 4/23\"\"\",18+ yrs,Persons,,1000,1,,20,200,E92000001,4,1,2020,,1\n\
        901,,,18+ yrs,Persons,,1000,,,1,10,E09000001,4,1,2020,,\n\
        901,,,18+ yrs,Persons,,1000,,,2,20,E09000001,4,1,2020,,\n";
    let descriptions = r#"[
        {"indicatorID": 900, "indicatorName": "Adults who smoke", "valueType": "Proportion", "unitLabel": "%", "unitValue": "100",
         "polarity": "Low is good", "frequency": "annually", "periodType": "Financial"},
        {"indicatorID": 901, "indicatorName": "Checks in the quarter", "valueType": "Proportion", "frequency": "quarterly"}]"#;
    let areas = "Children,AreaCode,AreaName,Level,HierarchyType,AreaType,AreaTypeCode\n\
        E09000001,E12000007,London Region,1,Administrative,Regions,regions\n\
        \"\",E09000001,A borough,2,Administrative,Counties and Unitary Authorities,counties\n";
    let source = |name: &str, text: &str| Source::new(name, std::io::Cursor::new(text.to_owned()));
    let sources = vec![
        source("data.csv", data),
        source("indicators.json", descriptions),
        source("areas.csv", areas),
    ];
    let intake = bench
        .engine
        .stage(sources, Choices::default())
        .await
        .unwrap();
    assert_eq!(intake.problems, []);
    assert_eq!((intake.rows, intake.sound_rows), (5, 3));
    assert!(
        intake
            .notes
            .iter()
            .any(|note| note.words.contains("901 is published quarterly") && note.rows == 2)
    );
    let over = Over::published(intake.staged);
    let ask = IndicatorAsk::new("900", "E09000001");
    let answer = indicator(&bench.engine, &ask, &over).await.unwrap();
    let view = &answer.result;
    assert_eq!(view.indicator.name, "Adults who smoke");
    assert_eq!(&*view.value.area().name, "A borough");
    assert_eq!(&*view.value.period().label, "2020/21");
    assert_eq!(view.england.verdict, Verdict::Worse);
    let measured = view.gap.measured.as_ref().unwrap();
    assert_eq!(&*measured.by, "Deprivation deciles, 4/23");
}
