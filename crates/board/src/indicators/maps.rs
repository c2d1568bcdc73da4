//! The places of an indicator as maps: London in equal tiles.

use charts::{Number, Reference, Tile, TileMap, Width};
use evidence::cell::Cell;

use super::drawings::{Chart, Charted, heading, source_line};
use super::finding::{about_places, counted};
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
    let level = view.judgement.benchmark.as_ref().and_then(Cell::value)?;
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
