use measures::Polarity;
use measures::mortality::{LifeTable, life_expectancy};
use serde_json::{Value, json};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// How long somebody born now would live if people kept dying as they do.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "life-expectancy",
    aliases: &["le"],
    about: "years that somebody would live at the rates at which people die now",
    signatures: &[&["age_start", "deaths", "population"]],
    documented_in: ("mortality/life_expectancy.rs", "life_expectancy"),
    example: "age_start,deaths,population\n0,60,16000\n1,10,62000\n5,6,80000\n10,7,81000\n15,20,79000\n20,30,84000\n25,38,90000\n30,55,92000\n35,80,90000\n40,120,86000\n45,180,82000\n50,270,80000\n55,390,74000\n60,560,66000\n65,790,58000\n70,1050,48000\n75,1380,38000\n80,1750,27000\n85,1900,16000\n90,2100,9000\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let bands = read::bands_by_start(group)?;
    let table = match LifeTable::new(&bands) {
        Ok(table) => table,
        Err(reason) => return Ok(Finding::undefined(reason)),
    };
    let youngest = table.rows().first().map_or(0, |row| row.age.start());
    let age = options.age.unwrap_or(youngest);
    let ages: Vec<Value> = table
        .rows()
        .iter()
        .map(|row| json!({ "age": row.age.start(), "expectancy": row.expectation, "se": row.standard_error }))
        .collect();
    Ok(
        Finding::of(life_expectancy(&table, age, &options.confidences))
            .with("age", age)
            .with("table", ages),
    )
}
