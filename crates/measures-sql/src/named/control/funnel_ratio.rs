use measures::Polarity;
use measures::control::CountFunnel;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::control::count_points;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// For each place the limits of a standardised ratio around 1, and whether it stands out.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "funnel-ratio",
    aliases: &[],
    about: "for each place the limits of a standardised ratio around 1, and whether it stands out",
    signatures: &[
        &["observed", "expected"],
        &["place", "observed", "expected"],
    ],
    documented_in: ("control/count_funnel.rs", "CountFunnel"),
    example: "observed,expected\n65,50.2\n180,171.4\n30,44.0\n420,410.9\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let places: Vec<_> = group
        .counts("observed")?
        .into_iter()
        .zip(
            group
                .populations("expected")?
                .iter()
                .map(|expected| expected.get()),
        )
        .collect();
    let funnel = CountFunnel::of_ratios();
    count_points::finding(group, funnel, &places, 1.0, options)
}
