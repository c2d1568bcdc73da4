//! Gradients across ordered groups, asked of the crate `measures`.

use measures::gradient::{
    FirstPart, Fit, concentration_index, erreygers_index, logistic_relative_index,
    logistic_slope_index, quantiles_by_rank, relative_concentration_index, relative_index_by,
    simulated_relative_index, simulated_slope_index, slope_index_by, wagstaff_index,
};
use measures::{Bounds, Multiplier};

use super::direct::{Direct, LEVELS, Said, few_draws, quantile_groups, said};

const ONE: Multiplier = Multiplier::ONE;

pub(super) const DIRECT: &[(&str, Direct)] = &[
    ("sii", |rows| {
        said(slope_index_by(
            &quantile_groups(rows),
            Fit::Plain,
            ONE,
            LEVELS,
        ))
    }),
    ("rii", |rows| {
        said(relative_index_by(
            &quantile_groups(rows),
            Fit::Plain,
            ONE,
            LEVELS,
        ))
    }),
    ("sii-logistic", |rows| {
        said(logistic_slope_index(&quantile_groups(rows), ONE, LEVELS))
    }),
    ("rii-logistic", |rows| {
        said(logistic_relative_index(&quantile_groups(rows), ONE, LEVELS))
    }),
    ("sii-simulated", |rows| {
        let seed = few_draws();
        said(simulated_slope_index(
            &quantile_groups(rows),
            Fit::Plain,
            seed,
            ONE,
            LEVELS,
        ))
    }),
    ("rii-simulated", |rows| {
        let seed = few_draws();
        said(simulated_relative_index(
            &quantile_groups(rows),
            Fit::Plain,
            seed,
            ONE,
            LEVELS,
        ))
    }),
    ("concentration-index", |rows| {
        said(concentration_index(&quantile_groups(rows), ONE, LEVELS))
    }),
    ("relative-concentration-index", |rows| {
        said(relative_concentration_index(
            &quantile_groups(rows),
            ONE,
            LEVELS,
        ))
    }),
    ("wagstaff-index", |rows| {
        said(wagstaff_index(
            &quantile_groups(rows),
            Bounds::SHARE,
            ONE,
            LEVELS,
        ))
    }),
    ("erreygers-index", |rows| {
        said(erreygers_index(
            &quantile_groups(rows),
            Bounds::SHARE,
            ONE,
            LEVELS,
        ))
    }),
    ("quantile", |rows| {
        let values: Vec<Option<f64>> = rows.numbers("value").iter().copied().map(Some).collect();
        let parts = quantiles_by_rank(&values, 10, FirstPart::Highest).unwrap();
        Said {
            rows: parts
                .iter()
                .map(|part| part.unwrap().number().to_string())
                .collect(),
            ..Said::default()
        }
    }),
];
