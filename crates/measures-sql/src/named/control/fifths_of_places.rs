use measures::Polarity;
use measures::control::fifths_of_places;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Which fifth of the places each lies in, as maps are shaded.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "fifths-of-places",
    aliases: &["quintiles", "map-shades"],
    about: "which fifth of the places each row lies in, 1 the worst and 5 the best; say with --good which way is good",
    signatures: &[&["value"]],
    documented_in: ("control/fifths_of_places.rs", "fifths_of_places"),
    example: "value\n9.1\n18.2\n12.0\n15.4\n10.3\n",
    good_in_example: Polarity::LowIsGood,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let values = group.numbers_or_none("value")?;
    Ok(match fifths_of_places(&values, options.polarity) {
        Ok(fifths) => Finding::of_rows().with("fifths", fifths),
        Err(reason) => Finding::undefined(reason),
    })
}
