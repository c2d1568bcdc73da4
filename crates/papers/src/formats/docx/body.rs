//! The paper in reading order, as the main part of a Word document.

use std::collections::BTreeMap;

use super::super::ILLUSTRATIVE_NOTE;
use super::super::xml::Xml;
use super::notation::{ASKED, FIRST_STEPS, PARAGRAPHS, POINTS};
use super::{OFFICE, Painter, Picture, WORD, tables};
use crate::{
    Address, Anchor, Block, Fact, Figure, List, ListKind, Numbering, Origin, Paper, Paragraph,
    Receipt, Recommendation, Run, Source, Words, plain,
};

/// English metric units, in which drawings are measured, to a millimetre.
const PER_MILLIMETRE: u64 = 36_000;
/// How wide and how high a picture may be, in millimetres.
const PICTURE: (u64, u64) = (160, 215);

/// How a stretch of letters looks.
#[derive(Clone, Copy)]
pub(super) enum Look {
    Plain,
    Strong,
    Link,
    Illustrative,
}

/// A document being written, and what its other parts must hold for it.
pub(super) struct Body<'a> {
    pub(super) document: String,
    pub(super) pictures: Vec<Picture>,
    /// Addresses that lead out of the document, in the order of their relationships.
    pub(super) addresses: Vec<String>,
    /// How many lists are counted from 1.
    pub(super) numbered_lists: usize,
    pub(super) xml: Xml,
    pub(super) paper: &'a Paper,
    painter: Option<&'a dyn Painter>,
    /// Bookmarks by the part that they stand at. Word wants short names, so they are numbered.
    marks: BTreeMap<Anchor, usize>,
}

impl<'a> Body<'a> {
    /// Writes the whole paper.
    pub(super) fn of(paper: &'a Paper, painter: Option<&'a dyn Painter>) -> Self {
        let mut body = Self {
            document: String::new(),
            pictures: Vec::new(),
            addresses: Vec::new(),
            numbered_lists: 0,
            xml: Xml::document(),
            paper,
            painter,
            marks: BTreeMap::new(),
        };
        body.xml.open(
            "w:document",
            &[
                ("xmlns:w", WORD),
                ("xmlns:r", OFFICE),
                (
                    "xmlns:wp",
                    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
                ),
                (
                    "xmlns:a",
                    "http://schemas.openxmlformats.org/drawingml/2006/main",
                ),
                (
                    "xmlns:pic",
                    "http://schemas.openxmlformats.org/drawingml/2006/picture",
                ),
            ],
        );
        body.xml.open("w:body", &[]);
        body.head();
        for section in &paper.sections {
            body.heading("Heading2", Some(&section.anchor), &section.heading);
            for block in &section.blocks {
                body.block(block);
            }
        }
        for (heading, sources) in paper.end_lists() {
            body.heading("Heading2", None, heading);
            body.sources(sources);
        }
        for receipt in &paper.receipts {
            body.receipt(receipt);
        }
        body.xml.raw(concat!(
            r#"<w:sectPr><w:footerReference w:type="default" r:id="rFooter"/><w:pgSz w:w="11906" w:h="16838"/>"#,
            r#"<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>"#,
        ));
        body.xml.close("w:body");
        body.xml.close("w:document");
        body.document = std::mem::take(&mut body.xml).finish();
        body
    }

    fn head(&mut self) {
        let paper = self.paper;
        self.line("Kicker", None, |body| {
            body.run(&paper.organisation, Look::Plain);
            for part in &paper.status_line {
                body.run(" · ", Look::Plain);
                body.run(part, Look::Plain);
            }
        });
        self.heading("Heading1", None, &paper.title);
        if paper.is_illustrative() {
            self.line("Note", None, |body| {
                body.run(ILLUSTRATIVE_NOTE, Look::Plain);
            });
        }
        self.facts(&paper.head());
    }

    fn heading(&mut self, style: &str, anchor: Option<&Anchor>, words: &str) {
        self.line(style, None, |body| {
            if let Some(anchor) = anchor {
                body.mark(anchor);
            }
            body.run(words, Look::Plain);
        });
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { anchor, words } => self.heading("Heading3", Some(anchor), words),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::List(list) => self.list(list),
            Block::Table(table) => {
                let name = self.paper.number(&table.anchor).unwrap_or_default();
                tables::captioned(self, table, name);
            }
            Block::Recommendations(asked) => {
                for one in asked {
                    self.recommendation(one);
                }
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Note(note) => self.line("Note", None, |body| {
                body.words(&note.words);
                body.origin(note.origin);
            }),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let given = match &paragraph.numbering {
            Numbering::Given(number) => Some(format!("{}.", plain(number))),
            Numbering::Next | Numbering::None => None,
        };
        let list = (paragraph.numbering == Numbering::Next).then_some(PARAGRAPHS);
        self.open_line("Normal", list, given.is_some());
        self.mark(&paragraph.anchor);
        if let Some(number) = given {
            self.run(&number, Look::Plain);
            self.xml.raw("<w:r><w:tab/></w:r>");
        }
        self.words(&paragraph.words);
        self.origin(paragraph.origin);
        self.xml.close("w:p");
    }

    fn list(&mut self, list: &List) {
        let number = match list.kind {
            ListKind::Points => POINTS,
            ListKind::Steps => {
                self.numbered_lists += 1;
                FIRST_STEPS + self.numbered_lists - 1
            }
        };
        for item in &list.items {
            self.line("ListParagraph", Some(number), |body| {
                body.words(item);
                body.origin(list.origin);
            });
        }
    }

    fn recommendation(&mut self, one: &Recommendation) {
        self.line("Normal", Some(ASKED), |body| {
            body.mark(&one.anchor);
            body.run(&one.verbs_in_words(), Look::Strong);
            body.run(" ", Look::Plain);
            body.words(&one.words);
            body.origin(one.origin);
        });
        self.line("Decision", None, |body| {
            body.run(&one.decision.state(), Look::Strong);
            body.run(&format!(" {}", one.decision.particulars()), Look::Plain);
        });
    }

    fn figure(&mut self, figure: &Figure) {
        let paper = self.paper;
        let name = paper.number(&figure.anchor).unwrap_or_default();
        self.line("Caption", None, |body| {
            body.mark(&figure.anchor);
            body.run(&format!("{name}. "), Look::Plain);
            body.run(&figure.title, Look::Plain);
            body.origin(figure.origin);
        });
        let painted = self.painter.and_then(|it| it.paint(&figure.drawing));
        match painted {
            Some(picture) => {
                self.picture(&picture, name, &figure.alternative);
                self.pictures.push(picture);
            }
            None => self.line("FigureLine", None, |body| {
                body.run(&figure.alternative, Look::Plain);
            }),
        }
        tables::captioned(self, &figure.table, &format!("The figures behind {name}"));
    }

    fn picture(&mut self, picture: &Picture, name: &str, alternative: &str) {
        let number = (self.pictures.len() + 1).to_string();
        let (width, height) = size(picture.width, picture.height);
        let (width, height) = (width.to_string(), height.to_string());
        self.line("FigureLine", None, |body| {
            let xml = &mut body.xml;
            xml.raw(r#"<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">"#);
            xml.empty("wp:extent", &[("cx", &width), ("cy", &height)]);
            xml.empty(
                "wp:docPr",
                &[("id", &number), ("name", name), ("descr", alternative)],
            );
            xml.raw(r#"<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>"#);
            xml.empty("pic:cNvPr", &[("id", &number), ("name", name)]);
            xml.raw("<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>");
            xml.empty("a:blip", &[("r:embed", &format!("rPicture{number}"))]);
            xml.raw(r#"<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>"#);
            xml.empty("a:ext", &[("cx", &width), ("cy", &height)]);
            xml.raw(r#"</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#);
        });
    }

    fn sources(&mut self, sources: &[Source]) {
        if sources.is_empty() {
            self.line("Normal", None, |body| body.run("None", Look::Plain));
        }
        for source in sources {
            self.line("ListParagraph", Some(POINTS), |body| {
                match &source.address {
                    Some(address) => body.link(&source.title, address),
                    None => body.run(&source.title, Look::Plain),
                }
                if let Some(particulars) = &source.particulars {
                    body.run(". ", Look::Plain);
                    body.run(particulars, Look::Plain);
                }
            });
        }
    }

    fn receipt(&mut self, receipt: &Receipt) {
        let heading = format!("Receipt {}", plain(&receipt.number));
        self.heading("Heading3", None, &heading);
        self.facts(&receipt.facts);
        if let Some(words) = &receipt.how_to_check {
            self.line("Fact", None, |body| body.words(words));
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.line("Fact", None, |body| {
                body.run(&fact.name, Look::Strong);
                body.run(": ", Look::Strong);
                body.words(&fact.words);
            });
        }
    }

    /// A paragraph in a style, an item of a list where one is named.
    pub(super) fn line(
        &mut self,
        style: &str,
        list: Option<usize>,
        content: impl FnOnce(&mut Self),
    ) {
        self.open_line(style, list, false);
        content(self);
        self.xml.close("w:p");
    }

    fn open_line(&mut self, style: &str, list: Option<usize>, hangs: bool) {
        let xml = &mut self.xml;
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.empty("w:pStyle", &[("w:val", style)]);
        if let Some(list) = list {
            xml.raw(r#"<w:numPr><w:ilvl w:val="0"/>"#);
            xml.empty("w:numId", &[("w:val", &list.to_string())]);
            xml.raw("</w:numPr>");
        }
        if hangs {
            xml.raw(r#"<w:ind w:left="720" w:hanging="720"/>"#);
        }
        xml.close("w:pPr");
    }

    /// Running text.
    pub(super) fn words(&mut self, words: &Words) {
        let paper = self.paper;
        for run in words.runs() {
            match run {
                Run::Plain(words) => self.run(words, Look::Plain),
                Run::Strong(words) => self.run(words, Look::Strong),
                Run::Link { words, to } => self.link(words, to),
                Run::Reference(to) => {
                    let mark = mark_name(self.number_of_mark(to));
                    self.xml.open("w:hyperlink", &[("w:anchor", &mark)]);
                    self.run(paper.name_in_a_sentence(to), Look::Link);
                    self.xml.close("w:hyperlink");
                }
            }
        }
    }

    /// A stretch of letters.
    pub(super) fn run(&mut self, words: &str, look: Look) {
        let xml = &mut self.xml;
        xml.open("w:r", &[]);
        xml.raw(match look {
            Look::Plain => "",
            Look::Strong => "<w:rPr><w:b/></w:rPr>",
            Look::Link => r#"<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>"#,
            Look::Illustrative => r#"<w:rPr><w:rStyle w:val="Illustrative"/></w:rPr>"#,
        });
        xml.element("w:t", &[("xml:space", "preserve")], words);
        xml.close("w:r");
    }

    /// The mark on anything made up; nothing for the rest.
    pub(super) fn origin(&mut self, origin: Origin) {
        if origin.is_illustrative() {
            self.run(" (illustrative)", Look::Illustrative);
        }
    }

    /// A link, or only its words where the address would lead nowhere.
    fn link(&mut self, words: &str, to: &Address) {
        let Some(address) = to.seen_from_outside(self.paper.site.as_ref()) else {
            self.run(words, Look::Plain);
            return;
        };
        let known = self.addresses.iter().position(|held| *held == address);
        let number = known.map_or_else(
            || {
                self.addresses.push(address);
                self.addresses.len()
            },
            |index| index + 1,
        );
        self.xml
            .open("w:hyperlink", &[("r:id", &format!("rLink{number}"))]);
        self.run(words, Look::Link);
        self.xml.close("w:hyperlink");
    }

    /// The place that references to a part lead to.
    pub(super) fn mark(&mut self, anchor: &Anchor) {
        let number = self.number_of_mark(anchor);
        let id = number.to_string();
        self.xml.empty(
            "w:bookmarkStart",
            &[("w:id", &id), ("w:name", &mark_name(number))],
        );
        self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
    }

    fn number_of_mark(&mut self, anchor: &Anchor) -> usize {
        let next = self.marks.len() + 1;
        *self.marks.entry(anchor.clone()).or_insert(next)
    }
}

fn mark_name(number: usize) -> String {
    format!("part_{number}")
}

/// A picture as wide as the text, or as high as the page where that would be too high, in English metric units.
fn size(width: u32, height: u32) -> (u64, u64) {
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (most_wide, most_high) = (PICTURE.0 * PER_MILLIMETRE, PICTURE.1 * PER_MILLIMETRE);
    let high = most_wide * height / width;
    if high <= most_high {
        (most_wide, high)
    } else {
        (most_high * width / height, most_high)
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_picture_keeps_its_shape_and_stays_on_the_page() {
        assert_eq!(size(1_600, 800), (5_760_000, 2_880_000));
        assert_eq!(size(100, 1_000), (774_000, 7_740_000));
        assert_eq!(size(0, 0), (5_760_000, 5_760_000));
    }
}
