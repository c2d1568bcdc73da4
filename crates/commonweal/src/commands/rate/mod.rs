//! Rates made of counts and a population: of one place, or of every place as an indicator of its own (`every_place.rs`).

mod every_place;

use board::House;
use board::indicators::{Figures, built_area};
use charts::Unit;
use clap::{Args, ValueEnum};
use evidence::analysis::{Answer, BuiltRate, RateAsk, RateMethod};
use serde_json::{Value, json};

use self::every_place::Keeping;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
#[command(name = "rate")]
pub(crate) struct RateOptions {
    /// Number of the indicator of counts.
    #[arg(long, value_name = "ID")]
    counts: String,
    /// Code of the place: one that the files name, one of a loaded lookup, or a locality.
    #[arg(long, value_name = "CODE", required_unless_present = "every_place")]
    area: Option<String>,
    /// Number of the population; the residents of its small areas by default.
    #[arg(long, value_name = "ID", required_if_eq("every_place", "true"))]
    population: Option<String>,
    /// How the rate is made: crude; directly standardised by age to the European Standard Population 2013; or indirectly, by what
    /// England's rates by age lead to expect.
    #[arg(long, value_name = "METHOD", default_value = "crude")]
    method: Method,
    /// Per so many people.
    #[arg(long, value_name = "PEOPLE", default_value_t = 100_000)]
    per: u32,
    /// Whose events and people, in the publisher's words; everybody's by default.
    #[arg(long)]
    sex: Option<String>,
    /// The period of the counts; the latest by default.
    #[arg(long)]
    period: Option<String>,
    #[command(flatten)]
    keeping: Keeping,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Method {
    Crude,
    DirectlyStandardised,
    IndirectlyStandardised,
}

impl From<Method> for RateMethod {
    fn from(method: Method) -> Self {
        match method {
            Method::Crude => Self::Crude,
            Method::DirectlyStandardised => Self::DirectlyStandardised,
            Method::IndirectlyStandardised => Self::IndirectlyStandardised,
        }
    }
}

/// Makes a rate of counts and a population, or says why there is none.
pub(crate) async fn run(place: &Place, options: RateOptions) -> Result<(), Failure> {
    installation::must_exist(place)?;
    if options.per == 0 {
        return Err(Failure::usage(
            "a rate is per at least one person: write --per 100000",
        ));
    }
    let house = installation::open(place).await?;
    let figures = Figures::new(installation::engine(place)?);
    let result = if options.keeping.every_place {
        every_place::run(&house, &figures, options).await
    } else {
        show(&house, &figures, options).await
    };
    house.database().clone().close().await;
    result
}

async fn show(house: &House, figures: &Figures, options: RateOptions) -> Result<(), Failure> {
    let who = installation::operator(SystemClocks::of(house).await?);
    let ask = RateAsk {
        area: built_area(house, &options.area.unwrap_or_default())
            .await
            .map_err(super::unanswered)?,
        counts: options.counts,
        population: options.population,
        method: options.method.into(),
        per: f64::from(options.per),
        sex: options.sex,
        period: options.period,
    };
    let answer = figures
        .rate(house, &who, &ask)
        .await
        .map_err(super::unanswered)?;
    if options.json {
        let mut whole = super::answered(&answer);
        if let Some(fields) = whole.as_object_mut() {
            fields.remove("limits_95");
            fields.insert("limits".to_owned(), limits(&answer.result));
        }
        return print_json(&whole);
    }
    print(&in_words(&answer))
}

/// The limits of a rate in the form that every command prints.
fn limits(found: &BuiltRate) -> Value {
    let limits = found.limits_95;
    json!(limits.map(|limits| json!({ "95": limits, "99.8": null })))
}

fn in_words(answer: &Answer<BuiltRate>) -> String {
    let found = &*answer.result;
    let mut lines = vec![format!(
        "{}, {}, {}",
        found.counts, found.area.name, found.period.label
    )];
    if let (Some(value), Some(count), Some(population)) =
        (found.value, found.count, found.population)
    {
        // Thousands are set apart, as on the page.
        let rate = |value| Unit::counted(1, "").full(value);
        let whole = |number| Unit::counted(0, "").full(number);
        let limits = found.limits_95.map_or_else(String::new, |(lower, upper)| {
            format!(", 95% limits {} to {}", rate(lower), rate(upper))
        });
        let ages = found.ages.as_ref();
        let ages = ages.map_or_else(String::new, |ages| format!(" aged {ages}"));
        let method = match found.method {
            RateMethod::Crude => "",
            RateMethod::DirectlyStandardised => ", directly standardised",
            RateMethod::IndirectlyStandardised => ", indirectly standardised",
        };
        lines.push(format!(
            "{} per {}{method}{limits}; {} events, {} people{ages}",
            rate(value),
            whole(found.per),
            whole(count),
            whole(population),
        ));
    }
    lines.extend(
        found
            .small_areas
            .map(|many| format!("Summed over {many} small areas")),
    );
    lines.extend(found.refused.iter().cloned());
    lines.extend(found.notes.iter().cloned());
    lines.push(format!("Receipt {}", answer.receipt.number));
    lines.join("\n")
}
