use measures::{Multiplier, Polarity, rate};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The share of people who have something, over all rows of a group.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "proportion",
    aliases: &[],
    about: "the share of people who have something",
    signatures: &[&["numerator", "denominator"]],
    documented_in: ("rate/proportion.rs", "proportion"),
    example: "numerator,denominator\n65,100\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    read::parts_of_wholes(group, "numerator", "denominator")?;
    let numerator = read::count_of(group, "numerator")?;
    let denominator = read::population_of(group, "denominator")?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    let share = rate::proportion(numerator, denominator, multiplier, &options.confidences);
    Ok(Finding::of(share)
        .with("numerator", numerator.get())
        .with("denominator", denominator.get()))
}
