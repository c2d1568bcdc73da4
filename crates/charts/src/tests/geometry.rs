//! Laws of every drawing, whatever it is given: well-formed, finite, inside its box, no two texts
//! over one another, nothing but classes.

use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::samples::{any_chart, drawings};
use crate::lettering;

/// A place on the drawing that something covers.
#[derive(Clone)]
struct Area {
    what: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl std::fmt::Debug for Area {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            what,
            left,
            right,
            top,
            bottom,
        } = self;
        write!(
            to,
            "{what:?} at {left:.1} to {right:.1}, {top:.1} to {bottom:.1}"
        )
    }
}

impl Area {
    fn touches(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn inside(&self, width: f64, height: f64) -> bool {
        self.left >= -0.6
            && self.top >= -0.6
            && self.right <= width + 0.6
            && self.bottom <= height + 0.6
    }
}

fn attribute(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

fn has_class(node: Node<'_, '_>, class: &str) -> bool {
    node.attribute("class")
        .is_some_and(|all| all.split(' ').any(|one| one == class))
}

fn text_area(node: Node<'_, '_>) -> Area {
    let text = node.text().unwrap().to_owned();
    let width = lettering::width(&text, has_class(node, "t-strong"));
    let (x, y) = (attribute(node, "x"), attribute(node, "y"));
    let left = if has_class(node, "t-end") {
        x - width
    } else if has_class(node, "t-mid") {
        x - width / 2.0
    } else {
        x
    };
    // Capitals of 14 reach 10 above the base line, and tails 3 below it.
    Area {
        what: text,
        left,
        right: left + width,
        top: y - 10.0,
        bottom: y + 3.0,
    }
}

fn points(node: Node<'_, '_>) -> Vec<(f64, f64)> {
    let pair = |pair: &str| {
        let (x, y) = pair.split_once(',').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    node.attribute("points")
        .unwrap()
        .split(' ')
        .map(pair)
        .collect()
}

fn shape_area(node: Node<'_, '_>) -> Option<Area> {
    let name = node.tag_name().name();
    let corners = match name {
        "line" => vec![
            (attribute(node, "x1"), attribute(node, "y1")),
            (attribute(node, "x2"), attribute(node, "y2")),
        ],
        "rect" => {
            let (x, y) = (attribute(node, "x"), attribute(node, "y"));
            vec![
                (x, y),
                (x + attribute(node, "width"), y + attribute(node, "height")),
            ]
        }
        "circle" => {
            let (x, y) = (attribute(node, "cx"), attribute(node, "cy"));
            let r = attribute(node, "r");
            vec![(x - r, y - r), (x + r, y + r)]
        }
        "polyline" | "polygon" => points(node),
        _ => return None,
    };
    let (xs, ys): (Vec<f64>, Vec<f64>) = corners.into_iter().unzip();
    let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(Area {
        what: format!("{name} {}", node.attribute("class").unwrap_or_default()),
        left: least(&xs),
        right: most(&xs),
        top: least(&ys),
        bottom: most(&ys),
    })
}

fn check(svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|fault| panic_with(svg, &fault));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let ids: Vec<&str> = root
        .attribute("aria-labelledby")
        .unwrap()
        .split(' ')
        .collect();
    assert_eq!(ids.len(), 2, "title and description are both named");
    for (id, tag) in ids.iter().zip(["title", "desc"]) {
        let named = document
            .descendants()
            .find(|node| node.attribute("id") == Some(id))
            .unwrap();
        assert_eq!(named.tag_name().name(), tag);
    }

    let size: Vec<f64> = root
        .attribute("viewBox")
        .unwrap()
        .split(' ')
        .map(|number| number.parse().unwrap())
        .collect();
    let (width, height) = (size[2], size[3]);
    let mut texts: Vec<Area> = Vec::new();
    for node in root.descendants().filter(Node::is_element) {
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let is_number = !matches!(name, "class" | "id" | "aria-labelledby");
            assert!(
                !is_number || !value.contains("NaN") && !value.contains("inf"),
                "{value}"
            );
            assert!(
                name != "style" && !name.starts_with("on"),
                "{name} is refused by the policy"
            );
        }
        if let Some(area) = shape_area(node) {
            assert!(
                area.inside(width, height),
                "{area:?} leaves {width} by {height}"
            );
        }
        if node.tag_name().name() == "text" {
            let area = text_area(node);
            assert!(
                area.inside(width, height),
                "{area:?} leaves {width} by {height}"
            );
            for other in &texts {
                assert!(!area.touches(other), "{area:?} lies over {other:?}");
            }
            texts.push(area);
        }
    }
    let allowed = [
        "svg", "title", "desc", "line", "rect", "circle", "path", "text", "polyline", "polygon",
    ];
    for node in root.descendants().filter(Node::is_element) {
        assert!(
            allowed.contains(&node.tag_name().name()),
            "no {}",
            node.tag_name().name()
        );
    }
}

fn panic_with(svg: &str, fault: &roxmltree::Error) -> ! {
    unreachable!("not well-formed: {fault}: {svg}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_chart_is_well_formed_and_keeps_to_its_box(drawn in any_chart()) {
        for svg in drawings(&drawn) {
            check(svg);
        }
    }

    #[test]
    fn every_row_of_a_table_has_an_entry_for_every_column(drawn in any_chart()) {
        for row in &drawn.table.rows {
            prop_assert_eq!(row.len(), drawn.table.columns.len());
        }
    }

    #[test]
    fn a_picture_stands_alone(drawn in any_chart()) {
        let picture = drawn.picture();
        let document = Document::parse(&picture).unwrap();
        prop_assert_eq!(
            document.root_element().tag_name().namespace(),
            Some("http://www.w3.org/2000/svg")
        );
        let style = document
            .descendants()
            .find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "style")))
            .and_then(|node| node.text().map(str::to_owned))
            .unwrap();
        prop_assert!(!style.contains("var(") && !style.contains("@media"));
    }
}

#[test]
fn the_check_itself_finds_what_it_looks_for() {
    let drawing = |body: &str| {
        format!(
            "<svg viewBox=\"0 0 100 40\" role=\"img\" aria-labelledby=\"t d\"><title id=\"t\"/>\
             <desc id=\"d\"/>{body}</svg>"
        )
    };
    let fails = |body: &str| std::panic::catch_unwind(|| check(&drawing(body))).is_err();
    assert!(!fails(
        "<text x=\"0\" y=\"14\">one</text><text x=\"0\" y=\"30\">two</text>"
    ));
    assert!(fails(
        "<text x=\"0\" y=\"14\">one</text><text x=\"10\" y=\"20\">two</text>"
    ));
    assert!(fails("<text x=\"90\" y=\"14\">outside</text>"));
    assert!(fails("<line x1=\"0\" y1=\"0\" x2=\"120\" y2=\"0\"/>"));
    assert!(fails("<line x1=\"NaN\" y1=\"0\" x2=\"12\" y2=\"0\"/>"));
    assert!(fails("<path d=\"M0 inf\"/>"));
    assert!(fails(
        "<rect x=\"0\" y=\"0\" width=\"1\" height=\"1\" style=\"fill:red\"/>"
    ));
    assert!(fails("<script>1</script>"));
}
