//! Plain text as somebody pastes it.

use jiff::civil::date;
use papers::formats::text;
use papers::{
    Author, Block, Cell, Column, Decision, Fact, Language, List, ListKind, Meeting, Origin,
    PaperDraft, Paragraph, Recommendation, Row, Section, Table, Tone, Verb, Words,
};

use crate::every_field::{anchor, paper_of};

fn report() -> PaperDraft {
    PaperDraft {
        title: "Progress on each outcome".into(),
        organisation: "Hackney Health and Wellbeing Board".into(),
        meeting: Some(Meeting {
            name: "Hackney Health and Wellbeing Board".into(),
            on: date(2022, 9, 22),
        }),
        author: Some(Author {
            role: "Public health strategist".into(),
            contact: None,
        }),
        dated: date(2022, 9, 8),
        language: Language::english(),
        status_line: vec!["Item 5".into(), "Open to the public".into()],
        facts: vec![Fact::new("Money", "None sought")],
        sections: vec![
            Section {
                anchor: anchor("asked"),
                heading: "What the board is asked to do".into(),
                blocks: vec![Block::Recommendations(vec![Recommendation {
                    anchor: anchor("r1"),
                    verbs: vec![Verb::Consider, Verb::Approve],
                    words: Words::from("a date for the action left open, as set out in ")
                        .reference(anchor("p1"))
                        .plain("."),
                    decision: Decision::ToBeDecided {
                        on: Some(date(2022, 9, 22)),
                    },
                    origin: Origin::Recorded,
                }])],
            },
            Section {
                anchor: anchor("partners"),
                heading: "What partners told us".into(),
                blocks: vec![
                    Block::Paragraph(Paragraph::new(
                        anchor("p1"),
                        "We sent 44 requests on 1 July and have 38 answers. Two of the five lead partners did not \
                         answer, and both were asked twice more.",
                    )),
                    Block::List(List {
                        kind: ListKind::Points,
                        items: vec!["Eastside Housing".into(), "Canal Trust Hospital".into()],
                        origin: Origin::Illustrative,
                    }),
                    Block::Table(Table {
                        anchor: anchor("t1"),
                        caption: "Progress, summer quarter 2022".into(),
                        columns: vec![
                            Column::words("Outcome"),
                            Column::figures("Latest"),
                            Column::words("Verdict"),
                        ],
                        rows: vec![
                            Row {
                                heading: "Fewer adults smoke".into(),
                                cells: vec![
                                    Cell::value("15.4%"),
                                    Cell::status(Tone::Waiting, "Behind"),
                                ],
                            },
                            Row {
                                heading: "More people online".into(),
                                cells: vec![Cell::Missing, Cell::NotAsked],
                            },
                        ],
                        origin: Origin::Recorded,
                    }),
                ],
            },
        ],
        sources: Vec::new(),
        background_papers: Some(Vec::new()),
        appendices: None,
        receipts: Vec::new(),
        site: None,
    }
}

#[test]
fn a_report_reads_well_without_any_formatting() {
    let expected = "\
Hackney Health and Wellbeing Board
Item 5 - Open to the public

Progress on each outcome
########################

Parts of this paper marked as illustrative are made up to show how it looks.

Meeting: Hackney Health and Wellbeing Board, 22 September 2022
Author: Public health strategist
Date of this version: 8 September 2022
Money: None sought

What the board is asked to do
=============================

1.   Consider and approve a date for the action left open, as set out in
     paragraph 1.
     [To be decided on 22 September 2022]

What partners told us
=====================

1.   We sent 44 requests on 1 July and have 38 answers. Two of the five lead
     partners did not answer, and both were asked twice more.

     -   Eastside Housing (illustrative)
     -   Canal Trust Hospital (illustrative)

Table 1. Progress, summer quarter 2022

  Outcome: Fewer adults smoke
     Latest: 15.4%
     Verdict: Behind
  Outcome: More people online
     Latest: Missing
     Verdict: Not asked

Background papers
=================

     None

";
    assert_eq!(text::write(&report().check().unwrap()), expected);
}

#[test]
fn lines_keep_to_the_width_unless_one_word_is_longer() {
    let long = "w".repeat(200);
    let words = format!(
        "a sentence of many short words that goes on and on {long} and then on again for a while"
    );
    let written = text::write(&paper_of(&words).check().unwrap());
    for line in written.lines() {
        assert!(line.chars().count() <= 76 || line.contains(&long), "{line}");
    }
}
