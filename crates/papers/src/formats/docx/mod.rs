//! A Word document (Office Open XML), made to be read by everybody and gone on with by whoever edits it.
//!
//! Headings, captions and lists are real ones, so that a screen reader can list them; the header row of every table repeats
//! and is marked; every picture has its alternative text; title and language are set; space comes from styles and never from
//! empty paragraphs. The body is in `body.rs`, tables in `tables.rs`, how everything looks in `styles.rs`.

mod body;
mod notation;
mod pictures;
mod styles;
mod tables;

use super::NotWritten;
use super::package::pack;
use super::xml::Xml;
use crate::{Paper, plain};
use body::Body;
use notation::numbering;

pub use pictures::{Painter, Picture};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The paper as a Word document.
///
/// `painter` turns drawings into pictures. Without one, and for a drawing that it cannot paint, a figure is its title, the
/// words that say what it shows, and its table.
///
/// # Errors
/// [`NotWritten`] when the archive cannot be put together.
pub fn write(paper: &Paper, painter: Option<&dyn Painter>) -> Result<Vec<u8>, NotWritten> {
    let body = Body::of(paper, painter);
    let types = content_types(!body.pictures.is_empty());
    let core = core_properties(paper);
    let footer = footer(paper);
    let links = links_of_document(&body);
    let styles = styles::sheet(&paper.language.to_string());
    let numbering = numbering(body.numbered_lists);
    let text: [(&str, &str); 9] = [
        ("[Content_Types].xml", &types),
        ("_rels/.rels", PACKAGE_LINKS),
        ("docProps/core.xml", &core),
        ("word/document.xml", &body.document),
        ("word/_rels/document.xml.rels", &links),
        ("word/styles.xml", &styles),
        ("word/numbering.xml", &numbering),
        ("word/settings.xml", SETTINGS),
        ("word/footer1.xml", &footer),
    ];
    let names: Vec<String> = (1..=body.pictures.len())
        .map(|number| format!("word/media/picture{number}.png"))
        .collect();
    let pictures = names
        .iter()
        .zip(&body.pictures)
        .map(|(name, picture)| (name.as_str(), picture.png.as_slice()));
    let text = text.iter().map(|(name, part)| (*name, part.as_bytes()));
    pack(text.chain(pictures))
}

const PACKAGE_LINKS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    "</Relationships>",
);

/// Word of today, not one of the earlier ones that it can imitate.
const SETTINGS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>"#,
    "</w:settings>",
);

fn content_types(has_pictures: bool) -> String {
    const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut xml = Xml::document();
    xml.open(
        "Types",
        &[(
            "xmlns",
            "http://schemas.openxmlformats.org/package/2006/content-types",
        )],
    );
    let mut endings = vec![
        (
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("xml", "application/xml"),
    ];
    if has_pictures {
        endings.push(("png", "image/png"));
    }
    for (ending, kind) in endings {
        xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
    }
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("footer1", "footer"),
    ] {
        let name = format!("/word/{part}.xml");
        let kind = format!("{MAIN}.{kind}+xml");
        xml.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
    }
    xml.empty(
        "Override",
        &[
            ("PartName", "/docProps/core.xml"),
            (
                "ContentType",
                "application/vnd.openxmlformats-package.core-properties+xml",
            ),
        ],
    );
    xml.close("Types");
    xml.finish()
}

fn core_properties(paper: &Paper) -> String {
    let day = format!("{}T00:00:00Z", paper.dated);
    let language = paper.language.to_string();
    let mut xml = Xml::document();
    xml.open(
        "cp:coreProperties",
        &[
            (
                "xmlns:cp",
                "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            ),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.element("dc:title", &[], &paper.title);
    xml.element("dc:creator", &[], &paper.organisation);
    xml.element("dc:language", &[], &language);
    for moment in ["dcterms:created", "dcterms:modified"] {
        xml.element(moment, &[("xsi:type", "dcterms:W3CDTF")], &day);
    }
    xml.close("cp:coreProperties");
    xml.finish()
}

fn links_of_document(body: &Body<'_>) -> String {
    let mut xml = Xml::document();
    xml.open("Relationships", &[("xmlns", RELATIONSHIPS)]);
    for (id, part) in ["styles", "numbering", "settings"].iter().enumerate() {
        xml.empty(
            "Relationship",
            &[
                ("Id", &format!("rPart{id}")),
                ("Type", &format!("{OFFICE}/{part}")),
                ("Target", &format!("{part}.xml")),
            ],
        );
    }
    xml.empty(
        "Relationship",
        &[
            ("Id", "rFooter"),
            ("Type", &format!("{OFFICE}/footer")),
            ("Target", "footer1.xml"),
        ],
    );
    for number in 1..=body.pictures.len() {
        xml.empty(
            "Relationship",
            &[
                ("Id", &format!("rPicture{number}")),
                ("Type", &format!("{OFFICE}/image")),
                ("Target", &format!("media/picture{number}.png")),
            ],
        );
    }
    for (number, address) in (1..).zip(&body.addresses) {
        xml.empty(
            "Relationship",
            &[
                ("Id", &format!("rLink{number}")),
                ("Type", &format!("{OFFICE}/hyperlink")),
                ("Target", address),
                ("TargetMode", "External"),
            ],
        );
    }
    xml.close("Relationships");
    xml.finish()
}

/// Title and page number, at the foot of every page.
fn footer(paper: &Paper) -> String {
    let mut xml = Xml::document();
    xml.open("w:ftr", &[("xmlns:w", WORD)]);
    xml.raw(r#"<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">"#);
    xml.text(&plain(&paper.title));
    xml.raw("</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\">Page </w:t></w:r>");
    for (field, between) in [("PAGE", " of "), ("NUMPAGES", "")] {
        xml.open("w:fldSimple", &[("w:instr", field)]);
        xml.raw("<w:r><w:t>1</w:t></w:r></w:fldSimple>");
        if !between.is_empty() {
            xml.raw(r#"<w:r><w:t xml:space="preserve">"#);
            xml.text(between);
            xml.raw("</w:t></w:r>");
        }
    }
    xml.raw("</w:p></w:ftr>");
    xml.finish()
}
