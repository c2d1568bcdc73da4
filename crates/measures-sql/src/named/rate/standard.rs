//! By which standard population ages are weighted.

use measures::rate::StandardPopulation;
use measures::{AgeBand, Population, Undefined};

use crate::options::{Options, Standard};
use crate::problem::{Problem, Problems};
use crate::table::Group;

/// The standard population that the table brings or the options name.
pub(in crate::named) fn standard_of(
    group: &Group<'_>,
    bands: &[AgeBand],
    options: &Options,
) -> Result<Result<StandardPopulation, Undefined>, Problems> {
    if group.has("standard_population") {
        let weights = group.populations("standard_population")?;
        return Ok(StandardPopulation::new(bands.iter().copied().zip(weights)));
    }
    named(group, bands, options)
}

/// The same where several rows are of one band of ages: `of_bands` has the weight of each band.
pub(super) fn standard_of_bands(
    group: &Group<'_>,
    bands: &[AgeBand],
    of_bands: Option<&[Population]>,
    options: &Options,
) -> Result<Result<StandardPopulation, Undefined>, Problems> {
    match of_bands {
        Some(weights) => Ok(StandardPopulation::new(
            bands.iter().copied().zip(weights.iter().copied()),
        )),
        None => named(group, bands, options),
    }
}

/// The standard population that the options name.
fn named(
    group: &Group<'_>,
    bands: &[AgeBand],
    options: &Options,
) -> Result<Result<StandardPopulation, Undefined>, Problems> {
    match options.standard {
        Some(Standard::Esp2013) if group.has("age") => {
            Ok(StandardPopulation::european_2013().in_bands(bands))
        }
        Some(Standard::Esp2013) => Err(Problem::of_column(
            "age",
            "there is no such column; the standard population needs bands of ages such as 0-4 and 90+",
        )
        .into()),
        None => Err(Problem::of_column(
            "standard_population",
            "there is no such column; add it, or name a standard for a column age with --standard esp2013",
        )
        .into()),
    }
}
