//! Where the fields of an observation stand in a row.

use evidence::intake::mapping::Group;

use super::layout::{Column, Layout};
use super::mapped::column_of;

/// Where each column of one observation stands, looked up once; or what is stated instead.
pub(super) struct Places<'a> {
    positions: [Option<usize>; Column::Other as usize],
    texts: [Option<&'a str>; Column::Other as usize],
}

/// The columns of figures, in the order in which they are read ahead.
pub(super) const FIGURES: [Column; 7] = [
    Column::Value,
    Column::Lower95,
    Column::Upper95,
    Column::Lower998,
    Column::Upper998,
    Column::Count,
    Column::Denominator,
];

/// Where figures stand in the rows of a table, those of each observation in order. What stands nowhere has a place that no row has.
pub(super) fn places_of_figures(places: &[Places<'_>]) -> Vec<usize> {
    let of_one = |places: &Places<'_>| {
        FIGURES.map(|column| match places.text(column) {
            Some(_) => usize::MAX,
            None => places.position(column).unwrap_or(usize::MAX),
        })
    };
    places.iter().flat_map(of_one).collect()
}

impl<'a> Places<'a> {
    /// One for each observation of a row.
    pub(super) fn of(layout: &'a Layout) -> Vec<Self> {
        let empty = || Self {
            positions: [None; Column::Other as usize],
            texts: [None; Column::Other as usize],
        };
        let Some(mapped) = &layout.mapped else {
            let mut places = empty();
            for (at, column) in layout.columns.iter().enumerate() {
                if let Some(position) = places.positions.get_mut(*column as usize) {
                    *position = Some(at);
                }
            }
            return vec![places];
        };
        let of_group = |group: &'a Group| {
            let mut places = empty();
            for (field, at) in &group.positions {
                if let Some(position) = places.positions.get_mut(column_of(*field) as usize) {
                    *position = Some(*at);
                }
            }
            for (field, words) in &group.texts {
                if let Some(text) = places.texts.get_mut(column_of(*field) as usize) {
                    *text = Some(words);
                }
            }
            places
        };
        mapped.plan.groups.iter().map(of_group).collect()
    }

    pub(super) fn position(&self, column: Column) -> Option<usize> {
        self.positions.get(column as usize).copied().flatten()
    }

    pub(super) fn text(&self, column: Column) -> Option<&'a str> {
        self.texts.get(column as usize).copied().flatten()
    }
}
