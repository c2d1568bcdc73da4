//! From degrees to metres on a plane, small enough a country for one formula.

/// One step of the plane, in metres.
pub(super) const UNIT_METRES: f64 = 5.0;
/// Length of a degree of latitude, in metres, in the middle of England (WGS84).
const DEGREE: f64 = 111_260.0;

/// A place in degrees, as a file has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Degrees {
    pub(super) east: f64,
    pub(super) north: f64,
}

/// A plane around a meridian: areas keep their sizes beside one another (sinusoidal projection), and shapes near the
/// meridian keep their angles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane {
    meridian: f64,
}

impl Plane {
    /// Around the middle of some places.
    pub(super) fn around(places: impl Iterator<Item = Degrees>) -> Self {
        let (least, most) = places.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), at| {
            (least.min(at.east), most.max(at.east))
        });
        let meridian = f64::midpoint(least, most);
        Self {
            meridian: if meridian.is_finite() { meridian } else { 0.0 },
        }
    }

    /// A place on the plane: across, then down.
    pub(super) fn at(self, place: Degrees) -> (i32, i32) {
        let across = (place.east - self.meridian) * cosine(place.north) * DEGREE;
        let down = -place.north * DEGREE;
        (steps(across), steps(down))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a place on Earth is at most four million steps away"
)]
fn steps(metres: f64) -> i32 {
    (metres / UNIT_METRES).round() as i32
}

/// The cosine of an angle of at most 90 degrees by its series: the same bits on every platform.
fn cosine(degrees: f64) -> f64 {
    let angle = degrees * std::f64::consts::PI / 180.0;
    let square = angle * angle;
    let mut term = 1.0;
    let mut sum = 1.0;
    for step in 1..12_u32 {
        let number = f64::from(2 * step);
        term *= -square / (number * (number - 1.0));
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_the_cosine() {
        for (degrees, known) in [
            (0.0, 1.0),
            (60.0, 0.5),
            (90.0, 0.0),
            (51.5, 0.622_514_636_637_620),
        ] {
            assert!((cosine(degrees) - known).abs() < 1e-12, "{degrees}");
        }
    }

    #[test]
    fn a_degree_of_latitude_is_a_degree_down() {
        let plane = Plane { meridian: 0.0 };
        let at = |east, north| plane.at(Degrees { east, north });
        assert_eq!(at(0.0, 0.0), (0, 0));
        assert_eq!(at(0.0, 1.0), (0, -22_252));
        assert_eq!(at(1.0, 60.0).0, 11_126);
    }
}
