//! Columns that several measures read, as the types of the crate `measures`.

use std::cmp::Ordering;

use measures::gradient::{Quantile, QuantileGroup};
use measures::interval::PoissonMethod;
use measures::rate::expected_events;
use measures::{
    AgeBand, AgeGroup, AgePopulation, Confidence, Count, Estimate, Limits, Measured, Population,
    Undefined,
};

use serde_json::json;

use crate::finding::Finding;
use crate::options::Options;
use crate::problem::{Problem, Problems};
use crate::sums;
use crate::table::Group;

/// Ordered groups, as measures of a gradient read them.
pub(super) const QUANTILE_GROUPS: &[&[&str]] = &[
    &["quantile", "population", "value", "se"],
    &["quantile", "population", "value", "lower95", "upper95"],
    &["quantile", "population", "value"],
];

/// Tenths of a place whose life expectancy rises from the most deprived.
pub(super) const EXAMPLE_OF_QUANTILE_GROUPS: &str = "quantile,population,value,se\n1,25000,74.1,0.4\n2,25000,75.9,0.4\n3,25000,77.0,0.4\n4,25000,78.2,0.4\n5,25000,78.9,0.4\n6,25000,79.8,0.4\n7,25000,80.3,0.4\n8,25000,81.0,0.4\n9,25000,81.6,0.4\n10,25000,82.9,0.4\n";

/// Fifths of a place whose shares of people with something rise from the most deprived.
pub(super) const EXAMPLE_OF_SHARES: &str = "quantile,population,value,se\n1,4000,0.61,0.007\n2,4000,0.70,0.007\n3,4000,0.74,0.007\n4,4000,0.81,0.007\n5,4000,0.88,0.007\n";

/// The method for counts that the options name.
pub(super) fn poisson(options: &Options) -> PoissonMethod {
    if options.byar_throughout {
        PoissonMethod::ByarThroughout
    } else {
        PoissonMethod::ExactBelowTen
    }
}

/// The sum of a column of counts.
pub(super) fn count_of(group: &Group<'_>, column: &str) -> Result<Count, Problems> {
    let counts = group.counts(column)?;
    Count::new(sums::of(counts.iter().map(|count| count.get())))
        .map_err(|_| Problem::of_column(column, sums::TOO_LARGE).into())
}

/// The sum of a column of populations.
pub(super) fn population_of(group: &Group<'_>, column: &str) -> Result<Population, Problems> {
    let populations = group.populations(column)?;
    Population::new(sums::of(populations.iter().map(|count| count.get())))
        .map_err(|_| Problem::of_column(column, sums::TOO_LARGE).into())
}

/// Counts with something and counts of all: no part is larger than its whole.
pub(super) fn parts_of_wholes(
    group: &Group<'_>,
    part: &str,
    whole: &str,
) -> Result<(Vec<Count>, Vec<Population>), Problems> {
    let (parts, wholes) = (group.counts(part)?, group.populations(whole)?);
    for (place, (with, all)) in parts.iter().zip(&wholes).enumerate() {
        if with.get() > all.get() {
            let words = format!("{} is more than the {whole}, {}", with.get(), all.get());
            return Err(Problem::of_cell(group.row_in_file(place), part, words).into());
        }
    }
    Ok((parts, wholes))
}

/// Whole numbers of a column from the least to the most that is allowed.
pub(super) fn whole_numbers(
    group: &Group<'_>,
    column: &str,
    allowed: std::ops::RangeInclusive<u16>,
) -> Result<Vec<u16>, Problems> {
    let (least, most) = (f64::from(*allowed.start()), f64::from(*allowed.end()));
    group.each(column, |number| {
        number
            .filter(|number| number.fract() == 0.0 && (least..=most).contains(number))
            .map(|number| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a whole number within sixteen bits"
                )]
                let number = number as u16;
                number
            })
            .ok_or_else(|| format!("a whole number from {least} to {most} is needed"))
    })
}

/// Which rows a column marks with 1; the others have 0 or nothing. `words` say so to whoever wrote something else.
pub(super) fn marks(group: &Group<'_>, column: &str, words: &str) -> Result<Vec<bool>, Problems> {
    group.each(column, |number| {
        let number = number.unwrap_or(0.0);
        match number.total_cmp(&1.0) {
            Ordering::Equal => Ok(true),
            _ if number == 0.0 => Ok(false),
            _ => Err(words.to_owned()),
        }
    })
}

/// The ordered parts that a group's rows are. Text is read as the number it shows, so that 2 comes before 10.
pub(super) fn quantile_groups(group: &Group<'_>) -> Result<Vec<QuantileGroup>, Problems> {
    let numbers = whole_numbers(group, "quantile", 1..=100)?;
    let populations = group.populations("population")?;
    let measured = measured(group, "value")?;
    let parts = numbers.iter().copied().max().unwrap_or(0).max(2);
    let narrow = |number: u16| u8::try_from(number).unwrap_or(u8::MAX);
    numbers
        .iter()
        .zip(populations.iter().zip(&measured))
        .map(|(&number, (&population, &measured))| {
            Ok(QuantileGroup {
                quantile: Quantile::new(narrow(number), narrow(parts))
                    .map_err(|error| Problem::of_column("quantile", error.to_string()))?,
                population,
                measured,
            })
        })
        .collect()
}

/// Values with what is known of their precision: `se`, or `lower95` and `upper95`, or neither.
pub(super) fn measured(group: &Group<'_>, value: &str) -> Result<Vec<Measured>, Problems> {
    let values = group.numbers(value)?;
    let at = |place: usize, column: &str, error: String| {
        Problems::from(Problem::of_cell(group.row_in_file(place), column, error))
    };
    if group.has("se") {
        let errors = group.numbers_or_none("se")?;
        return values
            .iter()
            .zip(&errors)
            .enumerate()
            .map(|(place, (&value, &error))| {
                error
                    .map_or_else(
                        || Measured::new(value),
                        |error| Measured::with_standard_error(value, error),
                    )
                    .map_err(|wrong| at(place, "se", wrong.to_string()))
            })
            .collect();
    }
    if group.has("lower95") || group.has("upper95") {
        let (lower, upper) = (group.numbers("lower95")?, group.numbers("upper95")?);
        return values
            .iter()
            .zip(lower.iter().zip(&upper))
            .enumerate()
            .map(|(place, (&value, (&lower, &upper)))| {
                let limits = Limits::new(Confidence::NINETY_FIVE, lower, upper)
                    .map_err(|wrong| at(place, "lower95", wrong.to_string()))?;
                Measured::with_limits(value, limits)
                    .map_err(|wrong| at(place, "upper95", wrong.to_string()))
            })
            .collect();
    }
    values
        .iter()
        .enumerate()
        .map(|(place, &number)| {
            Measured::new(number).map_err(|wrong| at(place, value, wrong.to_string()))
        })
        .collect()
}

/// The bands of ages that a column names, such as `0-4` or `90+`. Without the column each row is a band of its own.
pub(super) fn age_bands(group: &Group<'_>) -> Result<Vec<AgeBand>, Problems> {
    if group.has("age") {
        let mut problems = Vec::new();
        let mut bands = Vec::new();
        for (place, label) in group.words("age")?.iter().enumerate() {
            match label.parse::<AgeBand>() {
                Ok(band) => bands.push(band),
                Err(error) => problems.push(Problem::of_cell(
                    group.row_in_file(place),
                    "age",
                    error.to_string(),
                )),
            }
        }
        return if problems.is_empty() {
            Ok(bands)
        } else {
            Err(Problems(problems))
        };
    }
    (0..group.len())
        .map(|place| {
            u8::try_from(place)
                .ok()
                .and_then(|place| AgeBand::between(place, place.checked_add(1)?).ok())
                .ok_or_else(|| {
                    Problem::of_table(
                        "a group has more rows than there are ages; name the column that tells groups apart with --by",
                    )
                    .into()
                })
        })
        .collect()
}

/// Events and people by age.
pub(super) fn age_groups(
    group: &Group<'_>,
    count: &str,
    population: &str,
) -> Result<Vec<AgeGroup>, Problems> {
    let bands = age_bands(group)?;
    let (counts, populations) = (group.counts(count)?, group.populations(population)?);
    Ok(bands
        .iter()
        .zip(counts.iter().zip(&populations))
        .map(|(&age, (&count, &population))| AgeGroup {
            age,
            count,
            population,
        })
        .collect())
}

/// People by age.
pub(super) fn age_populations(group: &Group<'_>) -> Result<Vec<AgePopulation>, Problems> {
    let bands = age_bands(group)?;
    let populations = group.populations("population")?;
    Ok(bands
        .iter()
        .zip(&populations)
        .map(|(&age, &population)| AgePopulation { age, population })
        .collect())
}

/// What indirect standardisation reads: the events of a place, its people by age, and events and people of a reference.
pub(super) struct Indirect {
    pub(super) observed: Count,
    pub(super) people: Vec<AgePopulation>,
    pub(super) reference: Vec<AgeGroup>,
}

/// The columns of [`Indirect`].
pub(super) const INDIRECT: &[&[&str]] = &[&[
    "count",
    "population",
    "reference_count",
    "reference_population",
]];

/// A place with fewer old people than its reference.
pub(super) const EXAMPLE_OF_INDIRECT: &str = "count,population,reference_count,reference_population\n4,18000,220,1600000\n30,52000,1900,4900000\n160,14000,21000,1850000\n";

impl Indirect {
    pub(super) fn of(group: &Group<'_>) -> Result<Self, Problems> {
        Ok(Self {
            observed: count_of(group, "count")?,
            people: age_populations(group)?,
            reference: age_groups(group, "reference_count", "reference_population")?,
        })
    }

    /// What was found, with the events and how many were expected.
    pub(super) fn finding(&self, found: Result<Estimate, Undefined>) -> Finding {
        let expected = expected_events(&self.people, &self.reference);
        Finding::of(found)
            .with("observed", self.observed.get())
            .with("expected", json!(expected.ok()))
    }
}

/// Deaths and people by the age at which each band begins; the last has no end.
pub(super) fn bands_by_start(group: &Group<'_>) -> Result<Vec<AgeGroup>, Problems> {
    let bands = bands_that_start(group)?;
    let (deaths, populations) = (group.counts("deaths")?, group.populations("population")?);
    for (place, band) in bands.iter().enumerate() {
        if bands.iter().take(place).any(|before| before == band) {
            let words = format!(
                "another row begins at age {} too; each band of ages is needed once",
                band.start()
            );
            return Err(Problem::of_cell(group.row_in_file(place), "age_start", words).into());
        }
    }
    Ok(bands
        .iter()
        .zip(deaths.iter().zip(&populations))
        .map(|(&age, (&count, &population))| AgeGroup {
            age,
            count,
            population,
        })
        .collect())
}

/// The band of ages of each row, by the age at which it begins: it ends where the next one begins, and the last has no
/// end.
pub(super) fn bands_that_start(group: &Group<'_>) -> Result<Vec<AgeBand>, Problems> {
    let starts = whole_numbers(group, "age_start", 0..=150)?;
    let mut ends: Vec<u16> = starts.clone();
    ends.sort_unstable();
    ends.dedup();
    let narrow = |age: u16| u8::try_from(age).unwrap_or(u8::MAX);
    starts
        .iter()
        .enumerate()
        .map(|(place, &start)| {
            let end = ends.iter().find(|&&age| age > start);
            let age = end.map_or_else(
                || AgeBand::and_over(narrow(start)),
                |&end| AgeBand::between(narrow(start), narrow(end)),
            );
            age.map_err(|error| {
                let row = group.row_in_file(place);
                Problem::of_cell(row, "age_start", error.to_string()).into()
            })
        })
        .collect()
}

/// Limits at a confidence from two columns.
pub(super) fn limits(
    group: &Group<'_>,
    confidence: Confidence,
    (lower, upper): (&str, &str),
) -> Result<Vec<Limits>, Problems> {
    let (lowers, uppers) = (group.numbers(lower)?, group.numbers(upper)?);
    lowers
        .iter()
        .zip(&uppers)
        .enumerate()
        .map(|(place, (&below, &above))| {
            Limits::new(confidence, below, above).map_err(|error| {
                Problem::of_cell(group.row_in_file(place), lower, error.to_string()).into()
            })
        })
        .collect()
}
