use measures::recording::possible_share;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::named::recording::people;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// A group's share, whatever the group of those who are not known is.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "possible-share",
    aliases: &[],
    about: "a group’s share of those whose group is known, and the least and the most that it may be of everybody",
    signatures: &[&["in_group", "known", "declined", "not_asked", "invalid"]],
    documented_in: ("recording/possible_share.rs", "possible_share"),
    example: "in_group,known,declined,not_asked,invalid\n180,900,40,60,0\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let recorded = people::of(group)?;
    let in_group = read::count_of(group, "in_group")?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::PERCENT);
    Ok(people::finding(possible_share(
        in_group, recorded, multiplier,
    )))
}
