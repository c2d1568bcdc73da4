use measures::Polarity;
use measures::mortality::years_of_life_lost;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Years of life that are lost to deaths before the age of 75.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "years-of-life-lost",
    aliases: &["yll"],
    about: "years of life lost to deaths before the age of 75, or another",
    signatures: &[&["age_start", "deaths", "population"]],
    documented_in: ("mortality/years_of_life_lost.rs", "years_of_life_lost"),
    example: "age_start,deaths,population\n0,12,16000\n15,40,79000\n35,160,90000\n55,620,74000\n75,1400,38000\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let bands = read::bands_by_start(group)?;
    Ok(Finding::of(years_of_life_lost(
        &bands,
        options.before,
        &options.confidences,
    ))
    .with("before", options.before))
}
