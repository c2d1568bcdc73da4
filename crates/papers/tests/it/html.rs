//! HTML: structure, order of headings, and what must not stand in it.

use papers::formats::html;
use papers::{Address, Block, Paragraph, Words};

use crate::every_field::{anchor, paper_of};

#[test]
fn headings_come_in_order_and_the_title_is_the_first() {
    let fragment = html::fragment(&paper_of("words").check().unwrap());
    let document = roxmltree::Document::parse(&fragment).unwrap();
    let headings: Vec<_> = document
        .descendants()
        .map(|node| node.tag_name().name())
        .filter(|name| matches!(*name, "h1" | "h2" | "h3" | "h4"))
        .collect();
    assert_eq!(headings, ["h1", "h2", "h3", "h2", "h2", "h2"]);
}

#[test]
fn tables_have_captions_and_headings_of_columns_and_rows() {
    let fragment = html::fragment(&paper_of("words").check().unwrap());
    let document = roxmltree::Document::parse(&fragment).unwrap();
    let tables: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("table"))
        .collect();
    assert_eq!(tables.len(), 2);
    for table in tables {
        assert_eq!(
            table
                .descendants()
                .filter(|node| node.has_tag_name("caption"))
                .count(),
            1
        );
        let scopes = |scope| {
            table
                .descendants()
                .filter(|node| node.attribute("scope") == Some(scope))
                .count()
        };
        assert_eq!((scopes("col"), scopes("row")), (3, 4));
    }
}

#[test]
fn the_five_states_of_a_cell_are_said_in_words() {
    let fragment = html::fragment(&paper_of("15.4%").check().unwrap());
    for word in ["15.4%", "Hidden", "Missing", "Not asked", "Not applicable"] {
        assert!(fragment.contains(word), "{word} is not said");
    }
}

#[test]
fn the_fragment_holds_no_inline_style_and_shows_the_drawing() {
    let fragment = html::fragment(&paper_of("words").check().unwrap());
    assert!(fragment.contains("<rect class=\"b\""));
    assert!(
        !fragment.contains("<style")
            && !fragment.contains(" style=")
            && !fragment.contains("<script")
    );
}

#[test]
fn what_is_pasted_wears_nothing() {
    let pasted = html::to_paste(&paper_of("words").check().unwrap());
    for found in [
        "class=", "<style", " style=", "<script", "<svg", "<img", "<details", "<span", "<div",
        "aria-",
    ] {
        assert!(!pasted.contains(found), "{found} stands in\n{pasted}");
    }
    assert!(
        pasted.starts_with("<!doctype html>\n<html lang=\"en-GB\">"),
        "{pasted}"
    );
    assert!(pasted.contains("<title>words</title>"));
}

#[test]
fn a_link_to_this_site_is_whole_where_it_leaves_the_site() {
    let mut draft = paper_of("words");
    let link = Words::default().link("a page", Address::new("/hackney/outcomes/smoking").unwrap());
    draft.sections[0]
        .blocks
        .push(Block::Paragraph(Paragraph::new(anchor("p9"), link)));
    let with_site = draft.clone().check().unwrap();
    assert!(html::fragment(&with_site).contains("href=\"/hackney/outcomes/smoking\""));
    assert!(
        html::to_paste(&with_site)
            .contains("href=\"https://board.example/hackney/outcomes/smoking\"")
    );
    draft.site = None;
    let without_site = draft.check().unwrap();
    assert!(html::to_paste(&without_site).contains("a page</p>"));
}

#[test]
fn nothing_to_list_is_said_and_a_question_that_does_not_arise_is_not() {
    let mut draft = paper_of("words");
    draft.background_papers = Some(Vec::new());
    draft.appendices = None;
    let fragment = html::fragment(&draft.check().unwrap());
    assert!(
        fragment.contains("Background papers</h2>\n<p class=\"govuk-body\">None</p>"),
        "{fragment}"
    );
    assert!(!fragment.contains("Appendices"));
}
