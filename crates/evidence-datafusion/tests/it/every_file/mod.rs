//! Every real file of indicators, people, deprivation, deaths and services, read as an analyst would have it read.
//!
//! The table names each file, what is said of it, and what comes of it. A file of the folder that is neither in the table
//! nor among those that hold something else fails a test, so that none is passed over.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use evidence::analysis::{GapAsk, IndicatorAsk, Over, gap, indicator};
use evidence::engine::{Engine, Source};
use evidence::intake::mapping::{Field, Mapping};
use evidence::intake::{Choices, Intake};

use crate::export::{Bench, bench};

mod table;

use table::{DEPRIVATION, FINGERTIPS, MORTALITY, OTHERS, POPULATION, Real, SERVICES};

#[expect(clippy::disallowed_methods, reason = "the tests' own configuration")]
pub(crate) fn folder() -> Option<PathBuf> {
    let root = std::env::var_os("COMMONWEAL_REAL_DATA");
    if root.is_none() {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
    }
    root.map(PathBuf::from)
}

fn said(words: &[&str]) -> Choices {
    let mut choices = Choices::default();
    let mut said = Mapping::default();
    for words in words {
        let (option, rest) = words.split_once(' ').unwrap_or((words, ""));
        match option {
            "as-proposed" => choices.as_proposed = true,
            "windows-1252" => choices.windows_1252 = true,
            "map" => {
                let (heading, role) = rest.rsplit_once('=').unwrap();
                said.set_column(heading, role.parse().unwrap());
            }
            "set" => {
                let (field, text) = rest.split_once('=').unwrap();
                said.set_constant(Field::from_word(field).unwrap(), text);
            }
            "only" => said.only.push(rest.parse().unwrap()),
            "area" => {
                let (name, code) = rest.split_once('=').unwrap();
                said.areas.insert(name.to_owned(), code.to_owned());
            }
            _ => panic!("no option is called {option}"),
        }
    }
    choices.said = said;
    choices
}

async fn read(root: &Path, real: &Real) -> (Bench, Intake) {
    let bench = bench();
    let sources = std::iter::once(&real.file)
        .chain(real.with)
        .map(|file| Source::new(*file, File::open(root.join(file)).unwrap()))
        .collect();
    let intake = bench.engine.stage(sources, said(real.said)).await.unwrap();
    (bench, intake)
}

async fn each_is_read_as_the_table_says(table: &[Real]) {
    let Some(root) = folder() else { return };
    let mut wrong = Vec::new();
    for real in table {
        let (_, intake) = read(&root, real).await;
        let file = real.file;
        if !intake.problems.is_empty() || intake.staged.is_none() {
            wrong.push(format!(
                "{file}: {:#?}",
                intake.problems.iter().take(3).collect::<Vec<_>>()
            ));
            continue;
        }
        let found = (
            intake.rows,
            intake.sound_rows,
            intake.catalogue.indicators.len(),
            intake.areas,
        );
        let expected = (real.rows, real.figures, real.indicators, real.areas);
        if found != expected {
            wrong.push(format!("{file}: {found:?} is not {expected:?}"));
        }
        let notes: Vec<(&str, u64)> = intake
            .notes
            .iter()
            .map(|note| (note.words.as_str(), note.rows))
            .collect();
        let as_expected = notes.len() == real.notes.len()
            && notes
                .iter()
                .zip(real.notes)
                .all(|(found, expected)| found.0.starts_with(expected.0) && found.1 == expected.1);
        if !as_expected {
            wrong.push(format!("{file}: {notes:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn fingertips_is_read() {
    each_is_read_as_the_table_says(FINGERTIPS).await;
}

#[tokio::test]
async fn people_are_read() {
    each_is_read_as_the_table_says(POPULATION).await;
}

#[tokio::test]
async fn deprivation_is_read() {
    each_is_read_as_the_table_says(DEPRIVATION).await;
}

#[tokio::test]
async fn deaths_are_read() {
    each_is_read_as_the_table_says(MORTALITY).await;
}

#[tokio::test]
async fn services_are_read() {
    each_is_read_as_the_table_says(SERVICES).await;
}

fn all() -> impl Iterator<Item = &'static Real> {
    [FINGERTIPS, POPULATION, DEPRIVATION, MORTALITY, SERVICES]
        .into_iter()
        .flatten()
}

fn files_below(folder: &Path, root: &Path, files: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, root, files);
        } else {
            let name = path.strip_prefix(root).unwrap();
            files.insert(name.to_string_lossy().into_owned());
        }
    }
}

#[test]
fn no_file_is_passed_over() {
    let Some(root) = folder() else { return };
    let mut files = BTreeSet::new();
    files_below(&root, &root, &mut files);
    let table: BTreeSet<&str> = all()
        .flat_map(|real| std::iter::once(real.file).chain(real.with.iter().copied()))
        .collect();
    for name in &table {
        assert!(
            files.contains(*name),
            "{name} is in the table and not in the folder"
        );
    }
    let passed_over: Vec<&String> = files
        .iter()
        .filter(|file| !table.contains(file.as_str()))
        .filter(|file| !OTHERS.iter().any(|(start, _)| file.starts_with(start)))
        .collect();
    assert!(passed_over.is_empty(), "{passed_over:?}");
}

fn real(file: &str) -> &'static Real {
    all().find(|real| real.file == file).unwrap()
}

/// Days are periods: the latest is the last of them, and the figure is that day's.
#[tokio::test]
async fn the_latest_day_counts() {
    let Some(root) = folder() else { return };
    let (bench, intake) = read(
        &root,
        real("services/covid_vacc_cumulative_80plus_by_imd.csv.gz"),
    )
    .await;
    let periods = intake.periods.as_ref().unwrap();
    assert_eq!(
        (periods.first.as_str(), periods.last.as_str()),
        ("2020-12-01", "2022-06-22")
    );
    let over = Over::published(intake.staged);
    let ask = GapAsk {
        by: Some("Index of Multiple Deprivation (quintiles)".to_owned()),
        ..GapAsk::new("vaccinated-against-covid-19", "E92000001")
    };
    let answer = gap(&bench.engine, &ask, &over).await.unwrap();
    let groups = &answer.result.measured.as_ref().unwrap().groups;
    assert_eq!(groups.len(), 5);
    assert_eq!(groups[0].figure.value(), Some(136_724.0));
    assert_eq!(groups[4].figure.value(), Some(263_039.0));
    assert_eq!(&*groups[0].figure.period().label, "2022-06-22");
}

/// The labels of talking therapies run from the least deprived tenth; the first is still the most deprived.
#[tokio::test]
async fn deprivation_that_is_counted_from_the_other_end_is_turned() {
    let Some(root) = folder() else { return };
    let (bench, intake) = read(
        &root,
        real("services/nhs_talking_therapies_annual_london_2022-24.csv.gz"),
    )
    .await;
    let over = Over::published(intake.staged);
    let ask = GapAsk {
        by: Some("Indices of Deprivation Decile".to_owned()),
        ..GapAsk::new("referrals-received", "E54000029")
    };
    let answer = gap(&bench.engine, &ask, &over).await.unwrap();
    let groups = &answer.result.measured.as_ref().unwrap().groups;
    assert_eq!(groups.len(), 10);
    // 2,895 referrals of North East London came from the most deprived tenth, 625 from the least deprived.
    assert_eq!(groups[0].figure.value(), Some(2_895.0));
    assert_eq!(groups[9].figure.value(), Some(625.0));
    let ask = IndicatorAsk::new("referrals-received", "E92000001");
    let answer = indicator(&bench.engine, &ask, &over).await.unwrap();
    assert_eq!(answer.result.value.value(), Some(1_829_202.0));
    assert_eq!(&*answer.result.value.area().name, "England");
}
