//! Areas of an invented country of six-sided wards.

use crate::{
    BoundaryMap, Cell, ChartError, MapArea, Number, Origin, Reference, Unit, Verdict, Width,
};

use super::{Section, heading, hidden, sample, section};

const NAMES: [&str; 24] = [
    "Alder",
    "Birch Hill",
    "Coldwell",
    "Dene",
    "Eastmere",
    "Fallow",
    "Grange",
    "Hythe",
    "Inglewood",
    "Jubilee",
    "Kingsmead",
    "Lowfield",
    "Marsh End",
    "Northgate",
    "Oakley",
    "Priory",
    "Quarry Bank and the Lower Terraces",
    "Reedham",
    "Saltings",
    "Tanyard",
    "Uplands",
    "Vale",
    "Weir",
    "Yewtree",
];

/// A six-sided ward at a column and a row, its corners shared with its neighbours.
fn ward(column: i32, row: i32) -> Vec<(i32, i32)> {
    let (x, y) = (column * 100 + (row % 2) * 50, row * 90);
    [(50, 0), (100, 30), (100, 90), (50, 120), (0, 90), (0, 30)]
        .map(|(across, down)| (x + across, y + down))
        .to_vec()
}

fn area(name: &str, rings: Vec<Vec<(i32, i32)>>, number: i32) -> Result<MapArea, ChartError> {
    let value = 8.0 + f64::from(number * 7 % 15) * 0.7;
    let verdict = match value {
        value if value > 14.5 => Verdict::Worse,
        value if value < 10.5 => Verdict::Better,
        _ => Verdict::Similar,
    };
    let (cell, verdict) = match number {
        3 | 15 => (hidden(), Verdict::NotCompared),
        9 => (
            Cell::Missing("survey not run".to_owned()),
            Verdict::NotCompared,
        ),
        18 => (Cell::NotAsked(String::new()), Verdict::NotCompared),
        22 => (Cell::NotApplicable(String::new()), Verdict::NotCompared),
        _ => (Cell::with_limits(value, value - 1.6, value + 1.8)?, verdict),
    };
    Ok(MapArea {
        name: name.to_owned(),
        rings,
        cell,
        verdict,
        is_own: number == 10,
    })
}

fn map(id: &str, areas: Vec<MapArea>) -> Result<BoundaryMap, ChartError> {
    Ok(BoundaryMap {
        heading: heading(id, "Adults who smoke, by ward", Origin::Illustrative),
        unit: Unit::percent(1),
        reference: Some(Reference {
            name: "the borough".to_owned(),
            value: Number::new(12.3)?,
        }),
        areas_are: "wards".to_owned(),
        areas,
    })
}

/// Twenty-four wards, one of which surrounds nothing in its middle.
fn few() -> Result<BoundaryMap, ChartError> {
    let mut areas = Vec::new();
    for (number, name) in (0..).zip(NAMES) {
        let mut rings = vec![ward(number % 6, number / 6)];
        if number == 13 {
            let (x, y) = (number % 6 * 100 + 50, number / 6 * 90);
            rings.push(vec![(x + 30, y + 60), (x + 50, y + 80), (x + 70, y + 60)]);
        }
        areas.push(area(name, rings, number)?);
    }
    map("map", areas)
}

/// A hundred and twenty wards, too small for words.
fn many() -> Result<BoundaryMap, ChartError> {
    let mut areas = Vec::new();
    for number in 0..120 {
        let rings = vec![ward(number % 15, number / 15)];
        areas.push(area(&format!("Ward {}", number + 1), rings, number)?);
    }
    map("map-many", areas)
}

/// Higher and lower, where neither is good.
fn unjudged() -> Result<BoundaryMap, ChartError> {
    let mut chart = few()?;
    for area in &mut chart.areas {
        area.verdict = match area.verdict {
            Verdict::Worse => Verdict::Higher,
            Verdict::Better => Verdict::Lower,
            other => other,
        };
    }
    chart.heading = heading(
        "map-unjudged",
        "Adults born abroad, by ward",
        Origin::Quoted,
    );
    Ok(chart)
}

/// The maps.
pub(super) fn section_of_maps() -> Result<Section, ChartError> {
    let samples = [
        sample(
            "Nine wards are worse than the borough; Kingsmead is one of them",
            few()?.draw(Width::Half)?,
        ),
        sample(
            "Higher and lower, where neither is good",
            unjudged()?.draw(Width::Half)?,
        ),
        sample(
            "Wards too small for their names",
            many()?.draw(Width::Half)?,
        ),
    ];
    let answers = "Where are the areas that are better or worse?";
    Ok(section(("boundary-map", "Boundary map"), answers, samples))
}
