//! The charts of one indicator in one place, each with its finding.

use charts::{
    Caterpillar, Drawn, Gradient, Group, Heading, Number, Place, Reference, Slope, Width,
};
use evidence::analysis::IndicatorView;
use evidence::cell::{Cell, Origin};

use super::finding::{about_course, about_places, counted, series_words};
use super::shown::{cut, drawn, drawn_origin, drawn_verdict, short_name, unit_of};

/// A chart with the words that stand round it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The finding, as a sentence without a full stop.
    pub finding: String,
    /// What is counted, when, with what.
    pub counted: String,
    /// The drawing and the table behind it.
    pub drawn: Drawn,
    /// Where the figures come from.
    pub source: String,
}

/// An indicator in a place, with how sentences name the place and what it is compared with. Begins the ids of the drawings, so
/// that several indicators stand on one page.
#[derive(Debug, Clone, Copy)]
pub struct Charted<'a> {
    /// The answer.
    pub view: &'a IndicatorView,
    /// The place in the middle of a sentence.
    pub place: &'a str,
    /// What it is compared with.
    pub against: &'a str,
    /// Where the figures come from.
    pub origin: Origin,
    /// What ids begin with; empty where one indicator has the page for itself.
    pub ids: &'a str,
}

impl Charted<'_> {
    fn id(&self, name: &str) -> String {
        if self.ids.is_empty() {
            name.to_owned()
        } else {
            format!("{}-{name}", self.ids)
        }
    }
}

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

/// Every place beside this one, highest first.
#[must_use]
pub fn places_chart(asked: &Charted<'_>) -> Option<Chart> {
    let view = asked.view;
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
            &asked.id("places"),
            format!("{}, {}", view.indicator.name, view.value.period().label),
            asked.origin,
        ),
        unit: unit_of(&view.indicator),
        rows_are: "places".to_owned(),
        reference: level.and_then(|level| {
            Some(Reference {
                name: asked.against.to_owned(),
                value: Number::new(level).ok()?,
            })
        }),
        places,
    };
    let drawn = chart.draw(Width::Half).ok()?;
    let finding = about_places(view, asked.place, asked.against);
    Some(Chart {
        finding,
        counted: counted(view),
        drawn,
        source: source_line(view),
    })
}

/// The place and what it is compared with over time.
#[must_use]
pub fn course_chart(asked: &Charted<'_>) -> Option<Chart> {
    let view = asked.view;
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
            &asked.id("course"),
            format!("{} over time", view.indicator.name),
            asked.origin,
        ),
        unit: unit_of(&view.indicator),
        name: asked.place.to_owned(),
        comparator: has_comparator.then(|| asked.against.to_owned()),
        points,
    };
    let drawn = chart.draw(Width::Half).ok()?;
    let (first, last) = (view.course.first()?, view.course.last()?);
    let sub = format!(
        "{}, {} to {}. Shaded: 95% limits for {}.",
        series_words(&view.series.sex, &view.series.age),
        first.period.label,
        last.period.label,
        asked.place
    );
    let finding = about_course(view, asked.place, asked.against);
    Some(Chart {
        finding,
        counted: sub,
        drawn,
        source: source_line(view),
    })
}

/// The line through the parts, as charts draw it.
#[must_use]
pub fn slope_drawn(slope: &evidence::analysis::Slope) -> Option<Slope> {
    Some(Slope {
        at_most_deprived: Number::new(slope.at_most_deprived).ok()?,
        at_least_deprived: Number::new(slope.at_least_deprived).ok()?,
    })
}

/// The parts of the place by deprivation.
#[must_use]
pub fn gradient_chart(asked: &Charted<'_>) -> Option<Chart> {
    let view = asked.view;
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
            &asked.id("gradient"),
            format!(
                "{} by deprivation, {}",
                view.indicator.name, gap.period.label
            ),
            asked.origin,
        ),
        unit: unit.clone(),
        group_is: if gap.parts == 10 { "tenth" } else { "fifth" }.to_owned(),
        groups,
        slope: slope.and_then(slope_drawn),
    };
    let drawn = chart.draw(Width::Half).ok()?;
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
    Some(Chart {
        finding,
        counted: sub,
        drawn,
        source: source_line(view),
    })
}
