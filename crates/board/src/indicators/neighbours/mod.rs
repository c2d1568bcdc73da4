//! Groups of places that are like one another, and what a comparison is asked against in words.
//!
//! Which places are like a place is dated data of somebody's making, such as a list of statistical neighbours: it is loaded as a
//! list with its source, a later list of the same name takes its place, and the earlier one is kept. Must not know how figures
//! are taken together: [`evidence::analysis`] does. Start with [`against_named()`].

mod against_named;
mod list;
mod load;
#[cfg(test)]
mod tests;

pub use against_named::{
    AgainstError, DEFAULT_YEARS, MOST_YEARS, NeighbourChoice, against_named, neighbour_choices,
};
pub use list::{NeighbourLine, NeighbourList, read_neighbours};
pub use load::{LoadNeighbours, LoadNeighboursError, load_neighbours};

use jiff::civil::Date;

use super::store;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;

/// A group of neighbours: whose list it is, and which places are like which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourGroup {
    /// Its record: name, who loaded it, state.
    pub record: Record,
    /// Who made the list, and by what likeness.
    pub source: String,
    /// When it held.
    pub as_at: Date,
    /// Its pairs, by place, the nearest neighbour first.
    pub pairs: Vec<NeighbourPair>,
}

/// A place and one that is like it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourPair {
    /// Code of the place.
    pub area: String,
    /// Code of the place that is like it.
    pub neighbour: String,
    /// 1 is the nearest.
    pub rank: i64,
}

impl NeighbourGroup {
    /// The codes of the places that are like a place, the nearest first.
    #[must_use]
    pub fn of(&self, area: &str) -> Vec<String> {
        self.pairs
            .iter()
            .filter(|pair| pair.area == area)
            .map(|pair| pair.neighbour.clone())
            .collect()
    }

    /// How many places have neighbours in it.
    #[must_use]
    pub fn places(&self) -> usize {
        let mut areas: Vec<&str> = self.pairs.iter().map(|pair| pair.area.as_str()).collect();
        areas.dedup();
        areas.len()
    }
}

/// Every group in force, the latest first.
pub async fn neighbour_groups(house: &House) -> Result<Vec<NeighbourGroup>, DatabaseError> {
    store::neighbour_groups(house.reader(), house.registry()).await
}
