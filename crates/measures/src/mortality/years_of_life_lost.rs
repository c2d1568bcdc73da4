//! Years that those who died early would have had until an age.

use super::life_table::part_lived;
use crate::age_band::by_age;
use crate::rate::StandardPopulation;
use crate::rate::{WeightedEvents, weighted_rate};
use crate::{AgeBand, AgeGroup, Confidence, Estimate, Multiplier, Undefined};

/// The fewest deaths from which a standardised rate is given.
const FEWEST_DEATHS: u32 = 10;

/// Potential years of life lost before an age, in all.
///
/// # What it shows
/// How much of the time until an age, usually 75, was lost to deaths before it.
///
/// # Interpretation
/// 1,200 years before 75: as much as thirty deaths at 35, or 240 at 70.
///
/// # Type
/// Simple measure of one group; a number of years, not a rate.
///
/// # Applies when
/// Deaths are known by age, of all causes or of one. Bands that begin at the age or later add
/// nothing and may be left out.
///
/// # Warning
/// It says nothing of deaths after the age and grows with the place; to compare places take
/// [`years_of_life_lost_rate`]. A band that the age cuts through is refused.
///
/// # Formula
/// `Σ d (age - mean age at death)`, where the dead of a band have lived half of it, infants a tenth;
/// limits by [`interval::dobson`](crate::interval::dobson()).
///
/// # Example
/// ```
/// use measures::{AgeGroup, Count, Population, mortality};
///
/// let group = |age: &str, deaths: u32| {
///     Ok::<_, measures::AgeBandError>(AgeGroup {
///         age: age.parse()?,
///         count: Count::from(deaths),
///         population: Population::from(10_000),
///     })
/// };
/// let groups = [group("30-39", 30)?, group("65-74", 60)?, group("75+", 400)?];
/// let years = mortality::years_of_life_lost(&groups, 75, &[])?;
/// // 30 of 40 years each, 60 of five.
/// assert_eq!(years.value(), 1_500.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Romeder J-M, `McWhinnie` J R. Potential years of life lost between ages 1 and 70: an indicator of
/// premature mortality for health planning. International Journal of Epidemiology 1977; 6: 143-151.
#[doc(alias = "PYLL")]
#[doc(alias = "YLL")]
pub fn years_of_life_lost(
    groups: &[AgeGroup],
    before: u8,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let mut bands = Vec::with_capacity(groups.len());
    for group in by_age(groups, |group| group.age)? {
        if let Some(lost) = years_lost(group.age, before)? {
            bands.push(WeightedEvents {
                weight: lost,
                events: group.count.get(),
                variance: group.count.get(),
            });
        }
    }
    weighted_rate(&bands, 0, Multiplier::ONE, confidences)
}

/// Potential years of life lost before an age, for each so many people below it, directly
/// standardised.
///
/// # What it shows
/// As [`years_of_life_lost`], were people of each age as many as in the standard population.
///
/// # Interpretation
/// 420 years per 10,000 people under 75 in a year, against 350 in England: with the same ages in
/// both.
///
/// # Type
/// Simple measure of one group, standardised.
///
/// # Applies when
/// As [`rate::directly_standardised_rate`](crate::rate::directly_standardised_rate()), for the bands
/// below the age; those of groups and standard from the age on are left out.
///
/// # Warning
/// Below ten deaths in all it is not given. A band below the age that is missing, twice, not in the
/// standard or without people is refused.
///
/// # Formula
/// `Σ w d/n (age - mean age at death) / Σ w * multiplier`, over bands below the age.
///
/// # Example
/// ```
/// use measures::rate::StandardPopulation;
/// use measures::{AgeGroup, Count, Multiplier, Population, mortality};
///
/// let standard = StandardPopulation::european_2013()
///     .in_bands(&["0-64".parse()?, "65-74".parse()?, "75+".parse()?])?;
/// let group = |age: &str, deaths: u32, people: u32| {
///     Ok::<_, measures::AgeBandError>(AgeGroup {
///         age: age.parse()?,
///         count: Count::from(deaths),
///         population: Population::from(people),
///     })
/// };
/// let groups = [group("0-64", 40, 80_500)?, group("65-74", 60, 10_500)?];
/// let rate = mortality::years_of_life_lost_rate(&groups, &standard, 75, Multiplier::PER_1_000, &[])?;
/// // People are in the proportion of the standard: (40 * 42.5 + 60 * 5) / 91,000.
/// assert_eq!(format!("{:.4}", rate.value()), "21.9780");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`years_of_life_lost`].
pub fn years_of_life_lost_rate(
    groups: &[AgeGroup],
    standard: &StandardPopulation,
    before: u8,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let below = |age: &AgeBand| age.start() < before;
    let ages: Vec<AgeBand> = standard.bands().map(|(age, _)| age).filter(below).collect();
    let groups: Vec<AgeGroup> = groups
        .iter()
        .copied()
        .filter(|group| below(&group.age))
        .collect();
    let bands = standard
        .in_bands(&ages)?
        .shared_out(&groups, |group| group.age)?
        .into_iter()
        .map(|(group, share)| {
            let people = group.population.get();
            if people == 0.0 {
                return Err(Undefined::AgeBandIsEmpty { band: group.age });
            }
            let lost = years_lost(group.age, before)?.unwrap_or(0.0);
            Ok(WeightedEvents {
                weight: share / people * lost,
                events: group.count.get(),
                variance: group.count.get(),
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    weighted_rate(&bands, FEWEST_DEATHS, multiplier, confidences)
}

/// What each death in a band loses of the years before an age; nothing from the age on.
fn years_lost(band: AgeBand, before: u8) -> Result<Option<f64>, Undefined> {
    if band.start() >= before {
        return Ok(None);
    }
    match (band.years(), band.end()) {
        (Some(years), Some(end)) if end <= before => {
            let lived = part_lived(band) * years;
            Ok(Some(f64::from(before - band.start()) - lived))
        }
        _ => Err(Undefined::AgeBandCrosses { band, age: before }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{any_place, band, group, place};
    use super::*;
    use crate::Count;
    use proptest::prelude::*;

    #[test]
    fn a_band_that_the_age_cuts_through_is_refused_by_name() {
        let crosses = |label| Undefined::AgeBandCrosses {
            band: band(label),
            age: 75,
        };
        let of = |label| years_of_life_lost(&[group(label, 30, 1_000)], 75, &[]);
        assert_eq!(of("70-79"), Err(crosses("70-79")));
        assert_eq!(of("65+"), Err(crosses("65+")));
        assert_eq!(of("75+").unwrap().value(), 0.0);
    }

    #[test]
    fn no_deaths_lose_no_years_and_have_no_limits() {
        let none =
            years_of_life_lost(&[group("30-39", 0, 9)], 75, &[Confidence::NINETY_FIVE]).unwrap();
        assert_eq!(none.value(), 0.0);
        assert_eq!(none.limits(), Err(Undefined::TooFewEvents { needed: 1 }));
    }

    #[test]
    fn an_infant_loses_all_but_a_tenth_of_a_year() {
        let infant = years_of_life_lost(&[group("0", 1, 9)], 75, &[]).unwrap();
        assert_eq!(infant.value(), 74.9);
    }

    #[test]
    fn a_rate_needs_every_band_below_the_age_and_ten_deaths() {
        let standard = StandardPopulation::european_2013();
        let mut groups: Vec<AgeGroup> = standard
            .bands()
            .map(|(age, _)| AgeGroup {
                age,
                count: Count::from(1),
                population: crate::Population::from(100),
            })
            .collect();
        let of = |groups: &[AgeGroup]| {
            years_of_life_lost_rate(groups, &standard, 75, Multiplier::PER_1_000, &[])
        };
        let all = of(&groups).unwrap();
        // Deaths from 75 on change nothing.
        assert_eq!(of(&groups[..15]), Ok(all));
        groups[3].count = Count::ZERO;
        groups.remove(2);
        assert_eq!(
            of(&groups),
            Err(Undefined::AgeBandMissing {
                band: band("10-14")
            })
        );
        assert_eq!(
            years_of_life_lost_rate(&groups[..2], &standard, 10, Multiplier::ONE, &[]),
            Err(Undefined::TooFewEvents { needed: 10 })
        );
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(groups in any_place(), before in prop_oneof![Just(70_u8), Just(75), Just(80)]) {
            let estimate = years_of_life_lost(&groups, before, &Confidence::PUBLISHED).unwrap();
            if let Ok(limits) = estimate.limits() {
                for limits in limits {
                    prop_assert!(0.0 <= limits.lower() && limits.contain(estimate.value()));
                }
                prop_assert!(limits[1].lower() <= limits[0].lower() && limits[0].upper() <= limits[1].upper());
            }
        }

        #[test]
        fn two_causes_lose_what_both_lose_together(groups in any_place(), part in 0.0..=1.0_f64) {
            let split = |first: bool| -> Vec<AgeGroup> {
                groups
                    .iter()
                    .map(|group| {
                        let one = (group.count.get() * part).floor();
                        let count = if first { one } else { group.count.get() - one };
                        AgeGroup { count: Count::new(count).unwrap(), ..*group }
                    })
                    .collect()
            };
            let of = |groups: &[AgeGroup]| years_of_life_lost(groups, 75, &[]).unwrap().value();
            prop_assert!((of(&split(true)) + of(&split(false)) - of(&groups)).abs() < 1e-6);
        }
    }

    #[test]
    fn the_order_of_bands_changes_no_bit() {
        let mut turned = place();
        turned.reverse();
        assert_eq!(
            years_of_life_lost(&turned, 75, &Confidence::PUBLISHED),
            years_of_life_lost(&place(), 75, &Confidence::PUBLISHED)
        );
    }
}
