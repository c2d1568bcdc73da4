use evidence::analysis::{Against, Neighbours};
use jiff::civil::Date;

use super::neighbour_groups;
use crate::database::DatabaseError;
use crate::places::{AreaType, area_by_code, parts_of, wholes_of};
use crate::runner::House;
use crate::vocabulary::Slug;

/// How many years lie between a place and its own past where nobody says.
pub const DEFAULT_YEARS: u16 = 5;
/// The longest time that can be asked for.
pub const MOST_YEARS: u16 = 30;

/// Code of the region that is made of boroughs.
const LONDON: &str = "E12000007";

/// Why a comparison cannot be asked as it was worded.
#[derive(Debug, thiserror::Error)]
pub enum AgainstError {
    /// No group has the name.
    #[error("no group of neighbours is called “{name}”; {there}")]
    NoSuchGroup {
        /// The name that was given.
        name: String,
        /// Which there are, as the second half of the sentence.
        there: String,
    },
    /// A place of which nobody has said which are like it.
    #[error(
        "nobody has said which places are like {0}; load a group of neighbours that has it, or compare with England"
    )]
    NoNeighbours(String),
    /// A time that is none.
    #[error("“{0}” is no number of years from 1 to {MOST_YEARS}; write earlier:5 or the like")]
    NotYears(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// A group that a place can be compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourChoice {
    /// The word by which it is asked for, after `neighbours:`.
    pub word: String,
    /// What it is called.
    pub name: String,
    /// Who says that these places are alike.
    pub source: String,
    /// Codes of the places.
    pub areas: Vec<String>,
}

/// What a word asks a place to be compared with: `england`, `region`, `neighbours`, `neighbours:NAME`, `earlier`,
/// `earlier:YEARS`, or the code of a place. Every door reads it here.
pub async fn against_named(
    house: &House,
    today: Date,
    area: &str,
    word: &str,
) -> Result<Against, AgainstError> {
    let (kind, rest) = word
        .split_once(':')
        .map_or((word, None), |(kind, rest)| (kind, Some(rest.trim())));
    let is = |name: &str| kind.trim().eq_ignore_ascii_case(name);
    if word.trim().is_empty() || is("england") || word == evidence::ENGLAND {
        return Ok(Against::England);
    }
    if is("region") {
        return Ok(Against::Region);
    }
    if is("earlier") {
        return years(rest).map(Against::Earlier);
    }
    if !is("neighbours") {
        return Ok(Against::Area(word.trim().to_owned()));
    }
    let choices = neighbour_choices(house, today, area).await?;
    let chosen = match rest.filter(|name| !name.is_empty()) {
        None => choices
            .into_iter()
            .next()
            .ok_or_else(|| AgainstError::NoNeighbours(area.to_owned()))?,
        Some(name) => {
            let wanted = Slug::from_words(name).to_string();
            let words: Vec<String> = choices.iter().map(|choice| choice.word.clone()).collect();
            choices
                .into_iter()
                .find(|choice| choice.word == wanted)
                .ok_or_else(|| AgainstError::NoSuchGroup {
                    name: name.to_owned(),
                    there: if words.is_empty() {
                        format!("none has {area}")
                    } else {
                        format!("those that have {area} are {}", words.join(", "))
                    },
                })?
        }
    };
    Ok(Against::Neighbours(Neighbours {
        name: chosen.name,
        areas: chosen.areas,
    }))
}

fn years(word: Option<&str>) -> Result<u16, AgainstError> {
    let Some(word) = word.filter(|word| !word.is_empty()) else {
        return Ok(DEFAULT_YEARS);
    };
    word.parse()
        .ok()
        .filter(|years| (1..=MOST_YEARS).contains(years))
        .ok_or_else(|| AgainstError::NotYears(word.to_owned()))
}

/// The groups that have a place: those that were loaded, the latest first, and the authorities of its region, which the
/// hierarchy of places knows.
pub async fn neighbour_choices(
    house: &House,
    today: Date,
    area: &str,
) -> Result<Vec<NeighbourChoice>, DatabaseError> {
    let mut choices: Vec<NeighbourChoice> = neighbour_groups(house)
        .await?
        .into_iter()
        .filter_map(|group| {
            let areas = group.of(area);
            (!areas.is_empty()).then(|| NeighbourChoice {
                word: Slug::from_words(&group.record.title).to_string(),
                name: group.record.title,
                source: group.source,
                areas,
            })
        })
        .collect();
    choices.extend(of_region(house, today, area).await?);
    Ok(choices)
}

/// The other authorities of the region of a place.
async fn of_region(
    house: &House,
    today: Date,
    code: &str,
) -> Result<Option<NeighbourChoice>, DatabaseError> {
    let Some(place) = area_by_code(house, code).await? else {
        return Ok(None);
    };
    let wholes = wholes_of(house, place.record.id, today).await?;
    let region = wholes
        .into_iter()
        .map(|(_, whole)| whole)
        .find(|whole| whole.area_type == AreaType::Region);
    let Some(region) = region else {
        return Ok(None);
    };
    let areas: Vec<String> = parts_of(house, region.record.id, today)
        .await?
        .into_iter()
        .filter(|(_, part)| part.area_type == AreaType::Authority)
        .filter_map(|(_, part)| part.code)
        .filter(|part| part != code)
        .collect();
    if areas.is_empty() {
        return Ok(None);
    }
    let name = if region.code.as_deref() == Some(LONDON) {
        "Boroughs of London".to_owned()
    } else {
        format!("Councils of {}", region.record.title)
    };
    Ok(Some(NeighbourChoice {
        word: Slug::from_words(&name).to_string(),
        name,
        source: "The places that make up the region".to_owned(),
        areas,
    }))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail loudly")]

    use super::*;

    #[test]
    fn a_time_is_a_number_of_years() {
        assert_eq!(years(None).unwrap(), DEFAULT_YEARS);
        assert_eq!(years(Some("3")).unwrap(), 3);
        for word in ["0", "31", "-1", "five", "1.5"] {
            let said = years(Some(word)).unwrap_err().to_string();
            assert!(said.contains(word) && said.contains("earlier:5"), "{said}");
        }
    }
}
