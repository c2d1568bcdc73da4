//! What a drawing says: numbers, states, verdicts, origins, and what it refuses.

use super::samples::{self, drawings, hidden, number, one_of_each, place};
use crate::{
    Cell, ChartError, Drawn, Entry, Limits, Number, Origin, Part, PartState, STYLE, Unit, Verdict,
    Width, lettering,
};

pub(super) fn entries(drawn: &Drawn) -> Vec<Vec<&str>> {
    drawn
        .table
        .rows
        .iter()
        .map(|row| row.iter().map(Entry::shown).collect())
        .collect()
}

/// Every number written in ink stands in the table, with its unit or without. Labels of axes and
/// notes are muted, and are not figures.
pub(super) fn said_in_table(drawn: &Drawn) {
    let table: Vec<&str> = entries(drawn).into_iter().flatten().collect();
    for svg in drawings(drawn) {
        for text in svg.split("<text ").skip(1) {
            let (attributes, rest) = text.split_once('>').unwrap();
            let words = rest.split('<').next().unwrap();
            if attributes.contains("t-muted") || !words.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            assert!(
                table.iter().any(|entry| entry.contains(words)),
                "{words} is not in the table"
            );
        }
    }
}

#[test]
fn numbers_are_written_as_people_write_them() {
    let check = |unit: Unit, value: f64, full: &str, short: &str| {
        assert_eq!(unit.full(value), full);
        assert_eq!(unit.short(value), short);
    };
    check(Unit::percent(1), 15.44, "15.4%", "15.4%");
    check(Unit::percent(1), -0.04, "0.0%", "0.0%");
    check(Unit::pounds(0), 1234.0, "£1,234", "£1,234");
    check(
        Unit::pounds(0),
        -1_250_000.0,
        "\u{2212}£1,250,000",
        "\u{2212}£1.25m",
    );
    check(
        Unit::counted(1, "per 100,000"),
        212.34,
        "212.3 per 100,000",
        "212.3",
    );
    check(
        Unit::counted(0, ""),
        3_000_000_000.0,
        "3,000,000,000",
        "3bn",
    );
    assert_eq!(Unit::percent(1).difference(14.4), "14.4 points");
    assert_eq!(Unit::counted(1, "years").difference(2.0), "2.0 years");
}

#[test]
fn numbers_that_cannot_be_drawn_are_refused() {
    assert!(matches!(
        Number::new(f64::NAN),
        Err(ChartError::NotFinite(_))
    ));
    assert!(matches!(
        Cell::value(f64::INFINITY),
        Err(ChartError::NotFinite(_))
    ));
    assert_eq!(Number::new(2e12), Err(ChartError::OutOfReach(2e12)));
    let reversed = ChartError::LimitsReversed {
        lower: 3.0,
        upper: 2.0,
    };
    assert_eq!(Limits::new(3.0, 2.0), Err(reversed));
}

#[test]
fn charts_of_nothing_are_refused() {
    let mut caterpillar = samples::caterpillar(Origin::Recorded);
    caterpillar.places.clear();
    assert_eq!(
        caterpillar.draw(Width::Half),
        Err(ChartError::NothingToDraw)
    );
    let mut trend = samples::trend(Origin::Recorded);
    trend.points.clear();
    assert_eq!(trend.draw(Width::Half), Err(ChartError::NothingToDraw));
    let mut gradient = samples::gradient(Origin::Recorded);
    gradient.groups.clear();
    assert_eq!(gradient.draw(Width::Half), Err(ChartError::NothingToDraw));
    let mut parts = samples::parts(Origin::Recorded);
    parts.parts.clear();
    assert_eq!(parts.draw(Width::Half), Err(ChartError::NothingToDraw));
}

#[test]
fn a_bar_takes_at_most_four_parts_and_none_below_zero() {
    let part = |count| Part {
        name: "new".to_owned(),
        count: number(count),
        state: PartState::Main,
    };
    let mut parts = samples::parts(Origin::Recorded);
    parts.parts.push(part(1.0));
    assert_eq!(parts.draw(Width::Full), Err(ChartError::TooManyParts(5)));
    parts.parts = vec![part(-1.0)];
    assert_eq!(parts.draw(Width::Full), Err(ChartError::NegativePart(-1.0)));
}

#[test]
fn a_caterpillar_is_ranked_and_rows_without_a_figure_come_last() {
    let drawn = samples::caterpillar(Origin::Recorded)
        .draw(Width::Half)
        .unwrap();
    let rows = entries(&drawn);
    let names: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(names, ["Hackney", "Camden", "Richmond", "City of London"]);
    assert_eq!(rows[0], ["Hackney", "15.4%", "13.4%", "17.9%", "Worse"]);
    let hidden = [
        "City of London",
        "hidden: too few people",
        "none",
        "none",
        "Not compared",
    ];
    assert_eq!(rows[3], hidden);
}

#[test]
fn the_description_holds_the_numbers_that_matter() {
    let drawn = samples::caterpillar(Origin::Recorded)
        .draw(Width::Half)
        .unwrap();
    for words in [
        "London: 11.1%.",
        "Hackney: 15.4% (13.4% to 17.9%). Worse than London.",
        "1 worse, 1 similar, 1 better, 1 hidden.",
        "Highest: Hackney, 15.4%. Lowest: Richmond, 7.1%.",
    ] {
        assert!(
            drawn.description.contains(words),
            "{words}: {}",
            drawn.description
        );
    }
    let drawn = samples::trend(Origin::Recorded).draw(Width::Half).unwrap();
    for words in [
        "Hackney went from 17.9% in 2016 to 15.4% (13.4% to 17.9%) in 2020.",
        "London went from 13.5% in 2016 to 11.1% in 2020.",
        "2017 missing: survey not run. 2018 hidden: too few people.",
    ] {
        assert!(
            drawn.description.contains(words),
            "{words}: {}",
            drawn.description
        );
    }
    let drawn = samples::gradient(Origin::Recorded)
        .draw(Width::Half)
        .unwrap();
    let slope = "Fitted slope: 14.4 points, down from the poorest to the richest end.";
    assert!(drawn.description.contains(slope), "{}", drawn.description);
}

#[test]
fn every_state_has_its_word_in_the_drawing_and_never_a_mark() {
    for (cell, word, is_hatched) in [
        (hidden(), "hidden: too few people", true),
        (
            Cell::Missing("survey not run".to_owned()),
            "missing: survey not run",
            false,
        ),
        (Cell::NotAsked(String::new()), "not asked", false),
        (
            Cell::NotApplicable("no schools".to_owned()),
            "not applicable: no schools",
            false,
        ),
    ] {
        let mut chart = samples::caterpillar(Origin::Recorded);
        chart.places = vec![place("Hackney", cell, Verdict::Worse, false)];
        let drawn = chart.draw(Width::Half).unwrap();
        assert!(
            drawn.wide.contains(&format!(">{word}<")),
            "{word}: {}",
            drawn.wide
        );
        assert_eq!(drawn.wide.contains("hatch-line"), is_hatched);
        assert!(!drawn.wide.contains("m-worse"));
        assert_eq!(entries(&drawn)[0][4], "Not compared");
    }
}

#[test]
fn a_verdict_is_a_shape_and_a_colour() {
    let drawn = |verdict| {
        let mut chart = samples::caterpillar(Origin::Recorded);
        chart.places = vec![place("Hackney", Cell::value(12.0).unwrap(), verdict, false)];
        chart.draw(Width::Half).unwrap()
    };
    let marks = [
        (Verdict::Better, "<circle", "class=\"m-better\""),
        (Verdict::Worse, "<polygon", "class=\"m-worse\""),
        (Verdict::Similar, "<circle", "class=\"m-similar\""),
        (Verdict::Higher, "<polygon", "class=\"m-plain\""),
        (Verdict::Lower, "<polygon", "class=\"m-plain\""),
    ];
    for (verdict, shape, class) in marks {
        let drawn = drawn(verdict);
        let end = drawn.wide.find(class).unwrap();
        let start = drawn.wide[..end].rfind('<').unwrap();
        assert!(drawn.wide[start..].starts_with(shape), "{verdict:?}");
        assert_eq!(drawn.key[0].words, verdict.against("London"));
        assert!(drawn.key[0].mark.contains(class));
    }
    assert_ne!(
        drawn(Verdict::Higher).wide,
        drawn(Verdict::Lower).wide,
        "they point apart"
    );
    assert!(drawn(Verdict::NotCompared).wide.contains(">not compared<"));
}

#[test]
fn limits_are_drawn_wherever_there_are_any() {
    for drawn in [
        samples::caterpillar(Origin::Recorded)
            .draw(Width::Half)
            .unwrap(),
        samples::gradient(Origin::Recorded)
            .draw(Width::Half)
            .unwrap(),
        samples::range_strip(Origin::Recorded).draw().unwrap(),
    ] {
        assert!(drawings(&drawn).all(|svg| svg.contains("class=\"lim lim-")));
    }
    // 2016 stands alone between the start and a gap; 2019 and 2020 are joined.
    let trend = samples::trend(Origin::Recorded).draw(Width::Half).unwrap();
    assert_eq!(trend.wide.matches("class=\"lim ").count(), 1);
    assert_eq!(trend.wide.matches("class=\"band band-line\"").count(), 1);
}

#[test]
fn a_gap_breaks_the_line() {
    let trend = samples::trend(Origin::Recorded).draw(Width::Half).unwrap();
    assert_eq!(
        trend.wide.matches("class=\"line\"").count(),
        1,
        "only 2019 and 2020 are joined"
    );
    assert_eq!(
        trend.wide.matches("class=\"axis gap\"").count(),
        1,
        "2017 is missing"
    );
    assert_eq!(
        trend.wide.matches("class=\"hatch-line\"").count(),
        1,
        "2018 is hidden"
    );
    assert_eq!(
        trend.wide.matches("class=\"line-comp\"").count(),
        1,
        "London is whole"
    );
}

#[test]
fn the_origin_is_marked_in_every_chart_and_its_words() {
    for (origin, word) in [
        (Origin::Illustrative, "Illustrative"),
        (Origin::Quoted, "Quoted"),
    ] {
        for drawn in one_of_each(origin) {
            assert!(drawn.description.starts_with(&format!("{word} values.")));
            for svg in drawings(&drawn) {
                assert!(
                    svg.contains("class=\"origin\"") && svg.contains(word),
                    "{svg}"
                );
            }
        }
    }
    for drawn in one_of_each(Origin::Recorded) {
        for svg in drawings(&drawn) {
            assert!(
                !svg.contains("class=\"origin\"") && !svg.contains("values."),
                "{svg}"
            );
        }
    }
}

#[test]
fn ids_are_unique_between_the_two_drawings_and_safe() {
    let mut chart = samples::caterpillar(Origin::Recorded);
    chart.heading.id = "a b\"c".to_owned();
    let drawn = chart.draw(Width::Half).unwrap();
    assert!(
        drawn
            .wide
            .contains("aria-labelledby=\"a-b-c-wide-title a-b-c-wide-desc\"")
    );
    assert!(drawn.html().contains("id=\"a-b-c-narrow-title\""));
}

#[test]
fn text_cannot_leave_its_element() {
    let mut chart = samples::caterpillar(Origin::Recorded);
    chart.heading.title = "</title><script>alert(1)</script>".to_owned();
    chart.places[0].name = "<b>&\"'\u{0}".to_owned();
    let drawn = chart.draw(Width::Half).unwrap();
    assert!(!drawn.html().contains("<script") && !drawn.html().contains("<b>"));
    assert!(drawn.wide.contains("&lt;b&gt;&amp;&quot;&#39;"));
}

#[test]
fn a_long_name_is_cut_in_the_drawing_and_whole_in_the_table() {
    let name = "Bournemouth, Christchurch and Poole with everything around it";
    let mut chart = samples::caterpillar(Origin::Recorded);
    chart.places[2].name = name.to_owned();
    let drawn = chart.draw(Width::Half).unwrap();
    assert!(drawn.wide.contains("Bournemouth, Chri") && drawn.wide.contains('…'));
    assert_eq!(entries(&drawn)[0][0], name);
    assert!(drawn.description.contains(name));
}

#[test]
fn a_part_of_six_in_thousands_can_be_seen() {
    let drawn = samples::parts(Origin::Recorded).draw(Width::Full).unwrap();
    assert!(
        drawn
            .wide
            .contains("width=\"3.0\" height=\"38.0\" class=\"bar-ink\""),
        "{}",
        drawn.wide
    );
    assert_eq!(
        drawn.description,
        "4,560 cells: 3,861 unchanged, 264 changed, 429 new, 6 faulty."
    );
    assert_eq!(entries(&drawn)[3], ["faulty", "6", "0.1%"]);
}

#[test]
fn labels_of_parts_stand_on_one_line_where_they_fit() {
    let lines = |width, counts: [f64; 2]| {
        let mut parts = samples::parts(Origin::Recorded);
        let both = counts
            .map(number)
            .into_iter()
            .zip(["new", "checked, nothing changed"]);
        let part = |(count, name): (Number, &str)| Part {
            name: name.to_owned(),
            count,
            state: PartState::Main,
        };
        parts.parts = both.map(part).collect();
        let drawn = parts.draw(width).unwrap();
        let count = |svg: &str| {
            let mut downs: Vec<&str> = svg
                .split("<text ")
                .skip(1)
                .filter_map(|text| text.split('"').nth(3))
                .collect();
            downs.dedup();
            downs.len()
        };
        (count(&drawn.wide), count(&drawn.narrow.unwrap()))
    };
    assert_eq!(lines(Width::Full, [4000.0, 3.0]), (1, 1));
    assert_eq!(lines(Width::Full, [0.0, 0.0]), (1, 1));
    assert_eq!(lines(Width::Half, [123_456_789.0, 987_654_321.0]), (1, 2));
}

#[test]
fn text_is_wrapped_between_words_and_cut_only_when_one_is_too_wide() {
    let lines = lettering::wrap("one two three", lettering::width("one two", false));
    assert_eq!(lines, ["one two", "three"]);
    let lines = lettering::wrap("WWWWWWWWWWWW", 60.0);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].ends_with('…') && lettering::width(&lines[0], false) <= 60.0);
}

/// Every class that a drawing can carry has a rule, and so does every rule a drawing.
#[test]
fn every_class_has_a_rule() {
    let all: String = one_of_each(Origin::Illustrative)
        .iter()
        .map(|drawn| {
            let keys: String = drawn.key.iter().map(|entry| entry.mark.as_str()).collect();
            drawn.html() + &keys
        })
        .collect();
    for classes in all
        .split("class=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
    {
        for class in classes.split(' ') {
            assert!(STYLE.contains(&format!(".{class} ")), "no rule for {class}");
        }
    }
    assert!(STYLE.contains("@media (forced-colors: active)") && STYLE.contains("@media print"));
}
