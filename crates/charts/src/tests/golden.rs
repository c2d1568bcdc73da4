//! A few drawings kept whole, so that a change of look is seen in review.

use super::samples;
use crate::{Origin, Width};

/// One element a line: a changed mark is one changed line.
pub(super) fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<")
}

#[test]
fn caterpillar() {
    let drawn = samples::caterpillar(Origin::Illustrative)
        .draw(Width::Half)
        .unwrap();
    insta::assert_snapshot!("caterpillar_wide", lines(&drawn.wide));
    insta::assert_snapshot!(
        "caterpillar_narrow",
        lines(drawn.narrow.as_deref().unwrap())
    );
}

#[test]
fn trend() {
    let drawn = samples::trend(Origin::Quoted).draw(Width::Half).unwrap();
    insta::assert_snapshot!("trend_narrow", lines(drawn.narrow.as_deref().unwrap()));
}

#[test]
fn gradient() {
    let drawn = samples::gradient(Origin::Recorded)
        .draw(Width::Half)
        .unwrap();
    insta::assert_snapshot!("gradient_wide", lines(&drawn.wide));
}

#[test]
fn range_strip() {
    let drawn = samples::range_strip(Origin::Illustrative).draw().unwrap();
    insta::assert_snapshot!("range_strip", lines(&drawn.wide));
}

#[test]
fn equal_input_gives_equal_drawings() {
    for origin in [Origin::Recorded, Origin::Illustrative] {
        assert_eq!(samples::one_of_each(origin), samples::one_of_each(origin));
    }
}
