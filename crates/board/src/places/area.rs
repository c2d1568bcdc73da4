use jiff::civil::Date;

use super::store;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{RecordId, words};

words! {
    /// What sort of place an area is.
    pub enum AreaType {
        /// A country of the United Kingdom.
        Country = "country",
        /// A region, such as London.
        Region = "region",
        /// The footprint of an integrated care system.
        System = "system",
        /// A local authority that has a Health and Wellbeing Board.
        Authority = "authority",
        /// A part of an authority that services share.
        Locality = "locality",
        /// A place of about 30,000 to 50,000 people.
        Neighbourhood = "neighbourhood",
        /// An electoral ward.
        Ward = "ward",
        /// Two or more areas that are published as one figure.
        Combined = "combined",
    }
}

words! {
    /// The level of an integrated care system at which an area stands.
    pub enum AreaLevel {
        /// About 30,000 to 50,000 people.
        Neighbourhood = "neighbourhood",
        /// About 250,000 to 500,000 people; in London a borough.
        Place = "place",
        /// About 1 to 3 million people.
        System = "system",
        /// Several systems.
        Region = "region",
    }
}

impl AreaLevel {
    /// How many people usually live in an area of this level (source: London Councils guide for new members, 2022).
    #[must_use]
    pub fn usual_population(self) -> Option<std::ops::RangeInclusive<i64>> {
        match self {
            Self::Neighbourhood => Some(30_000..=50_000),
            Self::Place => Some(250_000..=500_000),
            Self::System => Some(1_000_000..=3_000_000),
            Self::Region => None,
        }
    }
}

/// A place on a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its record: name, address, dates.
    pub record: Record,
    /// The publisher's code, such as E09000012.
    pub code: Option<String>,
    /// What sort of place.
    pub area_type: AreaType,
    /// At which level of a care system.
    pub level: Option<AreaLevel>,
    /// How many people live there.
    pub population: Option<i64>,
}

impl Area {
    /// A sentence when the population is not what the level usually has; a note, never an error.
    #[must_use]
    pub fn note_on_population(&self) -> Option<String> {
        let (level, population) = (self.level?, self.population?);
        let usual = level.usual_population()?;
        if usual.contains(&population) {
            return None;
        }
        let way = if population < *usual.start() {
            "below"
        } else {
            "above"
        };
        Some(format!(
            "{} has {} residents, {way} the {} to {} that a {level} usually has.",
            self.record.title,
            residents(population),
            residents(*usual.start()),
            residents(*usual.end()),
        ))
    }
}

words! {
    /// In what sense one area is part of another.
    pub enum PartKind {
        /// An authority within the footprint of a care system or region.
        Footprint = "footprint",
        /// A locality, neighbourhood or ward within an authority.
        Locality = "locality",
        /// An area within a combined reporting area.
        Combined = "combined",
        /// Most of its people live there, but the borders differ.
        BestFit = "best fit",
    }
}

/// One area as part of another, for a time.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaPart {
    /// The larger area.
    pub whole_id: RecordId,
    /// The part.
    pub part_id: RecordId,
    /// In what sense.
    pub kind: PartKind,
    /// The share of the part that lies in the whole, from 0 to 1; `None` for all of it.
    pub share: Option<f64>,
    /// Since when.
    pub from: Date,
    /// Until when (exclusive).
    pub to: Option<Date>,
    /// Why this differs from the document that it was taken from.
    pub correction: Option<String>,
}

impl AreaPart {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// A number of residents with its thousands set apart: 10,938.
fn residents(number: i64) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// Of what an area is a part on a day, by name of the whole.
pub async fn wholes_of(
    house: &House,
    part: RecordId,
    today: Date,
) -> Result<Vec<(AreaPart, Area)>, DatabaseError> {
    let parts = store::area_parts(house.reader()).await?;
    Ok(areas(house)
        .await?
        .into_iter()
        .filter_map(|area| {
            let joined = parts.iter().find(|joined| {
                joined.part_id == part
                    && joined.whole_id == area.record.id
                    && joined.holds_on(today)
            })?;
            Some((joined.clone(), area))
        })
        .collect())
}

/// Every area, by name.
pub async fn areas(house: &House) -> Result<Vec<Area>, DatabaseError> {
    store::areas(house.reader(), house.registry()).await
}

/// The area with an id.
pub async fn area(house: &House, id: RecordId) -> Result<Option<Area>, DatabaseError> {
    Ok(areas(house)
        .await?
        .into_iter()
        .find(|area| area.record.id == id))
}

/// The area with a publisher's code.
pub async fn area_by_code(house: &House, code: &str) -> Result<Option<Area>, DatabaseError> {
    Ok(areas(house)
        .await?
        .into_iter()
        .find(|area| area.code.as_deref() == Some(code)))
}

/// What an area is made of on a day, by name.
pub async fn parts_of(
    house: &House,
    whole: RecordId,
    today: Date,
) -> Result<Vec<(AreaPart, Area)>, DatabaseError> {
    let areas = areas(house).await?;
    let parts = store::area_parts(house.reader()).await?;
    Ok(areas
        .into_iter()
        .filter_map(|area| {
            let part = parts.iter().find(|part| {
                part.whole_id == whole && part.part_id == area.record.id && part.holds_on(today)
            })?;
            Some((part.clone(), area))
        })
        .collect())
}
