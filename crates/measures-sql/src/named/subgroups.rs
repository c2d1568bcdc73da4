//! Groups without an order, with their names.

use measures::impact::Reference;
use measures::{Estimate, Measured, Polarity, Population, Subgroup, Undefined};

use crate::finding::Finding;
use crate::named::read;
use crate::problem::{Problem, Problems};
use crate::table::Group;

/// Groups without an order, in which all weigh the same.
pub(super) const SUBGROUPS: &[&[&str]] = &[
    &["subgroup", "estimate", "se", "population"],
    &["subgroup", "estimate", "population"],
    &["subgroup", "estimate"],
];

/// Groups without an order, weighed by their people.
pub(super) const WEIGHTED_SUBGROUPS: &[&[&str]] = &[
    &["subgroup", "estimate", "se", "population"],
    &["subgroup", "estimate", "population"],
];

/// Groups of which one may be marked as the one that the others are held against.
pub(super) const WITH_REFERENCE: &[&[&str]] = &[
    &["subgroup", "estimate", "se", "population"],
    &["subgroup", "estimate", "population"],
    &["subgroup", "estimate", "se", "population", "reference"],
];

/// Four parts of a place.
pub(super) const EXAMPLE: &str = "subgroup,estimate,se,population\nNorth,12.1,0.5,31000\nEast,15.8,0.6,24000\nSouth,18.4,0.7,21000\nWest,9.7,0.5,28000\n";

/// The same, held against the largest of them.
pub(super) const EXAMPLE_WITH_REFERENCE: &str = "subgroup,estimate,se,population,reference\nEast,15.8,0.6,24000,0\nNorth,12.1,0.5,31000,1\nSouth,18.4,0.7,21000,0\nWest,9.7,0.5,28000,0\n";

/// The groups of a table in the order of their names: limits that are drawn go by the place of a group, and the order
/// of rows must change nothing.
pub(super) struct NamedSubgroups {
    names: Vec<String>,
    pub(super) list: Vec<Subgroup>,
}

impl NamedSubgroups {
    /// For a measure in which all groups weigh the same: a population may be given and is not needed.
    pub(super) fn of(group: &Group<'_>) -> Result<Self, Problems> {
        if group.has("population") {
            return Self::weighted(group);
        }
        Ok(Self::ordered(
            names(group)?,
            &read::measured(group, "estimate")?,
            &vec![Population::from(1); group.len()],
        ))
    }

    /// For a measure that weighs groups by their people.
    pub(super) fn weighted(group: &Group<'_>) -> Result<Self, Problems> {
        Ok(Self::ordered(
            names(group)?,
            &read::measured(group, "estimate")?,
            &group.populations("population")?,
        ))
    }

    fn ordered(names: Vec<String>, measured: &[Measured], populations: &[Population]) -> Self {
        let groups = measured.iter().zip(populations);
        let mut rows: Vec<(String, Subgroup)> = names
            .into_iter()
            .zip(groups.map(|(&measured, &population)| Subgroup {
                population,
                measured,
            }))
            .collect();
        rows.sort_by(|one, other| one.0.cmp(&other.0));
        let (names, list) = rows.into_iter().unzip();
        Self { names, list }
    }

    /// The name of the group at a place.
    pub(super) fn name(&self, place: usize) -> Option<&str> {
        self.names.get(place).map(String::as_str)
    }

    /// The place of a name.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// The group with the highest estimate, the first of equal ones.
    pub(super) fn highest(&self) -> Option<&str> {
        self.furthest(|one, other| one > other)
    }

    /// The group with the lowest estimate, the first of equal ones.
    pub(super) fn lowest(&self) -> Option<&str> {
        self.furthest(|one, other| one < other)
    }

    /// The group that does best, where somebody says which way is good.
    pub(super) fn best(&self, polarity: Polarity) -> Option<&str> {
        match polarity {
            Polarity::HighIsGood => self.highest(),
            Polarity::LowIsGood => self.lowest(),
            Polarity::NoJudgement => None,
        }
    }

    /// The group that all are held against, with its name: the one that is marked, or the best.
    pub(super) fn held_against(
        &self,
        group: &Group<'_>,
        polarity: Polarity,
    ) -> Result<(Reference, Option<String>), Problems> {
        let marked = reference(group)?;
        let place = marked.as_ref().and_then(|name| self.place(name));
        Ok(match place {
            Some(place) => (Reference::Group(place), marked),
            None => (Reference::Best, self.best(polarity).map(str::to_owned)),
        })
    }

    /// The place and the name of the group that is marked, which a measure without another one to fall back on needs.
    pub(super) fn marked(&self, group: &Group<'_>) -> Result<(usize, String), Problems> {
        let marked = reference(group)?.and_then(|name| Some((self.place(&name)?, name)));
        marked.ok_or_else(|| {
            let words = "there is no such column; add it, with 1 beside the group that the others are held against and 0 beside them";
            Problem::of_column("reference", words).into()
        })
    }

    fn furthest(&self, is_further: fn(f64, f64) -> bool) -> Option<&str> {
        let mut found: Option<(usize, f64)> = None;
        for (place, group) in self.list.iter().enumerate() {
            let value = group.measured.value();
            if found.is_none_or(|(_, furthest)| is_further(value, furthest)) {
                found = Some((place, value));
            }
        }
        self.name(found?.0)
    }

    /// What was found, with the groups at both ends; a group that is to blame for there being nothing is named.
    pub(super) fn finding(&self, found: Result<Estimate, Undefined>) -> Finding {
        self.named(Finding::of(found))
            .with("highest", self.highest())
            .with("lowest", self.lowest())
    }

    /// A finding whose reasons name a group and not its place.
    pub(super) fn named(&self, finding: Finding) -> Finding {
        let reason = finding.reason();
        let words = reason.and_then(|reason| self.words(reason));
        match words {
            Some(words) => finding.because(words),
            None => finding,
        }
    }

    fn words(&self, reason: Undefined) -> Option<String> {
        let name = |place: usize| self.name(place.checked_sub(1)?);
        Some(match reason {
            Undefined::SubgroupIsEmpty { place } => {
                format!("the group “{}” has no population", name(place)?)
            }
            Undefined::SubgroupIsZero { place } => format!(
                "the value of the group “{}” is zero and has no logarithm",
                name(place)?
            ),
            Undefined::SubgroupOutOfBounds { place } => format!(
                "the value of the group “{}” lies outside the bounds of the scale",
                name(place)?
            ),
            Undefined::SubgroupWithoutError { place } => {
                format!("the group “{}” has a standard error of zero", name(place)?)
            }
            _ => return None,
        })
    }
}

/// The names of the groups; each is needed once.
pub(super) fn names(group: &Group<'_>) -> Result<Vec<String>, Problems> {
    let names = group.words("subgroup")?;
    let mut seen = std::collections::HashSet::new();
    for (place, name) in names.iter().enumerate() {
        if !seen.insert(name) {
            let words = format!(
                "the group “{name}” is there twice; each is needed once, or name the column that tells tables apart with --by"
            );
            return Err(Problem::of_cell(group.row_in_file(place), "subgroup", words).into());
        }
    }
    Ok(names)
}

/// The group that the column `reference` marks with 1, where there is such a column.
pub(super) fn reference(group: &Group<'_>) -> Result<Option<String>, Problems> {
    if !group.has("reference") {
        return Ok(None);
    }
    let names = names(group)?;
    let marks = read::marks(
        group,
        "reference",
        "1 marks the group that the others are held against, and 0 the others",
    )?;
    let marked: Vec<&String> = names
        .iter()
        .zip(&marks)
        .filter(|(_, is_marked)| **is_marked)
        .map(|(name, _)| name)
        .collect();
    match marked.as_slice() {
        [name] => Ok(Some((*name).clone())),
        [] => Err(Problem::of_column(
            "reference",
            "no group is marked; write 1 beside the group that the others are held against",
        )
        .into()),
        [one, other, ..] => Err(Problem::of_column(
            "reference",
            format!("“{one}” and “{other}” are both marked; write 1 beside one group"),
        )
        .into()),
    }
}
