//! How `OpenSAFELY` lets tables out, with small counts left out.

use super::{Rounding, Rule, Totals};

/// Counts up to 7 hidden, nought stays, the rest to the nearest 5, totals made of what is shown.
pub const OPEN_SAFELY: Rule = Rule {
    name: "open_safely",
    source: "OpenSAFELY documentation, statistical disclosure control.",
    when: "Tables made from records of single people, when totals need not be true ones.",
    hidden: Some((1, 7)),
    rounding: Rounding::NearestFive,
    totals: Totals::SumOfShown,
    hides_full_groups: false,
    dominance: None,
};
