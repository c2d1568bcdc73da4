//! Shading a map of places by where each lies among the others.

use crate::{Polarity, Undefined};

/// Fewest values that are cut into fifths.
const FEWEST: usize = 5;
/// Bounds are rounded to so many decimals, so that a value that is its own bound does not miss it.
const ROUNDED: f64 = 1e10;

/// Which fifth of the places each lies in, 1 for the worst and 5 for the best.
///
/// # What it shows
/// The order of places, for a map where no benchmark makes sense.
///
/// # Interpretation
/// A fifth says where a place stands among the others and nothing about how far apart they are: the best
/// fifth may differ from the worst by nothing that matters.
///
/// # Type
/// Ranking of places; descriptive.
///
/// # Applies when
/// At least five places have a value. Where nobody says which way is good, 1 is the lowest fifth. A
/// missing value has no fifth.
///
/// # Warning
/// There is always a worst fifth, even of places that are all alike. Do not name and blame by it.
/// Equal values share a fifth, so that fifths may be of unequal size.
///
/// # Formula
/// Bounds at 20%, 40%, 60% and 80% of the sorted values by linear interpolation at `(n - 1) f + 1`,
/// rounded to ten decimals; a value lies in the first fifth whose upper bound it does not exceed.
///
/// # Example
/// ```
/// use measures::Polarity;
/// use measures::control::fifths_of_places;
///
/// let smoking = [9.1, 18.2, 12.0, 15.4, 10.3].map(Some);
/// let fifths = fifths_of_places(&smoking, Polarity::LowIsGood)?;
/// assert_eq!(fifths, [Some(5), Some(1), Some(3), Some(2), Some(4)]);
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// Public Health England. Fingertips: map shading by quintile. Hyndman R J, Fan Y. Sample quantiles in
/// statistical packages. American Statistician 1996; 50: 361-365, definition 7.
#[doc(alias = "quintile")]
pub fn fifths_of_places(
    values: &[Option<f64>],
    polarity: Polarity,
) -> Result<Vec<Option<u8>>, Undefined> {
    let given = |value: &Option<f64>| value.filter(|value| value.is_finite());
    let mut sorted: Vec<f64> = values.iter().filter_map(given).collect();
    sorted.sort_by(f64::total_cmp);
    if sorted.len() < FEWEST {
        return Err(Undefined::TooFewValues {
            found: u32::try_from(sorted.len()).unwrap_or(u32::MAX),
            needed: 5,
        });
    }
    let bounds = [1, 2, 3, 4].map(|part| bound(&sorted, part));
    Ok(values
        .iter()
        .map(|value| {
            let value = given(value)?;
            let below = bounds.iter().filter(|bound| value > **bound).count();
            let from_lowest = u8::try_from(below).unwrap_or(4) + 1;
            Some(match polarity {
                Polarity::LowIsGood => 6 - from_lowest,
                Polarity::HighIsGood | Polarity::NoJudgement => from_lowest,
            })
        })
        .collect())
}

/// The bound at so many fifths of sorted values, of which there is at least one.
fn bound(sorted: &[f64], part: usize) -> f64 {
    // (n - 1) part / 5, in whole numbers so that no rounding shifts it.
    let steps = (sorted.len() - 1) * part;
    let (place, over) = (steps / 5, steps % 5);
    let at = |place: usize| sorted.get(place).copied().unwrap_or(f64::NAN);
    let low = at(place);
    if over == 0 {
        return low;
    }
    let share = match over {
        1 => 0.2,
        2 => 0.4,
        3 => 0.6,
        _ => 0.8,
    };
    let between = low + share * (at(place + 1) - low);
    let rounded = (between * ROUNDED).round() / ROUNDED;
    // Numbers too large to be rounded at ten decimals are exact enough as they are.
    if rounded.is_finite() {
        rounded
    } else {
        between
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fifths(values: &[f64], polarity: Polarity) -> Vec<u8> {
        let values: Vec<_> = values.iter().copied().map(Some).collect();
        let found = fifths_of_places(&values, polarity).unwrap();
        found.into_iter().flatten().collect()
    }

    #[test]
    fn ten_values_lie_two_by_two() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(
            fifths(&values, Polarity::HighIsGood),
            [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
        );
        assert_eq!(
            fifths(&values, Polarity::LowIsGood),
            [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
        );
    }

    #[test]
    fn fewer_than_five_are_not_compared() {
        let four = [
            Some(1.0),
            Some(2.0),
            None,
            Some(f64::NAN),
            Some(3.0),
            Some(4.0),
        ];
        assert_eq!(
            fifths_of_places(&four, Polarity::LowIsGood),
            Err(Undefined::TooFewValues {
                found: 4,
                needed: 5
            })
        );
    }

    #[test]
    fn a_missing_value_has_no_fifth_and_moves_nobody() {
        let with = [Some(1.0), None, Some(2.0), Some(3.0), Some(4.0), Some(5.0)];
        assert_eq!(
            fifths_of_places(&with, Polarity::NoJudgement).unwrap(),
            [Some(1), None, Some(2), Some(3), Some(4), Some(5)]
        );
    }

    proptest! {
        #[test]
        fn order_is_kept_ties_stay_together_and_polarity_turns_it(
            values in prop::collection::vec(-1e6..1e6_f64, 5..60),
        ) {
            let up = fifths(&values, Polarity::HighIsGood);
            let down = fifths(&values, Polarity::LowIsGood);
            for (place, value) in values.iter().enumerate() {
                prop_assert!((1..=5).contains(&up[place]));
                prop_assert_eq!(down[place], 6 - up[place]);
                for (other, beside) in values.iter().enumerate() {
                    if value <= beside {
                        prop_assert!(up[place] <= up[other]);
                    }
                }
            }
            prop_assert!(up.contains(&1), "the lowest value is in the first fifth");
        }
    }
}
