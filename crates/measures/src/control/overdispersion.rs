//! Places that differ by more than chance, and limits that allow for it.

use crate::numeric::{Sum, exp, ln};
use crate::simulation::share_of;
use crate::{Confidence, Count, Limits, Population, Undefined};

/// The scale on which places scatter evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FunnelScale {
    /// Logarithm of observed over expected, as the national mortality indicator has it. A place with
    /// none observed has no place on it.
    LogRatio,
    /// Square root of observed over expected, as the care regulator has it.
    RootRatio,
    /// Arc sine of the square root of a share.
    ArcSine,
    /// Logarithm of one count over another.
    LogCounts,
}

/// What is done with places far out before the extra scatter is measured, so that the very places
/// that a funnel should find do not widen it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extremes {
    /// Drawn in to the tenth of all places at either end.
    DrawnIn,
    /// Left out: a tenth of all places at either end.
    LeftOut,
    /// Kept as they are.
    Kept,
}

/// How much more than by chance places scatter, and limits that allow for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overdispersion {
    scale: FunnelScale,
    target: f64,
    dispersion: f64,
    between: f64,
}

/// Measures how much more than by chance places scatter.
///
/// # What it shows
/// Whether the limits of a funnel are too narrow because places differ in ways that nobody is to
/// blame for, and how wide they must be.
///
/// # Interpretation
/// [`Overdispersion::ratio`] about one: chance explains the scatter, and the plain funnel holds.
/// Two or more: places differ. With the wider limits a place stands out from the usual differences
/// between places, not only from chance.
///
/// # Type
/// Random effects, over many places.
///
/// # Applies when
/// There are ten places or more, none with a size of zero.
///
/// # Warning
/// Allowing for it also excuses differences that somebody could remove: show how large it is.
///
/// # Formula
/// `z = (y - target)/s` on the scale, drawn in at the 10% and 90% points or a tenth at either end
/// left out; `φ = mean z²`; `w = 1/s²`;
/// `τ² = (N φ - (N - 1)) / (Σ w - Σ w²/Σ w)`, zero where that is negative or `φ` is not above one.
/// Limits: `target ± z √(s² + τ²)` on the scale, carried back. Scales: `ln(O/E)`, `s = 1/√E`;
/// `√(O/E)`, `s = 1/(2√E)`; `asin √p`, `s = 1/(2√n)`; `ln((x+½)/(n+½))`,
/// `s = √(x/(x+½)² + n/(n+½)²)`, with the expected `x` for limits.
///
/// # Example
/// ```
/// use measures::control::{Extremes, FunnelScale, overdispersion};
/// use measures::{Confidence, Count, Population};
///
/// let places = [(61, 80), (95, 90), (150, 100), (70, 110), (190, 120), (101, 130), (210, 140),
///     (118, 150), (250, 160), (139, 170)]
///     .map(|(observed, expected)| (Count::from(observed), Population::from(expected)));
/// let found = overdispersion(&places, FunnelScale::RootRatio, Extremes::DrawnIn)?;
/// assert_eq!(format!("{:.1}", found.ratio()), "14.8");
/// let limits = found.limits(Population::from(100), Confidence::NINETY_FIVE)?;
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "0.41 to 1.85");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// Spiegelhalter D J. Handling over-dispersion of performance indicators. Quality and Safety in
/// Health Care 2005; 14: 347-351. `DerSimonian` R, Laird N. Meta-analysis in clinical trials. Controlled
/// Clinical Trials 1986; 7: 177-188.
pub fn overdispersion(
    places: &[(Count, Population)],
    scale: FunnelScale,
    extremes: Extremes,
) -> Result<Overdispersion, Undefined> {
    if places.len() < FEWEST {
        return Err(Undefined::TooFewGroups {
            found: places.len(),
            needed: FEWEST,
        });
    }
    let target = scale.target(places)?;
    let mut scores = Vec::with_capacity(places.len());
    for (place, (count, size)) in places.iter().enumerate() {
        let (value, error) = scale.place(count.get(), size.get()).ok_or({
            if size.get() == 0.0 {
                Undefined::SubgroupIsEmpty { place: place + 1 }
            } else {
                Undefined::SubgroupIsZero { place: place + 1 }
            }
        })?;
        scores.push(((value - scale.there(target)) / error, error));
    }
    let scores = extremes.treat(scores);
    let number = f64::from(u32::try_from(scores.len()).map_err(|_| Undefined::TooLarge)?);
    let squares = scores.iter().map(|(z, _)| z * z).collect::<Sum>().total();
    let dispersion = squares / number;
    let (mut weights, mut square_weights) = (Sum::default(), Sum::default());
    for (_, error) in &scores {
        let weight = 1.0 / (error * error);
        weights.add(weight);
        square_weights.add(weight * weight);
    }
    let (weights, square_weights) = (weights.total(), square_weights.total());
    let between = (squares - (number - 1.0)) / (weights - square_weights / weights);
    if !(dispersion.is_finite() && between.is_finite()) {
        return Err(Undefined::TooLarge);
    }
    Ok(Overdispersion {
        scale,
        target,
        dispersion,
        between: if dispersion > 1.0 {
            between.max(0.0)
        } else {
            0.0
        },
    })
}

/// The fewest places: a tenth of them at either end is one.
const FEWEST: usize = 10;

impl FunnelScale {
    /// The ratio or share that places are held against.
    fn target(self, places: &[(Count, Population)]) -> Result<f64, Undefined> {
        if matches!(self, Self::LogRatio | Self::RootRatio) {
            return Ok(1.0);
        }
        let of = |part: fn(&(Count, Population)) -> f64| {
            places.iter().map(part).collect::<Sum>().total()
        };
        let (counts, sizes) = (of(|place| place.0.get()), of(|place| place.1.get()));
        if sizes == 0.0 {
            return Err(Undefined::DenominatorIsZero);
        }
        if self == Self::ArcSine && places.iter().any(|(count, size)| count.get() > size.get()) {
            return Err(Undefined::NumeratorAboveDenominator);
        }
        if counts == 0.0 {
            return Err(Undefined::NothingExpected);
        }
        Ok(counts / sizes)
    }

    /// A ratio or share on the scale.
    fn there(self, value: f64) -> f64 {
        match self {
            Self::LogRatio | Self::LogCounts => ln(value),
            Self::RootRatio => value.sqrt(),
            Self::ArcSine => libm::asin(value.min(1.0).sqrt()),
        }
    }

    /// And back; beyond the ends of the scale lies the end.
    fn back(self, place: f64) -> f64 {
        match self {
            Self::LogRatio | Self::LogCounts => exp(place),
            Self::RootRatio => place.max(0.0) * place.max(0.0),
            Self::ArcSine => {
                let root = libm::sin(place.clamp(0.0, std::f64::consts::FRAC_PI_2));
                root * root
            }
        }
    }

    /// How much a place of a size errs by chance.
    fn error(self, count: f64, size: f64) -> f64 {
        match self {
            Self::LogRatio => 1.0 / size.sqrt(),
            Self::RootRatio | Self::ArcSine => 1.0 / (2.0 * size.sqrt()),
            Self::LogCounts => {
                let of = |x: f64| x / ((x + 0.5) * (x + 0.5));
                (of(count) + of(size)).sqrt()
            }
        }
    }

    /// The value of a place on the scale and its error, where it has one.
    fn place(self, count: f64, size: f64) -> Option<(f64, f64)> {
        let value = match self {
            Self::LogCounts => ln((count + 0.5) / (size + 0.5)),
            _ => self.there(count / size),
        };
        let error = self.error(count, size);
        (value.is_finite() && error.is_finite() && error > 0.0).then_some((value, error))
    }
}

impl Extremes {
    /// The scores with their errors, those far out drawn in or left out.
    fn treat(self, mut scores: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
        match self {
            Self::Kept => scores,
            Self::DrawnIn => {
                let mut sorted: Vec<f64> = scores.iter().map(|(z, _)| *z).collect();
                sorted.sort_by(f64::total_cmp);
                let ends = share_of(&sorted, 0.1).zip(share_of(&sorted, 0.9));
                if let Some((low, high)) = ends {
                    for (z, _) in &mut scores {
                        *z = z.clamp(low, high);
                    }
                }
                scores
            }
            Self::LeftOut => {
                let all = scores.clone();
                let tenth = |z: f64| {
                    // The rank, equal scores sharing their mean: twice it is a whole number.
                    let below = all.iter().filter(|(other, _)| *other < z).count();
                    let level = all.iter().filter(|(other, _)| *other <= z).count();
                    (below + level + 1) * 10 / (2 * (all.len() + 1))
                };
                scores.retain(|(z, _)| (1..9).contains(&tenth(*z)));
                scores
            }
        }
    }
}

impl Overdispersion {
    /// Mean squared score: how many times as much as by chance places scatter.
    #[must_use]
    pub fn ratio(self) -> f64 {
        self.dispersion
    }

    /// The variance between places on the scale; zero where chance explains the scatter and the plain
    /// funnel holds.
    #[must_use]
    pub fn between(self) -> f64 {
        self.between
    }

    /// The ratio or share in the middle.
    #[must_use]
    pub fn target(self) -> f64 {
        self.target
    }

    /// The limits of a ratio or share at a size, with the variance between places allowed for.
    pub fn limits(self, size: Population, confidence: Confidence) -> Result<Limits, Undefined> {
        let size = size.get();
        if size == 0.0 {
            return Err(Undefined::DenominatorIsZero);
        }
        let error = self.scale.error(self.target * size, size);
        let reach = confidence.z() * (error * error + self.between).sqrt();
        let middle = self.scale.there(self.target);
        let (lower, upper) = (
            self.scale.back(middle - reach),
            self.scale.back(middle + reach),
        );
        if !upper.is_finite() {
            return Err(Undefined::TooLarge);
        }
        Ok(Limits::around(self.target, confidence, lower, upper))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SCALES: [FunnelScale; 4] = [
        FunnelScale::LogRatio,
        FunnelScale::RootRatio,
        FunnelScale::ArcSine,
        FunnelScale::LogCounts,
    ];

    fn places(parts: &[(u32, u32)]) -> Vec<(Count, Population)> {
        parts
            .iter()
            .map(|&(x, n)| (Count::from(x), Population::from(n)))
            .collect()
    }

    #[test]
    fn what_cannot_be_says_why() {
        let ask =
            |parts: &[(u32, u32)], scale| overdispersion(&places(parts), scale, Extremes::Kept);
        assert_eq!(
            ask(&[(1, 2); 9], FunnelScale::ArcSine),
            Err(Undefined::TooFewGroups {
                found: 9,
                needed: 10
            })
        );
        let mut parts = [(5, 10); 10];
        parts[3].0 = 0;
        // No deaths: the log of nothing would make the scatter endless.
        assert_eq!(
            ask(&parts, FunnelScale::LogRatio),
            Err(Undefined::SubgroupIsZero { place: 4 })
        );
        for scale in [
            FunnelScale::RootRatio,
            FunnelScale::ArcSine,
            FunnelScale::LogCounts,
        ] {
            assert!(ask(&parts, scale).is_ok());
        }
        parts[3] = (0, 0);
        assert_eq!(
            ask(&parts, FunnelScale::RootRatio),
            Err(Undefined::SubgroupIsEmpty { place: 4 })
        );
        parts[3] = (11, 10);
        assert_eq!(
            ask(&parts, FunnelScale::ArcSine),
            Err(Undefined::NumeratorAboveDenominator)
        );
        assert_eq!(
            ask(&[(0, 10); 10], FunnelScale::ArcSine),
            Err(Undefined::NothingExpected)
        );
    }

    #[test]
    fn the_sums_by_hand() {
        // Twenty places of 100 expected, ten with 121 and ten with 81: roots 1.1 and 0.9, s = 0.05,
        // every z is 2. So phi = 4, and tau squared = (80 - 19) / (8000 - 400).
        let parts: Vec<_> = (0..20)
            .map(|place| (if place < 10 { 121 } else { 81 }, 100))
            .collect();
        for extremes in [Extremes::Kept, Extremes::DrawnIn] {
            let found = overdispersion(&places(&parts), FunnelScale::RootRatio, extremes).unwrap();
            assert!((found.ratio() - 4.0).abs() < 1e-12);
            assert!((found.between() - 61.0 / 7_600.0).abs() < 1e-14);
            let limits = found
                .limits(Population::from(100), Confidence::NINETY_FIVE)
                .unwrap();
            let reach = 1.959_963_984_540_054 * (0.0025_f64 + 61.0 / 7_600.0).sqrt();
            assert!((limits.upper() - (1.0 + reach) * (1.0 + reach)).abs() < 1e-12);
        }
        // Left out are the tenth at either end, and equal scores share their rank: 5.5 and 15.5 of
        // 20 are in tenths 2 and 7.
        let found =
            overdispersion(&places(&parts), FunnelScale::RootRatio, Extremes::LeftOut).unwrap();
        assert!((found.between() - 61.0 / 7_600.0).abs() < 1e-14);
    }

    #[test]
    fn one_far_place_does_not_widen_the_limits_when_drawn_in() {
        let mut parts: Vec<_> = (0..20).map(|place| (90 + place, 100)).collect();
        parts[0].0 = 400;
        let between = |extremes| {
            overdispersion(&places(&parts), FunnelScale::LogRatio, extremes)
                .unwrap()
                .between()
        };
        assert!(between(Extremes::Kept) > 0.0);
        assert_eq!(
            (between(Extremes::DrawnIn), between(Extremes::LeftOut)),
            (0.0, 0.0)
        );
    }

    proptest! {
        #[test]
        fn limits_hold_the_target_and_are_never_narrower_than_without(
            parts in prop::collection::vec((1_u32..200, 200_u32..1_000), 10..40), size in 1_u32..10_000,
        ) {
            for scale in SCALES {
                let found = overdispersion(&places(&parts), scale, Extremes::DrawnIn).unwrap();
                let plain = Overdispersion { between: 0.0, ..found };
                for confidence in Confidence::PUBLISHED {
                    let limits = found.limits(Population::from(size), confidence).unwrap();
                    let narrow = plain.limits(Population::from(size), confidence).unwrap();
                    prop_assert!(limits.contain(found.target()) && limits.lower() >= 0.0);
                    prop_assert!(limits.lower() <= narrow.lower() && narrow.upper() <= limits.upper());
                    if scale == FunnelScale::ArcSine {
                        prop_assert!(limits.upper() <= 1.0);
                    }
                }
            }
        }

        #[test]
        fn the_order_of_places_does_not_matter(
            (rows, shuffled) in prop::collection::vec((1_u32..200, 200_u32..1_000), 10..40)
                .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        ) {
            for extremes in [Extremes::Kept, Extremes::DrawnIn, Extremes::LeftOut] {
                let one = overdispersion(&places(&rows), FunnelScale::RootRatio, extremes).unwrap();
                let other = overdispersion(&places(&shuffled), FunnelScale::RootRatio, extremes).unwrap();
                prop_assert!((one.ratio() - other.ratio()).abs() < 1e-10 * one.ratio());
                prop_assert!((one.between() - other.between()).abs() < 1e-12);
            }
        }
    }
}
