//! Two services looked at in depth: published tables of talking therapies and of vaccination, and a sexual-health extract.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use evidence::disclosure::rules;
use evidence::stocktake::{Counted, Found, GapBy, GroupFound, Residents, Stocktake, Verdict};
use evidence_datafusion::records::{Codes, Layout, residents};

use crate::records::{Taking, layout, list, written};

#[expect(clippy::disallowed_methods, reason = "the tests' own configuration")]
fn real(name: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("COMMONWEAL_REAL_DATA") else {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
        return None;
    };
    Some(Path::new(&root).join(name))
}

fn lines(characteristic: &str, groups: &[&str], named: &[(&str, &str)], people: &str) -> Layout {
    Layout {
        codes: Codes::Lines {
            characteristic: characteristic.to_owned(),
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
            named: named
                .iter()
                .map(|(name, says)| (list(name), (*says).to_owned()))
                .collect(),
        },
        people: Some(people.to_owned()),
        ..layout(&[])
    }
}

fn found<'a>(stocktake: &'a Stocktake, name: &str) -> &'a Found {
    let all = &stocktake.services[0].characteristics;
    all.iter().find(|found| found.list == name).unwrap()
}

fn group<'a>(found: &'a Found, name: &str) -> &'a GroupFound {
    found
        .groups
        .iter()
        .find(|group| group.name == name)
        .unwrap()
}

fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() < 1e-3, "{found} is not {expected}");
}

/// Residents of its eight authorities at the census of 2021, by the nineteen groups of the census.
async fn residents_of_north_east_london() -> Residents {
    let census = real("population/census2021_ethnicity_ltla21_ew.csv.gz").unwrap();
    let mut of_census = layout(&[("ethnic-category", "ethnic_group")]);
    of_census.people = Some("value".to_owned());
    let authorities = [
        "City of London",
        "Hackney",
        "Newham",
        "Tower Hamlets",
        "Waltham Forest",
        "Redbridge",
        "Barking and Dagenham",
        "Havering",
    ];
    of_census.only = vec![(
        "ltla21_name".to_owned(),
        authorities.map(str::to_owned).to_vec(),
    )];
    let mut people = Residents::default();
    residents(&census, &of_census, &mut people).await.unwrap();
    people
}

/// Referrals of North East London in 2023-24, beside the residents of its eight authorities at the census of 2021.
#[tokio::test]
async fn talking_therapies_of_north_east_london() {
    let Some(table) = real("services/nhs_talking_therapies_annual_london_2022-24.csv.gz") else {
        return;
    };
    let people = residents_of_north_east_london().await;
    let mut layout = lines(
        "variable_type",
        &["variable_a", "variable_b"],
        &[
            ("ethnic-category", "Ethnic Group"),
            ("sex", "Gender"),
            ("deprivation", "Indices of Deprivation Decile"),
            ("sexual-orientation", "Sexual Orientation Type"),
            ("religion", "Religion"),
        ],
        "value",
    );
    layout.stage = Some("measure_name".to_owned());
    layout.service = Some("org_name".to_owned());
    let one = |column: &str, value: &str| (column.to_owned(), vec![value.to_owned()]);
    layout.only = vec![
        one("reporting_period", "2023-24"),
        one("org_code", "QMF"),
        one("measure_statistic", "count"),
    ];
    let taking = Taking {
        layout: &layout,
        stages: &["referrals_received", "finished_course_treatment"],
        rule: rules::ALREADY_PUBLISHED,
        counted: Counted::Table,
    };
    let stocktake = taking.of(&table, &people).await.unwrap();

    // Worked out from the two files by themselves: 71,015 of 76,090 referrals have an ethnic category.
    let ethnicity = found(&stocktake, "ethnic-category");
    assert_eq!(
        (ethnicity.known.value, ethnicity.unseparated.value),
        (Some(71_015.0), Some(5_075.0))
    );
    near(ethnicity.completeness.value, 93.330);
    for (name, index, none, all) in [
        ("Bangladeshi", 0.8699, 0.8119, 1.3814),
        ("African", 0.8839, 0.8249, 1.6163),
        ("Chinese", 0.7314, 0.6827, 5.2113),
        ("Any other White background", 0.9855, 0.9198, 1.3981),
        ("Any other ethnic group", 0.8773, 0.8188, 2.1767),
        ("White British", 1.0513, 0.9812, 1.1952),
    ] {
        let group = group(ethnicity, name);
        near(group.index.value, index);
        near(group.index_if_none, none);
        near(group.index_if_all, all);
    }
    assert_eq!(group(ethnicity, "Chinese").verdict, Verdict::Lower);
    assert_eq!(
        group(ethnicity, "Chinese").certain,
        Some(false),
        "the unknown could turn it"
    );
    assert_eq!(group(ethnicity, "White British").verdict, Verdict::Higher);

    // Its labels run from the least deprived; 2,895 of the 76,095 come from the most deprived tenth.
    let deprivation = found(&stocktake, "deprivation");
    assert_eq!(
        group(deprivation, "1 most deprived").people.value,
        Some(2_895.0)
    );
    let finished = &deprivation.pathway[0];
    near(finished.groups[0].share.value, 860.0 / 2_895.0 * 100.0);
    near(finished.groups[9].share.value, 290.0 / 625.0 * 100.0);
    let gap = finished.gap.as_ref().unwrap();
    assert_eq!(gap.by, GapBy::Slope);
    assert!(
        gap.difference.value.unwrap() > 10.0,
        "the least deprived finish more often: {gap:?}"
    );

    // Half of the referrals say nothing of sexual orientation: it is flagged.
    let orientation = found(&stocktake, "sexual-orientation");
    assert_eq!(orientation.enough, Some(false));
    let words: Vec<String> = stocktake
        .gaps(&stocktake.services[0])
        .into_iter()
        .map(|gap| gap.words)
        .collect();
    assert!(
        words
            .iter()
            .any(|words| words.starts_with("Religion or belief, 46% known")),
        "{words:?}"
    );
}

/// Vaccination of people of 80 and more, whose table has those who could be vaccinated beside those who were: it stands in
/// for sexual health, of which no table by group is open.
#[tokio::test]
async fn vaccination_of_people_of_eighty_and_more() {
    let Some(table) = real("services/covid_vacc_table_80plus.csv") else {
        return;
    };
    let named = [
        ("ethnic-category", "Ethnicity (detailed categories)"),
        ("sex", "Sex"),
        ("age-band", "Age band"),
        (
            "deprivation-fifth",
            "Index of Multiple Deprivation (quintiles)",
        ),
    ];
    let eligible = lines("Category", &["Group"], &named, "Total eligible");
    let mut people = Residents::default();
    residents(&table, &eligible, &mut people).await.unwrap();
    let vaccinated = lines(
        "Category",
        &["Group"],
        &named,
        "Vaccinated at 22 Jun 2022 (n)",
    );
    let taking = Taking {
        layout: &vaccinated,
        stages: &[],
        rule: rules::ALREADY_PUBLISHED,
        counted: Counted::Table,
    };
    let stocktake = taking.of(&table, &people).await.unwrap();
    let ethnicity = found(&stocktake, "ethnic-category");
    near(ethnicity.completeness.value, 96.5839);
    for (name, uptake, index) in [
        ("African", 74.6130, 0.765_384),
        ("Caribbean", 82.3422, 0.844_670),
        ("White British", 98.2132, 1.007_475),
        ("White and Black African", 74.1935, 0.761_081),
    ] {
        let group = group(ethnicity, name);
        near(group.of_residents.value, uptake);
        near(group.index.value, index);
        let lower = name != "White British";
        assert_eq!(group.verdict == Verdict::Lower, lower, "{name}");
    }
    let ages: Vec<_> = found(&stocktake, "age-band")
        .groups
        .iter()
        .map(|group| group.name.as_str())
        .collect();
    assert_eq!(ages, ["80 to 84", "85 to 89", "90 and over"]);
    let fifths = found(&stocktake, "deprivation-fifth");
    near(group(fifths, "1 most deprived").of_residents.value, 94.6593);
    near(
        group(fifths, "5 least deprived").of_residents.value,
        98.1046,
    );
}

/// An extract in the shape of a sexual-health clinic's: a record for each attendance, several for many people.
fn sexual_health() -> String {
    let mut text =
        "PatientID,Gender,Age,Sexual_Orientation,Ethnicity,IMD_Decile,Furthest_Stage\n".to_owned();
    let orientations = ["1", "1", "1", "2", "Z", "9", "1", "3"];
    let ethnicities = ["A", "A", "M", "N", "K", "C", "Z", "99", "A", "S"];
    let stages = ["Booked", "Seen", "Treated", "Seen", "Treated", "Treated"];
    for attendance in 0_usize..6_000 {
        // Two people in three come once, the third twice.
        let person = attendance - usize::from(attendance % 4 == 3);
        let turn = person.wrapping_mul(2_654_435_761) >> 7;
        let _ = writeln!(
            text,
            "P{person},{},{},{},{},{},{}",
            1 + turn % 2,
            16 + turn % 50,
            orientations[turn / 3 % orientations.len()],
            // The second recording of some people is another one.
            ethnicities[(turn / 5 + usize::from(attendance % 40 == 3)) % ethnicities.len()],
            1 + turn / 11 % 10,
            stages[turn / 13 % stages.len()],
        );
    }
    text
}

#[tokio::test]
async fn a_sexual_health_extract_is_taken_stock_of() {
    let file = written("clinic.csv", sexual_health());
    let mut layout = layout(&[
        ("sex", "Gender"),
        ("age-band", "Age"),
        ("sexual-orientation", "Sexual_Orientation"),
        ("ethnic-category", "Ethnicity"),
        ("deprivation", "IMD_Decile"),
    ]);
    layout.person = Some("PatientID".to_owned());
    layout.stage = Some("Furthest_Stage".to_owned());
    let taking = Taking {
        layout: &layout,
        stages: &["Booked", "Seen", "Treated"],
        rule: rules::NHS_ENGLAND,
        counted: Counted::People,
    };
    let stocktake = taking.of(&file.path, &Residents::default()).await.unwrap();
    assert_eq!(
        stocktake.services[0].people.value,
        Some(4_500.0),
        "6,000 attendances of 4,500 people"
    );
    let orientation = found(&stocktake, "sexual-orientation");
    near(orientation.completeness.value, 75.0 * 1.0);
    assert_eq!(orientation.enough, Some(false));
    let ethnicity = found(&stocktake, "ethnic-category");
    near(
        ethnicity.consistency.value,
        ethnicity.consistency.value.unwrap(),
    );
    assert!(
        ethnicity.consistency.value.unwrap() < 100.0,
        "some second recordings differ"
    );
    let deprivation = found(&stocktake, "deprivation");
    assert_eq!(deprivation.pathway.len(), 2);
    for stage in &deprivation.pathway {
        assert_eq!(stage.refused, None);
        assert_eq!(stage.gap.as_ref().unwrap().by, GapBy::Slope);
        for group in &stage.groups {
            assert!(
                group.people.value.is_none_or(|people| people % 5.0 == 0.0),
                "rounded"
            );
        }
    }
}
