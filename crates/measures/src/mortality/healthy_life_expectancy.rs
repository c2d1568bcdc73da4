//! How long people live in good health.

use super::LifeTable;
use super::life_expectancy::years_left;
use super::life_table::variance_of_years;
use crate::age_band::{by_age, same_bands};
use crate::{AgeBand, Confidence, Estimate, Measured, Method, Undefined};

/// The share of people of one age who are in good health.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HealthyShare {
    /// How old they are.
    pub age: AgeBand,
    /// The share between 0 and 1, with its standard error where limits are wanted.
    pub share: Measured,
}

/// Healthy life expectancy at an age, by Sullivan's method.
///
/// # What it shows
/// How many more years people of an age would live in good health, on average, were death rates and
/// health at every age to stay as they are.
///
/// # Interpretation
/// 63.1 of 79.1 years: 16 years of a life are not in good health.
///
/// # Type
/// Summary measure of one group.
///
/// # Applies when
/// A [`LifeTable`] can be made and the share in good health is known in each of its bands: a survey's
/// wider bands are repeated for the narrower ones in them. Disability-free and other such
/// expectancies are the same with other shares.
///
/// # Warning
/// Health is what people say of it, and those in care homes are often not asked. It answers slowly to
/// change, because the ill of today fell ill long ago. Limits need the standard errors of all shares;
/// shares of the same survey band are taken as independent, which makes them a little narrow.
///
/// # Formula
/// `h = share * years in band + (1 - q) * h of the next band`; the variance is that of
/// [`life_expectancy`](super::life_expectancy()) with `h` for `e`, plus
/// `years in band² * variance of the share`.
///
/// # Example
/// ```
/// use measures::mortality::{self, HealthyShare, LifeTable};
/// use measures::{AgeGroup, Count, Measured, Population};
///
/// let group = |age: &str, deaths: u32, people: u32| {
///     Ok::<_, measures::AgeBandError>(AgeGroup {
///         age: age.parse()?,
///         count: Count::from(deaths),
///         population: Population::from(people),
///     })
/// };
/// // An invented place where everybody is well until 65 and half are from then on.
/// let table = LifeTable::new(&[
///     group("0-64", 662, 268_000)?,
///     group("65-84", 1_900, 50_000)?,
///     group("85+", 900, 6_000)?,
/// ])?;
/// let mut shares = Vec::new();
/// for (row, share) in table.rows().iter().zip([1.0, 0.5, 0.5]) {
///     shares.push(HealthyShare { age: row.age, share: Measured::with_standard_error(share, 0.02)? });
/// }
/// let healthy = mortality::healthy_life_expectancy(&table, &shares, 65, &[])?;
/// let all = mortality::life_expectancy(&table, 65, &[])?;
/// assert_eq!(healthy.value(), all.value() / 2.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Sullivan D F. A single index of mortality and morbidity. HSMHA Health Reports 1971; 86: 347-354.
/// Mathers C D. Health Expectancies in Australia 1981 and 1988. Australian Institute of Health 1991.
#[doc(alias = "HLE")]
#[doc(alias = "Sullivan")]
pub fn healthy_life_expectancy(
    table: &LifeTable,
    shares: &[HealthyShare],
    age: u8,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let (first, _) = table.row_at(age)?;
    let shares = by_age(shares, |share| share.age)?;
    same_bands(
        shares.iter().map(|share| share.age),
        table.rows().iter().map(|row| row.age),
    )?;
    if let Some(share) = shares
        .iter()
        .find(|share| !(0.0..=1.0).contains(&share.share.value()))
    {
        return Err(Undefined::ShareOutOfRange { band: share.age });
    }
    let bands = table.bands();
    let (mut healthy, mut variance) = (0.0, Ok(0.0));
    for index in (first..bands.len()).rev() {
        let (band, row, share) = (&bands[index], &table.rows()[index], shares[index].share);
        let value = share.value();
        variance = variance.and_then(|later| {
            let error = share.standard_error()? * band.years_lived;
            Ok(variance_of_years(band, row.deaths, value, healthy, later) + error * error)
        });
        healthy = value * band.years_lived + band.surviving * healthy;
    }
    match variance {
        Ok(variance) => years_left(healthy, variance.sqrt(), confidences),
        Err(reason) => Estimate::assemble(healthy, Method::Normal, confidences, |_| Err(reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::life_expectancy;
    use super::super::tests::{any_place, band, place};
    use super::*;
    use proptest::prelude::*;

    fn shares(table: &LifeTable, share: f64, error: f64) -> Vec<HealthyShare> {
        table
            .rows()
            .iter()
            .map(|row| HealthyShare {
                age: row.age,
                share: Measured::with_standard_error(share, error).unwrap(),
            })
            .collect()
    }

    #[test]
    fn shares_are_matched_by_age_and_must_be_complete() {
        let table = LifeTable::new(&place()).unwrap();
        let mut without = shares(&table, 0.8, 0.01);
        without.remove(4);
        assert_eq!(
            healthy_life_expectancy(&table, &without, 0, &[]),
            Err(Undefined::AgeBandMissing {
                band: band("15-19")
            })
        );
    }

    #[test]
    fn a_share_is_between_none_and_all() {
        let table = LifeTable::new(&place()).unwrap();
        let mut percent = shares(&table, 0.8, 0.01);
        percent[1].share = Measured::new(93.0).unwrap();
        assert_eq!(
            healthy_life_expectancy(&table, &percent, 0, &[]),
            Err(Undefined::ShareOutOfRange { band: band("1-4") })
        );
    }

    #[test]
    fn a_share_without_an_error_leaves_the_value_without_limits() {
        let table = LifeTable::new(&place()).unwrap();
        let mut bare = shares(&table, 0.8, 0.01);
        bare[19].share = Measured::new(0.3).unwrap();
        let estimate =
            healthy_life_expectancy(&table, &bare, 0, &[Confidence::NINETY_FIVE]).unwrap();
        assert_eq!(estimate.limits(), Err(Undefined::LimitsMissing));
    }

    proptest! {
        #[test]
        fn all_well_is_life_expectancy_and_none_well_is_nothing(groups in any_place()) {
            let table = LifeTable::new(&groups).unwrap();
            for row in table.rows() {
                let age = row.age.start();
                let well = healthy_life_expectancy(&table, &shares(&table, 1.0, 0.0), age, &Confidence::PUBLISHED);
                prop_assert_eq!(well, life_expectancy(&table, age, &Confidence::PUBLISHED));
            }
            let none = healthy_life_expectancy(&table, &shares(&table, 0.0, 0.0), 0, &Confidence::PUBLISHED).unwrap();
            prop_assert_eq!((none.value(), none.limits().unwrap()[1].width()), (0.0, 0.0));
        }

        #[test]
        fn it_lies_between_its_limits_and_below_life_expectancy(
            groups in any_place(),
            values in proptest::collection::vec((0.0..=1.0_f64, 0.0..0.1_f64), 20),
        ) {
            let table = LifeTable::new(&groups).unwrap();
            let mut shares = shares(&table, 0.0, 0.0);
            for (share, (value, error)) in shares.iter_mut().zip(values) {
                share.share = Measured::with_standard_error(value, error).unwrap();
            }
            if let Ok(estimate) = healthy_life_expectancy(&table, &shares, 0, &Confidence::PUBLISHED) {
                prop_assert!(estimate.value() <= table.rows()[0].expectation);
                for limits in estimate.limits().unwrap() {
                    prop_assert!(0.0 <= limits.lower() && limits.contain(estimate.value()));
                }
                shares.reverse();
                prop_assert_eq!(Ok(estimate), healthy_life_expectancy(&table, &shares, 0, &Confidence::PUBLISHED));
            }
        }
    }
}
