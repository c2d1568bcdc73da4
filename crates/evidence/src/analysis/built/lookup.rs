//! In which larger areas each small area lies, as the loaded lookups say.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalogue::Indicator;
use crate::engine::{Engine, Filter};
use crate::intake::kind_of_area;
use crate::observation::{Interner, Text};
use crate::small_areas::Vintage;

use super::super::rows::{indicators, read};
use super::super::{AskError, Over};

/// What the lookups of one census say.
#[derive(Debug, Default)]
pub(crate) struct Lookup {
    /// Name and larger areas of each small area, the latter by the identity of their lookup.
    small: BTreeMap<Text, SmallArea>,
    /// Names of larger areas.
    names: HashMap<Text, Text>,
}

#[derive(Debug)]
struct SmallArea {
    name: Text,
    lies_in: BTreeMap<Text, Text>,
}

/// Kinds of authority, by how their codes begin: unitary, metropolitan, London borough, county, district.
const AUTHORITIES: [&str; 5] = ["E06", "E07", "E08", "E09", "E10"];

impl Lookup {
    /// Reads the lookups; where two say different things of a small area, the earlier file counts.
    pub(crate) async fn read(
        engine: &dyn Engine,
        over: &Over,
        vintage: Vintage,
    ) -> Result<Self, AskError> {
        let known = indicators(engine, over, &[]).await?;
        let lookups: Vec<String> = known
            .keys()
            .filter(|id| vintage.is_lookup(id))
            .cloned()
            .collect();
        let mut found = Self::default();
        if lookups.is_empty() {
            return Ok(found);
        }
        let filter = Filter {
            indicators: lookups,
            areas: Vec::new(),
            ..Filter::default()
        };
        let no_rule: BTreeMap<String, Indicator> = known;
        let mut interner = Interner::default();
        for &version in &over.data {
            read(engine, version, &filter, &no_rule, &mut |row| {
                let small = found
                    .small
                    .entry(interner.keep(0, row.area_code))
                    .or_insert_with(|| SmallArea {
                        name: Text::from(row.area_name),
                        lies_in: BTreeMap::new(),
                    });
                // A lookup without names has codes in their place.
                if small.name.starts_with("E01") && row.area_name != row.area_code {
                    small.name = Text::from(row.area_name);
                }
                let whole = interner.keep(1, row.parent_code);
                small
                    .lies_in
                    .entry(interner.keep(2, row.indicator))
                    .or_insert_with(|| Text::clone(&whole));
                if row.parent_name != row.parent_code {
                    found
                        .names
                        .entry(whole)
                        .or_insert_with(|| interner.keep(3, row.parent_name));
                }
            })
            .await?;
        }
        Ok(found)
    }

    /// Whether no lookup of the census is loaded.
    pub(crate) fn is_empty(&self) -> bool {
        self.small.is_empty()
    }

    /// The larger areas in which some small areas lie, each with all small areas inside it.
    pub(crate) fn wholes_touching(&self, codes: &BTreeSet<Text>) -> BTreeMap<Text, BTreeSet<Text>> {
        let mut wholes: BTreeMap<Text, BTreeSet<Text>> = codes
            .iter()
            .filter_map(|code| self.small.get(code))
            .flat_map(|small| small.lies_in.values())
            .map(|whole| (Text::clone(whole), BTreeSet::new()))
            .collect();
        for (code, small) in &self.small {
            for whole in small.lies_in.values() {
                if let Some(inside) = wholes.get_mut(whole) {
                    inside.insert(Text::clone(code));
                }
            }
        }
        wholes
    }

    /// The small areas inside a larger one.
    pub(crate) fn inside(&self, whole: &str) -> BTreeMap<Text, Text> {
        self.small
            .iter()
            .filter(|(_, small)| small.lies_in.values().any(|code| **code == *whole))
            .map(|(code, small)| (Text::clone(code), Text::clone(&small.name)))
            .collect()
    }

    pub(crate) fn name_of_small_area(&self, code: &str) -> Option<Text> {
        self.small.get(code).map(|small| Text::clone(&small.name))
    }

    /// The name of a larger area.
    pub(crate) fn name_of(&self, whole: &str) -> Option<Text> {
        self.names.get(whole).cloned()
    }

    /// What sort of larger area a code is for, in the product's words.
    pub(crate) fn kind_of(&self, whole: &str) -> Option<Text> {
        self.small
            .values()
            .any(|small| small.lies_in.values().any(|code| **code == *whole))
            .then(|| Text::from(kind_of_area(whole).unwrap_or("Area")))
    }

    /// The authority in which most of some small areas lie; the first by code of several.
    pub(crate) fn authority_of<'a>(
        &self,
        small_areas: impl Iterator<Item = &'a Text>,
    ) -> Option<Text> {
        let mut counts: BTreeMap<Text, usize> = BTreeMap::new();
        for code in small_areas {
            let Some(small) = self.small.get(code) else {
                continue;
            };
            let found = small.lies_in.values().find(|whole| is_authority(whole));
            if let Some(whole) = found {
                *counts.entry(Text::clone(whole)).or_default() += 1;
            }
        }
        let most = counts.values().copied().max()?;
        counts
            .into_iter()
            .find(|(_, count)| *count == most)
            .map(|(whole, _)| whole)
    }

    /// The wards of an authority with the small areas of each; wards are told by their codes.
    pub(crate) fn wards_of(&self, authority: &str) -> BTreeMap<Text, BTreeSet<Text>> {
        let mut wards: BTreeMap<Text, BTreeSet<Text>> = BTreeMap::new();
        for (code, small) in &self.small {
            if !small.lies_in.values().any(|whole| **whole == *authority) {
                continue;
            }
            if let Some(ward) = small
                .lies_in
                .values()
                .find(|whole| whole.starts_with("E05"))
            {
                wards
                    .entry(Text::clone(ward))
                    .or_default()
                    .insert(Text::clone(code));
            }
        }
        wards
    }
}

/// Whether a code is that of a local authority.
pub(crate) fn is_authority(code: &str) -> bool {
    AUTHORITIES.iter().any(|start| code.starts_with(start))
}
