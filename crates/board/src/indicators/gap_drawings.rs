//! The gap between the parts or groups of a place: its finding and its chart.

use charts::{Caterpillar, Drawn, Gradient, Group, Heading, Number, Place, Slope, Unit, Width};
use evidence::analysis::{Gap, GapGroup, GapMeasured};
use evidence::catalogue::Indicator;
use evidence::cell::Origin;

use super::drawings::{Chart, heading};
use super::shown::{drawn, short_name};

/// The finding, as a sentence without a full stop: who has the highest figure, who the lowest, and how far apart they are.
#[must_use]
pub fn gap_finding(gap: &Gap, unit: &Unit) -> String {
    let Some(measured) = &gap.measured else {
        return format!(
            "The data has no groups within {}",
            short_name(&gap.area.name)
        );
    };
    let place = short_name(&measured.area.name);
    if measured.ordered
        && let Some(difference) = measured.difference
    {
        let more = if difference >= 0.0 { "higher" } else { "lower" };
        return format!(
            "In {place}, the most deprived part is {} {more} than the least deprived",
            unit.difference(difference.abs())
        );
    }
    match ends(measured) {
        Some(((high, most), (low, least))) => format!(
            "In {place}, “{}” is {} higher than “{}”",
            high.label,
            unit.difference(most - least),
            low.label
        ),
        None => format!("In {place}, fewer than two groups have a figure"),
    }
}

/// Whether the 95% limits of the highest and the lowest group lie apart; none where one has no limits. It is no test: of many groups,
/// the two that lie furthest apart may do so by chance.
#[must_use]
pub fn gap_is_clear(measured: &GapMeasured) -> Option<bool> {
    let ((high, _), (low, _)) = ends(measured)?;
    let limits = |group: &GapGroup| group.figure.limits().and_then(|limits| limits.at_95);
    Some(limits(high)?.0 > limits(low)?.1)
}

type End<'a> = (&'a GapGroup, f64);

/// The groups with the highest and the lowest figure; none where fewer than two have one.
fn ends(measured: &GapMeasured) -> Option<(End<'_>, End<'_>)> {
    let valued = measured
        .groups
        .iter()
        .filter_map(|group| Some((group, group.figure.value()?)));
    let high = valued.clone().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let low = valued.min_by(|a, b| a.1.total_cmp(&b.1))?;
    (high.0.order != low.0.order).then_some((high, low))
}

/// The parts of a place by deprivation, with the slope through them; none where a part or its figure cannot be drawn.
pub(super) fn parts_drawn(heading: Heading, unit: &Unit, measured: &GapMeasured) -> Option<Drawn> {
    let groups = measured
        .groups
        .iter()
        .map(|group| {
            Some(Group {
                label: group.order.to_string(),
                cell: drawn(&group.figure).ok()?,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let slope = measured.slope.as_ref().and_then(|slope| {
        Some(Slope {
            at_most_deprived: Number::new(slope.at_most_deprived).ok()?,
            at_least_deprived: Number::new(slope.at_least_deprived).ok()?,
        })
    });
    let tenths = measured.parts == 10;
    Gradient {
        heading,
        unit: unit.clone(),
        group_is: if tenths { "tenth" } else { "fifth" }.to_owned(),
        groups,
        slope,
    }
    .draw(Width::Half)
    .ok()
}

/// The parts by deprivation with the slope through them, or the groups with their limits. `id` is what the drawing is called.
#[must_use]
pub fn gap_chart(
    (indicator, unit): (&Indicator, &Unit),
    measured: &GapMeasured,
    origin: Origin,
    id: &str,
) -> Option<Chart> {
    let heading = heading(
        id,
        format!(
            "{} by {}, {}",
            indicator.name, measured.by, measured.period.label
        ),
        origin,
    );
    let drawing = if measured.ordered {
        parts_drawn(heading, unit, measured)?
    } else {
        let places = measured
            .groups
            .iter()
            .map(|group| {
                Some(Place {
                    name: group.label.to_string(),
                    cell: drawn(&group.figure).ok()?,
                    verdict: charts::Verdict::NotCompared,
                    is_own: false,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        Caterpillar {
            heading,
            unit: unit.clone(),
            rows_are: "groups".to_owned(),
            reference: None,
            places,
        }
        .draw(Width::Half)
        .ok()?
    };
    Some(Chart {
        finding: format!("By {}", measured.by),
        counted: format!(
            "{}, {}.",
            short_name(&measured.area.name),
            measured.period.label
        ),
        drawn: drawing,
        source: String::new(),
    })
}
