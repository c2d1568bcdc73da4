//! Many places at once, and one process over time.

use crate::{
    Assurance, Cause, Cell, ChartError, Funnel, FunnelGrade, FunnelLimits, FunnelPoint, Limits,
    Number, Origin, Panel, Reference, SmallMultiples, Tile, TileMap, TrendPoint, Unit, Variation,
    Verdict, Width, Xmr, XmrPhase, XmrPoint,
};

use super::{Section, heading, hidden, sample, section};

/// The kinds of chart in this file.
pub(super) fn sections() -> Result<[Section; 4], ChartError> {
    let half = Width::Half;
    Ok([
        section(
            ("funnel", "Funnel"),
            "Which places lie further from the average than chance takes a place of their size?",
            [
                sample(
                    "Five places lie outside what chance explains",
                    funnel(false)?.draw(half)?,
                ),
                sample("A crowd outside the limits", funnel(true)?.draw(half)?),
            ],
        ),
        section(
            ("xmr", "Process over time"),
            "Did the process change, and can it be relied on to meet its target?",
            [
                sample(
                    "Waits fell in 2021 and have stayed low",
                    process()?.draw(half)?,
                ),
                sample("One point and no phases", lonely()?.draw(half)?),
            ],
        ),
        section(
            ("small-multiples", "Small multiples"),
            "Is it the same story everywhere?",
            [sample(
                "Smoking is falling in most places",
                multiples()?.draw(half)?,
            )],
        ),
        section(
            ("tile-map", "Tile map"),
            "Where in London is it better or worse, each borough counting once?",
            [sample("Half of London is similar", tiles()?.draw(half)?)],
        ),
    ])
}

fn funnel(is_crowded: bool) -> Result<Funnel, ChartError> {
    let mut limits = Vec::new();
    for size in (100..=2000).step_by(50).map(f64::from) {
        let error = (0.13 * 0.87 / size).sqrt() * 100.0;
        limits.push(FunnelLimits {
            size: Number::new(size)?,
            inner: Limits::new(13.0 - 1.96 * error, 13.0 + 1.96 * error)?,
            outer: Limits::new(13.0 - 3.09 * error, 13.0 + 3.09 * error)?,
        });
    }
    let mut points = Vec::new();
    for place in 0..30_u8 {
        let size = 160.0 + f64::from(place) * 61.0;
        let error = (0.13 * 0.87 / size).sqrt() * 100.0;
        let spread = if is_crowded { 3.4 } else { 2.2 };
        let off = (f64::from(place * 7 % 11) - 5.0) / 5.0 * spread;
        let (grade, verdict) = match off {
            off if off > 3.09 => (FunnelGrade::Outside998, Verdict::Worse),
            off if off > 1.96 => (FunnelGrade::Outside95, Verdict::Worse),
            off if off < -3.09 => (FunnelGrade::Outside998, Verdict::Better),
            off if off < -1.96 => (FunnelGrade::Outside95, Verdict::Better),
            _ => (FunnelGrade::Within, Verdict::Similar),
        };
        points.push(FunnelPoint {
            name: format!("Area {}", place + 1),
            size: Number::new(size)?,
            cell: if place == 3 {
                hidden()
            } else {
                Cell::value(13.0 + off * error)?
            },
            grade,
            verdict,
            is_own: place == 11,
        });
    }
    Ok(Funnel {
        heading: heading(
            if is_crowded { "crowd" } else { "funnel" },
            "Adults who smoke, by people asked",
            Origin::Illustrative,
        ),
        unit: Unit::percent(1),
        size_is: "People asked".to_owned(),
        target: Reference {
            name: "England".to_owned(),
            value: Number::new(13.0)?,
        },
        limits,
        points,
    })
}

fn tiles() -> Result<TileMap, ChartError> {
    let mut tiles = Vec::new();
    for number in 1..=33_u8 {
        let value = 8.0 + f64::from(number * 5 % 13) * 0.6;
        tiles.push(Tile {
            code: format!("E090000{number:02}"),
            cell: match number {
                1 => hidden(),
                20 => Cell::Missing("survey not run".to_owned()),
                29 => Cell::NotAsked(String::new()),
                _ => Cell::with_limits(value, value - 1.6, value + 1.8)?,
            },
            verdict: match value {
                value if value > 13.0 => Verdict::Worse,
                value if value < 9.6 => Verdict::Better,
                _ => Verdict::Similar,
            },
            is_own: number == 12,
        });
    }
    Ok(TileMap {
        heading: heading(
            "tiles",
            "Adults who smoke, authorities of London",
            Origin::Illustrative,
        ),
        unit: Unit::percent(1),
        reference: Reference {
            name: "London".to_owned(),
            value: Number::new(11.1)?,
        },
        tiles,
    })
}

fn process() -> Result<Xmr, ChartError> {
    let mut points = Vec::new();
    for month in 0..24_u8 {
        let wobble = f64::from(month * 7 % 5) - 2.0;
        let value = if month < 12 {
            41.0 + wobble
        } else {
            30.0 + wobble
        };
        points.push(XmrPoint {
            period: format!("{}/{}", month % 12 + 1, 20 + month / 12),
            cell: match month {
                6 => hidden(),
                17 => Cell::Missing("not sent".to_owned()),
                5 => Cell::value(52.0)?,
                _ => Cell::value(value)?,
            },
            cause: match month {
                5 => Cause::Concern,
                12..=14 => Cause::Improvement,
                _ => Cause::Common,
            },
        });
    }
    let phase = |first, mean: f64| {
        Ok(XmrPhase {
            first,
            mean: Number::new(mean)?,
            limits: Limits::new(mean - 6.0, mean + 6.0)?,
        })
    };
    Ok(Xmr {
        heading: heading(
            "process",
            "Days from referral to first appointment, median by month",
            Origin::Illustrative,
        ),
        unit: Unit::counted(0, "days"),
        points,
        phases: vec![phase(0, 41.0)?, phase(12, 30.0)?],
        target: Some(Reference {
            name: "Target".to_owned(),
            value: Number::new(28.0)?,
        }),
        variation: Variation::ImprovingLow,
        assurance: Assurance::HitOrMiss,
    })
}

fn lonely() -> Result<Xmr, ChartError> {
    let mut chart = process()?;
    chart.heading = heading("lonely", "Days, one month only", Origin::Illustrative);
    chart.points.truncate(1);
    chart.phases.clear();
    chart.target = None;
    chart.variation = Variation::Common;
    chart.assurance = Assurance::NotJudged;
    Ok(chart)
}

fn multiples() -> Result<SmallMultiples, ChartError> {
    let names = [
        "Hackney",
        "City of London",
        "Tower Hamlets",
        "Newham",
        "Waltham Forest",
        "A place with a name that no panel has room for",
        "Bexley",
    ];
    let mut panels = Vec::new();
    for (number, name) in (0_u8..).zip(names) {
        let mut points = Vec::new();
        for year in 0..8_u8 {
            let value = 19.0 - f64::from(year) * 0.5 + f64::from(number % 3) * 1.5;
            points.push(TrendPoint {
                period: format!("{}", 2013 + u16::from(year)),
                own: match (number, year) {
                    (1, _) | (3, 4) => hidden(),
                    (4, 2 | 3) => Cell::Missing("survey not run".to_owned()),
                    (6, _) => Cell::NotAsked(String::new()),
                    _ => Cell::with_limits(value, value - 2.2, value + 2.4)?,
                },
                comparator: Cell::value(18.0 - f64::from(year) * 0.8)?,
            });
        }
        panels.push(Panel {
            name: name.to_owned(),
            points,
        });
    }
    Ok(SmallMultiples {
        heading: heading(
            "multiples",
            "Adults who smoke, 2013 to 2020",
            Origin::Illustrative,
        ),
        unit: Unit::percent(1),
        comparator: Some("London".to_owned()),
        panels,
    })
}
