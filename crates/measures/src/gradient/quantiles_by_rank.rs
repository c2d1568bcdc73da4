//! Cutting the small areas of a place into tenths.

use super::Quantile;
use crate::Undefined;

/// Which end of the values is part 1, the most deprived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FirstPart {
    /// High values are the most deprived, such as deprivation scores.
    Highest,
    /// Low values are the most deprived, such as incomes or national ranks of deprivation.
    Lowest,
}

/// Which tenth, fifth or other part each value belongs to among the values given.
///
/// # What it shows
/// The most and the least deprived tenth *of this place*, which is what a gradient within the place
/// needs. National tenths leave most places without anybody in some of them.
///
/// # Interpretation
/// Part 1 is the most deprived. A value that is missing has no part.
///
/// # Type
/// Ranking.
///
/// # Applies when
/// There are at least as many values as parts, one for each small area of one place. Values of
/// several places are cut place by place, by calling this once for each.
///
/// # Warning
/// Equal values are never parted, so that parts may be of unequal size and a part may be empty: a
/// gradient then says which group is missing. Other publishers cut ties in the order of rows, or at
/// percentiles, and get other parts. Where parts cannot be of one size, the extra values are let into
/// them from one end: the English indices of deprivation let them in from the other, so that
/// their national tenths are 11 less the parts found from the other end, and differ by one small area
/// at most at each cut.
///
/// # Formula
/// With `N` values, `k` parts and rank `r` from the end of part 1 (equal values share the lowest
/// rank, and the highest value has rank 1 when it comes first):
/// `part = k + 1 - ⌈k (N + 1 - r) / N⌉`, in whole numbers.
///
/// # Example
/// ```
/// use measures::gradient::{FirstPart, Quantile, quantiles_by_rank};
///
/// let scores = [12.0, 45.5, 33.1, 8.7, 20.9].map(Some);
/// let fifths = quantiles_by_rank(&scores, 5, FirstPart::Highest)?;
/// let numbers: Vec<u8> = fifths.iter().flatten().map(|fifth| fifth.number()).collect();
/// assert_eq!(numbers, [4, 1, 2, 5, 3]);
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// Office for Health Improvement and Disparities. `PHEindicatormethods`, assignment of quantiles, as
/// its test data show it.
pub fn quantiles_by_rank(
    values: &[Option<f64>],
    parts: u8,
    first: FirstPart,
) -> Result<Vec<Option<Quantile>>, Undefined> {
    let direction = match first {
        FirstPart::Highest => -1.0,
        FirstPart::Lowest => 1.0,
    };
    let place = |value: &Option<f64>| value.filter(|v| v.is_finite()).map(|v| v * direction);
    let mut sorted: Vec<f64> = values.iter().filter_map(place).collect();
    sorted.sort_by(f64::total_cmp);
    let (count, parts_wide) = (sorted.len(), usize::from(parts));
    if count < parts_wide {
        return Err(Undefined::TooFewValues {
            found: u32::try_from(count).unwrap_or(u32::MAX),
            needed: u32::from(parts),
        });
    }
    values
        .iter()
        .map(|value| {
            let Some(value) = place(value) else {
                return Ok(None);
            };
            // How many come before: one less than the rank.
            let before = sorted.partition_point(|other| *other < value);
            let up_to = parts_wide * (count - before);
            let part = parts_wide + 1 - up_to.div_ceil(count);
            let number = u8::try_from(part).unwrap_or(parts);
            Quantile::new(number, parts)
                .map(Some)
                .map_err(|_| Undefined::NumberOfGroups {
                    found: parts_wide,
                    fewest: 2,
                    most: 100,
                })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(values: &[f64], parts: u8, first: FirstPart) -> Vec<u8> {
        let values: Vec<_> = values.iter().copied().map(Some).collect();
        let found = quantiles_by_rank(&values, parts, first).unwrap();
        found
            .into_iter()
            .map(|part| part.unwrap().number())
            .collect()
    }

    #[test]
    fn equal_values_stay_together() {
        let values = [1.0, 1.0, 1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
        assert_eq!(
            numbers(&values, 5, FirstPart::Lowest),
            [1, 1, 1, 1, 3, 3, 4, 4, 5, 5]
        );
    }

    #[test]
    fn negative_zero_is_zero() {
        assert_eq!(
            numbers(&[0.0, -0.0, 1.0, 2.0], 2, FirstPart::Lowest),
            [1, 1, 2, 2]
        );
        assert_eq!(
            numbers(&[0.0, -0.0, -1.0, -2.0], 2, FirstPart::Highest),
            [1, 1, 2, 2]
        );
    }

    #[test]
    fn too_few_values_and_odd_parts_say_so() {
        assert_eq!(
            quantiles_by_rank(&[Some(1.0), None], 2, FirstPart::Lowest),
            Err(Undefined::TooFewValues {
                found: 1,
                needed: 2
            })
        );
        assert_eq!(
            quantiles_by_rank(&[Some(1.0)], 1, FirstPart::Lowest),
            Err(Undefined::NumberOfGroups {
                found: 1,
                fewest: 2,
                most: 100
            })
        );
        assert_eq!(
            quantiles_by_rank(&[Some(1.0)], 0, FirstPart::Lowest).map_err(Undefined::code),
            Err("number_of_groups")
        );
    }

    #[test]
    fn what_is_missing_has_no_part() {
        let found =
            quantiles_by_rank(&[Some(2.0), None, Some(1.0)], 2, FirstPart::Highest).unwrap();
        assert_eq!(
            found
                .iter()
                .map(|part| part.map(Quantile::number))
                .collect::<Vec<_>>(),
            [Some(1), None, Some(2)]
        );
    }

    proptest! {
        #[test]
        fn parts_follow_the_values_and_are_even_without_ties(
            mut values in prop::collection::btree_set(-1_000_i32..1_000, 20..200),
            parts in 2_u8..=20,
        ) {
            let values: Vec<f64> = std::mem::take(&mut values).into_iter().map(f64::from).collect();
            let found = numbers(&values, parts, FirstPart::Lowest);
            prop_assert!(found.is_sorted());
            let size = |part| found.iter().filter(|n| u16::from(**n) == part).count();
            let sizes: Vec<usize> = (1..=u16::from(parts)).map(size).collect();
            let even = values.len() / usize::from(parts);
            prop_assert!(sizes.iter().all(|size| *size == even || *size == even + 1), "{:?}", sizes);
        }

        #[test]
        fn turning_the_values_turns_the_end(values in prop::collection::vec(-50_i32..50, 20..100), parts in 2_u8..=20) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let turned: Vec<f64> = values.iter().map(|value| -value).collect();
            prop_assert_eq!(
                numbers(&values, parts, FirstPart::Highest),
                numbers(&turned, parts, FirstPart::Lowest)
            );
        }

        #[test]
        fn equal_values_have_equal_parts_in_any_order(
            (values, shuffled) in prop::collection::vec(0_i32..9, 20..60)
                .prop_flat_map(|values| (Just(values.clone()), Just(values).prop_shuffle())),
        ) {
            let of = |values: &[i32]| {
                let floats: Vec<f64> = values.iter().copied().map(f64::from).collect();
                let mut pairs: Vec<_> = values.iter().copied().zip(numbers(&floats, 10, FirstPart::Highest)).collect();
                pairs.sort_unstable();
                pairs
            };
            prop_assert_eq!(of(&values), of(&shuffled));
        }
    }
}
