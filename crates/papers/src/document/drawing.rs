//! Reads the drawing of a figure before anyone prints it: it may draw, name and define, and nothing else.

/// The text is not SVG.
pub(super) struct NotWellFormed;

/// Elements that draw, group, name or define; whatever else SVG allows could run, move or fetch something.
const DRAWING_ELEMENTS: [&str; 25] = [
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "title",
    "desc",
    "defs",
    "pattern",
    "clipPath",
    "mask",
    "marker",
    "symbol",
    "use",
    "linearGradient",
    "radialGradient",
    "stop",
    "style",
    "metadata",
];

/// The first thing in a drawing that may not stand there.
pub(super) fn drawing_fault(svg: &str) -> Result<Option<String>, NotWellFormed> {
    let document = roxmltree::Document::parse(svg).map_err(|_| NotWellFormed)?;
    if document.root_element().tag_name().name() != "svg" {
        return Err(NotWellFormed);
    }
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        let name = element.tag_name().name();
        if !DRAWING_ELEMENTS.contains(&name) {
            return Ok(Some(name.into()));
        }
        if name == "style"
            && element
                .descendants()
                .filter_map(|node| node.text())
                .any(reaches_outside)
        {
            return Ok(Some("style with an address".into()));
        }
        for attribute in element.attributes() {
            let runs = attribute.name().to_ascii_lowercase().starts_with("on");
            let leaves = attribute.name() == "href" && !attribute.value().starts_with('#');
            let is_label =
                attribute.name().starts_with("aria-") || attribute.name().starts_with("data-");
            if runs || leaves || (!is_label && reaches_outside(attribute.value())) {
                return Ok(Some(attribute.name().into()));
            }
        }
    }
    Ok(None)
}

/// Whether a style rule or presentation attribute fetches something: `url(#pattern)` inside the drawing is fine.
fn reaches_outside(rule: &str) -> bool {
    let rule: String = rule
        .to_ascii_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    rule.contains("@import")
        || rule.contains('\\')
        || rule.match_indices("url(").any(|(at, opening)| {
            let target = rule.get(at + opening.len()..).unwrap_or_default();
            !target.trim_start_matches(['"', '\'']).starts_with('#')
        })
}

#[cfg(test)]
mod tests {
    use super::drawing_fault;

    fn svg(inside: &str) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{inside}</svg>"#
        )
    }

    #[test]
    fn a_drawing_that_could_run_or_fetch_is_refused() {
        for inside in [
            "<script>x</script>",
            "<foreignObject/>",
            "<image href='x.png'/>",
            "<a href='https://x'/>",
            "<rect onclick='x'/>",
            "<use href='other.svg#a'/>",
            "<use xlink:href='data:x'/>",
            "<style>@import 'x'</style>",
            "<style>rect{fill:url(https://x)}</style>",
            "<rect fill='url( https://x )'/>",
            "<animate/>",
            "<rect style='fill:u\\72l(x)'/>",
        ] {
            assert!(
                matches!(drawing_fault(&svg(inside)), Ok(Some(_))),
                "{inside} was accepted"
            );
        }
    }

    #[test]
    fn a_plain_drawing_is_accepted() {
        for inside in [
            "<title>a</title><desc>one=1 onclick=no url(x)</desc><rect class='m' fill='url(#p)'/>",
            "<style>.a{fill:url('#p')}</style><use href='#a'/>",
        ] {
            assert!(
                matches!(drawing_fault(&svg(inside)), Ok(None)),
                "{inside} was refused"
            );
        }
    }

    #[test]
    fn what_is_not_svg_is_refused() {
        for text in [
            "",
            "words",
            "<svg>",
            "<html/>",
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
        ] {
            assert!(drawing_fault(text).is_err(), "{text} was accepted");
        }
    }
}
