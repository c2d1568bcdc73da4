//! Stock taken of files that somebody brought, as pages ask for it.

use std::fmt::Write as _;
use std::fs::File;

use evidence::cell::Origin;
use evidence::disclosure::{Choice, rules};
use evidence::engine::Source;
use evidence::stocktake::{StockTaker, StockTakerError, StocktakeAsk};
use evidence_datafusion::records::{DataFusionStockTaker, PassingFolder};

use crate::records::{Written, list, written};

fn brought(file: &Written) -> Source {
    Source::new("clinic.csv", File::open(&file.path).unwrap())
}

fn ask() -> StocktakeAsk {
    StocktakeAsk {
        service: "Clinic".to_owned(),
        columns: vec![(list("sex"), "Gender".to_owned())],
        person: Some("Person".to_owned()),
        stage: None,
        stages: Vec::new(),
        only: vec![("Borough".to_owned(), vec!["Hackney".to_owned()])],
        origin: Origin::Imported,
        choice: Choice::new("Clinic", rules::NHS_ENGLAND, "Nobody has published these.").unwrap(),
        threshold: 80.0,
    }
}

/// 120 people of Hackney, each twice, 30 of one sex; and some from elsewhere.
fn clinic() -> Written {
    let mut text = "Person,Gender,Borough\n".to_owned();
    for at in 0..240 {
        let sex = if at % 4 == 0 { 1 } else { 2 };
        writeln!(text, "{},{sex},Hackney", at % 120).unwrap();
    }
    text.push_str("999,1,Newham\n");
    written("any", text)
}

#[tokio::test]
async fn people_are_counted_under_the_names_that_somebody_gave() {
    let (file, folder) = (clinic(), tempfile::tempdir().unwrap());
    let taker = DataFusionStockTaker::new(PassingFolder::at(folder.path().to_owned()), None);
    let headings = taker.headings(brought(&file)).await.unwrap();
    assert_eq!(headings, ["Person", "Gender", "Borough"]);
    let residents = written(
        "residents",
        "characteristic,group,people\nsex,1,50000\nsex,2,50000\n",
    );
    let found = taker
        .take_stock(&ask(), brought(&file), Some(brought(&residents)))
        .await
        .unwrap();
    assert_eq!(
        folder.path().read_dir().unwrap().count(),
        0,
        "records stay behind"
    );
    assert_eq!(found.files.len(), 2);
    assert_eq!(found.stocktake.source, "clinic.csv");
    let service = &found.stocktake.services[0];
    assert_eq!(service.name, "Clinic");
    let groups = &service.characteristics[0].groups;
    let counts: Vec<Option<f64>> = groups.iter().map(|group| group.people.value).collect();
    assert!(
        counts.contains(&Some(30.0)) && counts.contains(&Some(90.0)),
        "{groups:?}"
    );
    assert!(groups.iter().any(|group| group.index.value.is_some()));
}

#[tokio::test]
async fn what_a_person_can_mend_is_said_in_words() {
    let (file, folder) = (clinic(), tempfile::tempdir().unwrap());
    let taker = DataFusionStockTaker::new(PassingFolder::at(folder.path().to_owned()), None);
    let mut elsewhere = ask();
    elsewhere.columns = vec![(list("sex"), "Sex".to_owned())];
    let refused = taker
        .take_stock(&elsewhere, brought(&file), None)
        .await
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "clinic.csv has no column “Sex”; it has Person, Gender, Borough"
    );
    let half = written("residents", "characteristic,group,people\nsex,1,half\n");
    let refused = taker
        .take_stock(&ask(), brought(&file), Some(brought(&half)))
        .await
        .unwrap_err();
    assert!(
        matches!(&refused, StockTakerError::Mend(words) if words.contains("“half” is no number of people. ") && words.len() > 70),
        "{refused}"
    );
    let empty = written("empty", "");
    for problem in [
        taker.headings(brought(&empty)).await.unwrap_err(),
        taker
            .take_stock(&ask(), brought(&empty), None)
            .await
            .unwrap_err(),
    ] {
        assert!(
            matches!(&problem, StockTakerError::Mend(words) if words.contains("an empty file")),
            "{problem}"
        );
    }
}
