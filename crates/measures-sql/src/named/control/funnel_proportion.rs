use measures::Multiplier;
use measures::control::ProportionFunnel;
use serde_json::json;

use crate::finding::{Finding, limits_as_json};
use crate::named::NamedMeasure;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Which places of a group lie outside the limits around their common share.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "funnel-proportion",
    aliases: &[],
    about: "the average share, and for each place the limits at its size and whether it stands out",
    signatures: &[&["numerator", "denominator"]],
    documented_in: ("control/proportion_funnel.rs", "ProportionFunnel"),
    example: "numerator,denominator\n65,100\n180,300\n30,80\n420,700\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let places: Vec<_> = group
        .counts("numerator")?
        .into_iter()
        .zip(group.populations("denominator")?)
        .collect();
    let funnel = match ProportionFunnel::of(&places) {
        Ok(funnel) => funnel,
        Err(reason) => return Ok(Finding::undefined(reason)),
    };
    let hundred = options.multiplier.map_or(100.0, Multiplier::get);
    let points: Vec<_> = places
        .iter()
        .map(|&(count, size)| {
            let limits: Vec<_> = options
                .confidences
                .iter()
                .filter_map(|&level| funnel.limits(size, level).ok())
                .map(|limits| {
                    (
                        limits.confidence(),
                        limits.lower() * hundred,
                        limits.upper() * hundred,
                    )
                })
                .collect();
            let label = funnel.label(count, size);
            json!({
                "value": (size.get() > 0.0).then(|| count.get() / size.get() * hundred),
                "limits": limits_as_json(&limits),
                "label": label.as_ref().ok().map(ToString::to_string),
                "undefined": label.err().map(|reason| reason.to_string()),
            })
        })
        .collect();
    Ok(Finding::exact(funnel.average() * hundred).with("points", points))
}
