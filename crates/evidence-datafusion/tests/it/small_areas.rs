//! Files about small areas: what is read, what is refused, and what the real ones say together.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use evidence::analysis::{
    BuiltArea, DeprivationAsk, Over, ProfileAsk, deprivation, examine_locality, profile,
};
use evidence::engine::{Engine, FileHash, Source};
use evidence::intake::{Choices, Intake};
use evidence::receipts::{Recomputed, recompute};
use evidence::small_areas::Vintage;

use crate::export::{Bench, bench};

const LOOKUP: &str = "lsoa21_code,lsoa21_name,ward24_code,ward24_name,ltla24_code,ltla24_name\n\
    E01000001,First,E05000001,North,E09000099,Borough\n\
    E01000002,Second,E05000001,North,E09000099,Borough\n";

#[tokio::test]
async fn a_lookup_with_ranks_and_residents_answers_how_deprived_a_ward_is() {
    let bench = bench();
    let lookup = bench.stage("lookup.csv", LOOKUP).await;
    assert_eq!(lookup.problems, []);
    assert_eq!(lookup.catalogue.layout, "area lookup");
    assert_eq!((lookup.rows, lookup.sound_rows), (2, 4));
    let ranks = bench
        .stage("imd2025.csv", "lsoa21_code,IMD_rank,IMD_decile,IMD_score\nE01000001,10,1,60.5\nE01000002,33755,10,1\n")
        .await;
    assert_eq!(ranks.problems, []);
    let people = bench
        .stage("census2021.csv", "lsoa21_code,Total,0 to 4,5 to 9,10 to 14,15 to 19,20+\nE01000001,15,1,2,3,4,5\nE01000002,5,1,1,1,1,1\n")
        .await;
    assert_eq!(people.problems, []);
    let over = Over::published([lookup, ranks, people].map(|intake| intake.staged.unwrap()));
    let ask = DeprivationAsk::new(BuiltArea::known("E05000001"));
    let answer = deprivation(&bench.engine, &ask, &over).await.unwrap();
    let found = &answer.result;
    assert_eq!((&*found.area.name, &*found.period.label), ("North", "2025"));
    assert_eq!(found.core20.share_of_residents, Some(0.75));
    assert_eq!(found.small_areas[0].score, Some(60.5));
}

#[tokio::test]
async fn faults_say_where_what_and_how_to_mend() {
    let bench = bench();
    let faults = [
        (
            "lookup.csv",
            LOOKUP.replace("E01000002", "Second"),
            "expected the code of a small area",
        ),
        (
            "lookup.csv",
            LOOKUP
                .replace("E01000002", "E01000001")
                .replacen("E05000001", "E05000002", 1),
            "best-fit lookup",
        ),
        (
            "imd2025.csv",
            "lsoa21_code,IMD_rank\nE01000001,33756\n".to_owned(),
            "1 to 33755",
        ),
        (
            "indices.csv",
            "lsoa21_code,IMD_rank\nE01000001,1\n".to_owned(),
            "State the period",
        ),
        (
            "census2021.csv",
            "lsoa21_code,disability,n\nE01000001,Disabled,<5\n".to_owned(),
            "hidden counts cannot be summed",
        ),
        (
            "census2021.csv",
            "lsoa21_code,disability,n\nE01000001,Disabled\n".to_owned(),
            "2 fields",
        ),
        (
            "census2021.csv",
            "lsoa21_code,disability,n\nE01000001,Disabled,5\nE01000001,Disabled,6\n".to_owned(),
            "the figure of row 2",
        ),
    ];
    for (name, text, expected) in faults {
        let intake = bench.stage(name, text.clone()).await;
        assert_eq!(intake.staged, None, "{text}");
        let said: Vec<String> = intake.problems.iter().map(ToString::to_string).collect();
        assert!(
            said.iter().any(|problem| problem.contains(expected)),
            "{said:?}"
        );
    }
}

async fn real(bench: &Bench, root: &Path, file: &str) -> Intake {
    let name = file.rsplit('/').next().unwrap_or(file);
    let source = Source::new(name, File::open(root.join(file)).unwrap());
    let intake = bench
        .engine
        .stage(vec![source], Choices::default())
        .await
        .unwrap();
    assert_eq!(intake.problems, [], "{file}");
    intake
}

/// Everything about the small areas of London and how deprived those of England are.
async fn london(bench: &Bench, root: &Path) -> Vec<FileHash> {
    let mut files = Vec::new();
    for (file, rows) in [
        (
            "geo/lookup_lsoa21_msoa21_ward24_ltla24_icb24_london.csv.gz",
            4_994,
        ),
        ("geo/lookup_lsoa11_lsoa21_change_london.csv.gz", 5_016),
        ("deprivation/imd2025_england_lsoa21.csv.gz", 33_755),
        ("deprivation/imd2019_england_lsoa11.csv.gz", 32_844),
        (
            "population/census2021_ts007a_age5_lsoa21_london.csv.gz",
            4_994,
        ),
        (
            "population/census2021_ethnicity5_lsoa21_london.csv.gz",
            24_970,
        ),
        (
            "population/census2021_disability_lsoa21_london.csv.gz",
            9_988,
        ),
    ] {
        let intake = real(bench, root, file).await;
        assert_eq!(intake.rows, rows, "{file}");
        let notes: Vec<&str> = intake
            .notes
            .iter()
            .map(|note| note.words.as_str())
            .collect();
        if let Some(tenths) = match rows {
            33_755 => Some(270_040),
            32_844 => Some(262_752),
            _ => None,
        } {
            let all = format!("All {tenths} tenths of the file follow from its ranks.");
            assert!(notes.contains(&all.as_str()), "{notes:?}");
        }
        files.push(intake.staged.unwrap());
    }
    files
}

/// A comma-separated file of the real data, unpacked.
fn table(root: &Path, file: &str) -> Vec<Vec<String>> {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(File::open(root.join(file)).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    csv::Reader::from_reader(text.as_bytes())
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[tokio::test]
async fn real_small_areas_of_london_add_up() {
    let Some(root) = crate::every_file::folder() else {
        return;
    };
    let bench = bench();
    let over = Over::published(london(&bench, &root).await);

    // Hackney's tenths as the publisher's own file prints them.
    let lookup = table(
        &root,
        "geo/lookup_lsoa21_msoa21_ward24_ltla24_icb24_london.csv.gz",
    );
    let hackney: Vec<&Vec<String>> = lookup.iter().filter(|row| row[6] == "E09000012").collect();
    let printed: BTreeMap<String, u8> = table(&root, "deprivation/imd2025_england_lsoa21.csv.gz")
        .into_iter()
        .map(|row| (row[0].clone(), row[1].parse().unwrap()))
        .collect();
    let ask = DeprivationAsk::new(BuiltArea::known("E09000012"));
    let answer = deprivation(&bench.engine, &ask, &over).await.unwrap();
    let found = &answer.result;
    assert_eq!(
        (&*found.area.name, found.small_areas.len()),
        ("Hackney", hackney.len())
    );
    for one in &found.small_areas {
        assert_eq!(printed[&*one.code], one.decile, "{}", one.code);
    }
    for decile in 1..=10 {
        let count = hackney
            .iter()
            .filter(|row| printed[&row[0]] == decile)
            .count();
        assert_eq!(found.tenths[usize::from(decile) - 1].small_areas, count);
    }
    assert_eq!(
        recompute(&bench.engine, &answer.receipt).await.unwrap(),
        Recomputed::Same
    );

    // A locality of a ward's small areas has the ward's figures.
    let ward = &hackney[0][4];
    let codes: Vec<String> = hackney
        .iter()
        .filter(|row| row[4] == *ward)
        .map(|row| row[0].clone())
        .collect();
    let known = ProfileAsk {
        area: BuiltArea::known(ward),
    };
    let known = profile(&bench.engine, &known, &over).await.unwrap();
    let ours = ProfileAsk {
        area: BuiltArea::made_of("ours", "Ours", codes.clone(), Vintage::Lsoa2021),
    };
    let ours = profile(&bench.engine, &ours, &over).await.unwrap();
    assert!(known.result.residents.is_some());
    assert_eq!(ours.result.residents, known.result.residents);
    assert_eq!(
        (&ours.result.ages, &ours.result.groups),
        (&known.result.ages, &known.result.groups)
    );
    assert_eq!(known.result.unequal.len(), 2);

    // One small area less is nearly the ward, and the people between are counted.
    let found = examine_locality(&bench.engine, &over, &codes[1..], &[])
        .await
        .unwrap();
    assert!(
        found.wrong.is_empty()
            && found
                .near
                .iter()
                .any(|near| near.between.len() == 1 && near.residents.is_some())
    );

    // Sums of small areas beside the published totals of boroughs, five groups in each of 33: 165 of 165 within half a per cent
    // or 30 people (the publisher perturbs its counts).
    let mut published: BTreeMap<(String, String), f64> = BTreeMap::new();
    for row in table(&root, "population/census2021_ethnicity_ltla21_ew.csv.gz") {
        if row[0].starts_with("E09") && row[2].contains("(number)") {
            let group = row[2].split(':').next().unwrap_or_default().to_owned();
            *published.entry((row[0].clone(), group)).or_default() +=
                row[3].parse::<f64>().unwrap();
        }
    }
    let mut held = 0;
    for borough in (1..=33).map(|at| format!("E090000{at:02}")) {
        let ask = ProfileAsk {
            area: BuiltArea::known(&borough),
        };
        let answer = profile(&bench.engine, &ask, &over).await.unwrap();
        let ethnic = answer
            .result
            .groups
            .iter()
            .find(|of| of.characteristic.contains("thnic"))
            .unwrap();
        for group in &ethnic.groups {
            let total = published[&(borough.clone(), group.group.to_string())];
            let people = group.people.unwrap();
            assert!(
                (people - total).abs() <= (total * 0.005).max(30.0),
                "{borough} {}: {people} of {total}",
                group.group
            );
            held += 1;
        }
    }
    assert_eq!(held, 165);
}
