//! Limits of one count, one share, one mean, and gaps between two values.

use measures::gap::{self, Users};
use measures::interval::{self, PoissonMethod};
use measures::{Count, Multiplier, Population, rate};

use super::{Judge, LIMITS_OF_COUNT, LIMITS_OF_SHARE, Numbers, hold, said};

pub(super) fn ask(numbers: &mut Numbers<'_>, judge: &Judge) {
    let level = numbers.confidence();
    let (count, population) = (numbers.count(), numbers.population());
    match numbers.byte() % 5 {
        0 => {
            let exact = judge.within(LIMITS_OF_COUNT, || interval::exact_poisson(count, level));
            assert!(hold(exact, count.get()), "{exact:?}");
            let byar = judge.within(0, || interval::byar(count, level));
            assert!(hold(byar, count.get()), "{byar:?}");
            for method in [PoissonMethod::ExactBelowTen, PoissonMethod::ByarThroughout] {
                let found = interval::poisson(count, method, level);
                assert!(hold(found, count.get()), "{found:?}");
            }
        }
        1 => {
            let share = count.get() / population.get();
            match judge.within(0, || interval::wilson(count, population, level)) {
                Ok(found) => assert!(hold(found, share), "{found:?}"),
                Err(reason) => said(reason),
            }
            match judge.within(LIMITS_OF_SHARE, || {
                interval::exact_binomial(count, population, level)
            }) {
                Ok(found) => assert!(hold(found, share), "{found:?}"),
                Err(reason) => said(reason),
            }
        }
        2 => {
            let measured = numbers.measured();
            match judge.within(LIMITS_OF_COUNT, || interval::dobson(measured, count, level)) {
                Ok(found) => assert!(hold(found, measured.value()), "{found:?}"),
                Err(reason) => said(reason),
            }
            let values = u32::from(numbers.byte());
            match judge.within(LIMITS_OF_SHARE, || {
                interval::student_t(measured, values, level)
            }) {
                Ok(found) => assert!(hold(found, measured.value()), "{found:?}"),
                Err(reason) => said(reason),
            }
        }
        3 => {
            let (one, other) = (numbers.measured(), numbers.measured());
            let levels = numbers.levels();
            judge.estimate(0, &levels, |levels| {
                gap::absolute_difference(one, other, levels)
            });
            judge.estimate(0, &levels, |levels| gap::relative_ratio(one, other, levels));
        }
        _ => ask_of_people(numbers, judge, count, population),
    }
}

/// What is worked out from counts and people.
fn ask_of_people(numbers: &mut Numbers<'_>, judge: &Judge, count: Count, population: Population) {
    let (levels, each): (_, Multiplier) = (numbers.levels(), numbers.multiplier());
    let method = if numbers.is_so() {
        PoissonMethod::ExactBelowTen
    } else {
        PoissonMethod::ByarThroughout
    };
    judge.estimate(0, &levels, |levels| {
        rate::proportion(count, population, each, levels)
    });
    judge.estimate(LIMITS_OF_COUNT, &levels, |levels| {
        rate::crude_rate(count, population, each, method, levels)
    });
    let users = Users {
        in_group: count,
        all: numbers.count(),
        people_in_group: population,
        all_people: numbers.population(),
    };
    judge.estimate(0, &levels, |levels| {
        gap::representation_index(users, each, levels)
    });
    judge.estimate(LIMITS_OF_SHARE, &levels, |levels| {
        gap::representation_ratio(users, levels)
    });
}
