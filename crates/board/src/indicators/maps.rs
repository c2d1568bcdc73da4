//! The places of an indicator as maps: London in equal tiles, and areas in their true shapes.

use std::collections::BTreeSet;

use charts::{BoundaryMap, MapArea, Number, Reference, Tile, TileMap, Width};
use evidence::boundaries::{Outline, Outlines};
use evidence::cell::Cell;

use super::BoundarySet;
use super::drawings::{Chart, Charted, heading, source_line};
use super::finding::{about_places, counted, is_against_itself};
use super::shown::{drawn, drawn_verdict, unit_of};

/// Whether a place is an authority of London, for which there is a map of equal tiles.
#[must_use]
pub fn is_london(code: &str) -> bool {
    code.strip_prefix("E090000")
        .and_then(|number| number.parse::<u8>().ok())
        .is_some_and(|number| (1..=33).contains(&number))
}

/// The authorities of London among the places as equal tiles; `None` where there are fewer than ten of them.
#[must_use]
pub fn tiles_chart(asked: &Charted<'_>) -> Option<Chart> {
    let view = asked.view;
    // A key names one level for all of them, and each may be held against its own past.
    let level = view.judgement.benchmark.as_ref().and_then(Cell::value);
    let level = level.filter(|_| !is_against_itself(view))?;
    let tiles = view
        .places
        .iter()
        .filter(|row| is_london(&row.value.area().code))
        .map(|row| {
            Some(Tile {
                code: row.value.area().code.to_string(),
                cell: drawn(&row.value).ok()?,
                verdict: drawn_verdict(row.judgement.verdict),
                is_own: row.value.area().code == view.value.area().code,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    if tiles.len() < 10 {
        return None;
    }
    let drawn = TileMap {
        heading: heading(
            &asked.id("tiles"),
            format!(
                "{}, authorities of London, {}",
                view.indicator.name,
                view.value.period().label
            ),
            asked.origin,
        ),
        unit: unit_of(&view.indicator),
        reference: Reference {
            name: asked.against.to_owned(),
            value: Number::new(level).ok()?,
        },
        tiles,
    }
    .draw(Width::Half)
    .ok()?;
    let finding = about_places(view, asked.place, asked.against);
    Some(Chart {
        finding,
        counted: counted(view),
        drawn,
        source: source_line(view),
    })
}

/// The codes of the places that an indicator has here.
#[must_use]
pub fn codes_of_places(asked: &Charted<'_>) -> BTreeSet<String> {
    let places = asked.view.places.iter();
    places
        .map(|row| row.value.area().code.to_string())
        .collect()
}

/// The places in their true shapes; `None` where none of them has one. Places without a shape in the file are named.
#[must_use]
pub fn boundary_chart(
    asked: &Charted<'_>,
    set: &BoundarySet,
    outlines: &Outlines,
) -> Option<Chart> {
    let view = asked.view;
    let shape = |code: &str| -> Option<&Outline> {
        let place = outlines
            .areas
            .binary_search_by(|area| area.code.as_str().cmp(code));
        outlines.areas.get(place.ok()?)
    };
    let areas = view
        .places
        .iter()
        .filter_map(|row| {
            let code = &row.value.area().code;
            Some(MapArea {
                name: row.value.area().name.to_string(),
                rings: shape(code)?.rings.clone(),
                cell: drawn(&row.value).ok()?,
                verdict: drawn_verdict(row.judgement.verdict),
                is_own: *code == view.value.area().code,
            })
        })
        .collect::<Vec<_>>();
    let missing: Vec<&str> = view
        .places
        .iter()
        .filter(|row| shape(&row.value.area().code).is_none())
        .map(|row| &*row.value.area().name)
        .collect();
    let level = view.judgement.benchmark.as_ref().and_then(Cell::value);
    let level = level.filter(|_| !is_against_itself(view));
    let drawn = BoundaryMap {
        heading: heading(
            &asked.id("map"),
            format!(
                "{}, map, {}",
                view.indicator.name,
                view.value.period().label
            ),
            asked.origin,
        ),
        unit: unit_of(&view.indicator),
        reference: level.and_then(|level| {
            Some(Reference {
                name: asked.against.to_owned(),
                value: Number::new(level).ok()?,
            })
        }),
        areas_are: set.level.plural().to_owned(),
        areas,
    }
    .draw(Width::Half)
    .ok()?;
    let mut words = counted(view);
    if !missing.is_empty() {
        words = format!(
            "{words}. Not in this file of boundaries: {}.",
            missing.join(", ")
        );
    }
    Some(Chart {
        finding: about_places(view, asked.place, asked.against),
        counted: words,
        drawn,
        source: format!("{}. {}", source_line(view), set.source()),
    })
}
