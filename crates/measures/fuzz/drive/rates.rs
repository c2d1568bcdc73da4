//! Rates that are standardised by age, and what not knowing does to shares and rates.

use measures::interval::PoissonMethod;
use measures::rate::{
    PeopleWithEvents, RepeatedEvents, StandardPopulation, directly_standardised_rate,
    expected_events, indirectly_standardised_rate, indirectly_standardised_ratio,
    repeated_events_rate,
};
use measures::recording::{Possible, Recorded, completeness, possible_rate, possible_share};
use measures::{AgeBand, AgePopulation, Undefined};

use super::{Judge, LIMITS_OF_COUNT, Numbers, said};

pub(super) fn ask(numbers: &mut Numbers<'_>, judge: &Judge) {
    match numbers.byte() % 3 {
        0 => ask_directly(numbers, judge),
        1 => ask_indirectly(numbers, judge),
        _ => ask_of_records(numbers, judge),
    }
}

fn standard(numbers: &mut Numbers<'_>, ages: &[AgeBand]) -> Result<StandardPopulation, Undefined> {
    match numbers.byte() % 3 {
        0 => StandardPopulation::european_2013().in_bands(ages),
        1 => Ok(StandardPopulation::european_2013()),
        _ => {
            let weights: Vec<_> = ages
                .iter()
                .map(|&age| (age, numbers.population()))
                .collect();
            StandardPopulation::new(weights)
        }
    }
}

fn ask_directly(numbers: &mut Numbers<'_>, judge: &Judge) {
    let (levels, each) = (numbers.levels(), numbers.multiplier());
    let ages = numbers.ages();
    let standard = match standard(numbers, &ages) {
        Ok(standard) => standard,
        Err(reason) => return said(reason),
    };
    for (_, share) in standard.bands() {
        assert!(share.is_finite() && share >= 0.0, "{share}");
    }
    let groups = numbers.age_groups(&ages);
    judge.estimate(LIMITS_OF_COUNT, &levels, |levels| {
        directly_standardised_rate(&groups, &standard, each, levels)
    });
    let repeated: Vec<RepeatedEvents> = groups
        .iter()
        .map(|group| RepeatedEvents {
            age: group.age,
            population: group.population,
            people: numbers.list(4, |numbers| PeopleWithEvents {
                events: u32::from(numbers.byte()),
                people: numbers.count(),
            }),
        })
        .collect();
    judge.estimate(LIMITS_OF_COUNT, &levels, |levels| {
        repeated_events_rate(&repeated, &standard, each, levels)
    });
}

fn ask_indirectly(numbers: &mut Numbers<'_>, judge: &Judge) {
    let (levels, each) = (numbers.levels(), numbers.multiplier());
    let ages = numbers.ages();
    let reference = numbers.age_groups(&ages);
    let people: Vec<AgePopulation> = numbers
        .age_groups(&ages)
        .into_iter()
        .map(AgePopulation::from)
        .collect();
    match expected_events(&people, &reference) {
        Ok(expected) => assert!(expected.is_finite() && expected >= 0.0, "{expected}"),
        Err(reason) => said(reason),
    }
    let observed = numbers.count();
    let method = if numbers.is_so() {
        PoissonMethod::ExactBelowTen
    } else {
        PoissonMethod::ByarThroughout
    };
    judge.estimate(LIMITS_OF_COUNT, &levels, |levels| {
        indirectly_standardised_rate(observed, &people, &reference, each, method, levels)
    });
    judge.estimate(LIMITS_OF_COUNT, &levels, |levels| {
        indirectly_standardised_ratio(observed, &people, &reference, each, method, levels)
    });
}

fn ask_of_records(numbers: &mut Numbers<'_>, judge: &Judge) {
    let (levels, each) = (numbers.levels(), numbers.multiplier());
    let recorded = Recorded {
        known: numbers.count(),
        declined: numbers.count(),
        not_asked: numbers.count(),
        invalid: numbers.count(),
    };
    if let Err(reason) = recorded.is_known_for(numbers.number()) {
        said(reason);
    }
    judge.estimate(0, &levels, |levels| completeness(recorded, each, levels));
    let in_group = numbers.count();
    ordered(possible_share(in_group, recorded, each));
    ordered(possible_rate(
        in_group,
        recorded.known,
        recorded.declined,
        numbers.population(),
        each,
    ));
}

/// What may be lies around what is among those who are known.
#[track_caller]
fn ordered(found: Result<Possible, Undefined>) {
    match found {
        Ok(found) => {
            let all = [found.lowest, found.among_known, found.highest];
            assert!(all.iter().all(|value| value.is_finite()), "{found:?}");
            assert!(all.is_sorted(), "{found:?}");
        }
        Err(reason) => said(reason),
    }
}
