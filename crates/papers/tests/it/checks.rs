//! What a paper must not go out with.

use papers::{Block, Cell, Decision, Numbering, Origin, Paragraph, Place, Problem, Words};

use crate::every_field::{anchor, paper_of};

fn figure_of(block: &mut Block) -> Option<&mut papers::Figure> {
    match block {
        Block::Figure(figure) => Some(figure),
        _ => None,
    }
}

fn table_of(block: &mut Block) -> Option<&mut papers::Table> {
    match block {
        Block::Table(table) => Some(table),
        _ => None,
    }
}

fn asked_of(block: &mut Block) -> Option<&mut Vec<papers::Recommendation>> {
    match block {
        Block::Recommendations(asked) => Some(asked),
        _ => None,
    }
}

#[test]
fn a_figure_without_alternative_text_is_refused() {
    let mut draft = paper_of("words");
    draft.sections[0]
        .blocks
        .iter_mut()
        .find_map(figure_of)
        .unwrap()
        .alternative = " ".into();
    assert_eq!(
        draft.check().unwrap_err().0,
        [Problem::NoAlternative {
            figure: anchor("f1")
        }]
    );
}

#[test]
fn every_fault_is_listed_at_once_with_its_place() {
    let mut draft = paper_of("words");
    draft.title = "\n".into();
    let section = &mut draft.sections[0];
    section.blocks.push(Block::Paragraph(Paragraph::new(
        anchor("p1"),
        Words::default().reference(anchor("gone")),
    )));
    let table = section.blocks.iter_mut().find_map(table_of).unwrap();
    table.rows[1].cells.push(Cell::Missing);
    let asked = section.blocks.iter_mut().find_map(asked_of).unwrap();
    asked[0].verbs.clear();
    let problems = draft.check().unwrap_err();
    assert_eq!(
        problems.0,
        [
            Problem::Blank {
                what: "the title",
                place: Place::Head
            },
            Problem::WrongNumberOfCells {
                table: anchor("t1"),
                row: 2,
                found: 4,
                expected: 3
            },
            Problem::NoVerb {
                recommendation: anchor("r1")
            },
            Problem::SameName(anchor("p1")),
            Problem::LostReference {
                place: Place::Part(anchor("p1")),
                to: anchor("gone")
            },
        ]
    );
    assert!(
        problems
            .to_string()
            .contains("row 2 of the table “t1” has 4 cells"),
        "{problems}"
    );
}

#[test]
fn a_reference_to_a_paragraph_without_a_number_is_refused() {
    let mut draft = paper_of("words");
    draft.sections[0].blocks.push(Block::Paragraph(Paragraph {
        numbering: Numbering::None,
        ..Paragraph::new(anchor("p9"), "A summary.")
    }));
    draft.sections[0]
        .blocks
        .push(Block::Paragraph(Paragraph::new(
            anchor("p10"),
            Words::default().reference(anchor("p9")),
        )));
    assert!(matches!(
        draft.check().unwrap_err().0[..],
        [Problem::LostReference { .. }]
    ));
}

#[test]
fn numbers_run_on_across_headings_and_a_given_number_moves_none() {
    let mut draft = paper_of("words");
    let mut second = draft.sections[0].clone();
    second.anchor = anchor("s2");
    second.blocks = vec![Block::Paragraph(Paragraph::new(anchor("p3"), "Next."))];
    draft.sections.push(second);
    let paper = draft.check().unwrap();
    let numbers: Vec<_> = ["p1", "p2", "p3", "t1", "f1", "r1", "s1"]
        .map(|name| paper.number(&anchor(name)))
        .into();
    assert_eq!(
        numbers,
        [
            Some("1"),
            Some("words"),
            Some("2"),
            Some("Table 1"),
            Some("Figure 1"),
            Some("1"),
            None
        ]
    );
}

#[test]
fn one_made_up_value_marks_the_paper() {
    let mut draft = paper_of("words");
    assert!(!draft.is_illustrative());
    let table = draft.sections[0]
        .blocks
        .iter_mut()
        .find_map(table_of)
        .unwrap();
    table.rows[0].cells[0] = Cell::Value {
        figure: "15.4%".into(),
        origin: Origin::Illustrative,
    };
    assert!(draft.is_illustrative());
    let paper = draft.check().unwrap();
    let html = papers::formats::html::fragment(&paper);
    let text = papers::formats::text::write(&paper);
    assert_eq!(
        html.matches("Illustrative</span>").count(),
        2,
        "the head and the cell"
    );
    assert!(
        text.contains("15.4% (illustrative)") && text.contains("made up"),
        "{text}"
    );
}

#[test]
fn a_state_of_a_recommendation_can_be_open_without_a_day() {
    let open = Decision::ToBeDecided { on: None };
    assert_eq!(
        (open.state().as_str(), open.particulars().as_str()),
        ("To be decided", "")
    );
}

#[test]
fn a_paper_that_was_kept_as_data_is_read_again_as_it_was() {
    let draft = paper_of("Words with “quotes” and <marks>");
    let kept = serde_json::to_string(&draft).unwrap();
    let read: papers::PaperDraft = serde_json::from_str(&kept).unwrap();
    assert_eq!(read, draft);
}

#[test]
fn kept_data_with_an_address_that_could_run_is_refused() {
    let kept = serde_json::to_string(&paper_of("words")).unwrap();
    let tampered = kept.replace("https://example.org/source", "javascript:alert(1)");
    assert_ne!(kept, tampered);
    assert!(serde_json::from_str::<papers::PaperDraft>(&tampered).is_err());
}
