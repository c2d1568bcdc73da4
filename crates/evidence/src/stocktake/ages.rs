//! Ages as tables and records write them.

use std::fmt;

/// No age is higher.
const OLDEST: u8 = 125;

/// Whole years from, and to where the band has an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Band {
    from: u8,
    to: Option<u8>,
}

/// The bands that ages in years are put into where no population says others.
pub(super) const USUAL: [Band; 6] = [
    Band::new(0, 17),
    Band::new(18, 25),
    Band::new(26, 64),
    Band::new(65, 74),
    Band::new(75, 89),
    Band { from: 90, to: None },
];

impl Band {
    const fn new(from: u8, to: u8) -> Self {
        Self { from, to: Some(to) }
    }

    /// Reads "34", "18 to 25", "65+", "Under 18", "Aged 4 years and under". None for what is no age.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let text = text.strip_prefix("age ").unwrap_or(&text).trim();
        let unit = [" yrs", " years"]
            .iter()
            .find_map(|unit| text.strip_suffix(unit));
        let text = unit.unwrap_or(text);
        let numbers: Vec<u8> = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let is_in_years = !says(&["week", "month", "day"]);
        if numbers.iter().any(|&age| age > OLDEST) || text.starts_with('-') || !is_in_years {
            return None;
        }
        match numbers[..] {
            [from, to] if from <= to => Some(Self::new(from, to)),
            [from] if text.ends_with('+') || says(&["and over", "or over", "and older"]) => {
                Some(Self { from, to: None })
            }
            [to] if says(&["and under", "or under", "and younger"]) => Some(Self::new(0, to)),
            [age] if says(&["under ", "younger than ", "<"]) && age > 0 => {
                Some(Self::new(0, age - 1))
            }
            [age] if text.bytes().all(|byte| byte.is_ascii_digit()) => Some(Self::new(age, age)),
            _ => None,
        }
    }

    /// The first age, and the last where the band has an end.
    pub(crate) fn ends(self) -> (u8, Option<u8>) {
        (self.from, self.to)
    }

    /// The band that others make up together. None where ages between them are missing, or there is no band.
    pub(crate) fn of_all(bands: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut bands: Vec<Self> = bands.into_iter().collect();
        bands.sort_unstable();
        bands.into_iter().map(Some).reduce(|joined, next| {
            let (joined, next) = (joined?, next?);
            let end = |band: Self| band.to.unwrap_or(u8::MAX);
            let follows = u16::from(next.from) <= u16::from(end(joined)) + 1;
            let last = if end(next) > end(joined) {
                next.to
            } else {
                joined.to
            };
            follows.then_some(Self {
                from: joined.from,
                to: last,
            })
        })?
    }

    /// Whether it holds every age.
    pub(crate) fn is_everybody(self) -> bool {
        self.from == 0 && self.to.is_none()
    }

    /// Whether an age of the other band is one of this.
    pub(crate) fn meets(self, other: Self) -> bool {
        let end = |band: Self| band.to.unwrap_or(u8::MAX);
        self.from <= end(other) && other.from <= end(self)
    }

    /// Whether all ages of the other band are ages of this one.
    pub(crate) fn holds(self, other: Self) -> bool {
        let end = |band: Self| band.to.unwrap_or(u8::MAX);
        self.from <= other.from && end(other) <= end(self)
    }
}

impl fmt::Display for Band {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (from, None) => write!(formatter, "{from} and over"),
            (from, Some(to)) if from == to => write!(formatter, "{from}"),
            (from, Some(to)) => write!(formatter, "{from} to {to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_they_are_written() {
        for (text, band) in [
            ("34", "34"),
            ("18 to 25", "18 to 25"),
            ("80-84", "80 to 84"),
            ("90+", "90 and over"),
            ("90 and over", "90 and over"),
            ("Under 18", "0 to 17"),
            ("Age 0", "0"),
            ("0 yrs", "0"),
            ("18+ yrs", "18 and over"),
            ("10-11 yrs", "10 to 11"),
            ("Age 90+", "90 and over"),
            ("Aged 4 years and under", "0 to 4"),
            ("Aged 85 years and over", "85 and over"),
        ] {
            assert_eq!(Band::read(text).unwrap().to_string(), band, "{text}");
        }
        for text in [
            "",
            "old",
            "-3",
            "999",
            "25-18",
            "1 2 3",
            "3 dogs",
            "6-8 weeks",
            "Under 18 months",
        ] {
            assert_eq!(Band::read(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_band_prints_it_reads() {
        for band in USUAL {
            assert_eq!(Band::read(&band.to_string()), Some(band));
        }
    }

    #[test]
    fn bands_without_a_gap_make_up_one() {
        for (bands, all) in [
            (&["0 to 4", "5 to 9"][..], Some("0 to 9")),
            (&["65+", "0 to 64"], Some("0 and over")),
            (&["18 to 64", "30", "65 to 74"], Some("18 to 74")),
            (&["0 to 4", "6 to 9"], None),
            (&["0 to 4", "6 to 9", "10+"], None),
            (&["90+", "95+"], Some("90 and over")),
            (&[], None),
        ] {
            let joined = Band::of_all(bands.iter().map(|band| Band::read(band).unwrap()));
            let joined = joined.map(|band| band.to_string());
            assert_eq!(joined.as_deref(), all, "{bands:?}");
        }
        assert!(Band::read("0+").unwrap().is_everybody());
        assert!(!Band::read("0 to 74").unwrap().is_everybody());
    }

    #[test]
    fn a_band_holds_what_lies_within_it() {
        let over = Band::read("65+").unwrap();
        assert!(over.holds(Band::read("70 to 74").unwrap()) && over.holds(over));
        assert!(!over.holds(Band::read("64").unwrap()));
        assert!(!Band::read("65 to 74").unwrap().holds(over));
    }
}
