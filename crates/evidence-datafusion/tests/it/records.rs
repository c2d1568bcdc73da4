//! Records of services: counted from CSV and Parquet, and what is refused.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, StringArray};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use evidence::cell::Origin;
use evidence::disclosure::{Choice, Rule, rules};
use evidence::stocktake::{
    Asked, CodeList, Counted, Counts, Found, Reach, Residents, Stocktake, take,
};
use evidence_datafusion::records::{Codes, Layout, RecordsError, count, residents};

/// A file of one test.
pub(crate) struct Written {
    _folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
}

pub(crate) fn written(name: &str, content: impl AsRef<[u8]>) -> Written {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    Written {
        _folder: folder,
        path,
    }
}

pub(crate) fn list(name: &str) -> &'static CodeList {
    CodeList::named(name).unwrap()
}

/// A column for each list.
pub(crate) fn layout(lists: &[(&str, &str)]) -> Layout {
    Layout {
        codes: Codes::Columns(
            lists
                .iter()
                .map(|(name, column)| (list(name), (*column).to_owned()))
                .collect(),
        ),
        service: None,
        service_name: "Clinic".to_owned(),
        stage: None,
        person: None,
        people: None,
        only: Vec::new(),
    }
}

pub(crate) struct Taking<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) stages: &'a [&'a str],
    pub(crate) rule: Rule,
    pub(crate) counted: Counted,
}

impl Taking<'_> {
    pub(crate) async fn of(
        &self,
        path: &Path,
        residents: &Residents,
    ) -> Result<Stocktake, RecordsError> {
        let lists = match &self.layout.codes {
            Codes::Columns(lists) | Codes::Lines { named: lists, .. } => lists,
        };
        let lists = lists.iter().map(|(list, _)| *list).collect();
        let stages = self
            .stages
            .iter()
            .map(|stage| (*stage).to_owned())
            .collect();
        let reach = match self.counted {
            Counted::Table => Reach::EachAlone,
            _ => Reach::Furthest,
        };
        let mut counts = Counts::new(lists, stages, reach);
        count(path, self.layout, &mut counts).await?;
        let asked = Asked {
            source: "A test".to_owned(),
            counted: self.counted,
            origin: Origin::Imported,
            choice: Choice::new("Test", self.rule, "For a test.").unwrap(),
            threshold: 80.0,
        };
        Ok(take(&counts, residents, &asked).unwrap().into_inner())
    }
}

async fn records(path: &Path, layout: &Layout) -> Result<Stocktake, RecordsError> {
    let counted = if layout.person.is_some() {
        Counted::People
    } else {
        Counted::Records
    };
    let taking = Taking {
        layout,
        stages: &[],
        rule: rules::ALREADY_PUBLISHED,
        counted,
    };
    taking.of(path, &Residents::default()).await
}

fn people(found: &Found, group: &str) -> Option<f64> {
    let group = found.groups.iter().find(|one| one.name == group);
    group.unwrap_or_else(|| panic!("{found:?}")).people.value
}

const ROWS: [(&str, &str, i64); 8] = [
    ("1", "M", 3),
    ("1", "Z", 3),
    ("2", "R", 10),
    ("2", "R", 10),
    ("3", "Q", 99),
    ("4", "", 1),
    ("5", "A", 1),
    ("5", "C", 2),
];

fn as_csv() -> String {
    ROWS.iter().fold(
        "nhs number,ETHNICITY,imd\n".to_owned(),
        |text, (person, code, tenth)| text + &format!("{person},{code},{tenth}\n"),
    )
}

#[tokio::test]
async fn records_are_counted_by_columns_of_any_name_and_a_bad_code_is_no_error() {
    let file = written("extract.csv", as_csv());
    let layout = layout(&[("ethnic-category", "ETHNICITY"), ("deprivation", "imd")]);
    let stocktake = records(&file.path, &layout).await.unwrap();
    let [ethnicity, deprivation] = &stocktake.services[0].characteristics[..] else {
        panic!("{stocktake:?}");
    };
    assert_eq!(people(ethnicity, "Chinese"), Some(2.0));
    assert_eq!(people(ethnicity, "Caribbean"), Some(1.0));
    let unknown = [ethnicity.declined, ethnicity.blank, ethnicity.invalid];
    assert_eq!(unknown.map(|shown| shown.value), [Some(1.0); 3]);
    assert_eq!(ethnicity.completeness.value, Some(62.5), "5 of 8");
    assert_eq!(people(deprivation, "10 least deprived"), Some(2.0));
    assert_eq!(deprivation.invalid.value, Some(1.0));
}

#[tokio::test]
async fn parquet_and_csv_say_the_same() {
    let csv = written("extract.csv", as_csv());
    let parquet = written("extract.data", b"");
    let text = |of: fn(&(&'static str, &'static str, i64)) -> &'static str| -> ArrayRef {
        // Nothing is null in Parquet and empty in CSV.
        Arc::new(
            ROWS.iter()
                .map(|row| Some(of(row)).filter(|text| !text.is_empty()))
                .collect::<StringArray>(),
        )
    };
    let tenths: ArrayRef = Arc::new(ROWS.iter().map(|row| row.2).collect::<Int64Array>());
    let batch = RecordBatch::try_from_iter([
        ("nhs number", text(|row| row.0)),
        ("ETHNICITY", text(|row| row.1)),
        ("imd", tenths),
    ])
    .unwrap();
    let mut writer =
        ArrowWriter::try_new(File::create(&parquet.path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let mut layout = layout(&[("ethnic-category", "ETHNICITY"), ("deprivation", "imd")]);
    for person in [None, Some("nhs number".to_owned())] {
        layout.person = person;
        let (one, other) = (
            records(&csv.path, &layout).await.unwrap(),
            records(&parquet.path, &layout).await.unwrap(),
        );
        assert_eq!(one, other);
    }
}

#[tokio::test]
async fn people_are_counted_once_and_their_recordings_compared() {
    let file = written("extract.csv", as_csv());
    let mut layout = layout(&[("ethnic-category", "ETHNICITY")]);
    layout.person = Some("nhs number".to_owned());
    let stocktake = records(&file.path, &layout).await.unwrap();
    let found = &stocktake.services[0].characteristics[0];
    assert_eq!(stocktake.services[0].people.value, Some(5.0));
    assert_eq!(
        (people(found, "Chinese"), people(found, "Caribbean")),
        (Some(1.0), Some(1.0))
    );
    assert_eq!(
        people(found, "White British"),
        Some(0.0),
        "person 5 is recorded as two things"
    );
    assert_eq!(found.invalid.value, Some(2.0));
    assert_eq!(found.consistency.value, Some(50.0), "person 2 of 2 and 5");
}

#[tokio::test]
async fn services_and_stages_come_from_their_columns_and_rows_can_be_chosen() {
    let text = "service,sex,stage,year\nA,1,Referred,2024\nA,2,Treated,2024\nB,1,Treated,2024\nB,1,Treated,2023\n,2,Lost,2024\n";
    let file = written("extract.csv", text);
    let mut layout = layout(&[("sex", "sex")]);
    layout.service = Some("service".to_owned());
    layout.stage = Some("stage".to_owned());
    layout.only = vec![(
        "year".to_owned(),
        vec!["2024".to_owned(), "2022".to_owned()],
    )];
    let taking = Taking {
        layout: &layout,
        stages: &["Referred", "Treated"],
        rule: rules::ALREADY_PUBLISHED,
        counted: Counted::Records,
    };
    let stocktake = taking.of(&file.path, &Residents::default()).await.unwrap();
    let services: Vec<_> = stocktake
        .services
        .iter()
        .map(|service| {
            (
                service.name.as_str(),
                service.people.value,
                service.left_out.value,
            )
        })
        .collect();
    assert_eq!(
        services,
        [
            ("A", Some(2.0), Some(0.0)),
            ("B", Some(1.0), Some(0.0)),
            ("Not named", Some(0.0), Some(1.0))
        ]
    );
    let stage = &stocktake.services[0].characteristics[0].pathway[0];
    assert_eq!(
        (stage.name.as_str(), stage.people.value),
        ("Treated", Some(1.0))
    );
}

#[tokio::test]
async fn what_is_no_extract_is_refused_with_where_and_what_to_do() {
    for (content, expected) in [
        (&b""[..], "an empty file"),
        (b"PK\x03\x04 workbook", "save the sheet as"),
        (b"PAR1garbage", "a Parquet file that is not whole"),
        (
            b"sex\n1\n2,3\n",
            "row 3: found 2 cells; expected 1, as the headings have",
        ),
        (b"sex\n\xff\n", "row 2: found bytes that are not UTF-8"),
        (b"sex,sex\n1,2\n", "two columns"),
        (
            b"gender\n1\n",
            "has no column “sex”, which was to tell sex; it has gender. Name the right one with --map sex=COLUMN",
        ),
        (b"{}", "JSON"),
    ] {
        let file = written("extract.csv", content);
        let error = records(&file.path, &layout(&[("sex", "sex")]))
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("extract.csv") && error.contains(expected),
            "{expected}: {error}"
        );
    }
    let gone = records(
        Path::new("/nowhere/extract.csv"),
        &layout(&[("sex", "sex")]),
    )
    .await
    .unwrap_err();
    assert!(matches!(gone, RecordsError::Io { .. }), "{gone:?}");
}

#[tokio::test]
async fn a_number_of_people_is_whole_or_hidden() {
    let mut layout = layout(&[("sex", "sex")]);
    layout.people = Some("people".to_owned());
    let taking = Taking {
        layout: &layout,
        stages: &[],
        rule: rules::ALREADY_PUBLISHED,
        counted: Counted::Table,
    };
    let file = written(
        "table.csv",
        "sex,people\nFemale,\"1,480\"\nMale,*\nPersons,2000\nX,NULL\n",
    );
    let stocktake = taking.of(&file.path, &Residents::default()).await.unwrap();
    let found = &stocktake.services[0].characteristics[0];
    assert_eq!(people(found, "Female"), Some(1_480.0));
    assert!(found.groups[1].people.is_hidden());
    for (cell, expected) in [
        ("12.5", "is whole"),
        ("-3", "is whole"),
        ("many", "Write a number"),
    ] {
        let file = written("table.csv", format!("sex,people\nFemale,{cell}\n"));
        let error = taking
            .of(&file.path, &Residents::default())
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(&format!("column people: “{cell}”")) && error.contains(expected),
            "{error}"
        );
    }
}

#[tokio::test]
async fn residents_come_by_labels_and_a_label_that_is_none_is_named() {
    let mut layout = layout(&[("ethnic-category", "ethnic_group")]);
    layout.people = Some("value".to_owned());
    let text = "ethnic_group,value\nWhite: Roma (number),7\nWhite: Roma (percent),0.1\nOther ethnic group: Arab (number),30\n";
    let file = written("census.csv", text);
    let mut people = Residents::default();
    residents(&file.path, &layout, &mut people).await.unwrap();
    assert!(
        people.have(list("ethnic-category")),
        "the percentages are passed over"
    );
    let file = written("census.csv", "ethnic_group,value\nKlingon,7\n");
    let error = residents(&file.path, &layout, &mut people)
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("census.csv: “Klingon” is no group of ethnic-category"),
        "{error}"
    );
}
