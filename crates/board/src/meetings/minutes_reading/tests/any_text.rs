//! Any text at all: nothing panics, nothing is lost, and the time taken grows with the length alone.

use proptest::prelude::*;
use proptest::sample::select;

use super::nothing_is_lost;
use crate::meetings::minutes_reading::{Context, read};

/// Pieces that the reader looks for, to be put together in ways that no minutes have.
const PIECES: [&str; 44] = [
    "Action",
    "ACTION",
    "Actions",
    "action",
    ":",
    " – ",
    " - ",
    "\n",
    "\n\n",
    "\r",
    "\t",
    " ",
    " ",
    "|",
    "[",
    "]",
    "(",
    ")",
    "?",
    ".",
    ";",
    "12.5",
    "12.",
    "(a)",
    "(i)",
    "•",
    ">",
    "**",
    "JB",
    "The Chair",
    "to",
    "and",
    "by",
    "14 July 2022",
    "31/13/99",
    "the next meeting",
    "TBC",
    "Owner",
    "Due",
    "RESOLVED that",
    "Page 1 of 2",
    "asked whether",
    "the at",
    "Ŵyllt",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_from_any_pieces(pieces in prop::collection::vec(select(&PIECES[..]), 0..60)) {
        let text = pieces.concat();
        let reading = read(&text, &Context::default());
        prop_assert_eq!(nothing_is_lost(&text, &reading), Vec::<String>::new(), "{:?}", text);
    }

    #[test]
    fn nothing_is_lost_from_any_characters(text in "\\PC{0,200}|[\\s\\S]{0,200}") {
        let reading = read(&text, &Context::default());
        prop_assert_eq!(nothing_is_lost(&text, &reading), Vec::<String>::new(), "{:?}", text);
    }
}

/// Each piece over and over, as one line and as many. Were any step to look at the rest of the text
/// again and again, this would take hours.
#[test]
fn long_texts_are_read_in_one_pass() {
    const LENGTH: usize = 15_000;
    for piece in [
        "Action: ",
        "(Action: ",
        "[Action: JB ",
        "Action(",
        "Action – JB to write; ",
        "a: ",
        "by ",
        "by 14 July 2022 ",
        "the the ",
        "JB/",
        "1.",
        "12.5 The Chair asked why. ",
        "| a ",
        "a\t",
        "Owner: JB ",
        "> ",
        "**",
        "(",
        "and ",
        "RESOLVED that ",
        "? ",
        "Cllr ",
        "x",
    ] {
        let line = piece.repeat(LENGTH / piece.len());
        let lines = format!("{piece}\n").repeat(LENGTH / (piece.len() + 1));
        for text in [line, lines] {
            let reading = read(&text, &Context::default());
            assert!(reading.paragraphs.len() <= LENGTH, "{piece}");
        }
    }
}

#[test]
fn a_line_of_megabytes_is_one_paragraph() {
    const LENGTH: usize = 2_000_000;
    let text = format!("12.5 {}", "𝒜".repeat(LENGTH / 4));
    let reading = read(&text, &Context::default());
    assert_eq!((reading.paragraphs.len(), reading.actions.len()), (1, 0));
}

#[test]
fn empty_text_has_nothing_in_it() {
    for text in ["", "\n\n", " \u{A0}\t\r\n", "----\n____"] {
        assert_eq!(
            read(text, &Context::default()),
            super::super::Reading::default(),
            "{text:?}"
        );
    }
}
