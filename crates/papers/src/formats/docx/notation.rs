//! How lists and paragraphs are numbered, as Word's numbering part says it.

use super::super::xml::Xml;
use super::WORD;

/// The list that every numbered paragraph of a paper belongs to.
pub(super) const PARAGRAPHS: usize = 1;
/// The list of items with a round mark.
pub(super) const POINTS: usize = 2;
/// The list that every recommendation belongs to.
pub(super) const ASKED: usize = 3;
/// The first of the lists whose items are counted, each from 1.
pub(super) const FIRST_STEPS: usize = 4;

/// The part that declares every list; `steps` lists are counted each from 1.
pub(super) fn numbering(steps: usize) -> String {
    let mut xml = Xml::document();
    xml.open("w:numbering", &[("xmlns:w", WORD)]);
    for (list, format, words, left) in [
        (PARAGRAPHS, "decimal", "%1.", "720"),
        (POINTS, "bullet", "\u{2022}", "1080"),
        (ASKED, "decimal", "%1.", "720"),
        (FIRST_STEPS, "decimal", "%1.", "1080"),
    ] {
        xml.open("w:abstractNum", &[("w:abstractNumId", &list.to_string())]);
        xml.empty("w:multiLevelType", &[("w:val", "singleLevel")]);
        xml.open("w:lvl", &[("w:ilvl", "0")]);
        xml.empty("w:start", &[("w:val", "1")]);
        xml.empty("w:numFmt", &[("w:val", format)]);
        xml.empty("w:lvlText", &[("w:val", words)]);
        xml.empty("w:lvlJc", &[("w:val", "left")]);
        let hanging = if left == "720" { "720" } else { "360" };
        xml.open("w:pPr", &[]);
        xml.empty("w:ind", &[("w:left", left), ("w:hanging", hanging)]);
        xml.close("w:pPr");
        xml.close("w:lvl");
        xml.close("w:abstractNum");
    }
    for list in [PARAGRAPHS, POINTS, ASKED] {
        xml.open("w:num", &[("w:numId", &list.to_string())]);
        xml.empty("w:abstractNumId", &[("w:val", &list.to_string())]);
        xml.close("w:num");
    }
    for number in 0..steps {
        xml.open("w:num", &[("w:numId", &(FIRST_STEPS + number).to_string())]);
        xml.empty("w:abstractNumId", &[("w:val", &FIRST_STEPS.to_string())]);
        xml.open("w:lvlOverride", &[("w:ilvl", "0")]);
        xml.empty("w:startOverride", &[("w:val", "1")]);
        xml.close("w:lvlOverride");
        xml.close("w:num");
    }
    xml.close("w:numbering");
    xml.finish()
}
