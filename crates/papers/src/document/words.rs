//! Running text: plain words, strong words, links, and references to other parts of the same paper.

use serde::{Deserialize, Serialize};

use super::{Address, Anchor};
use crate::plain::is_blank;

/// A stretch of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    /// Words as they are.
    Plain(String),
    /// Words that carry more weight.
    Strong(String),
    /// Words that lead somewhere.
    Link {
        /// What is read.
        words: String,
        /// Where it leads.
        to: Address,
    },
    /// The number of another part of this paper, written out by each format (“paragraph 6”, “Table 1”), so that it
    /// cannot go stale.
    Reference(Anchor),
}

/// Running text, in order.
///
/// ```
/// use papers::{Address, Anchor, Words};
/// let words = Words::from("Overcrowding has risen to ")
///     .link("16.3%", Address::new("/hackney/evidence/overcrowding")?)
///     .plain(", as ")
///     .reference(Anchor::new("t1")?)
///     .plain(" shows.");
/// assert_eq!(words.runs().len(), 5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words(Vec<Run>);

impl Words {
    /// Adds plain words.
    #[must_use]
    pub fn plain(self, words: impl Into<String>) -> Self {
        self.and(Run::Plain(words.into()))
    }

    /// Adds strong words.
    #[must_use]
    pub fn strong(self, words: impl Into<String>) -> Self {
        self.and(Run::Strong(words.into()))
    }

    /// Adds words that lead somewhere.
    #[must_use]
    pub fn link(self, words: impl Into<String>, to: Address) -> Self {
        self.and(Run::Link {
            words: words.into(),
            to,
        })
    }

    /// Adds the number of another part of the same paper.
    #[must_use]
    pub fn reference(self, part: Anchor) -> Self {
        self.and(Run::Reference(part))
    }

    /// The runs, in order.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.0
    }

    /// Whether there is nothing here to read.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|run| match run {
            Run::Plain(words) | Run::Strong(words) | Run::Link { words, .. } => is_blank(words),
            Run::Reference(_) => false,
        })
    }

    fn and(mut self, run: Run) -> Self {
        self.0.push(run);
        self
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self::default().plain(words)
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self::default().plain(words)
    }
}
