//! What a person chooses about a measure reaches the library, by an option or by a column.

use std::fmt::Write;
use std::sync::Arc;

use datafusion::arrow::array::AsArray;
use datafusion::datasource::MemTable;
use datafusion::prelude::SessionContext;
use measures::control::{
    Baseline, Extremes, FunnelScale, Screening, YearGaps, c_chart, overdispersion, p_chart,
    u_chart, xmr_chart,
};
use measures::{Confidence, Count, Population};
use measures_sql::finding::Finding;
use measures_sql::named::named;
use measures_sql::options::Options;
use measures_sql::read::read_csv;
use measures_sql::sql::register;
use serde_json::{Value, json};

/// What a measure says of a file.
fn found(name: &str, file: &str, options: &Options) -> Finding {
    measured(name, file, options).unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

fn measured(name: &str, file: &str, options: &Options) -> Result<Finding, String> {
    let table = read_csv(file.as_bytes()).unwrap();
    let groups = table.groups(&[]).unwrap();
    let measure = named(name).unwrap();
    (measure.measure)(groups.first().unwrap(), options).map_err(|found| found.0[0].to_string())
}

/// A process whose counts double at the thirteenth of its 24 months.
fn counts() -> Vec<u32> {
    let month = |place: u32| 20 + place * 7 % 5;
    (0..24)
        .map(|place| month(place) * if place < 12 { 1 } else { 2 })
        .collect()
}

fn date(place: usize) -> String {
    format!("{}-{:02}-01", 2023 + place / 12, place % 12 + 1)
}

/// The process as a file: the columns of a measure, and `step` where it is marked.
fn file(columns: &str, is_marked: bool, cells: impl Fn(u32) -> String) -> String {
    let mut file = format!("date,{columns}{}\n", if is_marked { ",step" } else { "" });
    for (place, count) in counts().into_iter().enumerate() {
        write!(file, "{},{}", date(place), cells(count)).unwrap();
        if is_marked {
            // An empty cell marks nothing, as 0 does.
            file.push_str(match place {
                12 => ",1",
                13 => ",0",
                _ => ",",
            });
        }
        file.push('\n');
    }
    file
}

fn stepped() -> Options {
    Options {
        steps: vec![date(12)],
        ..Options::default()
    }
}

/// The cells of a month beside its date.
type Cells = fn(u32) -> String;

#[test]
fn a_phase_begins_where_an_option_or_a_column_says() {
    let counts: Vec<Count> = counts().into_iter().map(Count::from).collect();
    let sizes = |size: u32| -> Vec<(Count, Population)> {
        let sized = counts.iter().map(|&count| (count, Population::from(size)));
        sized.collect()
    };
    let values: Vec<f64> = counts.iter().map(|count| count.get()).collect();
    let cases: [(&str, &str, Cells, f64, f64); 4] = [
        (
            "xmr",
            "value",
            |count| count.to_string(),
            1.0,
            xmr_chart(&values, &[12], Baseline::Everything, Screening::LeftOut)
                .unwrap()
                .points()[23]
                .mean,
        ),
        (
            "c-chart",
            "count",
            |count| count.to_string(),
            1.0,
            c_chart(&counts, &[12]).unwrap().points()[23].mean,
        ),
        (
            "p-chart",
            "numerator,denominator",
            |count| format!("{count},400"),
            100.0,
            p_chart(&sizes(400), &[12]).unwrap().points()[23].mean,
        ),
        (
            "u-chart",
            "count,population",
            |count| format!("{count},9000"),
            100_000.0,
            u_chart(&sizes(9_000), &[12]).unwrap().points()[23].mean,
        ),
    ];
    for (name, columns, cells, each, mean) in cases {
        let by_option = found(name, &file(columns, false, cells), &stepped());
        let by_column = found(name, &file(columns, true, cells), &Options::default());
        assert_eq!(by_option, by_column, "{name}");
        assert_eq!(by_option.value, Ok(Some(mean * each)), "{name}");
        assert_eq!(by_option.more["steps"], json!([date(12)]), "{name}");
        let in_one = found(name, &file(columns, false, cells), &Options::default());
        assert_eq!(in_one.more["steps"], json!([]), "{name}");
        assert_ne!(in_one.value, by_option.value, "{name}");
    }
}

#[tokio::test]
async fn a_column_says_so_in_sql() {
    let marked = file("value", true, |count| count.to_string());
    let table = read_csv(marked.as_bytes()).unwrap();
    let batch = table.batch().clone();
    let session = SessionContext::new();
    register(&session);
    let table = MemTable::try_new(batch.schema(), vec![vec![batch]]).unwrap();
    session.register_table("t", Arc::new(table)).unwrap();
    let query =
        "select xmr(date, cast(value as double), cast(nullif(step, '') as double))['more'] from t";
    let batches = session.sql(query).await.unwrap().collect().await.unwrap();
    let more: Value =
        serde_json::from_str(batches[0].column(0).as_string::<i32>().value(0)).unwrap();
    assert_eq!(more["steps"], json!([date(12)]));
}

#[test]
fn a_date_that_no_row_has_is_refused_by_name() {
    let options = Options {
        steps: vec!["2024-01-31".to_owned()],
        ..Options::default()
    };
    let said = measured(
        "xmr",
        &file("value", false, |count| count.to_string()),
        &options,
    );
    assert_eq!(
        said.unwrap_err(),
        "column date: no row has the date 2024-01-31, at which --step begins a phase; name a date as it stands in this column"
    );
    let twice = file("value", true, |count| count.to_string()).replacen(",1\n", ",2\n", 1);
    let said = measured("xmr", &twice, &Options::default()).unwrap_err();
    assert!(
        said.contains("column step: 1 marks the row at which a new phase begins"),
        "{said}"
    );
}

#[test]
fn lines_of_single_values_come_from_the_points_that_are_chosen() {
    let mut values: Vec<f64> = counts().into_iter().map(f64::from).collect();
    values[3] = 90.0;
    let mut text = "date,value\n".to_owned();
    for (place, value) in values.iter().enumerate() {
        writeln!(text, "{},{value}", date(place)).unwrap();
    }
    for (baseline, screening) in [
        (Baseline::First(12), Screening::LeftOut),
        (Baseline::Everything, Screening::Kept),
    ] {
        let options = Options {
            baseline,
            screening,
            ..Options::default()
        };
        let found = found("xmr", &text, &options);
        let point = xmr_chart(&values, &[], baseline, screening)
            .unwrap()
            .points()[0];
        assert_eq!(found.more["points"][0]["upper"], json!(point.upper));
        assert_eq!(
            found.more["outliers_kept"],
            json!(screening == Screening::Kept)
        );
        let points = (baseline != Baseline::Everything).then_some(12);
        assert_eq!(found.more["baseline"], json!(points));
    }
}

#[test]
fn places_far_out_are_drawn_in_left_out_or_kept() {
    let mut places: Vec<(u32, u32)> = (0..20).map(|place| (70 + place * 3, 100)).collect();
    places[0].0 = 400;
    let mut text = "observed,expected\n".to_owned();
    for (observed, expected) in &places {
        writeln!(text, "{observed},{expected}").unwrap();
    }
    let places: Vec<(Count, Population)> = places
        .into_iter()
        .map(|(count, size)| (Count::from(count), Population::from(size)))
        .collect();
    for (extremes, code) in [
        (Extremes::DrawnIn, "drawn_in"),
        (Extremes::LeftOut, "left_out"),
        (Extremes::Kept, "kept"),
    ] {
        let options = Options {
            extremes,
            ..Options::default()
        };
        let found = found("overdispersion-ratio", &text, &options);
        let direct = overdispersion(&places, FunnelScale::RootRatio, extremes).unwrap();
        assert_eq!(found.value, Ok(Some(direct.ratio())), "{code}");
        assert_eq!(found.more["extremes"], code);
    }
}

#[test]
fn a_missing_year_is_bridged_or_refused() {
    let text = "year,value,lower95,upper95\n2016,16.2,15.8,16.6\n2017,15.7,15.3,16.1\n2018,15.1,14.7,15.5\n2020,14.6,14.2,15.0\n2021,14.0,13.6,14.4\n";
    let bridged = found("trend", text, &Options::default());
    assert_eq!(
        (&bridged.more["first_year"], &bridged.more["last_year"]),
        (&json!(2016), &json!(2021))
    );
    let options = Options {
        gaps: YearGaps::Refused,
        ..Options::default()
    };
    let refused = found("trend", text, &options);
    assert_eq!(
        refused.value.unwrap_err().to_string(),
        "there is no point for 2019"
    );
}

#[test]
fn what_chance_makes_is_judged_at_the_first_level() {
    let text = "observed,expected\n20,10\n";
    let verdict = |confidences: &[Confidence]| {
        let options = Options {
            confidences: confidences.to_vec(),
            ..Options::default()
        };
        let found = found("count-beyond-chance", text, &options);
        (
            found.more["points"][0]["verdict"].clone(),
            found.more["confidence"].clone(),
        )
    };
    // Twenty where ten are expected lie above the limits at 95% and within those at 99.8%.
    let ninety_five = (json!("higher"), json!("95"));
    assert_eq!(verdict(&[Confidence::NINETY_FIVE]), ninety_five);
    assert_eq!(verdict(&[]), ninety_five);
    assert_eq!(
        verdict(&[Confidence::NINETY_NINE_POINT_EIGHT]),
        (json!("similar"), json!("99.8"))
    );
    let text = "probability\n0.001\n0.04\n0.3\n";
    let stands = |false_share| {
        let options = Options {
            false_share,
            ..Options::default()
        };
        found("stands-among-many", text, &options).more["stands"].clone()
    };
    assert_eq!(stands(0.05), json!([true, false, false]));
    assert_eq!(stands(0.1), json!([true, true, false]));
}

#[test]
fn years_of_life_are_counted_from_and_before_the_age_that_is_named() {
    let text = "age_start,deaths,population\n0,12,16000\n15,40,79000\n35,160,90000\n55,620,74000\n75,1400,38000\n";
    let options = Options {
        age: Some(55),
        before: 55,
        ..Options::default()
    };
    let expectancy = found("life-expectancy", text, &options);
    assert_eq!(expectancy.more["age"], 55);
    let table = expectancy.more["table"].as_array().unwrap();
    let row = table.iter().find(|row| row["age"] == 55).unwrap();
    assert_eq!(json!(expectancy.value.unwrap()), row["expectancy"]);
    let before_55 = found("years-of-life-lost", text, &options);
    let before_75 = found("years-of-life-lost", text, &Options::default());
    assert_eq!(before_55.more["before"], 55);
    assert!(before_55.value.unwrap() < before_75.value.unwrap());
    let beyond = Options {
        age: Some(56),
        ..Options::default()
    };
    let reason = found("life-expectancy", text, &beyond).value.unwrap_err();
    assert!(reason.to_string().contains("56"), "{reason}");
}

#[test]
fn groups_are_held_against_the_one_that_is_marked() {
    let text =
        "subgroup,estimate,population,reference\nNorth,10,300,\nSouth,16,100,1\nWest,20,100,0\n";
    let each = found("mean-difference-from-reference", text, &Options::default());
    // (6 + 0 + 4) / 3, and by people (300 * 6 + 100 * 4) / 500.
    assert_eq!(each.value, Ok(Some(10.0 / 3.0)));
    assert_eq!(each.more["reference"], "South");
    let weighted = found(
        "mean-difference-from-reference-weighted",
        text,
        &Options::default(),
    );
    assert!((weighted.value.unwrap().unwrap() - 4.4).abs() < 1e-12);
    let without = "subgroup,estimate,population\nNorth,10,300\nSouth,16,100\nWest,20,100\n";
    let said = measured(
        "mean-difference-from-reference",
        without,
        &Options::default(),
    );
    assert!(
        said.unwrap_err()
            .starts_with("column reference: there is no such column; add it")
    );
}
