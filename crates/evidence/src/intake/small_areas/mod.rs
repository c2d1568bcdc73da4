//! Files about small areas: in which ward, borough or other larger area each lies, how deprived each is, how many people live in
//! each, and which postcode lies in which.
//!
//! They are known by their headings, as the Office for National Statistics, the Ministry of Housing, Communities and Local
//! Government and those who pass their files on write them. [`SmallAreaTable::recognise`] takes the heading,
//! [`SmallAreaTable::take`] each row, [`SmallAreaTable::finish`] what can be said once all were read.
//!
//! Must not know: how files are opened or stored.

mod heading;
mod period;
mod rows;

pub(crate) use rows::ALL_AGES;
pub use rows::SmallAreaTable;

use crate::catalogue::{Indicator, Known, Unit, ValueType};
use crate::small_areas::Vintage;

/// What a file about small areas holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Larger areas, each with the columns of its code and of its name.
    Lookup(Vec<Whole>),
    /// The columns of the small area of 2021 and, where there is one, of the letter that says what changed.
    Changes(usize, Option<usize>),
    /// The column of the small area in which a postcode lies.
    Postcodes(usize),
    /// Domains of deprivation.
    Deprivation(Vec<Domain>),
    /// The columns of ages with the age of each, and that of the total.
    Ages(Vec<(usize, String)>, Option<usize>),
    /// A characteristic with the columns of group, number and total.
    Groups(Characteristic),
}

/// A kind of larger area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    /// The kind with its year: `ward24`.
    kind: String,
    code: usize,
    name: Option<usize>,
}

/// A domain of deprivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Domain {
    /// `imd`, `income`, `housing-and-services`.
    name: String,
    rank: usize,
    decile: Option<usize>,
    score: Option<usize>,
}

/// A characteristic by which residents are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Characteristic {
    /// As the heading says it, in words: `Ethnic group`.
    name: String,
    group: usize,
    people: usize,
    total: Option<usize>,
}

/// The words of a heading, parted by hyphens.
fn slug(words: &str) -> String {
    let parts = words.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    parts.join("-")
}

/// What is known of a figure about small areas.
fn described(id: String, name: String, value_type: ValueType, unit: &str) -> Indicator {
    Indicator {
        id,
        name,
        value_type,
        value_type_known: Known::Stated,
        unit: Unit {
            label: unit.to_owned(),
            multiplier: None,
        },
        ..Indicator::default()
    }
}

impl Holds {
    /// The indicators that rows of the file belong to.
    fn indicators(&self, vintage: Vintage) -> Vec<Indicator> {
        let of = vintage.name();
        match self {
            Self::Lookup(wholes) => wholes
                .iter()
                .map(|whole| {
                    described(
                        vintage.lookup(&whole.kind),
                        format!("{of} in {}", whole.kind),
                        ValueType::Other,
                        "",
                    )
                })
                .collect(),
            Self::Changes(..) => vec![described(
                crate::small_areas::CHANGES.to_owned(),
                "LSOA 2011 in LSOA 2021".to_owned(),
                ValueType::Other,
                "",
            )],
            Self::Postcodes(_) => vec![described(
                crate::small_areas::POSTCODES.to_owned(),
                "Postcode in LSOA 2021".to_owned(),
                ValueType::Other,
                "",
            )],
            Self::Deprivation(domains) => domains
                .iter()
                .flat_map(|held| {
                    let rank = described(
                        vintage.rank(&held.name),
                        format!("{of}: rank of deprivation, {}", held.name),
                        ValueType::Other,
                        "rank",
                    );
                    let score = held.score.map(|_| {
                        described(
                            vintage.score(&held.name),
                            format!("{of}: score of deprivation, {}", held.name),
                            ValueType::Other,
                            "score",
                        )
                    });
                    [Some(rank), score].into_iter().flatten()
                })
                .collect(),
            Self::Ages(..) => vec![described(
                vintage.residents(),
                format!("{of}: residents by age"),
                ValueType::Count,
                "people",
            )],
            Self::Groups(held) => vec![described(
                vintage.residents_by(&slug(&held.name)),
                format!("{of}: residents by {}", held.name.to_lowercase()),
                ValueType::Count,
                "people",
            )],
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Lookup(_) => "area lookup",
            Self::Changes(..) => "change of small areas",
            Self::Postcodes(_) => "postcode lookup",
            Self::Deprivation(_) => "indices of deprivation",
            Self::Ages(..) => "residents by age in small areas",
            Self::Groups(_) => "residents by group in small areas",
        }
    }
}
