//! Sentences about a stocktake.

use board::indicators::{KeptStocktake, ServiceGap};
use board::vocabulary::{capital, long_date};
use evidence::analysis::Characteristic;
use evidence::stocktake::{Counted, Found, GapKind, GroupFound, ServiceFound, Shown, Verdict};

/// "8,420 people", "8,420 records".
pub(super) fn counted(kept: &KeptStocktake, found: &ServiceFound) -> String {
    let what = match kept.stocktake.counted {
        Counted::People => "people",
        Counted::Records => "records",
        Counted::Table => "people or referrals of a published table",
    };
    format!("{} {what}", count(found.people))
}

/// A count with thousands parted, or the word for there being none.
pub(super) fn count(shown: Shown) -> String {
    match shown.value {
        Some(value) => charts::Unit::counted(0, "").full(value),
        None if shown.is_hidden() => "hidden".to_owned(),
        None => "not counted".to_owned(),
    }
}

/// A whole per cent that never rounds up to all.
pub(super) fn percent(value: f64) -> String {
    if value > 99.0 && value < 100.0 {
        return "99%".to_owned();
    }
    format!("{value:.0}%")
}

/// How many characteristics are known well enough, of all ten.
pub(super) fn well_known(found: &ServiceFound) -> usize {
    found
        .characteristics
        .iter()
        .filter(|one| one.enough == Some(true))
        .count()
}

/// All groups of a service with the characteristic that they belong to.
pub(super) fn groups(found: &ServiceFound) -> impl Iterator<Item = (&Found, &GroupFound)> {
    found
        .characteristics
        .iter()
        .flat_map(|one| one.groups.iter().map(move |group| (one, group)))
}

/// A group's name that can stand alone: "Most deprived tenth", "Aged 65 and over".
pub(super) fn group_name(of: &Found, group: &GroupFound) -> String {
    match of.characteristic {
        Characteristic::Deprivation => {
            let part = if of.list.ends_with("fifth") {
                "fifth"
            } else {
                "tenth"
            };
            match group.name.split_once(' ') {
                Some((_, which)) => capital(&format!("{which} {part}")),
                None => format!("{} {}", capital(part), group.name),
            }
        }
        Characteristic::Age => format!("Aged {}", group.name),
        _ => group.name.clone(),
    }
}

/// The finding of the page.
pub(super) fn title(found: &ServiceFound) -> String {
    let mut lower: Vec<(f64, String)> = groups(found)
        .filter(|(of, group)| group.verdict == Verdict::Lower && of.enough == Some(true))
        .filter_map(|(of, group)| Some((group.index.value?, group_name(of, group))))
        .collect();
    lower.sort_by(|a, b| a.0.total_cmp(&b.0));
    let names: Vec<&str> = lower.iter().map(|(_, name)| name.as_str()).collect();
    match names[..] {
        [] => match well_known(found) {
            0 => "We do not yet know who uses this service".to_owned(),
            known => format!("{known} of 10 characteristics are known well enough to judge"),
        },
        [one] => format!("{one}: seen less often than their share of residents"),
        [one, other] => format!("{one}, {other}: seen less often than their share of residents"),
        [one, other, ..] => format!(
            "{one}, {other} and {} more groups are seen less often than their share",
            names.len() - 2
        ),
    }
}

/// What is known of ethnicity, how that changed, and what is too thin to judge.
pub(super) fn lead(kept: &KeptStocktake, before: Option<&KeptStocktake>) -> String {
    let mut sentences = Vec::new();
    let ethnicity = |kept: &KeptStocktake| {
        let found = kept.found()?;
        let of = |one: &&Found| one.characteristic == Characteristic::Race;
        found.characteristics.iter().find(of)?.completeness.value
    };
    if let Some(known) = ethnicity(kept) {
        let earlier = before.and_then(ethnicity).map(percent);
        let change = match (earlier, before.and_then(ethnicity)) {
            (Some(words), Some(value)) if words != percent(known) && value < known => {
                format!(", up from {words}")
            }
            (Some(words), Some(_)) if words != percent(known) => format!(", down from {words}"),
            _ => String::new(),
        };
        sentences.push(format!(
            "{} of records say a person’s ethnicity{change}.",
            percent(known)
        ));
    }
    if let Some(found) = kept.found() {
        let thin = found
            .characteristics
            .iter()
            .filter(|one| one.enough != Some(true))
            .count();
        sentences.push(match (thin, found.not_asked.len()) {
            (0, 0) => "Every characteristic is known well enough to judge.".to_owned(),
            (0, 1) => "One characteristic is never asked.".to_owned(),
            (0, never) => format!("{never} characteristics are never asked."),
            (1, 0) => "One characteristic is too thin to judge.".to_owned(),
            (thin, 0) => format!("{thin} characteristics are too thin to judge."),
            (thin, never) => {
                format!("Too thin to judge: {thin}. Never asked: {never}.")
            }
        });
    }
    sentences.join(" ")
}

/// What the people of unknown group could change, for each group that stands out.
pub(super) fn bounds(found: &ServiceFound) -> Vec<String> {
    groups(found)
        .filter(|(_, group)| matches!(group.verdict, Verdict::Lower | Verdict::Higher))
        .filter_map(|(of, group)| {
            let known = of.completeness.value?;
            let unknown = percent(100.0 - known);
            if known >= 100.0 {
                return None;
            }
            let (none, index, all) = (group.index_if_none?, group.index.value?, group.index_if_all?);
            let direction = if group.verdict == Verdict::Lower {
                "lower"
            } else {
                "higher"
            };
            let so = match group.certain {
                Some(true) => format!("{direction}, whoever they are"),
                _ => format!("probably {direction}"),
            };
            Some(format!(
                "{}: {index:.2}. Of {unknown} it is not known; if all of them belonged here it would be {all:.2}, if none did \
                 {none:.2}. So: {so}.",
                group_name(of, group)
            ))
        })
        .collect()
}

/// How many findings hold whoever the people of unknown group are.
pub(super) fn turned(found: &ServiceFound) -> String {
    let all: Vec<bool> = groups(found)
        .filter_map(|(_, group)| group.certain)
        .collect();
    let sure = all.iter().filter(|certain| **certain).count();
    format!(
        "{sure} of {} groups that are higher or lower than their share would be so whoever the people are of whom it is not known. \
         The others are called probably higher or lower.",
        all.len()
    )
}

/// Since when a gap is there, and whether it is closing.
pub(super) fn course(gap: &ServiceGap) -> String {
    match (gap.before, gap.gap.known) {
        (Some(before), Some(now)) if percent(before) == percent(now) => {
            format!("No change from {}", percent(before))
        }
        (Some(before), Some(now)) if before < now => {
            format!("Closing, up from {}", percent(before))
        }
        (Some(before), Some(_)) => format!("Growing, down from {}", percent(before)),
        _ => match gap.gap.kind {
            GapKind::NotAsked => "Never asked".to_owned(),
            GapKind::Hidden | GapKind::GroupsHidden => "Hidden to protect people".to_owned(),
            GapKind::TooFewKnown => "Seen for the first time".to_owned(),
        },
    }
}

/// "5 gaps, 1 with no owner".
pub(super) fn gap_count(gaps: &[ServiceGap]) -> String {
    let orphans = gaps.iter().filter(|gap| gap.owner.is_none()).count();
    let gaps = match gaps.len() {
        1 => "1 gap".to_owned(),
        many => format!("{many} gaps"),
    };
    match orphans {
        0 => format!("{gaps}, each with an owner"),
        orphans => format!("{gaps}, {orphans} with no owner"),
    }
}

/// The day up to which records reach.
pub(super) fn as_at(kept: &KeptStocktake) -> String {
    format!("up to {}", long_date(kept.as_at))
}
