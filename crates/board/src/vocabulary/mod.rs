//! The words that every capability shares. Types with validation and no other behaviour, and how days and
//! counts are said.

mod actor;
mod origin;
mod reference;
mod sought;
mod visibility;
mod wording;

pub use actor::{Actor, ActorKind, Grant, Role};
pub use origin::Origin;
pub use reference::{InvalidReference, Kind, RecordId, Reference, Slug};
pub use sought::Sought;
pub use visibility::Visibility;
pub use wording::{capital, days, days_late, listed, long_date, times, with_article};

/// Declares an enumeration that is stored and printed as one fixed word for each variant.
///
/// Every such word is data in the database and in `--json` output: once released, a word never changes.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The stored words, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];

            /// The stored word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownWord;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    other => Err($crate::vocabulary::UnknownWord {
                        word: other.to_owned(),
                        known: Self::WORDS,
                    }),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

/// A word that is none of those that an enumeration knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{word}” is not one of: {}", known.join(", "))]
pub struct UnknownWord {
    /// The word found.
    pub word: String,
    /// The words that would have been understood.
    pub known: &'static [&'static str],
}

pub use crate::words;
