//! Mortality: how long people live, in what health, and what a gap between places is made of.
//!
//! Everything here begins with deaths and people by age. Start with [`LifeTable`], which checks them
//! and refuses by name what is missing, and [`life_expectancy()`].

mod healthy_life_expectancy;
mod life_expectancy;
mod life_expectancy_gap;
mod life_table;
mod years_of_life_lost;

pub use healthy_life_expectancy::{HealthyShare, healthy_life_expectancy};
pub use life_expectancy::life_expectancy;
pub use life_expectancy_gap::{Bootstrap, DeathsByCause, LifeExpectancyGap, life_expectancy_gap};
pub use life_table::{LifeTable, LifeTableRow};
pub use years_of_life_lost::{years_of_life_lost, years_of_life_lost_rate};

#[cfg(test)]
mod tests {
    //! Places that the tests of this folder share.

    use crate::{AgeBand, AgeGroup, Count, Population};
    use proptest::prelude::*;

    const BANDS: [&str; 20] = [
        "0", "1-4", "5-9", "10-14", "15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49",
        "50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90+",
    ];

    pub(super) fn band(label: &str) -> AgeBand {
        label.parse().unwrap()
    }

    pub(super) fn group(age: &str, deaths: u32, people: u32) -> AgeGroup {
        AgeGroup {
            age: band(age),
            count: Count::from(deaths),
            population: Population::from(people),
        }
    }

    /// An invented place in the twenty bands of national tables.
    pub(super) fn place() -> Vec<AgeGroup> {
        let deaths = [
            24, 4, 2, 3, 9, 14, 17, 24, 33, 47, 72, 110, 168, 240, 330, 470, 640, 760, 690, 540,
        ];
        let people = [
            6_100, 24_000, 29_500, 28_800, 27_200, 31_000, 36_400, 35_900, 33_700, 31_200, 30_100,
            29_400, 27_000, 23_500, 19_800, 17_300, 13_600, 9_100, 4_700, 2_300,
        ];
        BANDS
            .iter()
            .zip(deaths.iter().zip(people))
            .map(|(age, (&deaths, people))| group(age, deaths, people))
            .collect()
    }

    /// Any place of which a table can be made.
    pub(super) fn any_place() -> impl Strategy<Value = Vec<AgeGroup>> {
        proptest::collection::vec((1_000_u32..100_000, 0.0..0.4_f64), 20).prop_map(|bands| {
            BANDS
                .iter()
                .zip(bands)
                .map(|(age, (people, rate))| {
                    let deaths = Count::new((f64::from(people) * rate).floor() + 1.0).unwrap();
                    AgeGroup {
                        count: deaths,
                        ..group(age, 0, people)
                    }
                })
                .collect()
        })
    }
}
