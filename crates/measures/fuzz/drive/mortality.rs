//! How long people live, and the years that are lost.

use measures::mortality::{
    Bootstrap, DeathsByCause, HealthyShare, LifeTable, healthy_life_expectancy, life_expectancy,
    life_expectancy_gap, years_of_life_lost, years_of_life_lost_rate,
};
use measures::rate::StandardPopulation;
use measures::{AgeBand, Confidence, Count, Undefined, numeric};

use super::{Judge, LIMITS_OF_COUNT, Numbers, is_share, said, sound};

/// Draws of deaths that tell how sure a part of a gap is: enough to find a limit, and quickly drawn.
const DRAWS: u32 = 60;

pub(super) fn ask(numbers: &mut Numbers<'_>, judge: &Judge) {
    let levels = numbers.levels();
    let ages = numbers.ages();
    match numbers.byte() % 4 {
        0 => ask_for_gap(numbers, judge, &ages, &levels),
        1 => {
            let (before, each) = (numbers.byte(), numbers.multiplier());
            let groups = numbers.age_groups(&ages);
            judge.estimate(LIMITS_OF_COUNT, &levels, |levels| {
                years_of_life_lost(&groups, before, levels)
            });
            let standard = StandardPopulation::european_2013();
            let in_bands = standard.in_bands(&ages).unwrap_or(standard);
            judge.estimate(LIMITS_OF_COUNT, &levels, |levels| {
                years_of_life_lost_rate(&groups, &in_bands, before, each, levels)
            });
        }
        _ => ask_of_table(numbers, judge, &ages, &levels),
    }
}

fn ask_of_table(numbers: &mut Numbers<'_>, judge: &Judge, ages: &[AgeBand], levels: &[Confidence]) {
    let age = match numbers.byte() % 2 {
        0 => 0,
        _ => numbers.byte(),
    };
    let table = match LifeTable::new(&numbers.age_groups(ages)) {
        Ok(table) => table,
        Err(reason) => return said(reason),
    };
    for row in table.rows() {
        let years = [
            row.survivors,
            row.years_in_band,
            row.expectation,
            row.standard_error,
        ];
        assert!(
            years.iter().all(|it| it.is_finite() && *it >= 0.0),
            "{row:?}"
        );
        assert!(is_share(row.probability_of_dying), "{row:?}");
    }
    judge.estimate(0, levels, |levels| life_expectancy(&table, age, levels));
    let shares: Vec<HealthyShare> = ages
        .iter()
        .map(|&age| HealthyShare {
            age,
            share: numbers.measured(),
        })
        .collect();
    judge.estimate(0, levels, |levels| {
        healthy_life_expectancy(&table, &shares, age, levels)
    });
}

fn ask_for_gap(numbers: &mut Numbers<'_>, judge: &Judge, ages: &[AgeBand], levels: &[Confidence]) {
    let causes = 1 + numbers.byte() % 4;
    let bootstrap = Bootstrap {
        seed: numbers.whole(),
        draws: DRAWS,
    };
    let mut place = || -> Vec<DeathsByCause<u8>> {
        ages.iter()
            .map(|&age| {
                let causes: Vec<(u8, Count)> =
                    (0..causes).map(|cause| (cause, numbers.count())).collect();
                let deaths = numeric::sum(causes.iter().map(|(_, deaths)| deaths.get()));
                DeathsByCause {
                    age,
                    population: numbers.population(),
                    deaths: Count::new(deaths).unwrap_or(Count::ZERO),
                    causes,
                }
            })
            .collect()
    };
    let (first, second) = (place(), place());
    let youngest = ages.iter().map(|age| age.start()).min().unwrap_or(0);
    let drawn = u64::try_from(ages.len()).unwrap_or(u64::MAX) * u64::from(causes) * 2;
    let found = judge.within(drawn * u64::from(DRAWS) * 1_000, || {
        life_expectancy_gap(&first, &second, youngest, bootstrap, levels)
    });
    match found {
        Ok(parts) => {
            sound(&parts.gap, levels);
            let of_age = parts.by_age.iter().map(|(_, part)| part);
            let of_cause = parts.by_cause.iter().map(|(_, part)| part);
            let of_both = parts.by_age_and_cause.iter().map(|(_, _, part)| part);
            for part in of_age.chain(of_cause).chain(of_both) {
                sound(part, levels);
            }
        }
        Err(reason) => {
            let reason: Undefined = reason;
            said(reason);
        }
    }
}
