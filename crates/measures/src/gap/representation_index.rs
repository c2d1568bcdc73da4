//! Whether a group uses a service as its numbers would have it.

use crate::{Confidence, Count, Estimate, Method, Multiplier, Population, Undefined, interval};

/// Who uses a service, in one group and in all, and how many people there are.
///
/// Users whose group is not known belong in neither number; say how many they are beside it
/// ([`recording`](crate::recording)).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Users {
    /// The users in the group.
    pub in_group: Count,
    /// All users whose group is known.
    pub all: Count,
    /// The people in the group who could use it.
    pub people_in_group: Population,
    /// All people who could use it.
    pub all_people: Population,
}

impl Users {
    /// Parts no larger than their wholes, and wholes above zero.
    pub(super) fn check(self) -> Result<(), Undefined> {
        if self.all.get() == 0.0 || self.people_in_group.get() == 0.0 {
            return Err(Undefined::DenominatorIsZero);
        }
        if self.in_group.get() > self.all.get()
            || self.people_in_group.get() > self.all_people.get()
        {
            return Err(Undefined::NumeratorAboveDenominator);
        }
        Ok(())
    }
}

/// The representation index: a group's share of the users over its share of the people.
///
/// # What it shows
/// Whether a group is found among the users of a service as often as among the people who could use
/// it.
///
/// # Interpretation
/// One: as often. 0.5: half as often. Limits that leave out one: by more than chance explains.
///
/// # Type
/// Simple, relative, unweighted.
///
/// # Applies when
/// Users are people, each counted once. The shares of the people are taken as exact.
///
/// # Warning
/// It is bounded by the size of the group: a group of half the people cannot come above two. Groups
/// differ in age and in need: an indirectly standardised ratio, with the ages of the place, is
/// fairer. Below an expected 5 to 10 users it says little.
///
/// # Formula
/// `RI = (x/X) / (n/N)`, limits those of Wilson for `x/X` over `n/N`.
///
/// # Example
/// ```
/// use measures::gap::{Users, representation_index};
/// use measures::{Confidence, Count, Multiplier, Population};
///
/// let users = Users {
///     in_group: Count::from(30),
///     all: Count::from(400),
///     people_in_group: Population::from(5_000),
///     all_people: Population::from(100_000),
/// };
/// let level = Confidence::NINETY_FIVE;
/// let index = representation_index(users, Multiplier::ONE, &[level])?;
/// let limits = index.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", index.value()), "1.500");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "1.061 to 2.101");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// As [`interval::wilson`].
pub fn representation_index(
    users: Users,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    users.check()?;
    let all = Population::new(users.all.get()).map_err(|_| Undefined::TooLarge)?;
    let share = users.people_in_group.get() / users.all_people.get();
    let size = multiplier.get().abs() / share;
    let index = users.in_group.get() / all.get() * size;
    Estimate::assemble(index, Method::Wilson, confidences, |confidence| {
        let limits = interval::wilson(users.in_group, all, confidence)?;
        Ok((limits.lower() * size, limits.upper() * size))
    })
}
