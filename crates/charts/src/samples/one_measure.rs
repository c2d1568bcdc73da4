//! One measure: places ranked, over time, by deprivation, and the small drawings beside a number.

use crate::{
    Caterpillar, Cell, ChartError, DefinitionBreak, Drawn, Gap, GapEnd, Gradient, Group, Number,
    Origin, Part, PartState, Parts, Place, RangeStrip, Reference, Slope, Sparkline, Spread, Trend,
    TrendPoint, Unit, Verdict, Width,
};

use super::{Section, heading, hidden, sample, section};

fn place(name: &str, cell: Cell, verdict: Verdict) -> Place {
    Place {
        name: name.to_owned(),
        cell,
        verdict,
        is_own: name == "Hackney",
    }
}

/// Thirty-two areas around a London of 11.1%, with limits about as wide as a survey gives.
fn areas() -> Result<Vec<Place>, ChartError> {
    let names = [
        "Barking & Dagenham",
        "Hackney",
        "Tower Hamlets",
        "Southwark",
        "Merton",
        "Hounslow",
        "Brent",
        "Greenwich",
        "Havering",
        "Croydon",
        "Haringey",
        "Hillingdon",
        "Redbridge",
        "Camden",
        "Barnet",
        "Enfield",
        "Lambeth",
        "Islington",
        "Newham",
        "Waltham Forest",
        "Westminster",
        "Wandsworth",
        "Hammersmith & Fulham",
        "Lewisham",
        "Sutton",
        "Bromley",
        "Kingston",
        "Bexley",
        "Harrow",
        "Kensington & Chelsea",
        "Ealing",
        "Richmond",
    ];
    let mut value = 16.2;
    let mut places = Vec::new();
    for (turn, name) in (0_u8..).zip(names) {
        let half = 2.0 + f64::from(turn * 7 % 5) * 0.25;
        let (lower, upper) = (value - half, value + half * 1.1);
        let verdict = if lower > 11.1 {
            Verdict::Worse
        } else if upper < 11.1 {
            Verdict::Better
        } else {
            Verdict::Similar
        };
        places.push(place(
            name,
            Cell::with_limits(value, lower, upper)?,
            verdict,
        ));
        value -= if turn < 4 { 0.55 } else { 0.25 };
    }
    places.push(place("City of London", hidden(), Verdict::NotCompared));
    Ok(places)
}

fn london() -> Result<Option<Reference>, ChartError> {
    Ok(Some(Reference {
        name: "London".to_owned(),
        value: Number::new(11.1)?,
    }))
}

fn every_state() -> Result<Caterpillar, ChartError> {
    Ok(Caterpillar {
        heading: heading("states", "Every state and verdict", Origin::Quoted),
        unit: Unit::counted(1, "per 100,000"),
        rows_are: "rows".to_owned(),
        reference: Some(Reference {
            name: "England".to_owned(),
            value: Number::new(212.0)?,
        }),
        places: vec![
            place(
                "Better",
                Cell::with_limits(180.0, 170.2, 190.4)?,
                Verdict::Better,
            ),
            place(
                "Worse",
                Cell::with_limits(260.0, 240.0, 281.0)?,
                Verdict::Worse,
            ),
            place(
                "Similar",
                Cell::with_limits(215.0, 200.0, 230.0)?,
                Verdict::Similar,
            ),
            place(
                "Higher",
                Cell::with_limits(240.0, 230.0, 251.0)?,
                Verdict::Higher,
            ),
            place(
                "Lower",
                Cell::with_limits(190.0, 181.0, 200.0)?,
                Verdict::Lower,
            ),
            place("No limits", Cell::value(205.0)?, Verdict::NotCompared),
            place(
                "A very long name of a very small place by the sea",
                hidden(),
                Verdict::Similar,
            ),
            Place {
                is_own: true,
                ..place("Our own, hidden", hidden(), Verdict::NotCompared)
            },
            place(
                "Missing",
                Cell::Missing("survey not run".to_owned()),
                Verdict::NotCompared,
            ),
            place(
                "Not asked",
                Cell::NotAsked(String::new()),
                Verdict::NotCompared,
            ),
            place(
                "None",
                Cell::NotApplicable("no schools".to_owned()),
                Verdict::NotCompared,
            ),
        ],
    })
}

fn caterpillars() -> Result<Section, ChartError> {
    let chart = Caterpillar {
        heading: heading(
            "cat",
            "Adults who smoke, London areas, 2020",
            Origin::Illustrative,
        ),
        unit: Unit::percent(1),
        rows_are: "London areas".to_owned(),
        reference: london()?,
        places: areas()?,
    };
    let no_benchmark = Caterpillar {
        heading: heading(
            "years",
            "Life expectancy at birth, no benchmark",
            Origin::Recorded,
        ),
        unit: Unit::counted(1, "years"),
        rows_are: "wards".to_owned(),
        reference: None,
        places: vec![
            place(
                "Hackney",
                Cell::with_limits(82.1, 80.9, 83.2)?,
                Verdict::NotCompared,
            ),
            place(
                "Dalston",
                Cell::with_limits(79.4, 77.9, 80.9)?,
                Verdict::NotCompared,
            ),
            place(
                "Homerton",
                Cell::with_limits(78.2, 76.2, 80.1)?,
                Verdict::NotCompared,
            ),
        ],
    };
    let hidden_only = Caterpillar {
        places: vec![
            place("Hackney", hidden(), Verdict::NotCompared),
            place("Dalston", hidden(), Verdict::NotCompared),
        ],
        heading: heading("cat-hidden", "Nothing to show", Origin::Recorded),
        reference: None,
        ..no_benchmark.clone()
    };
    let samples = [
        sample(
            "6 London areas are worse than London as a whole; Hackney is one of them",
            chart.draw(Width::Half)?,
        ),
        sample(
            "Every verdict and state has its own mark and word",
            every_state()?.draw(Width::Half)?,
        ),
        sample(
            "Without a benchmark there are no verdicts",
            no_benchmark.draw(Width::Half)?,
        ),
        sample("All rows are hidden", hidden_only.draw(Width::Half)?),
    ];
    let answers = "Which places are better or worse than a benchmark, and how sure is that?";
    Ok(section(("caterpillar", "Caterpillar"), answers, samples))
}

fn point(year: u16, own: Cell, comparator: Cell) -> TrendPoint {
    TrendPoint {
        period: year.to_string(),
        own,
        comparator,
    }
}

/// Nine years of Hackney and London.
fn years() -> Result<Vec<TrendPoint>, ChartError> {
    let own = [20.7, 20.1, 19.4, 18.8, 18.0, 17.1, 16.6, 16.0, 15.4];
    let london = [18.0, 17.2, 16.9, 16.3, 15.2, 14.6, 13.9, 12.9, 11.1];
    let mut points = Vec::new();
    for ((year, own), london) in (2012..).zip(own).zip(london) {
        points.push(point(
            year,
            Cell::with_limits(own, own - 2.3, own + 2.5)?,
            Cell::value(london)?,
        ));
    }
    Ok(points)
}

fn trends() -> Result<Section, ChartError> {
    let points = years()?;
    let trend = Trend {
        heading: heading(
            "trend",
            "Adults who smoke, Hackney and London, 2012 to 2020",
            Origin::Illustrative,
        ),
        unit: Unit::percent(1),
        name: "Hackney".to_owned(),
        comparator: Some("London".to_owned()),
        points: points.clone(),
    };
    let mut broken = points.clone();
    for (place, cell) in [
        (2, Cell::Missing("survey not run".to_owned())),
        (4, hidden()),
        (5, hidden()),
        (8, Cell::NotAsked("dropped from the survey".to_owned())),
    ] {
        if let Some(point) = broken.get_mut(place) {
            point.own = cell;
        }
    }
    let broken = Trend {
        heading: heading("trend-gaps", "The same with gaps", Origin::Recorded),
        points: broken,
        ..trend.clone()
    };
    let mut touching = Vec::new();
    for year in 2015..2021_u16 {
        let value = 81.0 + f64::from(year - 2015) * 0.3;
        let mut one = point(
            year,
            Cell::with_limits(value, value - 0.6, value + 0.6)?,
            Cell::value(value - 0.1)?,
        );
        one.period = format!("{} to {}", year - 2, year);
        touching.push(one);
    }
    let touching = Trend {
        heading: heading("touching", "Life expectancy at birth", Origin::Quoted),
        unit: Unit::counted(1, "years"),
        name: "Hackney".to_owned(),
        comparator: Some("Kensington and Chelsea".to_owned()),
        points: touching,
    };
    let alone = Trend {
        heading: heading("alone", "One point only", Origin::Recorded),
        unit: Unit::pounds(0),
        comparator: None,
        points: vec![point(
            2020,
            Cell::with_limits(1_250_000.0, 1_100_000.0, 1_400_000.0)?,
            hidden(),
        )],
        ..trend.clone()
    };
    let asked_online = DefinitionBreak {
        first: 4,
        words: "asked online since".to_owned(),
    };
    let redefined = Trend {
        heading: heading(
            "trend-break",
            "The same, asked in another way",
            Origin::Illustrative,
        ),
        ..trend.clone()
    };
    let samples = [
        sample(
            "Smoking is falling in Hackney, but London has kept its lead",
            trend.draw(Width::Half)?,
        ),
        sample(
            "Gaps are gaps, and hidden points are hatched",
            broken.draw(Width::Half)?,
        ),
        sample(
            "Half of the fall came with a new question",
            redefined.draw_with_breaks(Width::Half, &[asked_online])?,
        ),
        sample(
            "Labels of lines that touch are moved apart",
            touching.draw(Width::Half)?,
        ),
        sample(
            "One point is a dot with its limits",
            alone.draw(Width::Half)?,
        ),
    ];
    let answers = "Is it getting better here, and as fast as elsewhere?";
    Ok(section(("trend", "Trend"), answers, samples))
}

fn gradients() -> Result<Section, ChartError> {
    let values = [22.6, 20.1, 18.9, 16.8, 17.4, 14.7, 13.1, 12.6, 10.3, 9.1];
    let mut groups = Vec::new();
    for (number, value) in (1..).zip(values) {
        let cell = Cell::with_limits(value, value - 2.6, value + 2.9)?;
        groups.push(Group {
            label: format!("{number}"),
            cell,
        });
    }
    let gradient = Gradient {
        heading: heading(
            "gradient",
            "Smoking by tenth of deprivation, 2018 to 2020",
            Origin::Illustrative,
        ),
        unit: Unit::percent(1),
        group_is: "tenth".to_owned(),
        groups: groups.clone(),
        slope: Some(Slope {
            at_most_deprived: Number::new(22.7)?,
            at_least_deprived: Number::new(8.3)?,
        }),
    };
    for (place, cell) in [
        (3, hidden()),
        (4, hidden()),
        (7, Cell::Missing("no answers".to_owned())),
    ] {
        if let Some(group) = groups.get_mut(place) {
            group.cell = cell;
        }
    }
    let hidden = Gradient {
        heading: heading(
            "gradient-hidden",
            "The same with hidden tenths",
            Origin::Recorded,
        ),
        groups,
        slope: None,
        ..gradient.clone()
    };
    let samples = [
        sample(
            "From the poorest to the richest end of Hackney, smoking falls by 14 points",
            gradient.draw(Width::Half)?,
        ),
        sample(
            "Two tenths are hidden, so no slope is fitted",
            hidden.draw(Width::Half)?,
        ),
    ];
    let answers = "How does it change from the most to the least deprived part?";
    Ok(section(("gradient", "Gradient"), answers, samples))
}

fn part(count: f64, name: &str, state: PartState) -> Result<Part, ChartError> {
    Ok(Part {
        name: name.to_owned(),
        count: Number::new(count)?,
        state,
    })
}

fn parts() -> Result<Section, ChartError> {
    let release = Parts {
        heading: heading(
            "release",
            "Cells by what would happen to them",
            Origin::Illustrative,
        ),
        counted: "cells".to_owned(),
        parts: vec![
            part(3861.0, "unchanged", PartState::Rest)?,
            part(264.0, "changed", PartState::Changed)?,
            part(429.0, "new", PartState::Main)?,
            part(6.0, "faulty", PartState::Fault)?,
        ],
    };
    let checks = Parts {
        heading: heading(
            "checks",
            "All 42 open actions, each counted once",
            Origin::Recorded,
        ),
        counted: "actions".to_owned(),
        parts: vec![
            part(7.0, "changed by it", PartState::Main)?,
            part(19.0, "checked, nothing changed", PartState::Rest)?,
            part(16.0, "not checked", PartState::Open)?,
        ],
    };
    let nothing = Parts {
        heading: heading("nothing", "A file without cells", Origin::Recorded),
        counted: "cells".to_owned(),
        parts: vec![
            part(0.0, "new", PartState::Main)?,
            part(0.0, "faulty", PartState::Fault)?,
        ],
    };
    let samples = [
        sample(
            "Most of the release is what we already hold",
            release.draw(Width::Full)?,
        ),
        sample(
            "16 actions are still to be checked",
            checks.draw(Width::Full)?,
        ),
        sample("Nothing was read", nothing.draw(Width::Full)?),
    ];
    let answers = "What is the whole made of?";
    Ok(Section {
        width: Width::Full,
        ..section(("parts", "Parts of a whole"), answers, samples)
    })
}

fn strip(id: &str, cell: Cell, verdict: Verdict, origin: Origin) -> Result<Drawn, ChartError> {
    RangeStrip {
        heading: heading(id, "Adults who smoke, against England", origin),
        unit: Unit::percent(1),
        name: "Tower Hamlets".to_owned(),
        cell,
        verdict,
        reference: Reference {
            name: "England".to_owned(),
            value: Number::new(13.0)?,
        },
        spread: Some(Spread {
            places: "councils".to_owned(),
            lowest: Number::new(7.4)?,
            lower_quartile: Number::new(11.2)?,
            upper_quartile: Number::new(14.9)?,
            highest: Number::new(23.5)?,
        }),
    }
    .draw()
}

fn spark(id: &str, cells: Vec<Cell>, origin: Origin) -> Result<Drawn, ChartError> {
    Sparkline {
        heading: heading(id, "Adults who smoke, five years", origin),
        unit: Unit::percent(1),
        points: (2016..)
            .map(|year: u16| year.to_string())
            .zip(cells)
            .collect(),
    }
    .draw()
}

fn strips() -> Result<Section, ChartError> {
    let low = Cell::with_limits(9.1, 8.0, 10.4)?;
    let recorded = Origin::Recorded;
    let worse = Cell::with_limits(17.6, 15.1, 20.4)?;
    let similar = Cell::with_limits(13.4, 12.0, 14.4)?;
    let not_asked = Cell::NotAsked(String::new());
    let none = Verdict::NotCompared;
    let samples = [
        sample(
            "Worse than England",
            strip("strip-worse", worse, Verdict::Worse, Origin::Illustrative)?,
        ),
        sample(
            "Better than England",
            strip("strip-better", low.clone(), Verdict::Better, recorded)?,
        ),
        sample(
            "Similar to England",
            strip("strip-similar", similar, Verdict::Similar, recorded)?,
        ),
        sample(
            "Lower than England",
            strip("strip-lower", low, Verdict::Lower, Origin::Quoted)?,
        ),
        sample(
            "The figure is hidden",
            strip("strip-hidden", hidden(), none, recorded)?,
        ),
        sample(
            "The question was not asked",
            strip("strip-not-asked", not_asked, none, recorded)?,
        ),
    ];
    let answers = "Where among all places does one lie, in a line of a list?";
    Ok(section(("range-strip", "Range strip"), answers, samples))
}

fn gap(id: &str, one: Cell, origin: Origin) -> Result<Drawn, ChartError> {
    let end = |name: &str, cell, verdict| GapEnd {
        name: name.to_owned(),
        cell,
        verdict,
    };
    Gap {
        heading: heading(
            id,
            "Adults who smoke, Homerton and the best-off ward",
            origin,
        ),
        unit: Unit::percent(1),
        one: end("Homerton", one, Verdict::Worse),
        other: end("Best-off ward", Cell::value(8.9)?, Verdict::Better),
        up_to: 30.0,
    }
    .draw()
}

fn gaps() -> Result<Section, ChartError> {
    let samples = [
        sample(
            "The two wards are 11 points apart",
            gap("gap-wide", Cell::value(19.8)?, Origin::Illustrative)?,
        ),
        sample(
            "Homerton is hidden",
            gap("gap-hidden", hidden(), Origin::Recorded)?,
        ),
    ];
    let answers = "How far apart are two places, in a line of a list?";
    Ok(section(("gap", "Gap"), answers, samples))
}

fn sparks() -> Result<Section, ChartError> {
    let missing = || Cell::Missing(String::new());
    let values = |values: [f64; 5]| values.into_iter().map(Cell::value).collect();
    let falling: Result<Vec<Cell>, ChartError> = values([17.9, 17.1, 16.6, 16.0, 15.4]);
    let around = |middle: [Cell; 2]| -> Result<Vec<Cell>, ChartError> {
        let [one, other] = middle;
        let (first, second, last) = (61.0, 56.0, 58.0);
        Ok(vec![
            Cell::value(first)?,
            Cell::value(second)?,
            one,
            other,
            Cell::value(last)?,
        ])
    };
    let broken = around([missing(), Cell::value(58.0)?])?;
    let hatched = around([hidden(), hidden()])?;
    let nothing = vec![missing(), hidden(), missing()];
    let samples = [
        sample(
            "The share is falling",
            spark("spark-falling", falling?, Origin::Illustrative)?,
        ),
        sample(
            "One year is missing",
            spark("spark-missing", broken, Origin::Recorded)?,
        ),
        sample(
            "Two years are hidden",
            spark("spark-years-hidden", hatched, Origin::Recorded)?,
        ),
        sample(
            "There is nothing to show",
            spark("spark-nothing", nothing, Origin::Quoted)?,
        ),
    ];
    let answers = "Which way is it going, beside a number?";
    Ok(section(("sparkline", "Sparkline"), answers, samples))
}

/// The kinds of chart in this file.
pub(super) fn sections() -> Result<[Section; 7], ChartError> {
    Ok([
        caterpillars()?,
        trends()?,
        gradients()?,
        parts()?,
        strips()?,
        gaps()?,
        sparks()?,
    ])
}
