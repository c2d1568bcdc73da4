use measures::Polarity;
use measures::control::FunnelScale;
use measures::gradient::Fit;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::overdispersion;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How much more than by chance standardised ratios scatter.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "overdispersion-ratio",
    aliases: &["overdispersion"],
    about: "how many times as much as by chance standardised ratios scatter, and for each place the limits that allow for it",
    signatures: &[
        &["observed", "expected"],
        &["place", "observed", "expected"],
    ],
    documented_in: ("control/overdispersion.rs", "overdispersion"),
    example: "place,observed,expected\nA,61,80\nB,95,90\nC,150,100\nD,70,110\nE,190,120\nF,101,130\nG,210,140\nH,118,150\nI,250,160\nJ,139,170\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let places: Vec<_> = group
        .counts("observed")?
        .into_iter()
        .zip(group.populations("expected")?)
        .collect();
    let scale = match options.fit {
        Fit::LogRates => FunnelScale::LogRatio,
        Fit::Plain | Fit::Rates | Fit::Shares | Fit::LogOdds => FunnelScale::RootRatio,
    };
    overdispersion::finding(group, &places, scale, 1.0, options)
}
