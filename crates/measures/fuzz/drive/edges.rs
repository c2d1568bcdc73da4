//! Numbers at which something changes. The hostile numbers of the crate's own tests are these too.

/// Numbers at which something changes, or which are no numbers.
pub(crate) const EDGES: [f64; 24] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    2.0,
    10.0,
    100.0,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MIN_POSITIVE,
    5e-324,
    f64::MAX,
    f64::MIN,
    f64::EPSILON,
    1.0 - f64::EPSILON,
    1.0 + f64::EPSILON,
    9_007_199_254_740_991.0,
    9_007_199_254_740_992.0,
    1e-30,
    1e30,
    1e-300,
    1e300,
];
