//! Slopes and concentration across groups in an order.

use measures::gradient::{
    self, FirstPart, Fit, Quantile, QuantileGroup, fitted_line, fitted_line_by, quantiles_by_rank,
};
use measures::{Bounds, Undefined};

use super::{Judge, Numbers, said};

/// Places of an integral for each of four cumulants of each group, and a search at both sides.
fn bound_of(groups: usize) -> u64 {
    let groups = u64::try_from(groups).unwrap_or(u64::MAX);
    groups * 4 * 46_000 + groups * 8 + 2 * (40 + 100)
}

/// Newton's steps of the logistic curve, each with its halvings.
const LOGISTIC: u64 = 60 + 60 * 60;

/// Groups of as many parts as there are, or of any parts in any order.
fn groups(numbers: &mut Numbers<'_>) -> Vec<QuantileGroup> {
    let in_order = !numbers.once_in(4);
    let parts = numbers.list(20, |numbers| {
        let (number, parts) = if in_order {
            (0, 0)
        } else {
            (numbers.byte(), numbers.byte())
        };
        (number, parts, numbers.population(), numbers.measured())
    });
    let all = u8::try_from(parts.len()).unwrap_or(u8::MAX);
    (1..)
        .zip(parts)
        .filter_map(|(place, (number, parts, population, measured))| {
            let quantile = if in_order {
                Quantile::new(place, all)
            } else {
                Quantile::new(number, parts)
            };
            Some(QuantileGroup {
                quantile: quantile.ok()?,
                population,
                measured,
            })
        })
        .collect()
}

pub(super) fn ask(numbers: &mut Numbers<'_>, judge: &Judge) {
    let (levels, each, fit) = (numbers.levels(), numbers.multiplier(), numbers.fit());
    let choice = numbers.byte();
    if choice % 8 == 7 {
        return ask_for_parts(numbers);
    }
    let groups = groups(numbers);
    let bound = bound_of(groups.len());
    match choice % 8 {
        0 | 1 => judge.estimate(bound, &levels, |levels| {
            gradient::slope_index_by(&groups, fit, each, levels)
        }),
        2 => judge.estimate(bound, &levels, |levels| {
            gradient::relative_index_by(&groups, fit, each, levels)
        }),
        3 => {
            judge.estimate(bound, &levels, |levels| {
                gradient::slope_index(&groups, each, levels)
            });
            judge.estimate(bound, &levels, |levels| {
                gradient::relative_index(&groups, each, levels)
            });
        }
        4 => {
            judge.estimate(LOGISTIC, &levels, |levels| {
                gradient::logistic_slope_index(&groups, each, levels)
            });
            judge.estimate(LOGISTIC, &levels, |levels| {
                gradient::logistic_relative_index(&groups, each, levels)
            });
        }
        5 => {
            judge.estimate(0, &levels, |levels| {
                gradient::concentration_index(&groups, each, levels)
            });
            judge.estimate(0, &levels, |levels| {
                gradient::relative_concentration_index(&groups, each, levels)
            });
            let bounds = numbers.bounds().unwrap_or(Bounds::SHARE);
            judge.estimate(0, &levels, |levels| {
                gradient::wagstaff_index(&groups, bounds, each, levels)
            });
            judge.estimate(0, &levels, |levels| {
                gradient::erreygers_index(&groups, bounds, each, levels)
            });
        }
        _ => {
            for line in [fitted_line(&groups), fitted_line_by(&groups, fit)] {
                match line {
                    Ok(line) => {
                        let ends = [line.most_deprived_end, line.least_deprived_end];
                        assert!(ends.iter().all(|end| end.is_finite()), "{line:?}");
                    }
                    Err(reason) => said(reason),
                }
            }
        }
    }
}

/// Limits that are drawn.
pub(super) fn ask_simulated(numbers: &mut Numbers<'_>, judge: &Judge) {
    let (levels, each) = (numbers.levels(), numbers.multiplier());
    let (fit, simulation): (Fit, _) = (numbers.fit(), numbers.simulation());
    let relative = numbers.is_so();
    let groups = groups(numbers);
    judge.estimate(bound_of(groups.len()), &levels, |levels| {
        if relative {
            gradient::simulated_relative_index(&groups, fit, simulation, each, levels)
        } else {
            gradient::simulated_slope_index(&groups, fit, simulation, each, levels)
        }
    });
}

fn ask_for_parts(numbers: &mut Numbers<'_>) {
    let parts = numbers.byte();
    let first = if numbers.is_so() {
        FirstPart::Highest
    } else {
        FirstPart::Lowest
    };
    let values = numbers.list(120, |numbers| numbers.perhaps(Numbers::number));
    let found: Result<Vec<Option<Quantile>>, Undefined> = quantiles_by_rank(&values, parts, first);
    match found {
        Ok(found) => {
            assert_eq!(found.len(), values.len());
            assert!(found.iter().flatten().all(|part| part.parts() == parts));
        }
        Err(reason) => said(reason),
    }
}
