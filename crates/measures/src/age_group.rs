//! What is known of people of one age.

use crate::{AgeBand, Count, Population};

/// Events and people, or person-years, in one band of ages.
///
/// A missing count cannot be written down: whoever has none leaves the band out, and the measure
/// says which one is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgeGroup {
    /// How old they are.
    pub age: AgeBand,
    /// How many events there were, such as deaths.
    pub count: Count,
    /// How many people there are, or person-years for several years together.
    pub population: Population,
}

/// People, or person-years, in one band of ages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgePopulation {
    /// How old they are.
    pub age: AgeBand,
    /// How many people there are, or person-years for several years together.
    pub population: Population,
}

impl From<AgeGroup> for AgePopulation {
    fn from(group: AgeGroup) -> Self {
        Self {
            age: group.age,
            population: group.population,
        }
    }
}
