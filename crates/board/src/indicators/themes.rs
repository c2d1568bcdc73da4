use super::{INDICATOR, indicators};
use crate::database::DatabaseError;
use crate::frameworks::{Element, elements_of, frameworks, store};
use crate::runner::House;
use crate::vocabulary::RecordId;

/// The elements of any framework that indicators carry today, in the order of the frameworks.
pub async fn themes_in_use(house: &House) -> Result<Vec<Element>, DatabaseError> {
    let carried = carried(house).await?;
    let mut used = Vec::new();
    for framework in frameworks(house).await? {
        let elements = elements_of(house, framework.record.id).await?;
        used.extend(elements.into_iter().filter(|element| {
            carried
                .iter()
                .any(|(_, carried)| *carried == element.record.id)
        }));
    }
    Ok(used)
}

/// The publishers' numbers of the indicators that carry an element, by the slug of its record.
pub async fn indicators_of_theme(house: &House, theme: &str) -> Result<Vec<String>, DatabaseError> {
    let element = themes_in_use(house)
        .await?
        .into_iter()
        .find(|element| element.record.slug.as_str() == theme);
    let Some(element) = element else {
        return Ok(Vec::new());
    };
    let carried = carried(house).await?;
    let mut numbers: Vec<String> = indicators(house)
        .await?
        .into_iter()
        .filter(|indicator| carried.contains(&(indicator.record.id, element.record.id)))
        .map(|indicator| indicator.described.id)
        .collect();
    numbers.sort();
    Ok(numbers)
}

/// Which indicator carries which element.
async fn carried(house: &House) -> Result<Vec<(RecordId, RecordId)>, DatabaseError> {
    let known: Vec<RecordId> = crate::thread::of_kind(house, INDICATOR, None)
        .await?
        .into_iter()
        .map(|record| record.id)
        .collect();
    Ok(store::taggings(house.reader(), None, None)
        .await?
        .into_iter()
        .filter(|tagging| known.contains(&tagging.record_id))
        .map(|tagging| (tagging.record_id, tagging.element_id))
        .collect())
}
