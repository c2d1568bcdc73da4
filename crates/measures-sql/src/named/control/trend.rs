use measures::control::{Direction, TrendPoint, trend};
use measures::{Confidence, Limits, Polarity};
use serde_json::json;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::{Problem, Problems};
use crate::table::Group;

/// The five-point rule for recent years.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "trend",
    aliases: &[],
    about: "which way the newest five yearly values go; the value is the change from year to year",
    signatures: &[&["year", "value", "lower95", "upper95"]],
    documented_in: ("control/trend.rs", "trend"),
    example: "year,value,lower95,upper95\n2016,16.2,15.8,16.6\n2017,15.7,15.3,16.1\n2018,15.1,14.7,15.5\n2019,14.6,14.2,15.0\n2020,14.0,13.6,14.4\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let years = read::whole_numbers(group, "year", 1..=9999)?;
    let values = group.numbers("value")?;
    let (lower, upper) = (group.numbers("lower95")?, group.numbers("upper95")?);
    let mut points = Vec::with_capacity(years.len());
    let rows = years.iter().zip(&values).zip(lower.iter().zip(&upper));
    for (place, ((&year, &value), (&lower, &upper))) in rows.enumerate() {
        let limits = Limits::new(Confidence::NINETY_FIVE, lower, upper).map_err(|error| {
            Problem::of_cell(group.row_in_file(place), "lower95", error.to_string())
        })?;
        points.push(TrendPoint {
            year: i32::from(year),
            value,
            limits,
        });
    }
    points.sort_by_key(|point| point.year);
    Ok(match trend(&points, options.gaps) {
        Ok(found) => Finding::exact(found.change_per_year)
            .with(
                "direction",
                match found.direction {
                    Direction::Increasing => "increasing",
                    Direction::Decreasing => "decreasing",
                    Direction::NoSignificantChange => "no significant change",
                },
            )
            .with("label", found.direction.label(options.polarity))
            .with("chi_square", found.chi_square)
            .with("first_year", found.first_year)
            .with("last_year", found.last_year),
        Err(reason) => Finding::undefined(reason).with("direction", json!(null)),
    })
}
