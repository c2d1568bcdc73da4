//! Writes XML in which nothing that a person wrote can be read as markup: [`Xml::text`] and the values of attributes are
//! the only ways for their words to get in, and both escape.

use crate::plain;

/// XML being written.
#[derive(Default)]
pub(super) struct Xml(String);

impl Xml {
    /// A document that begins with the declaration that office files expect.
    pub(super) fn document() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Markup of our own.
    pub(super) fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Opens an element.
    pub(super) fn open(&mut self, element: &str, attributes: &[(&str, &str)]) {
        self.start(element, attributes);
        self.0.push('>');
    }

    /// An element without content.
    pub(super) fn empty(&mut self, element: &str, attributes: &[(&str, &str)]) {
        self.start(element, attributes);
        self.0.push_str("/>");
    }

    /// Closes an element.
    pub(super) fn close(&mut self, element: &str) {
        self.0.push_str("</");
        self.0.push_str(element);
        self.0.push('>');
    }

    /// An element with one text in it.
    pub(super) fn element(&mut self, element: &str, attributes: &[(&str, &str)], words: &str) {
        self.open(element, attributes);
        self.text(words);
        self.close(element);
    }

    /// Somebody's words.
    pub(super) fn text(&mut self, words: &str) {
        for c in plain(words).chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                c => self.0.push(c),
            }
        }
    }

    fn start(&mut self, element: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(element);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn words_are_never_markup() {
        let mut xml = Xml::default();
        xml.element("a", &[("b", "\"><c/>&")], "</a><script>&\u{1}");
        assert_eq!(
            xml.finish(),
            "<a b=\"&quot;&gt;&lt;c/&gt;&amp;\">&lt;/a&gt;&lt;script&gt;&amp;\u{fffd}</a>"
        );
    }
}
