//! The places of a funnel of counts.

use measures::Count;
use measures::control::CountFunnel;

use crate::finding::Finding;
use crate::named::control::funnel_points::{FunnelPoint, FunnelPoints};
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// The centre of a funnel, and for each place its value, the limits at its size, and where it lies.
pub(super) fn finding(
    group: &Group<'_>,
    funnel: CountFunnel,
    places: &[(Count, f64)],
    each: f64,
    options: &Options,
) -> Result<Finding, Problems> {
    let mut points = FunnelPoints::of(group, each, options)?;
    for &(count, size) in places {
        points.add(&FunnelPoint {
            value: (size > 0.0).then(|| count.get() / size),
            limits: &|level| funnel.limits(size, level),
            label: funnel.label(count, size),
        });
    }
    Ok(points.finish(Finding::exact(funnel.centre() * each)))
}
