//! The charts that the gallery shows: invented values, marked as such.

use charts::{
    Caterpillar, Cell, ChartError, Drawn, Heading, Number, Origin, Place, Reference, Sparkline,
    Trend, TrendPoint, Unit, Verdict, Width,
};

use crate::components::Figure;
use crate::templates::Link;

fn heading(id: &str, title: &str, origin: Origin) -> Heading {
    Heading {
        id: id.to_owned(),
        title: title.to_owned(),
        origin,
    }
}

fn hidden() -> Cell {
    Cell::Suppressed("fewer than 8 people".to_owned())
}

fn missing() -> Cell {
    Cell::Missing("no survey that year".to_owned())
}

/// Places against a benchmark, with one that is hidden and one of a very long name.
pub(super) fn ranked(long_name: &str) -> Result<Figure, ChartError> {
    let place = |name: &str, cell: Cell, verdict: Verdict| Place {
        name: name.to_owned(),
        cell,
        verdict,
        is_own: name == "Hackney",
    };
    let drawn = Caterpillar {
        heading: heading("ranked", "Adults who smoke, 2020", Origin::Illustrative),
        unit: Unit::percent(1),
        rows_are: "London areas".to_owned(),
        reference: Some(Reference {
            name: "London".to_owned(),
            value: Number::new(11.1)?,
        }),
        places: vec![
            place(
                "Hackney",
                Cell::with_limits(15.4, 13.2, 17.9)?,
                Verdict::Worse,
            ),
            place(
                "Islington",
                Cell::with_limits(12.0, 9.1, 15.2)?,
                Verdict::Similar,
            ),
            place(
                "Richmond",
                Cell::with_limits(7.2, 5.1, 9.4)?,
                Verdict::Better,
            ),
            place(
                long_name,
                Cell::with_limits(11.0, 9.0, 13.0)?,
                Verdict::Similar,
            ),
            place("City of London", hidden(), Verdict::NotCompared),
        ],
    }
    .draw(Width::Half)?;
    Ok(Figure::new(
        "Hackney is worse than London as a whole, and Richmond is better",
        "Adults who smoke, 2020, with 95% limits. City of London is hidden: fewer than 8 people.",
        drawn,
    )
    .at_level(3)
    .with_note("London 2020 is quoted; other points are not.")
    .with_downloads(vec![Link::new("CSV", "#"), Link::new("JSON", "#")]))
}

/// One place over time, with a period missing.
pub(super) fn over_time() -> Result<Figure, ChartError> {
    let point = |period: &str, own: Cell, comparator: f64| -> Result<TrendPoint, ChartError> {
        Ok(TrendPoint {
            period: period.to_owned(),
            own,
            comparator: Cell::value(comparator)?,
        })
    };
    let drawn = Trend {
        heading: heading(
            "over-time",
            "Adults who smoke, 2016 to 2020",
            Origin::Quoted,
        ),
        unit: Unit::percent(1),
        name: "Hackney".to_owned(),
        comparator: Some("London".to_owned()),
        points: vec![
            point("2016", Cell::with_limits(17.9, 15.4, 20.5)?, 15.2)?,
            point("2017", Cell::with_limits(17.1, 14.6, 19.7)?, 14.6)?,
            point("2018", missing(), 13.9)?,
            point("2019", Cell::with_limits(16.0, 13.5, 18.6)?, 12.9)?,
            point("2020", Cell::with_limits(15.4, 12.9, 18.0)?, 11.1)?,
        ],
    }
    .draw(Width::Half)?;
    Ok(Figure::new(
        "The share is falling, but no faster than in London",
        "Adults who smoke, by year, with 95% limits. 2018 is missing.",
        drawn,
    )
    .at_level(3)
    .quoted_from("Progress report, 2020"))
}

/// Five years as a line of a word's height; `id` must be its own.
pub(super) fn spark(id: &str, has_gap: bool) -> Result<String, ChartError> {
    let points = [
        ("2016", 17.9),
        ("2017", 17.1),
        ("2018", 16.6),
        ("2019", 16.0),
        ("2020", 15.4),
    ]
    .into_iter()
    .map(|(year, value)| {
        let cell = if has_gap && year == "2018" {
            missing()
        } else {
            Cell::value(value)?
        };
        Ok((year.to_owned(), cell))
    })
    .collect::<Result<Vec<_>, ChartError>>()?;
    let Drawn { wide, .. } = Sparkline {
        heading: heading(id, "Adults who smoke, five years", Origin::Recorded),
        unit: Unit::percent(1),
        points,
    }
    .draw()?;
    Ok(wide)
}
