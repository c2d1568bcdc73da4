//! How far a rate may lie from the truth.

use super::Possible;
use crate::{Count, Multiplier, Population, Undefined};

/// A group's rate over its population, whatever the group of the events is for which it is not
/// known.
///
/// # What it shows
/// What not knowing can do to a rate whose population comes from elsewhere, such as a census.
///
/// # Interpretation
/// As [`possible_share`](super::possible_share()). The lowest is what others publish as the rate.
///
/// # Type
/// Bounds, of one group.
///
/// # Applies when
/// Events of which some have no known group, over people whose group is known.
///
/// # Warning
/// As there. *Among known* spreads the unknown events over the groups as the known ones are, which is
/// right only if recording does not depend on the group.
///
/// # Formula
/// Lowest `x / n`; among known `x (1 + unknown/known) / n`; highest `(x + unknown) / n`, `known` the
/// events of all groups that are known.
///
/// # Example
/// ```
/// use measures::recording::possible_rate;
/// use measures::{Count, Multiplier, Population};
///
/// // 45 of 900 events with a known group; of 100 it is not known.
/// let rate = possible_rate(
///     Count::from(45),
///     Count::from(900),
///     Count::from(100),
///     Population::from(5_000),
///     Multiplier::PER_1_000,
/// )?;
/// assert_eq!((rate.lowest, rate.among_known, rate.highest), (9.0, 10.0, 29.0));
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// As [`possible_share`](super::possible_share()).
pub fn possible_rate(
    in_group: Count,
    known: Count,
    unknown: Count,
    population: Population,
    multiplier: Multiplier,
) -> Result<Possible, Undefined> {
    let (x, known, unknown) = (in_group.get(), known.get(), unknown.get());
    if population.get() == 0.0 || known == 0.0 {
        return Err(Undefined::DenominatorIsZero);
    }
    if x > known {
        return Err(Undefined::NumeratorAboveDenominator);
    }
    let size = multiplier.get().abs();
    let rate = |events: f64| events / population.get() * size;
    let (lowest, highest) = (rate(x), rate(x + unknown));
    if !highest.is_finite() {
        return Err(Undefined::TooLarge);
    }
    Ok(Possible {
        lowest,
        among_known: rate(x + x * (unknown / known)).clamp(lowest, highest),
        highest,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_all_is_known_there_is_one_rate() {
        let rate = possible_rate(
            Count::from(3),
            Count::from(10),
            Count::ZERO,
            Population::from(100),
            Multiplier::PERCENT,
        );
        assert_eq!(
            rate,
            Ok(Possible {
                lowest: 3.0,
                among_known: 3.0,
                highest: 3.0
            })
        );
    }

    #[test]
    fn what_cannot_be_says_why() {
        let ask = |x, known, people| {
            possible_rate(
                Count::from(x),
                Count::from(known),
                Count::ZERO,
                Population::from(people),
                Multiplier::ONE,
            )
        };
        assert_eq!(ask(1, 0, 10), Err(Undefined::DenominatorIsZero));
        assert_eq!(ask(1, 1, 0), Err(Undefined::DenominatorIsZero));
        assert_eq!(ask(2, 1, 10), Err(Undefined::NumeratorAboveDenominator));
    }

    #[test]
    fn a_rate_that_no_double_holds_is_too_large() {
        let (one, people) = (Count::from(1), Population::new(5e-324).unwrap());
        // With the second only the highest is.
        for x in [one, Count::ZERO] {
            let found = possible_rate(x, one, one, people, Multiplier::ONE);
            assert_eq!(found, Err(Undefined::TooLarge));
        }
    }
}
