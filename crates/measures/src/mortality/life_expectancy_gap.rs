//! What the gap in life expectancy between two places is made of, by age and cause.

use super::LifeTable;
use super::life_table::{Band, bands};
use crate::age_band::{by_age, same_bands};
use crate::numeric::turns::at_most;
use crate::numeric::{self, RandomStream};
use crate::{AgeBand, AgeGroup, Confidence, Count, Estimate, Method, Population, Undefined};

/// How far the deaths of causes may miss the deaths of a band, in deaths.
const PARTITION: f64 = 1e-9;

/// Draws that must lie beyond a limit for it to be one.
const BEYOND_A_LIMIT: f64 = 10.0;

/// Draws without a death in the last band are drawn again, so often at most.
const MOST_TRIES: u32 = 1_000;

/// Deaths and people of one age, with the deaths of each cause.
///
/// `Cause` is whatever names a cause: a code, a title.
#[derive(Debug, Clone, PartialEq)]
pub struct DeathsByCause<Cause> {
    /// How old they are.
    pub age: AgeBand,
    /// How many people, or person-years, there are.
    pub population: Population,
    /// How many died.
    pub deaths: Count,
    /// How many died of each cause; those that nobody died of may be left out.
    pub causes: Vec<(Cause, Count)>,
}

/// How limits are found: deaths are drawn again so often, from this seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bootstrap {
    /// The same seed gives the same limits, on every machine.
    pub seed: u64,
    /// How often: 1,000 or more for 95% limits, 10,000 for 99.8%.
    pub draws: u32,
}

/// A gap in life expectancy and its parts. All are in years, and above zero where the second place
/// lives longer for it.
#[derive(Debug, Clone, PartialEq)]
pub struct LifeExpectancyGap<Cause> {
    /// Life expectancy of the second place less that of the first, with normal limits.
    pub gap: Estimate,
    /// What the death rates of each age add, from the youngest.
    pub by_age: Vec<(AgeBand, Estimate)>,
    /// What each cause adds, in the order of causes.
    pub by_cause: Vec<(Cause, Estimate)>,
    /// What each cause adds at each age, by age and then cause.
    pub by_age_and_cause: Vec<(AgeBand, Cause, Estimate)>,
}

/// The gap in life expectancy between two places, split by age and cause with Arriaga's symmetric
/// method.
///
/// # What it shows
/// Which ages and which causes of death the gap comes from.
///
/// # Interpretation
/// Of a gap of 3.9 years, 1.1 are deaths from heart disease at 60 to 79. Parts below zero narrow the
/// gap: the place that lives longer does worse there. The parts add up to the gap.
///
/// # Type
/// Difference of two groups, split; needs no choice of which of them is the base.
///
/// # Applies when
/// A [`LifeTable`] can be made of both places in the same bands from the same age on, and causes
/// share out the deaths of each band completely.
///
/// # Warning
/// It is arithmetic and not a forecast: with one cause gone, people would die of others. Limits come
/// from drawing deaths again as Poisson counts; a cause that nobody died of stays so in every draw,
/// which makes the limits of very small counts too narrow. Parts can be larger than the gap, with
/// others against them. Small counts by age and cause must pass disclosure control before anyone sees
/// them; pool years.
///
/// # Formula
/// With survivors `l`, expectancies `e` at the end of a band and width `n` of both places, band by
/// band: `-(q2 - q1) (n (1-a) (l1 + l2) / 2 + (l1 e2 + l2 e1) / 2)`, in the open band
/// `(l1 + l2)/2 (1/m2 - 1/m1)`. This is the mean of Arriaga's formula taken both ways. A cause has the
/// share `(m2c - m1c) / (m2 - m1)` of it; the quotient of the band's part and `m2 - m1` is computed
/// as one, so that equal rates from different causes are no division by zero.
///
/// # Example
/// ```
/// use measures::mortality::{self, Bootstrap, DeathsByCause};
/// use measures::{Confidence, Count, Population};
///
/// let group = |age: &str, people: u32, heart: u32, other: u32| {
///     Ok::<_, measures::AgeBandError>(DeathsByCause {
///         age: age.parse()?,
///         population: Population::from(people),
///         deaths: Count::from(heart + other),
///         causes: vec![("heart", Count::from(heart)), ("other", Count::from(other))],
///     })
/// };
/// // Two invented places that differ in deaths of the heart at 65 and over, and in nothing else.
/// let most = [group("0-64", 90_000, 40, 160)?, group("65+", 10_000, 300, 300)?];
/// let least = [group("0-64", 90_000, 40, 160)?, group("65+", 10_000, 200, 300)?];
/// let bootstrap = Bootstrap { seed: 1, draws: 400 };
/// let parts = mortality::life_expectancy_gap(&most, &least, 0, bootstrap, &[Confidence::NINETY_FIVE])?;
/// let heart = &parts.by_cause[0];
/// assert_eq!((heart.0, format!("{:.2}", heart.1.value())), ("heart", "2.88".to_owned()));
/// assert_eq!(format!("{:.2}", parts.gap.value()), "2.88");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Arriaga E E. Measuring and explaining the change in life expectancies. Demography 1984; 21:
/// 83-96. Ponnapalli K M. A comparison of different methods for decomposition of changes in
/// expectation of life at birth and differentials in life expectancy at birth. Demographic Research
/// 2005; 12: 141-172. Efron B, Tibshirani R J. An Introduction to the Bootstrap. Chapman and Hall
/// 1993.
#[doc(alias = "Arriaga")]
#[doc(alias = "decomposition")]
pub fn life_expectancy_gap<Cause: Ord + Clone>(
    first: &[DeathsByCause<Cause>],
    second: &[DeathsByCause<Cause>],
    age: u8,
    bootstrap: Bootstrap,
    confidences: &[Confidence],
) -> Result<LifeExpectancyGap<Cause>, Undefined> {
    let (first, second) = (from_age(first, age)?, from_age(second, age)?);
    let (one, other) = (table(&first)?, table(&second)?);
    same_bands(
        second.iter().map(|group| group.age),
        first.iter().map(|group| group.age),
    )?;
    let (_, one) = one.row_at(age)?;
    let (_, other) = other.row_at(age)?;
    let gap = Estimate::assemble(
        other.expectation - one.expectation,
        Method::Normal,
        confidences,
        |confidence| {
            let value = other.expectation - one.expectation;
            let error = numeric::hypot(one.standard_error, other.standard_error);
            Ok((
                value - confidence.z() * error,
                value + confidence.z() * error,
            ))
        },
    )?;

    let mut causes: Vec<&Cause> = first
        .iter()
        .chain(&second)
        .flat_map(|group| group.causes.iter().map(|(cause, _)| cause))
        .collect();
    causes.sort();
    causes.dedup();
    let ages: Vec<AgeBand> = first.iter().map(|group| group.age).collect();
    let (first, second) = (Place::new(&first, &causes), Place::new(&second, &causes));
    let seen = Parts::of(&ages, &first, &second);
    let limits = Draws::new(&ages, &first, &second, bootstrap, confidences);
    let estimate = |value: f64, part: Part| {
        Estimate::assemble(value, Method::Bootstrap, confidences, |confidence| {
            limits.between(part, confidence)
        })
    };

    let mut by_age = Vec::with_capacity(ages.len());
    let mut by_age_and_cause = Vec::with_capacity(ages.len() * causes.len());
    for (band, &age) in ages.iter().enumerate() {
        by_age.push((
            age,
            estimate(seen.of_part(Part::Age(band)), Part::Age(band))?,
        ));
        for (index, cause) in causes.iter().enumerate() {
            let part = Part::AgeAndCause(band, index);
            let cause = Cause::clone(cause);
            by_age_and_cause.push((age, cause, estimate(seen.of_part(part), part)?));
        }
    }
    let mut by_cause = Vec::with_capacity(causes.len());
    for (index, cause) in causes.iter().enumerate() {
        let part = Part::Cause(index);
        by_cause.push((Cause::clone(cause), estimate(seen.of_part(part), part)?));
    }
    Ok(LifeExpectancyGap {
        gap,
        by_age,
        by_cause,
        by_age_and_cause,
    })
}

/// Groups from an age on, from the youngest, whose causes share out their deaths.
fn from_age<Cause: Ord>(
    groups: &[DeathsByCause<Cause>],
    age: u8,
) -> Result<Vec<&DeathsByCause<Cause>>, Undefined> {
    let groups: Vec<&DeathsByCause<Cause>> = by_age(groups, |group| group.age)?
        .into_iter()
        .filter(|group| group.age.start() >= age)
        .collect();
    for group in &groups {
        let of_causes = numeric::sum(group.causes.iter().map(|(_, deaths)| deaths.get()));
        if (of_causes - group.deaths.get()).abs() > PARTITION {
            return Err(Undefined::CausesDoNotAddUp { band: group.age });
        }
    }
    Ok(groups)
}

fn table<Cause>(groups: &[&DeathsByCause<Cause>]) -> Result<LifeTable, Undefined> {
    let groups: Vec<AgeGroup> = groups
        .iter()
        .map(|group| AgeGroup {
            age: group.age,
            count: group.deaths,
            population: group.population,
        })
        .collect();
    LifeTable::new(&groups)
}

/// People and deaths as columns: bands by causes.
#[derive(Debug, Clone)]
struct Place {
    people: Vec<f64>,
    deaths: Vec<Vec<f64>>,
}

impl Place {
    fn new<Cause: Ord>(groups: &[&DeathsByCause<Cause>], causes: &[&Cause]) -> Self {
        let deaths_of = |group: &DeathsByCause<Cause>, cause: &Cause| {
            numeric::sum(
                group
                    .causes
                    .iter()
                    .filter(|(of, _)| of == cause)
                    .map(|(_, deaths)| deaths.get()),
            )
        };
        Self {
            people: groups.iter().map(|group| group.population.get()).collect(),
            deaths: groups
                .iter()
                .map(|group| causes.iter().map(|cause| deaths_of(group, cause)).collect())
                .collect(),
        }
    }

    /// The same people with deaths drawn again.
    fn drawn(&self, stream: &mut RandomStream) -> Self {
        let mut deaths: Vec<Vec<f64>> = self
            .deaths
            .iter()
            .map(|causes| drawn(causes, stream))
            .collect();
        // Without a death in it the last band has no end; such draws do not count.
        if let (Some(last), Some(seen)) = (deaths.last_mut(), self.deaths.last()) {
            for _ in at_most(MOST_TRIES) {
                if last.iter().any(|deaths| *deaths > 0.0) {
                    break;
                }
                *last = drawn(seen, stream);
            }
            if last.iter().all(|deaths| *deaths == 0.0) {
                last.clone_from(seen);
            }
        }
        Self {
            people: self.people.clone(),
            deaths,
        }
    }

    fn bands(&self, ages: &[AgeBand]) -> Vec<Band> {
        let deaths: Vec<f64> = self
            .deaths
            .iter()
            .map(|causes| numeric::sum(causes.iter().copied()))
            .collect();
        bands(ages, &deaths, &self.people)
    }
}

fn drawn(deaths: &[f64], stream: &mut RandomStream) -> Vec<f64> {
    deaths
        .iter()
        .map(|deaths| stream.poisson(*deaths))
        .collect()
}

/// One of the numbers that a gap is split into.
#[derive(Debug, Clone, Copy)]
enum Part {
    Age(usize),
    Cause(usize),
    AgeAndCause(usize, usize),
}

/// What each cause adds at each age: bands by causes.
#[derive(Debug, Clone)]
struct Parts(Vec<Vec<f64>>);

impl Parts {
    fn of(ages: &[AgeBand], first: &Place, second: &Place) -> Self {
        let (one, other) = (first.bands(ages), second.bands(ages));
        let (one_after, other_after) = (expectations_after(&one), expectations_after(&other));
        let (mut one_alive, mut other_alive) = (1.0, 1.0);
        let mut parts = Vec::with_capacity(ages.len());
        for band in 0..ages.len() {
            let years = years_for_each_rate(
                (&one[band], one_alive, one_after[band]),
                (&other[band], other_alive, other_after[band]),
            );
            let rates =
                |place: &Place, cause: usize| place.deaths[band][cause] / place.people[band];
            parts.push(
                (0..first.deaths[band].len())
                    .map(|cause| years * (rates(second, cause) - rates(first, cause)))
                    .collect(),
            );
            one_alive *= one[band].surviving;
            other_alive *= other[band].surviving;
        }
        Self(parts)
    }

    fn of_part(&self, part: Part) -> f64 {
        match part {
            Part::Age(band) => numeric::sum(self.0[band].iter().copied()),
            Part::Cause(cause) => numeric::sum(self.0.iter().map(|causes| causes[cause])),
            Part::AgeAndCause(band, cause) => self.0[band][cause],
        }
    }
}

/// The years that those have left who reach the end of each band.
fn expectations_after(bands: &[Band]) -> Vec<f64> {
    let mut after = vec![0.0; bands.len()];
    let mut expectation = 0.0;
    for (band, after) in bands.iter().zip(&mut after).rev() {
        *after = expectation;
        expectation = band.years_lived + band.surviving * expectation;
    }
    after
}

/// What a band adds to the gap, over the difference of its death rates. Each place comes with its
/// survivors at the beginning of the band and its expectancy at the end.
fn years_for_each_rate(
    (one, one_alive, one_after): (&Band, f64, f64),
    (other, other_alive, other_after): (&Band, f64, f64),
) -> f64 {
    let alive = f64::midpoint(one_alive, other_alive);
    let Some(width) = one.width else {
        return -alive / (one.death_rate * other.death_rate);
    };
    let stretch = 1.0 - one.part_lived;
    let lost =
        width * stretch * alive + f64::midpoint(one_alive * other_after, other_alive * one_after);
    let dying = match (one.all_die, other.all_die) {
        (true, true) => 0.0,
        (false, false) => {
            let share = |band: &Band| 1.0 + band.death_rate * width * stretch;
            width / (share(one) * share(other))
        }
        // Only one is beyond the formula, so the rates differ.
        _ => (other.dying - one.dying) / (other.death_rate - one.death_rate),
    };
    -dying * lost
}

/// The parts of every draw, each in order of size, or the reason why there are no limits.
struct Draws {
    causes: usize,
    ages: Vec<Vec<f64>>,
    by_cause: Vec<Vec<f64>>,
    /// Bands times causes.
    cells: Vec<Vec<f64>>,
    number: u32,
}

impl Draws {
    fn new(
        ages: &[AgeBand],
        first: &Place,
        second: &Place,
        bootstrap: Bootstrap,
        confidences: &[Confidence],
    ) -> Self {
        let causes = first.deaths.first().map_or(0, Vec::len);
        let mut draws = Self {
            causes,
            ages: vec![Vec::new(); ages.len()],
            by_cause: vec![Vec::new(); causes],
            cells: vec![Vec::new(); ages.len() * causes],
            number: bootstrap.draws,
        };
        let useful = confidences
            .iter()
            .any(|confidence| draws.are_enough(*confidence).is_ok());
        if !useful {
            return draws;
        }
        for draw in 0..bootstrap.draws {
            // A stream for each draw, so that one more draw changes none of the others.
            let mut stream = RandomStream::new(bootstrap.seed, u64::from(draw));
            let (first, second) = (first.drawn(&mut stream), second.drawn(&mut stream));
            let parts = Parts::of(ages, &first, &second);
            for (band, values) in draws.ages.iter_mut().enumerate() {
                values.push(parts.of_part(Part::Age(band)));
            }
            for (cause, values) in draws.by_cause.iter_mut().enumerate() {
                values.push(parts.of_part(Part::Cause(cause)));
            }
            for (values, value) in draws.cells.iter_mut().zip(parts.0.iter().flatten()) {
                values.push(*value);
            }
        }
        for values in draws
            .ages
            .iter_mut()
            .chain(&mut draws.by_cause)
            .chain(&mut draws.cells)
        {
            values.sort_by(f64::total_cmp);
        }
        draws
    }

    /// Refuses limits that hang on a handful of draws.
    fn are_enough(&self, confidence: Confidence) -> Result<(), Undefined> {
        let needed = BEYOND_A_LIMIT / confidence.tail();
        // 10 over 0.025 is 400 and a hair.
        if f64::from(self.number) >= needed * (1.0 - 1e-9) {
            Ok(())
        } else {
            Err(Undefined::TooFewDraws { found: self.number })
        }
    }

    fn between(&self, part: Part, confidence: Confidence) -> Result<(f64, f64), Undefined> {
        self.are_enough(confidence)?;
        let values = match part {
            Part::Age(band) => &self.ages[band],
            Part::Cause(cause) => &self.by_cause[cause],
            Part::AgeAndCause(band, cause) => &self.cells[band * self.causes + cause],
        };
        let tail = confidence.tail();
        Ok((at_share(values, tail), at_share(values, 1.0 - tail)))
    }
}

/// The value below which a share of ordered values lies, between two of them in proportion.
fn at_share(ordered: &[f64], share: f64) -> f64 {
    let last = ordered.len().saturating_sub(1);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place among draws, which a u32 counts"
    )]
    let (place, below) = {
        let place = share * last as f64;
        (place - place.floor(), place.floor() as usize)
    };
    let (low, high) = (
        ordered.get(below).copied().unwrap_or(0.0),
        ordered.get((below + 1).min(last)).copied().unwrap_or(0.0),
    );
    low + (high - low) * place
}

#[cfg(test)]
mod tests {
    use super::super::tests::{any_place, band, place};
    use super::*;
    use proptest::prelude::*;

    const FEW: Bootstrap = Bootstrap { seed: 5, draws: 0 };

    /// Every death of one of two causes: every `each`-th of the first.
    fn by_cause(groups: &[AgeGroup], each: f64) -> Vec<DeathsByCause<&'static str>> {
        groups
            .iter()
            .map(|group| {
                let deaths = group.count.get();
                let heart = (deaths / each).floor();
                DeathsByCause {
                    age: group.age,
                    population: group.population,
                    deaths: group.count,
                    causes: vec![
                        ("other", Count::new(deaths - heart).unwrap()),
                        ("heart", Count::new(heart).unwrap()),
                    ],
                }
            })
            .collect()
    }

    fn without_limits(
        first: &[DeathsByCause<&'static str>],
        second: &[DeathsByCause<&'static str>],
    ) -> LifeExpectancyGap<&'static str> {
        life_expectancy_gap(first, second, 0, FEW, &[]).unwrap()
    }

    fn sum<T>(parts: &[T], of: impl Fn(&T) -> f64) -> f64 {
        parts.iter().map(of).sum()
    }

    /// Arriaga's formula from the first place to the second, as it is usually written.
    fn one_way(first: &[Band], second: &[Band]) -> Vec<f64> {
        let after = |bands: &[Band]| expectations_after(bands);
        let alive = |bands: &[Band]| -> Vec<f64> {
            bands
                .iter()
                .scan(1.0, |alive, band| {
                    let now = *alive;
                    *alive *= band.surviving;
                    Some(now)
                })
                .collect()
        };
        let (l1, l2) = (alive(first), alive(second));
        let e2 = after(second);
        (0..first.len())
            .map(|x| {
                if first[x].width.is_none() {
                    return l1[x] * (second[x].years_lived - first[x].years_lived);
                }
                let direct = l1[x] * (second[x].years_lived - first[x].years_lived);
                let t2 = l2[x + 1] * e2[x];
                direct + t2 * (l1[x] / l2[x] - l1[x + 1] / l2[x + 1])
            })
            .collect()
    }

    #[test]
    fn each_age_is_the_mean_of_arriagas_formula_taken_both_ways() {
        let mut other = place();
        for (index, group) in other.iter_mut().enumerate() {
            let more = if index % 3 == 0 { 1.4 } else { 0.8 };
            group.count = Count::new((group.count.get() * more).floor()).unwrap();
        }
        let (first, second) = (by_cause(&place(), 3.0), by_cause(&other, 4.0));
        let parts = without_limits(&first, &second);
        let of = |groups: &[AgeGroup]| LifeTable::new(groups).unwrap().bands();
        let forwards = one_way(&of(&place()), &of(&other));
        let backwards = one_way(&of(&other), &of(&place()));
        for (index, (_, part)) in parts.by_age.iter().enumerate() {
            let mean = (forwards[index] - backwards[index]) / 2.0;
            assert!((part.value() - mean).abs() < 1e-12, "{index}");
        }
    }

    #[test]
    fn equal_rates_from_different_causes_are_no_division_by_zero() {
        // The reference formula divides zero by zero at every age.
        let (first, second) = (by_cause(&place(), 2.0), by_cause(&place(), 5.0));
        let parts = without_limits(&first, &second);
        assert_eq!(parts.gap.value(), 0.0);
        let heart = parts.by_cause[0].1.value();
        assert!(heart > 0.1 && (heart + parts.by_cause[1].1.value()).abs() < 1e-12);
    }

    #[test]
    fn causes_must_share_out_the_deaths_of_each_band() {
        let (first, mut second) = (by_cause(&place(), 2.0), by_cause(&place(), 2.0));
        second[6].causes[0].1 = Count::new(second[6].causes[0].1.get() + 1.0).unwrap();
        assert_eq!(
            life_expectancy_gap(&first, &second, 0, FEW, &[]),
            Err(Undefined::CausesDoNotAddUp {
                band: band("25-29")
            })
        );
    }

    #[test]
    fn both_places_must_have_the_same_bands() {
        let (first, mut second) = (by_cause(&place(), 2.0), by_cause(&place(), 2.0));
        second.pop();
        second[18].age = band("85+");
        assert_eq!(
            life_expectancy_gap(&first, &second, 0, FEW, &[]),
            Err(Undefined::AgeBandUnknown { band: band("85+") })
        );
    }

    #[test]
    fn a_cause_that_nobody_died_of_may_be_left_out() {
        let (first, mut second) = (by_cause(&place(), 2.0), by_cause(&place(), 2.0));
        for group in &mut second {
            group.causes = vec![("other", group.deaths)];
        }
        let parts = without_limits(&first, &second);
        assert_eq!(parts.by_cause[0].0, "heart");
        assert!(parts.by_cause[0].1.value() > 0.0);
    }

    #[test]
    fn too_few_draws_leave_parts_without_limits() {
        let (first, second) = (by_cause(&place(), 2.0), by_cause(&place(), 5.0));
        let of = |draws| {
            let bootstrap = Bootstrap { seed: 5, draws };
            life_expectancy_gap(&first, &second, 0, bootstrap, &[Confidence::NINETY_FIVE]).unwrap()
        };
        let few = of(399);
        assert!(few.gap.limits().is_ok());
        assert_eq!(
            few.by_cause[0].1.limits(),
            Err(Undefined::TooFewDraws { found: 399 })
        );
        assert!(of(400).by_cause[0].1.limits().is_ok());
    }

    #[test]
    fn limits_by_drawing_are_near_those_of_the_closed_form() {
        // One cause and the gap at birth: both describe the same number.
        let all = |groups: &[AgeGroup]| -> Vec<DeathsByCause<()>> {
            groups
                .iter()
                .map(|group| DeathsByCause {
                    age: group.age,
                    population: group.population,
                    deaths: group.count,
                    causes: vec![((), group.count)],
                })
                .collect()
        };
        let mut other = place();
        for group in &mut other {
            group.count = Count::new((group.count.get() * 0.9).floor()).unwrap();
        }
        let bootstrap = Bootstrap {
            seed: 11,
            draws: 2_000,
        };
        let level = Confidence::NINETY_FIVE;
        let parts =
            life_expectancy_gap(&all(&place()), &all(&other), 0, bootstrap, &[level]).unwrap();
        let closed = parts.gap.limits().unwrap()[0];
        let drawn = parts.by_cause[0].1.limits().unwrap()[0];
        assert!((closed.width() / drawn.width() - 1.0).abs() < 0.1);
        assert!((closed.lower() - drawn.lower()).abs() < 0.1 * closed.width());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_parts_add_up_to_the_gap(first in any_place(), second in any_place()) {
            let parts = without_limits(&by_cause(&first, 3.0), &by_cause(&second, 7.0));
            let gap = parts.gap.value();
            let size = 1e-11 * (1.0 + sum(&parts.by_age, |(_, part)| part.value().abs()));
            prop_assert!((sum(&parts.by_age, |(_, part)| part.value()) - gap).abs() < size);
            prop_assert!((sum(&parts.by_cause, |(_, part)| part.value()) - gap).abs() < 10.0 * size);
            prop_assert!((sum(&parts.by_age_and_cause, |(_, _, part)| part.value()) - gap).abs() < 10.0 * size);
        }

        #[test]
        fn turning_the_places_round_turns_every_sign(first in any_place(), second in any_place()) {
            let (first, second) = (by_cause(&first, 3.0), by_cause(&second, 7.0));
            let (there, back) = (without_limits(&first, &second), without_limits(&second, &first));
            for (one, other) in there.by_age_and_cause.iter().zip(&back.by_age_and_cause) {
                prop_assert!((one.2.value() + other.2.value()).abs() <= 1e-13 * one.2.value().abs());
            }
        }

        #[test]
        fn the_order_of_bands_and_causes_changes_no_bit(first in any_place(), second in any_place(), seed in any::<u64>()) {
            let bootstrap = Bootstrap { seed, draws: 40 };
            let level = [Confidence::new(0.3).unwrap()];
            let (first, mut second) = (by_cause(&first, 3.0), by_cause(&second, 7.0));
            let one = life_expectancy_gap(&first, &second, 0, bootstrap, &level);
            second.reverse();
            for group in &mut second {
                group.causes.reverse();
            }
            let other = life_expectancy_gap(&first, &second, 0, bootstrap, &level);
            if let Ok(parts) = &one {
                for (_, _, part) in &parts.by_age_and_cause {
                    prop_assert!(part.limits().unwrap()[0].contain(part.value()));
                }
            }
            prop_assert_eq!(one, other);
        }
    }
}
