//! A paper with the given words in every field that a person can fill. `papers-typst` prints it too.

use jiff::civil::date;
use papers::{
    Address, Anchor, Author, Block, Cell, Column, Decided, Decision, Fact, Figure, Language, List,
    ListKind, Meeting, Note, Numbering, Origin, Outcome, PaperDraft, Paragraph, Receipt,
    Recommendation, Row, Section, Source, Table, Tone, Verb, Words,
};

/// A name for a part.
pub(crate) fn anchor(name: &str) -> Anchor {
    Anchor::new(name).unwrap()
}

/// A small sound drawing.
pub(crate) const DRAWING: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20"><style>.b{fill:#14574f}</style><rect class="b" x="0" y="4" width="40" height="12"/></svg>"#;

/// A paper in which `words` stand in every field.
pub(crate) fn paper_of(words: &str) -> PaperDraft {
    let running = || {
        Words::from(words)
            .strong(words)
            .link(
                words,
                Address::new("https://example.org/a?b=1&c=2").unwrap(),
            )
            .reference(anchor("p1"))
    };
    let source = || Source {
        title: words.into(),
        particulars: Some(words.into()),
        address: Some(Address::new("https://example.org/source").unwrap()),
    };
    PaperDraft {
        title: words.into(),
        organisation: words.into(),
        meeting: Some(Meeting {
            name: words.into(),
            on: date(2022, 9, 22),
        }),
        author: Some(Author {
            role: words.into(),
            contact: Some(running()),
        }),
        dated: date(2022, 9, 8),
        language: Language::english(),
        status_line: vec![words.into(), words.into()],
        facts: vec![Fact::new(words, running())],
        sections: vec![Section {
            anchor: anchor("s1"),
            heading: words.into(),
            blocks: blocks(words, &running),
        }],
        sources: vec![source()],
        background_papers: Some(vec![source()]),
        appendices: Some(vec![source()]),
        receipts: vec![Receipt {
            number: words.into(),
            facts: vec![Fact::new(words, running())],
            how_to_check: Some(running()),
        }],
        site: Some(Address::new("https://board.example").unwrap()),
    }
}

fn blocks(words: &str, running: &dyn Fn() -> Words) -> Vec<Block> {
    let list = |kind| {
        Block::List(List {
            kind,
            items: vec![running(), running()],
            origin: Origin::Recorded,
        })
    };
    vec![
        Block::Heading {
            anchor: anchor("h1"),
            words: words.into(),
        },
        Block::Paragraph(Paragraph::new(anchor("p1"), running())),
        Block::Paragraph(Paragraph {
            numbering: Numbering::Given(words.into()),
            ..Paragraph::new(anchor("p2"), running())
        }),
        list(ListKind::Points),
        list(ListKind::Steps),
        Block::Table(table("t1", words, running)),
        Block::Recommendations(vec![Recommendation {
            anchor: anchor("r1"),
            verbs: vec![Verb::Note],
            words: running(),
            decision: Decision::Decided(Decided {
                outcome: Outcome::AgreedAsAmended,
                on: date(2022, 9, 22),
                minute: Some(words.into()),
                words_as_decided: Some(words.into()),
            }),
            origin: Origin::Recorded,
        }]),
        Block::Figure(Figure {
            anchor: anchor("f1"),
            title: words.into(),
            alternative: words.into(),
            drawing: DRAWING.into(),
            narrow: Some(DRAWING.into()),
            table: table("ft1", words, running),
            origin: Origin::Recorded,
        }),
        Block::Note(Note {
            words: running(),
            origin: Origin::Recorded,
        }),
    ]
}

fn table(name: &str, words: &str, running: &dyn Fn() -> Words) -> Table {
    Table {
        anchor: anchor(name),
        caption: words.into(),
        columns: vec![
            Column::words(words),
            Column::figures(words),
            Column::words(words),
        ],
        rows: vec![
            Row {
                heading: running(),
                cells: vec![Cell::value(words), Cell::status(Tone::Worse, words)],
            },
            Row {
                heading: running(),
                cells: vec![Cell::Hidden, Cell::words(running())],
            },
            Row {
                heading: running(),
                cells: vec![Cell::Missing, Cell::NotAsked],
            },
            Row {
                heading: running(),
                cells: vec![Cell::NotApplicable, Cell::NotApplicable],
            },
        ],
        origin: Origin::Recorded,
    }
}
