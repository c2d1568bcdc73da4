//! Data that its owner has published.

use super::{Rounding, Rule, Totals};

/// Published by its owner: everything passes as it is.
pub const ALREADY_PUBLISHED: Rule = Rule {
    name: "already_published",
    source: "The publisher of the data.",
    when: "The owner has published the figures and has done its own disclosure control.",
    hidden: None,
    rounding: Rounding::Exact,
    totals: Totals::RoundedAlone,
    hides_full_groups: false,
    dominance: None,
};
