use measures::mortality::{Bootstrap, DeathsByCause, life_expectancy_gap};
use measures::{AgeBand, Count, Estimate, Polarity, Population};
use serde_json::{Value, json};

use crate::finding::{Finding, limits_as_json};
use crate::named::NamedMeasure;
use crate::named::read;
use crate::options::Options;
use crate::problem::{Problem, Problems};
use crate::sums;
use crate::table::Group;

/// How much longer people of a reference live, and the ages and causes that it comes from.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "life-expectancy-gap",
    aliases: &["arriaga"],
    about: "years by which people of a reference live longer, split by age and cause of death",
    signatures: &[
        &[
            "age_start",
            "cause",
            "deaths",
            "population",
            "reference_deaths",
            "reference_population",
        ],
        &[
            "age_start",
            "deaths",
            "population",
            "reference_deaths",
            "reference_population",
        ],
    ],
    documented_in: ("mortality/life_expectancy_gap.rs", "life_expectancy_gap"),
    example: "age_start,cause,deaths,population,reference_deaths,reference_population\n0,heart,40,90000,40,90000\n0,other,160,90000,160,90000\n65,heart,300,10000,200,10000\n65,other,300,10000,300,10000\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let ages = read::bands_that_start(group)?;
    let causes = if group.has("cause") {
        group.words("cause")?
    } else {
        vec!["all".to_owned(); ages.len()]
    };
    for (row, (age, cause)) in ages.iter().zip(&causes).enumerate() {
        let mut before = ages.iter().zip(&causes).take(row);
        if before.any(|other| other == (age, cause)) {
            let words =
                format!("ages {age} and the cause “{cause}” are there twice; each is needed once");
            return Err(Problem::of_cell(group.row_in_file(row), "age_start", words).into());
        }
    }
    let first = place(group, &ages, &causes, ("deaths", "population"))?;
    let second = place(
        group,
        &ages,
        &causes,
        ("reference_deaths", "reference_population"),
    )?;
    let youngest = ages.iter().map(|age| age.start()).min().unwrap_or(0);
    let age = options.age.unwrap_or(youngest);
    let bootstrap = Bootstrap {
        seed: options.simulation.seed(),
        draws: options.simulation.draws(),
    };
    let parts = match life_expectancy_gap(&first, &second, age, bootstrap, &options.confidences) {
        Ok(parts) => parts,
        Err(reason) => return Ok(Finding::undefined(reason)),
    };
    let by_age: Vec<Value> = parts
        .by_age
        .iter()
        .map(|(age, part)| part_of(json!({ "age": age.to_string() }), part))
        .collect();
    let by_cause: Vec<Value> = parts
        .by_cause
        .iter()
        .map(|(cause, part)| part_of(json!({ "cause": cause }), part))
        .collect();
    let by_both: Vec<Value> = parts
        .by_age_and_cause
        .iter()
        .map(|(age, cause, part)| part_of(json!({ "age": age.to_string(), "cause": cause }), part))
        .collect();
    Ok(Finding::of(Ok(parts.gap))
        .with("age", age)
        .with("by_age", by_age)
        .with("by_cause", by_cause)
        .with("by_age_and_cause", by_both)
        .with("seed", bootstrap.seed)
        .with("draws", bootstrap.draws))
}

/// One part of the gap.
fn part_of(mut names: Value, part: &Estimate) -> Value {
    let finding = Finding::of(Ok(part.clone()));
    if let Some(object) = names.as_object_mut() {
        object.insert("value".to_owned(), json!(part.value()));
        object.insert(
            "limits".to_owned(),
            limits_as_json(finding.limits.as_deref().unwrap_or_default()),
        );
    }
    names
}

/// One place: the people of each band once, and its deaths by cause.
fn place(
    group: &Group<'_>,
    ages: &[AgeBand],
    causes: &[String],
    (deaths_in, people_in): (&str, &str),
) -> Result<Vec<DeathsByCause<String>>, Problems> {
    let (deaths, people) = (group.counts(deaths_in)?, group.populations(people_in)?);
    let mut bands: Vec<DeathsByCause<String>> = Vec::new();
    for (row, (&age, cause)) in ages.iter().zip(causes).enumerate() {
        let (of_cause, population): (Count, Population) = (deaths[row], people[row]);
        match bands.iter_mut().find(|band| band.age == age) {
            Some(band) if band.population == population => {
                band.causes.push((cause.clone(), of_cause));
            }
            Some(band) => {
                let words = format!(
                    "is {}, and an earlier row for ages {age} has {}; write the same on each row of one band of ages",
                    population.get(),
                    band.population.get()
                );
                return Err(Problem::of_cell(group.row_in_file(row), people_in, words).into());
            }
            None => bands.push(DeathsByCause {
                age,
                population,
                deaths: Count::ZERO,
                causes: vec![(cause.clone(), of_cause)],
            }),
        }
    }
    for band in &mut bands {
        let total = sums::of(band.causes.iter().map(|(_, deaths)| deaths.get()));
        band.deaths =
            Count::new(total).map_err(|_| Problem::of_column(deaths_in, sums::TOO_LARGE))?;
    }
    Ok(bands)
}
