use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::{Area, AreaPart, AreaType, PartKind, areas, store};
use crate::database::DatabaseError;
use crate::runner::House;

/// How many boroughs a system is said to have (source: London Councils guide for new members, 2022). Counts on pages
/// come from the records; this is what they are held against.
pub const SAID_OF_A_SYSTEM: RangeInclusive<usize> = 5..=7;

/// A care system with the authorities that it covers on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Footprint {
    /// The system.
    pub system: Area,
    /// Its authorities, by name, each with how it came to be there.
    pub authorities: Vec<(AreaPart, Area)>,
}

impl Footprint {
    /// The authorities that stand there by a correction of the source.
    pub fn corrections(&self) -> impl Iterator<Item = &(AreaPart, Area)> {
        self.authorities
            .iter()
            .filter(|(part, _)| part.correction.is_some())
    }

    /// A sentence when the number of authorities is not what is said of systems; a note, never an error.
    #[must_use]
    pub fn note_on_count(&self) -> Option<String> {
        let count = self.authorities.len();
        (!SAID_OF_A_SYSTEM.contains(&count)).then(|| {
            format!(
                "{} covers {count} authorities, where the guide says that a system has {} to {}.",
                self.system.record.title,
                SAID_OF_A_SYSTEM.start(),
                SAID_OF_A_SYSTEM.end(),
            )
        })
    }
}

/// Which authority belongs to which care system on a day, and which to none.
#[derive(Debug, Clone, PartialEq)]
pub struct Footprints {
    /// The systems, by name.
    pub systems: Vec<Footprint>,
    /// Authorities within no system.
    pub left_out: Vec<Area>,
}

impl Footprints {
    /// How many authorities belong to a system as the source lists them.
    #[must_use]
    pub fn as_listed(&self) -> usize {
        self.placed() - self.corrected()
    }

    /// How many belong to one by a recorded correction.
    #[must_use]
    pub fn corrected(&self) -> usize {
        self.systems
            .iter()
            .map(|system| system.corrections().count())
            .sum()
    }

    /// How many belong to one at all.
    #[must_use]
    pub fn placed(&self) -> usize {
        self.systems
            .iter()
            .map(|system| system.authorities.len())
            .sum()
    }

    /// How many authorities there are.
    #[must_use]
    pub fn authorities(&self) -> usize {
        self.placed() + self.left_out.len()
    }
}

/// The footprints on a day, counted from the records.
pub async fn footprints(house: &House, today: Date) -> Result<Footprints, DatabaseError> {
    let parts: Vec<AreaPart> = store::area_parts(house.reader())
        .await?
        .into_iter()
        .filter(|part| part.kind == PartKind::Footprint && part.holds_on(today))
        .collect();
    let (systems, others): (Vec<Area>, Vec<Area>) = areas(house)
        .await?
        .into_iter()
        .partition(|area| area.area_type == AreaType::System);
    let mut left_out: Vec<Area> = others
        .into_iter()
        .filter(|area| area.area_type == AreaType::Authority)
        .collect();
    let systems = systems
        .into_iter()
        .map(|system| {
            let part_in_it = |area: &Area| {
                parts
                    .iter()
                    .find(|part| {
                        part.whole_id == system.record.id && part.part_id == area.record.id
                    })
                    .cloned()
            };
            let authorities = left_out
                .extract_if(.., |area| part_in_it(area).is_some())
                .collect::<Vec<_>>();
            Footprint {
                authorities: authorities
                    .into_iter()
                    .filter_map(|area| Some((part_in_it(&area)?, area)))
                    .collect(),
                system,
            }
        })
        .collect();
    Ok(Footprints { systems, left_out })
}
