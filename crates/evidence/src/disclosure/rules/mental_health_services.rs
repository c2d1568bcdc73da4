//! How the Mental Health Services Data Set shows counts below the level of England.

use super::{Rounding, Rule, Totals};

/// Counts below 5 hidden, nought with them, the rest to the nearest 5.
pub const MENTAL_HEALTH_SERVICES: Rule = Rule {
    name: "mental_health_services",
    source: "NHS England, Mental Health Services Monthly Statistics, rounding of its output.",
    when: "Figures that stand beside those of the Mental Health Services Data Set below England.",
    hidden: Some((0, 4)),
    rounding: Rounding::NearestFive,
    totals: Totals::RoundedAlone,
    hides_full_groups: false,
    dominance: None,
};
