use measures::control::ProportionFunnel;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::funnel_points::{FunnelPoint, FunnelPoints};
use crate::named::read::parts_of_wholes;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Which places of a group lie outside the limits around their common share.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "funnel-proportion",
    aliases: &[],
    about: "the average share, and for each place the limits at its size and whether it stands out",
    signatures: &[
        &["numerator", "denominator"],
        &["place", "numerator", "denominator"],
    ],
    documented_in: ("control/proportion_funnel.rs", "ProportionFunnel"),
    example: "numerator,denominator\n65,100\n180,300\n30,80\n420,700\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let (counts, sizes) = parts_of_wholes(group, "numerator", "denominator")?;
    let places: Vec<_> = counts.into_iter().zip(sizes).collect();
    let funnel = match ProportionFunnel::of(&places) {
        Ok(funnel) => funnel,
        Err(reason) => return Ok(Finding::undefined(reason)),
    };
    let each = options.multiplier.map_or(100.0, Multiplier::get);
    let mut points = FunnelPoints::of(group, each, options)?;
    for &(count, size) in &places {
        points.add(&FunnelPoint {
            value: (size.get() > 0.0).then(|| count.get() / size.get()),
            limits: &|level| funnel.limits(size, level),
            label: funnel.label(count, size),
        });
    }
    Ok(points.finish(Finding::exact(funnel.average() * each)))
}
