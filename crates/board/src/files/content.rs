use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::picture_location::tells_where;
use crate::vocabulary::words;

words! {
    /// What may be attached, by the name that browsers know.
    pub enum MediaType {
        /// PDF.
        Pdf = "application/pdf",
        /// A document of Word.
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        /// A workbook of Excel.
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        /// A text of LibreOffice.
        Odt = "application/vnd.oasis.opendocument.text",
        /// A workbook of LibreOffice.
        Ods = "application/vnd.oasis.opendocument.spreadsheet",
        /// A table as text.
        Csv = "text/csv",
        /// Text.
        Text = "text/plain",
        /// A picture without loss.
        Png = "image/png",
        /// A photograph.
        Jpeg = "image/jpeg",
    }
}

impl MediaType {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word document",
            Self::Xlsx => "Excel workbook",
            Self::Odt => "OpenDocument text",
            Self::Ods => "OpenDocument spreadsheet",
            Self::Csv => "CSV",
            Self::Text => "plain text",
            Self::Png => "PNG picture",
            Self::Jpeg => "JPEG photograph",
        }
    }

    /// How a file of it ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Csv => "csv",
            Self::Text => "txt",
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }
}

/// Largest file that may be attached, in bytes.
pub const MOST_BYTES: usize = 25 * 1024 * 1024;
/// How large an office document may become when it is unpacked. A small one can be made that fills any memory.
const MOST_UNPACKED: u64 = 150 * 1024 * 1024;
/// Most bytes of the words of a text that are kept to be searched.
const MOST_WORDS: usize = 1024 * 1024;

/// What is allowed, in a sentence.
const ALLOWED: &str = "PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), CSV, plain text (.txt), PNG or JPEG";

/// Why a file cannot be attached, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// Nothing in it.
    #[error("the file is empty; choose another")]
    Empty,
    /// Larger than [`MOST_BYTES`].
    #[error(
        "the file is larger than 25 MB; save its pictures smaller, or split it and attach the parts"
    )]
    TooLarge,
    /// Nothing that may be attached.
    #[error("a file of this sort cannot be attached; save it as {ALLOWED}")]
    NotAllowed,
    /// Text in another encoding.
    #[error("the text is not in UTF-8; save it again as “Plain text, UTF-8” or “CSV UTF-8”")]
    NotUtf8,
    /// An office document that cannot be opened.
    #[error("the document is damaged or locked with a password; save it again without, or as PDF")]
    Damaged,
    /// An office document that fills the memory of whoever opens it.
    #[error(
        "the document unpacks to more than 150 MB; save its pictures smaller, or save it as PDF"
    )]
    UnpacksTooLarge,
    /// An office document that runs something when it is opened.
    #[error("the document holds macros, which run when it is opened; save it without, as {0}")]
    Macros(&'static str),
    /// A picture that says where it was taken.
    #[error(
        "{0} says where it was taken, which can name somebody’s home; remove the location (Windows: Properties, Details, \
         Remove properties; or take a screenshot of it) and attach that"
    )]
    TellsWhere(&'static str),
}

/// A file that may be attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub(super) media_type: MediaType,
    pub(super) bytes: Vec<u8>,
    /// The words of a text in small letters, to be searched.
    pub(super) words: Option<String>,
}

impl Content {
    /// Looks into a file. What it is, its bytes decide; the name only tells a table from other text.
    pub fn read(name: &str, bytes: Vec<u8>) -> Result<Self, ContentError> {
        if bytes.is_empty() {
            return Err(ContentError::Empty);
        }
        if bytes.len() > MOST_BYTES {
            return Err(ContentError::TooLarge);
        }
        let media_type = media_type_of(name, &bytes)?;
        let is_picture = matches!(media_type, MediaType::Png | MediaType::Jpeg);
        if is_picture && tells_where(&bytes) {
            return Err(ContentError::TellsWhere("this picture"));
        }
        let words = match media_type {
            MediaType::Csv | MediaType::Text => {
                let text = String::from_utf8_lossy(&bytes);
                let end = text.floor_char_boundary(MOST_WORDS.min(text.len()));
                text.get(..end)
                    .map(|words| words.trim_start_matches('\u{feff}').to_lowercase())
            }
            _ => None,
        };
        Ok(Self {
            media_type,
            bytes,
            words,
        })
    }
}

fn media_type_of(name: &str, bytes: &[u8]) -> Result<MediaType, ContentError> {
    let starts: [(&[u8], MediaType); 3] = [
        (b"%PDF-", MediaType::Pdf),
        (b"\x89PNG\r\n\x1a\n", MediaType::Png),
        (b"\xff\xd8\xff", MediaType::Jpeg),
    ];
    if let Some((_, known)) = starts.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Ok(*known);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office_document(bytes);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => text(bytes, MediaType::Csv),
        Some("txt" | "text") => text(bytes, MediaType::Text),
        _ => Err(ContentError::NotAllowed),
    }
}

/// Text holds letters, and no web page: whoever saved one under another name meant to be read by a browser.
fn text(bytes: &[u8], media_type: MediaType) -> Result<MediaType, ContentError> {
    let utf_16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let Ok(text) = std::str::from_utf8(bytes) else {
        let is_binary = bytes.contains(&0) && !utf_16;
        return Err(if is_binary {
            ContentError::NotAllowed
        } else {
            ContentError::NotUtf8
        });
    };
    let is_sign =
        |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\x0c');
    let begins_as_page = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<');
    if text.contains(is_sign) || begins_as_page {
        return Err(ContentError::NotAllowed);
    }
    Ok(media_type)
}

/// Word, Excel and LibreOffice keep a document as an archive of its parts. All of it is unpacked once, to nowhere, because
/// what an archive says of its own size cannot be trusted; its pictures are looked at on the way.
fn office_document(bytes: &[u8]) -> Result<MediaType, ContentError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ContentError::Damaged)?;
    let media_type = sort_of(&mut archive)?;
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| ContentError::Damaged)?;
        let name = file
            .name()
            .map_err(|_| ContentError::Damaged)?
            .to_ascii_lowercase();
        if name.ends_with("vbaproject.bin") || name.starts_with("basic/") {
            return Err(ContentError::Macros(media_type.name()));
        }
        let mut file = file.take(left);
        let unpacked = if [".jpg", ".jpeg", ".png"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            let mut picture = Vec::new();
            file.read_to_end(&mut picture)
                .map_err(|_| ContentError::Damaged)?;
            if tells_where(&picture) {
                return Err(ContentError::TellsWhere("a picture in this document"));
            }
            picture.len() as u64
        } else {
            io::copy(&mut file, &mut io::sink()).map_err(|_| ContentError::Damaged)?
        };
        left -= unpacked;
        if left == 0 {
            return Err(ContentError::UnpacksTooLarge);
        }
    }
    Ok(media_type)
}

fn sort_of(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<MediaType, ContentError> {
    for (part, media_type) in [
        ("word/document.xml", MediaType::Docx),
        ("xl/workbook.xml", MediaType::Xlsx),
    ] {
        if archive.index_for_name(part).is_some()
            && archive.index_for_name("[Content_Types].xml").is_some()
        {
            return Ok(media_type);
        }
    }
    let Ok(file) = archive.by_name("mimetype") else {
        return Err(ContentError::NotAllowed);
    };
    let mut said = String::new();
    file.take(100)
        .read_to_string(&mut said)
        .map_err(|_| ContentError::Damaged)?;
    [MediaType::Odt, MediaType::Ods]
        .into_iter()
        .find(|known| known.as_str() == said.trim())
        .ok_or(ContentError::NotAllowed)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail loudly")]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::super::picture_location::tests::photograph;
    use super::*;

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn sort(name: &str, bytes: &[u8]) -> Result<MediaType, ContentError> {
        Content::read(name, bytes.to_vec()).map(|content| content.media_type)
    }

    const WORD: (&str, &[u8]) = ("word/document.xml", b"<w/>");
    const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");

    #[test]
    fn a_file_is_what_its_bytes_say_whatever_it_is_called() {
        let writer = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
        let calc = archive(&[(
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        )]);
        for (name, bytes, media_type) in [
            ("paper.exe", &b"%PDF-1.7"[..], MediaType::Pdf),
            ("x", b"\x89PNG\r\n\x1a\nrest", MediaType::Png),
            ("photo.pdf", b"\xff\xd8\xff\xe0rest", MediaType::Jpeg),
            ("a.zip", &archive(&[TYPES, WORD]), MediaType::Docx),
            (
                "a.xlsx",
                &archive(&[("xl/workbook.xml", b"<x/>"), TYPES]),
                MediaType::Xlsx,
            ),
            ("a.odt", &writer, MediaType::Odt),
            ("a.ods", &calc, MediaType::Ods),
            ("a.CSV", b"ward,rate\n", MediaType::Csv),
            ("a.txt", "Café".as_bytes(), MediaType::Text),
        ] {
            assert_eq!(sort(name, bytes), Ok(media_type), "{name}");
        }
    }

    #[test]
    fn what_is_not_on_the_list_is_refused() {
        for (name, bytes) in [
            ("a.html", &b"<!doctype html><script>"[..]),
            ("a.txt", b" <svg onload=x>"),
            ("a.txt", b"MZ\x90\0\x03"),
            ("a.exe", b"MZ"),
            ("letter", b"Dear board"),
            ("a.zip", &archive(&[("payload.js", b"run()")])),
            ("a.txt", b"one\x1b[2Jtwo"),
        ] {
            assert_eq!(
                sort(name, bytes),
                Err(ContentError::NotAllowed),
                "{name} {bytes:?}"
            );
        }
        assert_eq!(sort("a.txt", b""), Err(ContentError::Empty));
        assert_eq!(sort("a.csv", b"Caf\xe9"), Err(ContentError::NotUtf8));
        assert_eq!(sort("a.csv", b"\xff\xfea\0"), Err(ContentError::NotUtf8));
        assert_eq!(sort("a.docx", b"PK\x03\x04cut"), Err(ContentError::Damaged));
        let large = vec![b'a'; MOST_BYTES + 1];
        assert_eq!(Content::read("a.txt", large), Err(ContentError::TooLarge));
    }

    #[test]
    fn a_document_that_runs_something_or_fills_the_memory_is_refused() {
        let macros = archive(&[TYPES, WORD, ("word/vbaProject.bin", b"Sub AutoOpen")]);
        assert_eq!(
            sort("a.docx", &macros),
            Err(ContentError::Macros("Word document"))
        );
        let zeroes = vec![0; 40 * 1024 * 1024];
        let bomb = archive(&[
            TYPES,
            WORD,
            ("a", &zeroes),
            ("b", &zeroes),
            ("c", &zeroes),
            ("d", &zeroes),
        ]);
        assert!(bomb.len() < 1024 * 1024);
        assert_eq!(sort("a.docx", &bomb), Err(ContentError::UnpacksTooLarge));
    }

    #[test]
    fn a_picture_that_tells_where_it_was_taken_is_refused_wherever_it_is() {
        assert_eq!(
            sort("kitchen.jpg", &photograph(2)),
            Err(ContentError::TellsWhere("this picture"))
        );
        let inside = archive(&[TYPES, WORD, ("word/media/image1.jpeg", &photograph(2))]);
        assert_eq!(
            sort("a.docx", &inside),
            Err(ContentError::TellsWhere("a picture in this document"))
        );
        assert_eq!(sort("hall.jpg", &photograph(0)), Ok(MediaType::Jpeg));
    }

    #[test]
    fn every_refusal_says_what_to_do() {
        for refusal in [
            ContentError::Empty,
            ContentError::TooLarge,
            ContentError::NotAllowed,
            ContentError::NotUtf8,
            ContentError::Damaged,
            ContentError::UnpacksTooLarge,
            ContentError::Macros("PDF"),
            ContentError::TellsWhere("this picture"),
        ] {
            assert!(refusal.to_string().contains(';'), "{refusal}");
        }
    }

    #[test]
    fn the_words_of_a_text_are_kept_to_be_searched() {
        let read = Content::read("a.txt", "\u{feff}Damp homes".into()).unwrap();
        assert_eq!(read.words.as_deref(), Some("damp homes"));
        let long = Content::read("a.txt", "é".repeat(MOST_WORDS).into()).unwrap();
        assert!(long.words.unwrap().len() <= MOST_WORDS);
        assert_eq!(
            Content::read("a", b"%PDF-1.7".to_vec()).unwrap().words,
            None
        );
    }
}
