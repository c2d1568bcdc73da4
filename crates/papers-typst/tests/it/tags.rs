//! What a screen reader finds: language, title, headings, tables, figures, bookmarks.

use hayro_syntax::object::Dict;
use papers::{Block, Section};
use papers_typst::Printer;

use crate::every_field::{anchor, paper_of};
use crate::tag_tree::{File, Tag, text};

fn printed(words: &str) -> File {
    File::open(
        Printer::new()
            .print(&paper_of(words).check().unwrap())
            .unwrap()
            .bytes,
    )
}

fn with_role<'a>(tags: &'a [Tag], role: &str) -> Vec<&'a Tag> {
    tags.iter().filter(|tag| tag.role == role).collect()
}

#[test]
fn the_language_is_said_and_the_window_shows_the_title() {
    let file = printed("A title");
    let catalogue = file.catalogue();
    assert_eq!(text(&catalogue, "Lang").unwrap(), "en-GB");
    assert_eq!(
        catalogue
            .get::<Dict<'_>>("MarkInfo")
            .unwrap()
            .get::<bool>("Marked"),
        Some(true)
    );
    assert_eq!(
        catalogue
            .get::<Dict<'_>>("ViewerPreferences")
            .unwrap()
            .get::<bool>("DisplayDocTitle"),
        Some(true)
    );
}

#[test]
fn headings_come_in_order_with_the_title_first() {
    let mut draft = paper_of("Findings");
    draft.title = "The title".into();
    draft.sections.push(Section {
        anchor: anchor("s2"),
        heading: "Second".into(),
        blocks: Vec::new(),
    });
    draft.background_papers = None;
    draft.appendices = None;
    let pdf = Printer::new().print(&draft.check().unwrap()).unwrap();
    let file = File::open(pdf.bytes);
    let headings: Vec<_> = file
        .tags()
        .into_iter()
        .filter(|tag| tag.role.starts_with('H'))
        .map(|tag| format!("{} {}", tag.role, tag.title.unwrap()))
        .collect();
    assert_eq!(
        headings,
        [
            "H1 The title",
            "H2 Findings",
            "H3 Findings",
            "H2 Second",
            "H2 Sources"
        ]
    );
    let bookmarks: Vec<_> = file
        .bookmarks()
        .into_iter()
        .map(|(depth, title)| format!("{depth} {title}"))
        .collect();
    assert_eq!(
        bookmarks,
        [
            "0 The title",
            "1 Findings",
            "2 Findings",
            "1 Second",
            "1 Sources"
        ]
    );
}

#[test]
fn tables_have_a_caption_and_headings_of_rows_and_columns() {
    let tags = printed("words").tags();
    let mut found = Vec::new();
    for (at, table) in tags
        .iter()
        .enumerate()
        .filter(|(_, tag)| tag.role == "Table")
    {
        let within: Vec<_> = tags[at + 1..]
            .iter()
            .take_while(|tag| tag.depth > table.depth)
            .collect();
        let scoped = |scope: &str| {
            within
                .iter()
                .filter(|tag| tag.scope.as_deref() == Some(scope))
                .count()
        };
        let captions = within.iter().filter(|tag| tag.role == "Caption").count();
        found.push((
            captions,
            scoped("Column"),
            scoped("Row"),
            within.iter().filter(|tag| tag.role == "TD").count(),
        ));
    }
    // The head of the paper, the table, the table behind the figure, the receipt.
    assert_eq!(
        found,
        [(0, 0, 5, 5), (1, 3, 4, 8), (1, 3, 4, 8), (0, 0, 1, 1)]
    );
}

#[test]
fn every_figure_has_its_words() {
    let tags = printed("What it shows").tags();
    let figures = with_role(&tags, "Figure");
    assert_eq!(figures.len(), 1);
    assert_eq!(figures[0].alternative.as_deref(), Some("What it shows"));
}

#[test]
fn lists_and_recommendations_are_lists() {
    let tags = printed("words").tags();
    // Points, steps, one recommendation, appendices, background papers, sources.
    assert_eq!(with_role(&tags, "L").len(), 6);
    assert_eq!(with_role(&tags, "LI").len(), 8);
    assert_eq!(with_role(&tags, "LBody").len(), 8);
}

#[test]
fn a_long_paper_has_a_list_of_contents_and_a_short_one_has_none() {
    let short = printed("words");
    assert!(with_role(&short.tags(), "TOC").is_empty());

    let mut draft = paper_of("words");
    for number in 0..6 {
        let mut section = paper_of(&"many words ".repeat(30)).sections.remove(0);
        section.anchor = anchor(&format!("long-{number}"));
        section.heading = format!("Section {number}");
        section
            .blocks
            .retain(|block| matches!(block, Block::List(_)));
        draft.sections.push(section);
    }
    let pdf = Printer::new().print(&draft.check().unwrap()).unwrap();
    let tags = File::open(pdf.bytes).tags();
    // Seven sections and three lists at the end.
    assert_eq!(with_role(&tags, "TOCI").len(), 10);
}
