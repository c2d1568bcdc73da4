//! How `OpenSAFELY` lets tables out, with small counts in a band.

use super::{Rounding, Rule, Totals};

/// Every count is shown as the middle of its band of six; totals are made of what is shown.
pub const OPEN_SAFELY_MIDPOINT: Rule = Rule {
    name: "open_safely_midpoint",
    source: "OpenSAFELY documentation, midpoint-6 rounding.",
    when: "Counts of which none may be left out, so that small ones are shown as a band.",
    hidden: None,
    rounding: Rounding::MidpointSix,
    totals: Totals::SumOfShown,
    hides_full_groups: false,
    dominance: None,
};
