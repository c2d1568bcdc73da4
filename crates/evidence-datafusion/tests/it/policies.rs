//! Figures that nobody has published yet: only what may be shown is ever written.

use std::path::{Path, PathBuf};

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::Float64Type;
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use evidence::disclosure::Policy;
use evidence::engine::{Engine, FileHash};
use evidence::intake::{Choices, Intake};

use crate::export::{Bench, HEADING, bench};

/// Adults who were helped, of a thousand asked, by group: a total and its groups.
fn export(groups: &[(&str, u32)]) -> String {
    let line = |group: &str, count: u32| {
        let kind = if group.is_empty() {
            ""
        } else {
            "Ethnic groups"
        };
        let value = f64::from(count) / 10.0;
        format!(
            "901,Adults who were helped,E12000007,A region,E09000001,A borough,Borough,Persons,18+ yrs,{kind},{group},2021,\
             {value},,,,,{count},1000,,,,,20210000,,,1y"
        )
    };
    let all = groups.iter().map(|(_, count)| count).sum();
    let mut lines = vec![HEADING.to_owned(), line("", all)];
    lines.extend(groups.iter().map(|(group, count)| line(group, *count)));
    lines.join("\n")
}

fn under(policy: Policy, before: Vec<FileHash>) -> Choices {
    Choices {
        policy,
        before,
        ..Choices::default()
    }
}

async fn stage(bench: &Bench, groups: &[(&str, u32)], before: &[FileHash]) -> Intake {
    let choices = under(Policy::UkHealthSecurityAgency, before.to_vec());
    bench
        .stage_with("helped.csv", export(groups), choices)
        .await
}

/// The counts that a data file holds, in its order, read past the engine.
async fn counts(bench: &Bench, file: FileHash) -> Vec<Option<f64>> {
    let path = walk(bench.folder.path())
        .into_iter()
        .find(|path| path.to_string_lossy().contains(&file.to_string()))
        .unwrap();
    let options = ParquetReadOptions {
        file_extension: "",
        ..ParquetReadOptions::default()
    };
    let frame = SessionContext::new()
        .read_parquet(path.to_str().unwrap(), options)
        .await
        .unwrap();
    let batches = frame
        .select_columns(&["count"])
        .unwrap()
        .collect()
        .await
        .unwrap();
    batches
        .iter()
        .flat_map(|batch| batch.column(0).as_primitive::<Float64Type>().iter())
        .collect()
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

const GROUPS: [(&str, u32); 4] = [("Asian", 60), ("Black", 3), ("Mixed", 45), ("White", 80)];

#[tokio::test]
async fn what_is_hidden_is_not_in_the_file() {
    let bench = bench();
    let intake = stage(&bench, &GROUPS, &[]).await;
    assert_eq!(intake.problems, [], "{:?}", intake.problems);
    assert_eq!(intake.policy, Policy::UkHealthSecurityAgency);
    assert!(
        intake.notes[0].words.contains("2 of 5 figures are hidden"),
        "{:?}",
        intake.notes
    );
    let file = intake.staged.unwrap();
    bench.engine.keep(file).await.unwrap();
    assert_eq!(
        counts(&bench, file).await,
        [Some(188.0), Some(60.0), None, None, Some(80.0)],
        "the small count and the smallest beside it are nowhere"
    );
}

#[tokio::test]
async fn a_release_is_safe_beside_the_one_before() {
    let bench = bench();
    let first = stage(&bench, &GROUPS, &[]).await.staged.unwrap();
    bench.engine.keep(first).await.unwrap();
    let seen = counts(&bench, first).await;
    let again = stage(&bench, &GROUPS, &[first]).await.staged.unwrap();
    bench.engine.keep(again).await.unwrap();
    assert_eq!(counts(&bench, again).await, seen);
    // Two groups put together: what was shown before cannot be hidden any more, so the new group goes with the small one.
    let fewer = [GROUPS[0], GROUPS[1], ("Mixed or White", 125)];
    let intake = stage(&bench, &fewer, &[first]).await;
    assert_eq!(intake.beside, [first]);
    let fewer = intake.staged.unwrap();
    bench.engine.keep(fewer).await.unwrap();
    assert_eq!(
        counts(&bench, fewer).await,
        [Some(188.0), Some(60.0), None, None]
    );
    // A third knows what both have shown and hidden.
    let third = stage(&bench, &GROUPS, &[fewer, first])
        .await
        .staged
        .unwrap();
    bench.engine.keep(third).await.unwrap();
    assert_eq!(counts(&bench, third).await, seen);
}

#[tokio::test]
async fn a_published_file_is_written_as_it_is() {
    let bench = bench();
    let intake = bench.stage("helped.csv", export(&GROUPS)).await;
    let file = intake.staged.unwrap();
    bench.engine.keep(file).await.unwrap();
    let all = counts(&bench, file).await;
    assert!(
        !intake
            .notes
            .iter()
            .any(|note| note.words.contains("Disclosure"))
    );
    assert!(all.contains(&Some(188.0)));
}
