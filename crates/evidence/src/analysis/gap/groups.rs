//! Which rows are the parts of a place, and whether the parts have an order.

use std::collections::{BTreeMap, BTreeSet};

use crate::observation::{Observation, Period, Text};

/// The word by which the sexes are asked for as parts.
pub(super) const SEX: &str = "Sex";

/// Labels of people about whom nobody knows: in no group, and in no measure of one.
const NOT_KNOWN: [&str; 8] = [
    "not stated",
    "not known",
    "unknown",
    "not recorded",
    "missing",
    "prefer not to say",
    "declined",
    "refused",
];

/// The rows of one kind of category in one period, one sex and one age.
pub(super) struct Set<'a> {
    /// How many parts there should be: 10 for tenths.
    pub(super) parts: u8,
    /// Kind of category in the publisher's words.
    pub(super) by: Text,
    /// Whether the parts have an order, the first being the most deprived.
    pub(super) ordered: bool,
    /// The parts by their place.
    pub(super) groups: BTreeMap<u8, &'a Observation>,
    /// Figures about people whose group nobody knows.
    pub(super) not_known: usize,
}

impl Set<'_> {
    /// What a part is called.
    pub(super) fn label<'a>(&self, seen: &'a Observation) -> &'a Text {
        if *self.by == *SEX {
            &seen.sex
        } else {
            &seen.category
        }
    }

    /// What the part at a place is called.
    pub(super) fn name(&self, place: u8) -> Option<&str> {
        let seen = self.groups.get(&place)?;
        Some(self.label(seen))
    }
}

/// The kinds of category that a place has parts of, in the publisher's words.
pub(super) fn kinds(rows: &[&Observation], area: &str) -> Vec<Text> {
    let mut kinds: BTreeSet<Text> = BTreeSet::new();
    let mut sexes: BTreeSet<&str> = BTreeSet::new();
    for seen in rows.iter().filter(|seen| *seen.area.code == *area) {
        if !seen.category_type.is_empty() {
            kinds.insert(Text::clone(&seen.category_type));
        } else if !is_everyone(&seen.sex) {
            sexes.insert(&seen.sex);
        }
    }
    let mut kinds: Vec<Text> = kinds.into_iter().collect();
    if sexes.len() > 1 {
        kinds.push(Text::from(SEX));
    }
    kinds
}

fn is_everyone(sex: &str) -> bool {
    sex.is_empty() || sex.eq_ignore_ascii_case("persons")
}

fn is_not_known(label: &str) -> bool {
    let label = label.trim().to_ascii_lowercase();
    NOT_KNOWN.iter().any(|word| label.starts_with(word))
}

/// The most complete set of a kind, by deprivation where no kind is asked for: most parts with a figure, then tenths before
/// fifths, then the latest period, then the newest name.
pub(super) fn best<'a>(rows: &[&'a Observation], area: &str, by: Option<&str>) -> Option<Set<'a>> {
    let here = |seen: &&&Observation| *seen.area.code == *area;
    match by {
        None => by_deprivation(rows.iter().filter(here).copied(), None),
        Some(SEX) => by_sex(rows.iter().filter(here).copied()),
        Some(kind) => by_deprivation(rows.iter().filter(here).copied(), by)
            .or_else(|| by_name(rows.iter().filter(here).copied(), kind)),
    }
}

fn everyone(sex: &str, age: &str) -> (bool, bool) {
    (
        sex.eq_ignore_ascii_case("persons"),
        age.eq_ignore_ascii_case("all ages"),
    )
}

fn shown(groups: &BTreeMap<u8, &Observation>) -> usize {
    groups.values().filter(|seen| seen.shows_value()).count()
}

fn by_deprivation<'a>(
    rows: impl Iterator<Item = &'a Observation>,
    by: Option<&str>,
) -> Option<Set<'a>> {
    let mut sets: BTreeMap<_, BTreeMap<u8, &'a Observation>> = BTreeMap::new();
    for seen in rows.filter(|seen| by.is_none_or(|by| *seen.category_type == *by)) {
        let Some((order, parts)) = part(&seen.category_type, &seen.category) else {
            continue;
        };
        let key = (
            parts,
            &seen.category_type,
            &seen.sex,
            &seen.age,
            &seen.period,
        );
        sets.entry(key).or_default().entry(order).or_insert(seen);
    }
    sets.into_iter()
        .max_by_key(|((parts, by, sex, age, period), groups)| {
            let shown = shown(groups);
            let full = shown == usize::from(*parts);
            (full, everyone(sex, age), *parts, shown, *period, *by)
        })
        .map(|((parts, by, ..), groups)| Set {
            parts,
            by: Text::clone(by),
            ordered: true,
            groups,
            not_known: 0,
        })
}

/// Groups without an order, by name.
fn by_name<'a>(rows: impl Iterator<Item = &'a Observation>, kind: &str) -> Option<Set<'a>> {
    let mut sets: BTreeMap<(&Text, &Text, &Period), BTreeMap<&Text, &'a Observation>> =
        BTreeMap::new();
    for seen in rows.filter(|seen| *seen.category_type == *kind) {
        sets.entry((&seen.sex, &seen.age, &seen.period))
            .or_default()
            .entry(&seen.category)
            .or_insert(seen);
    }
    sets.into_iter()
        .map(|((sex, age, period), groups)| ((sex, age, period), unordered(kind, groups)))
        .max_by_key(|((sex, age, period), set)| {
            (
                everyone(sex, age),
                shown(&set.groups).min(2),
                *period,
                shown(&set.groups),
            )
        })
        .map(|(_, set)| set)
}

fn by_sex<'a>(rows: impl Iterator<Item = &'a Observation>) -> Option<Set<'a>> {
    let mut sets: BTreeMap<(&Text, &Period), BTreeMap<&Text, &'a Observation>> = BTreeMap::new();
    for seen in rows.filter(|seen| seen.category_type.is_empty() && !is_everyone(&seen.sex)) {
        sets.entry((&seen.age, &seen.period))
            .or_default()
            .entry(&seen.sex)
            .or_insert(seen);
    }
    sets.into_iter()
        .filter(|(_, groups)| groups.len() > 1)
        .map(|((age, period), groups)| ((age, period), unordered(SEX, groups)))
        .max_by_key(|((age, period), set)| {
            (
                shown(&set.groups),
                age.eq_ignore_ascii_case("all ages"),
                *period,
            )
        })
        .map(|(_, set)| set)
}

fn unordered<'a>(by: &str, groups: BTreeMap<&Text, &'a Observation>) -> Set<'a> {
    let (not_known, groups): (Vec<_>, Vec<_>) = groups
        .into_iter()
        .partition(|(label, _)| is_not_known(label));
    let groups: BTreeMap<u8, &Observation> = (1..=u8::MAX)
        .zip(groups)
        .map(|(place, (_, seen))| (place, seen))
        .collect();
    Set {
        parts: u8::try_from(groups.len()).unwrap_or(u8::MAX),
        by: Text::from(by),
        ordered: false,
        groups,
        not_known: not_known.len(),
    }
}

/// Place in the order of deprivation (1 most deprived) and number of parts, from publishers' labels.
fn part(category_type: &str, category: &str) -> Option<(u8, u8)> {
    let kind = category_type.to_ascii_lowercase();
    let is_index = kind
        .split(|c: char| !c.is_ascii_alphabetic())
        .any(|word| word == "imd");
    if !kind.contains("deprivation") && !is_index {
        return None;
    }
    let label = category.to_ascii_lowercase();
    if let Some(numbered) = numbered(&kind, label.trim()) {
        return Some(numbered);
    }
    let starts = |start: &str| label.starts_with(start);
    if label.contains("quintile") {
        let order = [
            &["most deprived"][..],
            &["second most"],
            &["average", "middle", "third"],
            &["second least"],
            &["least deprived"],
        ]
        .iter()
        .position(|labels| labels.iter().any(|start| starts(start)))?;
        return Some((u8::try_from(order + 1).ok()?, 5));
    }
    if label.contains("decile") {
        let order = [
            "most deprived",
            "second most",
            "third more",
            "fourth more",
            "fifth more",
            "fifth less",
            "fourth less",
            "third less",
            "second least",
            "least deprived",
        ]
        .iter()
        .position(|start| starts(start))?;
        return Some((u8::try_from(order + 1).ok()?, 10));
    }
    None
}

/// A part by its number: `1 Most deprived`, `10`, or from the other end `01 Least deprived`. A number alone counts from the
/// most deprived, as the official indices do.
fn numbered(kind: &str, label: &str) -> Option<(u8, u8)> {
    let parts = if kind.contains("decile") || kind.contains("10") {
        10
    } else if kind.contains("quintile") {
        5
    } else {
        return None;
    };
    let end = label
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(label.len());
    let (number, words) = label.split_at(end);
    let number: u8 = number.parse().ok().filter(|n| (1..=parts).contains(n))?;
    let in_first_half = number * 2 <= parts;
    let says = |word: &str| words.contains(word);
    // “02 Less deprived” stands in a list that begins with the least deprived.
    let from_least = if says("least") || says("less") {
        in_first_half
    } else if says("most") || says("more") {
        !in_first_half
    } else if words.trim().is_empty() {
        false
    } else {
        return None;
    };
    Some((
        if from_least {
            parts + 1 - number
        } else {
            number
        },
        parts,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_parts_have_their_place_from_either_end() {
        let therapies = "Indices of Deprivation Decile";
        let vaccination = "Index of Multiple Deprivation (quintiles)";
        for (kind, label, place) in [
            (therapies, "01 Least deprived", Some((10, 10))),
            (therapies, "02 Less deprived", Some((9, 10))),
            (therapies, "05 Less deprived", Some((6, 10))),
            (therapies, "06 More deprived", Some((5, 10))),
            (therapies, "10 Most deprived", Some((1, 10))),
            (therapies, "Not stated/Not known/Invalid", None),
            (vaccination, "1 Most deprived", Some((1, 5))),
            (vaccination, "3", Some((3, 5))),
            (vaccination, "5 Least deprived", Some((5, 5))),
            (vaccination, "6", None),
            ("IMD decile", "10", Some((10, 10))),
            ("Imd10", "7", Some((7, 10))),
            ("Imd", "7", None),
            ("Deprivation decile", "1 of many", None),
            ("Age", "1", None),
        ] {
            assert_eq!(part(kind, label), place, "{kind}: {label}");
        }
    }

    #[test]
    fn labels_of_real_exports_have_their_place() {
        let tenths = "County & UA deprivation deciles in England (IMD2015)";
        for (label, order) in [
            ("Most deprived decile (IMD2015)", 1),
            ("Second most deprived decile (IMD2015)", 2),
            ("Fifth more deprived decile (IMD2019)", 5),
            ("Fifth less deprived decile (IMD2019)", 6),
            ("Second least deprived decile", 9),
            ("Least deprived decile", 10),
        ] {
            assert_eq!(part(tenths, label), Some((order, 10)), "{label}");
        }
        let fifths = "LSOA11 deprivation quintiles within area (IMD  trend)";
        assert_eq!(part(fifths, "Average deprived quintile"), Some((3, 5)));
        assert_eq!(part(fifths, "Least deprived quintile"), Some((5, 5)));
        assert_eq!(part(tenths, "Unknown"), None);
        assert_eq!(part("Ethnic groups", "Most deprived decile"), None);
    }
}
