//! How NHS England shows counts below the level of England.

use super::{Rounding, Rule, Totals};

/// 1 to 7 hidden, nought stays, the rest to the nearest 5.
pub const NHS_ENGLAND: Rule = Rule {
    name: "nhs_england",
    source: "NHS England, methodology of Hospital Episode Statistics and the Emergency Care Data Set since 2018.",
    when: "Counts of people below the level of England that nobody has published yet.",
    hidden: Some((1, 7)),
    rounding: Rounding::NearestFive,
    totals: Totals::RoundedAlone,
    hides_full_groups: false,
    dominance: None,
};
