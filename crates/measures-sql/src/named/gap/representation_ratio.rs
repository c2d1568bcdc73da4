use measures::Polarity;
use measures::gap::representation_ratio;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::gap::users;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The rate at which a group uses a service over that of everybody else.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "representation-ratio",
    aliases: &[],
    about: "the rate at which a group uses a service over the rate of everybody else",
    signatures: users::COLUMNS,
    documented_in: ("gap/representation_ratio.rs", "representation_ratio"),
    example: users::EXAMPLE,
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let users = users::of(group)?;
    Ok(Finding::of(representation_ratio(
        users,
        &options.confidences,
    )))
}
