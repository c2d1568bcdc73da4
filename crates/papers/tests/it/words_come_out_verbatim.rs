//! Whatever a person wrote comes out as they wrote it, in every field and every format, and is never markup.

use papers::formats::{docx, html, text, xlsx};
use papers::plain;
use proptest::prelude::*;
use proptest::string::string_regex;

use crate::every_field::paper_of;
use crate::office::{names, part};

/// Words that mean something to Typst, HTML, Markdown, templates, shells, spreadsheets and the bidirectional
/// algorithm, and words of any characters at all.
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
        "-",
        "+",
        "#let x = 1",
        "#panic()",
        "#include \"/etc/passwd\"",
        "$x^2$",
        "@ref",
        "<label>",
        "</script>",
        "<img src=x>",
        "&amp;",
        "{{ x }}",
        "{% x %}",
        "=HYPERLINK(\"x\")",
        "\u{202E}",
        "\u{2066}",
        "\u{2069}",
        "\u{200F}",
        "\u{0}",
        "\u{7}",
        "\u{1B}[31m",
        "\r\n",
        "\t",
        "\u{2028}",
        "\u{FEFF}",
        "\u{FFFE}",
        "\u{AD}",
        "é",
        "e\u{301}",
        "ß",
        "কলেজ",
        "عربي",
        "漢字",
        "🙂",
        " ",
        "Ш",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ]);
    let joined = prop::collection::vec(pieces, 1..8).prop_map(|pieces| pieces.concat());
    let anything = string_regex("(?s).{1,40}").unwrap();
    prop_oneof![3 => joined, 1 => anything.boxed()]
        .prop_filter("a field is never blank", |s| paper_of(s).check().is_ok())
}

/// White space may be laid out anew; nothing else may change.
fn squeezed(text: &str) -> String {
    text.split(' ')
        .flat_map(|part| part.split('\n'))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Text as an XML reader finds it, and every attribute.
fn read(markup: &str) -> String {
    let document = roxmltree::Document::parse(markup).unwrap();
    document
        .root_element()
        .descendants()
        .filter_map(|node| node.is_text().then(|| node.text()).flatten())
        .collect()
}

fn occurrences(of: &str, within: &str) -> usize {
    squeezed(within).matches(&squeezed(&plain(of))).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn in_html_and_text(words in hostile()) {
        // What a plain word does is what every other text must do.
        let marker = paper_of("QZQZ").check().unwrap();
        let paper = paper_of(&words).check().unwrap();

        let fragment = html::fragment(&paper);
        prop_assert!(occurrences(&words, &read(&fragment)) >= occurrences("QZQZ", &read(&html::fragment(&marker))));

        let main = |document: &str| {
            let (_, after) = document.split_once("<body>").unwrap();
            after.split_once("</body>").unwrap().0.to_owned()
        };
        let pasted = main(&html::to_paste(&paper));
        prop_assert!(occurrences(&words, &read(&pasted)) >= occurrences("QZQZ", &read(&main(&html::to_paste(&marker)))));

        prop_assert!(occurrences(&words, &text::write(&paper)) >= occurrences("QZQZ", &text::write(&marker)));
    }

    #[test]
    fn no_words_add_an_element(words in hostile()) {
        let count = |markup: &str| roxmltree::Document::parse(markup).unwrap().descendants().count();
        let elements = |markup: &str| {
            let document = roxmltree::Document::parse(markup).unwrap();
            document.descendants().filter(roxmltree::Node::is_element).count()
        };
        let marker = html::fragment(&paper_of("QZQZ").check().unwrap());
        let fragment = html::fragment(&paper_of(&words).check().unwrap());
        prop_assert!(count(&fragment) > 0);
        prop_assert_eq!(elements(&fragment), elements(&marker));
    }

    #[test]
    fn in_word_documents(words in hostile()) {
        let body = |words: &str| {
            let file = docx::write(&paper_of(words).check().unwrap(), None).unwrap();
            read(&part(&file, "word/document.xml"))
        };
        prop_assert!(occurrences(&words, &body(&words)) >= occurrences("QZQZ", &body("QZQZ")));
    }

    #[test]
    fn in_workbooks(words in hostile()) {
        let file = xlsx::write(&paper_of(&words).check().unwrap()).unwrap();
        for name in names(&file) {
            prop_assert!(roxmltree::Document::parse(&part(&file, &name)).is_ok(), "{} is not sound", name);
        }
    }
}
