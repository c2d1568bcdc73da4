//! Writes HTML in which nothing that a person wrote can be read as markup: [`Markup::text`] is the only way for
//! their words to get in.

use crate::{Address, Origin, Paper, Run, Words, plain};

use super::icon::Icon;

/// What the HTML wears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dress {
    /// Our classes, icons and drawings.
    Page,
    /// Nothing but elements.
    Bare,
}

/// HTML being written.
pub(super) struct Markup<'a> {
    pub(super) paper: &'a Paper,
    dress: Dress,
    out: String,
}

impl<'a> Markup<'a> {
    pub(super) fn new(paper: &'a Paper, dress: Dress) -> Self {
        Self {
            paper,
            dress,
            out: String::new(),
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    pub(super) fn is_bare(&self) -> bool {
        self.dress == Dress::Bare
    }

    /// Markup of our own.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Somebody's words, in text or in a quoted attribute.
    pub(super) fn text(&mut self, words: &str) {
        for c in plain(words).chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                c => self.out.push(c),
            }
        }
    }

    /// Opens an element: `open("p", "cw-kicker")`. The class is left out of bare HTML.
    pub(super) fn open(&mut self, element: &str, class: &str) {
        self.open_with(element, class, &[]);
    }

    /// Opens an element with attributes.
    pub(super) fn open_with(&mut self, element: &str, class: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(element);
        let class = (!class.is_empty() && !self.is_bare()).then_some(("class", class));
        for (name, value) in class.iter().chain(attributes) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Closes an element. Block elements end their line, so that the source can be read.
    pub(super) fn close(&mut self, element: &str) {
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
        if !matches!(element, "span" | "strong" | "a") {
            self.out.push('\n');
        }
    }

    /// An element with one text in it.
    pub(super) fn element(&mut self, element: &str, class: &str, words: &str) {
        self.open(element, class);
        self.text(words);
        self.close(element);
    }

    pub(super) fn icon(&mut self, icon: Icon) {
        if !self.is_bare() {
            self.out.push_str(&icon.svg());
        }
    }

    /// Running text.
    pub(super) fn words(&mut self, words: &Words) {
        for run in words.runs() {
            match run {
                Run::Plain(words) => self.text(words),
                Run::Strong(words) => self.element("strong", "", words),
                Run::Link { words, to } => self.link(words, to),
                Run::Reference(to) => {
                    let name = self.paper.name_in_a_sentence(to).to_owned();
                    self.open_with("a", "govuk-link", &[("href", &format!("#{to}"))]);
                    self.text(&name);
                    self.close("a");
                }
            }
        }
    }

    /// A link, or only its words where the address would lead nowhere.
    pub(super) fn link(&mut self, words: &str, to: &Address) {
        let address = match self.dress {
            Dress::Page => Some(to.as_str().to_owned()),
            Dress::Bare => to.seen_from_outside(self.paper.site.as_ref()),
        };
        match address {
            Some(address) => {
                self.open_with("a", "govuk-link", &[("href", &address)]);
                self.text(words);
                self.close("a");
            }
            None => self.text(words),
        }
    }

    /// Words that are quieter than those around them.
    pub(super) fn quiet(&mut self, words: &str) {
        self.span("cw-muted", words);
    }

    /// A number or hash to be read letter by letter.
    pub(super) fn code(&mut self, words: &str) {
        self.span("cw-code", words);
    }

    /// A span means nothing without its class, so bare HTML has none.
    fn span(&mut self, class: &str, words: &str) {
        if self.is_bare() {
            self.text(words);
        } else {
            self.element("span", class, words);
        }
    }

    /// The mark on anything made up; nothing for the rest.
    pub(super) fn origin(&mut self, origin: Origin) {
        if origin.is_illustrative() {
            self.illustrative();
        }
    }

    /// The diamond and the word.
    pub(super) fn illustrative(&mut self) {
        if self.is_bare() {
            self.raw(" (illustrative)");
        } else {
            self.raw(" ");
            self.open("span", "cw-illus");
            self.icon(Icon::Illustrative);
            self.raw("Illustrative");
            self.close("span");
        }
    }
}
