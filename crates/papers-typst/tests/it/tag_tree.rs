//! Reads the tag tree and the bookmarks of a PDF as text.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

/// A printed file, opened to be read.
pub(crate) struct File(Pdf);

/// One tag.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tag {
    /// How deep it stands.
    pub(crate) depth: usize,
    /// Its role: `H1`, `TD`.
    pub(crate) role: String,
    /// Its own title, which headings have.
    pub(crate) title: Option<String>,
    /// Its alternative text.
    pub(crate) alternative: Option<String>,
    /// What a table heading heads: `Row`, `Column`.
    pub(crate) scope: Option<String>,
}

impl File {
    pub(crate) fn open(bytes: Vec<u8>) -> Self {
        Self(Pdf::new(bytes).unwrap())
    }

    /// The catalogue: language, marks, what the window shows.
    pub(crate) fn catalogue(&self) -> Dict<'_> {
        let xref = self.0.xref();
        xref.get::<Dict<'_>>(xref.root_id()).unwrap()
    }

    /// Every tag in reading order.
    pub(crate) fn tags(&self) -> Vec<Tag> {
        let root = self.catalogue().get::<Dict<'_>>("StructTreeRoot").unwrap();
        let mut tags = Vec::new();
        for tag in children(&root) {
            walk(&tag, 0, &mut tags);
        }
        tags
    }

    /// The titles of the bookmarks, in order, each with how deep it stands.
    pub(crate) fn bookmarks(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        if let Some(outlines) = self.catalogue().get::<Dict<'_>>("Outlines") {
            bookmarks(&outlines, 0, &mut found);
        }
        found
    }
}

fn bookmarks(parent: &Dict<'_>, depth: usize, found: &mut Vec<(usize, String)>) {
    let mut next = parent.get::<Dict<'_>>("First");
    while let Some(bookmark) = next {
        found.push((depth, text(&bookmark, "Title").unwrap()));
        bookmarks(&bookmark, depth + 1, found);
        next = bookmark.get::<Dict<'_>>("Next");
    }
}

fn walk(tag: &Dict<'_>, depth: usize, tags: &mut Vec<Tag>) {
    let Some(role) = tag.get::<Name<'_>>("S") else {
        return;
    };
    tags.push(Tag {
        depth,
        role: role.as_str().to_owned(),
        title: text(tag, "T"),
        alternative: text(tag, "Alt"),
        scope: attributes(tag)
            .iter()
            .find_map(|group| group.get::<Name<'_>>("Scope"))
            .map(|s| s.as_str().to_owned()),
    });
    for child in children(tag) {
        walk(&child, depth + 1, tags);
    }
}

/// Tags below a tag; marks of content and links have no role and are left out by `walk`.
fn children<'a>(tag: &Dict<'a>) -> Vec<Dict<'a>> {
    one_or_more(tag, "K")
}

fn attributes<'a>(tag: &Dict<'a>) -> Vec<Dict<'a>> {
    one_or_more(tag, "A")
}

fn one_or_more<'a>(tag: &Dict<'a>, key: &str) -> Vec<Dict<'a>> {
    if let Some(array) = tag.get::<Array<'a>>(key) {
        return array
            .iter::<Object<'a>>()
            .filter_map(Object::into_dict)
            .collect();
    }
    tag.get::<Dict<'a>>(key).into_iter().collect()
}

/// A text of the file: UTF-16 where it begins with a byte order mark, else UTF-8 or plain.
pub(crate) fn text(dict: &Dict<'_>, key: &str) -> Option<String> {
    let string = dict.get::<PdfString<'_>>(key)?;
    let bytes = string.as_bytes();
    Some(match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(utf16) => {
            let units: Vec<_> = utf16
                .chunks(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    })
}
