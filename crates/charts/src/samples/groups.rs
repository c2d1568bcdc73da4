//! Groups beside one another: how far they are known, seen, and apart.

use crate::{
    AgeBand, Cell, ChartError, Dumbbell, DumbbellRow, HeatGrid, HeatRow, Origin, Pyramid,
    RatioGroup, Ratios, Side, Unit, Width,
};

use super::{Section, heading, hidden, sample, section};

const LONG: &str = "A group with a very long name that no column of any page has ever held in full";

/// The kinds of chart in this file.
pub(super) fn sections() -> Result<[Section; 4], ChartError> {
    let half = Width::Half;
    Ok([
        section(
            ("dumbbell", "Dumbbell"),
            "Where is the gap between two groups widest?",
            [
                sample("Smoking has the widest gap", gaps()?.draw(half)?),
                sample("Gaps that are hard to draw", hostile_gaps()?.draw(half)?),
            ],
        ),
        section(
            ("ratios", "Ratios"),
            "Who is seen more or less often than their share of residents?",
            [
                sample(
                    "Older, Asian and Black residents start less often",
                    ratios()?.draw(half)?,
                ),
                sample(
                    "Ratios that are hard to draw",
                    hostile_ratios()?.draw(half)?,
                ),
            ],
        ),
        section(
            ("heat-grid", "Heat grid"),
            "Is more known about people than it was?",
            [
                sample(
                    "Age and ethnicity are known for 80% or more",
                    completeness()?.draw(half)?,
                ),
                sample(
                    "Two years of months, most of them hidden",
                    hostile_grid()?.draw(half)?,
                ),
            ],
        ),
        section(
            ("pyramid", "Population pyramid"),
            "How old are the people here, beside those elsewhere?",
            [
                sample("A young borough", pyramid(false)?.draw(half)?),
                sample("Hidden and missing bands", pyramid(true)?.draw(half)?),
            ],
        ),
    ])
}

fn around(value: f64, half: f64) -> Result<Cell, ChartError> {
    Cell::with_limits(value, value - half, value + half * 1.1)
}

fn completeness() -> Result<HeatGrid, ChartError> {
    let known = [
        ("Age", [99.0, 99.0, 99.0, 100.0, 100.0, 100.0, 100.0, 100.0]),
        (
            "Ethnicity",
            [71.0, 73.0, 74.0, 79.0, 82.0, 84.0, 87.0, 88.0],
        ),
        (
            "Disability",
            [38.0, 40.0, 41.0, 45.0, 52.0, 55.0, 58.0, 61.0],
        ),
        (
            "Sexual orientation",
            [12.0, 14.0, 0.0, 0.0, 22.0, 27.0, 31.0, 33.0],
        ),
        (
            "Religion or belief",
            [44.0, 44.0, 43.0, 43.0, 42.0, 42.0, 40.0, 39.0],
        ),
    ];
    let mut rows = Vec::new();
    for (name, values) in known {
        let mut cells = Vec::new();
        for value in values {
            cells.push(if value > 0.0 {
                Cell::value(value)?
            } else {
                hidden()
            });
        }
        rows.push(HeatRow {
            name: name.to_owned(),
            cells,
        });
    }
    rows.push(HeatRow {
        name: "Gender reassignment".to_owned(),
        cells: vec![Cell::NotAsked("by this service".to_owned()); 8],
    });
    Ok(HeatGrid {
        heading: heading(
            "heat",
            "Records with a known answer, by quarter, per cent",
            Origin::Illustrative,
        ),
        unit: Unit::percent(0),
        periods: [
            "Q3 2020", "Q4 2020", "Q1 2021", "Q2 2021", "Q3 2021", "Q4 2021", "Q1 2022", "Q2 2022",
        ]
        .map(str::to_owned)
        .into(),
        rows,
    })
}

fn hostile_grid() -> Result<HeatGrid, ChartError> {
    let mut sparse = vec![hidden(); 24];
    for (place, cell) in sparse.iter_mut().enumerate() {
        if place % 5 == 2 {
            *cell = Cell::value(64.0)?;
        } else if place % 7 == 3 {
            *cell = Cell::Missing("file lost".to_owned());
        }
    }
    let row = |name: &str, cells| HeatRow {
        name: name.to_owned(),
        cells,
    };
    Ok(HeatGrid {
        heading: heading(
            "heat-hard",
            "Records with a known answer, by month",
            Origin::Illustrative,
        ),
        unit: Unit::percent(1),
        periods: (1..=24).map(|month| format!("Month {month}")).collect(),
        rows: vec![
            row(LONG, sparse),
            row("All hidden", vec![hidden(); 24]),
            row("None", vec![Cell::NotApplicable(String::new()); 24]),
        ],
    })
}

fn ratio(name: &str, cell: Cell) -> RatioGroup {
    RatioGroup {
        name: name.to_owned(),
        cell,
    }
}

fn ratios() -> Result<Ratios, ChartError> {
    let cell = Cell::with_limits;
    Ok(Ratios {
        heading: heading(
            "ratios",
            "Share of starters divided by share of residents",
            Origin::Illustrative,
        ),
        unit: Unit::counted(2, ""),
        same: "Same as its share".to_owned(),
        groups: vec![
            ratio("Asian or Asian British", cell(0.64, 0.55, 0.74)?),
            ratio("Black or Black British", cell(0.71, 0.64, 0.79)?),
            ratio("Mixed or multiple", cell(1.06, 0.92, 1.22)?),
            ratio("White British", cell(1.28, 1.22, 1.35)?),
            ratio("Aged 65 and over", cell(0.47, 0.39, 0.57)?),
            ratio("Charedi Jewish", hidden()),
        ],
    })
}

fn hostile_ratios() -> Result<Ratios, ChartError> {
    Ok(Ratios {
        heading: heading(
            "ratios-hard",
            "Ratios from nobody to everybody",
            Origin::Illustrative,
        ),
        groups: vec![
            ratio(LONG, Cell::with_limits(0.02, 0.0, 0.5)?),
            ratio("Nobody", Cell::with_limits(0.0, 0.0, 0.4)?),
            ratio("Far too many", Cell::with_limits(120_000.0, 20.0, 1e9)?),
            ratio("No limits", Cell::value(3.0)?),
            ratio("Not asked", Cell::NotAsked(String::new())),
            ratio(
                "Missing",
                Cell::Missing("no census figure for this group yet".to_owned()),
            ),
            ratio(
                "Not applicable",
                Cell::NotApplicable("no schools".to_owned()),
            ),
        ],
        ..ratios()?
    })
}

fn gap(name: &str, one: Cell, other: Cell) -> DumbbellRow {
    DumbbellRow {
        name: name.to_owned(),
        one,
        other,
    }
}

fn gaps() -> Result<Dumbbell, ChartError> {
    Ok(Dumbbell {
        heading: heading(
            "gaps",
            "Most and least deprived fifths, five measures",
            Origin::Illustrative,
        ),
        unit: Unit::percent(1),
        one: "Most deprived fifth".to_owned(),
        other: "Least deprived fifth".to_owned(),
        rows: vec![
            gap("Obesity at age 11", around(28.4, 1.9)?, around(17.5, 2.2)?),
            gap("Adults who smoke", around(22.6, 2.6)?, around(9.1, 1.8)?),
            gap("Low wellbeing", around(7.2, 1.6)?, around(6.1, 1.7)?),
            gap("Unpaid carers", hidden(), around(8.0, 1.1)?),
            gap("Poor sleep", Cell::NotAsked(String::new()), hidden()),
        ],
    })
}

fn hostile_gaps() -> Result<Dumbbell, ChartError> {
    Ok(Dumbbell {
        heading: heading(
            "gaps-hard",
            "Money and changes below zero",
            Origin::Illustrative,
        ),
        unit: Unit::pounds(0),
        rows: vec![
            gap(LONG, Cell::value(-4_250_000.0)?, Cell::value(9_800_000.0)?),
            gap(
                "No gap",
                around(2_000_000.0, 500_000.0)?,
                around(2_000_000.0, 700_000.0)?,
            ),
            gap(
                "None",
                Cell::NotApplicable(String::new()),
                Cell::Missing("not sent".to_owned()),
            ),
        ],
        ..gaps()?
    })
}

fn pyramid(with_gaps: bool) -> Result<Pyramid, ChartError> {
    let shares = [
        (6.1, 5.9, 6.0, 5.7),
        (5.8, 5.6, 6.0, 5.7),
        (5.2, 5.0, 5.9, 5.6),
        (5.4, 5.3, 5.6, 5.5),
        (7.9, 7.5, 6.6, 6.5),
        (12.8, 12.1, 8.5, 8.6),
        (13.0, 13.3, 9.1, 9.0),
        (9.8, 10.4, 8.4, 8.4),
        (7.3, 8.1, 7.5, 7.4),
        (6.0, 6.2, 6.7, 6.6),
        (5.4, 5.5, 6.3, 6.3),
        (4.6, 4.7, 5.6, 5.5),
        (3.4, 3.3, 4.6, 4.4),
        (2.6, 2.4, 3.6, 3.4),
        (2.1, 1.8, 3.1, 2.8),
        (1.4, 1.2, 2.3, 1.9),
        (0.9, 0.7, 1.6, 1.3),
        (0.8, 0.5, 1.6, 1.0),
    ];
    let mut bands = Vec::new();
    for (band, (women, men, more_women, more_men)) in (0_u8..).zip(shares) {
        let from = band * 5;
        let side = |own: f64, compared: f64| {
            Ok(Side {
                own: match (with_gaps, band) {
                    (true, 1 | 16) => hidden(),
                    (true, 8) => Cell::Missing("not published".to_owned()),
                    (true, 10) => Cell::NotApplicable(String::new()),
                    _ => Cell::value(own)?,
                },
                comparator: if with_gaps && band == 5 {
                    hidden()
                } else {
                    Cell::value(compared)?
                },
            })
        };
        bands.push(AgeBand {
            ages: if from == 85 {
                "85 and over".to_owned()
            } else {
                format!("{from} to {}", from + 4)
            },
            left: side(women, more_women)?,
            right: side(men, more_men)?,
        });
    }
    let id = if with_gaps { "pyramid-hard" } else { "pyramid" };
    Ok(Pyramid {
        heading: heading(
            id,
            "Residents by age, per cent of each sex",
            Origin::Illustrative,
        ),
        unit: Unit::percent(1),
        left: "Women".to_owned(),
        right: "Men".to_owned(),
        comparator: Some("London".to_owned()),
        bands,
    })
}
