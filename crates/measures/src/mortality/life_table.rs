//! The life table that deaths and people by age make.

use crate::age_band::by_age;
use crate::{AgeBand, AgeGroup, Undefined, numeric};

/// Survivors are shown of so many births.
const BIRTHS: f64 = 100_000.0;

/// The part of their first year that those who die in it live, on average.
const LIVED_OF_FIRST_YEAR: f64 = 0.1;

/// The same of any other band.
const LIVED_OF_BAND: f64 = 0.5;

/// A table for this many people or fewer is not made: a death more or less moves it by months.
const SMALL_POPULATION: u32 = 5_000;

/// An abridged or single-year life table of a period, by Chiang's second method.
///
/// # What it shows
/// How a group of newborns would die out, were they to meet the death rates of today at every age.
///
/// # Type
/// Model of one group.
///
/// # Applies when
/// Deaths and people, or person-years, are known in bands of any width that follow one another
/// without gaps, the last of them open. A band without deaths is ordinary, but for the last.
///
/// # Warning
/// It is no forecast: today's newborns will meet other rates. Bands are refused, by name, where one
/// is missing or there twice, has nobody in it or more deaths than people. A count that is missing
/// is not zero: leave the band out, and the table is refused. Those who die in their first year live
/// a tenth of it, in other bands half of the band; national tables by single years take a factor for
/// infants that changes from year to year, which moves the result by some thousandths of a year.
///
/// # Formula
/// With death rate `m`, width `n` and the part `a` of a band that those live who die in it:
/// `q = n m / (1 + n m (1 - a))`, 1 where `n m a > 1`; years lived by each of those who enter
/// `n (1 - q + a q)`, `1/m` in the open band; variance of `q` is `q² (1 - q) / deaths`.
///
/// # Example
/// ```
/// use measures::mortality::LifeTable;
/// use measures::{AgeGroup, Count, Population};
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
/// let survivors: Vec<f64> = table.rows().iter().map(|row| row.survivors.round()).collect();
/// assert_eq!(survivors, [100_000.0, 99_601.0, 99_447.0, 85_366.0, 38_353.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Chiang C L. The Life Table and its Construction. In: Introduction to Stochastic Processes in
/// Biostatistics. Wiley 1968; 189-214. Silcocks P B S, Jenner D A, Reza R. Life expectancy as a
/// summary of mortality in a population: statistical considerations and suitability for use by
/// health authorities. Journal of Epidemiology and Community Health 2001; 55: 38-43.
#[derive(Debug, Clone, PartialEq)]
pub struct LifeTable {
    rows: Vec<LifeTableRow>,
}

/// One band of a life table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LifeTableRow {
    /// The ages.
    pub age: AgeBand,
    /// How many died.
    pub deaths: f64,
    /// How many people, or person-years, there are.
    pub population: f64,
    /// The chance that those who enter the band die in it; 1 in the open one.
    pub probability_of_dying: f64,
    /// How many of 100,000 who began the table enter the band.
    pub survivors: f64,
    /// The years that each of those who enter live in the band, on average.
    pub years_in_band: f64,
    /// The years that those who enter have left, on average.
    pub expectation: f64,
    /// The standard error of `expectation`.
    pub standard_error: f64,
}

impl LifeTable {
    /// From deaths and people by age, in any order.
    pub fn new(groups: &[AgeGroup]) -> Result<Self, Undefined> {
        let groups = checked(groups)?;
        let ages: Vec<AgeBand> = groups.iter().map(|group| group.age).collect();
        let deaths: Vec<f64> = groups.iter().map(|group| group.count.get()).collect();
        let people: Vec<f64> = groups.iter().map(|group| group.population.get()).collect();
        let bands = bands(&ages, &deaths, &people);
        let mut rows = Vec::with_capacity(bands.len());
        let mut survivors = BIRTHS;
        for (group, band) in groups.iter().zip(&bands) {
            rows.push(LifeTableRow {
                age: group.age,
                deaths: group.count.get(),
                population: group.population.get(),
                probability_of_dying: band.dying,
                survivors,
                years_in_band: band.years_lived,
                expectation: 0.0,
                standard_error: 0.0,
            });
            survivors *= band.surviving;
        }
        let (mut expectation, mut variance) = (0.0, 0.0);
        for (row, band) in rows.iter_mut().zip(&bands).rev() {
            variance = variance_of_years(band, row.deaths, 1.0, expectation, variance);
            expectation = band.years_lived + band.surviving * expectation;
            row.expectation = expectation;
            row.standard_error = variance.sqrt();
        }
        if rows
            .iter()
            .all(|row| row.expectation.is_finite() && row.standard_error.is_finite())
        {
            Ok(Self { rows })
        } else {
            Err(Undefined::TooLarge)
        }
    }

    /// The bands from the youngest.
    #[must_use]
    pub fn rows(&self) -> &[LifeTableRow] {
        &self.rows
    }

    /// The band that begins at an age.
    pub(super) fn row_at(&self, age: u8) -> Result<(usize, &LifeTableRow), Undefined> {
        self.rows
            .iter()
            .enumerate()
            .find(|(_, row)| row.age.start() == age)
            .ok_or(Undefined::AgeNotInTable { age })
    }

    /// What the rows were made of.
    pub(super) fn bands(&self) -> Vec<Band> {
        let column =
            |value: fn(&LifeTableRow) -> f64| self.rows.iter().map(value).collect::<Vec<_>>();
        let ages: Vec<AgeBand> = self.rows.iter().map(|row| row.age).collect();
        bands(
            &ages,
            &column(|row| row.deaths),
            &column(|row| row.population),
        )
    }
}

/// The part of a band that those live who die in it.
pub(super) fn part_lived(age: AgeBand) -> f64 {
    if age.start() == 0 && age.end() == Some(1) {
        LIVED_OF_FIRST_YEAR
    } else {
        LIVED_OF_BAND
    }
}

/// What the people of one band meet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Band {
    /// Its width in years; none where it is open.
    pub(super) width: Option<f64>,
    /// The part of it that those live who die in it.
    pub(super) part_lived: f64,
    pub(super) death_rate: f64,
    /// The chance to die in it.
    pub(super) dying: f64,
    /// The chance not to, with digits of its own where nearly all die.
    pub(super) surviving: f64,
    /// Whether that is 1 only because the rate is too high for the formula.
    pub(super) all_die: bool,
    /// Years lived in it by each of those who enter.
    pub(super) years_lived: f64,
}

/// The bands of a schedule that was checked.
pub(super) fn bands(ages: &[AgeBand], deaths: &[f64], people: &[f64]) -> Vec<Band> {
    ages.iter()
        .zip(deaths.iter().zip(people))
        .map(|(&age, (&deaths, &people))| {
            let part_lived = part_lived(age);
            let death_rate = deaths / people;
            let Some(width) = age.years() else {
                return Band {
                    width: None,
                    part_lived,
                    death_rate,
                    dying: 1.0,
                    surviving: 0.0,
                    all_die: false,
                    years_lived: 1.0 / death_rate,
                };
            };
            let rate = death_rate * width;
            let all_die = rate * part_lived > 1.0;
            let enter = 1.0 + rate * (1.0 - part_lived);
            let (dying, surviving) = if all_die {
                (1.0, 0.0)
            } else {
                (rate / enter, (1.0 - rate * part_lived) / enter)
            };
            Band {
                width: Some(width),
                part_lived,
                death_rate,
                dying,
                surviving,
                all_die,
                years_lived: width * (surviving + part_lived * dying),
            }
        })
        .collect()
}

/// The variance of the years that those who enter a band have left, of which each year in the band
/// counts as `weight` and `later` years with `later_variance` follow it.
pub(super) fn variance_of_years(
    band: &Band,
    deaths: f64,
    weight: f64,
    later: f64,
    later_variance: f64,
) -> f64 {
    let Some(width) = band.width else {
        // 1/m has the variance 1 / (deaths m^2).
        let years = weight / band.death_rate;
        return years * years / deaths;
    };
    let surviving = band.surviving;
    let variance_of_dying = if deaths == 0.0 {
        0.0
    } else {
        band.dying * band.dying * surviving / deaths
    };
    let lost = (1.0 - band.part_lived) * width * weight + later;
    variance_of_dying * lost * lost + surviving * surviving * later_variance
}

/// Groups from the youngest, where they are a schedule that a table can be made of.
pub(super) fn checked(groups: &[AgeGroup]) -> Result<Vec<AgeGroup>, Undefined> {
    let groups: Vec<AgeGroup> = by_age(groups, |group| group.age)?
        .into_iter()
        .copied()
        .collect();
    for pair in groups.windows(2) {
        let (end, next) = (pair[0].age.end(), pair[1].age.start());
        if let Some(end) = end.filter(|&end| end != next)
            && let Ok(band) = AgeBand::between(end, next)
        {
            return Err(Undefined::AgeBandMissing { band });
        }
    }
    let Some(last) = groups.last() else {
        return Err(Undefined::ValueMissing);
    };
    if last.age.end().is_some() {
        return Err(Undefined::LastAgeBandIsClosed { band: last.age });
    }
    for group in &groups {
        if group.population.get() == 0.0 {
            return Err(Undefined::AgeBandIsEmpty { band: group.age });
        }
        if group.count.get() > group.population.get() {
            return Err(Undefined::MoreDeathsThanPeople { band: group.age });
        }
    }
    let everybody = numeric::sum(groups.iter().map(|group| group.population.get()));
    if everybody <= f64::from(SMALL_POPULATION) {
        return Err(Undefined::PopulationTooSmall {
            needed: SMALL_POPULATION,
        });
    }
    if last.count.get() == 0.0 {
        return Err(Undefined::NoDeathsInLastAgeBand { band: last.age });
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{band, group, place};
    use super::*;

    #[test]
    fn a_missing_band_is_refused_by_name() {
        let mut groups = place();
        groups.remove(2);
        assert_eq!(
            LifeTable::new(&groups),
            Err(Undefined::AgeBandMissing { band: band("5-9") })
        );
        assert_eq!(LifeTable::new(&[]), Err(Undefined::ValueMissing));
    }

    #[test]
    fn a_band_that_is_there_twice_or_overlaps_is_refused_by_name() {
        let mut groups = place();
        groups.push(groups[3]);
        assert_eq!(
            LifeTable::new(&groups),
            Err(Undefined::AgeBandTwice {
                band: band("10-14")
            })
        );
        groups.pop();
        groups[4].age = band("13-19");
        assert_eq!(
            LifeTable::new(&groups),
            Err(Undefined::AgeBandsOverlap {
                band: band("10-14"),
                other: band("13-19")
            })
        );
    }

    #[test]
    fn the_last_band_must_be_open_and_somebody_must_die_in_it() {
        let mut groups = place();
        let oldest = groups.pop().unwrap();
        assert_eq!(
            LifeTable::new(&groups),
            Err(Undefined::LastAgeBandIsClosed {
                band: band("85-89")
            })
        );
        groups.push(AgeGroup {
            count: crate::Count::ZERO,
            ..oldest
        });
        assert_eq!(
            LifeTable::new(&groups),
            Err(Undefined::NoDeathsInLastAgeBand { band: band("90+") })
        );
    }

    #[test]
    fn nobody_and_more_deaths_than_people_are_refused_by_name() {
        let mut groups = place();
        groups[1] = group("1-4", 0, 0);
        assert_eq!(
            LifeTable::new(&groups),
            Err(Undefined::AgeBandIsEmpty { band: band("1-4") })
        );
        groups[1] = group("1-4", 9, 8);
        assert_eq!(
            LifeTable::new(&groups),
            Err(Undefined::MoreDeathsThanPeople { band: band("1-4") })
        );
    }

    #[test]
    fn five_thousand_people_are_too_few() {
        let of = |young| LifeTable::new(&[group("0-89", 40, young), group("90+", 20, 100)]);
        assert_eq!(
            of(4_900),
            Err(Undefined::PopulationTooSmall { needed: 5_000 })
        );
        assert!(of(4_901).is_ok());
    }

    #[test]
    fn nobody_survives_a_rate_beyond_the_formula() {
        // 60 deaths among 100 people in 20 years: n m a = 6.
        let table = LifeTable::new(&[
            group("0-69", 100, 9_000),
            group("70-89", 60, 100),
            group("90+", 2, 4),
        ])
        .unwrap();
        let rows = table.rows();
        assert_eq!(rows[1].probability_of_dying, 1.0);
        assert_eq!(rows[1].expectation, 10.0);
        assert_eq!(rows[2].survivors, 0.0);
        // What those have left who would have come so far does not hang on whether anybody does.
        assert_eq!(rows[2].expectation, 2.0);
    }

    #[test]
    fn a_band_without_deaths_is_ordinary() {
        let mut groups = place();
        groups[2].count = crate::Count::ZERO;
        let table = LifeTable::new(&groups).unwrap();
        assert_eq!(table.rows()[2].probability_of_dying, 0.0);
        assert_eq!(table.rows()[2].survivors, table.rows()[3].survivors);
    }
}
