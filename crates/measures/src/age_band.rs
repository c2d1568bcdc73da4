//! Ages in bands: as labels say them, in order, without gaps where a method needs that.

use std::str::FromStr;

use crate::Undefined;

/// The last birthday that a band may begin or end with.
const OLDEST: u8 = 150;

/// People between two birthdays, or from one birthday on without end.
///
/// Ordered by where it begins. Written as people write it: `0-4`, `90+`, and `7` for one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgeBand {
    start: u8,
    /// The birthday that those in the band have not reached.
    end: Option<u8>,
}

impl AgeBand {
    /// Those who have reached one birthday and not yet another: 0 and 5 for `0-4`.
    pub fn between(start: u8, end: u8) -> Result<Self, AgeBandError> {
        if start < end && end <= OLDEST {
            Ok(Self {
                start,
                end: Some(end),
            })
        } else {
            Err(AgeBandError::NotAscending { start, end })
        }
    }

    /// Those who have reached a birthday: 90 for `90+`.
    pub fn and_over(start: u8) -> Result<Self, AgeBandError> {
        if start <= OLDEST {
            Ok(Self { start, end: None })
        } else {
            Err(AgeBandError::TooOld(start))
        }
    }

    /// The birthday that it begins with.
    #[must_use]
    pub fn start(self) -> u8 {
        self.start
    }

    /// The birthday that it ends before, unless it is open.
    #[must_use]
    pub fn end(self) -> Option<u8> {
        self.end
    }

    /// How many years of age it spans, unless it is open.
    #[must_use]
    pub fn years(self) -> Option<f64> {
        self.end.map(|end| f64::from(end - self.start))
    }

    /// Whether somebody can belong to both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.end.is_none_or(|end| other.start < end) && other.end.is_none_or(|end| self.start < end)
    }

    /// Whether everybody of another band belongs to this one.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start
            && match (self.end, other.end) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(end), Some(other_end)) => other_end <= end,
            }
    }
}

impl std::fmt::Display for AgeBand {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.end {
            None => write!(formatter, "{}+", self.start),
            Some(end) if end == self.start + 1 => write!(formatter, "{}", self.start),
            Some(end) => write!(formatter, "{}-{}", self.start, end - 1),
        }
    }
}

impl FromStr for AgeBand {
    type Err = AgeBandError;

    /// Reads `0-4`, `00-04`, `10 - 14`, `90+`, `7` and `<1`.
    fn from_str(label: &str) -> Result<Self, AgeBandError> {
        let unreadable = || AgeBandError::Unreadable(label.to_owned());
        let age = |text: &str| text.trim().parse::<u8>().map_err(|_| unreadable());
        let label = label.trim();
        if let Some(start) = label.strip_suffix('+') {
            return Self::and_over(age(start)?);
        }
        if let Some(end) = label.strip_prefix('<') {
            return Self::between(0, age(end)?);
        }
        let (start, last) = match label.split_once(['-', '\u{2013}']) {
            Some((start, last)) => (age(start)?, age(last)?),
            None => (age(label)?, age(label)?),
        };
        Self::between(start, last.checked_add(1).ok_or_else(unreadable)?)
    }
}

/// Why something is not a band of ages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AgeBandError {
    /// It ends before it begins, or beyond 150.
    #[error("ages from {start} to below {end} are not a band: ages go up, to 150 at most")]
    NotAscending {
        /// Where it begins.
        start: u8,
        /// Where it ends.
        end: u8,
    },
    /// It begins beyond 150.
    #[error("nobody is {0} years old: ages go to 150")]
    TooOld(u8),
    /// A label of another kind.
    #[error("“{0}” is not a band of ages: write it as 0-4, 90+ or 7")]
    Unreadable(String),
}

/// Things by age from the youngest, refused where a band is there twice or two overlap.
pub(crate) fn by_age<T>(things: &[T], age: impl Fn(&T) -> AgeBand) -> Result<Vec<&T>, Undefined> {
    let mut ordered: Vec<&T> = things.iter().collect();
    ordered.sort_by_key(|thing| age(thing));
    for pair in ordered.windows(2) {
        let (band, next) = (age(pair[0]), age(pair[1]));
        if band == next {
            return Err(Undefined::AgeBandTwice { band });
        }
        if band.overlaps(next) {
            return Err(Undefined::AgeBandsOverlap { band, other: next });
        }
    }
    Ok(ordered)
}

/// Refuses two lists by age that are not of the same bands. Both are in order.
pub(crate) fn same_bands(
    found: impl IntoIterator<Item = AgeBand>,
    wanted: impl IntoIterator<Item = AgeBand>,
) -> Result<(), Undefined> {
    let found: Vec<AgeBand> = found.into_iter().collect();
    let wanted: Vec<AgeBand> = wanted.into_iter().collect();
    // Nearly always: what follows only names the first that differs.
    if found == wanted {
        return Ok(());
    }
    if let Some(&band) = found.iter().find(|band| !wanted.contains(band)) {
        return Err(Undefined::AgeBandUnknown { band });
    }
    match wanted.iter().find(|band| !found.contains(band)) {
        Some(&band) => Err(Undefined::AgeBandMissing { band }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_are_read_as_people_write_them() {
        for (label, written) in [
            ("0-4", "0-4"),
            ("00-04", "0-4"),
            (" 10 - 14 ", "10-14"),
            ("85–89", "85-89"),
            ("90+", "90+"),
            ("7", "7"),
            ("0-0", "0"),
            ("<1", "0"),
        ] {
            assert_eq!(label.parse::<AgeBand>().unwrap().to_string(), written);
        }
        for label in ["", "all ages", "9-5", "0-200", "300", "-", "+", "5-", "255"] {
            assert!(label.parse::<AgeBand>().is_err(), "{label}");
        }
        assert_eq!(
            "all".parse::<AgeBand>().unwrap_err().to_string(),
            "“all” is not a band of ages: write it as 0-4, 90+ or 7"
        );
    }

    #[test]
    fn ages_go_up_to_150() {
        assert!(AgeBand::between(5, 5).is_err() && AgeBand::between(0, 151).is_err());
        assert_eq!(AgeBand::and_over(151), Err(AgeBandError::TooOld(151)));
    }

    #[test]
    fn bands_are_put_in_order_and_must_be_apart() {
        let bands = |labels: &[&str]| -> Vec<AgeBand> {
            labels.iter().map(|label| label.parse().unwrap()).collect()
        };
        let ordered = |labels: &[&str]| {
            by_age(&bands(labels), |band| *band)
                .map(|bands| bands.into_iter().copied().collect::<Vec<_>>())
        };
        assert_eq!(
            ordered(&["90+", "10-14", "5-9"]),
            Ok(bands(&["5-9", "10-14", "90+"]))
        );
        assert_eq!(
            ordered(&["5-9", "0-4", "5-9"]),
            Err(Undefined::AgeBandTwice {
                band: bands(&["5-9"])[0]
            })
        );
        assert_eq!(
            ordered(&["0-4", "5+", "10-14"]),
            Err(Undefined::AgeBandsOverlap {
                band: bands(&["5+"])[0],
                other: bands(&["10-14"])[0]
            })
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(start in 0_u8..150, years in 1_u8..150, open in any::<bool>()) {
            let band = if open {
                AgeBand::and_over(start).unwrap()
            } else {
                AgeBand::between(start, start.saturating_add(years).min(150)).unwrap()
            };
            prop_assert_eq!(band.to_string().parse::<AgeBand>().unwrap(), band);
            prop_assert!(band.contains(band) && band.overlaps(band));
        }
    }
}
