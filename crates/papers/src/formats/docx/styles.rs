//! How a Word document looks: one style for each thing that a paper is made of.

use super::super::xml::Xml;
use super::WORD;

/// A paragraph style: its id and name, the style that it goes on from, and what it adds for paragraphs and for letters.
struct Style {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    paragraph: &'static str,
    letters: &'static str,
}

const STYLES: &[Style] = &[
    Style {
        id: "Heading1",
        name: "heading 1",
        based_on: "Normal",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:spacing w:before="120" w:after="240"/><w:outlineLvl w:val="0"/>"#,
        letters: r#"<w:b/><w:sz w:val="52"/>"#,
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        based_on: "Normal",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:spacing w:before="480" w:after="160"/><w:outlineLvl w:val="1"/>"#,
        letters: r#"<w:b/><w:sz w:val="34"/>"#,
    },
    Style {
        id: "Heading3",
        name: "heading 3",
        based_on: "Normal",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="2"/>"#,
        letters: r#"<w:b/><w:sz w:val="26"/>"#,
    },
    Style {
        id: "Kicker",
        name: "Kicker",
        based_on: "Normal",
        paragraph: r#"<w:spacing w:after="0"/>"#,
        letters: r#"<w:b/><w:color w:val="8A5A00"/><w:sz w:val="22"/>"#,
    },
    Style {
        id: "Fact",
        name: "Fact",
        based_on: "Normal",
        paragraph: r#"<w:spacing w:after="60"/>"#,
        letters: "",
    },
    Style {
        id: "ListParagraph",
        name: "List Paragraph",
        based_on: "Normal",
        paragraph: r#"<w:spacing w:after="80"/>"#,
        letters: "",
    },
    Style {
        id: "Caption",
        name: "caption",
        based_on: "Normal",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:spacing w:before="320" w:after="100"/>"#,
        letters: r#"<w:b/><w:sz w:val="22"/>"#,
    },
    Style {
        id: "FigureLine",
        name: "Figure",
        based_on: "Normal",
        paragraph: r#"<w:keepNext/><w:spacing w:after="60" w:line="240" w:lineRule="auto"/>"#,
        letters: "",
    },
    Style {
        id: "TableText",
        name: "Table Text",
        based_on: "Normal",
        paragraph: r#"<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>"#,
        letters: r#"<w:sz w:val="20"/>"#,
    },
    Style {
        id: "TableHeading",
        name: "Table Heading",
        based_on: "TableText",
        paragraph: "",
        letters: "<w:b/>",
    },
    Style {
        id: "Note",
        name: "Note",
        based_on: "Normal",
        paragraph: r#"<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="8A5A00"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="FAF0D9"/><w:spacing w:before="200" w:after="240"/><w:ind w:left="240"/>"#,
        letters: "",
    },
    Style {
        id: "Decision",
        name: "Decision",
        based_on: "Normal",
        paragraph: r#"<w:spacing w:after="200"/><w:ind w:left="720"/>"#,
        letters: r#"<w:color w:val="4A5552"/><w:sz w:val="21"/>"#,
    },
    Style {
        id: "Footer",
        name: "footer",
        based_on: "Normal",
        paragraph: r#"<w:tabs><w:tab w:val="right" w:pos="9060"/></w:tabs><w:spacing w:after="0"/>"#,
        letters: r#"<w:color w:val="4A5552"/><w:sz w:val="18"/>"#,
    },
];

/// The style sheet of a document in a language.
pub(super) fn sheet(language: &str) -> String {
    let mut xml = Xml::document();
    xml.open("w:styles", &[("xmlns:w", WORD)]);
    xml.raw(r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:color w:val="17211F"/><w:sz w:val="23"/><w:szCs w:val="23"/>"#);
    xml.empty(
        "w:lang",
        &[
            ("w:val", language),
            ("w:eastAsia", language),
            ("w:bidi", language),
        ],
    );
    xml.raw(r#"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>"#);
    xml.raw(r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#);
    for style in STYLES {
        xml.open(
            "w:style",
            &[("w:type", "paragraph"), ("w:styleId", style.id)],
        );
        xml.empty("w:name", &[("w:val", style.name)]);
        xml.empty("w:basedOn", &[("w:val", style.based_on)]);
        if style.id.starts_with("Heading") {
            xml.empty("w:next", &[("w:val", "Normal")]);
        }
        xml.raw("<w:qFormat/>");
        xml.open("w:pPr", &[]);
        xml.raw(style.paragraph);
        xml.close("w:pPr");
        xml.open("w:rPr", &[]);
        xml.raw(style.letters);
        xml.close("w:rPr");
        xml.close("w:style");
    }
    xml.raw(LETTERS_AND_TABLES);
    xml.close("w:styles");
    xml.finish()
}

const LETTERS_AND_TABLES: &str = concat!(
    r#"<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="14574F"/><w:u w:val="single"/></w:rPr></w:style>"#,
    r#"<w:style w:type="character" w:styleId="Illustrative"><w:name w:val="Illustrative"/><w:rPr><w:i/><w:color w:val="8A5A00"/></w:rPr></w:style>"#,
    r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#,
    r#"<w:style w:type="table" w:styleId="PaperTable"><w:name w:val="Paper Table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="D5CEBF"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5CEBF"/></w:tblBorders></w:tblPr>"#,
    r#"<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="17211F"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"#,
);
