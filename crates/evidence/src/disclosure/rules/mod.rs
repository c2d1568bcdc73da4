//! Rules of disclosure control as data: what is hidden, how the rest is rounded, what totals are made of.
//!
//! Must not know: tables. A rule is a value; the gate reads it. One rule is one file, which names who publishes it. A new
//! rule is a file here and a line in [`ALL`].

mod already_published;
mod mental_health_services;
mod nhs_england;
mod open_safely;
mod open_safely_midpoint;
mod uk_health_security_agency;

pub use already_published::ALREADY_PUBLISHED;
pub use mental_health_services::MENTAL_HEALTH_SERVICES;
pub use nhs_england::NHS_ENGLAND;
pub use open_safely::OPEN_SAFELY;
pub use open_safely_midpoint::OPEN_SAFELY_MIDPOINT;
pub use uk_health_security_agency::UK_HEALTH_SECURITY_AGENCY;

/// Every rule, in the order in which a person should consider them.
pub const ALL: [&Rule; 6] = [
    &ALREADY_PUBLISHED,
    &NHS_ENGLAND,
    &OPEN_SAFELY,
    &OPEN_SAFELY_MIDPOINT,
    &MENTAL_HEALTH_SERVICES,
    &UK_HEALTH_SECURITY_AGENCY,
];

/// A rule of disclosure control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The word by which records name it.
    pub name: &'static str,
    /// Who publishes it, and where.
    pub source: &'static str,
    /// When it is the right one.
    pub when: &'static str,
    /// Smallest and largest count of people that is hidden. None where the rule hides nothing.
    pub hidden: Option<(u32, u32)>,
    /// How counts that are not hidden are shown.
    pub rounding: Rounding,
    /// What totals are made of.
    pub totals: Totals,
    /// Whether a group that falls wholly into one category is hidden: it tells that about everybody in it.
    pub hides_full_groups: bool,
    /// When one contributor makes up too much of a count.
    pub dominance: Option<Dominance>,
}

/// How counts that are not hidden are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// As they are.
    Exact,
    /// To the nearest multiple of five; whole numbers never tie.
    NearestFive,
    /// To the middle of their band of six: nought stays, 1 to 6 is shown as 3, 7 to 12 as 9.
    MidpointSix,
}

/// What totals are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Totals {
    /// The true total, hidden and rounded by the same rule. It may differ from the sum of its parts.
    RoundedAlone,
    /// The sum of the parts that are shown, as they are shown. It says nothing that the parts do not.
    SumOfShown,
}

/// When one contributor (a practice, a provider) makes up so much of a count that the count tells about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dominance {
    /// Above this share of the count, in per cent, one contributor dominates.
    pub share: u32,
    /// A dominated count must stay uncertain by at least this share of itself, in per cent.
    pub uncertainty: u32,
}

impl Rule {
    /// The rule that a record names. None where no rule has that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|rule| rule.name == name)
    }

    /// The same rule, which also hides counts that one contributor dominates.
    #[must_use]
    pub const fn with_dominance(self, dominance: Dominance) -> Self {
        Self {
            dominance: Some(dominance),
            ..self
        }
    }

    /// How many counts wide the uncertainty about a hidden count must be: largest less smallest.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.hidden.map_or(0, |(least, most)| most - least)
    }

    /// True where the size alone of a count hides it.
    #[must_use]
    pub fn hides(&self, count: u32) -> bool {
        self.hidden
            .is_some_and(|(least, most)| (least..=most).contains(&count))
    }

    /// What a count that is not hidden is shown as.
    #[must_use]
    pub fn rounded(&self, count: u32) -> u64 {
        let count = u64::from(count);
        match self.rounding {
            Rounding::Exact => count,
            Rounding::NearestFive => (count + 2) / 5 * 5,
            Rounding::MidpointSix if count == 0 => 0,
            Rounding::MidpointSix => count.div_ceil(6) * 6 - 3,
        }
    }

    /// True where a number that may not be whole (an estimate, a weighted count) is as small as what is hidden.
    pub(crate) fn hides_number(&self, number: f64) -> bool {
        self.hidden.is_some_and(|(least, most)| {
            number > f64::from(least) - 1.0 && number <= f64::from(most)
        })
    }

    /// What a number that is not hidden is shown as. A half, which whole numbers never have, goes up.
    pub(crate) fn shows(&self, number: f64) -> f64 {
        match self.rounding {
            Rounding::Exact => number,
            Rounding::NearestFive => ((number / 5.0) + 0.5).floor() * 5.0,
            Rounding::MidpointSix if number <= 0.0 => 0.0,
            Rounding::MidpointSix => (number / 6.0).ceil() * 6.0 - 3.0,
        }
    }

    /// The largest whole count that is shown as this number.
    pub(super) fn most_shown_as(&self, shown: f64) -> f64 {
        match self.rounding {
            Rounding::Exact => shown,
            Rounding::NearestFive => shown + 2.0,
            Rounding::MidpointSix if shown <= 0.0 => 0.0,
            Rounding::MidpointSix => shown + 3.0,
        }
    }

    /// The least that a hidden count can be, for a reader who knows the rule: nought only where noughts are hidden too.
    pub(super) fn least_hidden(&self) -> i64 {
        match self.hidden {
            Some((least, _)) if !self.hides_full_groups => i64::from(least.min(1)),
            _ => 0,
        }
    }

    /// The counts that are shown as this number, for a reader who knows the rule.
    pub(super) fn behind(&self, shown: i64) -> (i64, i64) {
        let (least, most) = match self.rounding {
            Rounding::Exact => return (shown, shown),
            Rounding::NearestFive => (shown - 2, shown + 2),
            Rounding::MidpointSix if shown == 0 => return (0, 0),
            Rounding::MidpointSix => (shown - 2, shown + 3),
        };
        let least = least.max(0);
        match self.hidden {
            // Shown although few are hidden: so it is nought, where noughts stay.
            Some((from, _)) if shown == 0 => (0, i64::from(from) - 1),
            Some((from, to)) if least >= i64::from(from) => (least.max(i64::from(to) + 1), most),
            _ => (least, most),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_name_a_source_and_an_occasion() {
        for rule in ALL {
            assert_eq!(Rule::named(rule.name), Some(rule));
            assert!(!rule.source.is_empty() && !rule.when.is_empty());
        }
        assert_eq!(Rule::named("a rule of thumb"), None);
    }

    #[test]
    fn a_reader_who_knows_the_rule_finds_exactly_the_counts_behind_a_number() {
        for rule in ALL {
            for shown in 0..60 {
                let counts: Vec<u32> = (0..100)
                    .filter(|&count| !rule.hides(count) && rule.rounded(count) == shown)
                    .collect();
                let (Some(first), Some(last)) = (counts.first(), counts.last()) else {
                    continue;
                };
                let shown = i64::try_from(shown).unwrap();
                let range = (i64::from(*first), i64::from(*last));
                assert_eq!(rule.behind(shown), range, "{} {shown}", rule.name);
            }
        }
    }

    #[test]
    fn midpoints_are_those_of_the_published_example() {
        // OpenSAFELY documentation, midpoint-6 rounding.
        let shown = [0, 1, 6, 7, 12, 13].map(|count| OPEN_SAFELY_MIDPOINT.rounded(count));
        assert_eq!(shown, [0, 3, 3, 9, 9, 15]);
    }

    #[test]
    fn noughts_are_hidden_by_one_publisher_and_shown_by_another() {
        assert!(MENTAL_HEALTH_SERVICES.hides(0) && !NHS_ENGLAND.hides(0));
        assert!(MENTAL_HEALTH_SERVICES.hides(4) && !MENTAL_HEALTH_SERVICES.hides(5));
        assert!(NHS_ENGLAND.hides(7) && !NHS_ENGLAND.hides(8));
    }
}
