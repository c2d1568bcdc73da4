use measures::recording::possible_rate;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::named::recording::people;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// A group's rate, whatever the group of those who are not known is.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "possible-rate",
    aliases: &[],
    about: "a group’s events for each 100,000, as if the unknown were like the known, and the least and the most that it may be",
    signatures: &[&["in_group", "known", "unknown", "population"]],
    documented_in: ("recording/possible_rate.rs", "possible_rate"),
    example: "in_group,known,unknown,population\n180,900,100,12000\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    Ok(people::finding(possible_rate(
        read::count_of(group, "in_group")?,
        read::count_of(group, "known")?,
        read::count_of(group, "unknown")?,
        read::population_of(group, "population")?,
        options.multiplier.unwrap_or(Multiplier::PER_100_000),
    )))
}
