//! An area as data files name it.

use serde::{Deserialize, Serialize};

use super::Text;

/// An area: England, a region, a borough, a practice. Which areas exist is not known here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Area {
    /// Code in the register that the publisher uses (`E09000012`).
    pub code: Text,
    /// Name in the publisher's words.
    pub name: Text,
    /// Type in the publisher's words; empty where the source does not say.
    #[serde(rename = "type")]
    pub kind: Text,
}

impl Area {
    /// An area from its parts.
    #[must_use]
    pub fn new(code: &str, name: &str, kind: &str) -> Self {
        Self {
            code: Text::from(code),
            name: Text::from(name),
            kind: Text::from(kind),
        }
    }

    /// True for England as a whole.
    #[must_use]
    pub fn is_england(&self) -> bool {
        &*self.code == crate::ENGLAND
    }

    /// True for the nine regions of England, whose codes all begin alike.
    #[must_use]
    pub fn is_region(&self) -> bool {
        self.code.starts_with("E12")
    }
}
