//! Shares, and groups against residents: worked out from counts as they are shown.

use measures::gap::{Users, representation_index, representation_ratio};
use measures::numeric::normal;
use measures::recording::{Recorded, possible_share};
use measures::{Confidence, Count, Estimate, Multiplier, Population, rate};

use crate::cell::Figure;
use crate::observation::State;

use super::code_list::{CodeList, Order, StandsFor};
use super::found::{Between, GroupFound, Measure, Shown, Verdict};
use super::residents::Residents;
use super::tables::Recording;

/// With fewer users expected in a group, a comparison says little.
const FEWEST_EXPECTED: f64 = 5.0;

/// A share of people, in per cent, with limits by Wilson's method.
pub(super) fn share(part: Figure, whole: Figure) -> Measure {
    match (part, whole) {
        (Figure::Value(part), Figure::Value(whole)) => {
            let (Ok(part), Ok(whole)) = (Count::new(part), Population::new(whole)) else {
                return Measure::none(State::NotApplicable);
            };
            let share = rate::proportion(part, whole, Multiplier::PERCENT, &Confidence::PUBLISHED);
            share
                .as_ref()
                .map_or(Measure::none(State::NotApplicable), measure)
        }
        (Figure::Value(_), why) | (why, _) => Measure::none(why.state()),
    }
}

/// An estimate as a stocktake prints it.
pub(super) fn measure(estimate: &Estimate) -> Measure {
    let at = |level| {
        let limits = estimate.limits_at(level)?;
        Some((limits.lower(), limits.upper()))
    };
    let between = Between {
        at_95: at(Confidence::NINETY_FIVE),
        at_998: at(Confidence::NINETY_NINE_POINT_EIGHT),
    };
    Measure {
        value: Some(estimate.value()),
        state: State::Value,
        limits: (between != Between::default()).then_some(between),
    }
}

/// Everything about the users of one characteristic that groups are compared by.
pub(super) struct Compared<'a> {
    pub(super) list: &'static CodeList,
    pub(super) residents: &'a Residents,
    pub(super) recording: &'a Recording,
}

impl Compared<'_> {
    /// The groups of a characteristic with their shares, against residents where there are such.
    pub(super) fn groups(&self, names: &[String], shown: &[Figure]) -> Vec<GroupFound> {
        let residents = |name: &String| self.residents.of(self.list, name);
        let everybody: f64 = names.iter().filter_map(residents).sum();
        // Users of groups that no resident is counted in are in neither number.
        let elsewhere: f64 = names
            .iter()
            .zip(shown)
            .filter(|(name, _)| residents(name).is_none())
            .filter_map(|(_, figure)| figure.value())
            .sum();
        names
            .iter()
            .zip(shown)
            .map(|(name, &people)| {
                let mut group = self.group(name, people);
                if let Some(residents) = residents(name) {
                    group.residents = Some(residents);
                    group.of_residents = share(people, Figure::Value(residents));
                    self.compare(&mut group, people, (residents, everybody), elsewhere);
                }
                group
            })
            .collect()
    }

    fn group(&self, name: &str, people: Figure) -> GroupFound {
        let codes = self
            .list
            .codes
            .iter()
            .filter(|code| code.stands_for == StandsFor::Group(name_in(self.list, name)))
            .filter(|code| !code.code.is_empty())
            .map(|code| code.code.to_owned())
            .collect();
        let hidden = people == Figure::Suppressed;
        let none = Measure::none(
            people
                .value()
                .map_or(people.state(), |_| State::NotApplicable),
        );
        GroupFound {
            name: name.to_owned(),
            codes,
            people: Shown::from(people),
            share: share(people, self.recording.known),
            residents: None,
            of_residents: none,
            index: none,
            ratio: none,
            probability: None,
            verdict: if hidden {
                Verdict::Hidden
            } else {
                Verdict::NotCompared
            },
            index_if_none: None,
            index_if_all: None,
            certain: None,
        }
    }

    /// Fills in what the comparison says; verdicts come once all comparisons of a stocktake are known.
    fn compare(
        &self,
        group: &mut GroupFound,
        people: Figure,
        (residents, everybody): (f64, f64),
        elsewhere: f64,
    ) {
        let (Some(x), Figure::Value(known)) = (people.value(), self.recording.known) else {
            return;
        };
        let known = known - elsewhere;
        if everybody <= 0.0 || known <= 0.0 || known * residents / everybody < FEWEST_EXPECTED {
            return;
        }
        let users = (|| {
            Some(Users {
                in_group: Count::new(x).ok()?,
                all: Count::new(known).ok()?,
                people_in_group: Population::new(residents).ok()?,
                all_people: Population::new(everybody).ok()?,
            })
        })();
        let Some(users) = users else { return };
        let levels = &Confidence::PUBLISHED;
        if let Ok(index) = representation_index(users, Multiplier::ONE, levels) {
            group.index = measure(&index);
            group.probability = by_chance(x, known, residents / everybody);
        }
        if let Ok(ratio) = representation_ratio(users, levels) {
            group.ratio = measure(&ratio);
        }
        self.bounds(group, users);
    }

    /// The index if nobody, or everybody, with an unknown group belonged to it.
    fn bounds(&self, group: &mut GroupFound, users: Users) {
        let Figure::Value(all) = self.recording.all else {
            return;
        };
        let Figure::Value(known) = self.recording.known else {
            return;
        };
        let possible = (|| {
            let recorded = Recorded {
                known: users.all,
                declined: Count::ZERO,
                not_asked: Count::new((all - known).max(0.0)).ok()?,
                invalid: Count::ZERO,
            };
            let share = users.people_in_group.get() / users.all_people.get();
            let over_residents = Multiplier::new(1.0 / share).ok()?;
            possible_share(users.in_group, recorded, over_residents).ok()
        })();
        group.index_if_none = possible.map(|possible| possible.lowest);
        group.index_if_all = possible.map(|possible| possible.highest);
    }
}

/// The name as the list spells it, which lives as long as the list.
fn name_in(list: &CodeList, name: &str) -> &'static str {
    if list.order == Order::Ages {
        return "";
    }
    list.groups()
        .into_iter()
        .find(|group| *group == name)
        .unwrap_or("")
}

/// How often chance alone would bring a share so far from the expected about, on either side: the score test, whose limits
/// are Wilson's, so that it is below 5% exactly where the 95% limits leave the expected share out.
fn by_chance(x: f64, all: f64, expected: f64) -> Option<f64> {
    let spread = (expected * (1.0 - expected) / all).sqrt();
    let z = ((x / all - expected) / spread).abs();
    z.is_finite()
        .then(|| (2.0 * normal::upper_tail(z)).min(1.0))
}

/// What a comparison says, given whether it stands among all that were made.
pub(super) fn judge(group: &mut GroupFound, stands: bool) {
    let Some(index) = group.index.value else {
        return;
    };
    group.verdict = match (stands, index > 1.0) {
        (false, _) => Verdict::Similar,
        (true, true) => Verdict::Higher,
        (true, false) => Verdict::Lower,
    };
    group.certain = match group.verdict {
        Verdict::Higher => group.index_if_none.map(|lowest| lowest > 1.0),
        Verdict::Lower => group.index_if_all.map(|highest| highest < 1.0),
        _ => None,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_below_five_per_cent_exactly_where_limits_leave_the_share_out() {
        for x in 0_u32..60 {
            let share = share(Figure::Value(f64::from(x)), Figure::Value(200.0));
            let (lower, upper) = share.limits.unwrap().at_95.unwrap();
            let outside = !(lower..=upper).contains(&10.0);
            let chance = by_chance(f64::from(x), 200.0, 0.1).unwrap();
            assert_eq!(outside, chance < 0.05, "{x}: {lower} {upper} {chance}");
        }
    }

    #[test]
    fn a_hidden_part_or_whole_has_no_share() {
        assert_eq!(
            share(Figure::Suppressed, Figure::Value(9.0)).state,
            State::Suppressed
        );
        assert_eq!(
            share(Figure::Value(9.0), Figure::Suppressed).state,
            State::Suppressed
        );
        assert_eq!(
            share(Figure::Value(9.0), Figure::Value(0.0)).state,
            State::NotApplicable
        );
    }
}
