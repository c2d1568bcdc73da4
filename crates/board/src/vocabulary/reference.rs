use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// The identity of a record. Time-ordered, made by [`crate::Act::new_id`], never shown to a person.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct RecordId(pub Uuid);

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A kind of record, such as `priority`. Kinds are declared by the capabilities and gathered in [`crate::thread::Registry`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Kind(pub &'static str);

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The readable part of a record's address: lower-case letters, digits and single hyphens, 1 to 80 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Slug(String);

/// Why a text is no slug or no reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidReference {
    /// Not lower-case letters, digits and single hyphens.
    #[error(
        "“{0}” is not an address: use lower-case letters, digits and single hyphens, at most 80 characters"
    )]
    Slug(String),
    /// Not three parts.
    #[error(
        "“{0}” is not a reference: write body/kind/name, for example hackney/priority/a-smoke-free-borough"
    )]
    Parts(String),
}

const LONGEST_SLUG: usize = 80;

impl Slug {
    /// Makes a slug of any words: accents and signs fall away, gaps become hyphens, cut at a word near 80 characters.
    ///
    /// Words without a single Latin letter or digit give `record`; the caller makes it unique.
    #[must_use]
    pub fn from_words(words: &str) -> Self {
        let mut slug = String::new();
        for character in words.chars().flat_map(char::to_lowercase) {
            let plain = match character {
                'a'..='z' | '0'..='9' => Some(character),
                'à'..='å' | 'ā' => Some('a'),
                'ç' => Some('c'),
                'è'..='ë' | 'ē' => Some('e'),
                'ì'..='ï' => Some('i'),
                'ñ' => Some('n'),
                'ò'..='ö' | 'ø' => Some('o'),
                'ù'..='ü' => Some('u'),
                'ŵ' => Some('w'),
                'ŷ' | 'ý' => Some('y'),
                '\'' | '’' => continue,
                _ => None,
            };
            match plain {
                Some(plain) => slug.push(plain),
                None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                None => {}
            }
        }
        if slug.len() > LONGEST_SLUG {
            slug.truncate(LONGEST_SLUG);
            if let Some(last_gap) = slug.rfind('-') {
                slug.truncate(last_gap);
            }
        }
        let trimmed = slug.trim_matches('-');
        Self(if trimmed.is_empty() {
            "record".to_owned()
        } else {
            trimmed.to_owned()
        })
    }

    /// The same slug with a number behind it: `homes-2`.
    #[must_use]
    pub fn numbered(&self, number: u64) -> Self {
        let suffix = format!("-{number}");
        let kept = self.0.len().min(LONGEST_SLUG - suffix.len());
        Self(format!("{}{suffix}", self.0[..kept].trim_end_matches('-')))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Slug {
    type Err = InvalidReference;

    fn from_str(text: &str) -> Result<Self, InvalidReference> {
        let signs = text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        let shape = !text.is_empty()
            && text.len() <= LONGEST_SLUG
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if signs && shape {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidReference::Slug(text.to_owned()))
        }
    }
}

/// What people type to name a record: `body/kind/slug`, with `-` for a record of the installation itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    /// Slug of the owning body; `None` for the installation.
    pub body: Option<Slug>,
    /// The kind as a word; whether it exists is for the registry to say.
    pub kind: String,
    /// The record's own slug.
    pub slug: Slug,
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = self.body.as_ref().map_or("-", Slug::as_str);
        write!(f, "{body}/{}/{}", self.kind, self.slug)
    }
}

impl FromStr for Reference {
    type Err = InvalidReference;

    fn from_str(text: &str) -> Result<Self, InvalidReference> {
        let parts: Vec<&str> = text.trim().trim_start_matches('/').split('/').collect();
        let [body, kind, slug] = parts.as_slice() else {
            return Err(InvalidReference::Parts(text.to_owned()));
        };
        Ok(Self {
            body: if *body == "-" {
                None
            } else {
                Some(body.parse()?)
            },
            kind: kind.parse::<Slug>()?.0,
            slug: slug.parse()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Reference, Slug};

    #[test]
    fn slug_keeps_words_and_drops_signs() {
        let cases = [
            ("A smoke-free Hackney", "a-smoke-free-hackney"),
            (
                "  Children’s weight & nutrition ",
                "childrens-weight-nutrition",
            ),
            ("Café à la carte", "cafe-a-la-carte"),
            ("বাংলা", "record"),
        ];
        for (words, slug) in cases {
            assert_eq!(Slug::from_words(words).as_str(), slug);
        }
    }

    #[test]
    fn reference_of_the_installation_has_a_dash() {
        let reference: Reference = "-/area/hackney".parse().expect("well formed");
        assert_eq!(reference.body, None);
        assert_eq!(reference.to_string(), "-/area/hackney");
        assert!("hackney/priority".parse::<Reference>().is_err());
        assert!("Hackney/priority/x".parse::<Reference>().is_err());
    }

    proptest! {
        #[test]
        fn any_words_make_a_valid_slug(words in ".{0,300}", number in 2_u64..5_000) {
            let slug = Slug::from_words(&words);
            prop_assert_eq!(slug.as_str().parse::<Slug>(), Ok(slug.clone()));
            let numbered = slug.numbered(number);
            prop_assert_eq!(numbered.as_str().parse::<Slug>(), Ok(numbered.clone()));
        }
    }
}
