//! How the UK Health Security Agency protects tables of true counts.

use super::{Rounding, Rule, Totals};

/// 1 to 4 and groups wholly in one category hidden, the rest shown as they are.
pub const UK_HEALTH_SECURITY_AGENCY: Rule = Rule {
    name: "uk_health_security_agency",
    source: "UK Health Security Agency, disclosure control for aggregate data.",
    when: "Tables that need true counts: more cells are hidden instead of rounding.",
    hidden: Some((1, 4)),
    rounding: Rounding::Exact,
    totals: Totals::RoundedAlone,
    hides_full_groups: true,
    dominance: None,
};
