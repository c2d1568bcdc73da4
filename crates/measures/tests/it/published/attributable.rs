//! Deaths before 75 that England would not have had at the rates of its least deprived tenth, 2002 to 2016.

use std::collections::BTreeMap;

use measures::impact::{Occurrence, excess_events};
use measures::{Count, Population};

use super::files::{Row, zipped};

/// A band of ages of one sex in three years.
type Stratum = (u32, String, u32);

/// The first age of the band in which an age is: 0, 1 to 4, and five years each from there on.
fn band(age: u32) -> u32 {
    match age {
        0 => 0,
        1..5 => 1,
        _ => age / 5 * 5,
    }
}

/// Sums by stratum and tenth.
fn sums(rows: &[Row]) -> BTreeMap<Stratum, [f64; 10]> {
    let mut sums: BTreeMap<Stratum, [f64; 10]> = BTreeMap::new();
    for row in rows {
        let year: u32 = row.text("year").parse().unwrap();
        let Some(since) = year.checked_sub(2002) else {
            continue;
        };
        let tenth: usize = row.text("imd10").parse().unwrap();
        for age in 0..75 {
            let stratum = (since / 3, row.text("sex").to_owned(), band(age));
            let tenths = sums.entry(stratum).or_default();
            tenths[tenth - 1] += row.number(&age.to_string()).unwrap();
        }
    }
    sums
}

#[test]
fn eight_hundred_and_fifty_nine_thousand_and_36_3_per_cent() {
    let Some(deaths) = zipped("mortality/masi_mort_imd10_sex_sya_2001-2016.csv.gz") else {
        return;
    };
    let people = zipped("mortality/masi_pop_imd10_sex_sya_2001-2016.csv.gz").unwrap();
    let (deaths, people) = (sums(&deaths), sums(&people));
    // Five times three years, two sexes, sixteen bands.
    assert_eq!((deaths.len(), people.len()), (160, 160));
    let (mut attributable, mut all) = (0.0, 0.0);
    for (stratum, events) in &deaths {
        let groups: Vec<Occurrence> = events
            .iter()
            .zip(people[stratum])
            .map(|(&events, population)| Occurrence {
                events: Count::new(events).unwrap(),
                population: Population::new(population).unwrap(),
            })
            .collect();
        attributable += excess_events(&groups, 9, &[]).unwrap().value();
        all += events.iter().sum::<f64>();
    }
    // Lewer D and others, Lancet Public Health 2020; 5: e33-41, from the same file.
    assert_eq!(format!("{:.0}", attributable / 1e3), "859");
    assert_eq!(format!("{:.1}", attributable / all * 100.0), "36.3");
}
