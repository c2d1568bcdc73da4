use measures::mortality::years_of_life_lost_rate;
use measures::{AgeBand, Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::rate::standard::standard_of;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Years of life lost to early deaths, were ages those of a standard population.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "years-of-life-lost-rate",
    aliases: &["syll"],
    about: "years of life lost to deaths before the age of 75, or another, for each 100,000 people, were ages those of a standard population",
    signatures: &[&["age", "deaths", "population", "standard_population"]],
    documented_in: ("mortality/years_of_life_lost.rs", "years_of_life_lost_rate"),
    example: "age,deaths,population,standard_population\n0-14,12,16000,16000\n15-34,40,79000,25000\n35-54,160,90000,28000\n55-74,620,74000,22500\n75+,1400,38000,8500\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let groups = read::age_groups(group, "deaths", "population")?;
    let bands: Vec<AgeBand> = groups.iter().map(|band| band.age).collect();
    let multiplier = options.multiplier.unwrap_or(Multiplier::PER_100_000);
    let found = standard_of(group, &bands, options)?.and_then(|standard| {
        years_of_life_lost_rate(
            &groups,
            &standard,
            options.before,
            multiplier,
            &options.confidences,
        )
    });
    Ok(Finding::of(found).with("before", options.before))
}
