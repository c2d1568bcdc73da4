use measures::gap::representation_index;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::gap::users;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// A group’s share of the users over its share of the people.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "representation-index",
    aliases: &[],
    about: "a group’s share of the users of a service over its share of the people; 1 is as often as others",
    signatures: users::COLUMNS,
    documented_in: ("gap/representation_index.rs", "representation_index"),
    example: users::EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let users = users::of(group)?;
    let multiplier = options.multiplier.unwrap_or(Multiplier::ONE);
    let found = representation_index(users, multiplier, &options.confidences);
    Ok(Finding::of(found))
}
