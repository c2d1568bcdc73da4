//! Turns a paper into PDF/UA-1.

use std::collections::BTreeSet;

use papers::Paper;
use papers::formats::docx::Painter;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::painter::DotPainter;
use crate::readable::Readable;
use crate::sheet::Sheet;
use crate::{fonts, view};

/// How many printings a remembered part of a layout outlives.
const REMEMBERED_PRINTINGS: usize = 10;

/// Prints papers. Making one loads the type faces; keep it and share it.
pub struct Printer {
    library: LazyHash<Library>,
    fonts: FontStore,
    painter: DotPainter,
}

/// A printed paper.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file. The same paper always gives the same bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that no type face here can draw; each is printed as a replacement mark.
    pub not_shown: BTreeSet<char>,
}

/// Why a paper could not be printed. A checked paper should never meet one: report it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PrintProblem {
    /// The paper could not be laid out.
    #[error("the paper could not be laid out: {}", .0.join("; "))]
    NotLaidOut(Vec<String>),
    /// The layout does not meet PDF/UA-1.
    #[error("the paper does not meet PDF/UA-1: {}", .0.join("; "))]
    NotAccessible(Vec<String>),
}

impl Default for Printer {
    fn default() -> Self {
        Self::new()
    }
}

impl Printer {
    /// A printer with every type face that was built in.
    #[must_use]
    pub fn new() -> Self {
        // The extras are the row headings of tables.
        let features = std::iter::once(Feature::A11yExtras).collect();
        let library = LazyHash::new(Library::builder().with_features(features).build());
        Self {
            library,
            fonts: fonts::store(),
            painter: DotPainter::new(),
        }
    }

    /// Whoever paints drawings with the same type faces.
    #[must_use]
    pub fn painter(&self) -> &dyn Painter {
        &self.painter
    }

    /// Prints a paper as PDF/UA-1.
    pub fn print(&self, paper: &Paper) -> Result<Pdf, PrintProblem> {
        let laid_out = self.lay_out(paper);
        let printed = laid_out.and_then(|(document, not_shown)| {
            let bytes = typst_pdf::pdf(&document, &options())
                .map_err(|problems| PrintProblem::NotAccessible(messages(&problems)))?;
            Ok(Pdf {
                bytes,
                pages: document.pages().len(),
                not_shown,
            })
        });
        // Typst remembers layouts for as long as the process lives; a server would grow with every paper.
        comemo::evict(REMEMBERED_PRINTINGS);
        printed
    }

    fn lay_out(&self, paper: &Paper) -> Result<(PagedDocument, BTreeSet<char>), PrintProblem> {
        let mut readable = Readable::new(&self.fonts);
        let data = view::of(paper, &mut readable).to_string().into_bytes();
        let sheet = Sheet::new(&self.library, &self.fonts, data);
        let document = typst::compile::<PagedDocument>(&sheet)
            .output
            .map_err(|problems| PrintProblem::NotLaidOut(messages(&problems)))?;
        Ok((document, readable.not_shown()))
    }
}

fn options() -> PdfOptions {
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard contradicts nothing");
    PdfOptions {
        standards,
        creator: Smart::Custom(None),
        ..PdfOptions::default()
    }
}

fn messages(problems: &[SourceDiagnostic]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| problem.message.to_string())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use papers::plain;
    use proptest::prelude::*;
    use typst::layout::{Frame, FrameItem};
    use typst::text::is_default_ignorable;

    use super::*;
    use crate::every_field::paper_of;

    static PRINTER: LazyLock<Printer> = LazyLock::new(Printer::new);

    /// How often words stand in the fields of a paper.
    static FIELDS: LazyLock<usize> = LazyLock::new(|| {
        let marker = set("QZQZ");
        marker.text.matches("QZQZ").count() - 2 * marker.pages
    });

    /// A paper set in type.
    struct Set {
        /// Everything that stands on its pages, without white space and characters that are not drawn.
        text: String,
        pages: usize,
        not_shown: BTreeSet<char>,
    }

    fn set(words: &str) -> Set {
        let (document, not_shown) = PRINTER.lay_out(&paper_of(words).check().unwrap()).unwrap();
        let mut text = String::new();
        document
            .pages()
            .iter()
            .for_each(|page| collect(&page.frame, &mut text));
        Set {
            text: drawn(&text),
            pages: document.pages().len(),
            not_shown,
        }
    }

    fn collect(frame: &Frame, text: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => collect(&group.frame, text),
                FrameItem::Text(item) => text.push_str(&item.text),
                _ => {}
            }
        }
    }

    fn drawn(text: &str) -> String {
        text.chars()
            .filter(|c| !c.is_whitespace() && !is_default_ignorable(*c))
            .collect()
    }

    /// Words of every kind of markup. Letters that are written from right to left are tested apart, because they
    /// stand on the page in another order than they are read in.
    fn hostile() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "#",
            "\\",
            "$",
            "@",
            "[",
            "]",
            "{",
            "}",
            "<",
            ">",
            "&",
            "\"",
            "'",
            "`",
            "*",
            "_",
            "=",
            "//",
            "/*",
            "~",
            "--",
            "...",
            "+",
            "#let x = 1",
            "#panic()",
            "#include \"/etc/passwd\"",
            "#image(\"x.png\")",
            "$x^2$",
            "@p1",
            "<p1>",
            "#import \"@preview/x:0.1.0\"",
            "= heading",
            "https://example.org",
            "\u{202E}",
            "\u{2066}",
            "\u{0}",
            "\u{7}",
            "\u{1B}[31m",
            "\r\n",
            "\t",
            "\u{2028}",
            "\u{FEFF}",
            "\u{FFFE}",
            "\u{AD}",
            "fi",
            "ffl",
            "\u{e9}",
            "e\u{301}",
            "\u{200D}",
            "\u{995}\u{9B2}\u{9C7}\u{99C}",
            "\u{6F22}",
            "\u{1F642}",
            "\u{E000}",
            " ",
            "word",
            "1/2",
            "1st",
            "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
        ]);
        prop::collection::vec(pieces, 1..8)
            .prop_map(|pieces| pieces.concat())
            .prop_filter("a field is never blank", |words| {
                paper_of(words).check().is_ok()
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

        #[test]
        fn words_come_out_verbatim_and_are_never_markup(words in hostile()) {
            let set_words = set(&words);
            let shown = |c: char| if set_words.not_shown.contains(&c) { '\u{FFFD}' } else { c };
            let expected = drawn(&plain(&words).chars().map(shown).collect::<String>());
            if !expected.is_empty() {
                // Beside the fields, the marker stands at the head and foot of its pages, where other words may be
                // cut; and the break between two pages may stand in the middle of a word.
                let found = set_words.text.matches(&expected).count();
                prop_assert!(found + set_words.pages > *FIELDS, "{found} of {}: {expected}", *FIELDS);
            }
            prop_assert!(PRINTER.print(&paper_of(&words).check().unwrap()).is_ok());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn any_characters_can_be_printed(words in proptest::string::string_regex("(?s).{1,40}").unwrap()) {
            if let Ok(paper) = paper_of(&words).check() {
                prop_assert!(PRINTER.print(&paper).is_ok());
            }
        }
    }

    #[test]
    fn words_from_right_to_left_are_drawn() {
        let set = set("\u{639}\u{631}\u{628}\u{64A}");
        assert!(set.text.contains("\u{639}\u{631}\u{628}\u{64A}"));
        assert!(
            set.not_shown.is_empty(),
            "run `make assets` to install the type faces"
        );
    }

    #[test]
    fn only_the_two_files_of_a_paper_can_be_read() {
        use typst::World;
        use typst::syntax::{RootedPath, VirtualPath, VirtualRoot};

        let sheet = Sheet::new(&PRINTER.library, &PRINTER.fonts, b"{}".to_vec());
        let other = RootedPath::new(
            VirtualRoot::Project,
            VirtualPath::new("other.json").unwrap(),
        )
        .intern();
        assert!(sheet.file(other).is_err() && sheet.source(other).is_err());
        assert!(sheet.source(sheet.main()).is_ok());
    }
}
