use measures::mortality::{HealthyShare, LifeTable, healthy_life_expectancy, life_expectancy};
use measures::{Measured, Polarity};
use serde_json::json;

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::{Problem, Problems};
use crate::table::Group;

/// How long somebody born now would live in good health, by Sullivan's method.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "healthy-life-expectancy",
    aliases: &["hle", "sullivan"],
    about: "years that somebody would live in good health at the rates at which people die and are well now",
    signatures: &[
        &[
            "age_start",
            "deaths",
            "population",
            "healthy_share",
            "healthy_se",
        ],
        &["age_start", "deaths", "population", "healthy_share"],
    ],
    documented_in: (
        "mortality/healthy_life_expectancy.rs",
        "healthy_life_expectancy",
    ),
    example: "age_start,deaths,population,healthy_share,healthy_se\n0,70,78000,0.97,0.006\n15,60,163000,0.93,0.007\n35,240,182000,0.86,0.008\n55,950,140000,0.72,0.011\n65,1840,106000,0.61,0.013\n75,3130,65000,0.48,0.017\n85,4000,25000,0.35,0.026\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let bands = read::bands_by_start(group)?;
    let shares = group.each("healthy_share", |number| {
        number
            .filter(|share| (0.0..=1.0).contains(share))
            .ok_or_else(|| {
                "the share of people in good health is needed, between 0 and 1".to_owned()
            })
    })?;
    let errors = if group.has("healthy_se") {
        group.numbers_or_none("healthy_se")?
    } else {
        vec![None; shares.len()]
    };
    let mut healthy = Vec::with_capacity(shares.len());
    for (row, (band, (&share, &error))) in bands.iter().zip(shares.iter().zip(&errors)).enumerate()
    {
        let measured = error.map_or_else(
            || Measured::new(share),
            |error| Measured::with_standard_error(share, error),
        );
        healthy.push(HealthyShare {
            age: band.age,
            share: measured.map_err(|wrong| {
                Problem::of_cell(group.row_in_file(row), "healthy_se", wrong.to_string())
            })?,
        });
    }
    let table = match LifeTable::new(&bands) {
        Ok(table) => table,
        Err(reason) => return Ok(Finding::undefined(reason)),
    };
    let youngest = table.rows().first().map_or(0, |row| row.age.start());
    let age = options.age.unwrap_or(youngest);
    let all = life_expectancy(&table, age, &[]).ok();
    Ok(Finding::of(healthy_life_expectancy(
        &table,
        &healthy,
        age,
        &options.confidences,
    ))
    .with("age", age)
    .with("life_expectancy", json!(all.map(|all| all.value()))))
}
