//! Gaps, spreads, impacts and lengths of life, asked of the crate `measures`.

use measures::gap::{
    Users, representation_index, representation_ratio, widest_difference, widest_ratio,
};
use measures::impact::{
    Occurrence, Reference, excess_events, population_attributable_fraction,
    population_attributable_risk,
};
use measures::mortality::{
    Bootstrap, DeathsByCause, HealthyShare, LifeTable, healthy_life_expectancy, life_expectancy,
    life_expectancy_gap, years_of_life_lost, years_of_life_lost_rate,
};
use measures::rate::StandardPopulation;
use measures::spread::{
    DistanceFrom, between_group_deviation, between_group_variance, coefficient_of_variation,
    disproportion_index, heterogeneity, index_of_disparity, mean_difference, mean_log_deviation,
    theil_index,
};
use measures::{Count, Measured, Multiplier, Polarity, Weighting};

use super::direct::{
    Direct, LEVELS, Said, age_groups, ages, count, counts, exactly, few_draws, pairs, people,
    population, said, subgroups, written,
};
use super::rows::Rows;

const PERCENT: Multiplier = Multiplier::PERCENT;
const LOW: Polarity = Polarity::LowIsGood;

pub(super) const DIRECT: &[(&str, Direct)] = &[
    ("difference", |rows| {
        said(widest_difference(&subgroups(rows), LEVELS))
    }),
    ("ratio", |rows| said(widest_ratio(&subgroups(rows), LEVELS))),
    ("representation-index", |rows| {
        said(representation_index(users(rows), Multiplier::ONE, LEVELS))
    }),
    ("representation-ratio", |rows| {
        said(representation_ratio(users(rows), LEVELS))
    }),
    ("heterogeneity", |rows| {
        exactly(heterogeneity(&subgroups(rows)).unwrap().chi_square)
    }),
    ("between-group-variance", |rows| {
        said(between_group_variance(&subgroups(rows), LEVELS))
    }),
    ("between-group-standard-deviation", |rows| {
        said(between_group_deviation(
            &subgroups(rows),
            None,
            few_draws(),
            LEVELS,
        ))
    }),
    ("coefficient-of-variation", |rows| {
        said(coefficient_of_variation(
            &subgroups(rows),
            None,
            few_draws(),
            PERCENT,
            LEVELS,
        ))
    }),
    ("disproportion-index", |rows| {
        said(disproportion_index(
            &subgroups(rows),
            None,
            few_draws(),
            PERCENT,
            LEVELS,
        ))
    }),
    ("index-of-disparity", |rows| {
        disparity(rows, Weighting::Equal)
    }),
    ("index-of-disparity-weighted", |rows| {
        disparity(rows, Weighting::Population)
    }),
    ("mean-difference-from-mean", |rows| {
        distance(rows, DistanceFrom::Mean, Weighting::Equal)
    }),
    ("mean-difference-from-mean-weighted", |rows| {
        distance(rows, DistanceFrom::Mean, Weighting::Population)
    }),
    ("mean-difference-from-best", |rows| {
        distance(rows, DistanceFrom::Best(LOW), Weighting::Population)
    }),
    ("mean-difference-from-best-unweighted", |rows| {
        distance(rows, DistanceFrom::Best(LOW), Weighting::Equal)
    }),
    // The second of the groups in the order of their names is marked.
    ("mean-difference-from-reference", |rows| {
        distance(rows, DistanceFrom::Group(1), Weighting::Equal)
    }),
    ("mean-difference-from-reference-weighted", |rows| {
        distance(rows, DistanceFrom::Group(1), Weighting::Population)
    }),
    ("mean-log-deviation", |rows| {
        said(mean_log_deviation(
            &subgroups(rows),
            Multiplier::PER_1_000,
            LEVELS,
        ))
    }),
    ("theil-index", |rows| {
        said(theil_index(&subgroups(rows), Multiplier::PER_1_000, LEVELS))
    }),
    ("population-attributable-risk", |rows| {
        said(population_attributable_risk(
            &subgroups(rows),
            Reference::Best,
            LOW,
            Multiplier::ONE,
            LEVELS,
        ))
    }),
    ("population-attributable-fraction", |rows| {
        said(population_attributable_fraction(
            &subgroups(rows),
            Reference::Best,
            LOW,
            PERCENT,
            LEVELS,
        ))
    }),
    ("excess-events", |rows| {
        let groups: Vec<Occurrence> = pairs(rows, "count", "population")
            .into_iter()
            .map(|(events, population)| Occurrence { events, population })
            .collect();
        // The least deprived part comes last.
        said(excess_events(&groups, groups.len() - 1, LEVELS))
    }),
    ("life-expectancy", |rows| {
        let table = LifeTable::new(&age_groups(rows, "deaths", "population")).unwrap();
        said(life_expectancy(&table, 0, LEVELS))
    }),
    ("healthy-life-expectancy", |rows| {
        let table = LifeTable::new(&age_groups(rows, "deaths", "population")).unwrap();
        let shares = rows.numbers("healthy_share").iter();
        let shares: Vec<HealthyShare> = shares
            .zip(rows.numbers("healthy_se"))
            .zip(ages(rows))
            .map(|((&share, &error), age)| HealthyShare {
                age,
                share: Measured::with_standard_error(share, error).unwrap(),
            })
            .collect();
        said(healthy_life_expectancy(&table, &shares, 0, LEVELS))
    }),
    ("life-expectancy-gap", |rows| {
        let bootstrap = Bootstrap {
            seed: few_draws().seed(),
            draws: few_draws().draws(),
        };
        let (one, other) = (
            by_cause(rows, "deaths", "population"),
            by_cause(rows, "reference_deaths", "reference_population"),
        );
        let parts = life_expectancy_gap(&one, &other, 0, bootstrap, LEVELS).unwrap();
        Said {
            rows: parts
                .by_age_and_cause
                .iter()
                .map(|(_, cause, part)| format!("{} {cause}", written(part.value())))
                .collect(),
            ..said(Ok(parts.gap))
        }
    }),
    ("years-of-life-lost", |rows| {
        let bands = age_groups(rows, "deaths", "population");
        said(years_of_life_lost(&bands, 75, LEVELS))
    }),
    ("years-of-life-lost-rate", |rows| {
        let bands = age_groups(rows, "deaths", "population");
        let weights = ages(rows)
            .into_iter()
            .zip(people(rows, "standard_population"));
        said(years_of_life_lost_rate(
            &bands,
            &StandardPopulation::new(weights).unwrap(),
            75,
            Multiplier::PER_100_000,
            LEVELS,
        ))
    }),
];

fn users(rows: &Rows) -> Users {
    Users {
        in_group: count(rows, "users"),
        all: count(rows, "all_users"),
        people_in_group: population(rows, "people"),
        all_people: population(rows, "all_people"),
    }
}

fn disparity(rows: &Rows, weighting: Weighting) -> Said {
    said(index_of_disparity(
        &subgroups(rows),
        weighting,
        None,
        few_draws(),
        PERCENT,
        LEVELS,
    ))
}

fn distance(rows: &Rows, from: DistanceFrom, weighting: Weighting) -> Said {
    said(mean_difference(
        &subgroups(rows),
        from,
        weighting,
        None,
        few_draws(),
        LEVELS,
    ))
}

/// The rows of a band follow one another.
fn by_cause(rows: &Rows, deaths: &str, population: &str) -> Vec<DeathsByCause<String>> {
    let (of_causes, populations) = (counts(rows, deaths), people(rows, population));
    let mut bands: Vec<DeathsByCause<String>> = Vec::new();
    for (row, age) in ages(rows).into_iter().enumerate() {
        if bands.last().is_none_or(|band| band.age != age) {
            bands.push(DeathsByCause {
                age,
                population: populations[row],
                deaths: Count::ZERO,
                causes: Vec::new(),
            });
        }
        let band = bands.last_mut().unwrap();
        band.deaths = Count::new(band.deaths.get() + of_causes[row].get()).unwrap();
        let cause = rows.words("cause")[row].clone();
        band.causes.push((cause, of_causes[row]));
    }
    bands
}
