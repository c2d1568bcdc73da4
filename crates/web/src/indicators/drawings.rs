//! The charts of an indicator's page, each with its finding.

use charts::{Caterpillar, Gradient, Group, Heading, Number, Place, Reference, Slope, Width};
use evidence::analysis::IndicatorView;
use evidence::cell::{Cell, Origin};

use super::asked::Asked;
use super::finding::{about_course, about_places, counted, series_words};
use super::shown::{cut, drawn, drawn_origin, drawn_verdict, short_name, unit_of};
use crate::components::Figure;

fn heading(id: &str, title: String, origin: Origin) -> Heading {
    Heading {
        id: id.to_owned(),
        title,
        origin: drawn_origin(origin),
    }
}

fn source_line(view: &IndicatorView) -> String {
    view.indicator.source.as_deref().map_or_else(
        || "Source: the publisher’s own release".to_owned(),
        |source| cut(source, 90),
    )
}

pub(super) fn places_figure(view: &IndicatorView, asked: &Asked, origin: Origin) -> Option<Figure> {
    let places = view
        .places
        .iter()
        .map(|row| {
            Some(Place {
                name: row.value.area().name.to_string(),
                cell: drawn(&row.value).ok()?,
                verdict: drawn_verdict(row.judgement.verdict),
                is_own: row.value.area().code == view.value.area().code,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    if places.len() < 2 {
        return None;
    }
    let level = view.judgement.benchmark.as_ref().and_then(Cell::value);
    let chart = Caterpillar {
        heading: heading(
            "places",
            format!("{}, {}", view.indicator.name, view.value.period().label),
            origin,
        ),
        unit: unit_of(&view.indicator),
        rows_are: "places".to_owned(),
        reference: level.and_then(|level| {
            Some(Reference {
                name: asked.against.clone(),
                value: Number::new(level).ok()?,
            })
        }),
        places,
    };
    let drawing = chart.draw(Width::Half).ok()?;
    let finding = about_places(view, &asked.place, &asked.against);
    Some(Figure::new(finding, counted(view), drawing).with_note(source_line(view)))
}

pub(super) fn course_figure(view: &IndicatorView, asked: &Asked, origin: Origin) -> Option<Figure> {
    if view.course.len() < 2 {
        return None;
    }
    let missing = || charts::Cell::Missing(String::new());
    let points = view
        .course
        .iter()
        .map(|point| {
            let comparator = match &point.benchmark {
                Some(cell) => drawn(cell).ok()?,
                None => missing(),
            };
            Some(charts::TrendPoint {
                period: point.period.label.to_string(),
                own: drawn(&point.value).ok()?,
                comparator,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let has_comparator = view.course.iter().any(|point| {
        point
            .benchmark
            .as_ref()
            .is_some_and(|cell| cell.value().is_some())
    });
    let chart = charts::Trend {
        heading: heading(
            "course",
            format!("{} over time", view.indicator.name),
            origin,
        ),
        unit: unit_of(&view.indicator),
        name: asked.place.clone(),
        comparator: has_comparator.then(|| asked.against.clone()),
        points,
    };
    let drawing = chart.draw(Width::Half).ok()?;
    let (first, last) = (view.course.first()?, view.course.last()?);
    let sub = format!(
        "{}, {} to {}. Shaded: 95% limits for {}.",
        series_words(&view.series.sex, &view.series.age),
        first.period.label,
        last.period.label,
        asked.place
    );
    let finding = about_course(view, &asked.place, &asked.against);
    Some(Figure::new(finding, sub, drawing).with_note(source_line(view)))
}

/// The line through the parts, as charts draw it.
pub(super) fn slope_drawn(slope: &evidence::analysis::Slope) -> Option<Slope> {
    Some(Slope {
        at_most_deprived: Number::new(slope.at_most_deprived).ok()?,
        at_least_deprived: Number::new(slope.at_least_deprived).ok()?,
    })
}

pub(super) fn gradient_figure(
    view: &IndicatorView,
    asked: &Asked,
    origin: Origin,
) -> Option<Figure> {
    let gap = view.gap.measured.as_ref()?;
    let unit = unit_of(&view.indicator);
    let whose = short_name(&gap.area.name);
    let groups = gap
        .groups
        .iter()
        .map(|group| {
            Some(Group {
                label: group.order.to_string(),
                cell: drawn(&group.figure).ok()?,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let slope = gap.slope.as_ref();
    let chart = Gradient {
        heading: heading(
            "gradient",
            format!(
                "{} by deprivation, {}",
                view.indicator.name, gap.period.label
            ),
            origin,
        ),
        unit: unit.clone(),
        group_is: if gap.parts == 10 { "tenth" } else { "fifth" }.to_owned(),
        groups,
        slope: slope.and_then(slope_drawn),
    };
    let drawing = chart.draw(Width::Half).ok()?;
    let finding = match slope {
        Some(slope) if slope.index > 0.0 => format!(
            "From the poorest to the richest end of {whose} it falls by {}",
            unit.difference(slope.index)
        ),
        Some(slope) => format!(
            "From the poorest to the richest end of {whose} it rises by {}",
            unit.difference(slope.index.abs())
        ),
        None => format!("By deprivation in {whose}"),
    };
    let mut sub = format!("{}, {}.", gap.by, gap.period.label);
    if gap.area.code != view.value.area().code {
        sub = format!(
            "{sub} The data has no parts for {}, so this is {whose}.",
            asked.place
        );
    }
    Some(Figure::new(finding, sub, drawing).with_note(source_line(view)))
}
