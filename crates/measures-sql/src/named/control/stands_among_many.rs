use measures::Polarity;
use measures::control::stands_among_many;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Which of many tests to believe.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "stands-among-many",
    aliases: &["benjamini-hochberg"],
    about: "which of many tests stand when no more than one in twenty of those that stand, or another share, should be false",
    signatures: &[&["probability"]],
    documented_in: ("control/stands_among_many.rs", "stands_among_many"),
    example: "probability\n0.0001\n0.0004\n0.0019\n0.0095\n0.0201\n0.0278\n0.3240\n0.7590\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let probabilities = group.each("probability", |number| {
        number
            .filter(|probability| (0.0..=1.0).contains(probability))
            .ok_or_else(|| "a probability between 0 and 1 is needed".to_owned())
    })?;
    Ok(Finding::of_rows()
        .with(
            "stands",
            stands_among_many(&probabilities, options.false_share),
        )
        .with("false_share", options.false_share))
}
