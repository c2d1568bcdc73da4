use measures::control::{TargetVerdict, meets_target, meets_target_beyond_chance};
use measures::{Confidence, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::verdicts::{self, RowVerdict};
use crate::named::read;
use crate::options::Options;
use crate::problem::{Problem, Problems};
use crate::table::Group;

/// Whether each row meets a target.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "target",
    aliases: &["meets-target"],
    about: "whether each row meets a target, as it stands or by its limits; say with --good which way is good",
    signatures: &[
        &["value", "target"],
        &["lower95", "upper95", "target"],
        &["place", "lower95", "upper95", "target"],
    ],
    documented_in: ("control/target.rs", "meets_target"),
    example: "value,target\n95.0,95.0\n94.9,95.0\n",
    good_in_example: Polarity::HighIsGood,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let targets = match options.target {
        Some(target) if !group.has("target") => vec![target; group.len()],
        None if !group.has("target") => {
            let words = "there is no such column; add it, or name one target with --target";
            return Err(Problem::of_column("target", words).into());
        }
        _ => group.numbers("target")?,
    };
    let good = options.polarity;
    let found = if group.has("lower95") || group.has("upper95") {
        let limits = read::limits(group, Confidence::NINETY_FIVE, ("lower95", "upper95"))?;
        let rows = limits.into_iter().zip(targets);
        rows.map(|(limits, target)| of(meets_target_beyond_chance(Some(limits), target, good)))
            .collect()
    } else {
        let rows = group.numbers("value")?.into_iter().zip(targets);
        rows.map(|(value, target)| of(meets_target(value, target, good)))
            .collect()
    };
    verdicts::finding(group, found)
}

fn of(verdict: TargetVerdict) -> RowVerdict {
    let (code, label, undefined) = match verdict {
        TargetVerdict::Met => ("met", "Met", None),
        TargetVerdict::NotMet => ("not_met", "Not met", None),
        TargetVerdict::CannotTell => ("cannot_tell", "Cannot tell", None),
        TargetVerdict::NotCompared(reason) => ("not_compared", "Not compared", Some(reason)),
    };
    RowVerdict {
        code,
        label: label.to_owned(),
        undefined,
        more: None,
    }
}
