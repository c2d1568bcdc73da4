//! What the tests of office files share: the parts of an archive as text.

use std::io::{Cursor, Read};

use papers::formats::docx::{Painter, Picture};

/// The text of a part of an office file.
pub(crate) fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The names of its parts.
pub(crate) fn names(file: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

/// Paints every drawing as the same few bytes.
pub(crate) struct OnePicture;

impl Painter for OnePicture {
    fn paint(&self, _drawing: &str) -> Option<Picture> {
        Some(Picture {
            png: b"picture".to_vec(),
            width: 60,
            height: 20,
        })
    }
}
