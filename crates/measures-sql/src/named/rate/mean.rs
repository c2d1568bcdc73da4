use measures::Polarity;
use measures::rate;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The average of a column.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "mean",
    aliases: &[],
    about: "the average of a column",
    signatures: &[&["value"]],
    documented_in: ("rate/mean.rs", "mean"),
    example: "value\n12.5\n14.1\n13.3\n15.0\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let values = group.numbers("value")?;
    Ok(Finding::of(rate::mean(&values, &options.confidences)).with("count", values.len()))
}
