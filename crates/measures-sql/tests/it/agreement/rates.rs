//! Rates, averages and what is known of recording, asked of the crate `measures`.

use measures::interval::PoissonMethod;
use measures::rate::{self, PeopleWithEvents, RepeatedEvents, StandardPopulation};
use measures::recording::{self, Possible, Recorded};
use measures::{AgeBand, AgePopulation, Multiplier, Undefined};

use super::direct::{
    Direct, LEVELS, Said, age_groups, ages, count, counts, exactly, people, population, said,
};
use super::rows::Rows;

pub(super) const DIRECT: &[(&str, Direct)] = &[
    ("proportion", |rows| {
        let (with, all) = (count(rows, "numerator"), population(rows, "denominator"));
        said(rate::proportion(with, all, Multiplier::PERCENT, LEVELS))
    }),
    ("rate", |rows| {
        said(rate::crude_rate(
            count(rows, "count"),
            population(rows, "population"),
            Multiplier::PER_100_000,
            PoissonMethod::ExactBelowTen,
            LEVELS,
        ))
    }),
    ("mean", |rows| {
        said(rate::mean(rows.numbers("value"), LEVELS))
    }),
    ("dsr", |rows| {
        let weights = ages(rows)
            .into_iter()
            .zip(people(rows, "standard_population"));
        said(rate::directly_standardised_rate(
            &age_groups(rows, "count", "population"),
            &StandardPopulation::new(weights).unwrap(),
            Multiplier::PER_100_000,
            LEVELS,
        ))
    }),
    ("dsr-repeated", |rows| {
        let mut bands: Vec<RepeatedEvents> = Vec::new();
        let mut weights = Vec::new();
        let (people_with, populations) = (counts(rows, "people"), people(rows, "population"));
        let standard = people(rows, "standard_population");
        for (row, age) in ages(rows).into_iter().enumerate() {
            if bands.last().is_none_or(|band| band.age != age) {
                bands.push(RepeatedEvents {
                    age,
                    population: populations[row],
                    people: Vec::new(),
                });
                weights.push((age, standard[row]));
            }
            bands.last_mut().unwrap().people.push(PeopleWithEvents {
                events: format!("{}", rows.numbers("events")[row]).parse().unwrap(),
                people: people_with[row],
            });
        }
        said(rate::repeated_events_rate(
            &bands,
            &StandardPopulation::new(weights).unwrap(),
            Multiplier::PER_100_000,
            LEVELS,
        ))
    }),
    ("isr", |rows| {
        said(rate::indirectly_standardised_rate(
            count(rows, "count"),
            &by_age(rows),
            &age_groups(rows, "reference_count", "reference_population"),
            Multiplier::PER_100_000,
            PoissonMethod::ExactBelowTen,
            LEVELS,
        ))
    }),
    ("smr", |rows| {
        said(rate::indirectly_standardised_ratio(
            count(rows, "count"),
            &by_age(rows),
            &age_groups(rows, "reference_count", "reference_population"),
            Multiplier::PERCENT,
            PoissonMethod::ExactBelowTen,
            LEVELS,
        ))
    }),
    ("completeness", |rows| {
        said(recording::completeness(
            recorded(rows),
            Multiplier::PERCENT,
            LEVELS,
        ))
    }),
    ("possible-share", |rows| {
        possible(recording::possible_share(
            count(rows, "in_group"),
            recorded(rows),
            Multiplier::PERCENT,
        ))
    }),
    ("possible-rate", |rows| {
        possible(recording::possible_rate(
            count(rows, "in_group"),
            count(rows, "known"),
            count(rows, "unknown"),
            population(rows, "population"),
            Multiplier::PER_100_000,
        ))
    }),
];

fn by_age(rows: &Rows) -> Vec<AgePopulation> {
    let ages: Vec<AgeBand> = ages(rows);
    let people = people(rows, "population");
    ages.into_iter()
        .zip(people)
        .map(|(age, population)| AgePopulation { age, population })
        .collect()
}

fn recorded(rows: &Rows) -> Recorded {
    Recorded {
        known: count(rows, "known"),
        declined: count(rows, "declined"),
        not_asked: count(rows, "not_asked"),
        invalid: count(rows, "invalid"),
    }
}

fn possible(found: Result<Possible, Undefined>) -> Said {
    found.map_or_else(|_| Said::default(), |found| exactly(found.among_known))
}
