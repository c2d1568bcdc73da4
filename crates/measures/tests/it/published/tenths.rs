//! Tenths of deprivation from ranks, and how much of a place lies in the most deprived one.

use std::collections::{BTreeMap, HashMap};

use measures::gradient::{FirstPart, quantiles_by_rank};
use measures::{Count, Multiplier, Population, rate};

use super::files::{Row, plain, zipped};

/// How many ranks there are in all domains of a release, and how many are in the tenth that stands beside them: as the
/// profiles' package cuts, and as the publisher of the index does.
fn tenths(rows: &[Row], domains: &[&str]) -> [usize; 3] {
    let [mut all, mut as_profiles, mut as_publisher] = [0; 3];
    for domain in domains {
        let rank = format!("{domain}_rank");
        let ranks: Vec<Option<f64>> = rows.iter().map(|row| row.number(&rank)).collect();
        // Rank 1 is the most deprived. Where ten tenths cannot be of one size, the package lets the extra areas into
        // them from one end and the publisher from the other: its tenths are those that are counted back.
        let parts = |first| quantiles_by_rank(&ranks, 10, first).unwrap();
        let (forth, back) = (parts(FirstPart::Lowest), parts(FirstPart::Highest));
        for (row, (forth, back)) in rows.iter().zip(forth.into_iter().zip(back)) {
            let printed = row.number(&format!("{domain}_decile"));
            all += 1;
            as_profiles += usize::from(forth.map(|part| f64::from(part.number())) == printed);
            as_publisher += usize::from(back.map(|part| f64::from(11 - part.number())) == printed);
        }
    }
    [all, as_profiles, as_publisher]
}

/// The index and its domains; what one is called has changed.
fn domains(homes: &str) -> [&str; 8] {
    [
        "IMD",
        "Income",
        "Employment",
        "Education",
        "Health",
        "Crime",
        homes,
        "Environment",
    ]
}

#[test]
fn of_2019_262752_of_262752() {
    let Some(rows) = zipped("deprivation/imd2019_england_lsoa11.csv.gz") else {
        return;
    };
    let found = tenths(&rows, &domains("Housing_and_Access"));
    assert_eq!(found, [262_752, 262_688, 262_752]);
}

#[test]
fn of_2025_270040_of_270040() {
    let Some(rows) = zipped("deprivation/imd2025_england_lsoa21.csv.gz") else {
        return;
    };
    let found = tenths(&rows, &domains("Housing_and_Services"));
    assert_eq!(found, [270_040, 270_000, 270_040]);
}

#[test]
fn shares_of_small_areas_in_the_most_deprived_tenth_and_their_ranks() {
    let Some(small_areas) = zipped("deprivation/imd2025_england_lsoa21.csv.gz") else {
        return;
    };
    let lookup = zipped("geo/lookup_lsoa21_ltla24_england.csv.gz").unwrap();
    let lookup: HashMap<&str, &str> = lookup
        .iter()
        .rev()
        .map(|row| (row.text("lsoa21_code"), row.text("ltla24_code")))
        .collect();
    let mut places: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for row in &small_areas {
        let Some(place) = lookup.get(row.text("lsoa21_code")) else {
            continue;
        };
        let (most_deprived, all) = places.entry(place).or_default();
        *most_deprived += u32::from(row.text("IMD_decile") == "1");
        *all += 1;
    }
    let shares: BTreeMap<&str, f64> = places
        .into_iter()
        .map(|(place, (most_deprived, all))| {
            let (with, all) = (Count::from(most_deprived), Population::from(all));
            let share = rate::proportion(with, all, Multiplier::ONE, &[]);
            (place, share.unwrap().value())
        })
        .collect();
    let printed = plain("deprivation/imd2025_england_ltla24.csv").unwrap();
    let of = "proportion_of_lso_as_in_most_deprived_10_percent_nationally";
    let (mut all, mut apart, mut ranked) = (0, Vec::new(), 0);
    for row in &printed {
        let code = row.text("ltla24_code");
        let Some(&share) = shares.get(code) else {
            continue;
        };
        all += 1;
        if (share - row.number(&format!("imd_{of}")).unwrap()).abs() > 0.000_050_1 {
            apart.push(code);
        }
        let higher = shares.values().filter(|other| **other > share).count();
        let rank = row.number(&format!("imd_rank_of_{of}")).unwrap();
        ranked += usize::from(format!("{}", higher + 1) == format!("{rank}"));
    }
    // One share is printed with three decimals; ranks come from shares that are not rounded.
    assert_eq!((all, apart), (296, vec!["E06000062"]));
    assert_eq!(ranked, 296);
}
