//! The ages that a standardised rate is given.

use crate::age_band::{by_age, same_bands};
use crate::{AgeBand, Population, Undefined};

/// How many of a standard population are of each age.
///
/// Only proportions matter: a standard of 100,000 and one of a million with the same shares give the
/// same rate.
///
/// ```
/// use measures::rate::StandardPopulation;
///
/// let standard = StandardPopulation::european_2013();
/// let total: f64 = standard.bands().map(|(_, people)| people).sum();
/// assert_eq!((standard.bands().count(), total), (19, 100_000.0));
///
/// // Those under 75 alone, in wider bands.
/// let ages = ["0-14", "15-44", "45-64", "65-74"].map(|label| label.parse().expect("a band"));
/// let under_75 = standard.in_bands(&ages)?;
/// assert_eq!(under_75.bands().next().map(|(_, people)| people), Some(16_000.0));
/// # Ok::<(), measures::Undefined>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StandardPopulation {
    /// From the youngest, apart from one another, none with a negative number of people, some with
    /// more than none.
    bands: Vec<(AgeBand, f64)>,
}

/// European Standard Population 2013 in the nineteen bands of the English public health profiles.
///
/// Eurostat. Revision of the European Standard Population: report of Eurostat's task force. 2013.
/// Its ages 0 and 1-4 are together here, as are 90-94 and 95 and over.
const EUROPEAN_2013: [(u8, f64); 19] = [
    (0, 5_000.0),
    (5, 5_500.0),
    (10, 5_500.0),
    (15, 5_500.0),
    (20, 6_000.0),
    (25, 6_000.0),
    (30, 6_500.0),
    (35, 7_000.0),
    (40, 7_000.0),
    (45, 7_000.0),
    (50, 7_000.0),
    (55, 6_500.0),
    (60, 6_000.0),
    (65, 5_500.0),
    (70, 5_000.0),
    (75, 4_000.0),
    (80, 2_500.0),
    (85, 1_500.0),
    (90, 1_000.0),
];

impl StandardPopulation {
    /// From people by age, in any order. Refused where a band is there twice or two overlap, and
    /// where there is nobody in it.
    pub fn new(bands: impl IntoIterator<Item = (AgeBand, Population)>) -> Result<Self, Undefined> {
        let bands: Vec<(AgeBand, f64)> = bands
            .into_iter()
            .map(|(age, population)| (age, population.get()))
            .collect();
        let bands: Vec<(AgeBand, f64)> = by_age(&bands, |(age, _)| *age)?
            .into_iter()
            .copied()
            .collect();
        if bands.iter().all(|(_, people)| *people == 0.0) {
            return Err(Undefined::DenominatorIsZero);
        }
        Ok(Self { bands })
    }

    /// The European Standard Population of 2013, 0-4 to 90+, 100,000 people.
    #[must_use]
    pub fn european_2013() -> Self {
        let ends = EUROPEAN_2013.iter().skip(1).map(|(end, _)| Some(*end));
        let bands = EUROPEAN_2013
            .iter()
            .zip(ends.chain([None]))
            .filter_map(|((start, people), end)| {
                let age = match end {
                    Some(end) => AgeBand::between(*start, end),
                    None => AgeBand::and_over(*start),
                };
                // Ages go up in the table above; a test counts the bands.
                Some((age.ok()?, *people))
            })
            .collect();
        Self { bands }
    }

    /// The same people in other bands, each made of whole ones of this standard. Ages outside are
    /// left out, so that a rate of those under 75 has a standard of its own.
    ///
    /// Refused where a band is there twice, where two overlap, and where a band cuts through one of
    /// the standard or leaves a part of itself without any.
    pub fn in_bands(&self, ages: &[AgeBand]) -> Result<Self, Undefined> {
        let wanted = by_age(ages, |age| *age)?;
        let mut bands = Vec::with_capacity(wanted.len());
        for &age in wanted {
            let inside: Vec<&(AgeBand, f64)> = self
                .bands
                .iter()
                .filter(|(band, _)| age.overlaps(*band))
                .collect();
            let whole = inside.iter().all(|(band, _)| age.contains(*band));
            let joined = inside
                .windows(2)
                .all(|pair| pair[0].0.end() == Some(pair[1].0.start()));
            let reaches = inside
                .first()
                .is_some_and(|(band, _)| band.start() == age.start())
                && inside
                    .last()
                    .is_some_and(|(band, _)| band.end() == age.end());
            if !(whole && joined && reaches) {
                return Err(Undefined::AgeBandUnknown { band: age });
            }
            bands.push((age, inside.iter().map(|(_, people)| people).sum()));
        }
        if bands.iter().all(|(_, people)| *people == 0.0) {
            return Err(Undefined::DenominatorIsZero);
        }
        Ok(Self { bands })
    }

    /// The bands from the youngest, with the people in each.
    pub fn bands(&self) -> impl Iterator<Item = (AgeBand, f64)> + '_ {
        self.bands.iter().copied()
    }

    /// Things by age, each with its share of the standard, from the youngest. Refused where the
    /// bands are not exactly those of the standard.
    pub(crate) fn shared_out<'a, T>(
        &self,
        things: &'a [T],
        age: impl Fn(&T) -> AgeBand,
    ) -> Result<Vec<(&'a T, f64)>, Undefined> {
        let things = by_age(things, &age)?;
        same_bands(
            things.iter().map(|thing| age(thing)),
            self.bands.iter().map(|(band, _)| *band),
        )?;
        let total = crate::numeric::sum(self.bands.iter().map(|(_, people)| *people));
        Ok(things
            .into_iter()
            .zip(&self.bands)
            .map(|(thing, (_, people))| (thing, people / total))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(label: &str) -> AgeBand {
        label.parse().unwrap()
    }

    #[test]
    fn eurostats_population_of_2013() {
        let standard = StandardPopulation::european_2013();
        assert_eq!(standard.bands().count(), 19);
        assert_eq!(standard.bands().next(), Some((band("0-4"), 5_000.0)));
        assert_eq!(standard.bands().nth(11), Some((band("55-59"), 6_500.0)));
        assert_eq!(standard.bands().last(), Some((band("90+"), 1_000.0)));
        // The checks of the other constructor hold for it too.
        let again = StandardPopulation::new(
            standard
                .bands()
                .map(|(age, people)| (age, Population::new(people).unwrap())),
        );
        assert_eq!(again, Ok(standard));
    }

    #[test]
    fn wider_bands_are_added_up_and_others_refused() {
        let standard = StandardPopulation::european_2013();
        let wide = standard.in_bands(&[band("85+"), band("0-4")]).unwrap();
        assert_eq!(
            wide.bands().collect::<Vec<_>>(),
            [(band("0-4"), 5_000.0), (band("85+"), 2_500.0)]
        );
        for cut in ["0-2", "3-9", "85-94", "95+", "0"] {
            let band = band(cut);
            assert_eq!(
                standard.in_bands(&[band]),
                Err(Undefined::AgeBandUnknown { band }),
                "{cut}"
            );
        }
        assert_eq!(
            standard.in_bands(&[band("0-9"), band("5-9")]),
            Err(Undefined::AgeBandsOverlap {
                band: band("0-9"),
                other: band("5-9")
            })
        );
        assert_eq!(standard.in_bands(&[]), Err(Undefined::DenominatorIsZero));
    }

    #[test]
    fn a_standard_has_each_band_once_and_somebody_in_it() {
        let nobody = Population::from(0);
        assert_eq!(
            StandardPopulation::new([(band("0-4"), nobody)]),
            Err(Undefined::DenominatorIsZero)
        );
        let some = Population::from(1);
        assert_eq!(
            StandardPopulation::new([(band("0-4"), some), (band("0-4"), some)]),
            Err(Undefined::AgeBandTwice { band: band("0-4") })
        );
    }
}
