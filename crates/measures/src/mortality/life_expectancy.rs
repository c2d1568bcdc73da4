//! How long people live at the death rates of a period.

use super::LifeTable;
use crate::{Confidence, Estimate, Method, Undefined};

/// Years between 95% limits beyond which a life expectancy is not given.
const WIDEST: f64 = 20.0;

/// Life expectancy at an age, with normal limits.
///
/// # What it shows
/// How many more years people of an age would live, on average, were the death rates of the period
/// to stay.
///
/// # Interpretation
/// 79.1 years at birth with 95% limits 78.8 to 79.4: expectancies in that range are compatible with
/// the deaths that were registered.
///
/// # Type
/// Summary measure of one group; needs no standard population, because it has one of its own.
///
/// # Applies when
/// A [`LifeTable`] can be made and has a band that begins at the age.
///
/// # Warning
/// It describes a period and no living person. Where 95% limits are more than 20 years apart there is
/// no value; the table still shows what it came from. A place with a large care home has the deaths
/// of its residents.
///
/// # Formula
/// `e = years in band + (1 - q) * e of the next band`; variance
/// `q²(1-q)/d ((1-a) n + e of the next)² + (1-q)² * variance of the next`, `1/(d m²)` in the last.
/// Limits are cut at 0.
///
/// # Example
/// ```
/// use measures::mortality::{self, LifeTable};
/// use measures::{AgeGroup, Confidence, Count, Population};
///
/// let group = |age: &str, deaths: u32, people: u32| {
///     Ok::<_, measures::AgeBandError>(AgeGroup {
///         age: age.parse()?,
///         count: Count::from(deaths),
///         population: Population::from(people),
///     })
/// };
/// // An invented place.
/// let table = LifeTable::new(&[
///     group("0", 16, 4_000)?,
///     group("1-14", 6, 54_000)?,
///     group("15-64", 640, 210_000)?,
///     group("65-84", 1_900, 50_000)?,
///     group("85+", 900, 6_000)?,
/// ])?;
/// let estimate = mortality::life_expectancy(&table, 65, &[Confidence::NINETY_FIVE])?;
/// // Of those who reach 65, 44.9% reach 85 and have 6.7 years left there.
/// assert_eq!(format!("{:.2}", estimate.value()), "17.49");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`LifeTable`].
pub fn life_expectancy(
    table: &LifeTable,
    age: u8,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let (_, row) = table.row_at(age)?;
    years_left(row.expectation, row.standard_error, confidences)
}

/// Years left with normal limits, cut at zero, where they are not too far apart.
pub(super) fn years_left(
    value: f64,
    standard_error: f64,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    if 2.0 * Confidence::NINETY_FIVE.z() * standard_error > WIDEST {
        return Err(Undefined::LimitsTooWide);
    }
    Estimate::assemble(value, Method::Normal, confidences, |confidence| {
        let reach = confidence.z() * standard_error;
        Ok(((value - reach).max(0.0), value + reach))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{any_place, group, place};
    use super::*;
    use crate::AgeGroup;
    use proptest::prelude::*;

    #[test]
    fn an_age_at_which_no_band_begins_is_refused() {
        let table = LifeTable::new(&place()).unwrap();
        assert!(life_expectancy(&table, 65, &[]).is_ok());
        assert_eq!(
            life_expectancy(&table, 66, &[]),
            Err(Undefined::AgeNotInTable { age: 66 })
        );
    }

    #[test]
    fn a_table_that_begins_later_has_the_same_answer_there() {
        let whole = LifeTable::new(&place()).unwrap();
        let late = LifeTable::new(&place()[14..]).unwrap();
        assert_eq!(
            life_expectancy(&whole, 65, &Confidence::PUBLISHED),
            life_expectancy(&late, 65, &Confidence::PUBLISHED)
        );
        assert_eq!(
            life_expectancy(&late, 0, &[]),
            Err(Undefined::AgeNotInTable { age: 0 })
        );
    }

    #[test]
    fn a_missing_count_gives_a_reason_and_not_seven_years() {
        // A reference implementation took one missing count for a life expectancy of 7.48 years.
        let mut groups = place();
        groups.remove(9);
        assert!(matches!(
            LifeTable::new(&groups),
            Err(Undefined::AgeBandMissing { .. })
        ));
    }

    #[test]
    fn tables_that_end_at_80_or_85_or_go_by_single_years_have_answers() {
        for oldest in [80, 85] {
            let split = place()
                .iter()
                .position(|group| group.age.start() == oldest)
                .unwrap();
            let mut groups = place();
            let old = groups.split_off(split);
            groups.push(merged(&old));
            let shorter = LifeTable::new(&groups).unwrap();
            let whole = LifeTable::new(&place()).unwrap();
            let of = |table| life_expectancy(table, 0, &[]).unwrap().value();
            assert!((of(&shorter) - of(&whole)).abs() < 0.5, "{oldest}");
        }
        let years: Vec<AgeGroup> = (0..100_u8)
            .map(|age| group(&age.to_string(), 2 + u32::from(age), 1_000))
            .chain([group("100+", 100, 250)])
            .collect();
        let table = LifeTable::new(&years).unwrap();
        assert_eq!(table.rows().len(), 101);
        assert!(life_expectancy(&table, 37, &[]).is_ok());
    }

    fn merged(old: &[AgeGroup]) -> AgeGroup {
        let sum = |of: fn(&AgeGroup) -> f64| old.iter().map(of).sum::<f64>();
        AgeGroup {
            age: crate::AgeBand::and_over(old[0].age.start()).unwrap(),
            count: crate::Count::new(sum(|group| group.count.get())).unwrap(),
            population: crate::Population::new(sum(|group| group.population.get())).unwrap(),
        }
    }

    #[test]
    fn limits_more_than_twenty_years_apart_hide_the_value() {
        let table = LifeTable::new(&[group("0-89", 1, 6_000), group("90+", 1, 40)]).unwrap();
        assert_eq!(
            life_expectancy(&table, 0, &[Confidence::NINETY_FIVE]),
            Err(Undefined::LimitsTooWide)
        );
        // What it came from can still be looked at.
        assert!(table.rows()[0].expectation > 0.0);
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(groups in any_place(), confidence in 1e-6..0.999_999_f64) {
            let table = LifeTable::new(&groups).unwrap();
            for row in table.rows() {
                if let Ok(estimate) = life_expectancy(&table, row.age.start(), &[Confidence::new(confidence).unwrap()]) {
                    let limits = estimate.limits().unwrap()[0];
                    prop_assert!(0.0 <= limits.lower() && limits.contain(estimate.value()));
                }
            }
        }

        #[test]
        fn the_order_of_bands_changes_no_bit(groups in any_place(), turn in 0_usize..20) {
            let mut turned = groups.clone();
            turned.rotate_left(turn);
            turned.reverse();
            prop_assert_eq!(LifeTable::new(&groups), LifeTable::new(&turned));
        }

        #[test]
        fn more_deaths_at_any_age_are_fewer_years(groups in any_place(), which in 0_usize..20) {
            let mut more = groups.clone();
            more[which].count = crate::Count::new(more[which].count.get() + 1.0).unwrap();
            let of = |groups: &[AgeGroup]| LifeTable::new(groups).unwrap().rows()[0].expectation;
            prop_assert!(of(&more) <= of(&groups));
        }

        #[test]
        fn ten_times_the_place_has_the_same_expectancy_and_a_smaller_error(groups in any_place()) {
            // Where nearly all die, one bit of the rate is most of those who do not.
            prop_assume!(LifeTable::new(&groups).unwrap().rows().iter().rev().skip(1).all(|row| row.probability_of_dying < 0.99));
            let ten = |value: f64| value * 10.0;
            let larger: Vec<AgeGroup> = groups
                .iter()
                .map(|group| AgeGroup {
                    age: group.age,
                    count: crate::Count::new(ten(group.count.get())).unwrap(),
                    population: crate::Population::new(ten(group.population.get())).unwrap(),
                })
                .collect();
            let (one, other) = (LifeTable::new(&groups).unwrap(), LifeTable::new(&larger).unwrap());
            for (one, other) in one.rows().iter().zip(other.rows()) {
                prop_assert!((one.expectation / other.expectation - 1.0).abs() < 1e-12);
                prop_assert!((one.standard_error / other.standard_error - 10.0_f64.sqrt()).abs() < 1e-6);
            }
        }
    }
}
