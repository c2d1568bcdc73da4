//! Places that are built of small areas: which small areas they are made of, and in which larger places those lie.
//!
//! Start with [`BuiltArea`], what a question says of a place, and [`resolve`], which finds its small areas in the lookups.

mod lookup;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::disclosure::Policy;
use crate::engine::Engine;
use crate::observation::{Area, Text};
use crate::small_areas::Vintage;

pub(crate) use lookup::Lookup;

use super::{AskError, Over};

/// A place that is built of small areas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuiltArea {
    /// Its code: that of a ward, a borough or another area of a lookup, or one of our own for a locality.
    pub code: String,
    /// Its name where no lookup has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The small areas that it is made of; those that the lookups put into it, where none is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub small_areas: Vec<String>,
    /// The census of the small areas. The newest for which the data is there, where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vintage: Option<Vintage>,
}

impl BuiltArea {
    /// A place that lookups know.
    #[must_use]
    pub fn known(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            name: None,
            small_areas: Vec::new(),
            vintage: None,
        }
    }

    /// A place of our own, made of small areas of one census.
    #[must_use]
    pub fn made_of(
        code: impl Into<String>,
        name: impl Into<String>,
        small_areas: Vec<String>,
        vintage: Vintage,
    ) -> Self {
        Self {
            code: code.into(),
            name: Some(name.into()),
            small_areas,
            vintage: Some(vintage),
        }
    }

    /// Whether it is a place of our own and not one of a lookup.
    #[must_use]
    pub fn is_our_own(&self) -> bool {
        !self.small_areas.is_empty()
    }

    /// The censuses to try, the newest first.
    pub(crate) fn vintages(&self) -> Vec<Vintage> {
        match self.vintage {
            Some(vintage) => vec![vintage],
            None => Vintage::NEWEST_FIRST.to_vec(),
        }
    }
}

/// What may be summed for a place. One of our own may differ from a ward by a few small areas, and sums of figures under a hiding
/// rule could be subtracted from one another: for it, only files whose figures their owners have published.
pub(crate) fn summed_over(area: &BuiltArea, over: &Over) -> Result<Over, AskError> {
    let over = if area.is_our_own() {
        published_only(over)
    } else {
        over.clone()
    };
    if over.data.is_empty() {
        return Err(AskError::NotLoaded("a lookup of small areas".to_owned()));
    }
    Ok(over)
}

/// Only files whose figures their owners have published.
pub(crate) fn published_only(over: &Over) -> Over {
    let mut published = over.clone();
    published
        .data
        .retain(|version| version.policy == Policy::AlreadyPublished);
    published
}

/// A place with the small areas that were found for it.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) area: Area,
    pub(crate) vintage: Vintage,
    /// Code and name of each small area.
    pub(crate) small_areas: BTreeMap<Text, Text>,
    pub(crate) lookup: Lookup,
}

/// Finds the small areas of a place, of one census. None where no lookup of that census knows the place.
pub(crate) async fn resolve(
    engine: &dyn Engine,
    over: &Over,
    wanted: &BuiltArea,
    vintage: Vintage,
) -> Result<Option<Built>, AskError> {
    let lookup = Lookup::read(engine, over, vintage).await?;
    let small_areas: BTreeMap<Text, Text> = if wanted.small_areas.is_empty() {
        lookup.inside(&wanted.code)
    } else {
        wanted
            .small_areas
            .iter()
            .map(|code| {
                let name = lookup.name_of_small_area(code);
                (
                    Text::from(code.as_str()),
                    name.unwrap_or_else(|| Text::from(code.as_str())),
                )
            })
            .collect()
    };
    if small_areas.is_empty() {
        return Ok(None);
    }
    let name = lookup.name_of(&wanted.code);
    let name = name.or_else(|| wanted.name.as_deref().map(Text::from));
    let area = Area {
        code: Text::from(wanted.code.as_str()),
        name: name.unwrap_or_else(|| Text::from(wanted.code.as_str())),
        kind: lookup
            .kind_of(&wanted.code)
            .unwrap_or_else(|| Text::from("Locality")),
    };
    Ok(Some(Built {
        area,
        vintage,
        small_areas,
        lookup,
    }))
}
