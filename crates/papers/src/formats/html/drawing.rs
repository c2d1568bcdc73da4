//! Makes a checked drawing fit to stand inside a page.

/// The drawing without its `style` elements and its XML declaration. The page's style sheet has rules for the same
/// classes, and the content policy refuses a style element.
pub(super) fn for_a_page(svg: &str) -> String {
    let Ok(document) = roxmltree::Document::parse(svg) else {
        return String::new();
    };
    let root = document.root_element();
    let styles = root
        .descendants()
        .filter(|node| node.is_element() && node.tag_name().name() == "style");
    let mut kept = String::with_capacity(svg.len());
    let mut from = root.range().start;
    for style in styles {
        // A style element holds text only, so these ranges follow one another.
        kept.push_str(svg.get(from..style.range().start).unwrap_or_default());
        from = style.range().end;
    }
    kept.push_str(svg.get(from..root.range().end).unwrap_or_default());
    kept
}

#[cfg(test)]
mod tests {
    use super::for_a_page;

    #[test]
    fn style_elements_and_the_declaration_are_left_out() {
        let svg = "<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'><style>a</style><g><style/><path/></g></svg>\n";
        assert_eq!(
            for_a_page(svg),
            "<svg xmlns='http://www.w3.org/2000/svg'><g><path/></g></svg>"
        );
    }
}
