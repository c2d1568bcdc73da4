//! What is taken away at once: some open files, with everything that a reader must know of them.

use super::OpenFile;
use crate::catalogue::Indicator;
use crate::cell::Origin;
use crate::engine::Filter;
use crate::observation::Row;

/// One version of a data set, as its readers need it described.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The file.
    pub file: OpenFile,
    /// The short name of the data set.
    pub data_set: String,
    /// The name of the data set.
    pub title: String,
    /// The number of the version, from 1.
    pub version: i64,
    /// Who publishes it.
    pub source: Option<String>,
    /// Under which licence, in words.
    pub licence: Option<String>,
    /// The words that the licence asks for.
    pub attribution: Option<String>,
    /// The day on which it was loaded, as an ISO date.
    pub as_at: String,
    /// The day on which it was published here, as an ISO date.
    pub published_on: Option<String>,
    /// The day on which the next release is due, as an ISO date.
    pub next_due: Option<String>,
}

/// Some open files to be taken away under one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// Its short name, of small letters, digits and hyphens.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// The versions that it is made from; where two hold the same figure, the earlier in this list counts.
    pub parts: Vec<Part>,
    /// The indicators that it holds.
    pub indicators: Vec<Indicator>,
    /// Which rows it holds.
    pub wanted: Wanted,
}

/// Which open rows are wanted: those of a filter, and of these words in the publisher's own spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// By indicator, area, period, and whether a category may be named.
    pub filter: Filter,
    /// Of this sex.
    pub sex: Option<String>,
    /// Of this age.
    pub age: Option<String>,
    /// Of this kind of category.
    pub category_type: Option<String>,
    /// Of this category.
    pub category: Option<String>,
}

impl Wanted {
    /// Every row of one indicator.
    #[must_use]
    pub fn indicator(number: &str) -> Self {
        Self {
            filter: Filter {
                indicators: vec![number.to_owned()],
                ..Filter::default()
            },
            ..Self::default()
        }
    }

    /// Whether a row that the filter let through is wanted.
    pub(super) fn wants(&self, row: &Row<'_>) -> bool {
        [
            (&self.sex, row.sex),
            (&self.age, row.age),
            (&self.category_type, row.category_type),
            (&self.category, row.category),
        ]
        .into_iter()
        .all(|(wanted, held)| wanted.as_deref().is_none_or(|wanted| wanted == held))
    }
}

impl Package {
    /// Where its figures come from: made up as soon as one of them is.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.parts.iter().fold(Origin::Entered, |origin, part| {
            origin.with(part.file.origin())
        })
    }

    /// The words that must stand beside figures that are made up.
    #[must_use]
    pub fn warning(&self) -> Option<&'static str> {
        (self.origin() == Origin::Illustrative)
            .then_some("Illustrative: made up to show the product, not for use.")
    }

    /// The newest day on which one of its versions was loaded, as an ISO date.
    #[must_use]
    pub fn as_at(&self) -> Option<&str> {
        self.parts.iter().map(|part| part.as_at.as_str()).max()
    }

    /// The words that licences ask for, each once.
    #[must_use]
    pub fn attributions(&self) -> Vec<&str> {
        let mut words: Vec<&str> = Vec::new();
        for part in &self.parts {
            words.extend(
                part.attribution
                    .as_deref()
                    .filter(|new| !words.contains(new)),
            );
        }
        words
    }

    /// One sentence on what it is, for descriptions.
    #[must_use]
    pub fn about(&self) -> String {
        let versions: Vec<String> = self
            .parts
            .iter()
            .map(|part| format!("{}, version {}", part.title, part.version))
            .collect();
        let mut words = format!(
            "Observations of {}. A figure that is not shown says why in the column state.",
            versions.join("; ")
        );
        if let Some(warning) = self.warning() {
            words = format!("{warning} {words}");
        }
        words
    }
}
