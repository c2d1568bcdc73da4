//! Word documents: what a screen reader and a word processor find in them.

use papers::formats::docx;
use papers::{Block, Paper};
use roxmltree::{Document, Node};

use crate::every_field::paper_of;
use crate::office::{OnePicture, names, part};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn sound() -> Paper {
    paper_of("words").check().unwrap()
}

fn written(paper: &Paper) -> Vec<u8> {
    docx::write(paper, Some(&OnePicture)).unwrap()
}

fn all<'a, 'b>(document: &'a Document<'b>, name: &'static str) -> Vec<Node<'a, 'b>> {
    document
        .descendants()
        .filter(|node| node.has_tag_name((WORD, name)))
        .collect()
}

fn value<'a>(node: Node<'a, '_>, child: &str) -> Option<&'a str> {
    node.descendants()
        .find(|node| node.has_tag_name((WORD, child)))
        .and_then(|node| node.attribute((WORD, "val")))
}

#[test]
fn headings_are_real_ones_and_come_in_order() {
    let text = part(&written(&sound()), "word/document.xml");
    let document = Document::parse(&text).unwrap();
    let levels: Vec<_> = all(&document, "p")
        .into_iter()
        .filter_map(|line| value(line, "pStyle")?.strip_prefix("Heading"))
        .collect();
    // The title, a section, a heading in it, three lists at the end, and a receipt under the last.
    assert_eq!(levels, ["1", "2", "3", "2", "2", "2", "3"]);
}

#[test]
fn every_style_that_is_used_is_declared() {
    let file = written(&sound());
    let (text, styles) = (
        part(&file, "word/document.xml"),
        part(&file, "word/styles.xml"),
    );
    let (document, styles) = (
        Document::parse(&text).unwrap(),
        Document::parse(&styles).unwrap(),
    );
    let declared: Vec<_> = all(&styles, "style")
        .into_iter()
        .filter_map(|style| style.attribute((WORD, "styleId")))
        .collect();
    for kind in ["pStyle", "rStyle", "tblStyle"] {
        for used in all(&document, kind) {
            let name = used.attribute((WORD, "val")).unwrap();
            assert!(declared.contains(&name), "{name} is not declared");
        }
    }
}

#[test]
fn the_header_row_of_every_table_repeats_and_no_row_breaks() {
    let text = part(&written(&sound()), "word/document.xml");
    let document = Document::parse(&text).unwrap();
    let tables = all(&document, "tbl");
    assert_eq!(tables.len(), 2);
    for table in tables {
        let rows: Vec<_> = table
            .children()
            .filter(|node| node.has_tag_name((WORD, "tr")))
            .collect();
        let has = |row: &Node<'_, '_>, name| {
            row.descendants()
                .any(|node| node.has_tag_name((WORD, name)))
        };
        assert!(has(&rows[0], "tblHeader"));
        assert!(rows[1..].iter().all(|row| !has(row, "tblHeader")));
        assert!(rows.iter().all(|row| has(row, "cantSplit")));
        assert_eq!(value(table, "tblCaption"), Some("words"));
    }
}

#[test]
fn pictures_have_their_words_and_stay_out_without_a_painter() {
    let file = written(&sound());
    assert!(part(&file, "word/document.xml").contains("name=\"Figure 1\" descr=\"words\""));
    assert!(names(&file).contains(&"word/media/picture1.png".to_owned()));
    assert!(part(&file, "[Content_Types].xml").contains("image/png"));

    let without = docx::write(&sound(), None).unwrap();
    assert!(!names(&without).iter().any(|name| name.contains("media")));
    assert!(!part(&without, "word/document.xml").contains("<w:drawing>"));
}

#[test]
fn title_language_and_day_are_set_and_nothing_else_tells_the_time() {
    let file = written(&sound());
    let core = part(&file, "docProps/core.xml");
    assert!(core.contains("<dc:title>words</dc:title>"), "{core}");
    assert!(core.contains("<dc:language>en-GB</dc:language>"));
    assert!(core.contains("2022-09-08T00:00:00Z"));
    assert!(part(&file, "word/styles.xml").contains("w:lang w:val=\"en-GB\""));
    assert_eq!(file, written(&sound()), "the same paper, other bytes");
}

#[test]
fn lists_are_lists_and_each_counted_one_begins_anew() {
    let mut draft = paper_of("words");
    let steps = draft.sections[0]
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::List(_)))
        .cloned()
        .collect::<Vec<_>>();
    draft.sections[0].blocks.extend(steps);
    let file = written(&draft.check().unwrap());
    let (text, lists) = (
        part(&file, "word/document.xml"),
        part(&file, "word/numbering.xml"),
    );
    let (document, lists) = (
        Document::parse(&text).unwrap(),
        Document::parse(&lists).unwrap(),
    );
    let used: Vec<_> = all(&document, "p")
        .into_iter()
        .filter(|line| value(*line, "pStyle") == Some("ListParagraph"))
        .filter_map(|line| value(line, "numId"))
        .collect();
    // Twice a list of points and one of steps, then the sources at the end.
    assert_eq!(
        used,
        ["2", "2", "4", "4", "2", "2", "5", "5", "2", "2", "2"]
    );
    let declared: Vec<_> = all(&lists, "num")
        .into_iter()
        .filter_map(|list| list.attribute((WORD, "numId")))
        .collect();
    assert_eq!(declared, ["1", "2", "3", "4", "5"]);
}

#[test]
fn space_never_comes_from_an_empty_line() {
    let text = part(&written(&sound()), "word/document.xml");
    let document = Document::parse(&text).unwrap();
    for line in all(&document, "p") {
        let has_content = line.descendants().any(|node| {
            node.has_tag_name((WORD, "drawing"))
                || (node.has_tag_name((WORD, "t"))
                    && node.text().is_some_and(|text| !text.is_empty()))
        });
        assert!(has_content, "an empty line");
    }
}

#[test]
fn every_link_has_a_target() {
    let file = written(&sound());
    let (text, links) = (
        part(&file, "word/document.xml"),
        part(&file, "word/_rels/document.xml.rels"),
    );
    let document = Document::parse(&text).unwrap();
    let marks: Vec<_> = all(&document, "bookmarkStart")
        .into_iter()
        .filter_map(|mark| mark.attribute((WORD, "name")))
        .collect();
    let links_to = all(&document, "hyperlink");
    assert!(!links_to.is_empty());
    for link in links_to {
        if let Some(mark) = link.attribute((WORD, "anchor")) {
            assert!(marks.contains(&mark), "{mark} stands nowhere");
        } else {
            let id = link.attributes().find(|it| it.name() == "id").unwrap();
            assert!(links.contains(&format!("Id=\"{}\"", id.value())));
        }
    }
    assert!(links.contains("Target=\"https://example.org/a?b=1&amp;c=2\" TargetMode=\"External\""));
}
