//! Gaps, spread and impact over groups without an order.

use measures::impact::{self, Occurrence, Reference};
use measures::spread::{self, DistanceFrom};
use measures::{Subgroup, gap};

use super::{Judge, Numbers, TERMS, is_share, said};

pub(super) fn ask(numbers: &mut Numbers<'_>, judge: &Judge) {
    let (levels, each) = (numbers.levels(), numbers.multiplier());
    let (polarity, bounds) = (numbers.polarity(), numbers.bounds());
    let (weighting, simulation) = (numbers.weighting(), numbers.simulation());
    let place = usize::from(numbers.byte() % 24);
    let choice = numbers.byte();
    let groups = numbers.list(20, |numbers| Subgroup {
        population: numbers.population(),
        measured: numbers.measured(),
    });
    match choice % 9 {
        0 => {
            judge.estimate(0, &levels, |levels| gap::widest_difference(&groups, levels));
            judge.estimate(0, &levels, |levels| gap::widest_ratio(&groups, levels));
            judge.estimate(0, &levels, |levels| {
                spread::between_group_variance(&groups, levels)
            });
            judge.estimate(0, &levels, |levels| {
                spread::theil_index(&groups, each, levels)
            });
            judge.estimate(0, &levels, |levels| {
                spread::mean_log_deviation(&groups, each, levels)
            });
        }
        1 => match judge.within(TERMS, || spread::heterogeneity(&groups)) {
            Ok(found) => {
                assert!(is_share(found.probability), "{found:?}");
                assert!(is_share(found.not_by_chance), "{found:?}");
                assert!(found.chi_square >= 0.0 && found.chi_square.is_finite());
            }
            Err(reason) => said(reason),
        },
        2 => judge.estimate(0, &levels, |levels| {
            spread::between_group_deviation(&groups, bounds, simulation, levels)
        }),
        3 => judge.estimate(0, &levels, |levels| {
            spread::coefficient_of_variation(&groups, bounds, simulation, each, levels)
        }),
        4 => judge.estimate(0, &levels, |levels| {
            spread::disproportion_index(&groups, bounds, simulation, each, levels)
        }),
        5 => judge.estimate(0, &levels, |levels| {
            spread::index_of_disparity(&groups, weighting, bounds, simulation, each, levels)
        }),
        6 => {
            let from = match numbers.byte() % 3 {
                0 => DistanceFrom::Mean,
                1 => DistanceFrom::Best(polarity),
                _ => DistanceFrom::Group(place),
            };
            judge.estimate(0, &levels, |levels| {
                spread::mean_difference(&groups, from, weighting, bounds, simulation, levels)
            });
        }
        7 => {
            let reference = if numbers.is_so() {
                Reference::Best
            } else {
                Reference::Group(place)
            };
            judge.estimate(0, &levels, |levels| {
                impact::population_attributable_risk(&groups, reference, polarity, each, levels)
            });
            judge.estimate(0, &levels, |levels| {
                impact::population_attributable_fraction(&groups, reference, polarity, each, levels)
            });
        }
        _ => {
            let occurrences = numbers.list(20, |numbers| Occurrence {
                events: numbers.count(),
                population: numbers.population(),
            });
            judge.estimate(0, &levels, |levels| {
                impact::excess_events(&occurrences, place, levels)
            });
        }
    }
}
