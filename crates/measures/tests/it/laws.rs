//! Laws that all measures of a kind keep, whatever else each of them does: the order of rows, the
//! size of the whole population and the unit of the value change nothing that they should not, parts
//! make up the whole, and a value lies between its limits.

use measures::control::{CountFunnel, ProportionFunnel};
use measures::gap::{self, Users};
use measures::gradient::{self, Fit, Quantile, QuantileGroup};
use measures::impact::{self, Occurrence, Reference};
use measures::interval::PoissonMethod;
use measures::mortality::{
    Bootstrap, DeathsByCause, HealthyShare, LifeTable, healthy_life_expectancy, life_expectancy,
    life_expectancy_gap, years_of_life_lost, years_of_life_lost_rate,
};
use measures::rate::{self, PeopleWithEvents, RepeatedEvents, StandardPopulation};
use measures::recording::{self, Recorded};
use measures::{
    AgeBand, AgeGroup, AgePopulation, Bounds, Confidence, Count, Estimate, Measured, Multiplier,
    Polarity, Population, Simulation, Subgroup, Undefined, spread,
};
use proptest::prelude::*;

const LEVELS: [Confidence; 2] = Confidence::PUBLISHED;
const ONE: Multiplier = Multiplier::ONE;
const METHOD: PoissonMethod = PoissonMethod::ExactBelowTen;

type Answer = Result<Estimate, Undefined>;

fn people(n: f64) -> Population {
    Population::new(n).unwrap()
}

fn simulation() -> Simulation {
    Simulation::new(3, 1_000).unwrap()
}

/// A measure of ordered groups, and by which power of the unit of the value its own changes.
type OfOrdered = (&'static str, i32, fn(&[QuantileGroup]) -> Answer);

const ORDERED: [OfOrdered; 13] = [
    ("slope", 1, |groups| {
        gradient::slope_index(groups, ONE, &LEVELS)
    }),
    ("slope of rates", 1, |groups| {
        gradient::slope_index_by(groups, Fit::Rates, ONE, &LEVELS)
    }),
    ("slope of logarithms", 1, |groups| {
        gradient::slope_index_by(groups, Fit::LogRates, ONE, &LEVELS)
    }),
    ("ratio", 0, |groups| {
        gradient::relative_index(groups, ONE, &LEVELS)
    }),
    ("ratio of rates", 0, |groups| {
        gradient::relative_index_by(groups, Fit::Rates, ONE, &LEVELS)
    }),
    ("ratio of logarithms", 0, |groups| {
        gradient::relative_index_by(groups, Fit::LogRates, ONE, &LEVELS)
    }),
    ("simulated slope", 1, |groups| {
        gradient::simulated_slope_index(groups, Fit::Plain, simulation(), ONE, &LEVELS)
    }),
    ("simulated ratio", 0, |groups| {
        gradient::simulated_relative_index(groups, Fit::Plain, simulation(), ONE, &LEVELS)
    }),
    ("concentration", 1, |groups| {
        gradient::concentration_index(groups, ONE, &LEVELS)
    }),
    ("relative concentration", 0, |groups| {
        gradient::relative_concentration_index(groups, ONE, &LEVELS)
    }),
    ("ends", 1, |groups| {
        gap::absolute_difference(
            groups[0].measured,
            groups[groups.len() - 1].measured,
            &LEVELS,
        )
    }),
    ("ends, relative", 0, |groups| {
        gap::relative_ratio(
            groups[0].measured,
            groups[groups.len() - 1].measured,
            &LEVELS,
        )
    }),
    ("excess over the mean", 1, |groups| {
        let groups: Vec<Subgroup> = groups.iter().copied().map(Subgroup::from).collect();
        let (group, high) = (Reference::Group(0), Polarity::HighIsGood);
        impact::population_attributable_risk(&groups, group, high, ONE, &LEVELS)
    }),
];

/// Measures of shares, which have no other unit.
const OF_SHARES: [OfOrdered; 4] = [
    ("logistic slope", 0, |groups| {
        gradient::logistic_slope_index(groups, ONE, &LEVELS)
    }),
    ("logistic ratio", 0, |groups| {
        gradient::logistic_relative_index(groups, ONE, &LEVELS)
    }),
    ("Wagstaff", 0, |groups| {
        gradient::wagstaff_index(groups, Bounds::SHARE, ONE, &LEVELS)
    }),
    ("Erreygers", 0, |groups| {
        gradient::erreygers_index(groups, Bounds::SHARE, ONE, &LEVELS)
    }),
];

/// Measures of groups without an order.
type OfUnordered = (&'static str, fn(&[Subgroup]) -> Answer);

const UNORDERED: [OfUnordered; 5] = [
    ("widest difference", |groups| {
        gap::widest_difference(groups, &LEVELS)
    }),
    ("widest ratio", |groups| gap::widest_ratio(groups, &LEVELS)),
    ("risk", |groups| {
        let (best, low) = (Reference::Best, Polarity::LowIsGood);
        impact::population_attributable_risk(groups, best, low, ONE, &LEVELS)
    }),
    ("fraction", |groups| {
        let (best, low) = (Reference::Best, Polarity::LowIsGood);
        impact::population_attributable_fraction(groups, best, low, ONE, &LEVELS)
    }),
    ("variance", |groups| {
        spread::between_group_variance(groups, &LEVELS)
    }),
];

/// People, a value and its error for each of some groups, with all the room that shares need.
fn parts() -> impl Strategy<Value = Vec<(u32, f64, f64)>> {
    prop::collection::vec((1_u32..100_000, 0.2..0.8_f64, 0.001..0.03_f64), 5..12)
}

fn ordered(parts: &[(u32, f64, f64)], times: f64, unit: f64) -> Vec<QuantileGroup> {
    let number = u8::try_from(parts.len()).unwrap();
    (1..)
        .zip(parts)
        .map(|(place, &(n, value, error))| QuantileGroup {
            quantile: Quantile::new(place, number).unwrap(),
            population: people(f64::from(n) * times),
            measured: Measured::with_standard_error(value * unit, error * unit).unwrap(),
        })
        .collect()
}

/// The same to a hair, in another unit.
fn same(one: &Answer, other: &Answer, unit: f64, name: &str) -> Result<(), TestCaseError> {
    let (Ok(one), Ok(other)) = (one, other) else {
        prop_assert_eq!(one.is_err(), other.is_err(), "{}", name);
        return Ok(());
    };
    let near = |a: f64, b: f64| (a * unit - b).abs() <= 1e-9 * (unit + b.abs());
    prop_assert!(
        near(one.value(), other.value()),
        "{}: {:?} {:?}",
        name,
        one,
        other
    );
    let (one, other) = (one.limits(), other.limits());
    prop_assert_eq!(one.is_ok(), other.is_ok(), "{}", name);
    for (a, b) in one
        .unwrap_or_default()
        .iter()
        .zip(other.unwrap_or_default())
    {
        prop_assert!(
            near(a.lower(), b.lower()) && near(a.upper(), b.upper()),
            "{}: {:?} {:?}",
            name,
            a,
            b
        );
    }
    Ok(())
}

fn between(found: &Answer, name: &str) -> Result<(), TestCaseError> {
    if let Ok(found) = found {
        for limits in found.limits().unwrap_or_default() {
            prop_assert!(limits.contain(found.value()), "{}: {:?}", name, found);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_of_groups_changes_nothing(parts in parts(), turn in 0_usize..12) {
        let groups = ordered(&parts, 1.0, 1.0);
        let mut turned = groups.clone();
        turned.rotate_left(turn % groups.len());
        for (name, _, ask) in ORDERED.iter().take(10).chain(&OF_SHARES) {
            prop_assert_eq!(ask(&groups), ask(&turned), "{}", name);
        }
        let [groups, turned] = [groups, turned].map(|groups| {
            groups.into_iter().map(Subgroup::from).collect::<Vec<_>>()
        });
        for (name, ask) in UNORDERED {
            same(&ask(&groups), &ask(&turned), 1.0, name)?;
        }
        let found = [&groups, &turned].map(|groups| spread::heterogeneity(groups).unwrap());
        prop_assert!((found[0].chi_square / found[1].chi_square - 1.0).abs() < 1e-9);
    }

    #[test]
    fn only_shares_of_the_population_count(parts in parts(), exponent in -6_i32..6) {
        let times = libm::ldexp(1.0, exponent);
        let (groups, others) = (ordered(&parts, 1.0, 1.0), ordered(&parts, times, 1.0));
        for (name, _, ask) in ORDERED.iter().chain(&OF_SHARES) {
            same(&ask(&groups), &ask(&others), 1.0, name)?;
        }
        let [groups, others] = [groups, others].map(|groups| {
            groups.into_iter().map(Subgroup::from).collect::<Vec<_>>()
        });
        for (name, ask) in UNORDERED {
            same(&ask(&groups), &ask(&others), 1.0, name)?;
        }
    }

    #[test]
    fn the_unit_of_the_value_changes_the_measure_by_a_known_power(parts in parts(), exponent in -6_i32..6) {
        let unit = libm::ldexp(1.0, exponent);
        let (groups, others) = (ordered(&parts, 1.0, 1.0), ordered(&parts, 1.0, unit));
        for (name, power, ask) in ORDERED {
            same(&ask(&groups), &ask(&others), libm::ldexp(1.0, exponent * power), name)?;
        }
    }

    #[test]
    fn values_of_groups_lie_between_their_limits(parts in parts()) {
        let groups = ordered(&parts, 1.0, 1.0);
        for (name, _, ask) in ORDERED.iter().chain(&OF_SHARES) {
            between(&ask(&groups), name)?;
        }
        let groups: Vec<Subgroup> = groups.into_iter().map(Subgroup::from).collect();
        for (name, ask) in UNORDERED {
            between(&ask(&groups), name)?;
        }
    }
}

/// Twenty bands: 0, 1-4, 5-9 ... 90+.
fn ages() -> Vec<AgeBand> {
    let starts: Vec<u8> = [0, 1]
        .into_iter()
        .chain((1..=18).map(|band| band * 5))
        .collect();
    let ends = starts.iter().skip(1).copied().map(Some).chain([None]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| match end {
            Some(end) => AgeBand::between(start, end).unwrap(),
            None => AgeBand::and_over(start).unwrap(),
        })
        .collect()
}

fn place() -> impl Strategy<Value = Vec<AgeGroup>> {
    prop::collection::vec((1_000_u32..100_000, 1_u32..400), 20).prop_map(|bands| {
        ages()
            .into_iter()
            .zip(bands)
            .map(|(age, (n, deaths))| AgeGroup {
                age,
                // A fifth of the oldest die, or the table would have no end in sight.
                count: Count::from(if age.end().is_none() { n / 5 } else { deaths }),
                population: Population::from(n),
            })
            .collect()
    })
}

fn standard() -> StandardPopulation {
    StandardPopulation::new(
        (1_u32..)
            .zip(ages())
            .map(|(weight, age)| (age, Population::from(weight))),
    )
    .unwrap()
}

/// The same place with every count shared out between two, as with two causes.
fn shared(groups: &[AgeGroup], part: f64) -> [Vec<AgeGroup>; 2] {
    let own = |group: &AgeGroup| (group.count.get() * part).floor();
    let of = |count: &dyn Fn(&AgeGroup) -> f64| {
        let with = |group: &AgeGroup| AgeGroup {
            count: Count::new(count(group)).unwrap(),
            ..*group
        };
        groups.iter().map(with).collect::<Vec<_>>()
    };
    [of(&own), of(&|group| group.count.get() - own(group))]
}

fn healthy(groups: &[AgeGroup], turn: usize) -> Answer {
    let table = LifeTable::new(groups)?;
    let mut shares: Vec<HealthyShare> = (0_u8..)
        .zip(table.rows())
        .map(|(band, row)| HealthyShare {
            age: row.age,
            share: Measured::with_standard_error(0.95 - 0.03 * f64::from(band), 0.01).unwrap(),
        })
        .collect();
    shares.rotate_left(turn);
    healthy_life_expectancy(&table, &shares, 0, &LEVELS)
}

fn repeated(groups: &[AgeGroup]) -> Vec<RepeatedEvents> {
    groups
        .iter()
        .map(|group| RepeatedEvents {
            age: group.age,
            population: group.population,
            people: (1..=3)
                .map(|events| PeopleWithEvents {
                    events,
                    people: Count::new((group.count.get() / f64::from(events)).floor()).unwrap(),
                })
                .collect(),
        })
        .collect()
}

fn populations(groups: &[AgeGroup]) -> Vec<AgePopulation> {
    groups.iter().copied().map(AgePopulation::from).collect()
}

/// A measure of a place by age.
type OfAges = (&'static str, fn(&[AgeGroup]) -> Answer);

const BY_AGE: [OfAges; 8] = [
    ("directly standardised", |groups| {
        rate::directly_standardised_rate(groups, &standard(), ONE, &LEVELS)
    }),
    ("repeated events", |groups| {
        rate::repeated_events_rate(&repeated(groups), &standard(), ONE, &LEVELS)
    }),
    ("indirectly standardised ratio", |groups| {
        let people = populations(groups);
        rate::indirectly_standardised_ratio(Count::from(70), &people, groups, ONE, METHOD, &LEVELS)
    }),
    ("indirectly standardised rate", |groups| {
        let people = populations(groups);
        rate::indirectly_standardised_rate(Count::from(7), &people, groups, ONE, METHOD, &LEVELS)
    }),
    ("life expectancy", |groups| {
        life_expectancy(&LifeTable::new(groups)?, 0, &LEVELS)
    }),
    ("healthy life expectancy", |groups| healthy(groups, 0)),
    ("years of life lost", |groups| {
        years_of_life_lost(groups, 75, &LEVELS)
    }),
    ("rate of years of life lost", |groups| {
        years_of_life_lost_rate(groups, &standard(), 75, ONE, &LEVELS)
    }),
];

fn by_cause(groups: &[AgeGroup], part: f64) -> Vec<DeathsByCause<u8>> {
    let [one, other] = shared(groups, part);
    groups
        .iter()
        .zip(one.iter().zip(&other))
        .map(|(group, (one, other))| DeathsByCause {
            age: group.age,
            population: group.population,
            deaths: group.count,
            causes: vec![(0, one.count), (1, other.count)],
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn values_by_age_lie_between_their_limits_in_any_order(groups in place(), turn in 0_usize..20) {
        let mut turned = groups.clone();
        turned.rotate_left(turn);
        for (name, ask) in BY_AGE {
            let found = ask(&groups);
            prop_assert!(found.as_ref().is_ok_and(|found| found.limits().is_ok()), "{}", name);
            between(&found, name)?;
            prop_assert_eq!(&found, &ask(&turned), "{}", name);
        }
        prop_assert_eq!(healthy(&groups, 0), healthy(&groups, turn));
    }

    #[test]
    fn parts_of_a_gap_lie_between_their_limits(
        one in place(), other in place(), part in 0.0..=1.0_f64, seed in any::<u64>(),
    ) {
        let bootstrap = Bootstrap { seed, draws: 400 };
        let level = [Confidence::NINETY_FIVE];
        let (one, other) = (by_cause(&one, part), by_cause(&other, 1.0 - part));
        let found = life_expectancy_gap(&one, &other, 0, bootstrap, &level).unwrap();
        let parts = [found.gap].into_iter()
            .chain(found.by_age.into_iter().map(|(_, part)| part))
            .chain(found.by_cause.into_iter().map(|(_, part)| part))
            .chain(found.by_age_and_cause.into_iter().map(|(_, _, part)| part));
        for part in parts {
            prop_assert!(part.limits().is_ok());
            between(&Ok(part), "part")?;
        }
    }

    #[test]
    fn two_causes_make_up_the_whole(groups in place(), part in 0.0..=1.0_f64) {
        let [one, other] = shared(&groups, part);
        let adds: [fn(&[AgeGroup]) -> Answer; 2] = [
            |groups| years_of_life_lost(groups, 75, &[]),
            |groups| rate::directly_standardised_rate(groups, &standard(), ONE, &[]),
        ];
        for ask in adds {
            // Fewer than ten events have no rate.
            if let (Ok(one), Ok(other)) = (ask(&one), ask(&other)) {
                let whole = ask(&groups).unwrap().value();
                prop_assert!((one.value() + other.value() - whole).abs() <= 1e-12 * whole);
            }
        }
    }

    #[test]
    fn two_places_make_up_their_county(groups in place(), part in 0.0..=1.0_f64) {
        let [one, other] = shared(&groups, part);
        let halved = |groups: &[AgeGroup], n: f64| -> Vec<AgeGroup> {
            let with = |group: &AgeGroup| AgeGroup { population: people(group.population.get() * n), ..*group };
            groups.iter().map(with).collect()
        };
        let (one, other) = (halved(&one, 0.25), halved(&other, 0.75));
        let expected = |place: &[AgeGroup]| rate::expected_events(&populations(place), &groups).unwrap();
        let all = expected(&groups);
        prop_assert!((expected(&one) + expected(&other) - all).abs() <= 1e-12 * all);
        // A rate or a share of the whole is the mean of its parts, weighted by their people.
        let (a, b, c) = (&one[3], &other[3], &groups[3]);
        let crude = |group: &AgeGroup| rate::crude_rate(group.count, group.population, ONE, METHOD, &[]);
        let whole = crude(c).unwrap().value();
        let mean = 0.25 * crude(a).unwrap().value() + 0.75 * crude(b).unwrap().value();
        prop_assert!((mean - whole).abs() <= 1e-12 * whole);
        if a.count.get() <= a.population.get() && b.count.get() <= b.population.get() {
            let share = |group: &AgeGroup| rate::proportion(group.count, group.population, ONE, &[]);
            let whole = share(c).unwrap().value();
            let mean = 0.25 * share(a).unwrap().value() + 0.75 * share(b).unwrap().value();
            prop_assert!((mean - whole).abs() <= 1e-12 * whole);
        }
    }

    #[test]
    fn funnels_have_the_middle_of_all_places_in_any_order(groups in place(), turn in 0_usize..20) {
        let places: Vec<(Count, Population)> = groups.iter().map(|group| (group.count, group.population)).collect();
        let mut turned = places.clone();
        turned.rotate_left(turn);
        let average = |places: &[(Count, Population)]| ProportionFunnel::of(places).unwrap().average();
        prop_assert!((average(&places) / average(&turned) - 1.0).abs() < 1e-14);
        let centre = |places: &[(Count, Population)]| {
            let sizes: Vec<(Count, f64)> = places.iter().map(|(x, n)| (*x, n.get())).collect();
            CountFunnel::of(&sizes).unwrap().centre()
        };
        prop_assert!((centre(&places) / centre(&turned) - 1.0).abs() < 1e-14);
    }

    #[test]
    fn excess_is_the_same_in_any_order_and_twice_as_much_of_twice_as_many(
        groups in place(), turn in 0_usize..20,
    ) {
        let occurrences: Vec<Occurrence> = groups.iter()
            .map(|group| Occurrence { events: group.count, population: group.population })
            .collect();
        let mut turned = occurrences.clone();
        turned.rotate_left(turn);
        let excess = impact::excess_events(&occurrences, turn, &LEVELS);
        between(&excess, "excess")?;
        same(&excess, &impact::excess_events(&turned, 0, &LEVELS), 1.0, "excess")?;
        let doubled: Vec<Occurrence> = occurrences.iter()
            .map(|one| Occurrence { events: Count::new(one.events.get() * 2.0).unwrap(), ..*one })
            .collect();
        let (once, twice) = (excess.unwrap(), impact::excess_events(&doubled, turn, &[]).unwrap());
        prop_assert!((once.value() * 2.0 - twice.value()).abs() <= 1e-9 * (1.0 + twice.value().abs()));
    }

    #[test]
    fn representation_lies_between_its_limits_and_knows_only_shares_of_people(
        users in 1_u32..10_000, part in 0.0..=1.0_f64, group in 1_u32..50_000, rest in 0_u32..50_000, exponent in 0_i32..8,
    ) {
        let times = libm::ldexp(1.0, exponent);
        let of = |times: f64| Users {
            in_group: Count::new((f64::from(users) * part).floor()).unwrap(),
            all: Count::from(users),
            people_in_group: people(f64::from(group) * times),
            all_people: people((f64::from(group) + f64::from(rest)) * times),
        };
        let found = gap::representation_index(of(1.0), ONE, &LEVELS);
        prop_assert!(found.is_ok());
        between(&found, "index")?;
        prop_assert_eq!(found, gap::representation_index(of(times), ONE, &LEVELS));
    }

    #[test]
    fn completeness_lies_between_its_limits_and_within_what_is_possible(
        known in 0_u32..1_000, declined in 0_u32..1_000, not_asked in 0_u32..1_000, invalid in 1_u32..1_000,
    ) {
        let recorded = Recorded {
            known: Count::from(known),
            declined: Count::from(declined),
            not_asked: Count::from(not_asked),
            invalid: Count::from(invalid),
        };
        let found = recording::completeness(recorded, Multiplier::PERCENT, &LEVELS);
        prop_assert!(found.as_ref().is_ok_and(|found| (0.0..100.0).contains(&found.value())));
        between(&found, "completeness")?;
    }
}
