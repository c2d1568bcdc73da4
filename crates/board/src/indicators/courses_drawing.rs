//! One indicator over time in a place and in places like it: a panel for each, on one scale.

use charts::{Panel, SmallMultiples, TrendPoint, Width};
use evidence::analysis::{Direction, IndicatorView};

use super::drawings::{Chart, Charted, heading, source_line};
use super::finding::series_words;
use super::shown::{drawn, short_name, unit_of};

/// The courses of a place and of others, compared with one thing in every panel. None where nobody has two points.
#[must_use]
pub fn courses_chart(own: &Charted<'_>, others: &[&IndicatorView]) -> Option<Chart> {
    let view = own.view;
    if view.course.len() < 2 || others.is_empty() {
        return None;
    }
    let panels = std::iter::once(&view)
        .chain(others)
        .map(|other| {
            Some(Panel {
                name: short_name(&other.value.area().name).to_owned(),
                points: points(other, view)?,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let chart = SmallMultiples {
        heading: heading(
            &own.id("courses"),
            format!(
                "{} over time in {} and places like it",
                view.indicator.name, own.place
            ),
            own.origin,
        ),
        unit: unit_of(&view.indicator),
        comparator: Some(own.against_for_all()),
        panels,
    };
    let (first, last) = (view.course.first()?, view.course.last()?);
    Some(Chart {
        finding: finding(own, others),
        counted: format!(
            "{}, {} to {}. One scale for all.",
            series_words(&view.series.sex, &view.series.age),
            first.period.label,
            last.period.label
        ),
        drawn: chart.draw(Width::Half).ok()?,
        source: source_line(view),
    })
}

/// The points of a place at the periods of the place that all are read beside.
fn points(of: &IndicatorView, beside: &IndicatorView) -> Option<Vec<TrendPoint>> {
    let missing = || charts::Cell::Missing(String::new());
    beside
        .course
        .iter()
        .map(|at| {
            let here = of.course.iter().find(|point| point.period == at.period);
            let own = here.map_or_else(|| Some(missing()), |point| drawn(&point.value).ok());
            let comparator = here.and_then(|point| point.benchmark.as_ref());
            Some(TrendPoint {
                period: at.period.label.to_string(),
                own: own?,
                comparator: comparator.map_or_else(|| Some(missing()), |cell| drawn(cell).ok())?,
            })
        })
        .collect()
}

/// Which way it goes here, and in how many of the others it goes the same way.
fn finding(own: &Charted<'_>, others: &[&IndicatorView]) -> String {
    let direction = own.view.trend.direction;
    let alike = others
        .iter()
        .filter(|view| view.trend.direction == direction)
        .count();
    let (place, many) = (own.place, others.len());
    let here = match direction {
        Direction::Increasing => "It is rising",
        Direction::Decreasing => "It is falling",
        Direction::NoSignificantChange => "It does not clearly change",
        Direction::CannotBeCalculated => {
            return format!("{place} beside {many} places like it, over time");
        }
    };
    format!("{here} in {place}, and in {alike} of {many} places like it")
}
