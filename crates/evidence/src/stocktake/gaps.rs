//! What a service cannot say about its users: the list from which somebody takes each gap on.

use serde::{Deserialize, Serialize};

use crate::analysis::Characteristic;

use super::found::{Found, ServiceFound, Stocktake};

/// One gap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The characteristic.
    pub characteristic: Characteristic,
    /// What is missing.
    pub kind: GapKind,
    /// Known for so many per cent, where that can be said.
    pub known: Option<f64>,
    /// The gap as a sentence without its full stop.
    pub words: String,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// The service does not ask, or its extract does not say.
    NotAsked,
    /// Known for too few.
    TooFewKnown,
    /// Too few people to show how far it is known.
    Hidden,
    /// Known, and the counts of some groups are hidden.
    GroupsHidden,
}

impl Stocktake {
    /// The gaps of one of its services: what is not asked first, then the least known.
    #[must_use]
    pub fn gaps(&self, service: &ServiceFound) -> Vec<Gap> {
        let mut gaps: Vec<Gap> = service
            .not_asked
            .iter()
            .map(|&characteristic| Gap {
                characteristic,
                kind: GapKind::NotAsked,
                known: None,
                words: format!("{} is not asked", characteristic.name()),
            })
            .collect();
        let mut others: Vec<Gap> = service.characteristics.iter().filter_map(gap).collect();
        others.sort_by(|a, b| {
            let known = |gap: &Gap| gap.known.unwrap_or(f64::INFINITY);
            known(a).total_cmp(&known(b))
        });
        gaps.extend(others);
        gaps
    }
}

fn gap(found: &Found) -> Option<Gap> {
    let name = found.characteristic.name();
    let hidden = found
        .groups
        .iter()
        .filter(|group| group.people.is_hidden())
        .count();
    let (kind, words) = match (found.completeness.value, found.enough) {
        (None, None) => (GapKind::Hidden, format!("{name}: too few people to say")),
        (None, Some(false)) => (GapKind::TooFewKnown, format!("{name}: known for too few")),
        (Some(known), Some(false)) => (
            GapKind::TooFewKnown,
            format!("{name}, {} known", percent(known)),
        ),
        _ if hidden > 0 => (
            GapKind::GroupsHidden,
            format!(
                "{name}: {hidden} {} hidden",
                if hidden == 1 { "group" } else { "groups" }
            ),
        ),
        _ => return None,
    };
    Some(Gap {
        characteristic: found.characteristic,
        kind,
        known: found.completeness.value,
        words,
    })
}

/// A whole per cent, rounded down just below a hundred: 99.7% is not all.
fn percent(value: f64) -> String {
    if value > 99.0 && value < 100.0 {
        return "99%".to_owned();
    }
    format!("{value:.0}%")
}
