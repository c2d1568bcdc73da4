//! The charts of one indicator in one place, each with its finding.

use charts::{
    Caterpillar, Drawn, Funnel, FunnelLimits, FunnelPoint, Heading, Limits, Number, Place,
    Reference, Unit, Width, Xmr, XmrPhase, XmrPoint,
};
use evidence::analysis::{
    Assurance, FunnelGrade, IndicatorView, Process, Side, SpecialCause, Variation, WhyNoFunnel,
    WhyNoProcess, funnel, process,
};
use evidence::cell::{Cell, Origin};

use super::finding::{
    about_course, about_places, counted, is_against_itself, own_past, series_words,
};
use super::gap_drawings::parts_drawn;
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
    /// What all places of a drawing are compared with, each with its own past where this one is.
    pub(super) fn against_for_all(&self) -> String {
        match own_past(self.view, self.place, self.against) {
            Some(when) => format!("itself{when}"),
            None => self.against.to_owned(),
        }
    }

    pub(super) fn id(&self, name: &str) -> String {
        if self.ids.is_empty() {
            name.to_owned()
        } else {
            format!("{}-{name}", self.ids)
        }
    }
}

pub(super) fn heading(id: &str, title: String, origin: Origin) -> Heading {
    Heading {
        id: id.to_owned(),
        title,
        origin: drawn_origin(origin),
    }
}

pub(super) fn source_line(view: &IndicatorView) -> String {
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
    // There is no one level for all of them where each is held against its own past.
    let level = view.judgement.benchmark.as_ref().and_then(Cell::value);
    let level = level.filter(|_| !is_against_itself(view));
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

/// The parts of the place by deprivation.
#[must_use]
pub fn gradient_chart(asked: &Charted<'_>) -> Option<Chart> {
    let view = asked.view;
    let gap = view.gap.measured.as_ref()?;
    let unit = unit_of(&view.indicator);
    let whose = short_name(&gap.area.name);
    let heading = heading(
        &asked.id("gradient"),
        format!(
            "{} by deprivation, {}",
            view.indicator.name, gap.period.label
        ),
        asked.origin,
    );
    let drawn = parts_drawn(heading, &unit, gap)?;
    let finding = match &gap.slope {
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

/// The places by size within the limits of chance, or why there are none.
///
/// # Errors
/// The reason, as a clause without a full stop.
pub fn funnel_chart(asked: &Charted<'_>) -> Result<Chart, WhyNoFunnel> {
    let view = asked.view;
    let found = funnel(view)?;
    let unit = unit_of(&view.indicator);
    let outside: Vec<_> = found
        .places
        .iter()
        .filter(|place| place.grade > FunnelGrade::Within)
        .collect();
    let is_own = |code: &str| *view.value.area().code == *code;
    let own = outside.iter().find(|place| is_own(&place.area.code));
    let finding = match (outside.len(), own) {
        (0, _) => format!(
            "All {} places lie within what chance explains at their size",
            found.places.len()
        ),
        (1, Some(_)) => format!("{} alone lies outside what chance explains", asked.place),
        (1, None) => format!(
            "{} alone lies outside what chance explains",
            outside.first().map_or("One", |place| &*place.area.name)
        ),
        (many, Some(_)) => format!(
            "{} is one of {many} places outside what chance explains at their size",
            asked.place
        ),
        (many, None) => {
            format!("{many} places lie outside what chance explains at their size")
        }
    };
    let mut counted = format!(
        "{}, {}, beside the average of {} places.",
        series_words(&view.series.sex, &view.series.age),
        view.value.period().label,
        found.places.len()
    );
    if found.is_scattered {
        counted.push_str(
            " Many lie outside, more than chance alone would put there: the places differ for other reasons too, so being outside is a \
             question and not an answer.",
        );
    }
    if !found.left_out.is_empty() {
        let names: Vec<String> = found
            .left_out
            .iter()
            .map(|left| format!("{} ({})", left.area.name, left.why))
            .collect();
        counted.extend([" Not drawn: ", &names.join(", "), "."]);
    }
    let drawn = drawn_funnel(asked, &found, unit).map_err(|_| WhyNoFunnel::TooLarge)?;
    Ok(Chart {
        finding,
        counted,
        drawn,
        source: source_line(view),
    })
}

fn drawn_funnel(
    asked: &Charted<'_>,
    found: &evidence::analysis::Funnel,
    unit: Unit,
) -> Result<Drawn, charts::ChartError> {
    let limits = found
        .limits
        .iter()
        .map(|limits| {
            Ok(FunnelLimits {
                size: Number::new(limits.size)?,
                inner: Limits::new(limits.inner.0, limits.inner.1)?,
                outer: Limits::new(limits.outer.0, limits.outer.1)?,
            })
        })
        .collect::<Result<Vec<_>, charts::ChartError>>()?;
    let own = &asked.view.value.area().code;
    let points = found
        .places
        .iter()
        .map(|place| {
            Ok(FunnelPoint {
                name: place.area.name.to_string(),
                size: Number::new(place.size)?,
                cell: charts::Cell::value(place.value)?,
                grade: match place.grade {
                    FunnelGrade::Within => charts::FunnelGrade::Within,
                    FunnelGrade::Outside95 => charts::FunnelGrade::Outside95,
                    FunnelGrade::Outside998 => charts::FunnelGrade::Outside998,
                },
                verdict: drawn_verdict(place.verdict),
                is_own: place.area.code == *own,
            })
        })
        .collect::<Result<Vec<_>, charts::ChartError>>()?;
    Funnel {
        heading: heading(
            &asked.id("funnel"),
            format!(
                "{} by size of place, {}",
                asked.view.indicator.name,
                asked.view.value.period().label
            ),
            asked.origin,
        ),
        unit,
        size_is: found.size_is.to_owned(),
        target: Reference {
            name: "Average".to_owned(),
            value: Number::new(found.average)?,
        },
        limits,
        points,
    }
    .draw(Width::Half)
}

/// The course of the place as a process within the limits of its own variation, or why it is not judged as one.
///
/// # Errors
/// The reason, as a clause without a full stop.
pub fn process_chart(asked: &Charted<'_>) -> Result<Chart, WhyNoProcess> {
    let view = asked.view;
    let series: Vec<(String, Option<f64>)> = view
        .course
        .iter()
        .map(|point| (point.period.label.to_string(), point.value.value()))
        .collect();
    let judged = process(&series, view.indicator.polarity, None)?;
    let cells = view.course.iter().map(|point| drawn(&point.value));
    let heading = heading(
        &asked.id("process"),
        format!("{} as a process over time", view.indicator.name),
        asked.origin,
    );
    let drawn = drawn_process(heading, unit_of(&view.indicator), (cells, &judged), None)
        .map_err(|_| WhyNoProcess::TooLarge)?;
    Ok(Chart {
        finding: about_process(&judged, asked.place),
        counted: format!(
            "{}, {} to {}. The lines hold what varies by chance alone; marks stand out by the rules of Making Data Count.",
            series_words(&view.series.sex, &view.series.age),
            view.course.first().map_or("", |point| &*point.period.label),
            view.course.last().map_or("", |point| &*point.period.label),
        ),
        drawn,
        source: source_line(view),
    })
}

/// What a process says, as a sentence without a full stop.
#[must_use]
pub fn about_process(judged: &Process, place: &str) -> String {
    let change = match judged.variation {
        Variation::CommonCause => {
            return format!("Nothing new stands out in {place}: it varies as it always did");
        }
        Variation::Improvement(_) => "has changed for the better",
        Variation::Concern(_) => "has changed for the worse",
        Variation::Change(Side::High) => "has risen",
        Variation::Change(Side::Low) => "has fallen",
    };
    format!("It {change} in {place}, by more than it varies by chance")
}

/// Draws a judged process. `cells` are its points in their order, for the states of those without a figure.
///
/// # Errors
/// When a number is none that a chart can draw.
pub fn drawn_process(
    heading: Heading,
    unit: Unit,
    (cells, judged): (
        impl IntoIterator<Item = Result<charts::Cell, charts::ChartError>>,
        &Process,
    ),
    target: Option<f64>,
) -> Result<Drawn, charts::ChartError> {
    use charts::Cause;
    let points = judged
        .points
        .iter()
        .zip(cells)
        .map(|(point, cell)| {
            Ok(XmrPoint {
                period: point.period.clone(),
                cell: cell?,
                cause: match point.special_cause {
                    None => Cause::Common,
                    Some(SpecialCause::Improvement) => Cause::Improvement,
                    Some(SpecialCause::Concern) => Cause::Concern,
                    Some(SpecialCause::High) => Cause::High,
                    Some(SpecialCause::Low) => Cause::Low,
                },
            })
        })
        .collect::<Result<Vec<_>, charts::ChartError>>()?;
    Xmr {
        heading,
        unit,
        points,
        phases: vec![XmrPhase {
            first: 0,
            mean: Number::new(judged.mean)?,
            limits: Limits::new(judged.limits.0, judged.limits.1)?,
        }],
        target: target
            .map(|value| {
                Ok::<_, charts::ChartError>(Reference {
                    name: "Target".to_owned(),
                    value: Number::new(value)?,
                })
            })
            .transpose()?,
        variation: match judged.variation {
            Variation::CommonCause => charts::Variation::Common,
            Variation::Improvement(Side::High) => charts::Variation::ImprovingHigh,
            Variation::Improvement(Side::Low) => charts::Variation::ImprovingLow,
            Variation::Concern(Side::High) => charts::Variation::ConcerningHigh,
            Variation::Concern(Side::Low) => charts::Variation::ConcerningLow,
            Variation::Change(Side::High) => charts::Variation::High,
            Variation::Change(Side::Low) => charts::Variation::Low,
        },
        assurance: match judged.assurance {
            Some(Assurance::ConsistentlyPasses) => charts::Assurance::Pass,
            Some(Assurance::ConsistentlyFails) => charts::Assurance::Fail,
            Some(Assurance::HitAndMiss) => charts::Assurance::HitOrMiss,
            None => charts::Assurance::NotJudged,
        },
    }
    .draw(Width::Half)
}
