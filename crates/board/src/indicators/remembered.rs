use evidence::intake::mapping::Mapping;

use super::{DataSet, data_sets, store};
use crate::database::DatabaseError;
use crate::runner::House;

/// A data set whose tables were read by a mapping, and the mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// The data set.
    pub data_set: DataSet,
    /// How its last release was read, without its period.
    pub mapping: Mapping,
}

/// Every data set whose tables were read by a mapping.
pub async fn remembered_mappings(house: &House) -> Result<Vec<Remembered>, DatabaseError> {
    let mut mappings = store::mappings(house.reader()).await?;
    Ok(data_sets(house)
        .await?
        .into_iter()
        .filter_map(|data_set| {
            let mapping = mappings.remove(&data_set.record.id)?;
            Some(Remembered { data_set, mapping })
        })
        .collect())
}

/// The one data set whose mapping fits a heading: the table is its next release. None where none fits, or more than one.
#[must_use]
pub fn fitting<'a>(remembered: &'a [Remembered], heading: &[String]) -> Option<&'a Remembered> {
    let mut fits = remembered
        .iter()
        .filter(|remembered| remembered.mapping.fits(heading));
    let first = fits.next()?;
    fits.next().is_none().then_some(first)
}
