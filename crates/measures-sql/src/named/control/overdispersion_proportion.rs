use measures::control::FunnelScale;
use measures::gradient::Fit;
use measures::{Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::overdispersion;
use crate::named::read::parts_of_wholes;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How much more than by chance shares scatter.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "overdispersion-proportion",
    aliases: &[],
    about: "how many times as much as by chance shares scatter, and for each place the limits that allow for it",
    signatures: &[
        &["numerator", "denominator"],
        &["place", "numerator", "denominator"],
    ],
    documented_in: ("control/overdispersion.rs", "overdispersion"),
    example: "place,numerator,denominator\nA,61,280\nB,95,290\nC,150,400\nD,70,310\nE,190,520\nF,101,330\nG,210,440\nH,118,350\nI,250,460\nJ,139,370\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let (counts, sizes) = parts_of_wholes(group, "numerator", "denominator")?;
    let places: Vec<_> = counts.into_iter().zip(sizes).collect();
    let scale = match options.fit {
        Fit::LogRates => FunnelScale::LogCounts,
        Fit::Plain | Fit::Rates | Fit::Shares | Fit::LogOdds => FunnelScale::ArcSine,
    };
    let each = options.multiplier.map_or(100.0, Multiplier::get);
    overdispersion::finding(group, &places, scale, each, options)
}
