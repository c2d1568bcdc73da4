//! The head of a page in PDF/UA-1. Typst had a fault here once, so this is tested before all else.

use hayro_syntax::Pdf;
use hayro_syntax::page::Page;
use papers::{Block, Paragraph};
use papers_typst::Printer;

use crate::every_field::{anchor, paper_of};

#[test]
fn pages_after_the_first_carry_a_head_that_is_not_read_as_text() {
    let mut draft = paper_of("words");
    for number in 0..60 {
        let name = anchor(&format!("filler-{number}"));
        draft.sections[0]
            .blocks
            .push(Block::Paragraph(Paragraph::new(name, "Words. ".repeat(40))));
    }
    let pdf = Printer::new().print(&draft.check().unwrap()).unwrap();
    assert!(pdf.pages > 3);

    let file = Pdf::new(pdf.bytes).unwrap();
    // Which pages have text between the opening of the artifact and its end.
    let drawn = |part: &str| -> Vec<bool> {
        let has_text = |page: &Page<'_>| {
            let content =
                String::from_utf8_lossy(page.page_stream().unwrap_or_default()).into_owned();
            let (_, after) = content
                .split_once(&format!("/Subtype/{part}/Type/Pagination"))
                .unwrap();
            after.split_once("EMC").unwrap().0.contains("BT")
        };
        file.pages().iter().map(has_text).collect()
    };
    let heads = drawn("Header");
    assert!(!heads[0], "the first page has its own head");
    assert!(heads[1..].iter().all(|head| *head), "{heads:?}");
    assert!(drawn("Footer").iter().all(|foot| *foot));
}
