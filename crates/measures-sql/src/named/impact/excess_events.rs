use measures::Polarity;
use measures::impact::{Occurrence, excess_events};
use serde_json::json;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::{read, subgroups};
use crate::options::Options;
use crate::problem::{Problem, Problems};
use crate::table::Group;

/// The events that would not have happened had every group had the rate of one.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "excess-events",
    aliases: &["masi"],
    about: "the events that would not have happened had every group had the rate of the least deprived, or of the one that is marked",
    signatures: &[
        &["quantile", "count", "population"],
        &["subgroup", "count", "population", "reference"],
    ],
    documented_in: ("impact/excess_events.rs", "excess_events"),
    example: "quantile,count,population\n1,310,41000\n2,265,40500\n3,220,40800\n4,190,41200\n5,160,40900\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let by_quantile = group.has("quantile") && !group.has("reference");
    let (names, reference) = if by_quantile {
        let quantiles = quantiles(group)?;
        let least_deprived = quantiles.iter().max().copied().unwrap_or(0);
        let names = quantiles.iter().map(u16::to_string).collect();
        (names, least_deprived.to_string())
    } else {
        let marked = subgroups::reference(group)?.ok_or_else(|| {
            Problem::of_column(
                "reference",
                "there is no such column; write 1 beside the group that the others are held against, or number groups in a column quantile",
            )
        })?;
        (subgroups::names(group)?, marked)
    };
    let occurrences: Vec<Occurrence> = group
        .counts("count")?
        .into_iter()
        .zip(group.populations("population")?)
        .map(|(events, population)| Occurrence { events, population })
        .collect();
    for (place, occurrence) in occurrences.iter().enumerate() {
        if occurrence.population.get() == 0.0 {
            let words = "is 0; a group without people has no rate, leave its row out";
            return Err(Problem::of_cell(group.row_in_file(place), "population", words).into());
        }
    }
    let place = names.iter().position(|name: &String| *name == reference);
    let found = excess_events(
        &occurrences,
        place.unwrap_or(occurrences.len()),
        &options.confidences,
    );
    let counted = read::count_of(group, "count")?;
    Ok(Finding::of(found)
        .with("count", counted.get())
        .with("reference", json!(place.map(|_| reference))))
}

/// The numbers of the parts; each is needed once.
fn quantiles(group: &Group<'_>) -> Result<Vec<u16>, Problems> {
    let numbers = read::whole_numbers(group, "quantile", 1..=100)?;
    for (place, number) in numbers.iter().enumerate() {
        if numbers.iter().take(place).any(|before| before == number) {
            let words = format!(
                "part {number} is there twice; each is needed once, or name the column that tells tables apart with --by"
            );
            return Err(Problem::of_cell(group.row_in_file(place), "quantile", words).into());
        }
    }
    Ok(numbers)
}
