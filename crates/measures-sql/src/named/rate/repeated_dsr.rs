use measures::rate::{PeopleWithEvents, RepeatedEvents, repeated_events_rate};
use measures::{AgeBand, Count, Multiplier, Polarity};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::named::rate::standard::standard_of_bands;
use crate::named::read;
use crate::options::Options;
use crate::problem::{Problem, Problems};
use crate::sums;
use crate::table::Group;

/// The standardised rate of events that happen to some people several times.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "dsr-repeated",
    aliases: &["repeated-events-rate", "non-independent-dsr"],
    about: "events for each 100,000, were ages those of a standard population, where people have several; a row says how many people had so many events",
    signatures: &[&[
        "age",
        "events",
        "people",
        "population",
        "standard_population",
    ]],
    documented_in: ("rate/repeated_events_rate.rs", "repeated_events_rate"),
    example: "age,events,people,population,standard_population\n0-64,1,40,9000,80500\n0-64,2,9,9000,80500\n65+,1,75,1800,19500\n65+,2,16,1800,19500\n65+,4,3,1800,19500\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let ages = read::age_bands(group)?;
    let events = read::whole_numbers(group, "events", 0..=9999)?;
    let people = group.counts("people")?;
    let populations = group.populations("population")?;
    let mut bands: Vec<RepeatedEvents> = Vec::new();
    // The row on which each band is met first.
    let mut first_rows = Vec::new();
    for (row, (&age, &population)) in ages.iter().zip(&populations).enumerate() {
        let with = PeopleWithEvents {
            events: u32::from(events[row]),
            people: people[row],
        };
        match bands.iter_mut().find(|band| band.age == age) {
            Some(band) if band.population == population => band.people.push(with),
            Some(band) => {
                let told = band.population.get();
                return Err(differs(
                    group,
                    row,
                    "population",
                    age,
                    population.get(),
                    told,
                ));
            }
            None => {
                bands.push(RepeatedEvents {
                    age,
                    population,
                    people: vec![with],
                });
                first_rows.push(row);
            }
        }
    }
    let weights = if group.has("standard_population") {
        let weights = group.populations("standard_population")?;
        for (row, (age, weight)) in ages.iter().zip(&weights).enumerate() {
            let place = bands.iter().position(|band| band.age == *age);
            let told = place.map_or(*weight, |place| weights[first_rows[place]]);
            if told != *weight {
                let column = "standard_population";
                return Err(differs(group, row, column, *age, weight.get(), told.get()));
            }
        }
        Some(
            first_rows
                .iter()
                .map(|&row| weights[row])
                .collect::<Vec<_>>(),
        )
    } else {
        None
    };
    let in_order: Vec<AgeBand> = bands.iter().map(|band| band.age).collect();
    let multiplier = options.multiplier.unwrap_or(Multiplier::PER_100_000);
    let found =
        standard_of_bands(group, &in_order, weights.as_deref(), options)?.and_then(|standard| {
            repeated_events_rate(&bands, &standard, multiplier, &options.confidences)
        });
    let total = sums::of(
        events
            .iter()
            .zip(&people)
            .map(|(&each, people)| f64::from(each) * people.get()),
    );
    Ok(Finding::of(found)
        .with("events", total)
        .with("people", sums::of(people.iter().copied().map(Count::get))))
}

/// Two rows of one band that contradict each other.
fn differs(
    group: &Group<'_>,
    row: usize,
    column: &str,
    age: AgeBand,
    found: f64,
    told: f64,
) -> Problems {
    let words = format!(
        "is {found}, and an earlier row for ages {age} has {told}; write the same on each row of one band of ages"
    );
    Problem::of_cell(group.row_in_file(row), column, words).into()
}
