//! The world that Typst sees: the design of the page, one paper's data, the type faces, and nothing else.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_kit::fonts::FontStore;

// Typst keeps every file name for as long as the process lives and has room for 65,535 of them, so every paper
// uses the same two.
static DESIGN: LazyLock<FileId> = LazyLock::new(|| file_named("paper.typ"));
static DATA: LazyLock<FileId> = LazyLock::new(|| file_named("paper.json"));

fn file_named(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a file name without a separator is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One paper, ready to be set.
pub(crate) struct Sheet<'a> {
    library: &'a LazyHash<Library>,
    fonts: &'a FontStore,
    design: Source,
    data: Bytes,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(library: &'a LazyHash<Library>, fonts: &'a FontStore, data: Vec<u8>) -> Self {
        let design = Source::new(*DESIGN, include_str!("paper.typ").into());
        Self {
            library,
            fonts,
            design,
            data: Bytes::new(data),
        }
    }
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.design.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.design.id() {
            Ok(self.design.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// There is no clock: a paper carries its own day.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
